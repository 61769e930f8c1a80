package rego_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

const chain = `apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: leads, owner: t, produces: lead, target: "%s leads/month"}
  - {id: sales, owner: t, target: ">= 50 orders/month", needs: [{item: lead, amount: 2 leads/order}]}
  - {id: visits, owner: t, target: ">= 5 visits/month", needs: [{item: lead, amount: 1 lead/visit}, {item: car}]}
`

func ofChain(t *testing.T, target string) *view.Organisation {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := source.Parse("x.yaml", fmt.Appendf(nil, chain, target))
	all, _ := model.Read(kinds, docs[0], "Team", docs[0].Root, "")
	m, _, _ := model.Resolve(context.Background(), all, model.Options{
		AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20},
	})
	computed, _ := facts.Compute(context.Background(), m, nil)
	return &view.Organisation{Model: m, Facts: computed.Facts}
}

// TestLeftForLater holds that a rule which is given a few fields of facts finds what it finds when it is given all.
func TestLeftForLater(t *testing.T) {
	for name, body := range map[string]string{
		"whole facts in a finding": `
violation contains {"msg": sprintf("%s needed", [item.demand.sum]), "kind": "KPI",
	"resource": "t/sales", "because": item.demand, "values": {"all": item.supply, "item": item.item},
} if some item in input.items`,
		"an item in what it names": `judged contains item if {
	some item in input.items
	item.supply
}
violation contains {"msg": concat(", ", [c.kpi | some c in item.consumers]), "kind": "KPI", "resource": "t/sales"} if {
	some item in judged
}`,
		"a number that is missing": `
not_checkable contains {"kind": "KPI", "resource": c.kpi, "missing": c.rate.missing} if {
	some item in input.items
	some c in item.consumers
	c.rate.missing
}`,
		"fields of any name": `
violation contains {"msg": sprintf("%v", [item]), "kind": "KPI", "resource": "t/sales"} if {
	some item in input.items
	some k, v in item
	k == "demand"
	v.low > 1
}`,
		"a record in words": `
violation contains {"msg": sprintf("%v", [item.demand]), "kind": "KPI", "resource": "t/sales"} if {
	some item in input.items
}`,
	} {
		for _, target := range []string{">= 80", ">= 200", "as many as we can:"} {
			t.Run(name+" "+target, func(t *testing.T) {
				m := ofChain(t, strings.TrimSuffix(target, ":"))
				run := func(trusted bool) (all []policy.Outcome, looked int) {
					rules := load(t, map[string]string{"r": "package kpilint.own.r\n\n" + body})
					rules[0].Trusted = trusted
					programs, err := compile(t, rules)
					if err != nil {
						t.Fatal(err)
					}
					all, looked, err = programs[0].(sharing).RunOn(context.Background(), rego.NewInput(m, programs...))
					if err != nil {
						t.Fatal(err)
					}
					return all, looked
				}
				want, looked := run(false)
				got, also := run(true)
				notRule := cmpopts.IgnoreFields(policy.Outcome{}, "Rule")
				differ := cmp.Diff(want, got, notRule, cmp.Comparer(same), cmp.Comparer(alike))
				if differ != "" || looked != also || len(want) == 0 && name != "a number that is missing" {
					t.Errorf("%d of %d are found\n%s", len(got), len(want), differ)
				}
			})
		}
	}
}

func same(a, b *model.Resource) bool { return a == b }

func alike(a, b *model.Object) bool {
	if a == nil || b == nil {
		return a == b
	}
	one, _ := a.MarshalJSON()
	other, _ := b.MarshalJSON()
	return string(one) == string(other)
}
