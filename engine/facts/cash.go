package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// cashPlan works out a plan: what comes in and goes out in a month, how long the free cash lasts, what late payment
// holds up, and what customers bring and cost.
func (c *computer) cashPlan(p *model.Resource) {
	c.addConflicts(p, append([]*conflict{c.cash(p)}, c.economics(p)...)...)
}

// obligations are the fields of what goes out.
var obligations = []string{"payroll", "bills", "retainedEarnings", "profit"}

// cash compares what comes in with what goes out.
func (c *computer) cash(p *model.Resource) *conflict {
	if problem := currencies(p); problem != nil {
		return problem
	}
	o := &model.Object{}
	sales := c.aMonth(p, "sales")
	out, missing := c.goingOut(p)
	if out != nil || len(missing) > 0 {
		set(o, "sales", sales)
		set(o, "obligations", out.Part(missing))
		c.drain(p, o, sales, out, missing)
	}
	if delay := c.inDays(p, given(p, p.Object, "collectedAfter")); sales.Known() && delay.Known() {
		set(o, "outstanding", network.Times("sales not yet paid", aDayOf(sales), delay))
	}
	if late := c.latePayments(p, sales); late != nil {
		set(o, "free", given(p, p.Object, "cash"))
		o.Set("late", late)
	}
	if len(o.Names()) > 0 {
		p.Facts.Set("cash", o)
	}
	return nil
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
			return &conflict{field, fmt.Sprintf("`%s` of `%s` is no sum of money that the plan can count with: `%s`", field, p.Name, q.Text)}
		case first == "":
			first = currency
		case currency != first:
			return &conflict{field, fmt.Sprintf("`%s` is in %s and the plan in %s: no rate between them is known, so write both in one currency", field, currency, first)}
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
		return network.Lacking(fmt.Sprintf("`%s` of `%s` does not say for which time: `%s`", field, p.Name, p.Quantity(field).Text))
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
		missing = append(missing, f.Missing...)
	}
	if len(parts) == 0 {
		return nil, missing
	}
	return network.Plus("what goes out", parts...), missing
}

// drain adds by how much the free cash falls in the cycle, and in which month it is used up.
func (c *computer) drain(p *model.Resource, o *model.Object, sales *network.Node, out *network.Node, missing []string) {
	if missing = append(missing, sales.Missing...); len(missing) > 0 {
		set(o, "drained", network.Lacking(missing...))
		return
	}
	deficit := network.Minus("missing a month", out.Named(), sales.Named())
	if deficit == nil {
		return
	}
	set(o, "deficit", deficit)
	falls := deficit.Amount.High.Sign() > 0
	free, span := given(p, p.Object, "cash"), p.Text("cycle")
	if !falls && p.Node.Get("cash") == nil {
		free = network.Assumed("free cash", "none stated", quantity.Exact(new(big.Rat), quantity.NewUnit([]string{deficit.Amount.Unit.Currency()}, nil)))
	}
	months := c.cycleMonths(p, span)
	if !falls {
		months = network.Assumed("months", "the first", quantity.Of(1, []string{"month"}, nil))
	}
	set(o, "opening", free)
	if missing := allMissing(free, months); len(missing) > 0 {
		set(o, "drained", network.Lacking(missing...))
		return
	}
	set(o, "drained", network.Times("used up in the cycle", deficit.Named(), months))
	c.usedUp(p, o, free, deficit, months)
}

// cycleMonths is how many months the cycle of a plan has; one that has begun counts.
func (c *computer) cycleMonths(p *model.Resource, cycle string) *network.Node {
	if cycle == "" {
		return network.Lacking(fmt.Sprintf("`%s` has no `cycle`, so that it is not known how many months it has to last", p.Name))
	}
	span, err := c.m.Calendar.Cycle(cycle)
	if err != nil {
		return network.Lacking(fmt.Sprintf("the `cycle` of `%s` is not known: `%s`", p.Name, cycle))
	}
	n, exact := span.Months()
	if !exact {
		n++
	}
	return network.Found("months of the cycle", quantity.Of(int64(n), []string{"month"}, nil), p.Place(p.File, "cycle"))
}

// usedUp adds the first month at whose end less than nothing is left in the worst case, and what is left then.
func (c *computer) usedUp(p *model.Resource, o *model.Object, free, deficit, months *network.Node) {
	n := big.NewRat(1, 1)
	if deficit.Amount.High.Sign() > 0 && free.Amount.Low.Sign() >= 0 {
		n.SetInt(floorRat(new(big.Rat).Quo(free.Amount.Low, deficit.Amount.High)))
		n.Add(n, big.NewRat(1, 1))
	}
	if n.Cmp(months.Amount.Low) > 0 {
		return
	}
	so := network.Assumed("months", "", quantity.Exact(n, months.Amount.Unit))
	left := network.Minus("left of the free cash", free, network.Times("used up", deficit.Named(), so))
	if left == nil || left.Amount.Low.Sign() >= 0 {
		return
	}
	set(o, "left", left)
	if span, err := c.m.Calendar.Cycle(p.Text("cycle")); err == nil {
		o.Set("usedUpIn", monthName(span.From.AddMonths(int(n.Num().Int64())-1)))
	}
}

// monthName is the month that begins on a day: "June 2026", or the day itself where that is not the first of a month.
func monthName(from calendar.Date) string {
	if from.Day != 1 {
		return "the month from " + from.String()
	}
	return fmt.Sprintf("%s %d", from.Month, from.Year)
}

// aDayOf is a sum a month as a sum a day, of 30 days a month.
func aDayOf(monthly *network.Node) *network.Node {
	days := network.Assumed("days of a month", fmt.Sprintf("%d days count as a month", daysOfMonth), quantity.Exact(big.NewRat(daysOfMonth, 1), quantity.FactorUnit(quantity.DaysPerMonth)))
	return network.Over("sales a day", monthly, days)
}

// inDays is a delay in days of the calendar. Working days have as many around them as a month has.
func (c *computer) inDays(p *model.Resource, f *network.Node) *network.Node {
	if !f.Known() {
		return f
	}
	size := map[string]*big.Rat{"min": big.NewRat(1, 1440), "month": big.NewRat(daysOfMonth, 1)}
	size["workday"] = new(big.Rat).Quo(big.NewRat(daysOfMonth, 1), c.daysPerMonth().Amount.Low)
	by := size[f.Amount.Unit.String()]
	if by == nil {
		return network.Lacking(fmt.Sprintf("the %s of `%s` is no time", f.Label, p.Name))
	}
	return f.Scaled(by).In(quantity.NewUnit([]string{"day"}, nil))
}

// latePayments work out what each case holds up: sales a day × extra days × share.
func (c *computer) latePayments(p *model.Resource, sales *network.Node) model.List {
	var list model.List
	for i, entry := range p.Objects("latePayment") {
		if entry.Text("id") == "" {
			continue
		}
		o := &model.Object{}
		o.Set("at", fmt.Sprintf("latePayment/%d", i))
		o.Set("id", entry.Text("id"))
		extra, share := c.inDays(p, given(p, entry, "extra")), asPercent(given(p, entry, "share"))
		if cause := causeOf(entry); cause != nil {
			o.Set("cause", cause.Name)
			o.Set("causeTitle", cause.Title())
		}
		set(o, "extra", extra)
		set(o, "share", share)
		if missing := allMissing(sales, extra, share); len(missing) > 0 {
			set(o, "heldUp", network.Lacking(missing...))
		} else {
			set(o, "heldUp", network.Times("held up", aDayOf(sales), extra, share))
		}
		list = append(list, o)
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
