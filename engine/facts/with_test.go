package facts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/facts/queues"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
)

// whatIf is an organisation before and after a change of its numbers.
type whatIf struct {
	before, after any // the facts of one definition
	over          network.Overrides
}

// twice computes the facts of the definition of a kind, and those of the same text with other numbers, which stand in
// it as "key: before|after" in lines of their own.
func twice(t *testing.T, kind, text string) whatIf {
	t.Helper()
	var w whatIf
	was, is := organisation(t, "2026-05-20", sides(text, 0)), organisation(t, "2026-05-20", sides(text, 1))
	w.before, w.after = compute(t, was).Of(was.Of(kind)[0]), compute(t, is).Of(is.Of(kind)[0])
	w.over = network.Overrides{}
	for i, r := range was.Resources {
		override(w.over, r.Object, is.Resources[i].Object)
	}
	if len(w.over) != strings.Count(text, "|") {
		t.Fatalf("%d numbers are others, want %d", len(w.over), strings.Count(text, "|"))
	}
	return w
}

// sides takes one of the two numbers wherever a text has two.
func sides(text string, side int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if key, value, ok := strings.Cut(line, ": "); ok && strings.Contains(value, "|") {
			lines[i] = key + ": " + strings.Split(value, "|")[side]
		}
	}
	return strings.Join(lines, "\n")
}

// override notes the numbers of an object that are others in the changed one.
func override(over network.Overrides, was, is *model.Object) {
	was.Each(func(name string, v any) {
		switch v := v.(type) {
		case *model.Quantity:
			if now := is.Named(name).(*model.Quantity); !now.Amount.Equal(v.Amount) {
				over[v.Node] = now.Amount
			}
		case *model.Object:
			override(over, v, is.Named(name).(*model.Object))
		case model.List:
			now := is.Named(name).(model.List)
			for i, entry := range v {
				if o, ok := entry.(*model.Object); ok {
					override(over, o, now[i].(*model.Object))
				}
			}
		}
	})
}

// eachFact calls f for the facts of a record and of the records in it, with their names.
func eachFact(of any, at string, f func(at string, v any)) {
	view.Each(of, func(name string, v any) {
		name = strings.TrimPrefix(at+"."+name, ".")
		list, isList := v.(view.List)
		switch {
		case isList:
			for i := range list.Len() {
				eachFact(list.At(i), fmt.Sprintf("%s/%d", name, i), f)
			}
		case view.Fields(v) != nil:
			eachFact(v, name, f)
		default:
			f(name, v)
		}
	})
}

// eachNumber is eachFact for numbers alone.
func eachNumber(of any, at string, f func(at string, n *network.Node)) {
	eachFact(of, at, func(at string, v any) {
		if n, ok := v.(*network.Node); ok {
			f(at, n)
		}
	})
}

// inText are the facts of a record in words, by their names: of numbers the sum, and what is missing.
func inText(of any) map[string]string {
	all := map[string]string{}
	eachFact(of, "", func(at string, v any) {
		if all[at] = fmt.Sprint(v); told(v) != "" {
			all[at] = told(v)
		}
	})
	return all
}

// holds compares each number, with other leaves, with the one that is computed from changed definitions. What is not
// there then must not be known, unless nothing of it changes. What was missing before may stay so.
func (w whatIf) holds(t *testing.T) {
	t.Helper()
	want := inText(w.after)
	eachNumber(w.before, "", func(at string, n *network.Node) {
		now := n.With(w.over)
		after, there := want[at]
		wrong := told(now) != after
		switch {
		case !there:
			wrong = now.Known() && now != n
		case !now.Known():
			wrong = n.Known() && !strings.HasPrefix(after, "?")
		}
		if wrong {
			t.Errorf("%s is %q, want %q", at, told(now), after)
		}
	})
}

// same compares facts with other leaves with those of changed definitions, all of them, and some with what is wanted:
// "" for those that are not there.
func same(t *testing.T, now, after any, want map[string]string) {
	t.Helper()
	got := inText(now)
	if diff := cmp.Diff(got, inText(after)); diff != "" {
		t.Errorf("-with other leaves, +computed anew:\n%s", diff)
	}
	for at, words := range want {
		if got[at] != words {
			t.Errorf("%s is %q, want %q", at, got[at], words)
		}
	}
}

const planned = `apiVersion: kpilint/v1
kind: CashPlan
id: plan
`

// TestCashWith holds that a cash plan with other leaves is the plan of changed definitions.
func TestCashWith(t *testing.T) {
	for _, test := range []struct {
		what, text string
		want       map[string]string
	}{
		{"sales fall: more is missing, and less is held up", `
cycle: 2026
cash: USD 60k
sales: USD 300k/month|USD 270k/month
payroll: USD 305k/month
latePayment:
  - id: late
    extra: 10 calendar-days
    share: 30%
`, map[string]string{
			"deficit":       "USD 305,000/month − USD 270,000/month = USD 35,000/month",
			"drained":       "USD 35,000/month × 12 months = USD 420,000",
			"left":          "USD 60,000 − USD 35,000/month × 2 months = USD -10,000",
			"late/0.heldUp": "USD 270,000/month ÷ 30 days/month × 10 days × 30 % = USD 27,000",
		}},
		{"a surplus becomes a deficit", `
cycle: 2026
cash: USD 60k
sales: USD 3.9M/year|USD 3.3M/year
payroll: USD 250k/month
bills: USD 50k/month
`, map[string]string{
			"drained": "USD 25,000/month × 12 months = USD 300,000",
			"left":    "USD 60,000 − USD 25,000/month × 3 months = USD -15,000",
		}},
		{"a deficit becomes a surplus", `
cycle: 2026
cash: USD 60k
sales: USD 240k/month|USD 310k/month
payroll: USD 300k/month
`, map[string]string{"drained": "USD -10,000/month × 1 month = USD -10,000", "left": ""}},
		{"the cash lasts", `
cycle: 2026
cash: USD 60k|USD 90k
sales: USD 294k/month
payroll: USD 300k/month
`, map[string]string{"drained": "USD 6,000/month × 12 months = USD 72,000", "left": ""}},
		{"no cash is needed, and then it is", `
cycle: 2026
sales: USD 300k/month|USD 290k/month
payroll: USD 300k/month
`, map[string]string{"opening": "?`plan` has no `cash`", "drained": "?`plan` has no `cash`"}},
		{"no cycle is needed, and then it is", `
cash: USD 60k
sales: USD 300k/month|USD 290k/month
payroll: USD 300k/month
`, map[string]string{"drained": "?`plan` has no `cycle`, so that it is not known how many months it has to last"}},
		{"a cycle is missing, and then it is not needed", `
cash: USD 60k
sales: USD 290k/month|USD 320k/month
payroll: USD 300k/month
`, map[string]string{"drained": "USD -20,000/month × 1 month = USD -20,000"}},
		{"debts in place of cash, and no cycle", `
cash: USD 60k|USD -60k
sales: USD 310k/month
payroll: USD 300k/month
`, map[string]string{"left": "USD -60,000 − USD -10,000/month × 1 month = USD -50,000"}},
		{"what is not certain", `
cycle: 2026
cash: USD 50k..60k
sales: USD 290k/month|USD 280k..290k/month
payroll: USD 300k/month|USD 295k/month
`, map[string]string{
			"deficit": "USD 295,000/month − USD 280,000 to 290,000/month = USD 5,000 to 15,000/month",
			"left":    "USD 50,000 to 60,000 − USD 5,000 to 15,000/month × 4 months = USD -10,000 to 40,000",
		}},
		{"working days of a delay, and those of a month", `
collectedAfter: 20 workdays|10 workdays
sales: USD 300k/month
latePayment:
  - id: late
    extra: 10 workdays|5 workdays
    share: 0.3|0.4
---
apiVersion: kpilint/v1
kind: Calendar
id: calendar
daysPerMonth: 20
`, map[string]string{
			"outstanding":   "USD 300,000/month ÷ 30 days/month × 15 days = USD 150,000",
			"late/0.heldUp": "USD 300,000/month ÷ 30 days/month × 7.5 days × 40 % = USD 30,000",
		}},
	} {
		t.Run(test.what, func(t *testing.T) {
			w := twice(t, "CashPlan", planned+strings.TrimPrefix(test.text, "\n"))
			w.holds(t)
			cash := func(of any) *cash.MonthlyCash { return of.(*facts.CashPlan).Cash.Cash }
			same(t, cash(w.before).With(w.over), cash(w.after), test.want)
		})
	}
}

const staffed = `apiVersion: kpilint/v1
kind: Service
id: phone
hours: Mon-Fri 08:00-18:00
`

// TestWaitingLineWith holds that a waiting line with other leaves is the one of changed definitions.
func TestWaitingLineWith(t *testing.T) {
	for _, test := range []struct {
		what, text string
		want       map[string]string
	}{
		{"more calls come", `
arrivals: 200 calls/hour|230 calls/hour
handlingTime: 3 min/call
agents: 12
leave: 20%
promise:
  share: 80%
  within: 20 s
`, map[string]string{
			"load":   "230 calls/hour × 3 min/call = 11.5 erlangs",
			"needed": "Erlang C of 11.5 erlangs, 80 %, 20 s = 15 agents",
			"roster": "15 agents ÷ 80 % = 19 people",
		}},
		{"the line only grows", `
arrivals: 200 calls/hour|250 calls/hour
handlingTime: 3 min/call
agents: 12
`, map[string]string{
			"meanWait": "",
			"waiting":  "Erlang C of 12.5 erlangs, 12 agents = 100.0 %",
			"needed":   "13 agents",
		}},
		{"the line comes to an end", `
arrivals: 2500 calls/day|2000 calls/day
handlingTime: 3 min/call
agents: 12
`, map[string]string{"load": "2,000 calls/day ÷ 10 hours/day × 3 min/call = 10 erlangs"}},
		{"one agent fewer is fewer than there are", `
arrivals: 200 calls/hour
handlingTime: 3 min/call
agents: 12|14
promise:
  share: 80%
  within: 20 s
`, map[string]string{"oneFewer": ""}},
		{"less is promised", `
arrivals: 200 calls/hour
handlingTime: 3 min/call
agents: 12..14
promise:
  share: 80%|65%
  within: 20 s|40 s
`, nil},
		{"fewer than no calls come", `
arrivals: 200 calls/hour|-5 calls/hour
handlingTime: 3 min/call
agents: 12
promise:
  share: 80%
  within: 20 s
`, map[string]string{"load": "?the `arrivals` of `phone` are below zero"}},
		{"so many come that nobody can say", `
arrivals: 200 calls/hour|900000000 calls/hour
handlingTime: 3 min/call
agents: 12
promise:
  share: 80%
  within: 20 s
`, nil},
		{"leave where there was none", `
arrivals: 200 calls/hour
handlingTime: 3 min/call
agents: 12
leave: 0%|20%
`, map[string]string{"roster": "11 agents ÷ 80 % = 14 people", "present": "80 %"}},
		{"no leave any more", `
arrivals: 200 calls/hour
handlingTime: 3 min/call
agents: 12
leave: 20%|0%
`, map[string]string{"roster": "11 people", "present": ""}},
		{"somebody is there again", `
arrivals: 200 calls/hour
handlingTime: 3 min/call
agents: 12
leave: 100%|20%
`, map[string]string{"roster": "11 agents ÷ 80 % = 14 people"}},
		{"nobody is ever there", `
arrivals: 200 calls/hour
handlingTime: 3 min/call
agents: 12
leave: 20%|100%
`, map[string]string{"roster": "?nobody of `phone` is ever there: its leave is all of the time"}},
	} {
		t.Run(test.what, func(t *testing.T) {
			w := twice(t, "Service", staffed+strings.TrimPrefix(test.text, "\n"))
			w.holds(t)
			line := func(of any) *queues.WaitingLine { return of.(*facts.Service).Queue.Queue }
			same(t, line(w.before).With(w.over), line(w.after), test.want)
		})
	}
}

// TestLongHandling holds that the waiting line of work that takes days is worked out in minutes.
func TestLongHandling(t *testing.T) {
	m := organisation(t, "2026-05-20", staffed+`
arrivals: 10 cases/day
handlingTime: 1 workday/case
agents: 12
promise:
  share: 80%
  within: 8 h
`)
	got := inText(compute(t, m).Service(m.Of("Service")[0]).Queue.Queue)
	for at, want := range map[string]string{
		"load":         "10 cases/day ÷ 10 hours/day × 1 workday/case × 8 h/workday = 8 erlangs",
		"meanWait":     "Erlang C of 8 erlangs, 12 agents = 16 min 46.9 s",
		"serviceLevel": "Erlang C of 8 erlangs, 12 agents, 8 h = 99.7 %",
		"needed":       "Erlang C of 8 erlangs, 80 %, 8 h = 10 agents",
	} {
		if got[at] != want {
			t.Errorf("%s is %q, want %q", at, got[at], want)
		}
	}
}

// TestNothingAskedWith holds that what is worked out of a target is missing where that asks for nothing any more.
func TestNothingAskedWith(t *testing.T) {
	for _, test := range []struct{ what, text string }{
		{"a day is not divided", `
target: 50 calls/person/day|0 calls/person/day
owner: agent
---
apiVersion: kpilint/v1
kind: Role
id: agent
headcount: 3
`},
		{"nothing is finished", `
target: 15 workdays
promises: order
---
apiVersion: kpilint/v1
kind: KPI
id: orders
target: 40 orders/month|0 orders/month
produces: order
inProgress: 20 orders
`},
	} {
		t.Run(test.what, func(t *testing.T) {
			w := twice(t, "KPI", "apiVersion: kpilint/v1\nkind: KPI\nid: it"+test.text)
			w.holds(t)
			if len(inText(w.before)) <= len(inText(w.after)) {
				t.Errorf("as many facts are there as before: %v", inText(w.after))
			}
		})
	}
}

// TestMoneyAndPilesWith holds the same of what a target costs, of customers and of open cases.
func TestMoneyAndPilesWith(t *testing.T) {
	for _, test := range []struct{ what, kind, text, at, want string }{
		{"the cost of one", "KPI", `
target: 100 orders/month
cost: USD 20/order|USD 30/order
budget: USD 30k/year|USD 24k/year
owner: team
---
apiVersion: kpilint/v1
kind: Team
id: team
`, "spend.buys", "USD 24,000/year ÷ 12 months/year ÷ USD 30/order = 66 orders/month"},
		{"totals", "KPI", `
target: 100 orders|90 orders
cost: USD 20/order
budget: USD 3k
owner: team
---
apiVersion: kpilint/v1
kind: Team
id: team
`, "spend.needed", "90 orders × USD 20/order = USD 1,800"},
		{"customers and the pipeline", "CashPlan", `
economics:
  lifetimeValue: USD 900|USD 600
  acquisitionCost: USD 300|USD 400
  quota: USD 100k/month
  winRate: 0.25|0.20
  pipeline: USD 1.2M/quarter|USD 1.8M/quarter
`, "economics.pipelineShort", "USD 500,000/month − USD 600,000/month = USD -100,000/month"},
		{"open cases", "Service", `
hours: Mon-Fri 08:00-18:00
opened: 8 cases/hour|9 cases/hour
closed: 75 cases/day
`, "backlog.growth", "9 cases/hour × 10 hours/day − 75 cases/day = 15 cases/day"},
	} {
		t.Run(test.what, func(t *testing.T) {
			w := twice(t, test.kind, "apiVersion: kpilint/v1\nkind: "+test.kind+"\nid: it"+test.text)
			w.holds(t)
			if got := inText(w.after)[test.at]; got != test.want {
				t.Errorf("%s is %q, want %q", test.at, got, test.want)
			}
		})
	}
}
