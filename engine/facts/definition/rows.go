package definition

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/places"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// fewPlaces is how many places without a target are listed.
const fewPlaces = 12

// ByDimension says where a KPI with targets by dimension has one, and which of them stand in an order; nil for others.
func (c *Computer) ByDimension(k *model.Resource) *ByDimension {
	t := c.Model.TargetsOf(k)
	if t == nil {
		return nil
	}
	table := t.Table()
	if table == nil {
		return nil
	}
	first, all := table.Uncovered(fewPlaces)
	by := &ByDimension{Places: &Places{Dimensions: []string{}, Uncovered: []string{}, Missing: all}}
	for _, d := range t.Dimensions {
		by.Places.Dimensions = append(by.Places.Dimensions, d.Name)
	}
	for _, place := range first {
		by.Places.Uncovered = append(by.Places.Uncovered, strings.Join(place, ", "))
	}
	if more := all - len(first); more > 0 {
		by.Places.Uncovered = append(by.Places.Uncovered, fmt.Sprintf("… (%d more)", more))
	}
	for _, step := range table.Steps() {
		if o := c.inOrder(t, step); o != nil {
			by.InOrder = append(by.InOrder, o)
		}
	}
	return by
}

// inOrder compares two targets that stand in an order; nil where one of them is not a number, or they do not ask for
// the same: one is a limit and the other is not, or they are other statistics.
func (c *Computer) inOrder(t *model.Targets, step places.Step) *InOrder {
	first, second := t.Rows[step.First], t.Rows[step.Second]
	a, b := first.Quantity(field.Target), second.Quantity(field.Target)
	if a == nil || a.Low == nil || b == nil || b.Low == nil {
		return nil
	}
	way := wants(first, a)
	if way != wants(second, b) || way != "lower" && way != "higher" {
		return nil
	}
	same, unsure := comparable(a, b, way)
	if !same {
		return nil
	}
	of := t.Dimensions[step.Dimension]
	o := &InOrder{
		At:        field.Targets.At(first.Row.Index, field.Target).String(),
		Dimension: of.Name, Earlier: of.Values[step.Earlier], Later: of.Values[step.Later],
		FirstRow: placeOf(first), SecondRow: placeOf(second), FirstText: a.Text, SecondText: b.Text,
		First: limit(c.Written("target", a), a, way), Second: limit(c.inUnitOf(second, b, a), b, way),
		LowerIsBetter: way == "lower", Unsure: unsure,
	}
	if !o.Second.Known() {
		return o
	}
	if o.Behind = network.Minus("behind", o.Second, o.First); o.LowerIsBetter {
		o.Behind = network.Minus("behind", o.First, o.Second)
	}
	if a.TimeUnit == b.TimeUnit || a.Unit == quantity.NewUnit([]string{"min"}, nil) && b.Unit == a.Unit {
		o.Behind = o.Behind.Like(a)
	}
	return o
}

// comparable reports whether two targets hold for the same share of the cases, or each for a share of its own: what 90
// of 100 may take is no longer than what 93 of 100 may take, so that a longer limit for the 90 is one for the 93 too.
// The other way round nobody can be sure.
func comparable(a, b *model.Quantity, way string) (yes, unsure bool) {
	if a.Statistic == b.Statistic {
		return true, false
	}
	percentile := func(q *model.Quantity) bool { return len(q.Statistic) == len("p90") && q.Statistic[0] == 'p' }
	return way == "lower" && percentile(a) && percentile(b), a.Statistic > b.Statistic
}

// placeOf is where a row holds, in words.
func placeOf(row *model.Resource) string {
	return strings.TrimSuffix(strings.TrimPrefix(row.Name, row.Row.Of.Name+" ("), ")")
}

// limit is the end of a target that counts: with `between` the one that is asked for on the way it goes.
func limit(n *network.Node, q *model.Quantity, way string) *network.Node {
	switch {
	case q.Comparator != quantity.Between || !n.Known():
		return n
	case way == "lower":
		return n.HighEnd()
	}
	return n.LowEnd()
}

// inUnitOf is a target of a row in the unit of another.
func (c *Computer) inUnitOf(row *model.Resource, q, other *model.Quantity) *network.Node {
	if duration.Differ(q, other) {
		return c.worktime.Durations().Across("target", q, other)
	}
	n := c.Written("target", q)
	if _, err := quantity.LessOrEqual(q.Amount, other.Amount); err == nil {
		return n
	}
	return c.rates.Convert(row, n, other.Unit)
}
