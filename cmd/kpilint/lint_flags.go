package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/suppress"
)

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
		Short: "Check definitions",
		Long:  lintHelp,
		Example: "  kpilint lint\n  kpilint lint handbook/ --fail-on warning\n" +
			"  kpilint lint -f html -o report.html -f sarif -o report.sarif -f text",
		RunE: func(cmd *cobra.Command, args []string) error { return a.runLint(cmd, &f, args) },
	}
	f.flags(cmd)
	s := cmd.Flags()
	s.VarP(formatFlag{&f.reports}, "format", "f", "the `format` of the report: "+
		strings.Join(report.Formats(), ", ")+" or template=FILE; may be repeated (default text)")
	s.VarP(outputFlag{&f.reports}, "output", "o", "the `file` for the format before it (default: standard output)")
	s.StringVar(&f.failOn, "fail-on", "", "the lowest `level` that fails: error, warning or info (default error)")
	s.BoolVar(&f.strict, "strict", false, "also fail when something is not checkable")
	s.StringSliceVar(&f.enable, "enable", nil, "`rules` to switch on: id, category/id or category/*")
	s.StringSliceVar(&f.disable, "disable", nil, "`rules` to switch off")
	s.StringArrayVar(&f.levels, "level", nil, "the level of rules, `RULE=LEVEL`; may be repeated")
	s.StringArrayVar(&f.only, "only", nil, "report findings in this `path` alone; the whole organisation is still read")
	s.StringVar(&f.baseline, "baseline", "", "the `file` with known findings, which do not count")
	s.BoolVar(&f.writeBaseline, "write-baseline", false,
		"write the findings of this run to the baseline ("+baselineName+"); an existing one only shrinks")
	s.BoolVar(&f.force, "force", false, "let --write-baseline take in what is new")
	s.StringVar(&f.since, "since", "",
		"report only what this branch brings since it left `REV`, a revision of the git repository such as origin/main")
	s.StringVar(&f.trusted, "trusted-ref", "", trustedHelp)
	s.BoolVar(&f.staged, "staged", false, "read the files as they are staged in git, and report only what HEAD "+
		"does not have; everything where nothing is staged and no commit is being made")
	s.StringVar(&f.sort, "sort", "", "the `order` of text: "+strings.Join(report.Orders(), " or ")+
		"; the other formats go by place (default "+report.ByImportance+")")
	s.StringVar(&f.colour, "color", "auto", "colour: auto, always or never")
	s.BoolVarP(&f.quiet, "quiet", "q", false, "findings only, no closing line")
	s.BoolVarP(&f.verbose, "verbose", "v", false,
		"also show what is excepted, what was skipped, how much each rule looked at, and fields that no rule read")
	s.BoolVar(&f.exitZero, "exit-zero", false,
		"end with exit code 0 even if there are findings; what cannot be read or run still fails")
	s.BoolVar(&f.statistics, "statistics", false,
		"count how often each rule found something, in place of the findings")
	s.BoolVar(&f.showFiles, "show-files", false,
		"check nothing, and list the files with definitions that would be read")
	s.StringVar(&f.trace, "trace", "",
		"check nothing, and show what each part of this `rule` gives on the definition of --resource")
	s.StringVar(&f.explain, "explain-changes", "", explainHelp)
	s.BoolVar(&f.watch, "watch", false,
		"check again after each change until Ctrl-C, and say what is new and what is gone")
	s.StringVar(&f.previous, "previous", "", "the `file` of an earlier report in JSON; the page says what changed")
	s.BoolVar(&f.noCache, "no-cache", false, "neither use results of earlier runs nor keep those of this one")
	s.StringVar(&f.cacheDir, "cache", "", cacheHelp)
	f.profiles(s)
	s.StringVar(&f.resource, "resource", "", "the `name` of the definition for --trace, such as sales/sales-calls")
	return cmd
}

// lintHelp is what lint says of itself.
const lintHelp = "Check definitions and report what cannot hold. Without a path: the current folder, or what the " +
	"configuration includes. \"-\" reads\nstandard input.\n\n" +
	"To leave out what is known, write a line above the value, \"# kpilint:ignore RULE -- reason\", or a definition of " +
	"kind Exception; all that is\nthere today with --write-baseline and --baseline; all that an earlier revision has " +
	"with --since, or --staged in a git hook.\n\n" +
	"Exit code 0: clean; 1: findings; 2: wrong use, or input that cannot be read; 3: a rule failed."

// trustedHelp says what --trusted-ref does.
const trustedHelp = "let configuration, packs, rules, locks, baseline, exceptions and ignores count only as they " +
	"are at `REV`, and say what the change hides or deletes"

// together refuses flags that contradict each other.
func (f *lintFlags) together() error {
	switch {
	case f.staged && f.since != "":
		return errors.New("--staged and --since cannot be used together")
	case f.trusted != "" && (f.staged || f.writeBaseline):
		return errors.New("--trusted-ref judges a change by a revision: run it without --staged and --write-baseline")
	case f.staged && f.writeBaseline:
		return errors.New("--write-baseline writes what is on disk: run it without --staged")
	case f.writeBaseline && len(f.only) > 0:
		return errors.New("--write-baseline writes all findings: run it without --only")
	case f.watch && f.showFiles:
		return errors.New("--watch and --show-files cannot be used together")
	case f.watch && (f.staged || f.since != "" || f.trusted != "" || f.writeBaseline):
		return errors.New("--watch checks what lies on disk, by itself: " +
			"run it without --staged, --since, --trusted-ref and --write-baseline")
	case f.watch && slices.ContainsFunc(f.reports, func(t target) bool { return t.format != "text" || t.file != "" }):
		return errors.New("--watch writes text for people: run it without --format and --output")
	case f.profile != "" && (f.watch || f.showFiles):
		return errors.New("--profile measures one run: run it without --watch and --show-files")
	case f.noCache && f.cacheDir != "":
		return errors.New("--cache and --no-cache cannot be used together")
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
			return fmt.Errorf("--level %s: unknown level `%s`%s", pair, word,
				meant(word, []string{"error", "warning", "info", "off"}, ": it may be error, warning, info or off"))
		}
		set(selector, level)
	}
	s.Strict = s.Strict || f.strict
	if f.failOn != "" {
		s.FailOn = f.failOn
	}
	return nil
}
