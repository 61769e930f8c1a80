package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
)

// scripted is a rule of KPIs in Go, for what a rule may do that no rule should.
type scripted struct {
	rule policy.Rule
	run  func(r *model.Resource) ([]policy.Outcome, error)
}

func (s *scripted) Rule() *policy.Rule { return &s.rule }

func (s *scripted) Run(_ context.Context, _ *view.Organisation, r *model.Resource) ([]policy.Outcome, int, error) {
	outcomes, err := s.run(r)
	return outcomes, 1, err
}

// found is a finding on a definition.
func (s *scripted) found(r *model.Resource) []policy.Outcome {
	return []policy.Outcome{{Rule: &s.rule, Resource: r, Level: policy.Warning, Message: "found " + r.Name}}
}

// team is a team with KPIs named a, b, c ….
func team(kpis string) fstest.MapFS {
	var b strings.Builder
	b.WriteString("apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n")
	for _, id := range kpis {
		fmt.Fprintf(&b, "  - {id: %c, owner: sales, target: 1 order/month}\n", id)
	}
	return fstest.MapFS{"sales.yaml": {Data: []byte(b.String())}}
}

func scriptedEngine(t *testing.T, jobs int, s *scripted) *engine.Engine {
	t.Helper()
	s.rule = policy.Rule{ID: "scripted", Category: "tests", For: "KPI", Level: policy.Warning, File: "tests/scripted/rule.yaml"}
	return newEngine(t, func(o *engine.Options) { o.Jobs = jobs }).With(s)
}

// TestStopped holds that the end of a context gives what was found until then, in order, and says so.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := &scripted{}
	s.run = func(r *model.Resource) ([]policy.Outcome, error) {
		if r.ID == "d" {
			cancel()
			return nil, &policy.RuleError{Rule: s.rule.Name(), Message: "operation interrupted"}
		}
		return s.found(r), nil
	}
	report, err := scriptedEngine(t, 1, s).Lint(ctx, engine.Input{FS: team("abcdef")})
	if err != nil {
		t.Fatal(err)
	}
	if !report.Stopped || report.Complete() {
		t.Errorf("Stopped is %t and Complete() %t, want a report that is stopped and not complete",
			report.Stopped, report.Complete())
	}
	if got := messages(report); got != "found sales/a, found sales/b, found sales/c" {
		t.Errorf("found %q, want what was found before the end", got)
	}
	if len(report.Errors) > 0 {
		t.Errorf("a rule is blamed for the end of the context: %v", report.Errors[0])
	}
}

// TestNotStopped holds that a run that comes to its end says so.
func TestNotStopped(t *testing.T) {
	s := &scripted{}
	s.run = func(r *model.Resource) ([]policy.Outcome, error) { return s.found(r), nil }
	report, err := scriptedEngine(t, 2, s).Lint(context.Background(), engine.Input{FS: team("ab")})
	if err != nil || report.Stopped || !report.Complete() {
		t.Errorf("Lint gives %v, stopped %t, complete %t", err, report.Stopped, report.Complete())
	}
	if got := messages(report); got != "found sales/a, found sales/b" {
		t.Errorf("found %q", got)
	}
}

// TestStoppedIgnores holds that nothing is called useless in a run that was stopped: nobody has looked.
func TestStoppedIgnores(t *testing.T) {
	files := fstest.MapFS{"sales.yaml": {Data: []byte(
		"apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n" +
			"  - {id: a, owner: sales, target: 1 order/month} # kpilint-ignore: source-missing -- later\n")}}
	ctx, cancel := context.WithCancel(context.Background())
	s := &scripted{}
	s.run = func(*model.Resource) ([]policy.Outcome, error) {
		cancel()
		return nil, nil
	}
	report, err := scriptedEngine(t, 1, s).Lint(ctx, engine.Input{FS: files})
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("Lint gives %v and %q, want no finding", err, messages(report))
	}
}

func messages(r *engine.Report) string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Message)
	}
	return strings.Join(all, ", ")
}

// TestPanics holds that a rule that panics is an error that names it and the definition, and that the others go on.
func TestPanics(t *testing.T) {
	s := &scripted{}
	s.run = func(r *model.Resource) ([]policy.Outcome, error) {
		if r.ID == "b" {
			var none *policy.Rule
			return nil, &policy.RuleError{Rule: none.Name()}
		}
		return s.found(r), nil
	}
	report, err := scriptedEngine(t, 2, s).Lint(context.Background(), engine.Input{FS: team("abc")})
	if err != nil {
		t.Fatal(err)
	}
	if got := messages(report); got != "found sales/a, found sales/c" || report.Complete() {
		t.Errorf("found %q, complete %t", got, report.Complete())
	}
	if len(report.Errors) != 1 {
		t.Fatalf("%d errors, want one", len(report.Errors))
	}
	e := report.Errors[0]
	want := "tests/scripted/rule.yaml: rule tests/scripted: internal error: runtime error: invalid memory address or nil pointer " +
		"dereference (please report it; KPILINT_DEBUG=1 shows where) (on `sales/b`)"
	if e.Error() != want || !strings.Contains(e.Stack, "stop_test.go") {
		t.Errorf("says %q, want %q; the stack begins with %.40q", e.Error(), want, e.Stack)
	}
}

// TestSharedCollections holds that a rule in Rego more does not convert the definitions once more.
func TestSharedCollections(t *testing.T) {
	const kpis = 300
	files := fstest.MapFS{"sales.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n" +
		strings.Repeat("  - {id: kN, owner: sales, target: 1 order/month}\n", kpis))}}
	for i := range kpis {
		files["sales.yaml"].Data = []byte(strings.Replace(string(files["sales.yaml"].Data), "kN", fmt.Sprint("k", i), 1))
	}
	allocations := func(rules int) float64 {
		pack := fstest.MapFS{}
		for i := range rules {
			dir := fmt.Sprintf("own/r%d/", i)
			pack[dir+"rule.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "id: r%d\ntitle: Some rule\nlevel: error\n", i)}
			pack[dir+"rule.rego"] = &fstest.MapFile{Data: fmt.Appendf(nil, "package kpilint.own.r%d\n\nlooked := count(input.kpis)\n\n"+
				"violation contains {\"msg\": x, \"resource\": x} if some x in []\n", i)}
		}
		e, err := engine.New(engine.Options{AsOf: day, Packs: []engine.Pack{{FS: pack, Dir: "."}}, Jobs: 1})
		if err != nil {
			t.Fatal(err)
		}
		o, err := e.Read(context.Background(), engine.Input{FS: files})
		if err != nil {
			t.Fatal(err)
		}
		return testing.AllocsPerRun(3, func() {
			if r, err := e.Judge(context.Background(), engine.Input{}, o); err != nil || r.Looked["own/r0"] != kpis {
				t.Fatal(r, err)
			}
		})
	}
	if few, many := allocations(5), allocations(25); (many-few)/20 > kpis {
		t.Errorf("5 rules take %.0f allocations over %d KPIs, and 25 take %.0f", few, kpis, many)
	}
}

// TestManyStops holds that a rule that meets its limits on many definitions judges none after the twentieth, in
// whatever order the definitions are judged; and that one of the catalogue goes on.
func TestManyStops(t *testing.T) {
	var ids strings.Builder
	for c := 'a'; c <= 'z'; c++ {
		ids.WriteRune(c)
	}
	for _, jobs := range []int{1, 2, 8} {
		for _, trusted := range []bool{false, true} {
			s := &scripted{}
			s.run = func(r *model.Resource) ([]policy.Outcome, error) {
				if r.ID == "a" || r.ID == "y" || r.ID == "z" {
					return s.found(r), nil
				}
				return nil, &policy.RuleError{Rule: s.rule.Name(), Resource: r.Name, Message: "too much", Stopped: true}
			}
			e := scriptedEngine(t, jobs, s)
			s.rule.Trusted = trusted
			report, err := e.Lint(context.Background(), engine.Input{FS: team(ids.String())})
			if err != nil {
				t.Fatal(err)
			}
			want := "found sales/a"
			if trusted {
				want = "found sales/a, found sales/y, found sales/z"
			}
			if got := messages(report); got != want {
				t.Errorf("%d jobs, trusted %t: found %q, want %q", jobs, trusted, got, want)
			}
			if len(report.Errors) != 1 || report.Errors[0].Resource != "sales/b" {
				t.Errorf("%d jobs: errors %v, want the first", jobs, report.Errors)
			}
		}
	}
}
