package impact_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/view"
)

var reader, readerErr = engine.New(engine.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})

// read makes the model of a file system.
func read(t *testing.T, files fs.FS) *view.Organisation {
	t.Helper()
	if readerErr != nil {
		t.Fatal(readerErr)
	}
	o, err := reader.Read(context.Background(), engine.Input{FS: files, AllFacts: true})
	if err != nil {
		t.Fatal(err)
	}
	return &o.Organisation
}

// org makes the model of one file with a calendar of 20 days a month.
func org(t *testing.T, text string) *view.Organisation {
	t.Helper()
	const calendar = "apiVersion: kpilint/v1\nkind: Organisation\nid: org\ncalendar: days\n---\napiVersion: kpilint/v1\nkind: Calendar\nid: days\ndaysPerMonth: 20\n---\n"
	return read(t, fstest.MapFS{"org.yaml": {Data: []byte(calendar + text)}})
}

func share(low, high int64) quantity.Amount {
	unit := quantity.NewUnit([]string{"%"}, nil)
	return quantity.Amount{Low: big.NewRat(low, 1), High: big.NewRat(high, 1), Unit: unit}
}

func ask(t *testing.T, m *view.Organisation, resource string, miss quantity.Amount) *impact.Answer {
	t.Helper()
	a, err := impact.Of(t.Context(), m, resource, miss)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// lines are the nodes of an answer: name, status and what is left.
func lines(a *impact.Answer) []string {
	var all []string
	for _, n := range a.Nodes {
		line := n.Name + " " + string(n.Status)
		if n.After != nil {
			line += " " + n.After.String()
		}
		all = append(all, line)
	}
	return all
}

const leads = `
apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: ads, target: ">= 600 leads/month", produces: lead}
  - {id: fairs, target: ">= 400 leads/month", produces: lead}
  - {id: calls, target: ">= 500 calls/month", needs: [{item: lead, amount: 1 lead/call}]}
  - {id: mails, target: ">= 300 mails/month", needs: [{item: lead, amount: 1 lead/mail}]}
`

// TestShares holds how what is short is shared.
func TestShares(t *testing.T) {
	drawn := strings.Replace(leads, "{item: lead, amount: 1 lead/mail}", "{kpi: ads, amount: 1 lead/mail}", 1)
	alone := strings.Replace(drawn, `  - {id: fairs, target: ">= 400 leads/month", produces: lead}`+"\n", "", 1)
	for _, c := range []struct {
		name, org, of string
		miss          int64
		want          []string
	}{
		// 600 × 80 % + 400 = 880 of 800 needed
		{"slack first", leads, "t/ads", 20, []string{"t/ads start 480 leads/month", "leads holds 880 leads/month"}},
		// 600 × 50 % + 400 = 700 of 800: 87.5 % for each, 437.5 calls and 262.5 mails
		{"in proportion", leads, "t/ads", 50, []string{"t/ads start 300 leads/month", "leads missed 700 leads/month", "t/calls missed 437.5 calls/month", "t/mails missed 262.5 mails/month"}},
		// mails draw on ads alone: 600 × 40 % = 240 of 300; what is left for calls is 0 + 400 of 500
		{"one supplier alone", drawn, "t/ads", 60, []string{"t/ads start 240 leads/month", "leads missed 640 leads/month", "t/calls missed 400 calls/month", "t/mails missed 240 mails/month"}},
		// fairs missed by half: 600 − 300 + 200 = 500 of 500 calls, and mails have all of ads
		{"the other supplier", drawn, "t/fairs", 50, []string{"t/fairs start 200 leads/month", "leads holds 800 leads/month"}},
		// the only supplier: 600 of 800 before, 480 after; both share, whoever is named
		{"only supplier", alone, "t/ads", 20, []string{"t/ads start 480 leads/month", "leads worse 480 leads/month", "t/calls worse 300 calls/month", "t/mails worse 180 mails/month"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, lines(ask(t, org(t, c.org), c.of, share(c.miss, c.miss)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

const rest = `
apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: new, measure: volume, target: ">= 60 orders/month"}
  - {id: again, measure: volume, target: ">= 40 orders/month"}
  - {id: all, measure: volume, target: ">= 90 orders/month", formula: {expression: new + again}}
  - {id: asked, measure: volume, target: ">= 200 offers/month"}
  - {id: rate, measure: ratio, target: ">= 30%", formula: {numerator: new, denominator: asked}}
  - {id: odd, measure: ratio, target: ">= 2", formula: {expression: new ÷ again}}
  - {id: weekly, measure: volume, target: between 10 and 20 orders/week, formula: {expression: t/new + again}}
  - {id: late, measure: duration, target: "<= 30 workdays", promises: order}
  - {id: made, measure: volume, target: ">= 50 orders/month", produces: order, inProgress: 50 orders}
  - {id: heat, measure: financial, target: "<= USD 40/month"}
  - {id: rent, measure: financial, target: "<= USD 50/month"}
  - {id: costs, measure: financial, target: "<= USD 95/month", formula: {expression: heat + rent}}
  - {id: spare, measure: quality, formula: {numerator: made, denominator: all}}
objectives:
  - id: grow
    owner: org
    cycle: 2026
    keyResults: [{id: orders, kpi: all, to: ">= 90 orders/month"}, {id: year, kpi: new, to: ">= 700 orders/year"}]
  - id: half
    cycle: 2026
    supports: [{objective: grow, link: direct}]
    keyResults: [{id: one, kpi: all, to: ">= 50 orders/month"}]
  - id: other
    cycle: 2026
    supports: [{keyResult: grow/orders, link: direct}]
    keyResults: [{id: two, kpi: all, to: ">= 45 orders/month"}, {id: contract, milestone: signed}]
  - id: leans
    cycle: 2026
    dependsOn: [{team: t, item: other, by: 2026-09-01}]
    keyResults: [{id: own, to: ">= 10 %"}]
`

// TestWays holds what each kind of link does, by hand.
func TestWays(t *testing.T) {
	m := org(t, rest)
	for _, c := range []struct {
		of   string
		miss int64
		want []string
	}{
		// 60 × 80 % = 48; 48 + 40 = 88 of 90; rate: 30 % × 80 % = 24 %; 48 × 12 = 576 of 700 a year
		{"t/new", 20, []string{
			"t/new start 48 orders/month", "t/all missed 88 orders/month", "t/spare not-checkable", "t/grow/orders missed 88 orders/month", "t/grow missed",
			// the parts ask for 50 + 45 = 95: one of them is missed, half/one by up to 88 − 45 = 43
			"t/half/one may-miss 43 to 50 orders/month", "t/half may-miss",
			"t/other/two may-miss 38 to 45 orders/month", "t/other may-miss", "t/leans at-risk",
			"t/rate missed 24 %", "t/odd not-checkable",
			"t/weekly holds 10 orders/week", // (48 + 40) × 12 ÷ 52 = 20.3 of at least 10
			"t/grow/year missed 576 orders/year",
		}},
		// a smaller denominator makes the ratio larger: it is met
		{"t/asked", 50, []string{"t/asked start 100 offers/month", "t/rate holds 30 %"}},
		// 50 ÷ 50 a month is 20 workdays; ÷ 40 it is 25; ÷ 25 it is 40 of 30
		{"t/made", 20, []string{"t/made start 40 orders/month", "orders holds 40 orders/month", "t/late holds 25 workdays", "t/spare not-checkable"}},
		{"t/made", 50, []string{"t/made start 25 orders/month", "orders holds 25 orders/month", "t/late missed 40 workdays", "t/spare not-checkable"}},
		// 40 × 120 % + 50 = 98 of at most 95; 40 × 105 % + 50 = 92
		{"t/heat", 20, []string{"t/heat start USD 48/month", "t/costs missed USD 98/month"}},
		{"t/heat", 5, []string{"t/heat start USD 42/month", "t/costs holds USD 92/month"}},
		// 50 × 80 % + 45 = 85 of 90
		{"t/half/one", 20, []string{"t/half/one start 40 orders/month", "t/half missed", "t/grow missed", "t/grow/orders missed 85 orders/month"}},
		// the year asks for 700, its KPI for 720 a year: by how much the KPI is missed cannot be told
		{"t/grow/year", 50, []string{"t/grow/year start 350 orders/year", "t/grow missed", "t/new not-checkable", "t/all not-checkable", "t/spare not-checkable",
			"t/grow/orders not-checkable", "t/half/one not-checkable", "t/half not-checkable", "t/other/two not-checkable", "t/other not-checkable",
			"t/leans not-checkable", "t/rate not-checkable", "t/odd not-checkable", "t/weekly not-checkable"}},
		// a milestone has no number, and is missed all the same
		{"t/other/contract", 20, []string{"t/other/contract start", "t/other missed", "t/grow/orders at-risk", "t/grow at-risk", "t/leans at-risk"}},
	} {
		t.Run(c.of, func(t *testing.T) {
			got := lines(ask(t, m, c.of, share(c.miss, c.miss)))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// drawnOn has markets that KPIs name, and one of what a KPI needs.
var drawnOn = fstest.MapFS{"org.yaml": {Data: []byte(`apiVersion: kpilint/v1
kind: Organisation
id: org
calendar: days
markets:
  - {id: fleets, unit: fleet, serviceable: 600 fleets, recontactAfter: 6 months} # a promise of what no KPI makes is nobody's
  - {id: shops, unit: shop, serviceable: "1,200 shops"}
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
  - {id: visits, target: ">= 80 visits/month", needs: [{item: fleet, amount: 1 fleet/visit}]}
  - {id: soon, target: "<= 5 workdays", promises: fleet}
  - {id: small, target: ">= 60 shops/month", market: shops}
  - {id: large, target: ">= 20 shops/month", market: shops}
`)}}

// TestMarket holds that a market is the supply of an item that nobody produces, and of what names it.
func TestMarket(t *testing.T) {
	m := read(t, drawnOn)
	// 600 ÷ 6 = 100 a month, of which 80 are needed: 70 % leave 70; 1,200 ÷ 12 = 100 a month of 80: 70 % leave 70, 7/8 for each
	for of, want := range map[string][]string{
		"fleets": {"fleets start 420 fleets", "fleets missed 70 fleets/month", "t/visits missed 70 visits/month"},
		"shops":  {"shops start 840 shops", "t/small missed 52.5 shops/month", "t/large missed 17.5 shops/month"},
	} {
		if diff := cmp.Diff(want, lines(ask(t, m, of, share(30, 30)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", of, diff)
		}
	}
}

// TestCash holds what is held up when a service or a KPI makes customers pay late, by hand.
func TestCash(t *testing.T) {
	m := org(t, `
apiVersion: kpilint/v1
kind: Team
id: t
services: [{id: desk, agents: 3}, {id: empty, agents: 1}]
kpis: [{id: zero, direction: lower, target: "<= 0 complaints/month"}, {id: paid, measure: financial, target: ">= USD 300k/month"}]
---
apiVersion: kpilint/v1
kind: CashPlan
id: plan
cycle: 2026-Q2
sales: USD 300k/month
payroll: USD 250k/month
cash: USD 50k
latePayment:
  - {id: certain, extra: 10 calendar-days, share: 60%, service: t/desk}
  - {id: open, extra: 10..30 calendar-days, share: 20%, kpi: t/zero, service: t/empty}
  - {id: fits, extra: 1 month, share: "0.1", kpi: t/zero}
  - {id: workdays, extra: 10 workdays, share: 20%, kpi: t/zero}
`)
	for of, want := range map[string][]string{
		// 300,000 ÷ 30 × 10 × 60 % = 60,000 of 50,000; the service has no number, and is missed all the same
		"desk":    {"t/desk start", "plan/certain missed USD -10,000"},
		"t/empty": {"t/empty start", "plan/open may-miss USD -10,000 to 30,000"},
		// × 10 to 30 × 20 % = 20,000 to 60,000; × 30 × 10 % = 30,000; 10 workdays of 20 a month are 15 days: 30,000
		"zero": {"t/zero start", "plan/open may-miss USD -10,000 to 30,000", "plan/fits holds USD 20,000", "plan/workdays holds USD 20,000"},
		// 300,000 × 90 % = 270,000: nobody says that these are the sales of the plan
		"paid": {"t/paid start USD 270,000/month", "plan/sales may-miss USD 270,000/month"},
	} {
		if diff := cmp.Diff(want, lines(ask(t, m, of, share(10, 10)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", of, diff)
		}
	}
	for _, n := range ask(t, m, "desk", share(0, 0)).Nodes {
		if n.Status != impact.Start && n.Status != impact.Holds {
			t.Errorf("a miss by nothing: %s is %s", n.Name, n.Status)
		}
	}
}

// TestCircle holds that a circle ends, and says that it is one.
func TestCircle(t *testing.T) {
	m := org(t, `
apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: a, target: ">= 10 eggs/month", produces: egg, needs: [{item: hen, amount: 1 hen/egg}, {item: egg, amount: 0.1 eggs/egg}]}
  - {id: b, target: ">= 10 hens/month", produces: hen, needs: [{item: egg, amount: 1 egg/hen}]}
  - {id: c, target: ">= 5 %", formula: {numerator: c, denominator: c}}
`)
	a := ask(t, m, "t/a", share(50, 50))
	circles := 0
	for _, l := range a.Links {
		if l.Circle {
			circles++
		}
	}
	// eggs: 5 of 11 needed; hens: 5 of 10; both lead back to a
	want := []string{"t/a start 5 eggs/month", "eggs worse 5 eggs/month", "t/b worse 4.55 hens/month", "hens worse 4.55 hens/month"}
	if diff := cmp.Diff(want, lines(a)); diff != "" || circles != 2 {
		t.Errorf("%d circles (-want +got):\n%s", circles, diff)
	}
	if _, err := impact.Needs(t.Context(), m, "t/a"); err != nil {
		t.Error(err)
	}
	if a := ask(t, m, "t/c", share(50, 50)); len(a.Nodes) != 1 {
		t.Errorf("%v", lines(a))
	}
}

// TestFind holds which names are understood.
func TestFind(t *testing.T) {
	m := org(t, rest+`---
apiVersion: kpilint/v1
kind: Team
id: u
kpis: [{id: new, target: ">= 1 order/month"}]
---
apiVersion: kpilint/v1
kind: Team
id: empty
`)
	for name, want := range map[string]string{
		"rate": "", "t": "", "grow": "", "grow/orders": "", "other": "",
		"new":   "`new` may be any of t/new, u/new: write the full name",
		"t/nwe": "`t/nwe` is not a number here; did you mean `t/new`?",
		"org":   "`org` is an Organisation, and has no number of its own that could be missed",
		"empty": "`empty` has no number of its own that could be missed",
		"zzzzz": "`zzzzz` is no KPI, service, role, team, objective, key result or market here",
	} {
		_, err := impact.Of(t.Context(), m, name, share(20, 20))
		if got := fmt.Sprint(err); want == "" && err != nil || want != "" && got != want {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

// workspaces are models to hold properties on.
func workspaces(t *testing.T) map[string]*view.Organisation {
	all := map[string]*view.Organisation{"leads": org(t, leads), "rest": org(t, rest)}
	for _, name := range []string{"acme", "hospital", "parcel", "software", "posthog"} {
		all[name] = read(t, os.DirFS("../../testdata/"+name))
	}
	return all
}

// each asks about every number of every workspace.
func each(t *testing.T, f func(t *testing.T, m *view.Organisation, name string)) {
	asked := 0
	for workspace, m := range workspaces(t) {
		for _, kind := range []string{"KPI", "Service", "Role", "Team", "Objective"} {
			for _, r := range m.Of(kind) {
				if _, err := impact.Of(t.Context(), m, r.Name, share(1, 1)); err != nil {
					continue // several of one name, or nothing in it
				}
				asked++
				t.Run(workspace+"/"+r.Name, func(t *testing.T) { f(t, m, r.Name) })
			}
		}
	}
	if asked < 100 {
		t.Errorf("only %d numbers to ask about", asked)
	}
}

// TestNoMiss holds that a miss by nothing hurts nothing that was not short before.
func TestNoMiss(t *testing.T) {
	each(t, func(t *testing.T, m *view.Organisation, name string) {
		for _, n := range ask(t, m, name, share(0, 0)).Nodes {
			if !slices.Contains([]impact.Status{impact.Start, impact.Holds, impact.Unchanged, impact.NotCheckable}, n.Status) {
				t.Errorf("%s is %s", n.Name, n.Status)
			}
			if n.Before != nil && !n.Before.Equal(*n.After) {
				t.Errorf("%s: %s before, %s after", n.Name, n.Before, n.After)
			}
		}
	})
}

// TestMonotone holds that the more is missed the more is hit, and none of it less.
func TestMonotone(t *testing.T) {
	each(t, func(t *testing.T, m *view.Organisation, name string) {
		var less map[string]*impact.Node
		for _, miss := range []int64{0, 1, 10, 25, 50, 90} {
			more := map[string]*impact.Node{}
			for _, n := range ask(t, m, name, share(miss, miss)).Nodes {
				more[n.ID] = n
			}
			for id, before := range less {
				after := more[id]
				switch {
				case after == nil:
					t.Errorf("at %d %% %s is not hit any more", miss, id)
				case before.MissedBy != nil && (after.MissedBy.Low.Cmp(before.MissedBy.Low) < 0 || after.MissedBy.High.Cmp(before.MissedBy.High) < 0):
					t.Errorf("at %d %% %s is missed by %s, at less by %s", miss, id, after.MissedBy, before.MissedBy)
				}
			}
			less = more
		}
	})
}

// TestRanges holds that a range contains what its ends give.
func TestRanges(t *testing.T) {
	each(t, func(t *testing.T, m *view.Organisation, name string) {
		wide := map[string]*impact.Node{}
		for _, n := range ask(t, m, name, share(10, 60)).Nodes {
			wide[n.ID] = n
		}
		for _, miss := range []int64{10, 35, 60} {
			for _, n := range ask(t, m, name, share(miss, miss)).Nodes {
				within(t, wide[n.ID], n)
			}
		}
	})
}

func within(t *testing.T, wide, n *impact.Node) {
	t.Helper()
	switch {
	case wide == nil:
		t.Errorf("%s is hit, but not by the range", n.ID)
	case n.After != nil && (n.After.Low.Cmp(wide.After.Low) < 0 || n.After.High.Cmp(wide.After.High) > 0):
		t.Errorf("%s: %s is not within %s", n.ID, n.After, wide.After)
	case n.MissedBy != nil && (n.MissedBy.Low.Cmp(wide.MissedBy.Low) < 0 || n.MissedBy.High.Cmp(wide.MissedBy.High) > 0):
		t.Errorf("%s: missed by %s is not within %s", n.ID, n.MissedBy, wide.MissedBy)
	}
}

// TestRangesWritten holds the same for ranges that stand in definitions, and that no end is wider than it must be.
func TestRangesWritten(t *testing.T) {
	const text = `
apiVersion: kpilint/v1
kind: Team
id: t
kpis:
  - {id: ads, target: ">= %s leads/month", produces: lead}
  - {id: calls, target: ">= %s calls/month", needs: [{item: lead, amount: %s leads/call}]}
  - {id: mails, target: ">= 300 mails/month", needs: [{item: lead, amount: 1 lead/mail}]}
  - {id: orders, target: ">= 50 orders/month", needs: [{kpi: calls, conversion: %s}]}
objectives: [{id: o, cycle: 2026, keyResults: [{id: k, kpi: orders, to: ">= 50 orders/month"}]}]
`
	type ends [2]string
	parts := []ends{{"500", "700"}, {"400", "600"}, {"1", "2"}, {"9%", "14%"}}
	fill := func(choose func(ends) string) *view.Organisation {
		return org(t, fmt.Sprintf(text, choose(parts[0]), choose(parts[1]), choose(parts[2]), choose(parts[3])))
	}
	ranges := fill(func(e ends) string {
		return strings.TrimSuffix(e[0], "%") + ".." + e[1]
	})
	wide := map[string]*impact.Node{}
	for _, n := range ask(t, ranges, "t/ads", share(10, 30)).Nodes {
		wide[n.ID] = n
	}
	low, high := map[string]*big.Rat{}, map[string]*big.Rat{}
	for choice := range 1 << len(parts) {
		i := -1
		m := fill(func(e ends) string { i++; return e[choice>>i&1] })
		for _, miss := range []int64{10, 30} {
			for _, n := range ask(t, m, "t/ads", share(miss, miss)).Nodes {
				within(t, wide[n.ID], n)
				if n.After == nil {
					continue
				}
				if low[n.ID] == nil || n.After.Low.Cmp(low[n.ID]) < 0 {
					low[n.ID] = n.After.Low
				}
				if high[n.ID] == nil || n.After.High.Cmp(high[n.ID]) > 0 {
					high[n.ID] = n.After.High
				}
			}
		}
	}
	for _, id := range []string{"Item leads", "KPI t/calls", "KPI t/mails"} {
		if n := wide[id]; n.After.Low.Cmp(low[id]) != 0 || n.After.High.Cmp(high[id]) != 0 {
			t.Errorf("%s: %s, but its ends give %s to %s", id, n.After, low[id].FloatString(2), high[id].FloatString(2))
		}
	}
}

// TestRank holds the order and the slack by hand.
func TestRank(t *testing.T) {
	r, err := impact.Rank(t.Context(), org(t, leads+`  - {id: orders, target: ">= 5 orders/month", needs: [{kpi: calls, conversion: 1%}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range r.Numbers {
		line := fmt.Sprintf("%d %s %d", n.Rank, n.Name, n.Numbers)
		for _, s := range n.Slack {
			line += fmt.Sprintf(" %s %s (%s)", s.Item, s.Left, s.Share)
		}
		got = append(got, line)
	}
	// 600 + 400 − 500 − 300 = 200, a quarter of 800
	want := []string{"1 t/ads 3 leads 200 leads/month (25 %)", "1 t/fairs 3 leads 200 leads/month (25 %)", "3 t/calls 1"}
	if diff := cmp.Diff(want, got); diff != "" || r.Idle != 2 {
		t.Errorf("%d idle (-want +got):\n%s", r.Idle, diff)
	}
}

// TestAnswers holds that every answer is a graph: nodes once, links between them, paths from a start to the node.
func TestAnswers(t *testing.T) {
	each(t, func(t *testing.T, m *view.Organisation, name string) {
		needs, err := impact.Needs(t.Context(), m, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []*impact.Answer{needs, ask(t, m, name, share(30, 30))} {
			known := map[*impact.Node]bool{}
			ids := map[string]bool{}
			for _, n := range a.Nodes {
				if ids[n.ID] {
					t.Errorf("%s is there twice", n.ID)
				}
				known[n], ids[n.ID] = true, true
				if len(n.Path) == 0 || n.Path[len(n.Path)-1] != n.Name || n.Status == "" {
					t.Errorf("%s: %s by %v", n.ID, n.Status, n.Path)
				}
			}
			for _, l := range a.Links {
				if !known[l.From] || !known[l.To] {
					t.Errorf("%s to %s leads out of the graph", l.From.ID, l.To.ID)
				}
				if l.Sum == "" && len(l.Missing) == 0 && !l.Circle {
					t.Errorf("%s to %s says nothing", l.From.ID, l.To.ID)
				}
			}
		}
	})
}

// TestNeeds holds that what a number needs is said, with what is missing.
func TestNeeds(t *testing.T) {
	m := org(t, `
apiVersion: kpilint/v1
kind: Team
id: t
services: [{id: desk, arrivals: 20 calls/hour, handlingTime: 3 min/call, agents: 3, skills: [german]}, {id: empty}]
kpis:
  - {id: none, noTarget: we watch it first, produces: lead}
  - {id: vans, target: ">= 5 vans/month", produces: van}
  - id: calls
    target: ">= 50 calls/month"
    needs: [{item: lead, amount: 1 lead/call}, {item: van, amount: 1 van/month}, {item: desk, amount: 1 desk/call}, {item: van, amount: 0.2 vans/call}]
  - {id: orders, target: between 4 and 6 orders/month, needs: [{kpi: calls, conversion: 6%}, {kpi: webb, conversion: 3%}]}
`)
	for of, want := range map[string][]string{
		"t/orders": {
			"calls short: 50 calls/month × 6 % = 3 for the 4 stated: short by 1 (25 %)",
			"leads not-checkable: 50 calls/month × 1 lead/call = 50 leads/month needed | `t/none` has no target",
			"none not-checkable: | `t/none` has no target",
			"desks not-checkable: 50 calls/month × 1 desk/call = 50 desks/month needed | no KPI produces desks",
			"vans short: 50 calls/month × 0.2 vans/call = 10 vans/month needed; 5 supplied: short by 5 (50 %)",
			"vans holds: 5 vans/month supplied",
			"vans not-checkable: | demand is in call·van/month/month, supply in vans/month: `1 van/month` does not bring calls to vans",
			"webb not-checkable: | there is no such KPI",
		},
		"desk":  {"people holds: 3 agents for 20 calls/hour of 3 min/call with german"},
		"empty": {"people not-checkable: | `t/empty` does not say how many seats it has (`agents`)"},
	} {
		a, err := impact.Needs(t.Context(), m, of)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range a.Links {
			line := fmt.Sprintf("%s %s: %s", l.To.Title, l.Status, l.Sum)
			if len(l.Missing) > 0 {
				line = strings.TrimSpace(line) + " | " + strings.Join(l.Missing, "; ")
			}
			got = append(got, line)
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", of, diff)
		}
	}
}

// TestExamples asks about everything in the examples of all rules, most of which have something wrong with them: there is an answer or an
// error that names what was asked, and a ranking.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../rules/*/*/*.yaml")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m := read(t, fstest.MapFS{"example.yaml": {Data: data}})
		if _, err := impact.Rank(t.Context(), m); err != nil {
			t.Error(err)
		}
		for _, r := range m.Resources {
			for _, miss := range []int64{0, 100} {
				if _, err := impact.Of(t.Context(), m, r.Name, share(miss, 100)); err != nil && !strings.Contains(err.Error(), r.ID) {
					t.Errorf("%s: %v", r.Name, err)
				}
			}
			if _, err := impact.Needs(t.Context(), m, r.Name); err != nil && !strings.Contains(err.Error(), r.ID) {
				t.Errorf("%s: %v", r.Name, err)
			}
		}
	}
}

// TestStopped holds that an answer ends with its context.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	m := org(t, leads)
	stop()
	name := m.Of("KPI")[0].Name
	_, of := impact.Of(ctx, m, name, share(20, 20))
	_, needs := impact.Needs(ctx, m, name)
	_, rank := impact.Rank(ctx, m)
	for _, err := range []error{of, needs, rank} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v, %v and %v, want the end of the context thrice", of, needs, rank)
			break
		}
	}
}
