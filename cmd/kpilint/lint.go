package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

var errNoDefinitions = errors.New("no definitions found: a definition file says `apiVersion: kpilint/v1`; `kpilint init` writes a first one")

// lintFlags are the flags of lint.
type lintFlags struct {
	common
	reports         []target
	failOn          string
	strict          bool
	enable, disable []string
	levels          []string
	only            []string
	colour          string
	quiet, verbose  bool
}

func (a *app) lint() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Check definitions; the main job",
		Long: `Check definitions and report what cannot hold. Without a path: the current folder, or what the configuration includes. "-" reads
standard input.

Exit code 0: clean; 1: findings; 2: wrong use, or input that cannot be read; 3: a rule failed.`,
		Example: "  kpilint lint\n  kpilint lint handbook/ --fail-on warning\n  kpilint lint -f json -o report.json -f text",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runLint(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.VarP(formatFlag{&f.reports}, "format", "f", "the `format` of the report: "+strings.Join(report.Formats(), ", ")+"; may be repeated (default text)")
	s.VarP(outputFlag{&f.reports}, "output", "o", "the `file` for the format before it (default: standard output)")
	s.StringVar(&f.failOn, "fail-on", "", "the lowest `level` that fails: error, warning or info (default error)")
	s.BoolVar(&f.strict, "strict", false, "fail also when something is not checkable")
	s.StringSliceVar(&f.enable, "enable", nil, "`rules` to switch on: id, category/id or category/*")
	s.StringSliceVar(&f.disable, "disable", nil, "`rules` to switch off")
	s.StringArrayVar(&f.levels, "level", nil, "the level of rules, `RULE=LEVEL`; may be repeated")
	s.StringArrayVar(&f.only, "only", nil, "report findings in this `path` alone; the whole organisation is still read")
	s.StringVar(&f.colour, "color", "auto", "colour: auto, always or never")
	s.BoolVarP(&f.quiet, "quiet", "q", false, "findings only, no closing line")
	s.BoolVarP(&f.verbose, "verbose", "v", false, "also what is excepted, and which rules looked at nothing")
	return cmd
}

func (a *app) runLint(cmd *cobra.Command, f *lintFlags, args []string) error {
	failOn, err := policy.ParseLevel(f.failOn)
	if f.failOn != "" && (err != nil || failOn == policy.Off) {
		return fmt.Errorf("--fail-on: unknown level %q: it may be error, warning or info", f.failOn)
	}
	targets, err := f.targets()
	if err != nil {
		return err
	}
	var settings *engine.Settings
	e, in, err := a.engine(cmd, &f.common, args, func(s *engine.Settings) error {
		settings = s
		return f.change(s)
	})
	if err != nil {
		return err
	}
	for _, p := range f.only {
		in.Only = append(in.Only, path.Clean(filepath.ToSlash(p)))
	}
	r, err := e.Lint(cmd.Context(), in)
	if err != nil {
		return err
	}
	if err := a.write(targets, f, r); err != nil {
		a.fail(exitBroken, err)
	}
	a.judge(r, f, settings)
	return nil
}

// target is one format and where it goes.
type target struct {
	format string
	file   string // "" for standard output
	write  report.Writer
}

// targets gives each format its file. A format without one goes to standard output, of which there can be one.
func (f *lintFlags) targets() ([]target, error) {
	if len(f.reports) == 0 {
		f.reports = []target{{format: "text"}}
	}
	standard := 0
	for i := range f.reports {
		t := &f.reports[i]
		if t.format == "" {
			return nil, fmt.Errorf("-o %s has no format: write -f before it", t.file)
		}
		var err error
		if t.write, err = report.ForFormat(t.format); err != nil {
			return nil, err
		}
		if t.file == "" {
			standard++
		}
	}
	if standard > 1 {
		return nil, errors.New("two formats would go to standard output: give one of them a file with -o")
	}
	return f.reports, nil
}

// formatFlag and outputFlag fill the list of reports in the order of the command line: -o belongs to the -f before it.
type formatFlag struct{ all *[]target }

func (v formatFlag) String() string { return "" }
func (v formatFlag) Type() string   { return "format" }
func (v formatFlag) Set(name string) error {
	if _, err := report.ForFormat(name); err != nil {
		return err
	}
	if n := len(*v.all); n > 0 && (*v.all)[n-1].format == "" {
		(*v.all)[n-1].format = name
		return nil
	}
	*v.all = append(*v.all, target{format: name})
	return nil
}

type outputFlag struct{ all *[]target }

func (v outputFlag) String() string { return "" }
func (v outputFlag) Type() string   { return "file" }
func (v outputFlag) Set(name string) error {
	if n := len(*v.all); n > 0 && (*v.all)[n-1].file == "" {
		(*v.all)[n-1].file = name
		return nil
	}
	*v.all = append(*v.all, target{file: name})
	return nil
}

// change applies flags to the settings: they win over the configuration.
func (f *lintFlags) change(s *engine.Settings) error {
	set := func(selector string, level policy.Level) {
		s.Rules = append(s.Rules, engine.Setting{Selector: selector, Level: &level})
	}
	for _, selector := range f.disable {
		set(selector, policy.Off)
	}
	for _, selector := range f.enable {
		s.Rules = append(s.Rules, engine.Setting{Selector: selector, Enable: true})
	}
	for _, pair := range f.levels {
		selector, word, ok := strings.Cut(pair, "=")
		level, err := policy.ParseLevel(word)
		if !ok || err != nil {
			return fmt.Errorf("--level %s: write RULE=LEVEL, such as supply-below-demand=warning", pair)
		}
		set(selector, level)
	}
	s.Strict = s.Strict || f.strict
	if f.failOn != "" {
		s.FailOn = f.failOn
	}
	return nil
}

// write renders the report to every target. Files are written whole or not at all.
func (a *app) write(targets []target, f *lintFlags, r *engine.Report) error {
	var errs []error
	for _, t := range targets {
		o := report.Options{Quiet: f.quiet, Verbose: f.verbose, Version: version}
		if t.file == "" {
			o.Color = useColour(f.colour, a.out)
			errs = append(errs, t.write(a.out, r, o))
			continue
		}
		o.Color = f.colour == "always"
		errs = append(errs, writeFile(t.file, func(w io.Writer) error { return t.write(w, r, o) }))
	}
	return errors.Join(errs...)
}

func writeFile(name string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".kpilint-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, errors.Unwrap(err))
	}
	defer os.Remove(tmp.Name())
	if err := errors.Join(write(tmp), tmp.Chmod(0o644), tmp.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.Rename(tmp.Name(), name); err != nil {
		return fmt.Errorf("write %s: %w", name, errors.Unwrap(err))
	}
	return nil
}

// judge turns the report into the exit code.
func (a *app) judge(r *engine.Report, f *lintFlags, s *engine.Settings) {
	for _, err := range r.Unreadable {
		a.fail(exitUsage, err)
	}
	if r.Summary.Definitions == 0 && len(r.Findings) == 0 {
		a.fail(exitUsage, errNoDefinitions)
	}
	if !r.Complete() {
		a.raise(exitBroken)
	}
	failOn, err := policy.ParseLevel(s.FailOn)
	if err != nil || failOn == policy.Off {
		failOn = policy.Error
	}
	for i := range r.Findings {
		found := &r.Findings[i]
		switch {
		case found.Suppressed != nil:
		case found.Outcome == engine.NotCheckable && s.Strict, found.Outcome == engine.Violated && found.Level >= failOn:
			a.raise(exitFindings)
		}
	}
}
