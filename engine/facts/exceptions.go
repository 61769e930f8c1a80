package facts

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

// exceptionState sets whether an exception holds today, both of its dates included. A date that is none counts as over.
func (c *computer) exceptionState(x *model.Resource) {
	from, fromOK := day(x, "from")
	until, untilOK := day(x, "until")
	state := InForce
	switch {
	case !fromOK:
		state = c.over(x, "from", fmt.Sprintf("`%s` is no date, so it counts as over", x.Text("from")))
	case !untilOK:
		state = c.over(x, "until", fmt.Sprintf("`%s` is no date, so it counts as over", x.Text("until")))
	case !until.IsZero() && c.m.AsOf.After(until):
		state = c.over(x, "until", fmt.Sprintf("it ended on %s", until))
	case c.m.AsOf.Before(from):
		state = NotBegun
	}
	x.Facts.Set("state", state)
}

// over notes by which field an exception is over, and why in words.
func (c *computer) over(x *model.Resource, field, why string) string {
	x.Facts.Set("overAt", field)
	x.Facts.Set("overBecause", why)
	return Over
}

// day reads a date field: the zero date where nothing is written, false for what is no date.
func day(r *model.Resource, field string) (calendar.Date, bool) {
	if r.Text(field) == "" {
		return calendar.Date{}, true
	}
	d, err := calendar.ParseDate(r.Text(field))
	return d, err == nil
}
