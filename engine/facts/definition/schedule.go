package definition

import (
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
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
	due := &Due{
		Date: t.By, Past: c.Model.AsOf.After(by), Reached: "unknown",
		Measured: k.Object.Object(field.Baseline).Text(field.Date),
	}
	measured, err := calendar.ParseDate(due.Measured)
	base, began := from, measured
	var place model.Place
	if err == nil {
		place = k.Object.Object(field.Baseline).Place(k.File, field.Date)
	}
	if a := k.Latest(c.Model.AsOf); a != nil && err == nil && a.Span.To.After(measured) {
		if now := c.latest(t, a); now != nil { // the baseline is older
			from, measured, due.Measured, place = now, a.Span.To, a.Span.To.String(), a.Value.Place
		}
	}
	way := c.way(k, t, from, heads(k, t, from))
	switch {
	case !way.Known():
		return &Schedule{due}
	case way.Amount.Low.Sign() <= 0:
		due.Reached = "yes"
	case err == nil && !measured.Before(by):
		due.Reached = "no"
	}
	if err != nil || due.Reached != "unknown" {
		return &Schedule{due}
	}
	switch {
	case k.Text(field.Aggregation) == "cumulative" && wants(k, t) == "higher":
		due.Pace = c.pace(k, from, way, place, measured, by)
	case k.Text(field.Measure) == "stock" && measured.After(began):
		before := c.way(k, t, base, heads(k, t, base))
		due.Pace = stockPace(before, way, t.Place, place, []calendar.Date{began, measured, by})
	}
	return &Schedule{due}
}

// stockPace is what a stock has to change by in each month from the second of three days to the last, and what it did
// from the first to the second; nil where the ways to the target from the first two are not known.
func stockPace(then, now *network.Node, target, since model.Place, days []calendar.Date) *Pace {
	if !then.Known() || !now.Known() {
		return nil
	}
	needed := perMonth(now, wording.MonthsLeft(), target, days[1], days[2])
	sofar := perMonth(network.Minus(wording.WayMade(), then, now), wording.MonthsSoFar(), since, days[0], days[1])
	if needed == nil || sofar == nil {
		return nil
	}
	return &Pace{Left: basis.Shown(now), Needed: needed, SoFar: sofar, Since: days[0].String(), OfStock: true}
}

// pace is what a running total has to grow by in each month until it is due, and what it grew by in the fiscal year in
// which it was measured.
func (c *Computer) pace(
	k *model.Resource, from, way *network.Node, since model.Place, measured, by calendar.Date,
) *Pace {
	if from.Amount.High.Sign() == 0 {
		return nil // it begins here
	}
	start := c.Model.Calendar.FiscalYear(measured).From.AddDays(-1)
	needed := perMonth(way, wording.MonthsLeft(), k.Quantity(field.Target).Place, measured, by)
	if before, day := c.beforeYear(k, from, start); before != nil && k.Text(field.Measure) != "stock" {
		from, start = network.Minus(wording.WayMade(), from, before), day
	} else if day := c.began(k); day.After(start) && day.Before(measured) {
		start = day
	}
	sofar := perMonth(from, wording.MonthsSoFar(), since, start, measured)
	if needed == nil || sofar == nil {
		return nil
	}
	return &Pace{Left: basis.Shown(way), Needed: needed, SoFar: sofar, Since: start.AddDays(1).String()}
}

// began is the day on which a running total was nought, as its baseline says; none where it does not.
func (c *Computer) began(k *model.Resource) (day calendar.Date) {
	stood := c.stands(k, k.Quantity(field.Target))
	if !stood.Known() || stood.Amount.High.Sign() != 0 {
		return day
	}
	day, _ = calendar.ParseDate(k.Object.Object(field.Baseline).Text(field.Date))
	return day
}

// beforeYear is what a running total was when a fiscal year began, or the last time before that it is known, and the
// day; nil where nobody says, or it was more than it is now, and began again.
func (c *Computer) beforeYear(
	k *model.Resource, now *network.Node, start calendar.Date,
) (*network.Node, calendar.Date) {
	var was *network.Node
	var on calendar.Date
	take := func(n *network.Node, day calendar.Date) {
		if n.Known() && !day.After(start) && !day.Before(on) && n.Amount.High.Sign() > 0 {
			was, on = n, day
		}
	}
	t := k.Quantity(field.Target)
	for _, a := range k.Actuals {
		take(c.latest(t, &a), a.Span.To)
	}
	if day, err := calendar.ParseDate(k.Object.Object(field.Baseline).Text(field.Date)); err == nil {
		take(c.stands(k, t), day)
	}
	if was == nil {
		return nil, on
	}
	if grown, err := quantity.Less(was.Amount, now.Amount); err != nil || grown != quantity.Holds {
		return nil, on
	}
	return was, on
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

// latest is what an actual says in the unit of a target; nil where it cannot be compared.
func (c *Computer) latest(t *model.Quantity, a *model.Actual) *network.Node {
	n := c.Written("actual", a.Value)
	if _, err := quantity.LessOrEqual(a.Value.Amount, t.Amount); err != nil {
		return nil
	}
	return n
}
