package rego_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// sharing is a program that reads an input with others.
type sharing interface {
	RunOn(ctx context.Context, in *rego.Input) ([]policy.Outcome, int, error)
}

// organisation is a team with n KPIs.
func organisation(t testing.TB, n int) *view.Organisation {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	text.WriteString("apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n")
	for i := range n {
		fmt.Fprintf(&text, "  - {id: k%d, owner: sales, target: %d calls/day}\n", i, i+1)
	}
	docs, _ := source.Parse("x.yaml", []byte(text.String()))
	all, _ := model.Read(kinds, docs[0], "Team", docs[0].Root, "")
	m, _, _ := model.Resolve(context.Background(), all, model.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	computed, _ := facts.Compute(context.Background(), m, nil)
	return &view.Organisation{Model: m, Facts: computed.Facts}
}

// small makes n rules that look at the KPIs.
func small(t *testing.T, n int) []policy.Program {
	t.Helper()
	modules := map[string]string{}
	for i := range n {
		modules[fmt.Sprintf("r%d", i)] = fmt.Sprintf("package kpilint.own.r%d\n\nlooked := count(input.kpis)\n\nviolation contains "+
			"{\"msg\": \"high\", \"resource\": input.kpis[0].fullName} if input.kpis[0].target.low > %d", i, 1000+i)
	}
	programs, err := compile(t, load(t, modules))
	if err != nil {
		t.Fatal(err)
	}
	return programs
}

// TestOneConversion holds that a collection becomes a Rego value once, however many rules read it, and one that no
// rule reads never.
func TestOneConversion(t *testing.T) {
	const kpis = 400
	m, programs := organisation(t, kpis), small(t, 20)
	allocations := func(rules int) float64 {
		return testing.AllocsPerRun(3, func() {
			in := rego.NewInput(m)
			for _, p := range programs[:rules] {
				if _, looked, err := p.(sharing).RunOn(context.Background(), in); err != nil || looked != kpis {
					t.Fatal(looked, err)
				}
			}
			if got := in.Converted(); !slices.Equal(got, []string{"asOf", "kpis", "version"}) {
				t.Fatalf("converted %v, want the KPIs alone", got)
			}
		})
	}
	ten, twenty := allocations(10), allocations(20)
	if each := (twenty - ten) / 10; each > kpis {
		t.Errorf("a rule more takes %.0f allocations over %d KPIs, so they are converted for it", each, kpis)
	}
}

// TestUnusedHelpers holds that of a module only what its answers need is asked.
func TestUnusedHelpers(t *testing.T) {
	const head, helper = "package kpilint.own.%s\n\nlooked := 1\n\n" +
		"violation contains {\"msg\": x, \"resource\": \"x\"} if some x in []\n\n",
		"names[k.fullName] := [j.fullName | some j in input.kpis] if some k in input.kpis\n"
	programs, err := compile(t, load(t, map[string]string{
		"a": fmt.Sprintf(head, "a") + helper, "b": fmt.Sprintf(head, "b") + "names := {1: count(input.kpis)}\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	in := rego.NewInput(organisation(t, 100))
	var work []float64
	for _, p := range programs {
		work = append(work, testing.AllocsPerRun(3, func() {
			if _, _, err := p.(sharing).RunOn(context.Background(), in); err != nil {
				t.Fatal(err)
			}
		}))
	}
	if work[0] > 2*work[1] {
		t.Errorf("a helper that nothing needs takes %.0f allocations, and one that is nearly empty %.0f", work[0], work[1])
	}
}

// pairs is a rule that looks at each pair of numbers below n, with what it needs for nothing else.
func pairs(n int) string {
	return fmt.Sprintf("package kpilint.own.pairs\n\nlooked := count([1 | "+
		"some a in numbers.range(1, %[1]d); some b in numbers.range(1, %[1]d); a == b])\n\n"+
		"violation contains {\"msg\": x, \"resource\": \"x\"} if some x in []", n)
}

// TestSteps holds that a rule is stopped by the steps that it takes, and that one of the catalogue is not.
func TestSteps(t *testing.T) {
	run := func(n int, trusted bool) error {
		rules := load(t, map[string]string{"pairs": pairs(n)})
		rules[0].Trusted = trusted
		programs, err := compile(t, rules)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = programs[0].Run(context.Background(), organisation(t, 1), nil)
		return err
	}
	rego.LimitSteps(100_000, t.Cleanup)
	const limit = "it took more than the 110,000 steps"
	if err := run(100, false); err != nil {
		t.Errorf("ten thousand pairs: %v", err)
	}
	if err := run(500, false); err == nil || !strings.Contains(err.Error(), limit) {
		t.Errorf("a quarter of a million pairs: %v, want that %s", err, limit)
	}
	if err := run(500, true); err != nil {
		t.Errorf("a rule of the catalogue: %v", err)
	}
}

// said compiles a rule and runs it on one definition, and returns what is wrong with it.
func said(t *testing.T, text string) string {
	t.Helper()
	programs, err := compile(t, load(t, map[string]string{"bad": "package kpilint.own.bad\n\n" + text}))
	if err == nil {
		_, _, err = programs[0].Run(context.Background(), organisation(t, 1), nil)
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

// doubled is a text in which each of 30 names stands for what is made of the one before, under {i}, for the name {j}.
func doubled(first, each string) string {
	text := "x0 := " + first
	for i := range 30 {
		from, to := fmt.Sprintf("x%d", i), fmt.Sprintf("x%d", i+1)
		text += "\n\n" + strings.NewReplacer("{i}", from, "{j}", to).Replace(each)
	}
	return text + "\n\n"
}

// TestLimits holds that what would take all time or memory is refused as it is written, or stopped before it is made.
func TestLimits(t *testing.T) {
	const (
		parts  = "a value gets more than 20000 parts"
		makes  = "its functions make values of more than 256 MB"
		looks  = "its functions go through more than 1000 million"
		answer = "violation contains {\"msg\": \"x\", \"resource\": \"x\", \"values\": {\"v\": %s}}"
	)
	where := func(body string) string {
		return "violation contains {\"msg\": \"x\", \"resource\": \"x\"} if {\n" + body + "\n}"
	}
	inBody := func(each string) string { return where(doubled("[1]", each) + "x30 == 1") }
	cases := map[string]struct{ text, want string }{
		"lists":      {doubled("[1]", "{j} := [{i}, {i}]") + fmt.Sprintf(answer, "x30"), parts},
		"objects":    {doubled("[1]", `{j} := {"a": {i}, "b": {i}}`) + fmt.Sprintf(answer, "x30"), parts},
		"texts":      {doubled(`"x"`, `{j} := concat("", [{i}, {i}])`) + where("x30 == 1"), parts},
		"sets":       {doubled("{1}", "{j} := {{i}, [{i}]}") + where("x30 == 1"), parts},
		"numbers":    {doubled("3", "{j} := {i} * {i}") + where("x30 == 1"), parts},
		"sums":       {doubled("3", "{j} := {i} + {i}") + where("x30 == 1"), ""},
		"functions":  {"x0(a) := [a]\n\n" + doubled("0", "{j}(a) := {i}([a, a])")[7:] + where("x30([1])"), parts},
		"in a body":  {inBody("{j} := [{i}, {i}]"), parts},
		"by =":       {inBody("{j} = [{i}, {i}]"), parts},
		"by = and =": {inBody("[y{j}] = [[{i}, {i}]]; {j} = y{j}"), parts},
		"some in":    {inBody("some {j} in [[{i}, {i}]]"), parts},
		"helpers":    {"half(x) := round(x * 50) / 100\n\n" + where("half(half(half(half(half(3))))) == 1"), ""},
		"a range":    {where("count(numbers.range(1, 200000000)) == 0"), makes},
		"wide": {where(`count([1 | some i in numbers.range(1, 1000); count(sprintf("%999999d", [i])) == 0]) == 1`),
			makes},
		"replaced":  {where(`x := sprintf("%20000d", [1]); count(replace(x, " ", x)) == 0`), makes},
		"a product": {where("product(numbers.range(1, 300000)) == 0"), looks},
		"a pattern": {where("x := sprintf(\"%600000d\", [1])\n" +
			`every i in numbers.range(1, 900) { not regex.match(sprintf("(a{0,%d}){1}b", [i]), x) }`), looks},
		"copies": {where(`p := {"op": "copy", "from": "", "path": "/b"}` + "\n" +
			`x := json.patch({"a": [1]}, [p | some _ in numbers.range(1, 40)]); x == 1`), makes},
		"an answer": {fmt.Sprintf(answer, "[x | some i in numbers.range(1, 2000); x := numbers.range(1, 1000)]"),
			"more than 1000000 values"},
		"brackets": {where(strings.Repeat("(", 300) + "1" + strings.Repeat(")", 300) + " == 2"),
			"more than 200 brackets"},
		"many parts": {"x := [" + strings.Repeat("1,", 21000) + "1]\n\n" + where("x == 1"), "more than 20000 parts"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := said(t, c.text); !strings.Contains(got, c.want) || c.want == "" && got != "" {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestFactsThatNobodyMayRead holds that a rule is given the facts that it reads, and no others, also where the model is
// large enough that several goroutines convert it.
func TestFactsThatNobodyMayRead(t *testing.T) {
	const head, kpi = "package kpilint.own.%s\n\n", `"kind": "KPI", "resource": k.fullName} if some k in input.kpis` + "\n"
	programs, err := compile(t, load(t, map[string]string{
		"reads":  fmt.Sprintf(head, "reads") + `violation contains {"msg": k.facts.perMonth.text, ` + kpi,
		"prints": fmt.Sprintf(head, "prints") + `violation contains {"msg": sprintf("%v", [k]), ` + kpi,
		"through": fmt.Sprintf(head, "through") + `violation contains {"msg": sprintf("%v", [x]), "kind": "KPI", ` +
			`"resource": k.fullName} if {` + "\n\tsome k in input.kpis\n\tsome \"facts\", x in k\n}\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]policy.Program{}
	for _, p := range programs {
		byName[p.Rule().ID] = p
	}
	for _, n := range []int{20, 700} {
		m := organisation(t, n)
		says := func(name string, batch ...policy.Program) string {
			t.Helper()
			all, _, err := byName[name].(sharing).RunOn(context.Background(), rego.NewInput(m, batch...))
			if err != nil || len(all) != n {
				t.Fatalf("%s finds %d of %d: %v", name, len(all), n, err)
			}
			return all[n/2].Message
		}
		if got, want := says("reads", byName["reads"]), says("reads"); got != want || got == "" {
			t.Errorf("a fact is %q, and where all are given %q", got, want)
		}
		if got := says("prints", byName["prints"]); strings.Contains(got, "facts") || !strings.Contains(got, "fullName") {
			t.Errorf("facts are given that no rule reads: %s", got)
		}
		got := says("prints", byName["prints"], byName["reads"])
		if !strings.Contains(got, "perMonth") || strings.Contains(got, "unitKind") {
			t.Errorf("other facts are given than those that a rule reads: %s", got)
		}
		if got, want := says("through", byName["through"]), says("through"); got != want {
			t.Errorf("a rule that may read any fact is given %s, and not %s", got, want)
		}
	}
}
