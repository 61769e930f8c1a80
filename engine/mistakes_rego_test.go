package engine_test

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// regoMistakes are whole modules in which something is wrong that nothing would say by itself: a rule that is silent is taken for one that
// found nothing. A module begins on line 3, after its package, but for those that begin with a #.
var regoMistakes = []regoMistake{
	{"#", "rule.rego:1:1: rule.rego is empty: a rule begins with `package kpilint.own.bad`, and says `violation contains {…} if {…}`"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": bits.lsh(1, 9) > 3}`, "rule.rego:3:65: a rule may not call `bits.lsh`: the number can be larger than fits in memory; multiply instead"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": any([true])}`, "rule.rego:3:65: `any` is a function of Rego before 1.0: write `some … in`"},
	{finds + "\nnotcheckable contains {\"msg\": \"x\", \"resource\": \"sales\"} if input.kpis", "rule.rego:4:1: nothing asks for `notcheckable`; did you mean `not_checkable`?"},
	{finds + "\nviolatons contains {\"msg\": \"x\", \"resource\": \"sales\"} if input.kpis", "rule.rego:4:1: nothing asks for `violatons`; did you mean `violation`?"},
	{finds + "\nlokked := count(input.kpis)", "rule.rego:4:1: nothing asks for `lokked`; did you mean `looked`?"},
	{finds + "\nlooked := -1", "rule.rego:4:1: `looked` is -1, and must be how many things the rule looked at"},
	{"import data.kpilint.house.heplers\n\n" + `violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; heplers.limit < k.target.low }`, "rule.rego:3:8: there is no package `kpilint.house.heplers`: a rule can name what other rules say; its own functions stand in its rule.rego"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": data.parms.most > 3}`, "rule.rego:3:65: `data` has no `parms`, only `params`, the parameters of the rule; did you mean `params`?"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Team", "resource": "saels", "msg": "x"}]}`, "rule.rego:3:1: an entry of `related` names the resource `saels`, which does not exist; did you mean `sales`?"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Team", "resource": "sales", "text": "x"}]}`, "rule.rego:3:120: an entry of `related` has no `text`; it may have kind, resource, at, msg"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Team", "resource": "sales", "at": "onwer"}]}`, "rule.rego:3:126: a Team has no field `onwer`; did you mean `owner`?"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Tem", "resource": "sales", "msg": "x"}]}`, "rule.rego:3:91: `Tem` is not a kind; did you mean `Team`?"},
	{`violation contains object.union({"msg": "x", "resource": "sales"}, {"severity": 3})`, "rule.rego:3:1: a finding has no `severity`; it may have msg, kind, resource, at, level, fix, depends, because, size, group, values, related, missing, edit"},
	{`violation contains {"msg": "x", "resource": "sales/calls", "kind": "Team"}`, "rule.rego:3:1: `sales/calls` is a KPI, and `kind` says Team"},
	{`violation contains {"msg": "x", "resource": "sales/calls", "at": sprintf("conterweights/%d/kpi", [0])}`, "rule.rego:3:1: `at` is `conterweights/0/kpi`: a KPI has no field `conterweights`; did you mean `counterweights`? (on `sales/calls`)"},
	{`violation contains {"msg": "x", "resource": k.fullName, "because": k.target} if some k in input.kpis`, "rule.rego:3:1: `because` is not a fact: it is a number that was worked out, as `facts` have them, with its `sum` (on `sales/visits`)"},
	{`not_checkable contains {"resource": "sales/calls", "missing": []}`, "rule.rego:3:1: what is not checkable says nothing: `missing` is empty, and there is no `msg` (on `sales/calls`)"},
	{`not_checkable contains {"resource": "sales/calls", "missing": [""]}`, "rule.rego:3:1: `missing` holds an empty text: say what is missing (on `sales/calls`)"},
	{"low(k) := k.tagret.low\n\n" + `violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; low(k) > 1 }`, "rule.rego:3:13: the model has no `tagret` in `k.tagret`; did you mean `target`?"},
	{"low(k) := end(k)\n\nend(q) := q.tagret.low\n\n" + `violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; low(k) > 1 }`, "rule.rego:5:13: the model has no `tagret` in `q.tagret`; did you mean `target`?"},
	{"violation contains {\"msg\": \"x\", \"resource\": \"sales\"} if {\n\tevery k in input.kpis {\n\t\tk.tagret.low > 1\n\t}\n}", "rule.rego:5:5: the model has no `tagret` in `k.tagret`; did you mean `target`?"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; object.get(k, "taget", 3) == 3 }`, "rule.rego:3:99: the model has no `taget` here; did you mean `target`?"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; object.get(k, ["target", "lo"], 3) == 3 }`, "rule.rego:3:110: the model has no `lo` here; did you mean `low`?"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; k.target > 3 }`, "rule.rego:3:84: `k.target` is an object, with its number under `low` and `high`: compare one of these"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; 3 < k.facts.perMonth }`, "rule.rego:3:88: `k.facts.perMonth` is an object, with its number under `low` and `high`: compare one of these"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; k.target.text > 1000000 }`, "rule.rego:3:84: `k.target.text` is a text, and never equal to a number nor less: compare `k.target.low` or `k.target.high`"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; k.measure == "volumne" }`, "rule.rego:3:98: `k.measure` is never `volumne`; did you mean `volume`?"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; not k.measure in {"volume", "rat"} }`, "rule.rego:3:113: `k.measure` is never `rat`; did you mean `rate`?"},
	{"of(k) := k.measure\n\n" + `violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; of(k) != "vol" }`, "rule.rego:5:94: `k.measure` is never `vol`; it may be volume, rate, ratio, duration, quality, financial, stock"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; k.kpis > 3 }`, "rule.rego:3:86: the model has no `kpis` in `k.kpis`; it has activity, actuals, aggregation, baseline, because, budget, changeNote, cost, counterweights, cycleTime, description, dimensions, direction, draft, effort, explanation, facts, file, formula, fullName, id, inProgress, kind, labels, leading, levels, market, measure, measured, name, needs, noTarget, owner, parent, points, produces, promises, purpose, reviewBy, rowOf, service, source, steps, target, targets, team, tensionWith, title, tolerance, visibility, visibilityReason, where"},
	{`violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; k.counterweights > 3 }`, "rule.rego:3:84: `k.counterweights` is not a number: compare a field of it, or its `count(…)`"},
	{`violation contains {"msg": "x", "resource": x.largest} if { some x in input.items; x.shortShare.low > data.params.part }`, "rule.rego:3:103: the parameter `part` is a part, 0.2 for 20 %, and `x.shortShare.low` is in percent, 20: write `data.params.part * 100`"},
	{`violation contains {"msg": "x", "resource": x.largest} if { some x in input.items; x.shortShare.low > data.params.part * 100 }`, ""},
	{`violation contains {"msg": "x", "resource": x.largest} if { some x in input.items; x.short.low > data.params.part }`, ""},
	{"name(x) := x.name\n\nof(x) := x.headcount\n\nof(x) := x.target\n\n" + `violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; some r in input.roles; name(k) == name(r); of(k) == of(r) }`, ""},
	{`violation contains {'msg': 'm', 'resource': 'sales'}`, "rule.rego:3:21: a text stands in double quotation marks: \"…\""},
	{`violation contains {"msg": "m", "resource": "sales"} if { input.version === 1 }`, "rule.rego:3:75: `===` is not Rego: `==` compares"},
	{`violation contains {"msg": "m", "resource": "sales"} if { input.version == 1 or true }`, "rule.rego:3:78: `or` is not Rego: write a second rule with the same head, or `value in {\"a\", \"b\"}`"},
	{`violation contains {"msg": "m", "resource": "sales"} if { for k in input.kpis }`, "rule.rego:3:63: `for` is not Rego: write `some … in …`"},
	{`violation contains {"msg": "m", "resource": "sales" if { input.version == 1 }`, "rule.rego:3:53: `if` does not fit here: a `}` or a bracket before it is not closed"},
	{`violation contains {"msg": concat("a"), "resource": "sales"}`, "rule.rego:3:28: `concat` takes 2 values, and gets 1: concat(string, any<array[string], set[string]>)"},
	{`violation contains {"msg": upper(3), "resource": "sales"}`, "rule.rego:3:28: `upper` does not fit a number: upper(string)"},
	{`violation contains {"msg": "m", "resource": k.fullName} if { some k in input.kpis; k.id + 1 > 3 }`, "rule.rego:3:84: `+` does not fit a text and a number"},
	{`violation contains {"msg": "m", "resource": "sales"} if input.version := 1`, "rule.rego:3:57: `:=` gives a name a value, and this is a field: `==` compares"},
}

// regoMistake is a module with a mistake, and what its author is told.
type regoMistake struct{ module, want string }

// files is the rule with its module.
func (m regoMistake) files() fstest.MapFS {
	module := m.module
	if module[0] != '#' {
		module = "package kpilint.own.bad\n\n" + module + "\n"
	}
	return fstest.MapFS{
		"own/bad/rule.yaml": {Data: []byte(rightYAML + "  part: {type: percent, default: 60%, description: x}\n")},
		"own/bad/rule.rego": {Data: []byte(module)},
	}
}

// finds is a rule that is right, and finds nothing.
const finds = "violation contains {\"msg\": \"x\", \"resource\": k.fullName} if { some k in input.kpis; k.target.low > 100 }"

// TestRegoMistakes makes each mistake, and holds what its author is told.
func TestRegoMistakes(t *testing.T) {
	for i, m := range regoMistakes {
		t.Run(fmt.Sprintf("%d %s", i, m.want), func(t *testing.T) {
			t.Parallel()
			if got := firstMistake(t, m.files()); got != m.want {
				t.Errorf("told  %s\nwant  %s", got, m.want)
			}
		})
	}
}
