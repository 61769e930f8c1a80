package model

import (
	"errors"
	"math/big"
	"time"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// time is a length of time in minutes, once in its period or bare; nil where there is none, or where it is none and is refused.
func (v *resolver) time(r *Resource, name field.Path, period string) *big.Rat {
	q := r.Quantity(name)
	if q == nil || q.Low == nil {
		return nil
	}
	minutes := quantity.NewUnit([]string{"min"}, nil)
	if q.Unit.Equal(minutes) || q.Unit.Equal(quantity.NewUnit([]string{"min"}, []string{period})) {
		return q.Low
	}
	v.leaveOut(r, name, errors.New(wording.IsNotATimeIn(q.Text, period)))
	return nil
}

// breaks are taken out of the working day, and leave something of it.
func (v *resolver) breaks(from *Resource, c *calendar.Calendar, breaks *big.Rat) {
	if breaks.Cmp(c.WorkingDay) >= 0 {
		v.leaveOut(from, field.Breaks, errors.New(
			wording.BreaksOfLeaveNothingOf(quantity.Duration(breaks), quantity.Duration(c.WorkingDay))))
		return
	}
	c.Breaks = breaks
}

// calendar finds the organisation's calendar (the one it names, else the only one there is) and reads it.
func (v *resolver) calendar() {
	v.m.Calendar = calendar.Default()
	from := v.chosenCalendar()
	if from == nil {
		return
	}
	v.m.CalendarFrom = from
	c := v.m.Calendar
	if day := v.time(from, field.WorkingDay, "day"); day != nil {
		c.WorkingDay = day
	}
	if breaks := v.time(from, field.Breaks, "day"); breaks != nil {
		v.breaks(from, c, breaks)
	}
	c.MaxWeek = v.time(from, field.MaxWeek, "week")
	if q := from.Quantity(field.DaysPerMonth); q != nil && q.Low != nil {
		if q.Unit.IsZero() {
			c.DaysPerMonth = q.Low
		} else {
			v.leaveOut(from, field.DaysPerMonth, errors.New(wording.IsNoPlainNumberWrite(q.Text)))
		}
	}
	v.week(from, c)
	v.holidays(from, c)
	v.cycles(from, c)
	if start := from.Text(field.FiscalYearStart); start != "" {
		day, err := calendar.ParseFiscalStart(start)
		v.refuse(from, field.FiscalYearStart, err)
		c.FiscalStart = day
	}
}

func (v *resolver) chosenCalendar() *Resource {
	if v.m.Organisation != nil {
		if named := v.m.Organisation.To(field.Calendar); named != nil {
			return named
		}
	}
	if all := v.m.Of("Calendar"); len(all) == 1 {
		return all[0]
	}
	return nil
}

func (v *resolver) week(from *Resource, c *calendar.Calendar) {
	words := from.Texts(field.WorkingWeek)
	if len(words) == 0 {
		return
	}
	c.Week = []time.Weekday{}
	for _, word := range words {
		if day, err := calendar.ParseWeekday(word); err == nil {
			c.Week = append(c.Week, day)
		}
	}
}

func (v *resolver) holidays(from *Resource, c *calendar.Calendar) {
	c.Holidays = map[calendar.Date]string{}
	for _, text := range from.Texts(field.Holidays) {
		if day, err := calendar.ParseDate(text); err == nil { // else the reader has said so
			c.Holidays[day] = ""
		}
	}
	if by := from.Object.Object(field.Holidays); by != nil {
		if err := calendar.CheckCountry(by.Text(field.Country), by.Text(field.Region)); err != nil {
			v.refuse(from, field.Holidays.To(field.Country), err)
			return
		}
		c.Country, c.Region = by.Text(field.Country), by.Text(field.Region)
	}
}

func (v *resolver) cycles(from *Resource, c *calendar.Calendar) {
	c.Cycles, v.refusedCycles = map[string]calendar.Span{}, map[string]bool{}
	for i, entry := range from.Objects(field.Cycles) {
		first, err := calendar.ParseDate(entry.Text(field.From))
		last, err2 := calendar.ParseDate(entry.Text(field.To))
		if err != nil || err2 != nil {
			v.refusedCycles[entry.Text(field.ID)] = true // the reader has said so
			continue
		}
		if last.Before(first) {
			v.refuse(from, field.Cycles.At(i, field.To),
				errors.New(wording.TheCycleEndsOnBefore(last.String(), first.String())))
			v.refusedCycles[entry.Text(field.ID)] = true
			continue
		}
		c.Cycles[entry.Text(field.ID)] = calendar.Span{From: first, To: last}
		for _, name := range []string{entry.Text(field.ID), entry.Text(field.Name)} {
			if name != "" {
				c.Name(name, entry.Text(field.ID))
			}
		}
	}
}

// leaveOut refuses a field and takes it out of the model, so that no rule counts with it.
func (v *resolver) leaveOut(r *Resource, name field.Path, err error) {
	v.refuse(r, name, err)
	r.Object = r.Object.without(name.String())
}

// refuse reports a value of the calendar that cannot be read; the default stands in.
func (v *resolver) refuse(r *Resource, path field.Path, err error) {
	if err == nil {
		return
	}
	span, at := r.Written(path)
	v.problems = append(v.problems, Problem{Resource: r, Pointer: at,
		Problem: source.Problem{File: r.File, Rule: "wrong-type", Span: span, Message: err.Error()}})
}
