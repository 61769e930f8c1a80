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
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
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
	c.modules[rule.Rego.File], c.rules[rule.Rego.File] = m, rule
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

// testRun is what tests are evaluated with.
type testRun struct {
	compiler *ast.Compiler
	store    storage.Store
	txn      storage.Transaction
}

// plainError is an error of OPA without what it calls itself.
func plainError(err error) string {
	var all ast.Errors
	if errors.As(err, &all) && len(all) > 0 {
		return all[0].Message
	}
	return err.Error()
}

func (c *compiler) test(ctx context.Context, rule *policy.Rule, store storage.Store, watched *Watched) ([]Tested, error) {
	compiler := ast.NewCompiler().WithCapabilities(allowing(ast.RegoV1, append(slices.Clone(pure), "internal.test_case"))).WithEnablePrintStatements(true)
	runner := tester.NewRunner().SetCompiler(compiler).SetStore(store).SetModules(c.modules).CapturePrintOutput(true).SetParallel(1).RaiseBuiltinErrors(true).SetTimeout(testTime)
	if watched != nil {
		runner = runner.SetCoverageQueryTracer(watched.cover)
	}
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.TestRule(rule.Name()), err)
	}
	defer store.Abort(ctx, txn)
	results, err := runner.RunTests(ctx, txn)
	if err != nil {
		before := len(c.errs)
		if c.report(err); len(c.errs) == before {
			at := source.Location{File: rule.Rego.File}
			return nil, &policy.RuleError{Location: at, Rule: rule.Name(), Message: plainError(err)}
		}
		return nil, errors.Join(c.errs...)
	}
	var all []Tested
	run := &testRun{compiler, store, txn}
	for r := range results {
		all = append(all, run.tested(ctx, r))
	}
	for _, name := range slices.Sorted(maps.Keys(c.modules)) {
		if name != rule.Rego.File {
			all = append(all, misnamed(c.modules[name])...)
		}
	}
	slices.SortStableFunc(all, func(a, b Tested) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Line - b.Line
	})
	return all, nil
}

// tested is what a result of OPA's tester says, with the expression that made the test fail.
func (t *testRun) tested(ctx context.Context, r *tester.Result) Tested {
	said := Tested{File: r.Location.File, Line: r.Location.Row, Name: r.Name, Skipped: r.Skip}
	var inTest *topdown.Error
	switch {
	case r.Skip:
	case r.Error != nil && (topdown.IsCancel(r.Error) || errors.Is(r.Error, context.DeadlineExceeded)):
		said.Message = wording.WasStoppedItTookLonger(r.Name, int(testTime.Seconds()))
	case errors.As(r.Error, &inTest):
		said.Message = fmt.Sprintf("`%s` failed: %s", r.Name, inGoodWords(inTest.Message))
		if inTest.Location != nil {
			said.File, said.Line = inTest.Location.File, inTest.Location.Row
		}
	case r.Error != nil:
		said.Message = fmt.Sprintf("`%s` failed: %s", r.Name, inGoodWords(r.Error.Error()))
	case !r.Pass():
		said.Message = fmt.Sprintf("`%s` failed", r.Name)
		var cases []string
		for _, name := range slices.Sorted(maps.Keys(r.SubResults)) {
			if r.SubResults[name].Fail {
				cases = append(cases, name)
			}
		}
		if len(cases) > 0 {
			said.Message += " for " + strings.Join(cases, ", ")
		}
		if at := t.failure(ctx, r); at != nil {
			said.Line = at.line
			said.Message += ": " + at.words
		}
		if printed := strings.Join(strings.Fields(string(r.Output)), " "); printed != "" {
			said.Message += wording.ItPrinted(printed)
		}
	}
	return said
}

// failure is where a test failed.
type failure struct {
	line, offset int
	words        string
}

// failure evaluates a test again, and finds the expression of it that did not hold: the last one that was reached.
func (t *testRun) failure(ctx context.Context, r *tester.Result) *failure {
	f := &failed{file: r.Location.File, from: r.Location.Offset, to: r.Location.Offset + len(r.Location.Text)}
	for _, rule := range t.compiler.Modules[r.Location.File].Rules {
		if rule.Location != nil && rule.Location.Offset == f.from {
			f.to = f.from + len(rule.Location.Text)
		}
	}
	limited, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	_, err := rego.New(rego.Compiler(t.compiler), rego.Store(t.store), rego.Transaction(t.txn), rego.Query(r.Package+"."+r.Name), rego.QueryTracer(f)).Eval(limited)
	if err != nil {
		return nil
	}
	return f.last
}

// failed looks on at a test, and keeps the expression that failed furthest down.
type failed struct {
	file     string
	from, to int
	last     *failure
}

// Enabled, Config and TraceEvent make it a tracer of OPA.
func (f *failed) Enabled() bool { return true }

// Config asks for the values of variables.
func (f *failed) Config() topdown.TraceConfig { return topdown.TraceConfig{PlugLocalVars: true} }

// TraceEvent keeps an expression of the test that fails.
func (f *failed) TraceEvent(e topdown.Event) {
	expr, ok := e.Node.(*ast.Expr)
	if !ok || e.Op != topdown.FailOp || e.Location == nil || e.Location.File != f.file || e.Location.Offset < f.from || e.Location.Offset >= f.to {
		return
	}
	if f.last != nil && f.last.offset > e.Location.Offset {
		return
	}
	first, _, more := strings.Cut(strings.TrimSpace(string(e.Location.Text)), "\n")
	if more {
		first += " …"
	}
	words := wording.DoesNotHold(first)
	s := &step{Step: policy.Step{Text: first}}
	if s.compare(expr, &e); s.operands != "" && s.operands != first {
		words += ": " + s.operands
	}
	var values []string
	each(&e, func(name ast.Var, v ast.Value) { values = append(values, fmt.Sprintf("`%s` is %s", name, inShort(v))) })
	if len(values) > 0 {
		words += " (" + strings.Join(values, ", ") + ")"
	}
	f.last = &failure{line: e.Location.Row, offset: e.Location.Offset, words: words}
}

// misnamed are rules of the tests that are called nearly as tests are, and that nothing names: nobody would run them.
func misnamed(m *ast.Module) []Tested {
	named := used(m, m.Package.Path)
	var all []Tested
	for _, r := range m.Rules {
		name := r.Head.Name.String()
		word, rest, ok := strings.Cut(name, "_")
		if !ok || word == "test" || named[name] || len(r.Head.Args) > 0 || !nearest.Within(strings.ToLower(word), "test", 1) {
			continue
		}
		named[name] = true
		all = append(all, Tested{File: r.Location.File, Line: r.Location.Row, Name: name,
			Message: wording.IsNoTestAndNothing(name, rest)})
	}
	return all
}
