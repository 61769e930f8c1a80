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

var (
	monthUnit    = duration.Month
	workdayUnit  = duration.Workday
	calendarUnit = duration.CalendarDay
)

// minutesOfDay is an elapsed day in minutes.
var minutesOfDay = big.NewRat(duration.MinutesOfDay, 1)

func elapsed(q *model.Quantity) bool { return duration.Elapsed(q) }

func (c *computer) length(label string, q *model.Quantity) (length, perMonth *network.Node) {
	return c.durations().Length(label, q)
}

// months is a duration in months; what is missing to bring it there is said of the field of what is named.
func (c *computer) months(of, field string, q *model.Quantity) *network.Node {
	if m := c.durations().Months(field, q); m != nil {
		return m
	}
	return network.Lacking(fmt.Sprintf("the `%s` of `%s` is no duration: `%s`", field, of, q.Text))
}

func (c *computer) later(from calendar.Date, length quantity.Amount) (first, last calendar.Date) {
	return c.durations().Ends(from, length)
}
