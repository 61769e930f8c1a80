package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// planned compares the working days that the calendar plans a month with, with those that the mean month of the year has.
func (c *computer) planned() {
	from := c.m.CalendarFrom
	if from == nil {
		return
	}
	q := from.Quantity("daysPerMonth")
	if q == nil {
		return
	}
	days := network.Written("days planned a month", q).In(quantity.FactorUnit(quantity.DaysPerMonth))
	o := &model.Object{}
	set(o, "planned", days)
	mean := c.meanMonth(o, from)
	set(o, "mean", mean)
	if apart := deviation(days, mean); apart != nil {
		set(o, "apart", inTenths(apart, nil))
	}
	from.Facts.Set("planning", o)
}

// meanMonth is (days of the working week − holidays on them) ÷ 12, in the year as of which all is computed.
func (c *computer) meanMonth(o *model.Object, from *model.Resource) *network.Node {
	year := calendar.Span{From: calendar.Date{Year: c.m.AsOf.Year, Month: 1, Day: 1}, To: calendar.Date{Year: c.m.AsOf.Year, Month: 12, Day: 31}}
	without := *c.m.Calendar
	without.Holidays, without.Country, without.Region = nil, "", ""
	weekdays := without.Workdays(year)
	day, month := quantity.NewUnit([]string{"day"}, nil), quantity.NewUnit([]string{"month"}, nil)
	count := func(label, field string, n int) *network.Node {
		return network.Found(label, quantity.Exact(big.NewRat(int64(n), 1), day), from.Place(from.File, field))
	}
	all := count(fmt.Sprintf("days of the working week in %d", c.m.AsOf.Year), "workingWeek", weekdays)
	off := count("holidays on them", "holidays", weekdays-c.m.Calendar.Workdays(year))
	set(o, "weekdays", all)
	set(o, "holidays", off)
	return network.Over("mean month", network.Minus("working days", all, off), network.Assumed("months", "", quantity.Exact(big.NewRat(12, 1), month)))
}

// dueDates are all days by which something is due: of targets, of key results, and of what an objective depends on. The last two
// have to lie in the cycle of their objective.
func (c *computer) dueDates() model.List {
	list := model.List{}
	add := func(r *model.Resource, at, date string) {
		if o := c.dueDate(r, at, date); o != nil {
			list = append(list, o)
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
func (c *computer) dueDate(r *model.Resource, at, text string) *model.Object {
	day, err := calendar.ParseDate(text)
	if err != nil {
		return nil
	}
	o := of(r)
	o.Set("at", at)
	o.Set("date", text)
	o.Set("weekday", day.Weekday().String())
	o.Set("workday", c.m.Calendar.IsWorkday(day))
	if title, off := c.m.Calendar.Holiday(day); off {
		o.Set("holiday", title)
	}
	o.Set("inCycle", true)
	if span, ok := c.cycle(r); ok && r.Kind == "Objective" {
		o.Set("inCycle", span.Contains(day))
		o.Set("cycle", r.Text("cycle"))
		o.Set("from", span.From.String())
		o.Set("to", span.To.String())
	}
	return o
}
