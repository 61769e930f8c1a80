package facts_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// change is another text for a quantity, of the same length so that all places stay the same.
type change struct{ kind, name, field, from, to string }

// quantity is the quantity that a field of a definition holds: target, needs/0/amount.
func (c change) quantity(t *testing.T, m *model.Model) *model.Quantity {
	t.Helper()
	o, r := (*model.Object)(nil), m.Find(c.kind, c.name)
	if r != nil {
		o = r.Object
	}
	list, field, nested := strings.Cut(c.field, "/0/")
	if nested && o != nil {
		entries, _ := o.Named(list).(model.List)
		o, _ = entries[0].(*model.Object)
	} else {
		field = c.field
	}
	q, _ := o.Named(field).(*model.Quantity)
	if q == nil {
		t.Fatalf("there is no %s of %s", c.field, c.name)
	}
	return q
}

// changed are definitions before and after a change, their facts, and the overrides that stand for the change.
type changed struct {
	was, now      *model.Model
	before, after *facts.Result
	over          network.Overrides
}

func (c change) in(t *testing.T, text string) changed {
	t.Helper()
	if strings.Count(text, c.from) != 1 || len(c.from) != len(c.to) {
		t.Fatalf("%q does not stand once for %q of the same length", c.from, c.to)
	}
	was := organisation(t, "2026-05-20", text)
	now := organisation(t, "2026-05-20", strings.Replace(text, c.from, c.to, 1))
	over := network.Overrides{c.quantity(t, was).Node: c.quantity(t, now).Amount}
	return changed{was, now, compute(t, was), compute(t, now), over}
}

const leads = `{apiVersion: kpilint/v1, kind: Team, id: shop,
 roles: [{id: maker, headcount: 4}, {id: seller, headcount: 2..3}],
 kpis: [
  {id: leads, owner: maker, target: ">= 120 leads/person/month", produces: lead},
  {id: bought-leads, target: ">= 50 leads/month", produces: [{item: lead, amount: 0.8}]},
  {id: orders, target: ">= 40 orders/month", needs: [{item: lead, amount: 10 leads/order, reuse: 1.0}]},
  {id: letters, target: ">= 30 letters/month",
   needs: [{item: lead, amount: 5 leads/letter}, {item: paper, amount: 1 paper/letter}]},
  {id: visits, owner: seller, target: ">= 0 visits/person/month", needs: [{item: lead, amount: 1 lead/visit}]},
  {id: talks, target: ">= 77 talks/month", needs: [{kpi: bought-leads, amount: 1 lead/talk}]}]}
`

// TestItemWith holds that an item with other numbers is the one of the changed definitions, byte for byte, and so is
// each of its numbers that both have.
func TestItemWith(t *testing.T) {
	for _, test := range []struct {
		change
		want string // supply, what is short, the target at which it holds, and whose
	}{
		{change{"KPI", "shop/leads", "target", "120 leads", "100 leads"},
			"440 leads/month; 187 leads/month short; 21 orders/month of shop/orders"},
		{change{"KPI", "shop/leads", "target", "120 leads", "170 leads"},
			"720 leads/month; enough for shop/orders"},
		{change{"KPI", "shop/leads", "target", "120 leads", "146 leads"},
			"624 leads/month; 3 leads/month short; 39 orders/month of shop/orders"},
		{change{"KPI", "shop/bought-leads", "target", "50 leads", "99 leads"},
			"559.2 leads/month; 67.8 leads/month short; 33 orders/month of shop/orders"},
		{change{"KPI", "shop/bought-leads", "produces/0/amount", "0.8", "0.2"},
			"490 leads/month; 137 leads/month short; 26 orders/month of shop/orders"},
		{change{"Role", "shop/maker", "headcount", "headcount: 4", "headcount: 5"},
			"640 leads/month; enough for shop/orders"},
		{change{"KPI", "shop/orders", "target", "40 orders", "10 orders"},
			"520 leads/month; enough for shop/letters"},
		{change{"KPI", "shop/letters", "target", "30 letters", "99 letters"},
			"520 leads/month; 452 leads/month short; 8 letters/month of shop/letters"},
		{change{"KPI", "shop/letters", "needs/0/amount", "5 leads", "9 leads"},
			"520 leads/month; 227 leads/month short; 17 orders/month of shop/orders"},
		{change{"KPI", "shop/orders", "needs/0/reuse", "1.0", "2.5"},
			"520 leads/month; enough for shop/orders"},
		{change{"KPI", "shop/visits", "target", "4 visits", "9 visits"},
			"520 leads/month; 125 to 134 leads/month short; range"},
		{change{"KPI", "shop/leads", "target", "120 leads", "149 leads"},
			"636 leads/month; 0 to 3 leads/month short; range"},
	} {
		text := leads
		if strings.HasSuffix(test.want, "short; range") { // the demand is a range before, too
			text = strings.Replace(text, "0 visits", "4 visits", 1)
		}
		c := test.in(t, text)
		old, want := lead(t, c.before), lead(t, c.after)
		untouched := asJSON(t, old)
		got := old.With(c.over)
		if diff := cmp.Diff(asJSON(t, want), asJSON(t, got)); diff != "" {
			t.Errorf("%s to %s (-changed definition +other numbers):\n%s", test.from, test.to, diff)
		}
		if words := balanceOf(got); words != test.want {
			t.Errorf("%s to %s: %s, want %s", test.from, test.to, words, test.want)
		}
		if asJSON(t, old) != untouched || asJSON(t, old) == asJSON(t, got) {
			t.Errorf("%s to %s: the item itself is changed, or nothing is", test.from, test.to)
		}
		s := &sameNumbers{t: t, over: c.over, skip: map[string]bool{"HoldsAt": old.Largest != want.Largest}}
		s.compare("lead", reflect.ValueOf(old), reflect.ValueOf(want))
		if s.moved == 0 {
			t.Errorf("%s to %s: no number moved", test.from, test.to)
		}
	}
}

// TestSupplyWith holds the same of funnels, work in progress, lead times, markets and shares.
func TestSupplyWith(t *testing.T) {
	const funnel = `{apiVersion: kpilint/v1, kind: Team, id: shop, kpis: [
  {id: calls, target: ">= 300 calls/month"}, {id: mails, target: ">= 500 mails/month"},
  {id: orders, target: between 20 and 40 orders/month,
   needs: [{kpi: calls, conversion: 10%}, {kpi: mails, conversion: 0.1%}]}]}
`
	const open = `{apiVersion: kpilint/v1, kind: Team, id: shop,
 roles: [{id: maker, headcount: 2, wipLimit: 9 units}, {id: buyer, headcount: 3}],
 kpis: [
  {id: units, owner: maker, target: ">= 40 units/month", cycleTime: 6 weeks, inProgress: 8 units, produces: unit},
  {id: delivery, target: between 20 and 30 days, promises: unit}]}
`
	const idle = `{apiVersion: kpilint/v1, kind: KPI, id: units,
 target: ">= 40 units/month", cycleTime: 6 weeks, inProgress: 0 units}
`
	const market = `{apiVersion: kpilint/v1, kind: Organisation, id: org,
 markets: [{id: homes, unit: home, serviceable: 9000 homes, recontactAfter: 6 months}]}
---
{apiVersion: kpilint/v1, kind: Team, id: shop, kpis: [
  {id: visits, target: ">= 70 visits/month", market: homes},
  {id: letters, target: ">= 50 letters/month", needs: [{item: home, amount: 4 homes/letter}]},
  {id: sales, target: ">= 7 sales/month", needs: [{kpi: visits, share: 40%}]},
  {id: gifts, target: ">= 7 gifts/month", needs: [{kpi: visits, share: 30%}]}]}
`
	for _, test := range []struct {
		text string
		change
		kpi  string
		want string // among the numbers after the change
	}{
		{funnel, change{"KPI", "shop/calls", "target", "300 calls", "500 calls"},
			"shop/orders", "Stated 40 orders/month"},
		{funnel, change{"KPI", "shop/calls", "target", "300 calls", "100 calls"},
			"shop/orders", "Stated 20 orders/month"},
		{funnel, change{"KPI", "shop/calls", "target", "300 calls", "350 calls"},
			"shop/orders", "Stated 35 orders/month"},
		{funnel, change{"KPI", "shop/orders", "target", "20 and 40", "35 and 99"},
			"shop/orders", "Stated 35 orders/month"},
		{funnel, change{"KPI", "shop/orders", "target", "20 and 40", "10 and 25"},
			"shop/orders", "Stated 25 orders/month"},
		{funnel, change{"KPI", "shop/orders", "needs/0/conversion", "10%", "40%"},
			"shop/orders", "Deviation 200 %"},
		{open, change{"KPI", "shop/units", "target", "40 units", "80 units"},
			"shop/units", "Open 112 units"},
		{open, change{"KPI", "shop/units", "cycleTime", "6 weeks", "3 weeks"},
			"shop/units", "Deviation 250 %"},
		{open, change{"KPI", "shop/units", "inProgress", "8 units", "0 units"},
			"shop/units", "Deviation 100 %"},
		{open, change{"Role", "shop/maker", "wipLimit", "9 units", "5 units"},
			"shop/units", "Limit 5 units"},
		{open, change{"KPI", "shop/units", "target", "40 units", "80 units"},
			"shop/delivery", "Needed 3 calendar-days"},
		{open, change{"KPI", "shop/units", "inProgress", "8 units", "6 units"},
			"shop/delivery", "Needed 4.5 calendar-days"},
		{open, change{"KPI", "shop/delivery", "target", "20 and 30", "20 and 60"},
			"shop/delivery", "Most 80 units"},
		{idle, change{"KPI", "units", "inProgress", "inProgress: 0", "inProgress: 8"},
			"units", "Deviation 600 %"},
		{market, change{"KPI", "shop/visits", "target", "70 visits", "40 visits"},
			"shop/letters", "Draw 240 homes/month"},
		{market, change{"KPI", "shop/letters", "needs/0/amount", "4 homes", "9 homes"},
			"shop/letters", "Draw 520 homes/month"},
		{market, change{"Organisation", "org", "markets/0/serviceable", "9000", "5400"},
			"shop/letters", "Lasts 20 months"},
		{market, change{"Organisation", "org", "markets/0/recontactAfter", "6 months", "9 months"},
			"shop/letters", "Again 9 months"},
		{market, change{"KPI", "shop/sales", "needs/0/share", "40%", "80%"},
			"shop/visits", "Total 110 %"},
	} {
		c := test.in(t, test.text)
		s := &sameNumbers{t: t, over: c.over}
		for _, k := range c.was.Of("KPI") {
			s.compare(k.Name, supplyFacts(c.before, k), supplyFacts(c.after, c.now.Find("KPI", k.Name)))
		}
		if s.moved == 0 {
			t.Errorf("%s to %s: no number moved", test.from, test.to)
		}
		s = &sameNumbers{t: t}
		now := supplyFacts(c.after, c.now.Find("KPI", test.kpi))
		s.compare("", now, now)
		if !slices.ContainsFunc(s.seen, func(n string) bool { return strings.HasSuffix(n, " "+test.want) }) {
			t.Errorf("%s to %s: %q, want %s", test.from, test.to, s.seen, test.want)
		}
	}
}

// supplyFacts are the facts of supply of a KPI that are not in an item.
func supplyFacts(r *facts.Result, k *model.Resource) reflect.Value {
	f := r.KPI(k)
	return reflect.ValueOf(struct {
		Funnel     *supply.Funnel
		OpenWork   *supply.OpenWork
		LeadTime   *supply.LeadTime
		LittlesLaw *supply.LittlesLaw
		Markets    *supply.Markets
		Shares     *supply.Shares
	}{f.Funnel, f.OpenWork, f.LeadTime, f.LittlesLaw, f.Markets, f.Shares})
}

func lead(t *testing.T, r *facts.Result) *supply.Item {
	t.Helper()
	for _, it := range r.Items {
		if it.Item == "lead" {
			return it
		}
	}
	t.Fatal("there is no item `lead`")
	return nil
}

func balanceOf(it *supply.Item) string {
	words := it.Supply.Text()
	switch {
	case it.Short == nil:
		return words + "; enough for " + it.Largest
	case it.HoldsAt == nil:
		return words + "; " + it.Short.Text() + " short; range"
	}
	return words + "; " + it.Short.Text() + " short; " + it.HoldsAt.Text() + " of " + it.Largest
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// sameNumbers compares the numbers of facts, with other leaves, with those of the changed definitions.
type sameNumbers struct {
	t     *testing.T
	over  network.Overrides
	skip  map[string]bool // fields whose formula is another one
	moved int             // numbers that the change changes
	seen  []string        // where numbers stand, and what they are
}

// compare walks two facts of one type. What only one of them has is left out.
func (s *sameNumbers) compare(at string, was, now reflect.Value) {
	s.t.Helper()
	switch was.Kind() {
	case reflect.Pointer:
		if was.IsNil() || now.IsNil() {
			return
		}
		if n, ok := was.Interface().(*network.Node); ok {
			s.node(at, n, now.Interface().(*network.Node))
			return
		}
		s.compare(at, was.Elem(), now.Elem())
	case reflect.Slice:
		for i := range min(was.Len(), now.Len()) {
			s.compare(at, was.Index(i), now.Index(i))
		}
	case reflect.Struct:
		for i := range was.NumField() {
			if f := was.Type().Field(i); f.Tag.Get("json") != "-" && !s.skip[f.Name] {
				s.compare(at+" "+f.Name, was.Field(i), now.Field(i))
			}
		}
	}
}

func (s *sameNumbers) node(at string, was, now *network.Node) {
	s.t.Helper()
	if !was.Known() || !now.Known() {
		return
	}
	s.seen = append(s.seen, at+" "+now.Text())
	got, want := asJSON(s.t, was.With(s.over)), asJSON(s.t, now)
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("%s (-changed definition +other numbers):\n%s", at, diff)
	}
	if want != asJSON(s.t, was) {
		s.moved++
	}
}
