package goals

import (
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// DueDates are all days by which something is due: of targets, of key results, and of what an objective depends on. The
// last two have to lie in the cycle of their objective.
func (c *Computer) DueDates() []*DueDate {
	var list []*DueDate
	add := func(r *model.Resource, at field.Path, date string) {
		if due := c.dueDate(r, at, date); due != nil {
			list = append(list, due)
		}
	}
	for _, k := range c.Model.Of("KPI") {
		for _, row := range c.Model.Aimed(k) {
			if t := row.Quantity(field.Target); t != nil {
				add(row, field.Target, t.By)
			}
		}
	}
	for _, o := range c.Model.Of("Objective") {
		for i, kr := range o.Objects(field.KeyResults) {
			add(o, field.KeyResults.At(i, field.By), kr.Text(field.By))
			if to := kr.Quantity(field.To); to != nil {
				add(o, field.KeyResults.At(i, field.To), to.By)
			}
		}
		for i, d := range o.Objects(field.DependsOn) {
			add(o, field.DependsOn.At(i, field.By), d.Text(field.By))
		}
	}
	return list
}

// dueDate is what the calendar and the cycle say of a day; nil for what is not a date.
func (c *Computer) dueDate(r *model.Resource, at field.Path, text string) *DueDate {
	day, err := calendar.ParseDate(text)
	if err != nil {
		return nil
	}
	due := &DueDate{
		Kind:     r.Kind,
		Resource: r.Name,
		At:       at.String(),
		Date:     text,
		Weekday:  day.Weekday().String(),
		Workday:  c.Model.Calendar.IsWorkday(day),
		InCycle:  true,

		EndsPeriod: c.Model.Calendar.EndsPeriod(day),
	}
	if title, off := c.Model.Calendar.Holiday(day); off {
		due.Off = &Off{title}
	}
	if span, ok := c.Cycle(r); ok && r.Kind == "Objective" {
		due.InCycle = span.Contains(day)
		due.Cycle, due.From, due.To = r.Text(field.Cycle), span.From.String(), span.To.String()
	}
	return due
}
