package facts

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// A duration is told in months, in workdays, in days of the calendar or in hours of work. They meet in the month: it has as many workdays
// as the calendar plans, thirty days, and the working time of its workdays.

var (
	monthUnit    = quantity.NewUnit([]string{"month"}, nil)
	workdayUnit  = quantity.NewUnit([]string{"workday"}, nil)
	calendarUnit = quantity.NewUnit([]string{"calendar-day"}, nil)
)

// minutesOfDay is an elapsed day in minutes.
var minutesOfDay = big.NewRat(24*60, 1)

// elapsed reports whether a duration is told in days that pass, by the clock, whether people work or not.
func elapsed(q *model.Quantity) bool {
	return q.BareDay || slices.Contains([]string{"day", "calendar-day", "week"}, q.TimeUnit)
}

// length is a duration in the unit it is told in, and how many of that unit a month has; that is nil for months. Both are nil for what is
// no duration.
func (c *computer) length(label string, q *model.Quantity) (length, perMonth *network.Node) {
	length = network.Written(label, q)
	switch noun := q.Unit.Noun(); {
	case noun == "month":
		return length.In(monthUnit), nil
	case noun == "workday":
		return length.In(workdayUnit), c.daysPerMonth().In(quantity.FactorUnit(quantity.WorkdaysPerMonth))
	case noun != "min":
		return nil, nil
	case elapsed(q):
		length = length.Scaled(new(big.Rat).Inv(minutesOfDay))
		days := quantity.Exact(big.NewRat(30, 1), calendarUnit.Div(monthUnit))
		return length.In(calendarUnit), network.Assumed("days of a month", "a month counts as 30 days", days)
	}
	work := network.Times("working time of a month", c.daysPerMonth(), c.netDay(nil))
	return length.In(minute), work.In(minute.Div(monthUnit)).Named()
}

// months is a duration in months; what is missing to bring it there is said of the field of what is named.
func (c *computer) months(of, field string, q *model.Quantity) *network.Node {
	length, perMonth := c.length(field, q)
	switch {
	case length == nil:
		return network.Lacking(fmt.Sprintf("the `%s` of `%s` is no duration: `%s`", field, of, q.Text))
	case perMonth == nil:
		return length
	}
	if m := network.Over(field, length, perMonth); m != nil {
		return m.In(monthUnit).Named()
	}
	return network.Lacking("a month of the calendar has no working time")
}

// later is the day on which a duration that begins on a day is over, by its shortest and by its longest.
func (c *computer) later(from calendar.Date, length quantity.Amount) (first, last calendar.Date) {
	return c.after(from, length.Low, length.Unit), c.after(from, length.High, length.Unit)
}

// after is the day so many months, workdays or days of the calendar later, in whole days; minutes of work fill workdays. What never ends,
// or not within the years of the calendar, ends with them.
func (c *computer) after(from calendar.Date, n *big.Rat, unit quantity.Unit) calendar.Date {
	end := calendar.Date{Year: calendar.MaxYear, Month: 12, Day: 31}
	if n.Sign() == 0 {
		return from
	}
	if unit == minute {
		unit, n = workdayUnit, c.inWorkdays(n)
	}
	if n == nil || n.Cmp(big.NewRat(int64(end.DaysSince(from)), 1)) > 0 {
		return end
	}
	whole := floorRat(n)
	then := from.AddDays(int(whole.Int64()))
	switch unit {
	case workdayUnit:
		then = c.m.Calendar.AddWorkdays(from, int(whole.Int64()))
	case monthUnit:
		rest := new(big.Rat).Sub(n, new(big.Rat).SetInt(whole))
		days := floorRat(rest.Mul(rest, big.NewRat(30, 1)))
		then = from.AddMonths(int(whole.Int64())).AddDays(int(days.Int64()))
	}
	if then.IsZero() || then.After(end) {
		return end
	}
	return then
}

// inWorkdays is a time of work in workdays; nil where a day has no working time.
func (c *computer) inWorkdays(minutes *big.Rat) *big.Rat {
	net := c.netDay(nil).Amount.Low
	if net.Sign() <= 0 {
		return nil
	}
	return new(big.Rat).Quo(minutes, net)
}
