// Package ruletest runs what shows that a rule works: its examples, pass*.yaml and fail*.yaml, whose `# want` comments say what must be
// found on which line; the tests of its Rego; which parts of it no example reaches; and which mutants of it no example notices.
package ruletest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/schema"
)

// Pack is a folder of rules with their tests. It is safe for concurrent use.
type Pack struct {
	Broken []*policy.RuleError // rules that do not load or compile; the others are tested

	fsys   fs.FS
	name   string
	engine *engine.Engine
	cel    *cel.Compiler
	schema []byte
}

// Load reads and compiles the rules of a pack, whose folder is all of its file system. Every example is judged as of the same day, so that
// a test does not change its mind overnight. The guard watches over rules that do not come with kpilint; nil for none.
func Load(pack engine.Pack, asOf calendar.Date, guard engine.Guard) (*Pack, error) {
	p := &Pack{fsys: pack.FS, name: pack.Name}
	e, err := engine.New(engine.Options{AsOf: asOf, Packs: []engine.Pack{pack}, Guard: guard})
	if e == nil {
		return nil, err
	}
	p.engine = e
	var others []error
	for _, one := range engine.Unjoin(err) {
		var wrong *policy.RuleError
		if errors.As(one, &wrong) {
			p.Broken = append(p.Broken, wrong)
			continue
		}
		others = append(others, one)
	}
	p.schema, _ = schema.Raw("model")
	if p.cel, err = cel.NewCompiler(p.schema); err != nil {
		others = append(others, err)
	}
	return p, errors.Join(others...)
}

// Rules are those that can be tested, sorted by name.
func (p *Pack) Rules() []*policy.Rule {
	return slices.DeleteFunc(p.engine.Rules(), func(r *policy.Rule) bool {
		return slices.ContainsFunc(p.Broken, func(b *policy.RuleError) bool { return b.Rule == r.Name() })
	})
}

// Options say what is done beside running the tests.
type Options struct {
	Cover  bool // find what no test reaches
	Mutate bool // find the mutants that no example notices
}

// Result is what the tests of one rule say.
type Result struct {
	Rule      *policy.Rule
	Mapping   bool // it is one, and Rule has its name alone
	Cases     []Case
	Coverage  policy.Coverage
	Mutants   int // mutants that were tried
	Unnoticed []policy.Mutant
	Idle      []Failure // marks of changes that make no difference, which mark none
}

// Failed counts the cases that failed.
func (r *Result) Failed() int {
	n := 0
	for _, c := range r.Cases {
		if len(c.Failures) > 0 {
			n++
		}
	}
	return n
}

// OK reports whether nothing is wrong. What no test reaches is told and is no failure.
func (r *Result) OK() bool { return r.Failed()+len(r.Unnoticed)+len(r.Idle) == 0 }

// Case is one example or one test in Rego.
type Case struct {
	Name     string // pass.yaml, rule_test.rego: test_that
	Skipped  bool
	Failures []Failure
}

// Failure is what is wrong, and where.
type Failure struct {
	File    string
	Line    int // 0: the whole file
	Message string
	Rule    *policy.RuleError // what is wrong with the rule itself, nil otherwise
}

// String is the failure in one line.
func (f Failure) String() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s", f.File, f.Message)
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
}

// Test runs the tests of one rule. An error is the end of the context.
func (p *Pack) Test(ctx context.Context, r *policy.Rule, o Options) (*Result, error) {
	examples, err := p.examples(ctx, r)
	if err != nil {
		return nil, err
	}
	t := &tester{Pack: p, ctx: ctx, rule: r, examples: examples, result: &Result{Rule: r}}
	t.runExamples()
	if o.Cover {
		t.watch()
	}
	t.runRego()
	if t.watched != nil {
		t.engine.Watched(t.rule, func() { t.result.Coverage = t.watched.Coverage() })
	}
	t.complete()
	if o.Mutate && t.result.Failed() == 0 { // a mutant is noticed when tests fail: those that fail already notice nothing
		t.mutate()
	}
	return t.result, ctx.Err()
}

// tester is one run of the tests of a rule.
type tester struct {
	*Pack
	ctx      context.Context
	rule     *policy.Rule
	examples []*example
	watched  policy.Watched // nil: nobody asks what is reached
	result   *Result
}

// shown is how failures call a file of the pack.
func (p *Pack) shown(file string) string { return path.Join(p.name, file) }
