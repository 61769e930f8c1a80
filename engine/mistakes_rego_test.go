package engine_test

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// regoMistakes are whole modules in which something is wrong that nothing would say by itself: a rule that is silent is taken for one that
// found nothing. A module begins on line 3, after its package, but for those that begin with a #.
var regoMistakes = []struct{ module, want string }{
	{"#", "rule.rego:1:1: rule.rego is empty: a rule begins with `package kpilint.own.bad`, and says `violation contains {…} if {…}`"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": bits.lsh(1, 9) > 3}`, "rule.rego:3:65: a rule may not call `bits.lsh`: the number can be larger than fits in memory; multiply instead"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": any([true])}`, "rule.rego:3:65: `any` is a function of Rego before 1.0: write `some … in`"},
	{finds + "\nnotcheckable contains {\"msg\": \"x\", \"resource\": \"sales\"} if input.kpis", "rule.rego:4:1: nothing asks for `notcheckable`; did you mean `not_checkable`?"},
	{finds + "\nviolatons contains {\"msg\": \"x\", \"resource\": \"sales\"} if input.kpis", "rule.rego:4:1: nothing asks for `violatons`; did you mean `violation`?"},
	{finds + "\nlokked := count(input.kpis)", "rule.rego:4:1: nothing asks for `lokked`; did you mean `looked`?"},
	{finds + "\nlooked := -1", "rule.rego:4:1: `looked` is -1, and must be how many things the rule looked at"},
	{"import data.kpilint.house.heplers\n\n" + `violation contains {"msg": "x", "resource": k.fullName} if { some k in input.kpis; heplers.limit < k.target.low }`, "rule.rego:3:8: there is no package `kpilint.house.heplers`: a rule can name what other rules say; its own functions stand in its rule.rego"},
	{`violation contains {"msg": "x", "resource": "sales", "depends": data.parms.most > 3}`, "rule.rego:3:65: `data` has only `params`, the parameters of the rule; did you mean `params`?"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Team", "resource": "saels", "msg": "x"}]}`, "rule.rego:3:1: an entry of `related` names the resource `saels`, which does not exist; did you mean `sales`?"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Team", "resource": "sales", "text": "x"}]}`, "rule.rego:3:120: an entry of `related` has no `text`; it may have kind, resource, at, msg"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Team", "resource": "sales", "at": "onwer"}]}`, "rule.rego:3:126: a Team has no field `onwer`; did you mean `owner`?"},
	{`violation contains {"msg": "x", "resource": "sales", "kind": "Team", "related": [{"kind": "Tem", "resource": "sales", "msg": "x"}]}`, "rule.rego:3:91: `Tem` is no kind; did you mean `Team`?"},
	{`violation contains object.union({"msg": "x", "resource": "sales"}, {"severity": 3})`, "rule.rego:3:1: a finding has no `severity`; it may have msg, kind, resource, at, level, fix, depends, because, values, related, missing, edit"},
	{`violation contains {"msg": "x", "resource": "sales/calls", "kind": "Team"}`, "rule.rego:3:1: `sales/calls` is a KPI, and `kind` says Team"},
	{`violation contains {"msg": "x", "resource": "sales/calls", "at": sprintf("conterweights/%d/kpi", [0])}`, "rule.rego:3:1: `at` is `conterweights/0/kpi`: a KPI has no field `conterweights`; did you mean `counterweights`? (on `sales/calls`)"},
	{`violation contains {"msg": "x", "resource": k.fullName, "because": k.target} if some k in input.kpis`, "rule.rego:3:1: `because` is no fact: it is a number that was worked out, as `facts` have them, with its `sum` (on `sales/visits`)"},
	{`not_checkable contains {"resource": "sales/calls", "missing": []}`, "rule.rego:3:1: what is not checkable says nothing: `missing` is empty, and there is no `msg` (on `sales/calls`)"},
	{`not_checkable contains {"resource": "sales/calls", "missing": [""]}`, "rule.rego:3:1: `missing` holds an empty text: say what is missing (on `sales/calls`)"},
}

// finds is a rule that is right, and finds nothing.
const finds = "violation contains {\"msg\": \"x\", \"resource\": k.fullName} if { some k in input.kpis; k.target.low > 100 }"

// TestRegoMistakes makes each mistake, and holds what its author is told.
func TestRegoMistakes(t *testing.T) {
	for i, m := range regoMistakes {
		t.Run(fmt.Sprintf("%d %s", i, m.want), func(t *testing.T) {
			t.Parallel()
			module := m.module
			if module[0] != '#' {
				module = "package kpilint.own.bad\n\n" + module + "\n"
			}
			files := fstest.MapFS{"own/bad/rule.yaml": {Data: []byte(rightYAML)}, "own/bad/rule.rego": {Data: []byte(module)}}
			if got := firstMistake(t, files); got != m.want {
				t.Errorf("told  %s\nwant  %s", got, m.want)
			}
		})
	}
}
