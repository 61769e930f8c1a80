package organisation

import "fmt"

// group is how many teams belong together: the first is the department of the others, and each uses what the one before
// it makes.
const group = 8

// The places of rules in Comparable.
const (
	ownerMissing = iota
	directionContradicts
	withoutCounterweight
	exceedsTime
	unitMissing
	stepsOutOfOrder
	withoutGoal
	belowDemand
)

// company makes an organisation with one team after the other, about a hundred definitions each. What a definition
// names has been made before it, so that it is sound wherever the making ends.
func company(w *writer) error {
	acme := document{{"name", "Acme"}, {"currency", "USD"}, {"calendar", "year"}}
	if err := w.add("Organisation", "", "acme", acme); err != nil {
		return err
	}
	calendar := document{{"workingDay", "8 h"}, {"breaks", "30 min/day"}, {"daysPerMonth", 21}}
	if err := w.add("Calendar", "", "year", calendar); err != nil {
		return err
	}
	for t := 0; ; t++ {
		if err := team(w, t); err != nil {
			return err
		}
	}
}

// team makes a team and what belongs to it. The beginning has one of everything that eight rules look at, for the sake
// of small organisations.
func team(w *writer, t int) error {
	id := fmt.Sprintf("team-%d", t)
	parent := "acme"
	if t%group != 0 {
		parent = fmt.Sprintf("team-%d", t-t%group)
	}
	steps := []func() error{
		func() error {
			return w.add("Team", "", id, document{{"name", fmt.Sprintf("Team %d", t)}, {"parent", parent}, {"leave", "12%"}})
		},
		func() error { return role(w, t, 0) },
		func() error { return quality(w, t, 0) },
		func() error { return goal(w, t, 0) },
		func() error { return objective(w, t, 0) },
		func() error { return calls(w, t, 0) },
		func() error { return maker(w, t, 0) },
		func() error { return maker(w, t, 1) },
	}
	for n := range 3 {
		steps = append(steps, func() error { return orders(w, t, n) })
	}
	steps = append(steps, func() error { return stepped(w, t, 0) }, func() error { return service(w, t) },
		func() error { return role(w, t, 1) }, func() error { return role(w, t, 2) })
	if t%group == 0 {
		steps = append(steps, func() error { return cashPlan(w, t) })
	}
	for n := 1; n < 12; n++ {
		steps = append(steps, func() error { return goal(w, t, n) }, func() error { return objective(w, t, n) })
	}
	for n := 1; n < 52; n++ {
		steps = append(steps, func() error { return calls(w, t, n) })
		if n%7 == 0 {
			steps = append(steps, func() error { return stepped(w, t, n/7) })
		}
		if n%5 == 0 {
			steps = append(steps, func() error { return reply(w, t, n/5) })
		}
		if n%13 == 0 {
			steps = append(steps, func() error { return quality(w, t, n/13) })
		}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// goal is one of the organisation's three, before the first objective that serves it.
func goal(w *writer, t, n int) error {
	if t > 0 || n%4 > 0 {
		return nil
	}
	return w.add("Objective", "", fmt.Sprintf("goal-%d", n/4), document{
		{"name", fmt.Sprintf("Goal %d of the year", n/4)}, {"owner", "acme"}, {"cycle", "2026"}, {"keyResults", list{
			{{"id", "share"}, {"name", "Share of the market"}, {"from", "10%"}, {"to", ">= 20%"}},
			{{"id", "loyal"}, {"name", "Customers who come back"}, {"from", "40%"}, {"to", ">= 60%"}},
		}},
	})
}

func role(w *writer, t, n int) error {
	return w.add("Role", fmt.Sprintf("team-%d", t), fmt.Sprintf("agent-%d-%d", t, n), document{
		{"name", fmt.Sprintf("Agent of sort %d in team %d", n, t)}, {"headcount", 3 + w.draw(6, 20, uint64(t), uint64(n))},
		{"time", document{{"calling", "80%"}, {"meetings", "20%"}}},
	})
}

func cashPlan(w *writer, t int) error {
	return w.add("CashPlan", fmt.Sprintf("team-%d", t), fmt.Sprintf("plan-%d", t), document{
		{"cycle", "2026-Q3"}, {"sales", "USD 400k/month"}, {"collectedAfter", "30 calendar days"},
		{"payroll", "USD 250k/month"}, {"bills", "USD 90k/month"}, {"cash", "USD 600k"},
		{"latePayment", list{{{"id", "a-week"}, {"extra", "7 calendar days"}, {"share", "25%"}}}},
	})
}

func service(w *writer, t int) error {
	return w.add("Service", fmt.Sprintf("team-%d", t), fmt.Sprintf("phone-%d", t), document{
		{"name", fmt.Sprintf("Telephone of team %d", t)},
		{"arrivals", fmt.Sprintf("%d calls/hour", 120+w.draw(60, 21, uint64(t)))}, {"handlingTime", "3 min/call"},
		{"agents", "14"}, {"hours", "mon-fri 08:00-18:00"},
		{"promise", document{{"share", "80%"}, {"within", "20 s"}}},
	})
}
