// Package duration brings elapsed and working time from one unit to another.
//
// People write durations in months, in workdays, in days of the calendar or in hours of work. These meet in the month:
// it has as many workdays as the calendar plans, thirty days of the calendar, and the working time of its workdays. A
// day of the calendar passes whether people work or not, so 24 h of it are not 24 hours of work.
package duration

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// Units of durations. Quantities are read in the first three; a day that passes is read in minutes, and has a unit of
// its own where a number counts such days.
var (
	Minute      = quantity.NewUnit([]string{"min"}, nil)
	Workday     = quantity.NewUnit([]string{"workday"}, nil)
	Month       = quantity.NewUnit([]string{"month"}, nil)
	CalendarDay = quantity.NewUnit([]string{"calendar-day"}, nil)

	day  = quantity.NewUnit([]string{"day"}, nil)
	week = quantity.NewUnit([]string{"week"}, nil)
)

// What a day and a month count as.
const (
	MinutesOfHour = 60
	MinutesOfDay  = 24 * MinutesOfHour
	DaysOfMonth   = 30 // of the calendar
)

// Basis is the working time of an organisation, by which its durations convert.
type Basis struct {
	Calendar     *calendar.Calendar
	DaysPerMonth *network.Node // workdays that a month counts for
	DaysPerWeek  *network.Node // workdays of a week
	NetDay       *network.Node // the working day less breaks, in minutes
}

// Elapsed reports whether a duration is written in days that pass, by the clock, whether people work or not.
func Elapsed(q *model.Quantity) bool {
	return q.BareDay || slices.Contains([]string{"day", "calendar-day", "week"}, q.TimeUnit)
}

// Length is a duration in the unit in which it is written, and how many of that unit a month has; that is nil for
// months. Both are nil for what is not a duration.
func (b Basis) Length(label string, q *model.Quantity) (length, perMonth *network.Node) {
	length = network.Written(label, q)
	switch noun := q.Unit.Noun(); {
	case noun == "month":
		return length.In(Month), nil
	case noun == "workday":
		return length.In(Workday), b.DaysPerMonth.In(quantity.FactorUnit(quantity.WorkdaysPerMonth))
	case noun != "min":
		return nil, nil
	case Elapsed(q):
		days := quantity.Exact(big.NewRat(DaysOfMonth, 1), CalendarDay.Div(Month))
		return length.Scaled(big.NewRat(1, MinutesOfDay)).In(CalendarDay),
			network.Assumed(wording.DaysOfAMonth(), wording.AMonthCountsAs30(), days)
	}
	work := network.Times(wording.WorkingTimeOfAMonth(), b.DaysPerMonth, b.NetDay)
	return length.In(Minute), work.In(Minute.Div(Month)).Named()
}

// Months is a duration in months; nil for what is not a duration.
func (b Basis) Months(label string, q *model.Quantity) *network.Node {
	length, perMonth := b.Length(label, q)
	if length == nil || perMonth == nil {
		return length
	}
	if m := network.Over(label, length, perMonth); m != nil {
		return m.In(Month).Named()
	}
	return network.Lacking(wording.AMonthOfTheCalendar())
}

// CalendarDays is a known duration in days of the calendar; nil for what is not a duration. A workday has as many days
// around it as there are in a month for each workday.
func (b Basis) CalendarDays(f *network.Node) *network.Node {
	switch f.Amount.Unit {
	case Minute:
		return f.Scaled(big.NewRat(1, MinutesOfDay)).In(day)
	case Month:
		return f.Scaled(big.NewRat(DaysOfMonth, 1)).In(day)
	case Workday:
		if days := network.Hidden(f.Label, f.Note(), aroundWorkdays, f, b.DaysPerMonth); days != nil {
			return days.Standing(f.At)
		}
		return network.Lacking(wording.AMonthOfTheCalendarHas())
	}
	return nil
}

// aroundWorkdays takes workdays, and how many of them a month has.
func aroundWorkdays(of []quantity.Amount) (quantity.Amount, bool) {
	workdays, perMonth := of[0], of[1].Low
	if perMonth.Sign() <= 0 {
		return quantity.Amount{}, false
	}
	days := workdays.Scale(new(big.Rat).Quo(big.NewRat(DaysOfMonth, 1), perMonth))
	days.Unit = day
	return days, true
}

// ADay is a rate a month as a rate a day of the calendar.
func ADay(label string, monthly *network.Node) *network.Node {
	days := quantity.Exact(big.NewRat(DaysOfMonth, 1), quantity.FactorUnit(quantity.DaysPerMonth))
	return network.Over(label, monthly, network.Assumed(wording.DaysOfAMonth(), wording.DaysCountAsAMonth(), days))
}

// Working reports whether a duration is written in time in which people work: workdays and business hours.
func Working(q *model.Quantity) bool { return q.Unit == Workday || q.TimeUnit == "business-hour" }

// Differ reports whether one of two durations is written in days that pass, and the other in time in which people work.
func Differ(a, b *model.Quantity) bool {
	return Elapsed(a) && Working(b) || Working(a) && Elapsed(b)
}

// Across is a duration that is written in time in which people work and compared with days that pass, or the other way
// round, in the unit of what it is compared with: two weeks are fourteen days, and ten workdays of a week of five.
func (b Basis) Across(label string, q, with *model.Quantity) *network.Node {
	length := network.Written(label, q)
	days := network.Assumed(wording.DaysOfAWeek(), wording.AWeekHas7Days(),
		quantity.Exact(big.NewRat(7, 1), CalendarDay.Div(week)))
	workdays := b.DaysPerWeek.In(Workday.Div(week))
	if Elapsed(q) {
		n := network.Over(label, network.Times(label, length.Scaled(big.NewRat(1, MinutesOfDay)).In(CalendarDay), workdays),
			days)
		if n != nil && with.Unit == Minute {
			n = network.Times(label, n, b.NetDay.In(Minute.Div(Workday)))
		}
		return n.In(with.Unit).Like(with)
	}
	if q.Unit == Minute {
		length = network.Over(label, length.In(Minute), b.NetDay.In(Minute.Div(Workday)))
	}
	if length == nil {
		return network.Lacking(wording.AWorkingDayHasNo())
	}
	n := network.Over(label, network.Times(label, length.In(Workday), days), workdays)
	if n == nil {
		return network.Lacking(wording.AWeekOfTheCalendar())
	}
	return n.Scaled(big.NewRat(MinutesOfDay, 1)).In(with.Unit).Like(with)
}

// PerWorkedMonth is how many days of the calendar pass while the workdays of a month are worked, for what is counted by
// the day or the week: 20 workdays take four weeks, 28 days.
func (b Basis) PerWorkedMonth() *network.Node {
	days := network.Assumed(wording.DaysOfAWeek(), wording.AWeekHas7Days(),
		quantity.Exact(big.NewRat(7, 1), CalendarDay.Div(week)))
	n := network.Over(wording.DaysOfAMonth(),
		network.Times(wording.DaysOfAMonth(), b.DaysPerMonth.In(day.Div(Month)), days),
		b.DaysPerWeek.In(day.Div(week)))
	if n == nil {
		return network.Lacking(wording.AWeekOfTheCalendar())
	}
	return n.In(CalendarDay.Div(Month)).Named()
}

// ForRate is how long something takes in the period by which a rate of so many a period is best multiplied: months as
// months, workdays as days, hours as hours of work. Days of the calendar run through nights and weekends, so they are
// weeks, or parts of a month where the rate is for a month or longer. Nil for what is not a duration.
func ForRate(label string, q *model.Quantity, period string) *network.Node {
	in := func(unit string, size int64) *network.Node {
		return network.Written(label, q).Scaled(big.NewRat(1, size)).In(quantity.NewUnit([]string{unit}, nil))
	}
	switch noun := q.Unit.Noun(); {
	case noun == "month":
		return in("month", 1)
	case noun == "workday":
		return in("day", 1)
	case noun != "min":
		return nil
	case !Elapsed(q):
		return in("hour", MinutesOfHour)
	case slices.Contains([]string{"month", "quarter", "year"}, period):
		return in("month", DaysOfMonth*MinutesOfDay)
	}
	return in("week", 7*MinutesOfDay)
}

// Work is an amount of work in minutes; a workday is a net day of it. Nil for what is not an amount of work.
func (b Basis) Work(label string, q *model.Quantity) *network.Node {
	d := network.Written(label, q)
	switch q.Unit {
	case Minute:
		return d.In(Minute)
	case Workday:
		return network.Times(label, d.In(Workday), b.NetDay).In(Minute).Named()
	}
	return nil
}
