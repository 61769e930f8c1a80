package facts

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// cashPlan works out a plan: what comes in and goes out in a month, how long the free cash lasts, what late payment
// holds up, and what customers bring and cost.
func (c *computer) cashPlan(p *model.Resource) (*Cash, *Economics) {
	cash, problem := c.cash(p)
	customers, problems := c.economics(p)
	c.addConflicts(p, append([]*conflict{problem}, problems...)...)
	return &Cash{cash}, &Economics{customers}
}

// obligations are the fields of what goes out.
var obligations = []string{"payroll", "bills", "retainedEarnings", "profit"}

// cash compares what comes in with what goes out.
func (c *computer) cash(p *model.Resource) (*MonthlyCash, *conflict) {
	if problem := currencies(p); problem != nil {
		return nil, problem
	}
	m := &MonthlyCash{}
	sales := c.aMonth(p, "sales")
	out, missing := c.goingOut(p)
	if out != nil || len(missing) > 0 {
		m.Sales, m.Obligations = shown(sales), shown(out.Part(missing))
		c.drain(p, m, sales, out, missing)
	}
	if delay := c.inDays(p, given(p, p.Object, "collectedAfter")); sales.Known() && delay.Known() {
		m.Outstanding = shown(network.Times("sales not yet paid", duration.ADay("sales a day", sales), delay))
	}
	if m.Late = c.latePayments(p, sales); m.Late != nil {
		m.Free = shown(given(p, p.Object, "cash"))
	}
	if m.Obligations == nil && m.Outstanding == nil && m.Late == nil {
		return nil, nil
	}
	return m, nil
}

// With is the cash with other leaves: its numbers, and what follows only from them, such as the month in which the
// free cash is used up. It is safe on nil.
func (m *MonthlyCash) With(over network.Overrides) *MonthlyCash {
	if m == nil || len(over) == 0 {
		return m
	}
	now, with := *m, network.NewEvaluation(over)
	for _, n := range []**network.Node{&now.Sales, &now.Obligations, &now.Deficit, &now.Opening, &now.Drained,
		&now.Outstanding, &now.Free} {
		*n = with.Of(*n)
	}
	now.Late = slices.Clone(m.Late)
	for i, late := range m.Late {
		l := *late
		l.Extra, l.Share, l.HeldUp = with.Of(l.Extra), with.Of(l.Share), with.Of(l.HeldUp)
		now.Late[i] = &l
	}
	now.runway = m.runway.in(with)
	now.useUp()
	return &now
}

// currencies finds a field of another currency than the others.
func currencies(p *model.Resource) *conflict {
	first := ""
	for _, field := range append([]string{"sales", "cash"}, obligations...) {
		q := p.Quantity(field)
		if q == nil {
			continue
		}
		currency := q.Unit.Currency()
		switch {
		case !isMoney(q.Unit) || field == "cash" && q.Unit.Period() != "":
			return &conflict{field, fmt.Sprintf("`%s` of `%s` is no sum of money that the plan can count with: `%s`",
				field, p.Name, q.Text)}
		case first == "":
			first = currency
		case currency != first:
			return &conflict{field, fmt.Sprintf("`%s` is in %s and the plan in %s: no rate between them is known, "+
				"so write both in one currency", field, currency, first)}
		}
	}
	return nil
}

// isMoney reports whether a unit is a currency, in a time or not.
func isMoney(u quantity.Unit) bool {
	return u.Noun() != "" && u.Noun() == u.Currency() && u.Scope() == "" && len(u.PerNouns()) == 0
}

// aMonth is a sum of money of the plan in a month.
func (c *computer) aMonth(p *model.Resource, field string) *network.Node {
	f := given(p, p.Object, field)
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" {
		return network.Lacking(fmt.Sprintf("`%s` of `%s` does not say for which time: `%s`",
			field, p.Name, p.Quantity(field).Text))
	}
	return c.bring(p, f, "", "month")
}

// goingOut adds up what has to be paid or kept; nil and nothing missing where the plan says nothing of it.
func (c *computer) goingOut(p *model.Resource) (*network.Node, []string) {
	var parts []*network.Node
	var missing []string
	for _, field := range obligations {
		if p.Node.Get(field) == nil {
			continue
		}
		f := c.aMonth(p, field)
		if f.Known() {
			parts = append(parts, f)
		}
		missing = append(missing, f.Lacks()...)
	}
	if len(parts) == 0 {
		return nil, missing
	}
	return network.Plus("what goes out", parts...), missing
}

// drain sets by how much the free cash falls in the cycle, and in which month it is used up.
func (c *computer) drain(p *model.Resource, m *MonthlyCash, sales, out *network.Node, missing []string) {
	if missing = append(missing, sales.Lacks()...); len(missing) > 0 {
		m.Drained = network.Lacking(missing...)
		return
	}
	deficit := network.Minus("missing a month", out.Named(), sales.Named())
	if deficit == nil {
		return
	}
	free := given(p, p.Object, "cash")
	idle := free
	if p.Node.Get("cash") == nil {
		zero := quantity.Exact(new(big.Rat), quantity.NewUnit([]string{deficit.Amount.Unit.Currency()}, nil))
		idle = network.Assumed("free cash", "none stated", zero)
	}
	first := network.Assumed("months", "the first", quantity.Exact(big.NewRat(1, 1), duration.Month))
	falling := newRunway(deficit, free, c.cycleMonths(p, p.Text("cycle")))
	m.runway = falling.orElse(deficit, newRunway(deficit, idle, first))
	if span, err := c.m.Calendar.Cycle(p.Text("cycle")); err == nil {
		m.runway.begins = span.From
	}
	m.Deficit, m.Opening, m.Drained = shown(deficit), shown(m.runway.free), shown(m.runway.drained)
	m.useUp()
}

// cycleMonths is how many months the cycle of a plan has; one that has begun counts.
func (c *computer) cycleMonths(p *model.Resource, cycle string) *network.Node {
	if cycle == "" {
		return network.Lacking(fmt.Sprintf("`%s` has no `cycle`, so that it is not known how many months it has to last",
			p.Name))
	}
	span, err := c.m.Calendar.Cycle(cycle)
	if err != nil {
		return network.Lacking(fmt.Sprintf("the `cycle` of `%s` is not known: `%s`", p.Name, cycle))
	}
	n, exact := span.Months()
	if !exact {
		n++
	}
	months := quantity.Exact(big.NewRat(int64(n), 1), duration.Month)
	return network.Found("months of the cycle", months, p.Place(p.File, "cycle"))
}

// monthName is the month that begins on a day: "June 2026", or the day itself where that is not the first of a month.
func monthName(from calendar.Date) string {
	if from.Day != 1 {
		return "the month from " + from.String()
	}
	return fmt.Sprintf("%s %d", from.Month, from.Year)
}

// inDays is a delay in days of the calendar.
func (c *computer) inDays(p *model.Resource, f *network.Node) *network.Node {
	if !f.Known() {
		return f
	}
	if days := c.durations().CalendarDays(f); days != nil {
		return days
	}
	return network.Lacking(fmt.Sprintf("the %s of `%s` is no time", f.Label, p.Name))
}

// latePayments work out what each case holds up: sales a day × extra days × share.
func (c *computer) latePayments(p *model.Resource, sales *network.Node) []*LatePayment {
	var list []*LatePayment
	for i, entry := range p.Objects("latePayment") {
		if entry.Text("id") == "" {
			continue
		}
		late := &LatePayment{At: fmt.Sprintf("latePayment/%d", i), ID: entry.Text("id")}
		if cause := causeOf(entry); cause != nil {
			late.Cause, late.CauseTitle = cause.Name, cause.Title()
		}
		extra, share := c.inDays(p, given(p, entry, "extra")), asPercent(given(p, entry, "share"))
		late.Extra, late.Share = shown(extra), shown(share)
		if missing := allMissing(sales, extra, share); len(missing) > 0 {
			late.HeldUp = network.Lacking(missing...)
		} else {
			late.HeldUp = shown(network.Times("held up", duration.ADay("sales a day", sales), extra, share))
		}
		list = append(list, late)
	}
	return list
}

// causeOf is the service or KPI whose failure makes customers pay late.
func causeOf(entry *model.Object) *model.Resource {
	if s := entry.To("service"); s != nil {
		return s
	}
	return entry.To("kpi")
}
