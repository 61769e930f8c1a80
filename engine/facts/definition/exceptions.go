package definition

import (
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// The states of an Exception.
const (
	InForce  = "in force"
	NotBegun = "not begun"
	Over     = "over"
)

// Term is whether an exception holds today, both of its dates included. An invalid date counts as over.
func (c *Computer) Term(x *model.Resource) *Term {
	from, fromOK := day(x, field.From)
	until, untilOK := day(x, field.Until)
	switch {
	case !fromOK:
		return over(field.From, wording.IsNotADateSo(x.Text(field.From)))
	case !untilOK:
		return over(field.Until, wording.IsNotADateSo(x.Text(field.Until)))
	case !until.IsZero() && c.Model.AsOf.After(until):
		return over(field.Until, wording.ItEndedOn(until.String()))
	case c.Model.AsOf.Before(from):
		return &Term{State: NotBegun}
	}
	return &Term{State: InForce}
}

// over is an exception that is over: by which field, and why in words.
func over(name field.Path, why string) *Term {
	return &Term{State: Over, OverAt: name.String(), OverBecause: why}
}

// day reads a date field: the zero date where nothing is written, false for what is not a date.
func day(r *model.Resource, name field.Path) (calendar.Date, bool) {
	if r.Text(name) == "" {
		return calendar.Date{}, true
	}
	d, err := calendar.ParseDate(r.Text(name))
	return d, err == nil
}
