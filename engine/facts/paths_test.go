package facts_test

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/model"
)

const numbers = `
{apiVersion: kpilint/v1, kind: Team, id: shop, kpis: [
  {id: visits, produces: visitors},
  {id: leads, name: "Offers and letters", produces: [{item: lead}, {item: call}]},
  {id: orders, name: Orders won, needs: [{item: lead, amount: 2 leads/order}, {item: visitor, conversion: 2%}]},
  {id: revenue, formula: {expression: "the sum of shop/orders + repairs"}},
  {id: repairs, needs: [{kpi: visits, conversion: 3%}]},
  {id: share, formula: {numerator: "orders won, less those of repairs-again", denominator: Offers and letters}},
  {id: repairs-again},
  {id: margin, formula: {expression: (revenue − cost) ÷ revenue}},
  {id: own, formula: {expression: own + 1}},
  {id: alone}]}
---
{apiVersion: kpilint/v1, kind: Team, id: office, kpis: [
  {id: cost}, {id: orders}, {id: all-orders, formula: {expression: orders and shop/orders}},
  {id: unclear, formula: {numerator: orders without a name}}]}
---
{apiVersion: kpilint/v1, kind: KPI, id: outside, formula: {expression: orders plus alone}}
`

// TestPath holds by which numbers one leads to another.
func TestPath(t *testing.T) {
	m := organisation(t, "2026-05-20", numbers)
	g := goals.NewGraph(m)
	for _, c := range []struct{ from, to, want string }{
		{"shop/orders", "shop/orders", "shop/orders"},
		{"shop/leads", "shop/orders", "shop/leads → leads → shop/orders"},
		{"shop/visits", "shop/revenue", "shop/visits → visitors → shop/orders → shop/revenue"},
		{"shop/visits", "shop/repairs", "shop/visits → shop/repairs"},
		{"shop/repairs", "shop/margin", "shop/repairs → shop/revenue → shop/margin"},
		{"shop/leads", "shop/share", "shop/leads → shop/share"},
		{"shop/repairs-again", "shop/share", "shop/repairs-again → shop/share"},
		{"office/cost", "shop/margin", "office/cost → shop/margin"},
		{"office/orders", "office/all-orders", "office/orders → office/all-orders"},
		{"shop/orders", "office/all-orders", "shop/orders → office/all-orders"},
		{"shop/alone", "outside", "shop/alone → outside"},
		{"shop/orders", "outside", ""},          // of two `orders` nobody says which
		{"office/orders", "office/unclear", ""}, // a sentence is no name
		{"shop/orders", "shop/leads", ""},       // not the other way
		{"shop/alone", "shop/own", ""},
	} {
		t.Run(c.from+" "+c.to, func(t *testing.T) {
			from, to := m.Find("KPI", c.from), m.Find("KPI", c.to)
			if from == nil || to == nil {
				t.Fatal("no such KPI")
			}
			if got := g.Path([]*model.Resource{from}, []*model.Resource{to}); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestAddends holds which formulas are sums of KPIs, and nothing else.
func TestAddends(t *testing.T) {
	m := organisation(t, "2026-05-20", numbers)
	g := goals.NewGraph(m)
	for kpi, want := range map[string]string{
		"shop/revenue": "shop/orders shop/repairs", "office/all-orders": "office/orders shop/orders",
		"shop/margin": "", "shop/share": "", "shop/own": "", "shop/alone": "", "outside": "",
	} {
		var names []string
		for _, k := range g.Addends(m.Find("KPI", kpi)) {
			names = append(names, k.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s adds up %q, want %q", kpi, got, want)
		}
	}
}
