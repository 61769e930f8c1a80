package rego

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/kpilint/kpilint/engine/policy"
)

// testTime is how long one test in Rego may take.
const testTime = 10 * time.Second

// Tested is what one test in Rego says.
type Tested struct {
	File    string
	Line    int
	Name    string
	Skipped bool
	Message string // why it failed, "" where it passed
}

// Test runs the tests of a rule, files whose rules are called test_…, through OPA's own tester. A file that does not compile is an
// error; each is a *policy.RuleError.
func Test(ctx context.Context, rule *policy.Rule, files map[string][]byte, watched *Watched) ([]Tested, error) {
	c := &compiler{modules: map[string]*ast.Module{}, rules: map[string]*policy.Rule{}, wrong: map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		c.parseTest(rule, name, files[name])
	}
	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}
	m, err := parseModule(rule.Rego.File, rule.Rego.Source)
	if err != nil {
		return nil, err
	}
	c.modules[rule.Rego.File] = m
	store := inmem.NewFromObject(map[string]any{"params": plainParams(rule.Defaults())})
	return c.test(ctx, rule, store, watched)
}

// parseTest reads a file of tests; it may use what rules may use.
func (c *compiler) parseTest(rule *policy.Rule, name string, text []byte) {
	file := &policy.Rule{ID: rule.ID, Category: rule.Category, Rego: &policy.Module{File: name, Source: text}}
	m, err := parseModule(name, text)
	if err != nil {
		c.rulesFail(file, err)
		return
	}
	c.modules[name], c.rules[name] = m, file
}

func (c *compiler) test(ctx context.Context, rule *policy.Rule, store storage.Store, watched *Watched) ([]Tested, error) {
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithEnablePrintStatements(true)
	runner := tester.NewRunner().SetCompiler(compiler).SetStore(store).SetModules(c.modules).CapturePrintOutput(true).SetParallel(1).RaiseBuiltinErrors(true).SetTimeout(testTime)
	if watched != nil {
		runner = runner.SetCoverageQueryTracer(watched.cover)
	}
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return nil, fmt.Errorf("test rule %s: %w", rule.Name(), err)
	}
	defer store.Abort(ctx, txn)
	results, err := runner.RunTests(ctx, txn)
	if err != nil {
		before := len(c.errs)
		if c.report(err); len(c.errs) == before {
			return nil, &policy.RuleError{Rule: rule.Name(), File: rule.Rego.File, Message: err.Error()}
		}
		return nil, errors.Join(c.errs...)
	}
	var all []Tested
	for r := range results {
		all = append(all, tested(r))
	}
	slices.SortStableFunc(all, func(a, b Tested) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Line - b.Line
	})
	return all, nil
}

func tested(r *tester.Result) Tested {
	t := Tested{File: r.Location.File, Line: r.Location.Row, Name: r.Name, Skipped: r.Skip}
	switch {
	case r.Skip:
	case r.Error != nil && (topdown.IsCancel(r.Error) || errors.Is(r.Error, context.DeadlineExceeded)):
		t.Message = fmt.Sprintf("stopped: it took longer than %d s", int(testTime.Seconds()))
	case r.Error != nil:
		t.Message = inGoodWords(r.Error.Error())
	case !r.Pass():
		t.Message = "the test failed"
		if said := strings.TrimSpace(string(r.Output)); said != "" {
			t.Message += "; it printed " + said
		}
		for _, name := range slices.Sorted(maps.Keys(r.SubResults)) {
			if r.SubResults[name].Fail {
				t.Message += "; case " + name
			}
		}
	}
	return t
}
