package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

type diffFlags struct {
	common
	format, output string
}

func (a *app) diffRules() *cobra.Command {
	f := diffFlags{}
	cmd := &cobra.Command{
		Use:   "diff-rules OLD_PACK NEW_PACK [PATH…]",
		Short: "Show what another version of a pack finds in the same definitions: gained, lost, changed in level, by owner",
		Long: `Check the same definitions under two versions of a pack, and show which findings are gained, which
are lost and which have another level, by owner. A pack is a folder, or a pack that the
configuration names and this machine has. Everything else is as configured: the built-in rules, the
other packs, levels and settings. A pack of that name in the configuration is left out, and so is
the catalogue when the packs are versions of it. What changes in what is locked, and what of the
configuration the new one would refuse, is reported on standard error.

Exit code 0: no difference; 1: findings differ; 2: wrong use; 3: a rule failed.`,
		Example: `  kpilint diff-rules house-1.0 house-1.1
  kpilint diff-rules git+https://git.example.org/house@v1.0 ../house handbook/ -f json`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.runDiffRules(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.StringVarP(&f.format, "format", "f", "text", "the `format`: text or json")
	s.StringVarP(&f.output, "output", "o", "", "the `file` to write to (default: standard output)")
	return cmd
}

func (a *app) runDiffRules(cmd *cobra.Command, f *diffFlags, args []string) error {
	if f.format != "text" && f.format != "json" {
		return fmt.Errorf("unknown format %q: it may be json or text", f.format)
	}
	if f.output != "" {
		if _, err := a.output(f.output); err != nil {
			return err
		}
	}
	c, err := a.comparison(f, args)
	if err != nil {
		return err
	}
	var reports []*engine.Report
	for i := range c.packs {
		r, err := a.under(cmd, c, i)
		if err != nil {
			return err
		}
		if reports = append(reports, r); r.Summary.Files == 0 && len(r.Unreadable) == 0 {
			return errNoDefinitions
		}
	}
	a.notice(reports[1].Notices)
	for _, err := range reports[1].Unreadable {
		a.fail(exitUsage, err)
	}
	if a.code == exitBroken { // what a broken rule does not say would be taken for lost
		return nil
	}
	a.tellChanges(c)
	d := &report.PackDifference{Old: c.called(0), New: c.called(1), AsOf: c.day.String(), Difference: engine.Compare(reports[0], reports[1])}
	if gained, lost, changed := d.Count(); gained+lost+changed > 0 {
		a.raise(exitFindings)
	}
	write := func(w io.Writer) error { return report.DifferenceText(w, d) }
	if f.format == "json" {
		write = func(w io.Writer) error { return report.DifferenceJSON(w, d, report.Options{Version: version}) }
	}
	if f.output == "" {
		return write(a.out)
	}
	return writeOurs(f.output, write)
}

// tellChanges says what switching to the new pack changes beside findings: rules that are locked no more or only now, and what of the
// configuration would be refused.
func (a *app) tellChanges(c *comparison) {
	for _, name := range slices.Sorted(maps.Keys(c.locked[1])) {
		was, there := c.locked[0][name]
		switch now := c.locked[1][name]; {
		case !there || was == now:
		case now:
			fmt.Fprintf(a.err, "kpilint: %s locks `%s`, which %s does not\n", plain(c.called(1)), name, plain(c.called(0)))
		default:
			fmt.Fprintf(a.err, "kpilint: %s does not lock `%s`, which %s does\n", plain(c.called(1)), name, plain(c.called(0)))
		}
	}
	for _, s := range c.foreign {
		fmt.Fprintf(a.err, "kpilint: %s sets `%s`, which %s does not have: take it out when you switch, as it is refused then\n", plain(s.Origin().String()), s.Selector, plain(c.called(1)))
	}
}

// packWords are the words by which the guard tells the rules of the two packs apart: they have the same names.
var packWords = [2]string{"old", "new"}

// comparison is two versions of a pack with what both are used in.
type comparison struct {
	*workspace
	day    calendar.Date
	jobs   int
	packs  [2]engine.Pack
	rules  [2][]*policy.Rule
	around []engine.Pack // the catalogue and the other packs

	locked  [2]map[string]bool // by name, the rules that are locked under each
	foreign []config.Setting   // of the configuration, for rules that the new one does not have
}

func (a *app) comparison(f *diffFlags, args []string) (*comparison, error) {
	_, all, err := a.divided(&f.common, args[2:])
	if err != nil {
		return nil, err
	}
	w, err := a.one(all)
	if err != nil {
		return nil, err
	}
	c := &comparison{workspace: w, jobs: f.jobs}
	if c.day, err = asOf(f.asOf); err != nil {
		return nil, err
	}
	for i, source := range args[:2] {
		if err := a.open(c, i, source); err != nil {
			return nil, err
		}
	}
	return c, a.others(c, f.rules)
}

// open opens one of the two packs and lists its rules. What is wrong with them is told when they run.
func (a *app) open(c *comparison, i int, source string) error {
	if a.elsewhere != nil {
		return errElsewhere
	}
	f, err := fetcherOf(source)
	if err != nil {
		return err
	}
	if f == nil {
		if c.packs[i], err = a.rulesAt(filepath.Clean(source), nil); err != nil {
			return fmt.Errorf("%s: %w", called(source), err)
		}
	} else {
		lock, err := readLock(filepath.Dir(c.config), nil)
		if err != nil {
			return err
		}
		if c.packs[i], err = c.packAt(source, lock); err != nil {
			return err
		}
	}
	e, err := engine.New(engine.Options{AsOf: c.day, Packs: []engine.Pack{c.packs[i]}, Guard: a.watching(packWords[i])})
	if e == nil {
		return err
	}
	c.rules[i] = e.Rules()
	return nil
}

// others are the packs that both are used with.
func (a *app) others(c *comparison, further []string) error {
	ours := catalogue()
	e, err := engine.New(engine.Options{AsOf: c.day, Packs: []engine.Pack{ours}})
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(e.Rules(), func(r *policy.Rule) bool { return c.either(r.Name()) }) {
		c.around = append(c.around, ours)
	}
	configured, err := c.workspace.packs()
	for _, p := range configured {
		if name := nameOf(p); name == "" || name != nameOf(c.packs[0]) && name != nameOf(c.packs[1]) {
			c.around = append(c.around, p)
		}
	}
	for _, dir := range further {
		p, wrong := a.rulesAt(dir, nil)
		if wrong != nil {
			return fmt.Errorf("--rules %s: %w", called(dir), wrong)
		}
		c.around = append(c.around, p)
	}
	return err
}

// either reports whether a selector names a rule of one of the packs.
func (c *comparison) either(selector string) bool {
	matches := func(r *policy.Rule) bool { return r.Matches(selector) }
	return slices.ContainsFunc(c.rules[0], matches) || slices.ContainsFunc(c.rules[1], matches)
}

// nameOf is the name in a pack's pack.yaml, "" where it has none.
func nameOf(p engine.Pack) string {
	if m, _ := config.ReadManifest(p); m != nil {
		return m.Name
	}
	return ""
}

// called is how a pack is called in the comparison: by its folder, and its version where it has one.
func (c *comparison) called(i int) string {
	if m, _ := config.ReadManifest(c.packs[i]); m != nil {
		return fmt.Sprintf("%s (%s %s)", c.packs[i].Name, m.Name, m.Version)
	}
	return c.packs[i].Name
}

// under checks the definitions under one of the packs. A setting for a rule that only the other one has says nothing here.
func (a *app) under(cmd *cobra.Command, c *comparison, i int) (*engine.Report, error) {
	settings := *c.settings
	own := &comparison{rules: [2][]*policy.Rule{c.rules[i]}}
	foreign := func(s config.Setting) bool {
		return c.either(s.Selector) && !own.either(s.Selector) && !strings.HasSuffix(s.Selector, "/*")
	}
	if i == 1 {
		for _, s := range settings.Rules {
			if foreign(s) {
				c.foreign = append(c.foreign, s)
			}
		}
	}
	settings.Rules = slices.DeleteFunc(slices.Clone(settings.Rules), foreign)
	settings.Overrides = slices.Clone(settings.Overrides)
	for i := range settings.Overrides {
		settings.Overrides[i].Rules = slices.DeleteFunc(slices.Clone(settings.Overrides[i].Rules), foreign)
	}
	e, err := engine.New(engine.Options{
		AsOf: c.day, Jobs: c.jobs, Settings: &settings, Version: version, Packs: append(slices.Clone(c.around), c.packs[i]), Progress: a.progress(),
		Guard: a.watching(packWords[i]),
	})
	usage, broken := a.sort(err)
	if usage != nil {
		return nil, errors.Join(usage, broken)
	}
	c.locked[i] = map[string]bool{}
	for _, r := range e.Rules() {
		c.locked[i][r.Name()] = e.Config().LockOf(r) != ""
	}
	r, err := e.Lint(cmd.Context(), c.input)
	if err != nil {
		return nil, err
	}
	for _, err := range r.Errors {
		a.fail(exitBroken, err)
	}
	return r, nil
}
