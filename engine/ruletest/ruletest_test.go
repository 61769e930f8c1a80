package ruletest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/ruletest"
)

// The rules that are tested here: a number of calls has a limit, in CEL and in Rego.
const (
	inCEL = `id: too-many
title: Too many
level: warning
for: KPI
params:
  most: {type: quantity, default: 50 calls/day, description: The most.}
when: has(kpi.target) && has(kpi.target.noun) && kpi.target.noun == "call"
assert: kpi.target <= params.most
at: target
message: '"asks for " + count(kpi.target)'
`
	yamlOfRego = `id: too-many
title: Too many
level: warning
for: KPI
params:
  most: {type: integer, default: 50, description: The most.}
`
	inRego = `package kpilint.house.too_many

violation contains {"msg": sprintf("asks for %d", [kpi.target.low]), "resource": kpi.fullName, "at": "target"} if {
	some kpi in input.kpis
	kpi.target.low > data.params.most
	not kpi.labels.pilot
}
`
	head = "apiVersion: kpilint/v1\nkind: KPI\nid: calls\nmeasure: volume\n"
	team = "apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n"
)

// packOf makes a pack of one rule.
func packOf(t *testing.T, files map[string]string) *ruletest.Pack {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["house/too-many/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	day := calendar.Date{Year: 2026, Month: 5, Day: 20}
	p, err := ruletest.Load(engine.Pack{FS: fsys, Dir: ".", Name: "pack"}, day, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t *testing.T, files map[string]string, o ruletest.Options) *ruletest.Result {
	t.Helper()
	p := packOf(t, files)
	if len(p.Broken) > 0 {
		t.Fatal(p.Broken[0])
	}
	result, err := p.Test(context.Background(), p.Rules()[0], o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func failures(r *ruletest.Result) []string {
	var all []string
	for _, c := range r.Cases {
		for _, f := range c.Failures {
			all = append(all, f.String())
		}
	}
	return all
}

// TestExamples holds what an example can fail by, and where it says so.
func TestExamples(t *testing.T) {
	const pass = head + "target: 50 calls/day\n"
	const in = "pack/house/too-many/"
	cases := map[string]struct {
		pass, fail string
		want       []string
	}{
		"right":            {pass, head + "target: 51 calls/day # want warning \"51 calls\"\n", nil},
		"two on a line":    {pass, team + `  - {id: a, target: 51 calls/day}` + " # want \"51\"\n" + `  - {id: b, target: 52 calls/day}` + " # want too-many \"52\"\n", nil},
		"wrong text":       {pass, head + "target: 51 calls/day # want \"52 calls\"\n", []string{in + "fail.yaml:5: unexpected warning: asks for 51 calls", in + `fail.yaml:5: no finding with "52 calls"`}},
		"wrong level":      {pass, head + "target: 51 calls/day # want error \"51\"\n", []string{in + "fail.yaml:5: unexpected warning: asks for 51 calls", in + `fail.yaml:5: no finding with error "51"`}},
		"wrong line":       {pass, head + "# want \"51\"\ntarget: 51 calls/day\n", []string{in + "fail.yaml:6: unexpected warning: asks for 51 calls", in + `fail.yaml:5: no finding with "51"; it stands on line 6: move the comment there`}},
		"none":             {pass, head + "target: 49 calls/day # want \"49\"\n", []string{in + `fail.yaml:5: no finding with "49"`}},
		"expects none":     {pass, head + "target: 49 calls/day\n", []string{in + "fail.yaml: expects no finding: write `# want \"part of the message\"` on the line of each, or call it pass.yaml"}},
		"slip of the pen":  {pass, head + "target: 51 calls/day #wants \"51\"\n", []string{in + "fail.yaml:5: this says nothing: write `# want \"part of the message\"`", in + "fail.yaml:5: unexpected warning: asks for 51 calls"}},
		"no text":          {pass, head + "target: 51 calls/day # want warning\n", []string{in + "fail.yaml:5: `warning` has no text after it: write `# want warning \"part of the message\"`", in + "fail.yaml:5: unexpected warning: asks for 51 calls"}},
		"open text":        {pass, head + "target: 51 calls/day # want \"51\n", []string{in + `fail.yaml:5: the text "51 does not end: it stands in "…", with \" for a quotation mark in it`, in + "fail.yaml:5: unexpected warning: asks for 51 calls"}},
		"no such level":    {pass, head + "target: 51 calls/day # want not-checkable \"51\"\n", []string{in + "fail.yaml:5: `not-checkable` is not a level: what is not checkable is wanted by its words, `# want \"not checkable: part of what is missing\"`", in + "fail.yaml:5: unexpected warning: asks for 51 calls"}},
		"two comments":     {pass, head + "target: 51 calls/day # want \"51\" # also \"51\"\n", []string{in + "fail.yaml:5: a line takes one comment of this kind: `# want` stands on the line of the finding, `# also` on another line that the finding names"}},
		"unknown rule":     {pass, head + "target: 51 calls/day # want to-many \"51\"\n", []string{in + "fail.yaml:5: `to-many` is neither a level nor a rule of this pack; did you mean `too-many`?", in + "fail.yaml:5: unexpected warning: asks for 51 calls"}},
		"finding in pass":  {head + "target: 51 calls/day\n", head + "target: 51 calls/day # want \"51\"\n", []string{in + "pass.yaml:5: unexpected warning: asks for 51 calls"}},
		"want in pass":     {head + "target: 51 calls/day # want \"51\"\n", head + "target: 51 calls/day # want \"51\"\n", []string{in + "pass.yaml:5: an example that passes expects a finding: move it to fail.yaml"}},
		"malformed":        {head + "tagret: 51 calls/day\n", head + "target: 51 calls/day # want \"51\"\n", []string{in + "pass.yaml:5: the example is malformed: unknown field `tagret`; did you mean `target`?"}},
		"no definition":    {"id: calls\n", head + "target: 51 calls/day # want \"51\"\n", []string{in + "pass.yaml: holds no definition: a definition file says `apiVersion: kpilint/v1`"}},
		"no other place":   {pass, head + "target: 51 calls/day # want \"51\"\n# also \"here\"\n", []string{in + `fail.yaml:6: no finding names this place with "here"`}},
		"a word, no wants": {pass, head + "# What they want and also need.\ntarget: 51 calls/day # want \"51\"\n", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := failures(run(t, map[string]string{"rule.yaml": inCEL, "pass.yaml": c.pass, "fail.yaml": c.fail}, ruletest.Options{}))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWithoutTests holds that a rule that nothing shows to work fails.
func TestWithoutTests(t *testing.T) {
	pass, fail := head+"target: 50 calls/day\n", head+"target: 51 calls/day # want \"51\"\n"
	cases := map[string]struct {
		files map[string]string
		want  string
	}{
		"none":      {map[string]string{}, "the rule has no test"},
		"only pass": {map[string]string{"pass.yaml": pass}, "there is no fail.yaml"},
		"only fail": {map[string]string{"fail.yaml": fail}, "there is no pass.yaml"},
		"several":   {map[string]string{"pass-one.yaml": pass, "pass-two.yaml": pass, "fail-one.yaml": fail}, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.files["rule.yaml"] = inCEL
			got := strings.Join(failures(run(t, c.files, ruletest.Options{})), "\n")
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestMessageThatFails holds that a message that cannot be made is a failure of the rule's examples.
func TestMessageThatFails(t *testing.T) {
	rule := strings.Replace(inCEL, `"asks for " + count(kpi.target)`, `"asks for " + kpi.description`, 1)
	got := failures(run(t, map[string]string{"rule.yaml": rule, "pass.yaml": head + "target: 50 calls/day\n", "fail.yaml": head + "target: 51 calls/day # want \"Too many\"\n"}, ruletest.Options{}))
	if len(got) != 1 || !strings.Contains(got[0], "the message failed: pack/house/too-many/rule.yaml:10:") || !strings.Contains(got[0], "`description`") {
		t.Errorf("%q", got)
	}
}

// TestMutate holds that slips that no example notices are found in both languages, and that examples beside the limit notice them.
func TestMutate(t *testing.T) {
	const far, near = "target: 30 calls/day\n", "target: 50 calls/day\n"
	pilot := "labels: {pilot: new}\ntarget: 60 calls/day\n"
	cases := map[string]struct {
		files map[string]string
		want  []string
	}{
		"CEL, far": {map[string]string{"rule.yaml": inCEL, "pass.yaml": head + far, "fail.yaml": head + "target: 99 calls/day # want \"99\"\n"},
			[]string{"7: `&&` becomes `||`", "7: `&&` becomes `||`", "8: `<=` becomes `<`", "6: `50 calls/day` becomes `51 calls/day`", "6: `50 calls/day` becomes `49 calls/day`"}},
		"CEL, near": {map[string]string{"rule.yaml": inCEL, "pass.yaml": head + near + "---\n" + strings.ReplaceAll(head, "calls", "visits") + "target: 60 visits/day\n",
			"fail.yaml": head + "target: 51 calls/day # want \"51\"\n"}, nil},
		"Rego, far": {map[string]string{"rule.yaml": yamlOfRego, "rule.rego": inRego, "pass.yaml": head + far, "fail.yaml": head + "target: 99 calls/day # want \"99\"\n"},
			[]string{"5: `>` becomes `>=`", "6: `50` becomes `51`", "6: `50` becomes `49`"}},
		"Rego, near": {map[string]string{"rule.yaml": yamlOfRego, "rule.rego": inRego, "pass.yaml": head + near + "---\n" + strings.ReplaceAll(head, "calls", "visits") + pilot,
			"fail.yaml": head + "target: 51 calls/day # want \"51\"\n"}, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			result := run(t, c.files, ruletest.Options{Mutate: true})
			var got []string
			for i := range result.Unnoticed {
				m := &result.Unnoticed[i]
				got = append(got, fmt.Sprintf("%d: %s", m.Span.Line, m))
			}
			if diff := cmp.Diff(c.want, got); diff != "" || len(failures(result)) > 0 {
				t.Error(diff, failures(result))
			}
		})
	}
}

// TestMarks holds that a slip that makes no difference can be marked with the reason, and that a mark of none is told.
func TestMarks(t *testing.T) {
	files := map[string]string{"rule.yaml": yamlOfRego, "pass.yaml": head + "target: 49 calls/day\n", "fail.yaml": head + "target: 51 calls/day # want \"51\"\n",
		"rule.rego": strings.Replace(inRego, "\tkpi.target.low", "\t# same with `>=`: nobody makes exactly so many\n\tkpi.target.low", 1)}
	files["rule.yaml"] = strings.Replace(yamlOfRego, "  most:", "  # same with `49`: likewise\n  most:", 1)
	if r := run(t, files, ruletest.Options{Mutate: true}); !r.OK() {
		t.Errorf("%v %v", r.Unnoticed, r.Idle)
	}
	files["rule.rego"] = strings.Replace(files["rule.rego"], "violation contains", "# same with `<`: nothing\nviolation contains", 1)
	r := run(t, files, ruletest.Options{Mutate: true})
	if len(r.Idle) != 1 || r.Idle[0].Line != 3 || r.Idle[0].File != "pack/house/too-many/rule.rego" {
		t.Errorf("%v", r.Idle)
	}
	files["rule.yaml"], files["rule.rego"] = strings.Replace(inCEL, "assert:", "# same with `<`: nobody makes exactly so many\nassert:", 1), ""
	delete(files, "rule.rego")
	files["pass.yaml"] = head + "target: 30 calls/day\n"
	r = run(t, files, ruletest.Options{Mutate: true})
	for i := range r.Unnoticed {
		if r.Unnoticed[i].Becomes == "<" {
			t.Errorf("%s is marked", &r.Unnoticed[i])
		}
	}
}

// TestRegoTests runs *_test.rego through OPA's tester: what passes, what fails with what it printed, what does not compile.
func TestRegoTests(t *testing.T) {
	const tests = `package kpilint.house.too_many_test

import data.kpilint.house.too_many

test_over if count(too_many.violation) == 1 with input as {"kpis": [{"fullName": "a", "target": {"low": 51}}]}

test_wrong if {
	print("got", count(too_many.violation)) with input as {"kpis": []}
	count(too_many.violation) == 7 with input as {"kpis": []}
}

todo_test_later if false
`
	files := map[string]string{"rule.yaml": yamlOfRego, "rule.rego": inRego, "rule_test.rego": tests}
	r := run(t, files, ruletest.Options{Cover: true})
	want := []string{"pack/house/too-many/rule_test.rego:9: `test_wrong` failed: `count(too_many.violation) == 7 with input as {\"kpis\": []}` does not hold: 0 == 7; it printed got 0"}
	if diff := cmp.Diff(want, failures(r)); diff != "" || len(r.Cases) != 3 || !r.Cases[2].Skipped {
		t.Errorf("%s%+v", diff, r.Cases)
	}
	if r.Coverage.Points == 0 || r.Coverage.Reached != r.Coverage.Points {
		t.Errorf("tests reach %d of %d lines", r.Coverage.Reached, r.Coverage.Points)
	}
	files["rule_test.rego"] = strings.Replace(tests, "count(", "cuont(", 1)
	got := failures(run(t, files, ruletest.Options{}))
	if len(got) != 1 || !strings.Contains(got[0], "rule_test.rego:5:") || !strings.Contains(got[0], "cuont") {
		t.Errorf("%q", got)
	}
}

// TestCoverage holds that what no example reaches is told with its place.
func TestCoverage(t *testing.T) {
	r := run(t, map[string]string{"rule.yaml": inCEL, "pass.yaml": head + "target: 50 calls/day\n", "fail.yaml": head + "target: 51 calls/day # want \"51\"\n"}, ruletest.Options{Cover: true})
	var got []string
	for _, g := range r.Coverage.Gaps {
		got = append(got, fmt.Sprintf("%d:%d: %s", g.Span.Line, g.Span.Column, g.Message))
	}
	want := []string{"7:7: `has(kpi.target)` was never false", "7:26: `has(kpi.target.noun)` was never false", "7:50: `kpi.target.noun == \"call\"` was never false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
