package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/ruletest"
)

// testDay is the day as of which examples are judged, for everybody the same: a test does not change its mind overnight.
var testDay = calendar.Date{Year: 2026, Month: 5, Day: 20}

// packName is the folder of rules that commands for their authors take when none is named.
const packName = "rules"

func (a *app) test() *cobra.Command {
	var format, asOfText, colour string
	var mutate, quiet bool
	cmd := &cobra.Command{
		Use:   "test [DIR…]",
		Short: "Run the tests of rules: their examples, and their tests in Rego",
		Long: `Run the tests of rules. DIR is a folder of rules, of a category or of one rule; without it, the
folder "rules", or else this one.

Beside each rule.yaml, pass*.yaml give no finding of the rule, and fail*.yaml those that comments
name on their lines:

  target: 60 calls/day  # want warning "60 calls a day are too many"

Beside the mapping.yaml of a mapping, NAME.in.EXT is a file that it reads, and NAME.want.yaml holds the
definitions that it must give; "kpilint map --with" prints them.

*_test.rego are run by OPA's own tester. It also shows what no test reaches. With --mutate, operators, numbers and defaults of the rules
are changed one at a time; a change that no example notices is a failure.

Exit code 0: all passed; 1: a test failed; 2: wrong use; 3: a rule does not compile.`,
		Example: "  kpilint test\n  kpilint test rules/sales --mutate\n  kpilint test -f junit > tests.xml",
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(report.TestFormats(), format) {
				return fmt.Errorf("unknown format %q: it may be %s", format, strings.Join(report.TestFormats(), ", "))
			}
			day := testDay
			if asOfText != "" {
				var err error
				if day, err = asOf(asOfText); err != nil {
					return err
				}
			}
			tested, err := a.runTests(cmd.Context(), args, day, ruletest.Options{Cover: true, Mutate: mutate})
			if err != nil {
				return err
			}
			return report.Tests(a.out, format, *tested, report.Options{Color: useColour(colour, a.out), Quiet: quiet})
		},
	}
	s := cmd.Flags()
	s.BoolVar(&mutate, "mutate", false, "change each rule in small ways, and fail where no example notices it")
	s.StringVarP(&format, "format", "f", "text", "the `format`: text, json or junit")
	s.StringVar(&asOfText, "as-of", "", "judge the examples as of this `date` (default "+testDay.String()+")")
	s.StringVar(&colour, "color", "auto", "colour: auto, always or never")
	s.BoolVarP(&quiet, "quiet", "q", false, "no closing line")
	return cmd
}

// runTests tests the rules of all folders and raises the exit code.
func (a *app) runTests(ctx context.Context, args []string, day calendar.Date, o ruletest.Options) (*report.Tested, error) {
	tested := &report.Tested{Mutated: o.Mutate}
	for _, part := range packsOf(args) {
		alone, err := a.testMappings(ctx, part.dir, tested)
		if err != nil {
			return nil, err
		}
		if alone {
			continue
		}
		p, rules, err := a.load(part, day)
		if err != nil {
			return nil, err
		}
		results, err := p.TestAll(ctx, rules, o)
		if err != nil {
			return nil, err
		}
		tested.Results = append(tested.Results, results...)
		tested.Broken = append(tested.Broken, part.broken(p)...)
	}
	for _, r := range tested.Results {
		if !r.OK() {
			a.raise(exitFindings)
		}
	}
	if len(tested.Broken) > 0 {
		a.raise(exitBroken)
	}
	return tested, nil
}

// testMappings tests the mappings in a folder, and reports whether there is nothing else in it.
func (a *app) testMappings(ctx context.Context, dir string, tested *report.Tested) (alone bool, err error) {
	pack, err := a.rulesAt(dir, nil)
	if err != nil {
		return false, nil // which is told when rules are looked for
	}
	folders := ruletest.MappingsIn(pack.FS)
	if len(folders) > 0 && a.elsewhere != nil {
		return false, errElsewhere
	}
	for _, folder := range folders {
		r, broken, err := ruletest.Mapping(ctx, pack, folder, a.watching(a.aside))
		if err != nil {
			return false, err
		}
		tested.Broken = append(tested.Broken, broken...)
		if r != nil {
			tested.Results = append(tested.Results, r)
		}
	}
	rules, _ := fs.Glob(pack.FS, "*/*/rule.yaml") // the pattern is sound
	return len(folders) > 0 && len(rules) == 0, nil
}

// packPart is a folder of rules, or the part of it that was named.
type packPart struct {
	dir    string // of the pack
	prefix string // category/ or category/id, "" for all
}

// packsOf finds the packs of the folders that a command names.
func packsOf(args []string) []packPart {
	if len(args) == 0 {
		args = []string{"."}
		if info, err := os.Stat(packName); err == nil && info.IsDir() {
			args = []string{packName}
		}
	}
	var all []packPart
	for _, dir := range args {
		all = append(all, packOf(filepath.Clean(dir)))
	}
	return all
}

// packOf takes the folder of a rule, or of a category, for a part of its pack.
func packOf(dir string) packPart {
	up, name := parentOf(dir)
	if _, err := os.Stat(filepath.Join(dir, "rule.yaml")); err == nil {
		pack, category := parentOf(up)
		return packPart{pack, category + "/" + name}
	}
	if rules, _ := filepath.Glob(filepath.Join(dir, "*", "rule.yaml")); len(rules) > 0 {
		return packPart{up, name + "/"}
	}
	return packPart{dir, ""}
}

// parentOf is the folder above, also above ".", and the name of the folder itself.
func parentOf(dir string) (up, name string) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		absolute = dir
	}
	here, err := os.Getwd()
	if err != nil || filepath.IsAbs(dir) {
		return filepath.Dir(absolute), filepath.Base(absolute)
	}
	return filepath.FromSlash(relative(here, filepath.Dir(absolute))), filepath.Base(absolute)
}

// load reads the pack and picks the rules of the part.
func (a *app) load(part packPart, day calendar.Date) (*ruletest.Pack, []*policy.Rule, error) {
	if a.elsewhere != nil {
		return nil, nil, errElsewhere
	}
	pack, err := a.rulesAt(part.dir, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", called(part.dir), err)
	}
	p, err := ruletest.Load(pack, day, a.watching(a.aside))
	if err != nil {
		return nil, nil, err
	}
	if slices.ContainsFunc(p.Rules(), func(r *policy.Rule) bool { return r.Conftest != nil }) {
		return nil, nil, fmt.Errorf("%s: these are policies of conftest: `conftest verify` runs their tests, and they have no pages", filepath.ToSlash(part.dir))
	}
	rules := slices.DeleteFunc(p.Rules(), func(r *policy.Rule) bool { return !part.holds(r.Name()) })
	a.unexplained(rules)
	return p, rules, nil
}

// unexplained names the rules that do not say why they matter.
func (a *app) unexplained(rules []*policy.Rule) {
	for _, r := range rules {
		if said := r.Unexplained(); said != "" {
			a.notice([]string{said})
		}
	}
}

// broken are the rules of the part that cannot be tested.
func (part packPart) broken(p *ruletest.Pack) []*policy.RuleError {
	return slices.DeleteFunc(slices.Clone(p.Broken), func(e *policy.RuleError) bool { return !part.holds(e.Rule) })
}

func (part packPart) holds(rule string) bool {
	if strings.HasSuffix(part.prefix, "/") || part.prefix == "" {
		return strings.HasPrefix(rule, part.prefix)
	}
	return rule == part.prefix
}
