package rates

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// total is the sum of the targets that a KPI has by dimension, where they add up: each row counts something at a place
// of its own, and no place is without a row. "50 each" and "50 together" are told apart by that alone, so a row that
// holds at several places has no part in a sum.
func (c *Computer) total(kpi *model.Resource) *network.Node {
	t := c.Model.TargetsOf(kpi)
	if t == nil || t.Unnamed {
		return c.noTotal(kpi, t, "")
	}
	if table := t.Table(); table == nil || !table.Parts() {
		return c.noTotal(kpi, t, "")
	}
	var parts []*network.Node
	rows := slices.SortedFunc(slices.Values(t.Rows), func(a, b *model.Resource) int {
		return strings.Compare(a.Row.Place, b.Row.Place)
	})
	first := rows[0].Quantity(field.Target)
	for _, row := range rows {
		q := row.Quantity(field.Target)
		if q == nil || q.Low == nil {
			return network.Lacking(wording.HasNoNumberAsIts(row.Name))
		}
		counts := basis.Countable(q.Unit) && basis.AddsUp(row) && q.Unit.Scope() != "person"
		if !counts || q.Unit != first.Unit || q.By != first.By || basis.LowerIsBetter(row) != basis.LowerIsBetter(rows[0]) {
			return c.noTotal(kpi, t, wording.WhichDoNotAddUp())
		}
		parts = append(parts, c.LowerLimit("target", q))
	}
	return network.Plus("target", parts...)
}

// AsOne is the target of a KPI as one quantity: as it is written, or the sum of those that it has by dimension; nil
// where there is neither. Sums in words are made from Target, which knows the parts.
func (c *Computer) AsOne(kpi *model.Resource) *model.Quantity {
	if !basis.HasRows(kpi) {
		return kpi.Quantity(field.Target)
	}
	sum := c.Target(kpi)
	if !sum.Known() {
		return nil
	}
	row := c.Model.RowsOf(kpi)[0].Quantity(field.Target) // all of them go one way, and are due by one day
	q := &model.Quantity{Quantity: &quantity.Quantity{}, Place: kpi.Place(kpi.File, field.Targets)}
	q.Amount, q.Text, q.Comparator, q.By = sum.Amount, sum.Amount.String(), row.Comparator, row.By
	return q
}

// noTotal says that a KPI has no target that is one number.
func (c *Computer) noTotal(kpi *model.Resource, t *model.Targets, why string) *network.Node {
	by := "dimension"
	if t != nil && len(t.Dimensions) > 0 {
		var names []string
		for _, d := range t.Dimensions {
			names = append(names, d.Name)
		}
		by = strings.Join(basis.Shortened(names), " and ")
	}
	return network.Lacking(wording.HasTargetsByAndNo(kpi.Name, by, why))
}
