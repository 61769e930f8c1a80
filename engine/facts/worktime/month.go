package worktime

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Planned compares the working days that the calendar plans a month with, with those that the mean month of the year
// has; nil where none are planned.
func (c *Computer) Planned() *Planning {
	from := c.Model.CalendarFrom
	if from == nil {
		return nil
	}
	q := from.Quantity(field.DaysPerMonth)
	if q == nil {
		return nil
	}
	p := c.meanMonth(from)
	p.Planned = network.Written(wording.DaysPlannedAMonth(), q).In(quantity.FactorUnit(quantity.DaysPerMonth))
	if apart := basis.Deviation(p.Planned, p.Mean); apart != nil {
		p.Apart = basis.InTenths(apart, nil)
	}
	return &Planning{p}
}

// meanMonth is (days of the working week − holidays on them) ÷ 12, in the year as of which all is computed.
func (c *Computer) meanMonth(from *model.Resource) *PlannedMonth {
	year := calendar.Span{
		From: calendar.Date{Year: c.Model.AsOf.Year, Month: 1, Day: 1},
		To:   calendar.Date{Year: c.Model.AsOf.Year, Month: 12, Day: 31},
	}
	without := *c.Model.Calendar
	without.Holidays, without.Country, without.Region = nil, "", ""
	weekdays := without.Workdays(year)
	day := quantity.NewUnit([]string{"day"}, nil)
	count := func(label string, n int, at model.Place) *network.Node {
		return network.Found(label, quantity.Exact(big.NewRat(int64(n), 1), day), at)
	}
	p := &PlannedMonth{
		Weekdays: count(wording.DaysOfTheWorkingWeek(c.Model.AsOf.Year), weekdays,
			from.Place(from.File, field.WorkingWeek)),
		Holidays: count(wording.HolidaysOnThem(), weekdays-c.Model.Calendar.Workdays(year),
			from.Place(from.File, field.Holidays)),
	}
	months := network.Assumed("months", "", quantity.Exact(big.NewRat(12, 1), duration.Month))
	p.Mean = network.Over(wording.MeanMonth(), network.Minus(wording.WorkingDaysText(), p.Weekdays, p.Holidays),
		months)
	return p
}
