package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/ruletest"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Tested is what the tests of rules say.
type Tested struct {
	Results []*ruletest.Result
	Broken  []*policy.RuleError // rules that could not be tested
	Mutated bool                // slips were tried
}

// Tests writes it as text, JSON or JUnit's XML.
func Tests(w io.Writer, format string, t Tested, o Options) error {
	switch format {
	case "text":
		return textOfTests(w, t, o)
	case "json":
		return Encode(w, jsonOfTests(t))
	case "junit":
		return suitesOfTests(w, t)
	}
	return errors.New(wording.UnknownFormatItMayBeJSON(strconv.Quote(format)))
}

// TestFormats are the formats of Tests.
func TestFormats() []string { return []string{"json", "junit", "text"} }

func textOfTests(w io.Writer, t Tested, o Options) error {
	b := bufio.NewWriter(w)
	x := &text{Writer: b, Options: o, report: &engine.Report{}}
	if err := x.testTable(t); err != nil {
		return err
	}
	for _, r := range t.Results {
		x.failures(r)
	}
	for _, e := range t.Broken {
		x.ruleError(e)
	}
	if !o.Quiet {
		x.testTotals(t)
	}
	return b.Flush()
}

// testTable is one line a rule.
func (t *text) testTable(tested Tested) error {
	table := tabwriter.NewWriter(t.Writer, 0, 0, 2, ' ', 0)
	for _, r := range tested.Results {
		word := "ok"
		if !r.OK() {
			word = wording.TestFailed()
		}
		cells := []string{Safe(r.Rule.Name()), word, cases(r), reached(r.Coverage)}
		if tested.Mutated {
			cells = append(cells, slips(r))
		}
		fmt.Fprintln(table, strings.TrimRight(strings.Join(cells, "\t"), "\t"))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if len(tested.Results) > 0 {
		t.WriteByte('\n')
	}
	return nil
}

func cases(r *ruletest.Result) string {
	if failed := r.Failed(); failed > 0 {
		return wording.OfFailed(failed, wording.Tests(len(r.Cases)))
	}
	return wording.Tests(len(r.Cases))
}

func reached(c policy.Coverage) string {
	switch {
	case c.Points == 0:
		return wording.NothingToReach()
	case c.Unit == "branch":
		return wording.OfBranches(c.Reached, c.Points)
	case c.Unit == "line":
		return wording.OfLines(c.Reached, c.Points)
	}
	return wording.OfDefinitions(c.Reached, c.Points)
}

func slips(r *ruletest.Result) string {
	switch n := len(r.Unnoticed); {
	case r.Failed() > 0:
		return wording.MutantsNotTried()
	case n > 0:
		return wording.OfUnnoticed(n, wording.Mutants(r.Mutants))
	}
	return wording.Noticed(wording.Mutants(r.Mutants))
}

// failures tells what is wrong with a rule's tests, and what they do not reach.
func (t *text) failures(r *ruletest.Result) {
	for _, c := range r.Cases {
		for _, f := range c.Failures {
			t.failure(f)
		}
	}
	for i := range r.Unnoticed {
		m := &r.Unnoticed[i]
		t.point("unnoticed", red, m.Location, m.Line, wording.NoExampleFailsWhen(m.String()))
		fmt.Fprint(t, "   "+wording.Fix(Safe(remedy(m)))+"\n\n")
	}
	for _, f := range r.Idle {
		t.failure(f)
	}
	for _, g := range r.Coverage.Gaps {
		t.point(wording.NotReached(), yellow, g.Location, g.Line, g.Message)
		t.WriteByte('\n')
	}
}

// failure tells what is wrong; of a rule that failed, also where in the rule.
func (t *text) failure(f ruletest.Failure) {
	fmt.Fprintf(t, "%s %s\n", t.paint(red, wording.TestFailedColon()), Safe(f.String()))
	if f.Rule != nil {
		t.caret(f.Rule.Span, f.Rule.Line, red)
	}
	t.WriteByte('\n')
}

func remedy(m *policy.Mutant) string {
	word := wording.With(m.Becomes)
	if m.Becomes == "" {
		word = wording.Without(m.Was)
	}
	return wording.AddACaseJustBeside(word)
}

// point shows a place in a file of a rule.
func (t *text) point(word, colour string, at source.Location, line, message string) {
	fmt.Fprintf(t, "%s %s: %s\n", t.paint(colour, word+":"), Safe(at.Start()), Safe(message))
	t.caret(at.Span, line, colour)
}

func (t *text) testTotals(tested Tested) {
	sum := summaryOf(tested)
	what, points := wording.RulesCount, wording.BranchesAndLines()
	if !slices.ContainsFunc(tested.Results, func(r *ruletest.Result) bool { return !r.Mapping }) && sum.Rules > 0 {
		what, points = wording.Mappings, wording.Definitions()
	}
	parts := []string{wording.OkFailed(sum.Passed, sum.Failed)}
	if sum.Broken > 0 {
		parts = append(parts, wording.Broken(sum.Broken))
	}
	if sum.Points > 0 {
		parts = append(parts, wording.OfReached(sum.Reached, sum.Points, points))
	}
	if tested.Mutated {
		parts = append(parts, wording.OfUnnoticed(sum.Unnoticed, wording.Mutants(sum.Slips)))
	}
	fmt.Fprintf(t, "%s: %s\n", what(sum.Rules), strings.Join(parts, "; "))
}

// testSummary counts everything.
type testSummary struct {
	Rules     int `json:"rules"`
	Passed    int `json:"passed"`
	Failed    int `json:"failed"`
	Broken    int `json:"broken"`
	Tests     int `json:"tests"`
	Reached   int `json:"reached"`
	Points    int `json:"points"`
	Slips     int `json:"slips"`
	Unnoticed int `json:"unnoticed"`
}

func summaryOf(t Tested) testSummary {
	s := testSummary{Broken: failed(&engine.Report{Errors: t.Broken})}
	s.Rules = len(t.Results) + s.Broken
	for _, r := range t.Results {
		if r.OK() {
			s.Passed++
		} else {
			s.Failed++
		}
		s.Tests += len(r.Cases)
		s.Reached += r.Coverage.Reached
		s.Points += r.Coverage.Points
		s.Slips += r.Mutants
		s.Unnoticed += len(r.Unnoticed)
	}
	return s
}

// testReport is the JSON of tests; it grows only by adding.
type testReport struct {
	Version int          `json:"version"`
	Summary testSummary  `json:"summary"`
	Rules   []testedRule `json:"rules"`
	Errors  []placed     `json:"errors"`
}

type testedRule struct {
	Rule      string         `json:"rule"`
	OK        bool           `json:"ok"`
	Tests     []testCase     `json:"tests"`
	Coverage  testedCoverage `json:"coverage"`
	Slips     int            `json:"slips"`
	Unnoticed []placed       `json:"unnoticed"`
	Idle      []placed       `json:"idleMarks"`
}

type testCase struct {
	Name     string   `json:"name"`
	OK       bool     `json:"ok"`
	Skipped  bool     `json:"skipped,omitempty"`
	Failures []placed `json:"failures,omitempty"`
}

type testedCoverage struct {
	Unit    string   `json:"unit"`
	Reached int      `json:"reached"`
	Points  int      `json:"points"`
	Gaps    []placed `json:"gaps"`
}

type placed struct {
	Rule    string `json:"rule,omitempty"`
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

func jsonOfTests(t Tested) testReport {
	out := testReport{Version: 1, Summary: summaryOf(t), Rules: []testedRule{}, Errors: []placed{}}
	for _, e := range t.Broken {
		out.Errors = append(out.Errors, placed{e.Rule, e.File, e.Span.Line, e.Span.Column, e.Message})
	}
	for _, r := range t.Results {
		out.Rules = append(out.Rules, jsonOfRule(r))
	}
	return out
}

func jsonOfRule(r *ruletest.Result) testedRule {
	out := testedRule{Rule: r.Rule.Name(), OK: r.OK(), Tests: []testCase{}, Slips: r.Mutants, Unnoticed: []placed{}, Idle: placesOf(r.Idle)}
	for _, c := range r.Cases {
		out.Tests = append(out.Tests, testCase{c.Name, len(c.Failures) == 0, c.Skipped, placesOf(c.Failures)})
	}
	out.Coverage = testedCoverage{r.Coverage.Unit, r.Coverage.Reached, r.Coverage.Points, []placed{}}
	for _, g := range r.Coverage.Gaps {
		out.Coverage.Gaps = append(out.Coverage.Gaps, placed{"", g.File, g.Span.Line, g.Span.Column, g.Message})
	}
	for i := range r.Unnoticed {
		m := &r.Unnoticed[i]
		out.Unnoticed = append(out.Unnoticed, placed{"", m.File, m.Span.Line, m.Span.Column, m.String()})
	}
	return out
}

func placesOf(failures []ruletest.Failure) []placed {
	all := []placed{}
	for _, f := range failures {
		all = append(all, placed{"", f.File, f.Line, 0, f.Message})
	}
	return all
}

func suitesOfTests(w io.Writer, t Tested) error {
	out := junitSuites{Name: "kpilint test"}
	for _, r := range t.Results {
		out.add(suiteOf(r, t.Mutated))
	}
	for _, e := range t.Broken {
		out.add(&junitSuite{Name: e.Rule, Cases: []junitCase{{Name: "rule", Class: e.Rule, Error: messageOf([]string{e.Error()})}}})
	}
	return encodeXML(w, out)
}

func (j *junitSuites) add(s *junitSuite) {
	for _, c := range s.Cases {
		s.Tests++
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
	j.Tests, j.Failures, j.Errors, j.Skipped = j.Tests+s.Tests, j.Failures+s.Failures, j.Errors+s.Errors, j.Skipped+s.Skipped
	j.Suites = append(j.Suites, s)
}

func suiteOf(r *ruletest.Result, mutated bool) *junitSuite {
	s := &junitSuite{Name: r.Rule.Name()}
	for _, c := range r.Cases {
		one := junitCase{Name: c.Name, Class: r.Rule.Name(), Failure: messageOf(linesOf(c.Failures))}
		if c.Skipped {
			one.Skipped = &junitResult{}
		}
		s.Cases = append(s.Cases, one)
	}
	if mutated {
		lines := linesOf(r.Idle)
		for i := range r.Unnoticed {
			m := &r.Unnoticed[i]
			lines = append(lines, wording.AtNoExampleFailsWhen(m.Start(), m.String()))
		}
		s.Cases = append(s.Cases, junitCase{Name: "slips", Class: r.Rule.Name(), Failure: messageOf(lines)})
	}
	return s
}

func linesOf(failures []ruletest.Failure) []string {
	var all []string
	for _, f := range failures {
		all = append(all, f.String())
	}
	return all
}

// messageOf is nil for nothing.
func messageOf(lines []string) *junitResult {
	if len(lines) == 0 {
		return nil
	}
	return &junitResult{Message: Safe(lines[0]), Text: Lines(strings.Join(lines, "\n"))}
}
