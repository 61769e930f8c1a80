// Package cash works out money: what comes in and goes out of a cash plan in a month, what customers bring and
// cost, and what a target costs.
package cash

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about money.
type Computer struct {
	*basis.Basis
	rates    *rates.Computer
	worktime *worktime.Computer
}

// New is a computer without facts so far.
func New(b *basis.Basis, rates *rates.Computer, worktime *worktime.Computer) *Computer {
	return &Computer{Basis: b, rates: rates, worktime: worktime}
}

// Plan works out a plan: what comes in and goes out in a month, how long the free cash lasts, and what late payment
// holds up.
func (c *Computer) Plan(p *model.Resource) *Cash {
	cash, problem := c.cash(p)
	c.AddConflicts(p, problem)
	return &Cash{cash}
}

// Customers works out what the customers of a plan bring and cost.
func (c *Computer) Customers(p *model.Resource) *Economics {
	customers, problems := c.economics(p)
	c.AddConflicts(p, problems...)
	return &Economics{customers}
}

// obligations are the fields of what goes out.
var obligations = []field.Path{field.Payroll, field.Bills, field.RetainedEarnings, field.Profit}

// cash compares what comes in with what goes out.
func (c *Computer) cash(p *model.Resource) (*MonthlyCash, *basis.Mismatch) {
	if problem := currencies(p); problem != nil {
		return nil, problem
	}
	m := &MonthlyCash{}
	sales := c.aMonth(p, field.Sales)
	out, missing := c.goingOut(p)
	if out != nil || len(missing) > 0 {
		m.Sales, m.Obligations = basis.Shown(sales), basis.Shown(out.Part(missing))
		c.drain(p, m, sales, out, missing)
	}
	if delay := c.inDays(p, basis.Given(p, p.Object, field.CollectedAfter)); sales.Known() && delay.Known() {
		m.Outstanding = basis.Shown(network.Times(wording.SalesNotYetPaid(), duration.ADay("sales a day", sales),
			delay))
	}
	if m.Late = c.latePayments(p, sales); m.Late != nil {
		m.Free = basis.Shown(basis.Given(p, p.Object, field.Cash))
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
func currencies(p *model.Resource) *basis.Mismatch {
	first := ""
	for _, name := range append([]field.Path{field.Sales, field.Cash}, obligations...) {
		q := p.Quantity(name)
		if q == nil {
			continue
		}
		currency := q.Unit.Currency()
		switch {
		case !isMoney(q.Unit) || name == field.Cash && q.Unit.Period() != "":
			return &basis.Mismatch{
				At:      name,
				Message: wording.OfIsNotASum(name.String(), p.Name, q.Text),
			}

		case first == "":
			first = currency
		case currency != first:
			return &basis.Mismatch{
				At:      name,
				Message: wording.IsInAndThePlan(name.String(), currency, first),
			}

		}
	}
	return nil
}

// isMoney reports whether a unit is a currency, in a time or not.
func isMoney(u quantity.Unit) bool {
	return u.Noun() != "" && u.Noun() == u.Currency() && u.Scope() == "" && len(u.PerNouns()) == 0
}

// aMonth is a sum of money of the plan in a month.
func (c *Computer) aMonth(p *model.Resource, name field.Path) *network.Node {
	f := basis.Given(p, p.Object, name)
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" {
		return network.Lacking(wording.OfDoesNotSayFor(name.String(), p.Name, p.Quantity(name).Text))
	}
	return c.rates.Bring(p, f, "", "month")
}

// goingOut adds up what has to be paid or kept; nil and nothing missing where the plan says nothing of it.
func (c *Computer) goingOut(p *model.Resource) (*network.Node, []string) {
	var parts []*network.Node
	var missing []string
	for _, name := range obligations {
		if !p.IsWritten(name) {
			continue
		}
		f := c.aMonth(p, name)
		if f.Known() {
			parts = append(parts, f)
		}
		missing = append(missing, f.Lacks()...)
	}
	if len(parts) == 0 {
		return nil, missing
	}
	return network.Plus(wording.WhatGoesOut(), parts...), missing
}

// drain sets by how much the free cash falls in the cycle, and in which month it is used up.
func (c *Computer) drain(p *model.Resource, m *MonthlyCash, sales, out *network.Node, missing []string) {
	if missing = append(missing, sales.Lacks()...); len(missing) > 0 {
		m.Drained = network.Lacking(missing...)
		return
	}
	deficit := network.Minus("missing a month", out.Named(), sales.Named())
	if deficit == nil {
		return
	}
	free := basis.Given(p, p.Object, field.Cash)
	idle := free
	if !p.IsWritten(field.Cash) {
		zero := quantity.Exact(new(big.Rat), quantity.NewUnit([]string{deficit.Amount.Unit.Currency()}, nil))
		idle = network.Assumed(wording.FreeCash(), wording.NoneStated(), zero)
	}
	first := network.Assumed("months", wording.TheFirst(), quantity.Exact(big.NewRat(1, 1), duration.Month))
	falling := newRunway(deficit, free, c.cycleMonths(p, p.Text(field.Cycle)))
	m.runway = falling.orElse(deficit, newRunway(deficit, idle, first))
	if span, err := c.Model.Calendar.Cycle(p.Text(field.Cycle)); err == nil {
		m.runway.begins = span.From
	}
	m.Deficit, m.Opening, m.Drained = basis.Shown(deficit), basis.Shown(m.runway.free), basis.Shown(m.runway.drained)
	m.useUp()
}

// cycleMonths is how many months the cycle of a plan has; one that has begun counts.
func (c *Computer) cycleMonths(p *model.Resource, cycle string) *network.Node {
	if cycle == "" {
		return network.Lacking(wording.HasNoCycleSoThat(p.Name))
	}
	span, err := c.Model.Calendar.Cycle(cycle)
	if err != nil {
		return network.Lacking(wording.TheCycleOfIsNot(p.Name, cycle))
	}
	n, exact := span.Months()
	if !exact {
		n++
	}
	months := quantity.Exact(big.NewRat(int64(n), 1), duration.Month)
	return network.Found(wording.MonthsOfTheCycle(), months, p.Place(p.File, field.Cycle))
}

// monthName is the month that begins on a day: "June 2026", or the day itself where that is not the first of a month.
func monthName(from calendar.Date) string {
	if from.Day != 1 {
		return wording.TheMonthFrom(from.String())
	}
	return fmt.Sprintf("%s %d", from.Month, from.Year)
}

// inDays is a delay in days of the calendar.
func (c *Computer) inDays(p *model.Resource, f *network.Node) *network.Node {
	if !f.Known() {
		return f
	}
	if days := c.worktime.Durations().CalendarDays(f); days != nil {
		return days
	}
	return network.Lacking(wording.TheOfIsNotA(f.Label, p.Name))
}

// latePayments work out what each case holds up: sales a day × extra days × share.
func (c *Computer) latePayments(p *model.Resource, sales *network.Node) []*LatePayment {
	var list []*LatePayment
	for i, entry := range p.Objects(field.LatePayment) {
		if entry.Text(field.ID) == "" {
			continue
		}
		late := &LatePayment{At: field.LatePayment.At(i).String(), ID: entry.Text(field.ID)}
		if cause := causeOf(entry); cause != nil {
			late.Cause, late.CauseTitle = cause.Name, cause.Title()
		}
		extra, share := c.inDays(p, basis.Given(p, entry, field.Extra)), basis.AsPercent(basis.Given(p, entry, field.Share))
		late.Extra, late.Share = basis.Shown(extra), basis.Shown(share)
		if missing := basis.AllMissing(sales, extra, share); len(missing) > 0 {
			late.HeldUp = network.Lacking(missing...)
		} else {
			late.HeldUp = basis.Shown(network.Times(wording.HeldUp(), duration.ADay("sales a day", sales), extra,
				share))
		}
		list = append(list, late)
	}
	return list
}

// causeOf is the service or KPI whose failure makes customers pay late.
func causeOf(entry *model.Object) *model.Resource {
	if s := entry.To(field.Service); s != nil {
		return s
	}
	return entry.To(field.KPI)
}
