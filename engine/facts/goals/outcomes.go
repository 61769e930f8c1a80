package goals

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// outcome is how a key result stands on its day, by its `actual` and its `grade`.
func (c *Computer) outcome(o *model.Resource, kr *model.Object, wants string) *Outcome {
	out := &Outcome{Due: dayOf(kr), Reached: "unknown"}
	cycle, known := c.Cycle(o)
	if out.Due == "" && known {
		out.Due = cycle.To.String()
	}
	day, err := calendar.ParseDate(out.Due)
	out.Past = err == nil && day.Before(c.Model.AsOf)
	out.Told = kr.Has(field.Actual) || kr.Has(field.Grade) || measuredSince(kr.To(field.KPI), cycle.From)
	if until := (calendar.Span{From: cycle.From, To: day}); known && err == nil && !out.Past && !until.IsEmpty() {
		out.OnTheWay = c.onTheWay(o, kr, until)
	}
	if grade := kr.Quantity(field.Grade); grade != nil && grade.Low != nil {
		out.Grade = basis.AsPercent(c.Written("grade", grade))
	}
	to, actual := kr.Quantity(field.To), kr.Quantity(field.Actual)
	if !isNumber(to) || !isNumber(actual) {
		return out
	}
	is := c.inUnit(resultUnit(kr), "actual", actual)
	out.Actual = basis.Shown(is)
	if is == nil {
		return out
	}
	out.Reached = reached(is.Amount, to, wants)
	if out.Made = c.made(kr, is); out.Made != nil && out.Grade != nil {
		out.GradeOff = gradeOff(out.Grade, out.Made)
	}
	return out
}

// measuredSince reports whether a KPI was measured on a day or later.
func measuredSince(k *model.Resource, day calendar.Date) bool {
	if k == nil {
		return false
	}
	if on, err := calendar.ParseDate(k.Object.Object(field.Baseline).Text(field.Date)); err == nil && !on.Before(day) {
		return true
	}
	return slices.ContainsFunc(k.Actuals, func(a model.Actual) bool { return !a.Span.To.Before(day) })
}

// onTheWay is how far a key result is in a time that has begun.
func (c *Computer) onTheWay(o *model.Resource, kr *model.Object, until calendar.Span) *OnTheWay {
	if !isNumber(kr.Quantity(field.To)) {
		return nil
	}
	actual, on, day := kr.Quantity(field.Actual), c.Model.AsOf, ""
	if actual == nil {
		if a := latestIn(kr.To(field.KPI), until, c.Model.AsOf); a != nil {
			actual, on, day = a.Value, a.Span.To, a.Span.To.String()
		}
	}
	if !isNumber(actual) || !until.Contains(on) {
		return nil
	}
	is := c.inUnit(resultUnit(kr), "actual", actual)
	if is == nil {
		return nil
	}
	done := c.made(kr, is)
	if done == nil {
		return nil
	}
	passed := big.NewRat(int64(100*(calendar.Span{From: until.From, To: on}).Days()), int64(until.Days()))
	elapsed := network.Found(wording.TimePassed(), quantity.Exact(passed, basis.PercentUnit),
		o.Place(o.File, field.Cycle))
	return &OnTheWay{
		Stands: basis.Shown(is), On: day, Done: done, Elapsed: elapsed,
		Behind: basis.Shown(network.Minus("behind", elapsed, done)),
	}
}

// latestIn is the latest actual of a KPI that ends in a span and is over; nil for none.
func latestIn(k *model.Resource, span calendar.Span, asOf calendar.Date) *model.Actual {
	if k == nil {
		return nil
	}
	if a := k.Latest(asOf); a != nil && span.Contains(a.Span.To) {
		return a
	}
	return nil
}

func isNumber(q *model.Quantity) bool { return q != nil && q.Low != nil }

// resultUnit is the unit of a key result: of the number to reach, else of its start, else of what it came to.
func resultUnit(kr *model.Object) quantity.Unit {
	for _, name := range []field.Path{field.To, field.From, field.Actual} {
		if q := kr.Quantity(name); q != nil && !q.Unit.IsZero() {
			return q.Unit
		}
	}
	return quantity.Unit{}
}

// inUnit is a number of a key result, in its unit where it has none; nil where the two cannot be compared, and for a
// bare number beside times, which may be any.
func (c *Computer) inUnit(u quantity.Unit, label string, q *model.Quantity) *network.Node {
	n := c.Written(label, q)
	switch {
	case q.Unit.IsZero() && (basis.Countable(u) || u.Equal(basis.PercentUnit)):
		return n.In(u)
	case q.Unit.IsZero() && !u.IsZero():
		return nil
	}
	if _, err := quantity.LessOrEqual(q.Amount, quantity.Exact(q.Low, u)); err != nil {
		return nil
	}
	return n
}

// reached says whether an amount is what a key result asks for; unknown where nobody says which way it should go, or
// ranges overlap.
func reached(is quantity.Amount, to *model.Quantity, wants string) string {
	goal := to.Amount
	if goal.Unit.IsZero() {
		goal.Unit = is.Unit
	}
	var enough, short quantity.Answer
	switch wants {
	case "higher":
		enough, _ = quantity.LessOrEqual(goal, is)
		short, _ = quantity.Less(is, goal)
	case "lower":
		enough, _ = quantity.LessOrEqual(is, goal)
		short, _ = quantity.Less(goal, is)
	default:
		return "unknown"
	}
	switch {
	case enough == quantity.Holds:
		return "yes"
	case short == quantity.Holds:
		return "no"
	}
	return "unknown"
}

// made is how much of the way from the start of a key result to its end was made, in percent; nil where the start is
// not known, or is the end. A change begins at the number that it counts from.
func (c *Computer) made(kr *model.Object, is *network.Node) *network.Node {
	to, start := kr.Quantity(field.To), kr.Quantity(field.From)
	if start == nil {
		start = to.Base
	}
	if !isNumber(start) {
		return nil
	}
	unit := resultUnit(kr)
	from, end := c.inUnit(unit, "from", start), c.inUnit(unit, "to", to)
	if from == nil || end == nil || to.IsRange() {
		return nil
	}
	way := network.Minus("way", end, from)
	if way == nil || way.Amount.Low == nil || way.Amount.Low.Sign() == 0 {
		return nil
	}
	share := network.Over("made", network.Minus(wording.WayMade(), is, from).Named(), way.Named())
	if share == nil {
		return nil
	}
	return basis.Shown(share.Hundredfold().In(basis.PercentUnit))
}

// gradeOff is how far two shares lie apart.
func gradeOff(a, b *network.Node) *network.Node {
	distance := func(of []quantity.Amount) (quantity.Amount, bool) {
		far := basis.Distance(of[0].Low, of[1].Low)
		return quantity.Exact(far, basis.PercentUnit), !of[0].IsRange() && !of[1].IsRange()
	}
	return network.By("apart", wording.TheDistance(), distance, a, b)
}
