package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// planned compares the working days that the calendar plans a month with, with those that the mean month of the year
// has; nil where none are planned.
func (c *computer) planned() *Planning {
	from := c.m.CalendarFrom
	if from == nil {
		return nil
	}
	q := from.Quantity("daysPerMonth")
	if q == nil {
		return nil
	}
	p := c.meanMonth(from)
	p.Planned = network.Written("days planned a month", q).In(quantity.FactorUnit(quantity.DaysPerMonth))
	if apart := deviation(p.Planned, p.Mean); apart != nil {
		p.Apart = inTenths(apart, nil)
	}
	return &Planning{p}
}

// meanMonth is (days of the working week − holidays on them) ÷ 12, in the year as of which all is computed.
func (c *computer) meanMonth(from *model.Resource) *PlannedMonth {
	year := calendar.Span{
		From: calendar.Date{Year: c.m.AsOf.Year, Month: 1, Day: 1},
		To:   calendar.Date{Year: c.m.AsOf.Year, Month: 12, Day: 31},
	}
	without := *c.m.Calendar
	without.Holidays, without.Country, without.Region = nil, "", ""
	weekdays := without.Workdays(year)
	day := quantity.NewUnit([]string{"day"}, nil)
	count := func(label, field string, n int) *network.Node {
		return network.Found(label, quantity.Exact(big.NewRat(int64(n), 1), day), from.Place(from.File, field))
	}
	p := &PlannedMonth{
		Weekdays: count(fmt.Sprintf("days of the working week in %d", c.m.AsOf.Year), "workingWeek", weekdays),
		Holidays: count("holidays on them", "holidays", weekdays-c.m.Calendar.Workdays(year)),
	}
	months := network.Assumed("months", "", quantity.Exact(big.NewRat(12, 1), duration.Month))
	p.Mean = network.Over("mean month", network.Minus("working days", p.Weekdays, p.Holidays), months)
	return p
}

// dueDates are all days by which something is due: of targets, of key results, and of what an objective depends on. The
// last two have to lie in the cycle of their objective.
func (c *computer) dueDates() []*DueDate {
	var list []*DueDate
	add := func(r *model.Resource, at, date string) {
		if due := c.dueDate(r, at, date); due != nil {
			list = append(list, due)
		}
	}
	for _, k := range c.m.Of("KPI") {
		if t := k.Quantity("target"); t != nil {
			add(k, "target", t.By)
		}
	}
	for _, o := range c.m.Of("Objective") {
		for i, kr := range o.Objects("keyResults") {
			at := fmt.Sprintf("keyResults/%d/", i)
			add(o, at+"by", kr.Text("by"))
			if to := kr.Quantity("to"); to != nil {
				add(o, at+"to", to.By)
			}
		}
		for i, d := range o.Objects("dependsOn") {
			add(o, fmt.Sprintf("dependsOn/%d/by", i), d.Text("by"))
		}
	}
	return list
}

// dueDate is what the calendar and the cycle say of a day; nil where it is none.
func (c *computer) dueDate(r *model.Resource, at, text string) *DueDate {
	day, err := calendar.ParseDate(text)
	if err != nil {
		return nil
	}
	due := &DueDate{
		Kind:     r.Kind,
		Resource: r.Name,
		At:       at,
		Date:     text,
		Weekday:  day.Weekday().String(),
		Workday:  c.m.Calendar.IsWorkday(day),
		InCycle:  true,
	}
	if title, off := c.m.Calendar.Holiday(day); off {
		due.Off = &Off{title}
	}
	if span, ok := c.cycle(r); ok && r.Kind == "Objective" {
		due.InCycle = span.Contains(day)
		due.Cycle, due.From, due.To = r.Text("cycle"), span.From.String(), span.To.String()
	}
	return due
}
