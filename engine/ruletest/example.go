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
			return nil, fmt.Errorf("list examples of %s: %w", r.Name(), err)
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
		return nil, fmt.Errorf("read example %s: %w", x.file, err)
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
		x.fail(x.wants[0].line, "an example that passes expects a finding: move it to fail.yaml")
	case !passes && len(x.wants)+len(x.failures) == 0:
		x.fail(0, "expects no finding: write `# want \"part of the message\"` on the line of each, or call it pass.yaml")
	}
	if x.read.Files == 0 {
		x.fail(0, "holds no definition: a definition file says `apiVersion: kpilint/v1`")
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

func (x *example) fail(line int, format string, args ...any) {
	x.failures = append(x.failures, Failure{File: x.file, Line: line, Message: fmt.Sprintf(format, args...)})
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
	fail := func(line int, format string, args ...any) {
		failures = append(failures, Failure{File: x.file, Line: line, Message: fmt.Sprintf(format, args...)})
	}
	for _, e := range rep.Errors {
		isFlaw := slices.ContainsFunc(rep.Findings, func(f engine.Finding) bool { return f.Flaw == e }) // told with its finding
		if x.concerns(e.Rule) && !isFlaw {
			failures = append(failures, Failure{File: x.file, Message: e.Error(), Rule: e})
		}
	}
	for _, err := range rep.Unreadable {
		fail(0, "%v", err)
	}
	open := slices.Clone(x.wants)
	for i := range rep.Findings {
		f := &rep.Findings[i]
		switch {
		case f.Category == "definition-file":
			fail(f.Location.Line, "the example is malformed: %s", f.Message)
			continue
		case !x.concerns(f.Name()):
			continue
		case f.Flaw != nil:
			failures = append(failures, Failure{x.file, f.Location.Line, "the message failed: " + f.Flaw.Error(), f.Flaw})
		}
		n := slices.IndexFunc(open, func(w want) bool { return w.matches(f) })
		if n < 0 {
			fail(f.Location.Line, "unexpected %s: %s", level(f), f.Message)
			continue
		}
		open = slices.Delete(open, n, n+1)
	}
	for _, w := range open {
		if w.also && slices.ContainsFunc(rep.Findings, func(f engine.Finding) bool { return w.isPlaceOf(&f) }) {
			continue
		}
		fail(w.line, "no finding %s%s", w, x.nearby(rep, w))
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
			return fmt.Sprintf("; it stands on line %d: move the comment there", f.Location.Line)
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
	missing := func(format string, args ...any) {
		t.result.Cases = append(t.result.Cases, Case{Name: "tests", Failures: []Failure{{File: t.shown(t.rule.Dir), Message: fmt.Sprintf(format, args...)}}})
	}
	switch pass, fail, tests := has("pass"), has("fail"), len(t.result.Cases); {
	case tests == 0:
		missing("the rule has no test: write a pass.yaml without and a fail.yaml with findings of it")
	case fail && !pass:
		missing("there is no pass.yaml: nothing shows what the rule leaves in peace")
	case pass && !fail:
		missing("there is no fail.yaml: nothing shows that the rule ever finds something")
	}
}
