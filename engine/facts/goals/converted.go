package goals

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// family is what units have in common that may convert into each other: all times are one, and a count in any period.
func (t *truth) family() string {
	unit := t.ground()
	switch {
	case isTime(unit):
		return "a time"
	case unit.Period() != "":
		return unit.Without(unit.Period()).String() + " in a time"
	}
	return unit.String()
}

func isTime(u quantity.Unit) bool {
	return (u.Noun() == "min" || u.Noun() == "workday" || u.Noun() == "month") && u.String() == u.Noun()
}

// differConverted compares the targets of two KPIs of one name whose units convert; nil where they agree, as people
// round, under one of the readings of a time. A calendar without days of work is for others.
func (c *Computer) differConverted(first, second *model.Resource) *Truth {
	a, b := target(first), target(second)
	converted, with := c.rates.Convert(first, c.Written("target", a.q), b.q.Unit), b.q.Amount
	if isTime(a.ground()) {
		converted, with = c.inTimeOf(first, second, a.q, b.q)
	}
	if !converted.Known() {
		return nil
	}
	t := contradiction(second.Title(), a, b)
	t.What, t.Depends, t.Converted = "name", false, basis.Shown(converted)
	back := c.rates.Convert(second, c.Written("target", b.q), a.q.Unit)
	agree := alike(converted.Amount, with) || rounded(converted.Amount, with) || rounded(back.Amount, a.q.Amount) ||
		alike(hoursAsDays(a.q, b.q), b.q.Amount) ||
		alike(hoursAsDays(b.q, a.q), a.q.Amount)
	if agree && heading(a.q.Comparator)*heading(b.q.Comparator) >= 0 {
		return nil
	}
	return t
}

// inTimeOf is a time in the unit of another, and that other: months where one of them is in months. Where one of the
// two KPIs is about a service, its hours count.
func (c *Computer) inTimeOf(
	first, second *model.Resource,
	q, with *model.Quantity,
) (*network.Node, quantity.Amount) {
	d := c.worktime.DurationsOf(first)
	if worktime.ServiceOf(first) == nil {
		d = c.worktime.DurationsOf(second)
	}
	switch {
	case q.Unit.Noun() == "month" || with.Unit.Noun() == "month":
	case duration.Differ(q, with):
		return d.Across("target", q, with), with.Amount
	case q.Unit == with.Unit:
		return network.Written("target", q), with.Amount
	default: // hours of work and workdays
		work := d.Work("target", q)
		if with.Unit == duration.Workday {
			work = network.Over("target", work, d.NetDay)
		}
		if work == nil {
			return network.Lacking(wording.AWorkingDayHasNo()), with.Amount
		}
		return work.In(with.Unit), with.Amount
	}
	months := d.Months("target", with)
	if !months.Known() {
		return months, quantity.Amount{}
	}
	return d.Months("target", q), months.Amount
}

// hoursAsDays are hours as days of 24 h, as in "within 24 hours" for the next day; an amount without a number where one
// is not written in hours and the other in workdays.
func hoursAsDays(q, with *model.Quantity) quantity.Amount {
	if q.Unit != duration.Minute || duration.Elapsed(q) || with.Unit != duration.Workday {
		return quantity.Amount{}
	}
	day := big.NewRat(1, duration.MinutesOfDay)
	return quantity.Amount{Low: new(big.Rat).Mul(q.Low, day), High: new(big.Rat).Mul(q.High, day), Unit: with.Unit}
}

// rounded reports whether a rate is the whole number that people say for it: every six weeks is 2.17 times a quarter,
// and 2 to people. More than a tenth is no rounding.
func rounded(rate, whole quantity.Amount) bool {
	if rate.Low == nil || rate.IsRange() || whole.IsRange() || whole.Unit.Period() == "" || whole.Low == nil ||
		!whole.Low.IsInt() || whole.Low.Sign() <= 0 || rate.Unit != whole.Unit {
		return false
	}
	apart := basis.Distance(rate.Low, whole.Low)
	return apart.Cmp(big.NewRat(1, 2)) < 0 && apart.Cmp(new(big.Rat).Quo(whole.Low, big.NewRat(10, 1))) <= 0
}

// alike reports whether two amounts are one as people round them, within two percent.
func alike(a, b quantity.Amount) bool {
	close := func(a, b *big.Rat) bool {
		return basis.Distance(a, b).Cmp(new(big.Rat).Mul(new(big.Rat).Abs(b), big.NewRat(2, 100))) <= 0
	}
	return a.Low != nil && b.Low != nil && close(a.Low, b.Low) && close(a.High, b.High)
}
