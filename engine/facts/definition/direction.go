package definition

import (
	"slices"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Direction is which way a KPI with a target shall go, and from where.
func (c *Computer) Direction(k *model.Resource, t *model.Quantity) *Direction {
	from := c.stands(k, t)
	wanted := heads(k, t, from)
	way := c.way(k, t, from, wanted)
	if way.Known() && way.Amount.High.Sign() < 0 && c.fluctuates(k, t, wanted) {
		way = nil
	}
	return &Direction{
		UnitKind: unitKind(t.Unit),
		Asks:     sign(k, t),
		Wants:    wanted,
		Drafted:  k.IsDraft(),
		Start:    c.start(k, t, from),
		Way:      basis.Shown(way),
	}
}

// fluctuates reports whether a KPI without a baseline of its own missed its target in one of the last twelve months
// that are known: that the latest was better says nothing of where it stands.
func (c *Computer) fluctuates(k *model.Resource, t *model.Quantity, wanted string) bool {
	if k.IsWritten(field.Baseline) {
		return false
	}
	for _, a := range k.Actuals {
		was := c.latest(t, &a)
		if was == nil || !a.Span.To.After(c.Model.AsOf.AddMonths(-12)) || a.Span.To.After(c.Model.AsOf) {
			continue
		}
		if way := c.way(k, t, was, wanted); way.Known() && way.Amount.Low.Sign() > 0 {
			return true
		}
	}
	return false
}

// unitKind says what kind of thing a unit measures: count, duration, percent, money or number (no unit).
func unitKind(u quantity.Unit) string {
	switch noun := u.Noun(); {
	case u.Currency() != "":
		return "money"
	case u.HasPercent():
		return "percent"
	case noun == "min" || noun == "workday" || noun == "month":
		return "duration"
	case noun == "":
		return "number"
	}
	return "count"
}

// start says whether a KPI with a target has a baseline, what it is in the target's unit, and whether it is the target
// already.
func (c *Computer) start(k *model.Resource, t *model.Quantity, from *network.Node) *Start {
	return &Start{
		Written: k.IsWritten(field.Baseline) || len(k.Actuals) > 0 || k.Whole().IsWritten(field.Baseline) ||
			startsInTarget(k),
		Value: basis.Shown(from),
		Same:  from.Known() && sameAmount(from.Amount, t.Amount) && !otherStatistic(k, t) && !c.othersMove(k),
	}
}

// othersMove reports whether a KPI asks for more than there is in another of its rows: what stays as it is in one place
// is a part of it then.
func (c *Computer) othersMove(k *model.Resource) bool {
	if k.Row == nil {
		return false
	}
	return slices.ContainsFunc(c.Model.RowsOf(k.Whole()), func(row *model.Resource) bool {
		base, t := row.Quantity(field.Baseline), row.Quantity(field.Target)
		return base != nil && base.Low != nil && t != nil && t.Low != nil && base.Unit.Equal(t.Unit) &&
			!sameAmount(base.Amount, t.Amount)
	})
}

// stands is the baseline in the unit of the target; nil where there is none, or units do not convert, which is another
// rule's.
func (c *Computer) stands(k *model.Resource, t *model.Quantity) *network.Node {
	base, _ := baseline(k)
	if base == nil || base.Low == nil || basis.Compatible(base.Amount, t.Amount) != nil {
		return nil
	}
	d := c.Written("baseline", base)
	if duration.Differ(base, t) {
		return c.worktime.DurationsOf(k).Across("baseline", base, t)
	}
	if _, err := quantity.LessOrEqual(base.Amount, t.Amount); err == nil {
		return d
	}
	if base.Unit.IsZero() || t.Unit.IsZero() { // a nought, which needs no unit
		return d.In(t.Unit)
	}
	return c.rates.Convert(k, d, t.Unit)
}

// way is how far a KPI has to go from its baseline to its target in the direction it wants; below zero it is to go
// back. There is none where nobody says the direction, the sign of the target contradicts it, or the number is only
// watched.
func (c *Computer) way(k *model.Resource, t *model.Quantity, from *network.Node, wanted string) *network.Node {
	if from == nil || wanted == "maintain" || wanted == "" || k.Text(field.Purpose) == "monitor" || otherStatistic(k, t) {
		return nil
	}
	if !from.Known() {
		return from
	}
	to := c.Written("target", t)
	switch between := t.Comparator == quantity.Between; {
	case wanted == "higher" && between:
		return network.Minus(wording.WayToGo(), to.HighEnd(), from)
	case wanted == "higher":
		return network.Minus(wording.WayToGo(), to, from)
	case between:
		return network.Minus(wording.WayToGo(), from, to.LowEnd())
	}
	return network.Minus(wording.WayToGo(), from, to)
}

// heads is the way a KPI shall go: what its sign and direction say, and where there is neither, the way from its
// baseline to its target.
func heads(k *model.Resource, t *model.Quantity, from *network.Node) string {
	if basis.Asks(t.Comparator) == "" && k.Text(field.Direction) == "" && from.Known() && !otherStatistic(k, t) {
		return basis.Course(from.Amount, t.Amount)
	}
	return wants(k, t)
}

// wants is the way a KPI shall go by the sign of its target and its direction together: higher, lower or maintain; ""
// where there is neither, or the two contradict each other. With `=` or `between` a number may also rise or fall to
// what is asked for, and `maintain` with a floor or a ceiling keeps to it.
func wants(k *model.Resource, t *model.Quantity) string {
	asks, direction := sign(k, t), k.Text(field.Direction)
	switch {
	case supposed(k):
		return ""
	case direction == "" || direction == asks:
		return asks
	case asks == "maintain" || asks == "" || direction == "maintain":
		return direction
	}
	return ""
}

// sign is the way that the sign of a target shows; "" where the sign comes of a direction that nobody wrote.
func sign(k *model.Resource, t *model.Quantity) string {
	if supposed(k) {
		return ""
	}
	return basis.Asks(t.Comparator)
}

// supposed reports whether the direction of a KPI is a draft's guess, and with it the sign of its target.
func supposed(k *model.Resource) bool {
	return k.Whole().Drafted && k.Object.Node.Assumes(field.Direction.String())
}
