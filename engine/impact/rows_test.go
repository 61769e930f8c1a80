package impact_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/rules"
	"github.com/kpilint/kpilint/schema/field"
)

// said are the words of all links of an answer, by the name they lead to.
func said(a *impact.Answer) map[string]string {
	all := map[string]string{}
	for _, l := range a.Links {
		all[l.To.Name] += strings.Join(append([]string{l.Sum}, l.Missing...), "; ")
	}
	return all
}

// TestPartsOfMissedWhole holds that parts that add up to a number cannot all be there when it is not: by hand.
func TestPartsOfMissedWhole(t *testing.T) {
	m := org(t, `
apiVersion: kpilint/v1
kind: Team
id: t
kpis: [{id: revenue, measure: financial, target: ">= USD 900k/month"}]
objectives:
  - {id: grow, owner: org, cycle: 2026, keyResults: [{id: all, kpi: revenue}]}
  - id: north
    cycle: 2026
    supports: [{objective: grow, link: direct}]
    keyResults: [{id: a, kpi: revenue, to: ">= USD 500k/month"}]
  - id: south
    cycle: 2026
    supports: [{objective: grow, link: direct}]
    keyResults: [{id: b, kpi: revenue, to: ">= USD 400k/month"}]
`)
	for _, of := range []string{"t/revenue", "t/grow/all"} { // a key result without a number of its own is its KPI
		a := ask(t, m, of, share(20, 20))
		want := []string{"t/revenue start USD 720,000/month", "t/grow/all missed USD 720,000/month", "t/grow missed",
			"t/north/a may-miss USD 320,000 to 500,000/month", "t/north may-miss",
			"t/south/b may-miss USD 220,000 to 400,000/month", "t/south may-miss"}
		if diff := cmp.Diff(want, lines(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", of, diff)
		}
		if got := said(a)["t/north/a"]; !strings.Contains(got, "at least one of them is missed") {
			t.Error(got)
		}
	}
}

const otherPeriods = `
apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: signed, target: ">= 900 contracts/quarter"}
  - {id: spent, measure: financial, direction: lower, target: "<= USD 90k/month"}
objectives:
  - id: grow
    owner: org
    cycle: 2026
    keyResults:
      - {id: all, kpi: signed, to: ">= 900 contracts/quarter"}
      - {id: costs, kpi: spent, to: "<= USD 90k/month"}
  - id: north
    cycle: 2026
    supports: [{objective: grow, link: direct}]
    keyResults:
      - {id: a, kpi: signed, to: ">= 150 contracts/month"}
      - {id: c, kpi: spent, to: "<= USD 50k/month"}
  - id: south
    cycle: 2026
    supports: [{objective: grow, link: direct}]
    keyResults:
      - {id: b, kpi: signed, to: ">= 450 contracts/quarter"}
      - {id: d, kpi: spent, to: "<= USD 30k/month"}
  - id: past # of another year, so no part of it
    cycle: 2025
    supports: [{objective: grow, link: direct}]
    keyResults: [{id: e, kpi: signed, to: ">= 800 contracts/quarter"}]
`

// TestPartsInOtherPeriods holds that impact adds up the parts that the facts add up, in any period, of any cycle that
// overlaps, whether the KPI says what it measures or not: by hand.
func TestPartsInOtherPeriods(t *testing.T) {
	m := org(t, otherPeriods)
	for of, want := range map[string]string{
		"t/north/a": "360 + 450 = 810 of 900 contracts/quarter",     // 150 × 80 % × 3
		"t/north/c": "60,000 + 30,000 = 90,000 of USD 90,000/month", // 50k × 120 %
	} {
		goal := map[string]string{"t/north/a": "t/grow/all", "t/north/c": "t/grow/costs"}[of]
		if got := said(ask(t, m, of, share(20, 20)))[goal]; !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", of, got, want)
		}
	}
	// 900 × 80 % = 720 leaves 270 to 450 of each, 90 to 150 a month
	a := ask(t, m, "t/signed", share(20, 20))
	for _, want := range []string{
		"t/north/a may-miss 90 to 150 contracts/month", "t/south/b may-miss 270 to 450 contracts/quarter",
	} {
		if got := lines(a); !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

// TestRangeNeeded holds that a range that is needed and shared is one number: 69.54 of 64 to 80.
func TestRangeNeeded(t *testing.T) {
	m := org(t, `
apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: ads, target: ">= 69.54 leads/month", produces: lead}
  - {id: calls, target: ">= 16 calls/month", needs: [{item: lead, amount: 4..5 leads/call}]}
objectives:
  - id: o
    cycle: 2026
    keyResults: [{id: k, kpi: calls, to: ">= 16 calls/month"}, {id: l, kpi: ads, to: ">= 10 leads/month"}]
`)
	words := said(ask(t, m, "t/ads", share(0, 0)))
	if got := words["t/calls"]; !strings.HasPrefix(got, "64 to 69.54 of 64 to 80 leads a month") {
		t.Error(got)
	}
	if got := words["t/o"]; got != "1 of its 2 key results may be missed: `k`" {
		t.Error(got)
	}
}

// TestAsLint holds that impact takes money, markets and lead times in any unit, and says of them what the facts say.
func TestAsLint(t *testing.T) {
	const text = `apiVersion: kpilint/v1
kind: Organisation
id: org
calendar: days
markets: [{id: shops, unit: shop, serviceable: 600 shops, recontactAfter: 26 weeks}]
---
apiVersion: kpilint/v1
kind: Calendar
id: days
daysPerMonth: 20
---
apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: zero, direction: lower, target: "<= 4 complaints/month"}
  - {id: visits, target: ">= 80 shops/month", market: shops}
  - {id: late, measure: duration, target: "<= 30 days", promises: order}
  - {id: made, target: ">= 50 orders/month", produces: order, inProgress: 50 orders}
---
apiVersion: kpilint/v1
kind: CashPlan
id: plan
cycle: 2026-Q2
sales: USD 1,200k/year
cash: USD 30k
latePayment: [{id: angry, extra: 14 workdays, share: 50%, kpi: t/zero}]
`
	m := read(t, fstest.MapFS{"org.yaml": {Data: []byte(text)}})
	// 100,000 a month ÷ 30 × 14 × 30/20 days × 50 %
	held := m.Facts.MonthlyCashOf(m.Of("CashPlan")[0]).Late[0].HeldUp
	if got := said(ask(t, m, "t/zero", share(20, 20)))["plan/angry"]; held.String() != "USD 35,000" ||
		!strings.Contains(got, "USD 35,000 held up, of USD 30,000 in cash: short by USD 5,000") {
		t.Errorf("%s, the facts say %s", got, held)
	}
	visits := m.Find("KPI", "t/visits")
	again := m.Facts.Drawn(visits)[0].Again
	needs, err := impact.Needs(t.Context(), m, "t/visits")
	if err != nil {
		t.Fatal(err)
	}
	if got := said(needs)["shops"]; !strings.Contains(got, " × "+again.Number()+" months = ") {
		t.Errorf("%s, the facts say %s", got, again)
	}
	// 50 in progress ÷ 40 a month × 30 days
	const takes = "50 in progress ÷ 40 a month × 30 days a month = 37.5 calendar-days, promised 30 calendar-days"
	if got := said(ask(t, m, "t/made", share(20, 20)))["t/late"]; !strings.Contains(got, takes) {
		t.Error(got)
	}
}

// TestSeveral holds that several misses act together, and that one number is missed by one of them.
func TestSeveral(t *testing.T) {
	m := org(t, leads)
	misses := []impact.Miss{{Resource: "t/ads", Share: share(20, 20)}, {Resource: "t/fairs", Share: share(60, 60)}}
	a, err := impact.Several(t.Context(), m, misses)
	if err != nil {
		t.Fatal(err)
	}
	// 480 + 160 = 640 of 800: 80 % for each
	want := []string{"t/ads start 480 leads/month", "leads missed 640 leads/month", "t/calls missed 400 calls/month",
		"t/mails missed 240 mails/month", "t/fairs start 160 leads/month"}
	if diff := cmp.Diff(want, lines(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	misses = []impact.Miss{{Resource: "t", Share: share(50, 50)}, {Resource: "t/ads", Share: share(20, 20)}}
	twice, err := impact.Several(t.Context(), m, misses)
	if err != nil || lines(twice)[0] != "t/ads start 480 leads/month" {
		t.Errorf("%v, %v", lines(twice), err)
	}
}

// examples are the workspaces in testdata.
func examples(t *testing.T) map[string]*view.Organisation {
	t.Helper()
	all := map[string]*view.Organisation{}
	entries, err := os.ReadDir("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if o := read(t, os.DirFS("../../testdata/"+e.Name())); e.IsDir() && len(o.Of("KPI")) > 0 {
			all[e.Name()] = o
		}
	}
	if len(all) < 4 {
		t.Fatalf("only %d workspaces", len(all))
	}
	return all
}

// TestOneNumber holds that impact shows of supply, demand, people, time, money, lead times and late payments what the
// facts say, which `model`, `explain` and findings show.
func TestOneNumber(t *testing.T) {
	compared, sums := 0, 0
	all := examples(t)
	all["other periods"], all["rest"], all["drawn"] = org(t, otherPeriods), org(t, rest), read(t, drawnOn)
	for name, o := range all {
		is := func(what string, shown bool) {
			t.Helper()
			if compared++; !shown {
				t.Errorf("%s: %s is not what the facts say", name, what)
			}
		}
		ranking, err := impact.Rank(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range o.Facts.Items {
			for _, r := range ranking.Numbers {
				for _, s := range r.Slack {
					if s.Item == it.Plural && len(s.Missing) == 0 && it.Demand != nil && it.Supply != nil {
						is("slack of "+s.Item, s.Supply.Equal(it.Supply.Amount) && s.Demand.Equal(it.Demand.Amount))
					}
				}
			}
		}
		for _, goal := range o.Of("Objective") {
			for _, sum := range o.Facts.ChildSumsOf(goal) {
				if words := partsOf(t, o, sum); words != "" {
					sums++
					is(sum.KeyResult, strings.Contains(words, " = "+bare(sum.Total)+" of "+sum.Goal.Amount.String()))
				}
			}
		}
		for _, plan := range o.Of("CashPlan") {
			cash := o.Facts.MonthlyCashOf(plan)
			if cash == nil {
				continue
			}
			for _, late := range cash.Late {
				a, err := impact.Of(t.Context(), o, late.Cause, share(20, 20))
				if err == nil && late.HeldUp.Known() {
					words := said(a)[plan.Name+"/"+late.ID]
					is(late.ID, strings.Contains(words, late.HeldUp.Amount.String()+" held up"))
				}
			}
		}
		for _, k := range o.Of("KPI") {
			for _, n := range before(t, o, k.Name) {
				for _, it := range o.Facts.Items {
					if n.Kind == impact.Item && n.Name == it.Plural && n.Before != nil && len(n.Path) == 2 && it.Supply != nil {
						is("supply of "+n.Name, n.Before.Equal(it.Supply.Amount))
					}
				}
			}
			a, err := impact.Needs(t.Context(), o, k.Name)
			if err != nil {
				continue // several are called so
			}
			var words strings.Builder
			for _, l := range a.Links {
				if l.From.Name == k.Name {
					fmt.Fprintln(&words, l.To.Title+": "+l.Sum)
				}
			}
			for _, drawn := range o.Facts.Drawn(k) {
				if k.Text(field.Market) == drawn.Market && drawn.Draw.Known() && drawn.Size.Known() {
					is(drawn.Market, strings.Contains(words.String(), bare(drawn.Draw)+" a month") &&
						strings.Contains(words.String(), " of "+drawn.Size.Amount.String()+" in the market"))
				}
			}
			for what, n := range needed(o, k.Name) {
				is(k.Name+" "+what+": "+n, strings.Contains(words.String(), n))
			}
		}
	}
	if compared < 100 || sums < 3 {
		t.Errorf("only %d numbers are compared, %d of them sums of parts", compared, sums)
	}
}

// partsOf is what impact says of a sum of parts when none is missed; "" where one of them is the whole.
func partsOf(t *testing.T, o *view.Organisation, sum *goals.ChildSum) string {
	t.Helper()
	for _, part := range sum.All {
		if part.Adds.Amount.Equal(sum.Goal.Amount) {
			return ""
		}
	}
	if sum.Comparison == nil {
		return ""
	}
	for _, objective := range o.Of("Objective") {
		for _, kr := range objective.Objects(field.KeyResults) {
			if kr == sum.All[0].Of {
				return said(ask(t, o, objective.Name+"/"+kr.Text(field.ID), share(0, 0)))[sum.KeyResult]
			}
		}
	}
	t.Fatalf("nobody has the first part of %s", sum.KeyResult)
	return ""
}

// bare is a number without its unit.
func bare(n *network.Node) string { return n.Number() }

// before are the nodes that a miss of a KPI hits; none where several are called so.
func before(t *testing.T, o *view.Organisation, kpi string) []*impact.Node {
	t.Helper()
	a, err := impact.Of(t.Context(), o, kpi, share(20, 20))
	if err != nil {
		return nil
	}
	return a.Nodes
}

// TestFindings holds that the sums of demand in findings are those that `impact --needs` shows.
func TestFindings(t *testing.T) {
	e, err := engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20},
		Packs: []engine.Pack{{FS: rules.FS, Dir: ".", Trusted: true}}})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for name := range examples(t) {
		r, err := e.Lint(t.Context(), engine.Input{FS: os.DirFS("../../testdata/" + name)})
		if err != nil {
			t.Fatal(err)
		}
		o := read(t, os.DirFS("../../testdata/"+name))
		for _, f := range r.Findings {
			if f.Name() != "supply/supply-below-demand" || f.Derivation() == nil {
				continue
			}
			needs, err := impact.Needs(t.Context(), o, f.Resource.ID)
			if err != nil {
				t.Fatal(err)
			}
			sum, _, _ := strings.Cut(f.Message, " needed")
			words := ""
			for _, l := range needs.Links {
				words += l.Sum + "\n"
			}
			all := sum[strings.LastIndexAny(sum, "=≈"):] // of several, which say together what they need
			number := strings.Fields(all)[1]
			if found++; !strings.Contains(words, sum) && !strings.Contains(words, number+" by all") {
				t.Errorf("%s: %s is not among\n%s", name, sum, words)
			}
		}
	}
	if found == 0 {
		t.Error("no finding is compared")
	}
}

// needed are the sums of the facts that belong to what a KPI needs.
func needed(o *view.Organisation, kpi string) map[string]string {
	all := map[string]string{}
	add := func(what string, n *network.Node) {
		if n.Known() {
			all[what] = n.Sum()
		}
	}
	k := o.Find("KPI", kpi)
	add("people", o.Facts.Measured(k))
	for i, time := range o.Facts.TimeInRoles(k) {
		add(fmt.Sprint("time ", i), time.Needed)
	}
	if spend := o.Facts.SpendOf(k); spend != nil {
		add("money", spend.Needed)
	}
	if time := o.Facts.PromisedTimeOf(k); time != nil && time.Needed.Known() {
		all["lead time"] = time.Needed.Amount.String()
	}
	for _, it := range o.Facts.Items {
		for _, c := range it.Consumers {
			if c.KPI == kpi && !c.Conversion {
				add("demand for "+it.Plural, c.Rate)
			}
		}
	}
	return all
}

// TestOverride holds, for random other values of targets, that the facts of the definitions with another value are the
// facts with another leaf, and what impact says of a miss by as much.
func TestOverride(t *testing.T) {
	compared := 0
	for _, name := range []string{"acme", "city", "hospital", "parcel", "software"} {
		in := engine.Input{FS: os.DirFS("../../testdata/" + name), AllFacts: true}
		o, err := reader.Read(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(11, uint64(len(name))))
		for _, it := range o.Facts.Items {
			for _, p := range it.Producers {
				k := o.Find("KPI", p.KPI)
				target := k.Quantity(field.Target)
				if target == nil || target.Low == nil || target.IsRange() || !it.Supply.Known() || r.IntN(2) == 0 {
					continue
				}
				miss := int64(1 + r.IntN(90))
				less := target.Scale(big.NewRat(100-miss, 100))
				text := ">= " + less.String()
				if q, err := quantity.Parse(text); err != nil || !q.Amount.Equal(less) {
					continue // it cannot be written exactly
				}
				then, _, err := reader.Replace(in, o, []engine.Replacement{{Field: k.Name + ".target", Value: text}})
				if err != nil {
					continue // it is written once and used in several places
				}
				anew, err := reader.Read(t.Context(), then)
				if err != nil {
					t.Fatal(err)
				}
				same(t, anew, it.Item, it.Supply.With(network.Overrides{target.Node: less}).Amount)
				for _, n := range ask(t, &o.Organisation, k.Name, share(miss, miss)).Nodes {
					if n.Kind == impact.Item && n.Name == it.Plural && len(n.Path) == 2 && n.After != nil && len(it.Producers) == 1 {
						same(t, anew, it.Item, *n.After)
						compared++
					}
				}
			}
		}
	}
	if compared < 5 {
		t.Errorf("only %d numbers are compared", compared)
	}
}

// same compares the supply of an item with what it should be.
func same(t *testing.T, o *engine.Organisation, item string, want quantity.Amount) {
	t.Helper()
	for _, it := range o.Facts.Items {
		if it.Item == item && !it.Supply.Amount.Equal(want) {
			t.Errorf("%s: %s read anew, %s with another leaf", item, it.Supply, want)
		}
	}
}
