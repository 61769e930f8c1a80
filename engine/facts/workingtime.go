package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

var minute = duration.Minute

// minuteDay is a minute of a person's day.
var minuteDay = quantity.NewUnit([]string{"min"}, []string{"person", "day"})

// workingTime is the working time of the calendar and of the roles that have a working day of their own. Each number is
// one node, however many others stand on it.
type workingTime struct {
	days              map[*model.Resource]*workingDay // of roles; of the calendar, by nil
	perMonth, perWeek *network.Node
}

func newWorkingTime() workingTime { return workingTime{days: map[*model.Resource]*workingDay{}} }

// workingDay is the length of a day, and that less breaks, in minutes.
type workingDay struct{ whole, net *network.Node }

// planning is the calendar as rules see it: the working day, the planning figures and where they come from.
func (c *computer) planning() *PlanningCalendar {
	p := &PlanningCalendar{
		WorkingDay:   c.workday(nil),
		NetDay:       c.netDay(nil),
		Breaks:       c.breaks(),
		DaysPerMonth: c.daysPerMonth(),
		DaysPerWeek:  c.daysPerWeek(),
	}
	if from := c.m.CalendarFrom; from != nil {
		p.Calendar = from.Name
	}
	if most := c.m.Calendar.MaxWeek; most != nil {
		p.MaxWeek = c.fromCalendar("longest week", "maxWeek", quantity.Exact(most, minute))
	}
	return p
}

// fromCalendar is a number of the calendar in force: as it is written there, else a default.
func (c *computer) fromCalendar(label, field string, a quantity.Amount) *network.Node {
	from := c.m.CalendarFrom
	if from == nil || from.Node.Get(field) == nil {
		return network.Assumed(label, "default", a)
	}
	if q := from.Quantity(field); q != nil && q.Low != nil && q.Low.Cmp(a.Low) == 0 {
		return network.Written(label, q).LowEnd().In(a.Unit)
	}
	return network.Found(label, a, from.Place(from.File, field)) // no quantity, or one that is refused
}

// day is the working day of a role; nil is the calendar's.
func (c *computer) day(role *model.Resource) *workingDay {
	var own *model.Quantity
	if role != nil {
		own = role.Quantity("workingDay")
	}
	if own == nil || own.Low == nil {
		role = nil
	}
	return memo(c.times.days, role, func() *workingDay {
		d := &workingDay{}
		if role != nil {
			d.whole = network.Written("working day", own).In(minute)
		} else {
			d.whole = c.fromCalendar("working day", "workingDay", quantity.Exact(c.m.Calendar.WorkingDay, minute))
		}
		d.net = c.lessBreaks(d.whole)
		return d
	})
}

// workday is the length of a role's working day in minutes: its own, else the calendar's.
func (c *computer) workday(role *model.Resource) *network.Node { return c.day(role).whole }

// netDay is the working day less its breaks.
func (c *computer) netDay(role *model.Resource) *network.Node { return c.day(role).net }

// lessBreaks is a day less the breaks of the calendar. Breaks of no time are not shown, and may be longer with other
// leaves.
func (c *computer) lessBreaks(day *network.Node) *network.Node {
	breaks, from := c.m.Calendar.Breaks, c.m.CalendarFrom
	if breaks == nil || breaks.Sign() == 0 && (from == nil || from.Quantity("breaks") == nil) {
		return day
	}
	off := c.fromCalendar("breaks", "breaks", quantity.Exact(breaks, minute))
	net := network.Minus("net working day", day, off).Named()
	if breaks.Sign() == 0 {
		return network.Choose(unlessEqual, day, net)
	}
	return net
}

// unlessEqual takes the second of two numbers, unless it is the first.
func unlessEqual(of []quantity.Amount) int {
	if of[0].Equal(of[1]) {
		return 0
	}
	return 1
}

// breaks is what the calendar takes out of the working day; nil where none are declared.
func (c *computer) breaks() *network.Node {
	if c.m.Calendar.Breaks == nil || c.m.Calendar.Breaks.Sign() == 0 {
		return nil
	}
	return c.fromCalendar("breaks", "breaks", quantity.Exact(c.m.Calendar.Breaks, minute))
}

func (c *computer) daysPerMonth() *network.Node {
	if c.times.perMonth == nil {
		days, declared := c.m.Calendar.PlanningDays(c.m.AsOf)
		amount := quantity.Exact(days, quantity.FactorUnit(quantity.DaysPerMonth))
		if declared {
			c.times.perMonth = c.fromCalendar("days per month", "daysPerMonth", amount)
		} else {
			note := fmt.Sprintf("mean month of %d", c.m.AsOf.Year)
			c.times.perMonth = network.Assumed("days per month", note, amount)
		}
	}
	return c.times.perMonth
}

func (c *computer) daysPerWeek() *network.Node {
	if c.times.perWeek == nil {
		days := big.NewRat(int64(c.m.Calendar.DaysPerWeek()), 1)
		c.times.perWeek = c.fromCalendar("days per week", "workingWeek",
			quantity.Exact(days, quantity.FactorUnit(quantity.DaysPerWeek)))
	}
	return c.times.perWeek
}

// hoursPerDay turns an hour of a person's work into a day: net working time.
func (c *computer) hoursPerDay(role *model.Resource) *network.Node {
	net := c.netDay(role)
	return network.Same("net hours per day", net).Scaled(big.NewRat(1, 60)).In(quantity.FactorUnit(quantity.HoursPerDay))
}

// durations is by what durations convert.
func (c *computer) durations() duration.Basis {
	return duration.Basis{Calendar: c.m.Calendar, DaysPerMonth: c.daysPerMonth(), NetDay: c.netDay(nil)}
}
