package cel_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/schema"
)

// ruleOf loads a rule for KPIs that consists of these lines.
func ruleOf(t *testing.T, lines ...string) *policy.Rule {
	t.Helper()
	text := "id: some-rule\ntitle: Some rule\nlevel: error\nfor: KPI\n" + strings.Join(lines, "\n") + "\n"
	rules, err := policy.Load(fstest.MapFS{"some/some-rule/rule.yaml": {Data: []byte(text)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	return rules[0]
}

func compile(t *testing.T, r *policy.Rule) (policy.Program, error) {
	t.Helper()
	raw, _ := schema.Raw("model")
	c, err := cel.NewCompiler(raw)
	if err != nil {
		t.Fatal(err)
	}
	params := &model.Object{}
	for _, p := range r.Params {
		params.Set(p.Name, p.Default)
	}
	return c.Compile(r, params)
}

// organisation reads definitions and computes their facts.
func organisation(t *testing.T, text string) *view.Organisation {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, problems := source.Parse("x.yaml", []byte(text))
	var all []*model.Definition
	for _, d := range docs {
		definitions, more := model.Read(kinds, d, d.Root.Get("kind").Text, d.Root, "")
		all = append(all, definitions...)
		for _, p := range more {
			problems = append(problems, p.Problem)
		}
	}
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, _, _ := model.Resolve(t.Context(), all, model.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	computed, err := facts.Compute(t.Context(), m, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &view.Organisation{Model: m, Facts: computed.Facts}
}

// kpi is a KPI with these fields.
func kpi(fields string) string {
	return "apiVersion: kpilint/v1\nkind: KPI\nid: k\nmeasure: volume\n" + fields + "\n"
}

// TestOutcomes holds the three outcomes, and "depends" where a range decides.
func TestOutcomes(t *testing.T) {
	const holds, fails, depends, missing = "holds", "violated", "depends", "not checkable"
	cases := []struct{ fields, assert, want string }{
		{"target: 50 calls/day", `kpi.target <= quantity("50 calls/day")`, holds},
		{"target: 50 calls/day", `kpi.target < quantity("50 calls/day")`, fails},
		{"target: 40..60 calls/day", `kpi.target <= quantity("60 calls/day")`, holds},
		{"target: 40..60 calls/day", `kpi.target < quantity("60 calls/day")`, depends},
		{"target: 40..60 calls/day", `kpi.target <= quantity("50 calls/day")`, depends},
		{"target: 40..60 calls/day", `!(kpi.target > quantity("50 calls/day"))`, depends},
		{"target: 40..60 calls/day", `kpi.target > quantity("60 calls/day")`, fails},
		{"target: 40..60 calls/day", `kpi.target <= quantity("50 calls/day") || true`, holds},
		{"target: 40..60 calls/day", `kpi.target <= quantity("50 calls/day") && false`, fails},
		{"target: 40..60 calls/day", `kpi.target.low == quantity("40 calls/day") && kpi.target.high >= kpi.target.low`, holds},
		{"target: 0.1 calls/day", `kpi.target + quantity("0.2 calls/day") == quantity("0.3 calls/day")`, holds},
		{"target: 35%", `kpi.target <= 0.35 && kpi.target >= 0.35 && kpi.target < 1 && 1 > kpi.target && kpi.target * 2 <= 0.7`, holds},
		{"target: 50 calls/day", `share(kpi.target, quantity("200 calls/day")) == quantity("25%")`, holds},
		{"target: 50 calls/day", `kpi.target / quantity("10 calls/person/day") == quantity("5 people")`, holds},
		{"labels: {stage: pilot}\ntarget: 50 calls/day", `kpi.labels["stage"] == "pilot" && "stage" in kpi.labels && size(kpi.labels) == 1`, holds},
		{"target: 50 calls/day", `[1, 2, 3].exists(i, kpi.target > quantity("49 calls/day") * i)`, holds},
		{"target: 50 calls/day", `!has(organisation.currency) && asOf == "2026-05-20" && calendar.workingDay == quantity("8 h")`, holds},
		{"target: 6 site visits/day", `string(kpi.target.low) == "6 site visits/day"`, holds},
		{"target: 50 calls/day", `mention("Costs per Lead-Time", ["time off", "lead time"]) == "lead time" && mention("timely", ["time", ""]) == ""`, holds},
		{"target: 50 calls/day", `opening("Roll-out of it", ["roll out"]) == "roll out" && opening("The roll out", ["roll out"]) == ""`, holds},
		{"target: 40..60 calls/day", `kpi.target != quantity("50 calls/day")`, depends},
		{"target: 50 calls/day", `kpi.target != quantity("40 calls/day") && !(kpi.target != quantity("50 calls/day")) && kpi.id != "other"`, holds},
		{"effort: 90 s/call\ntarget: 50 calls/day", `time(kpi.effort) == "1 min 30 s" && minutes(kpi.effort) == "1.5 min" && minutes(calendar.workingDay) == "480 min"`, holds},
		{"target: 40..60 calls/day", `plain(share(kpi.target, quantity("200 calls/day"))) == "20 to 30" && share(quantity("10%"), quantity("20%")) == quantity("50%")`, holds},
		{"source: crm", `kpi.target > quantity("1 call/day")`, missing},
		{"target: TBD", `kpi.target > quantity("1 call/day")`, missing},
	}
	for _, c := range cases {
		t.Run(c.fields+" "+c.assert, func(t *testing.T) {
			p, err := compile(t, ruleOf(t, "requires: [kpi.target]", "assert: |-", "  "+c.assert, `message: '"no"'`))
			if err != nil {
				t.Fatal(err)
			}
			m := organisation(t, kpi(c.fields))
			out, _, err := p.Run(context.Background(), m, m.Of("KPI")[0])
			if err != nil {
				t.Fatal(err)
			}
			if got := outcome(out); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func outcome(out []policy.Outcome) string {
	switch {
	case len(out) == 0:
		return "holds"
	case out[0].State == policy.NotCheckable:
		return "not checkable"
	case out[0].Depends:
		return "depends"
	}
	return "violated"
}

// TestCompileErrors holds that a mistake in a rule is told with its line, its column and the nearest name.
func TestCompileErrors(t *testing.T) {
	cases := []struct {
		assert, want string
		column       int
	}{
		{`kpi.tagret > quantity("1 call/day")`, "KPI has no field `tagret`; did you mean `target`?", 13},
		{`has(kpi.facts.tiem)`, "KPIFacts has no field `tiem`; did you mean `time`?", 23},
		{`kp.target > params.limit`, "there is no `kp` here; did you mean `kpi`?", 9},
		{`kpi.target > params.limt`, "params has no field `limt`; did you mean `limit`?", 29},
		{`kpi.target > "50"`, "`>` cannot compare a quantity and a text", 20},
		{`kpi.target`, "gives a quantity, must give true or false", 9},
		{`kpi.target >`, "the expression ends too early", 21},
	}
	for _, c := range cases {
		t.Run(c.assert, func(t *testing.T) {
			r := ruleOf(t, "params: {limit: {type: quantity, default: 5 calls/day, description: x}}", "assert: "+c.assert, `message: '"no"'`)
			_, err := compile(t, r)
			var e *policy.RuleError
			if !errors.As(err, &e) || !strings.Contains(e.Message, c.want) {
				t.Fatalf("%v, want %q", err, c.want)
			}
			if e.Rule != "some/some-rule" || e.File != "some/some-rule/rule.yaml" || e.Span.Line != 6 || e.Span.Column != c.column {
				t.Errorf("%s at %s:%d:%d, want column %d", e.Rule, e.File, e.Span.Line, e.Span.Column, c.column)
			}
		})
	}
}

// TestRequires holds that `requires` takes values that may be missing, and nothing that is always known.
func TestRequires(t *testing.T) {
	cases := []struct{ requires, want string }{
		{`has(kpi.effort)`, "write `kpi.effort`, not `has(…)`"},
		{`"!has(kpi.baseline.low)"`, "write `kpi.baseline.low`, not `has(…)`"},
		{`kpi.facts.start.written`, "gives true or false, and both are known"},
		{`'kpi.id == "calls"'`, "gives true or false, and both are known"},
		{`"5"`, "is always known"},
	}
	for _, c := range cases {
		t.Run(c.requires, func(t *testing.T) {
			_, err := compile(t, ruleOf(t, "requires:", "  - kpi.target", "  - "+c.requires, `assert: "true"`, `message: '"no"'`))
			var e *policy.RuleError
			if !errors.As(err, &e) || !strings.Contains(e.Message, c.want) || e.Span.Line != 7 {
				t.Errorf("%v, want %q on line 7", err, c.want)
			}
		})
	}
}

// TestMissing holds that what cannot be checked names the nearest thing to the definition that is missing.
func TestMissing(t *testing.T) {
	cases := []struct{ requires, want string }{
		{"kpi.effort", "`k` has no `effort`"},
		{"kpi.baseline.low", "`k` has no `baseline`"},
		{"kpi.target", "`k` has no number as its `target`"},
		{"kpi.target.low", "`k` has no number as its `target`"},
		{"kpi.facts.spend.budget", "`k` has no `facts.spend` (the money of a KPI with `cost` and `budget`, in a month)"},
		{"kpi.facts.people", "`k` has no `facts.people` (whom a target per person measures)"},
		{`share(kpi.target, quantity("50 calls/day"))`, "`k` has no number as its `target`"},
		{"share(kpi.baseline, kpi.target)", "`k` has no `baseline`"},
		{"kpi.effort, kpi.facts.people", "`k` has no `effort`; `k` has no `facts.people` (whom a target per person measures)"},
	}
	for _, c := range cases {
		t.Run(c.requires, func(t *testing.T) {
			var lines []string
			for _, one := range strings.SplitAfter(c.requires, "kpi.effort, ") {
				lines = append(lines, "  - "+strings.TrimSuffix(one, ", "))
			}
			p, err := compile(t, ruleOf(t, append([]string{`assert: "true"`, `message: '"no"'`, "requires:"}, lines...)...))
			if err != nil {
				t.Fatal(err)
			}
			m := organisation(t, kpi("target: TBD"))
			out, _, err := p.Run(context.Background(), m, m.Of("KPI")[0])
			if err != nil || len(out) != 1 || out[0].Message != "not checkable: "+c.want {
				t.Errorf("%+v %v, want %q", out, err, c.want)
			}
		})
	}
}

// TestRequiresFails holds that an entry of `requires` that can never be calculated is an error of the rule.
func TestRequiresFails(t *testing.T) {
	p, err := compile(t, ruleOf(t, `requires: ["kpi.target - kpi.effort"]`, `assert: "true"`, `message: '"no"'`))
	if err != nil {
		t.Fatal(err)
	}
	m := organisation(t, kpi("target: 50 calls/day\neffort: 5 min/call"))
	if _, _, err = p.Run(context.Background(), m, m.Of("KPI")[0]); err == nil || !strings.Contains(err.Error(), "do not convert") {
		t.Errorf("got %v, want that the units do not convert", err)
	}
}

// TestRuntimeErrors holds that a rule that fails says on which resource, and what it read that is not there.
func TestRuntimeErrors(t *testing.T) {
	cases := []struct{ assert, want string }{
		{`kpi.cost > quantity("USD 1/call")`, "the rule reads `cost`, which is not there"},
		{`kpi.target > quantity("1 visit/day")`, "calls/day and visits/day do not convert"},
		{`kpi.target / (kpi.target - kpi.target) == kpi.target`, "divides by zero (`kpi.target` is 50 calls/day, `kpi.target - kpi.target` is 0 calls/day): ask in `when`, or before it with `&&`, that `kpi.target - kpi.target` is not zero"},
		{`kpi.target / 0 == kpi.target`, "divides by zero (`kpi.target` is 50 calls/day): ask in `when`, or before it with `&&`, that the divisor is not zero"},
		{`1 / size(kpi.counterweights) == 1`, "this divides by zero"},
		{`time(kpi.target) == ""`, "calls/day and minutes do not convert (`kpi.target` is 50 calls/day): `time(…)` writes a duration"},
		{`minutes(kpi.target) == ""`, "calls/day and minutes do not convert (`kpi.target` is 50 calls/day): `minutes(…)` writes a duration"},
		{`time(quantity("20%")) == ""`, "% and minutes do not convert"},
		{`share(kpi.target, quantity("8 h")) < 1`, "calls/day and minutes do not convert"},
		{`share(kpi.target, quantity("300 calls/week")) < 1`, "calls/day and calls/week do not convert"},
		{`kpi.target == quantity("50 visits/day")`, "calls/day and visits/day do not convert"},
		{`kpi.target != quantity("50 visits/day")`, "calls/day and visits/day do not convert"},
		{`kpi.target <= quantity("250 calls/week")`, "a rule converts neither periods nor people: compare with `kpi.facts.perMonth`, which is the target of the whole team in a month"},
		{`kpi.target <= params.crew`, "(`kpi.target` is 50 calls/day, `params.crew` is 2): give the parameter a unit, as in `crew: {type: quantity, default: 2 calls/day}`"},
		{`kpi.target <= 60`, "write `quantity(\"60 calls/day\")`"},
		{`kpi.id.matches("(" + kpi.id)`, "the pattern `(k` cannot be read: a `)` is missing"},
		{`kpi.labels["stage"] == "pilot"`, "there is no entry stage: ask before it, with `in` of a map"},
		{`kpi.counterweights[1].kpi == "x"`, "there is no entry 1 (`kpi.counterweights` is []): ask before it"},
		{`9223372036854775807 + size(kpi.counterweights) + size(kpi.id) > 1`, "the number gets too large for a whole number"},
	}
	for _, c := range cases {
		t.Run(c.assert, func(t *testing.T) {
			p, err := compile(t, ruleOf(t, "params: {crew: {type: number, default: 2, description: x}}", "assert: |-", "  "+c.assert, `message: '"no"'`))
			if err != nil {
				t.Fatal(err)
			}
			m := organisation(t, kpi("target: 50 calls/day\nlabels: {country: de}\ncounterweights: []"))
			_, _, err = p.Run(context.Background(), m, m.Of("KPI")[0])
			var e *policy.RuleError
			if !errors.As(err, &e) || !strings.Contains(e.Message, c.want) || e.Resource != "k" {
				t.Errorf("%v, want %q on `k`", err, c.want)
			}
		})
	}
}

// TestCostIsLimited holds that a comprehension cannot run for ever.
func TestCostIsLimited(t *testing.T) {
	ten := "[0,1,2,3,4,5,6,7,8,9]"
	assert := "true"
	for range 8 {
		assert = ten + ".all(x, " + assert + ")"
	}
	p, err := compile(t, ruleOf(t, "assert: "+`"`+assert+`"`, `message: '"no"'`))
	if err != nil {
		t.Fatal(err)
	}
	m := organisation(t, kpi("target: 50 calls/day"))
	if _, _, err = p.Run(context.Background(), m, m.Of("KPI")[0]); err == nil || !strings.Contains(err.Error(), "this takes too long") {
		t.Errorf("got %v, want that it takes too long", err)
	}
}

// TestMessages holds what a finding carries, and that a message that fails leaves the title.
func TestMessages(t *testing.T) {
	p, err := compile(t, ruleOf(t, `assert: "false"`, `message: '"asks for " + string(kpi.target) + ": " + plain(kpi.target) + ", " + count(kpi.target) + ", " + time(kpi.effort)'`,
		`fixMessage: '"mend " + kpi.fullName'`, "values: {target: kpi.target}", "at: target", "also:",
		"  - level: info", `    assert: "false"`, `    message: kpi.name`))
	if err != nil {
		t.Fatal(err)
	}
	m := organisation(t, kpi("target: 1,200..1,500 calls/day\neffort: 90 s/call"))
	out, _, err := p.Run(context.Background(), m, m.Of("KPI")[0])
	if err != nil || len(out) != 2 {
		t.Fatal(out, err)
	}
	if want := "asks for 1,200 to 1,500 calls/day: 1,200 to 1,500, 1,200 to 1,500 calls, 1 min 30 s"; out[0].Message != want {
		t.Errorf("%q, want %q", out[0].Message, want)
	}
	if out[0].Fix != "mend k" || out[0].At != "target" || len(out[0].Values) != 1 || out[0].Values[0] != (policy.Value{Name: "target", Low: "1200", High: "1500", Unit: "call/day"}) {
		t.Errorf("%+v", out[0])
	}
	if out[0].Flaw != nil {
		t.Error(out[0].Flaw)
	}
	if out[1].Message != "Some rule" || out[1].Level != policy.Info {
		t.Errorf("%+v", out[1])
	}
	if out[1].Flaw == nil || !strings.Contains(out[1].Flaw.Error(), "`name`") {
		t.Errorf("the flaw is %v, want that there is no `name`", out[1].Flaw)
	}
}
