package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/suppress"
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
	baseline        string
	writeBaseline   bool
	force           bool
	since           string
	staged          bool
	sort            string // the order of text
	colour          string
	quiet, verbose  bool
	exitZero        bool // findings do not fail
	formats         bool // -f or -o is given
	statistics      bool // rules are counted in place of findings
	showFiles       bool // nothing is checked, and what would be is listed
	trace           string
	resource        string
	explain         string // a version
	previous        string // of --previous, "" for none
	lastPage        *report.Previous
	noCache         bool
	watch           bool
	cacheDir        string // of --cache, "" for the usual one
	profile         string // the form of what the run took, "" for none

	old    *suppress.Baseline        // in force; nil for none
	locked func(*policy.Rule) string // the pack that locks a rule
	kept   *recording                // what later runs are to know of this one; nil for nothing
	before earlier                   // what the run is compared with
	repo   string                    // folder of the git repository of that
	notes  []string                  // what to tell on standard error beside the report
	names  map[string][]string       // what findings may call each path of --only

	trees   trees // that were read
	several bool  // the run is about several organisations
	below   bool  // the configuration is not that of the working directory
}

func (a *app) lint() *cobra.Command {
	f := lintFlags{common: common{tells: true}}
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Check definitions; the main job",
		Long: `Check definitions and report what cannot hold. Without a path: the current folder, or what the configuration includes. "-" reads
standard input.

What is known can be left out: a line above the value, "# kpilint:ignore RULE -- reason", or a definition of kind Exception; all that is
there today with --write-baseline and --baseline; all that an earlier revision has with --since, or --staged in a git hook.

Exit code 0: clean; 1: findings; 2: wrong use, or input that cannot be read; 3: a rule failed.`,
		Example: "  kpilint lint\n  kpilint lint handbook/ --fail-on warning\n  kpilint lint -f html -o report.html -f sarif -o report.sarif -f text",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.runLint(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.VarP(formatFlag{&f.reports}, "format", "f", "the `format` of the report: "+strings.Join(report.Formats(), ", ")+" or template=FILE; may be repeated (default text)")
	s.VarP(outputFlag{&f.reports}, "output", "o", "the `file` for the format before it (default: standard output)")
	s.StringVar(&f.failOn, "fail-on", "", "the lowest `level` that fails: error, warning or info (default error)")
	s.BoolVar(&f.strict, "strict", false, "fail also when something is not checkable")
	s.StringSliceVar(&f.enable, "enable", nil, "`rules` to switch on: id, category/id or category/*")
	s.StringSliceVar(&f.disable, "disable", nil, "`rules` to switch off")
	s.StringArrayVar(&f.levels, "level", nil, "the level of rules, `RULE=LEVEL`; may be repeated")
	s.StringArrayVar(&f.only, "only", nil, "report findings in this `path` alone; the whole organisation is still read")
	s.StringVar(&f.baseline, "baseline", "", "the `file` with the findings that are known already and do not count")
	s.BoolVar(&f.writeBaseline, "write-baseline", false, "write the findings of this run to the baseline ("+baselineName+"); one that is there only shrinks")
	s.BoolVar(&f.force, "force", false, "let --write-baseline take in what is new")
	s.StringVar(&f.since, "since", "", "report only what this branch brings since it left `REV`, a revision of the git repository such as origin/main")
	s.StringVar(&f.trusted, "trusted-ref", "", trustedHelp)
	s.BoolVar(&f.staged, "staged", false, "read the files as they are staged in git, and report only what HEAD does not have; everything where nothing is staged and no commit is being made")
	s.StringVar(&f.sort, "sort", "", "the `order` of text: "+strings.Join(report.Orders(), " or ")+
		"; the other formats go by place (default "+report.ByImportance+")")
	s.StringVar(&f.colour, "color", "auto", "colour: auto, always or never")
	s.BoolVarP(&f.quiet, "quiet", "q", false, "findings only, no closing line")
	s.BoolVarP(&f.verbose, "verbose", "v", false, "also what is excepted, what was skipped, how much each rule looked at, and fields that no rule read")
	s.BoolVar(&f.exitZero, "exit-zero", false,
		"end with exit code 0 where there are findings; what cannot be read or run still fails")
	s.BoolVar(&f.statistics, "statistics", false,
		"count how often each rule found something, in place of the findings")
	s.BoolVar(&f.showFiles, "show-files", false,
		"check nothing, and list the files with definitions that would be read")
	s.StringVar(&f.trace, "trace", "", "check nothing, and show what each part of this `rule` gives on the definition of --resource")
	s.StringVar(&f.explain, "explain-changes", "", explainHelp)
	s.BoolVar(&f.watch, "watch", false,
		"go on until Ctrl-C: check again after each change, and say what is new and what is gone")
	s.StringVar(&f.previous, "previous", "", "the `file` of an earlier report in JSON; the page says what changed")
	s.BoolVar(&f.noCache, "no-cache", false, "neither use results of earlier runs nor keep those of this one")
	s.StringVar(&f.cacheDir, "cache", "", cacheHelp)
	f.profiles(s)
	s.StringVar(&f.resource, "resource", "", "the `name` of the definition for --trace, such as sales/sales-calls")
	return cmd
}

// trustedHelp says what --trusted-ref does.
const trustedHelp = "let configuration, packs, rules, locks, baseline, exceptions and ignores count only as they " +
	"are at `REV`, and say what the change hides or deletes"

func (a *app) runLint(cmd *cobra.Command, f *lintFlags, args []string) error {
	if (f.trace == "") != (f.resource == "") {
		return errors.New("--trace RULE and --resource NAME go together: give both")
	}
	if f.trace != "" {
		return a.runTrace(cmd, f, args)
	}
	if f.explain != "" {
		return a.runExplainChanges(cmd, f, args)
	}
	failOn, err := policy.ParseLevel(f.failOn)
	if f.failOn != "" && (err != nil || failOn == policy.Off) {
		return fmt.Errorf("--fail-on: unknown level %q: it may be error, warning or info", f.failOn)
	}
	if !slices.Contains(colours, f.colour) {
		return fmt.Errorf("--color: unknown word %q: it may be %s", f.colour, "auto, always or never")
	}
	if f.sort != "" && !slices.Contains(report.Orders(), f.sort) {
		return fmt.Errorf("--sort: unknown order %q: it may be %s", f.sort, strings.Join(report.Orders(), " or "))
	}
	if err := f.together(); err != nil {
		return err
	}
	targets, err := a.targets(f)
	if err != nil {
		return err
	}
	if err := f.measure(); err != nil {
		return err
	}
	if f.watch {
		return a.watch(cmd, f, targets, args)
	}
	return a.remember(cmd, f, targets, args, func() error { return a.check(cmd, f, targets, args) })
}

// part is an organisation that lint checks, with the flags as they hold for it.
type part struct {
	organisation
	flags  lintFlags
	in     engine.Input
	report *engine.Report
}

// check reads and checks the definitions, and writes the report.
func (a *app) check(cmd *cobra.Command, f *lintFlags, targets []target, args []string) error {
	parts, err := a.prepare(cmd, f, targets, args)
	if err != nil {
		return err
	}
	if f.showFiles {
		return a.listFiles(cmd.Context(), parts)
	}
	for _, p := range parts {
		if p.report, err = p.engine.Lint(cmd.Context(), p.in); err != nil {
			return err
		}
		if p.report.Stopped {
			_, why := whyStopped(a.ctx)
			p.report.Unreadable = append(p.report.Unreadable, why)
		}
		p.flags.kept.keepNow(p.engine, p.in, p.report)
		p.flags.kept.keepCarried(&p.in, p.report.Carried)
		p.flags.pending(p.report, p.settings)
	}
	return a.conclude(cmd, f, targets, args, parts)
}

// prepare reads all that a run needs beside the definitions.
func (a *app) prepare(cmd *cobra.Command, f *lintFlags, targets []target, args []string) ([]*part, error) {
	if f.staged {
		f.view = func(w *workspace) error { return f.stage(cmd.Context(), w) }
	}
	f.trees = trees{}
	f.report = func(s *config.Settings) error { return a.configured(f, s, targets) }
	all, err := a.organisations(&f.common, args, f.change)
	if err != nil {
		return nil, err
	}
	if err := f.inOneRepository(all); err != nil {
		return nil, err
	}
	var parts []*part
	workspaces := workspacesOf(all)
	for _, o := range all {
		p := &part{organisation: o, flags: *f, in: o.input}
		p.flags.file, p.flags.several, p.flags.below, p.flags.notes = o.config, len(all) > 1, !o.main, nil
		if f.at != nil {
			p.in.Others = o.reads(workspaces)
		}
		parts = append(parts, p)
	}
	if f.showFiles {
		return parts, nil
	}
	if len(parts) == 1 {
		f.kept.carry(&parts[0].in)
	}
	if err := f.readPrevious(); err != nil {
		return nil, err
	}
	if err := f.templates(targets); err != nil {
		return nil, err
	}
	if err := f.baselines(parts); err != nil {
		return nil, err
	}
	only, err := f.onlyPaths(parts[0].in)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if p.in.Only = only; len(args) == 0 && !f.quiet && p.asked {
			p.flags.noteFolder(p.in)
		}
		if err := p.flags.hold(cmd.Context(), p.engine, &p.in); err != nil {
			return nil, fmt.Errorf("--trusted-ref %s: %w", f.trusted, err)
		}
	}
	for _, p := range parts {
		if err := p.flags.compare(cmd.Context(), p.engine, &p.in); err != nil {
			return nil, err
		}
		f.notes = append(f.notes, p.flags.notes...)
		p.in.Track = f.verbose
		p.in.AllFacts = slices.ContainsFunc(targets, func(t target) bool { return t.format == "html" }) // the page shows them
		p.flags.locked = p.engine.Config().LockOf
	}
	a.notice(slices.Compact(f.notes))
	return parts, nil
}

// conclude says what a run has found.
func (a *app) conclude(cmd *cobra.Command, f *lintFlags, targets []target, args []string, parts []*part) error {
	r := a.joined(parts)
	if err := keepsInput(targets, r); err != nil {
		return err
	}
	a.withChange(cmd, f, args, parts, r)
	written := parts[0].engine.Stage("write the report")
	err := a.tell(f, targets, parts, r)
	written()
	took := parts[0].engine.Profile()
	for _, p := range parts[1:] {
		took.Add(p.engine.Profile())
	}
	return errors.Join(err, writeProfile(a.err, f.profile, took))
}

// joined is the report about all organisations. Of several, those in which nothing is to be found are left out.
func (a *app) joined(parts []*part) *engine.Report {
	var reports []*engine.Report
	for _, p := range parts {
		p.report.Folder = p.called()
		if r := p.report; r.Summary.Files > 0 || len(r.Unreadable)+len(r.Errors)+len(r.Findings) > 0 || r.Trusted != nil {
			reports = append(reports, r)
		}
	}
	if len(reports) == 0 {
		return parts[0].report
	}
	return engine.Join(reports)
}

// tell writes the baselines and the report.
func (a *app) tell(f *lintFlags, targets []target, parts []*part, r *engine.Report) error {
	a.untold = nil
	a.notice(r.Notices)
	f.noteOnly(a, r)
	if f.verbose {
		a.skipped(r)
	}
	for _, p := range parts {
		if err := a.keepBaseline(&p.flags, p.in, p.report, p.settings); err != nil {
			return err
		}
	}
	if f.writeBaseline {
		r = a.joined(parts) // with what is known from now on
	}
	if r.Summary.Files == 0 && len(r.Unreadable) == 0 {
		r.Unreadable = append(r.Unreadable, errNoDefinitions)
		if len(r.Skips) > 0 && !f.verbose {
			a.notice([]string{"what is here was not read: kpilint lint -v says why"})
		}
	}
	fails := failsIn(parts, r)
	if err := a.write(targets, f, r, fails); err != nil {
		a.fail(exitBroken, err)
	}
	a.judge(r, fails, f.exitZero)
	return nil
}

// failsIn reports of findings whether they make a run fail, by the configuration of their organisation.
func failsIn(parts []*part, r *engine.Report) func(*engine.Finding) bool {
	of := map[string]*config.Settings{}
	for _, p := range parts {
		if of[p.report.Folder] = p.settings; p.report == r {
			of[""] = p.settings
		}
	}
	return func(f *engine.Finding) bool { return of[f.In].Fails(f) }
}

// noteFolder says that a run without a path reads the folder it is started in, where the configuration above it is of more.
func (f *lintFlags) noteFolder(in engine.Input) {
	here, err := disk.Here()
	if err != nil || f.file == "" || len(in.Paths) != 1 {
		return
	}
	of, read := filepath.Dir(f.file), filepath.Join(f.root, filepath.FromSlash(in.Paths[0]))
	if of != read && ancestor(of, read) == of {
		above := relative(here, of)
		f.note("this folder alone is read, so what others in %s define is not known here: kpilint lint %s reads all, with --only . for what is found here", above, above)
	}
}

// noteOnly says which paths of --only hold no definition that was read, so that no finding can stand there.
func (f *lintFlags) noteOnly(a *app, r *engine.Report) {
	var idle []string
	for _, p := range f.only {
		asked := (&engine.Report{Only: f.names[p]}).Asked
		if !slices.ContainsFunc(slices.Collect(maps.Keys(r.Sources)), asked) {
			idle = append(idle, called(p))
		}
	}
	if len(idle) > 0 && !f.quiet {
		a.notice([]string{"--only: no definition is read in " + shortList(idle)})
	}
}

// notice tells of what users are to know, and what goes on to work.
func (a *app) notice(all []string) {
	for _, said := range all {
		fmt.Fprintf(a.err, "kpilint: %s\n", plain(said))
	}
}

// skipped names what was found and is no definition.
func (a *app) skipped(r *engine.Report) {
	for _, s := range r.Skips {
		at := s.File
		if s.Line > 0 {
			at += ":" + strconv.Itoa(s.Line)
		}
		fmt.Fprintf(a.err, "kpilint: skipped %s: %s\n", plain(at), plain(s.Reason))
	}
}

// together refuses flags that contradict each other.
func (f *lintFlags) together() error {
	switch {
	case f.staged && f.since != "":
		return errors.New("--staged and --since both say what to compare with: give one of them")
	case f.trusted != "" && (f.staged || f.writeBaseline):
		return errors.New("--trusted-ref judges a change by a revision: run it without --staged and --write-baseline")
	case f.staged && f.writeBaseline:
		return errors.New("--write-baseline writes what is on disk: run it without --staged")
	case f.writeBaseline && len(f.only) > 0:
		return errors.New("--write-baseline writes all findings: run it without --only")
	case f.watch && f.showFiles:
		return errors.New("--watch checks, and --show-files does not: give one of them")
	case f.watch && (f.staged || f.since != "" || f.trusted != "" || f.writeBaseline):
		return errors.New("--watch checks what lies on disk, by itself: " +
			"run it without --staged, --since, --trusted-ref and --write-baseline")
	case f.watch && slices.ContainsFunc(f.reports, func(t target) bool { return t.format != "text" || t.file != "" }):
		return errors.New("--watch writes text for people: run it without --format and --output")
	case f.profile != "" && (f.watch || f.showFiles):
		return errors.New("--profile measures one run: run it without --watch and --show-files")
	case f.noCache && f.cacheDir != "":
		return errors.New("--cache names a folder for results, and --no-cache keeps none: give one of them")
	case f.force && !f.writeBaseline:
		return errors.New("--force is for --write-baseline")
	case f.statistics && len(f.reports) > 0:
		return errors.New("--statistics is a form of text: run it without -f and -o")
	case f.showFiles && (f.statistics || f.writeBaseline || len(f.reports) > 0):
		return errors.New("--show-files checks nothing: run it without -f, -o, --statistics and --write-baseline")
	}
	return nil
}

// colours are the words that --color takes.
var colours = []string{"auto", "always", "never"}

// onlyPaths calls the paths of --only as findings call their files. They need not hold definitions: pre-commit passes what it has.
func (f *lintFlags) onlyPaths(in engine.Input) ([]string, error) {
	here, err := disk.Here()
	if err != nil {
		return nil, err
	}
	f.names = map[string][]string{}
	var names []string
	for _, p := range f.only {
		if _, err := disk.Stat(p); err != nil && (len(in.Given) == 0 || p != f.stdin) {
			return nil, fmt.Errorf("--only: %w", &engine.Missing{Path: called(p)})
		}
		f.names[p] = in.Names(relative(f.root, absolutely(here, filepath.FromSlash(p))))
		names = append(names, f.names[p]...)
	}
	return names, nil
}

// target is one format and where it goes.
type target struct {
	format string
	file   string // "" for standard output
	form   string // the file of a template, "" for none
	to     disk.Output
	write  report.Writer
}

// targets gives each format its file. A format without one goes to standard output, of which there can be one.
func (a *app) targets(f *lintFlags) ([]target, error) {
	switch {
	case f.statistics:
		f.reports = []target{{format: "text", write: report.Statistics}}
	case len(f.reports) == 0:
		f.reports = []target{{format: "text", write: report.Text}}
	default:
		f.formats = true
	}
	standard := 0
	for i := range f.reports {
		t := &f.reports[i]
		if t.format == "" {
			return nil, fmt.Errorf("-o %s has no format: write -f before it", t.file)
		}
		if t.file == "" && report.Binary(t.format) && isTerminal(a.out) {
			return nil, fmt.Errorf("-f %s is not for a terminal: give it a file with -o, or a pipe", t.format)
		}
		if t.file == "" {
			standard++
		} else if to, err := a.output(t.file); err != nil {
			return nil, err
		} else {
			t.to = to
		}
		for _, earlier := range f.reports[:i] {
			if t.file != "" && sameFile(earlier.file, t.file) {
				return nil, fmt.Errorf("two formats would go to %s, and the second would replace the first: give one of them another file with -o", t.file)
			}
		}
	}
	if standard > 1 {
		return nil, errors.New("two formats would go to standard output: give one of them a file with -o")
	}
	return f.reports, nil
}

// configured does for a report what the configuration says and no flag does.
func (a *app) configured(f *lintFlags, s *config.Settings, targets []target) error {
	f.sort = cmp.Or(f.sort, s.Output.Sort, report.ByImportance)
	if f.formats || f.statistics || s.Output.Format == "" {
		return nil
	}
	write, err := report.ForFormat(s.Output.Format)
	if err != nil {
		return err
	}
	if report.Binary(s.Output.Format) && isTerminal(a.out) {
		return fmt.Errorf("output: %s is not for a terminal: write to a file with -f and -o", s.Output.Format)
	}
	if targets[0].format, targets[0].write = s.Output.Format, write; report.ForMachines(s.Output.Format) {
		a.notRunBy = write
	}
	return nil
}

// keepsInput refuses reports that would replace what was checked, by whatever name, and a workbook with a name by which
// no program opens it.
func keepsInput(targets []target, r *engine.Report) error {
	for _, t := range targets {
		if t.file == "" || t.to.Stream {
			continue
		}
		for name := range r.Sources {
			if sameFile(filepath.FromSlash(name), t.to.Path) {
				return fmt.Errorf("-o %s is a file that is checked, and a report would replace it: name another one",
					called(t.file))
			}
		}
		if report.Binary(t.format) {
			if err := report.FitsWorkbook(r, t.file); err != nil {
				return fmt.Errorf("-o %s: %w", called(t.file), err)
			}
		}
	}
	return nil
}

// sameFile reports whether two names are those of one file that is replaced when it is written. What is no regular file takes both.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return x.Mode().IsRegular() && os.SameFile(x, y)
	}
	one, errX := filepath.Abs(a)
	other, errY := filepath.Abs(b)
	return a != "" && errX == nil && errY == nil && one == other
}

// formatFlag and outputFlag fill the list of reports in the order of the command line: -o belongs to the -f before it.
type formatFlag struct{ all *[]target }

func (v formatFlag) String() string { return "" }
func (v formatFlag) Type() string   { return "format" }
func (v formatFlag) Set(name string) error {
	form, isForm := strings.CutPrefix(name, "template=")
	t := target{format: name, form: form}
	if !isForm {
		write, err := report.ForFormat(name)
		if err != nil {
			return err
		}
		t.form, t.write = "", write
	}
	if n := len(*v.all); n > 0 && (*v.all)[n-1].format == "" {
		t.file = (*v.all)[n-1].file
		(*v.all)[n-1] = t
		return nil
	}
	*v.all = append(*v.all, t)
	return nil
}

// previousSize is the size of the largest earlier report that is read, in bytes.
const previousSize = 64 << 20

// readPrevious reads the report of --previous.
func (f *lintFlags) readPrevious() error {
	if f.previous == "" {
		return nil
	}
	data, err := (*trusted)(nil).readNamed(f.previous, previousSize)
	if err != nil {
		return fmt.Errorf("read --previous %s: %w", called(f.previous), err)
	}
	if f.lastPage, err = report.ReadPrevious(data); err != nil {
		return fmt.Errorf("read --previous %s: %w", called(f.previous), err)
	}
	return nil
}

// templates reads the templates among the formats.
func (f *lintFlags) templates(targets []target) error {
	for i := range targets {
		t := &targets[i]
		if t.form == "" {
			continue
		}
		text, err := f.at.readNamed(t.form, templateSize)
		if err != nil {
			return fmt.Errorf("read template %s: %w", called(t.form), err)
		}
		if t.write, err = report.Template(filepath.ToSlash(t.form), string(text)); err != nil {
			return err
		}
	}
	return nil
}

// templateSize is the size of the longest template that is read, in bytes.
const templateSize = 1 << 20

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
func (f *lintFlags) change(s *config.Settings) error {
	set := func(selector string, level policy.Level) {
		s.Rules = append(s.Rules, config.Setting{Selector: selector, Level: &level})
	}
	for _, selector := range f.disable {
		set(selector, policy.Off)
	}
	for _, selector := range f.enable {
		s.Rules = append(s.Rules, config.Setting{Selector: selector, Enable: true})
	}
	for _, pair := range f.levels {
		selector, word, ok := strings.Cut(pair, "=")
		level, err := policy.ParseLevel(word)
		switch {
		case !ok || selector == "" || word == "":
			return fmt.Errorf("--level %s: write RULE=LEVEL, such as supply-below-demand=warning", pair)
		case err != nil:
			return fmt.Errorf("--level %s: unknown level `%s`%s", pair, word, meant(word, []string{"error", "warning", "info", "off"}, ": it may be error, warning, info or off"))
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
func (a *app) write(
	targets []target, f *lintFlags, r *engine.Report, fails func(*engine.Finding) bool,
) error {
	var errs []error
	for i, t := range targets {
		o := report.Options{Quiet: f.quiet, Verbose: f.verbose, Sort: f.sort, Version: version, Below: below(),
			Fails: fails, Previous: f.lastPage}
		o.Notice = func(text string) { fmt.Fprintf(a.err, "kpilint: %s: %s\n", plain(t.format), plain(text)) }
		if t.file == "" {
			o.Color = useColour(f.colour, a.out)
			errs = append(errs, t.write(a.out, r, o))
			continue
		}
		o.Color = f.colour == "always"
		err := writeTo(t.to, t.file, func(w io.Writer) error { return t.write(a.kept.also(i, w), r, o) })
		if errs = append(errs, err); err == nil && !f.quiet && report.ForReaders(t.format) {
			a.notice([]string{"wrote " + called(t.file) + ": " + report.Contents(r)})
		}
	}
	return errors.Join(errs...)
}

// listFiles names the files with definitions, and the documents, that a run reads.
func (a *app) listFiles(ctx context.Context, parts []*part) error {
	var names []string
	wrong := 0
	for _, p := range parts {
		o, err := p.engine.Read(ctx, p.in)
		if err != nil {
			return err
		}
		for _, err := range o.Unreadable {
			a.fail(exitUsage, err)
		}
		names, wrong = append(names, o.Named()...), wrong+len(o.Unreadable)
	}
	if len(names) == 0 && wrong == 0 {
		return errNoDefinitions
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		fmt.Fprintln(a.out, plain(name))
	}
	return nil
}

// below is the working directory as seen from the root of its repository.
func below() string {
	here, err := disk.Here()
	if err != nil {
		return ""
	}
	return relative(repository(here), here)
}

// machineReport is the writer of the report that a command line which was refused asks for on standard output, where programs read it.
func machineReport(args []string) report.Writer {
	if len(args) == 0 || args[0] != "lint" {
		return nil
	}
	var reports []target
	cmd := &cobra.Command{FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true}}
	cmd.Flags().VarP(formatFlag{&reports}, "format", "f", "")
	cmd.Flags().VarP(outputFlag{&reports}, "output", "o", "")
	_ = cmd.ParseFlags(args[1:]) // what can be read of it counts
	for _, t := range reports {
		if t.file == "" && report.ForMachines(t.format) {
			return t.write
		}
	}
	return nil
}

// notRun writes the report of a run that did not take place, for those who read standard output by program whatever happens.
func (a *app) notRun(write report.Writer, err error) {
	if err := writeNotRun(a.out, write, err); err != nil {
		a.fail(exitBroken, fmt.Errorf("write report: %w", err))
	}
}

func writeNotRun(w io.Writer, write report.Writer, why error) error {
	return write(w, &engine.Report{Unreadable: engine.Unjoin(why)}, report.Options{Version: version, Below: below()})
}

// judge turns the report into the exit code. Where it is lenient, findings do not count in it.
func (a *app) judge(r *engine.Report, fails func(*engine.Finding) bool, lenient bool) {
	for _, err := range r.Unreadable {
		a.fail(exitUsage, err)
	}
	if !r.Complete() {
		a.raise(exitBroken)
	}
	for _, e := range r.Errors {
		a.trace(e.Stack)
	}
	if lenient {
		return
	}
	for i := range r.Findings {
		if fails(&r.Findings[i]) {
			a.raise(exitFindings)
		}
	}
}
