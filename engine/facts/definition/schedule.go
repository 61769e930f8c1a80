package definition

import (
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// Schedule is how a KPI whose target has a due date stands against it; nil for none.
func (c *Computer) Schedule(k *model.Resource) *Schedule {
	t := k.Quantity(field.Target)
	if t == nil || t.Low == nil || k.Text(field.Purpose) == "monitor" {
		return nil
	}
	by, err := calendar.ParseDate(t.By)
	if err != nil {
		return nil
	}
	from := c.stands(k, t)
	way := c.way(k, t, from)
	due := &Due{
		Date: t.By, Past: c.Model.AsOf.After(by), Reached: "unknown",
		Measured: k.Object.Object(field.Baseline).Text(field.Date),
	}
	measured, err := calendar.ParseDate(due.Measured)
	switch {
	case !way.Known():
		return &Schedule{due}
	case way.Amount.Low.Sign() <= 0:
		due.Reached = "yes"
	case err == nil && !measured.Before(by):
		due.Reached = "no"
	}
	if err == nil && due.Reached == "unknown" && k.Text(field.Aggregation) == "cumulative" && wants(k, t) == "higher" {
		due.Pace = c.pace(k, from, way, measured, by)
	}
	return &Schedule{due}
}

// pace is what a running total has to grow by in each month until it is due, and what it grew by in the fiscal year in
// which it was measured.
func (c *Computer) pace(k *model.Resource, from, way *network.Node, measured, by calendar.Date) *Pace {
	year := c.Model.Calendar.FiscalYear(measured)
	needed := perMonth(way, "months left", k.Quantity(field.Target).Place, measured, by)
	since := k.Object.Object(field.Baseline).Place(k.File, field.Date)
	sofar := perMonth(from, "months so far", since, year.From.AddDays(-1), measured)
	if needed == nil || sofar == nil {
		return nil
	}
	return &Pace{Left: basis.Shown(way), Needed: needed, SoFar: sofar, Since: year.From.String()}
}

// perMonth divides a number by the months between the ends of two days; nil where there are none.
func perMonth(n *network.Node, label string, at model.Place, from, to calendar.Date) *network.Node {
	months := quantity.Exact(calendar.MonthsBetween(from, to), quantity.NewUnit([]string{"month"}, nil))
	rate := network.Over("a month", n, network.Found(label, months, at))
	if rate == nil {
		return nil
	}
	return rate.In(n.Amount.Unit.Mul(quantity.NewUnit(nil, []string{"month"})))
}
