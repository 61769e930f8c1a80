package wire_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
)

// ranged is an organisation in which most numbers are ranges, and stand in several facts.
const ranged = `apiVersion: kpilint/v1
kind: Team
id: sales
roles:
  - id: caller
    headcount: 4 to 6
    absence: 5 to 10 %
    workingDay: {hours: 7 to 8 h, breaks: 30 to 45 min}
    time: {calling: 60 to 70 %, writing: 20 %}
kpis:
  - {id: calls, owner: caller, target: '>= 40 to 60 calls/person/day', effort: 4 to 5 min/call}
  - {id: orders, owner: caller, target: '>= 10 to 12 orders/day', effort: 12 min/order,
     needs: [{item: call, amount: 3 to 4 calls/order}]}
  - {id: quality, owner: caller, target: '>= 90 %', baseline: 80 to 85 %}
  - {id: growth, owner: caller, target: increase by 10 to 20 %, baseline: 100 to 120 orders/month}
`

// TestSameRanges holds that what a rule works out from two facts, or quantities, has the same ends there, whichever
// leaves they share.
func TestSameRanges(t *testing.T) {
	e := newEngine(t)
	files := fstest.MapFS{"a.yaml": {Data: []byte(ranged)}}
	here, there := read(t, e, files), read(t, e, files)
	pairs := 0
	for _, kind := range []string{"KPI", "Role"} {
		all := numbersOf(here.Facts.Of, here.Of(kind))
		variable := strings.ToLower(kind)
		if kind == "KPI" {
			all = append(all, "target", "effort")
		}
		if len(all) < 4 {
			t.Fatalf("the facts of a %s that are numbers: %v", kind, all)
		}
		for i, a := range all {
			for _, b := range all[i:] {
				for _, sign := range []string{"+", "-", "*", "/"} {
					p := compiled(t, ruleOf(t, kind, fmt.Sprintf("%s.%s %s %[1]s.%[4]s", variable, a, sign, b),
						requires(variable, a)+" && "+requires(variable, b)))
					pairs += same(t, p.Rule().Title, here, there, p)
				}
			}
		}
	}
	if pairs < 200 {
		t.Errorf("only %d results", pairs)
	}
}

// requires is a condition under which a path is there.
func requires(variable, path string) string {
	var all []string
	at := variable
	for name := range strings.SplitSeq(path, ".") {
		at += "." + name
		all = append(all, "has("+at+")")
	}
	return strings.Join(all, " && ")
}

// numbersOf are the paths to facts that are numbers of some of the definitions, each once.
func numbersOf(facts func(*model.Resource) any, of []*model.Resource) (all []string) {
	seen := map[string]bool{}
	var visit func(path string, record any)
	visit = func(path string, record any) {
		view.Each(record, func(name string, v any) {
			at := path + "." + name
			if n, ok := v.(*network.Node); ok {
				if n.Valued() && !seen[at] {
					seen[at] = true
					all = append(all, at)
				}
				return
			}
			visit(at, v)
		})
	}
	for _, r := range of {
		visit("facts", facts(r))
	}
	return all
}

// ruleOf is a rule that says what an expression gives.
func ruleOf(t *testing.T, kind, expression, when string) *policy.Rule {
	t.Helper()
	text := fmt.Sprintf("id: a-number\ntitle: %q\nlevel: error\nwhy: To see it.\nfor: %s\nwhen: %q\nassert: 'false'\n"+
		"message: %q\nvalues: {it: %[4]q}\n", "What is "+expression, kind, when, "string("+expression+")")
	text = strings.Replace(text, "values: {it: "+fmt.Sprintf("%q", "string("+expression+")"),
		"values: {it: "+fmt.Sprintf("%q", expression), 1)
	all, err := policy.Load(fstest.MapFS{"own/a-number/rule.yaml": {Data: []byte(text)}}, ".")
	if err != nil || len(all) != 1 {
		t.Fatal(err, text)
	}
	return all[0]
}
