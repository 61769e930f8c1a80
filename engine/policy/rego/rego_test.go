package rego_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	oparego "github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/rules"
	"github.com/kpilint/kpilint/schema"
)

// load makes rules of one category out of their Rego.
func load(t *testing.T, modules map[string]string) []*policy.Rule {
	t.Helper()
	files := fstest.MapFS{}
	for id, text := range modules {
		files["own/"+id+"/rule.yaml"] = &fstest.MapFile{Data: []byte("id: " + id + "\ntitle: Some rule\nlevel: error\n")}
		files["own/"+id+"/rule.rego"] = &fstest.MapFile{Data: []byte(text)}
	}
	all, err := policy.Load(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func compile(t *testing.T, all []*policy.Rule) ([]policy.Program, error) {
	t.Helper()
	raw, _ := schema.Raw("model")
	return rego.Compile(all, func(*policy.Rule) *model.Object { return &model.Object{} }, raw)
}

// TestCompileErrors holds that a mistake names the rule, the line and the nearest field, that it is found before anything runs, and
// that the other rules go on.
func TestCompileErrors(t *testing.T) {
	const head = "package kpilint.own.bad\n\n"
	cases := []struct {
		module, want string
		line         int
	}{
		{head + `violation contains {"msg": k.id, "resource": k.fullName} if some k in input.kpsi`, "the model has no `kpsi` in `input.kpsi`; did you mean `kpis`?", 3},
		{head + "violation contains {\"msg\": k.id, \"resource\": k.fullName} if {\n\tsome k in input.kpis\n\tk.tagret.low > 5\n}", "did you mean `target`?", 5},
		{head + `violation contains x if x := http.send({"url": "x"})`, "a rule may not call `http.send`", 3},
		{head + `violation contains x if x := opa.runtime()`, "a rule may not call `opa.runtime`", 3},
		{head + `violation contains x if x := time.now_ns()`, "a rule may not call `time.now_ns`", 3},
		{head + `violation contains x if x := rand.intn("x", 5)`, "a rule may not call `rand.intn`", 3},
		{head + `violation contains x if x := json.match_schema({}, {})`, "a rule may not call `json.match_schema`", 3},
		{head + `violation contains {"msg": x`, "the file ends too early", 3},
		{"package other\n", "the package is `other`, must be `kpilint.own.bad`", 1},
		{head + "violation contains x if x := " + strings.Repeat("[y | y := ", 10) + "1" + strings.Repeat("]", 10), "nested more than 8 deep", 1},
	}
	for _, c := range cases {
		t.Run(c.want, func(t *testing.T) {
			programs, err := compile(t, load(t, map[string]string{
				"bad": c.module, "good": "package kpilint.own.good\n\nviolation contains {\"msg\": k.id, \"resource\": k.fullName} if some k in input.kpis",
			}))
			var e *policy.RuleError
			if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) || e.Rule != "own/bad" || e.Span.Line != c.line || e.File != "own/bad/rule.rego" {
				t.Errorf("%v (line %d), want %q on line %d", err, e.Span.Line, c.want, c.line)
			}
			if len(programs) != 1 || programs[0].Rule().ID != "good" {
				t.Errorf("%d programs, want the good one", len(programs))
			}
		})
	}
}

// TestRuntimeErrors holds that a rule that fails, says nonsense or does not end is an error of that rule, never a pass.
func TestRuntimeErrors(t *testing.T) {
	cases := map[string]struct{ body, want string }{
		"built-in": {`violation contains {"msg": "x", "resource": "x"} if to_number(input.asOf) > 5`, "to_number"},
		"conflict": {"f(x) := 1 if x > 0\n\nf(x) := 2 if x > 0\n\nviolation contains {\"msg\": \"x\", \"resource\": \"x\", \"depends\": f(count(input.asOf))}", "conflict"},
		"nobody":   {`violation contains {"msg": "x", "resource": "nobody"}`, "names the resource `nobody`, which does not exist"},
		"form":     {`violation contains {"msg": count(input.asOf), "resource": "x"}`, "`msg` of a finding is a number, and must be a text"},
		"endless": {"violation contains {\"msg\": \"x\", \"resource\": \"x\", \"depends\": n} if {\n\tr := numbers.range(1, 3000)\n\tn := count([1 | some a in r; some b in r; some c in r; a + b == c])\n}",
			"stopped: it took longer than the 300 seconds that a rule may take"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			programs, err := compile(t, load(t, map[string]string{"bad": "package kpilint.own.bad\n\n" + c.body}))
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
			defer cancel()
			m, _, _ := model.Resolve(t.Context(), nil, model.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
			begin := time.Now()
			_, _, err = programs[0].Run(ctx, &view.Organisation{Model: m}, nil)
			var e *policy.RuleError
			if !errors.As(err, &e) || !strings.Contains(e.Message, c.want) || e.Rule != "own/bad" {
				t.Errorf("%v, want %q", err, c.want)
			}
			if d := time.Since(begin); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// TestPlainOPA holds that OPA on its own, with the shipped rules over what `kpilint model` prints, gives the verdicts of kpilint.
func TestPlainOPA(t *testing.T) {
	const dir = "../../../testdata/acme"
	e, err := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}, Packs: []engine.Pack{{FS: rules.FS, Dir: "."}}})
	if err != nil {
		t.Fatal(err)
	}
	in := engine.Input{FS: os.DirFS(dir)}
	o, err := e.Read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	report, err := e.Lint(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	var ours []string
	regoRules := map[string]bool{}
	for _, r := range e.Rules() {
		regoRules[r.Name()] = r.Rego != nil
	}
	for _, f := range report.Findings {
		if regoRules[f.Name()] && f.Outcome == engine.Violated {
			ours = append(ours, f.Resource.ID+" "+f.Message)
		}
	}
	slices.Sort(ours) // as a set of OPA is
	if diff := cmp.Diff(ours, plainOPA(t, &o.Organisation, e.Rules())); diff != "" {
		t.Errorf("verdicts differ (-kpilint +opa):\n%s", diff)
	}
}

// plainOPA evaluates the shipped modules as OPA would, each with the defaults of its parameters and no option of ours.
func plainOPA(t *testing.T, m *view.Organisation, all []*policy.Rule) []string {
	t.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	input, err := ast.ValueFromReader(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	said, n := []string{}, 0
	for _, r := range all {
		if r.Rego == nil {
			continue
		}
		n++
		results, err := oparego.New(oparego.Module("rule.rego", string(r.Rego.Source)), oparego.Store(inmem.NewFromObject(map[string]any{"params": defaults(r)})),
			oparego.Query(`x := [sprintf("%s %s", [v.resource, v.msg]) | some v in data.kpilint[_][_].violation]`),
			oparego.ParsedInput(input)).Eval(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range results[0].Bindings["x"].([]any) {
			said = append(said, v.(string))
		}
	}
	if n < 4 {
		t.Fatalf("%d rules in Rego", n)
	}
	slices.Sort(said)
	return said
}

// defaults are the parameters of a rule as docs/writing-rules.md tells users of OPA to give them.
func defaults(r *policy.Rule) map[string]any {
	params := map[string]any{}
	for _, p := range r.Params {
		switch v := p.Default.(type) {
		case *model.Quantity:
			params[p.Name] = v.Fraction()
		default:
			params[p.Name] = v
		}
	}
	return params
}
