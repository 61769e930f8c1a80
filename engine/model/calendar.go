package model

import (
	"fmt"
	"time"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// calendar finds the organisation's calendar (the one it names, else the only one there is) and reads it.
func (v *resolver) calendar() {
	v.m.Calendar = calendar.Default()
	from := v.chosenCalendar()
	if from == nil {
		return
	}
	v.m.CalendarFrom = from
	c := v.m.Calendar
	if q := from.Quantity("workingDay"); q != nil && q.Low != nil && q.Low.Sign() > 0 {
		c.WorkingDay = q.Low
	}
	v.breaks(from, c)
	if q := from.Quantity("daysPerMonth"); q != nil && q.Low != nil && q.Low.Sign() > 0 {
		c.DaysPerMonth = q.Low
	}
	if q := from.Quantity("maxWeek"); q != nil && q.Low != nil {
		c.MaxWeek = q.Low
	}
	v.week(from, c)
	v.holidays(from, c)
	v.cycles(from, c)
	if start := from.Text("fiscalYearStart"); start != "" {
		day, err := calendar.ParseFiscalStart(start)
		v.refuse(from, "fiscalYearStart", err)
		c.FiscalStart = day
	}
}

// breaks reads the breaks; what leaves nothing of the working day is refused.
func (v *resolver) breaks(from *Resource, c *calendar.Calendar) {
	q := from.Quantity("breaks")
	if q == nil || q.Low == nil {
		return
	}
	if q.Low.Cmp(c.WorkingDay) >= 0 {
		v.refuse(from, "breaks", fmt.Errorf("breaks of %s leave nothing of a working day of %s", quantity.Duration(q.Low), quantity.Duration(c.WorkingDay)))
		return
	}
	c.Breaks = q.Low
}

func (v *resolver) chosenCalendar() *Resource {
	if v.m.Organisation != nil {
		if named := v.m.Organisation.To("calendar"); named != nil {
			return named
		}
	}
	if all := v.m.Of("Calendar"); len(all) == 1 {
		return all[0]
	}
	return nil
}

func (v *resolver) week(from *Resource, c *calendar.Calendar) {
	words := from.Texts("workingWeek")
	if len(words) == 0 {
		return
	}
	c.Week = []time.Weekday{}
	for i, word := range words {
		day, err := calendar.ParseWeekday(word)
		if err != nil {
			v.refuse(from, fmt.Sprintf("workingWeek/%d", i), err)
			continue
		}
		c.Week = append(c.Week, day)
	}
}

func (v *resolver) holidays(from *Resource, c *calendar.Calendar) {
	c.Holidays = map[calendar.Date]string{}
	for i, text := range from.Texts("holidays") {
		day, err := calendar.ParseDate(text)
		if err != nil {
			v.refuse(from, fmt.Sprintf("holidays/%d", i), err)
			continue
		}
		c.Holidays[day] = ""
	}
	if by := from.Object.Object("holidays"); by != nil {
		if err := calendar.CheckCountry(by.Text("country"), by.Text("region")); err != nil {
			v.refuse(from, "holidays/country", err)
			return
		}
		c.Country, c.Region = by.Text("country"), by.Text("region")
	}
}

func (v *resolver) cycles(from *Resource, c *calendar.Calendar) {
	c.Cycles = map[string]calendar.Span{}
	for i, entry := range from.Objects("cycles") {
		at := fmt.Sprintf("cycles/%d/", i)
		first, err := calendar.ParseDate(entry.Text("from"))
		v.refuse(from, at+"from", err)
		last, err2 := calendar.ParseDate(entry.Text("to"))
		v.refuse(from, at+"to", err2)
		if err != nil || err2 != nil {
			continue
		}
		if last.Before(first) {
			v.refuse(from, at+"to", fmt.Errorf("the cycle ends on %s, before it begins on %s", last, first))
			continue
		}
		c.Cycles[entry.Text("id")] = calendar.Span{From: first, To: last}
	}
}

// refuse reports a value of the calendar that cannot be read; the default stands in.
func (v *resolver) refuse(r *Resource, path string, err error) {
	if err == nil {
		return
	}
	span, at := r.Written(path)
	v.problems = append(v.problems, Problem{Resource: r, Pointer: at,
		Problem: source.Problem{File: r.File, Rule: "wrong-type", Span: span, Message: err.Error()}})
}
