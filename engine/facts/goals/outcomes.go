package goals

import (
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// outcome is how a key result with a number stands on its day, by its `actual` and its `grade`.
func (c *Computer) outcome(o *model.Resource, kr *model.Object, wants string) *Outcome {
	out := &Outcome{Due: dayOf(kr), Reached: "unknown"}
	if span, known := c.Cycle(o); out.Due == "" && known {
		out.Due = span.To.String()
	}
	day, err := calendar.ParseDate(out.Due)
	out.Past = err == nil && day.Before(c.Model.AsOf)
	if grade := kr.Quantity(field.Grade); grade != nil && grade.Low != nil {
		out.Grade = basis.AsPercent(c.Written("grade", grade))
	}
	to, actual := kr.Quantity(field.To), kr.Quantity(field.Actual)
	if actual == nil || actual.Low == nil {
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
// not written, or is the end.
func (c *Computer) made(kr *model.Object, is *network.Node) *network.Node {
	to, start := kr.Quantity(field.To), kr.Quantity(field.From)
	if start == nil || start.Low == nil {
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
	share := network.Over("made", network.Minus("way made", is, from).Named(), way.Named())
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
	return network.By("apart", "the distance", distance, a, b)
}
