package ruletest

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// example is one file of definitions, read once and judged as often as needed.
type example struct {
	rule     *policy.Rule
	file     string // as failures call it
	input    engine.Input
	read     *engine.Organisation
	wants    []want
	failures []Failure // of its comments
}

// examples reads pass*.yaml and fail*.yaml of a rule.
func (p *Pack) examples(ctx context.Context, r *policy.Rule) ([]*example, error) {
	var all []*example
	for _, pattern := range []string{"pass*.yaml", "pass*.md", "fail*.yaml", "fail*.md"} {
		found, err := fs.Glob(p.fsys, path.Join(r.Dir, pattern))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", wording.ListExamplesOf(r.Name()), err)
		}
		for _, file := range found {
			x, err := p.example(ctx, r, file)
			if err != nil {
				return nil, err
			}
			all = append(all, x)
		}
	}
	return all, nil
}

func (p *Pack) example(ctx context.Context, r *policy.Rule, file string) (*example, error) {
	x := &example{rule: r, file: p.shown(file), input: engine.Input{FS: p.fsys, Paths: []string{file}, Name: p.shown}}
	data, err := files.Read(p.fsys, file, files.Max)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ReadExample(x.file), err)
	}
	if x.input.Before, err = p.before(ctx, r); err != nil {
		return nil, err
	}
	if x.read, err = p.engine.Read(ctx, x.input); err != nil {
		return nil, err
	}
	x.wants, x.failures = p.wants(r, x.file, data)
	switch passes := strings.HasPrefix(path.Base(file), "pass"); {
	case passes && len(x.wants) > 0:
		x.fail(x.wants[0].line, wording.AnExampleThatPassesExpects())
	case !passes && len(x.wants)+len(x.failures) == 0:
		x.fail(0, wording.ExpectsNoFindingWriteWant())
	}
	if x.read.Files == 0 {
		x.fail(0, wording.HoldsNoDefinitionADefinition())
	}
	return x, nil
}

// before is the earlier state that the examples of a rule are compared with, as with an earlier revision; nil where
// there is none.
func (p *Pack) before(ctx context.Context, r *policy.Rule) (*engine.Organisation, error) {
	file := path.Join(r.Dir, "before.yaml")
	if _, err := fs.Stat(p.fsys, file); err != nil {
		return nil, nil
	}
	return p.engine.Read(ctx, engine.Input{FS: p.fsys, Paths: []string{file}, Name: p.shown})
}

func (x *example) fail(line int, message string) {
	x.failures = append(x.failures, Failure{File: x.file, Line: line, Message: message})
}

// runExamples judges every example by the rules it names.
func (t *tester) runExamples() {
	for _, x := range t.examples {
		c := Case{Name: path.Base(x.file), Failures: x.failures}
		rep, err := t.engine.Judge(t.ctx, x.input, x.read)
		if err != nil || rep.Stopped {
			return
		}
		c.Failures = append(c.Failures, x.compare(rep)...)
		t.result.Cases = append(t.result.Cases, c)
	}
}

// compare holds findings against what is wanted. The findings of rules that the example neither belongs to nor names do
// not count.
func (x *example) compare(rep *engine.Report) []Failure {
	var failures []Failure
	fail := func(line int, message string) {
		failures = append(failures, Failure{File: x.file, Line: line, Message: message})
	}
	for _, e := range rep.Errors {
		// A flaw is told with its finding.
		isFlaw := slices.ContainsFunc(rep.Findings, func(f engine.Finding) bool { return f.Flaw == e })
		if x.concerns(e.Rule) && !isFlaw {
			failures = append(failures, Failure{File: x.file, Message: e.Error(), Rule: e})
		}
	}
	for _, err := range rep.Unreadable {
		fail(0, err.Error())
	}
	open := slices.Clone(x.wants)
	for i := range rep.Findings {
		f := &rep.Findings[i]
		switch {
		case f.Category == "definition-file":
			fail(f.Location.Line, wording.TheExampleIsMalformed(f.Message))
			continue
		case !x.concerns(f.Name()):
			continue
		case f.Flaw != nil:
			failures = append(failures, Failure{x.file, f.Location.Line, wording.TheMessageFailed(f.Flaw.Error()),
				f.Flaw})
		}
		n := slices.IndexFunc(open, func(w want) bool { return w.matches(f) })
		if n < 0 {
			fail(f.Location.Line, wording.UnexpectedFinding(level(f), f.Message))
			continue
		}
		open = slices.Delete(open, n, n+1)
	}
	for _, w := range open {
		if w.also && slices.ContainsFunc(rep.Findings, func(f engine.Finding) bool { return w.isPlaceOf(&f) }) {
			continue
		}
		fail(w.line, wording.NoFindingNearby(w.String(), x.nearby(rep, w)))
	}
	return failures
}

func level(f *engine.Finding) string {
	if f.Outcome == engine.NotCheckable {
		return "outcome"
	}
	return f.Level.String()
}

// nearby tells where a finding stands that is not where it is wanted.
func (x *example) nearby(rep *engine.Report, w want) string {
	for i := range rep.Findings {
		f := &rep.Findings[i]
		if f.Name() == w.rule && f.Location.Line != w.line && strings.Contains(f.Message, w.text) {
			return wording.ItStandsOnLineMove(f.Location.Line)
		}
	}
	return ""
}

// concerns reports whether an example compares the findings of a rule: its own, and those that its comments name.
func (x *example) concerns(name string) bool {
	return name == x.rule.Name() || slices.ContainsFunc(x.wants, func(w want) bool { return w.rule == name })
}

// complete refuses a rule that nothing shows to work.
func (t *tester) complete() {
	has := func(prefix string) bool {
		return slices.ContainsFunc(t.result.Cases, func(c Case) bool { return strings.HasPrefix(c.Name, prefix) })
	}
	missing := func(message string) {
		failures := []Failure{{File: t.shown(t.rule.Dir), Message: message}}
		t.result.Cases = append(t.result.Cases, Case{Name: "tests", Failures: failures})
	}
	switch pass, fail, tests := has("pass"), has("fail"), len(t.result.Cases); {
	case tests == 0:
		missing(wording.TheRuleHasNoTest())
	case fail && !pass:
		missing(wording.ThereIsNoPassYAML())
	case pass && !fail:
		missing(wording.ThereIsNoFailYAML())
	}
}
