package ruletest

import (
	"errors"
	"io/fs"
	"path"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/wording"
)

// watch judges the examples again with a program that remembers what it reached. A program that cannot be watched is one that failed before.
func (t *tester) watch() {
	var watched policy.Watched
	var err error
	t.engine.Watched(t.rule, func() { watched, err = t.watchedProgram() })
	if err != nil {
		t.fail("coverage", err)
		return
	}
	t.watched = watched
	e := t.engine.With(t.watched)
	for _, x := range t.examples {
		if rep, err := e.Judge(t.ctx, x.input, x.read); err != nil || rep.Stopped {
			return
		}
	}
}

// watchedProgram compiles the rule once more. Where that fails the program is nil, and not an interface that holds none.
func (t *tester) watchedProgram() (policy.Watched, error) {
	if t.rule.Rego == nil {
		w, err := t.cel.Watch(t.rule)
		if err != nil {
			return nil, err
		}
		return w, nil
	}
	w, err := rego.Watch(t.rule)
	if err != nil {
		return nil, err
	}
	return w, nil
}

// fail adds a case that could not be run.
func (t *tester) fail(name string, err error) {
	c := Case{Name: name}
	for _, one := range engine.Unjoin(err) {
		f := Failure{File: t.shown(t.rule.Dir), Message: one.Error()}
		if errors.As(one, &f.Rule) && f.Rule.File != "" { // its place is not told twice
			f.File, f.Line, f.Message = f.Rule.File, f.Rule.Span.Line, f.Rule.Message
		}
		c.Failures = append(c.Failures, f)
	}
	t.result.Cases = append(t.result.Cases, c)
}

// runRego runs the tests that are written in Rego, *_test.rego beside the rule.
func (t *tester) runRego() {
	files := t.regoTests()
	if len(files) == 0 || t.rule.Rego == nil {
		return
	}
	watched, _ := t.watched.(*rego.Watched)
	var tested []rego.Tested
	var err error
	t.engine.Watched(t.rule, func() { tested, err = rego.Test(t.ctx, t.rule, files, watched) })
	if err != nil {
		t.fail("*_test.rego", err)
		return
	}
	if len(tested) == 0 {
		t.result.Cases = append(t.result.Cases,
			Case{Name: "*_test.rego", Failures: []Failure{{File: t.shown(t.rule.Dir),
				Message: wording.HoldsNoTestATest()}}})
	}
	for _, one := range tested {
		c := Case{Name: path.Base(one.File) + ": " + one.Name, Skipped: one.Skipped}
		if one.Message != "" {
			c.Failures = []Failure{{File: one.File, Line: one.Line, Message: one.Message}}
		}
		t.result.Cases = append(t.result.Cases, c)
	}
}

// regoTests reads the files, by the names that failures call them.
func (t *tester) regoTests() map[string][]byte {
	found, err := fs.Glob(t.fsys, path.Join(t.rule.Dir, "*_test.rego"))
	if err != nil {
		return nil
	}
	all := map[string][]byte{}
	for _, file := range found {
		if data, err := files.Read(t.fsys, file, files.Max); err == nil {
			all[t.shown(file)] = data
		}
	}
	return all
}
