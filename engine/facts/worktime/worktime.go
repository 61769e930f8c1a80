// Package worktime is the working time of the calendar, of roles and of services.
package worktime

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about working time.
type Computer struct {
	*basis.Basis

	times workingTime
}

// New is a computer without facts so far.
func New(b *basis.Basis) *Computer {
	return &Computer{Basis: b, times: newWorkingTime()}
}

// MinuteDay is a minute of a person's day.
var MinuteDay = quantity.NewUnit([]string{"min"}, []string{"person", "day"})

// workingTime is the working time of the calendar and of the roles that have a working day of their own. Each number is
// one node, however many others stand on it.
type workingTime struct {
	days              map[*model.Resource]*workingDay // of roles; of the calendar, by nil
	perMonth, perWeek *network.Node
}

func newWorkingTime() workingTime { return workingTime{days: map[*model.Resource]*workingDay{}} }

// workingDay is the length of a day, and that less breaks, in minutes.
type workingDay struct{ whole, net *network.Node }

// Planning is the calendar as rules see it: the working day, the planning figures and where they come from.
func (c *Computer) Planning() *PlanningCalendar {
	p := &PlanningCalendar{
		WorkingDay:   c.Workday(nil),
		NetDay:       c.NetDay(nil),
		Breaks:       c.Breaks(),
		DaysPerMonth: c.DaysPerMonth(),
		DaysPerWeek:  c.DaysPerWeek(),
	}
	if from := c.Model.CalendarFrom; from != nil {
		p.Calendar = from.Name
	}
	if most := c.Model.Calendar.MaxWeek; most != nil {
		p.MaxWeek = c.fromCalendar(wording.LongestWeek(), field.MaxWeek, quantity.Exact(most, basis.Minute))
	}
	return p
}

// fromCalendar is a number of the calendar in force: as it is written there, else a default.
func (c *Computer) fromCalendar(label string, name field.Path, a quantity.Amount) *network.Node {
	from := c.Model.CalendarFrom
	if from == nil || !from.IsWritten(name) {
		return network.Assumed(label, "default", a)
	}
	if q := from.Quantity(name); q != nil && q.Low != nil && q.Low.Cmp(a.Low) == 0 {
		return network.Written(label, q).LowEnd().In(a.Unit)
	}
	return network.Found(label, a, from.Place(from.File, name)) // no quantity, or one that is refused
}

// day is the working day of a role; nil is the calendar's.
func (c *Computer) day(role *model.Resource) *workingDay {
	var own *model.Quantity
	if role != nil {
		own = role.Quantity(field.WorkingDay)
	}
	if own == nil || own.Low == nil {
		role = nil
	}
	return basis.Memo(c.Basis, c.times.days, role, func() *workingDay {
		d := &workingDay{}
		if role != nil {
			d.whole = network.Written(wording.WorkingDay(), own).In(basis.Minute)
		} else {
			d.whole = c.fromCalendar(wording.WorkingDay(), field.WorkingDay,
				quantity.Exact(c.Model.Calendar.WorkingDay, basis.Minute))
		}
		d.net = c.lessBreaks(d.whole)
		return d
	})
}

// Workday is the length of a role's working day in minutes: its own, else the calendar's.
func (c *Computer) Workday(role *model.Resource) *network.Node { return c.day(role).whole }

// NetDay is the working day less its breaks.
func (c *Computer) NetDay(role *model.Resource) *network.Node { return c.day(role).net }

// lessBreaks is a day less the breaks of the calendar. Breaks of no time are not shown, and may be longer with other
// leaves.
func (c *Computer) lessBreaks(day *network.Node) *network.Node {
	breaks, from := c.Model.Calendar.Breaks, c.Model.CalendarFrom
	if breaks == nil || breaks.Sign() == 0 && (from == nil || from.Quantity(field.Breaks) == nil) {
		return day
	}
	off := c.fromCalendar("breaks", field.Breaks, quantity.Exact(breaks, basis.Minute))
	net := network.Minus(wording.NetWorkingDay(), day, off).Named()
	if breaks.Sign() == 0 {
		return network.Choose(basis.UnlessEqual, day, net)
	}
	return net
}

// Breaks is what the calendar takes out of the working day; nil where none are declared.
func (c *Computer) Breaks() *network.Node {
	if c.Model.Calendar.Breaks == nil || c.Model.Calendar.Breaks.Sign() == 0 {
		return nil
	}
	return c.fromCalendar("breaks", field.Breaks, quantity.Exact(c.Model.Calendar.Breaks, basis.Minute))
}

// DaysPerMonth is how many working days a month is planned with: as the calendar says, else the mean of its year.
func (c *Computer) DaysPerMonth() *network.Node {
	c.Once(wording.DaysPerMonth(), func() {
		days, declared := c.Model.Calendar.PlanningDays(c.Model.AsOf)
		amount := quantity.Exact(days, quantity.FactorUnit(quantity.DaysPerMonth))
		if declared {
			c.times.perMonth = c.fromCalendar(wording.DaysPerMonth(), field.DaysPerMonth, amount)
		} else {
			note := wording.MeanMonthOf(c.Model.AsOf.Year)
			c.times.perMonth = network.Assumed(wording.DaysPerMonth(), note, amount)
		}
	})
	return c.times.perMonth
}

// DaysPerWeek is how many days of a week are worked.
func (c *Computer) DaysPerWeek() *network.Node {
	c.Once(wording.DaysPerWeek(), func() {
		days := big.NewRat(int64(c.Model.Calendar.DaysPerWeek()), 1)
		c.times.perWeek = c.fromCalendar(wording.DaysPerWeek(), field.WorkingWeek,
			quantity.Exact(days, quantity.FactorUnit(quantity.DaysPerWeek)))
	})
	return c.times.perWeek
}

// HoursPerDay turns an hour of a person's work into a day: net working time.
func (c *Computer) HoursPerDay(role *model.Resource) *network.Node {
	net := c.NetDay(role)
	return network.Same(wording.NetHoursPerDay(), net).Scaled(big.NewRat(1, 60)).In(
		quantity.FactorUnit(quantity.HoursPerDay))
}

// DurationsOf is by what durations of a KPI convert: where it is about a service with hours of its own, the time in
// which that is open is its working time.
func (c *Computer) DurationsOf(k *model.Resource) duration.Basis {
	b := c.Durations()
	s := ServiceOf(k)
	if s == nil {
		return b
	}
	b.NetDay, b.DaysPerWeek = c.openDay(s), c.OpeningFactor(s, quantity.DaysPerWeek)
	if days := c.OpeningFactor(s, quantity.DaysPerMonth); days != nil {
		b.DaysPerMonth = days
	}
	return b
}

// Durations is by what durations convert.
func (c *Computer) Durations() duration.Basis {
	return duration.Basis{
		Calendar: c.Model.Calendar, DaysPerMonth: c.DaysPerMonth(), DaysPerWeek: c.DaysPerWeek(), NetDay: c.NetDay(nil),
	}
}
