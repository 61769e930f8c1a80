package definition

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
)

// The states of an Exception.
const (
	InForce  = "in force"
	NotBegun = "not begun"
	Over     = "over"
)

// Term is whether an exception holds today, both of its dates included. An invalid date counts as over.
func (c *Computer) Term(x *model.Resource) *Term {
	from, fromOK := day(x, "from")
	until, untilOK := day(x, "until")
	switch {
	case !fromOK:
		return over("from", fmt.Sprintf("`%s` is no date, so it counts as over", x.Text("from")))
	case !untilOK:
		return over("until", fmt.Sprintf("`%s` is no date, so it counts as over", x.Text("until")))
	case !until.IsZero() && c.Model.AsOf.After(until):
		return over("until", fmt.Sprintf("it ended on %s", until))
	case c.Model.AsOf.Before(from):
		return &Term{State: NotBegun}
	}
	return &Term{State: InForce}
}

// over is an exception that is over: by which field, and why in words.
func over(field, why string) *Term { return &Term{State: Over, OverAt: field, OverBecause: why} }

// day reads a date field: the zero date where nothing is written, false for what is no date.
func day(r *model.Resource, field string) (calendar.Date, bool) {
	if r.Text(field) == "" {
		return calendar.Date{}, true
	}
	d, err := calendar.ParseDate(r.Text(field))
	return d, err == nil
}
