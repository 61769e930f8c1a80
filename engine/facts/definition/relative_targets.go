package definition

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// RelativeTargets are the targets of KPIs, expectations and key results that are set against others: the average, a
// rank, the best.
func (c *Computer) RelativeTargets() []*RelativeTarget {
	var list []*RelativeTarget
	note := func(r *model.Resource, at field.Path, t *model.Quantity) {
		if t != nil && t.Low == nil && quantity.Relative(t.Text) {
			list = append(list, &RelativeTarget{Kind: r.Kind, Resource: r.Name, At: at.String(), Text: t.Text})
		}
	}
	for _, r := range c.Model.Resources {
		switch r.Kind {
		case "KPI":
			for _, row := range c.Model.Aimed(r) {
				note(row, field.Target, row.Quantity(field.Target))
			}
		case "Role":
			for i, e := range r.Objects(field.Expectations) {
				note(r, field.Expectations.At(i, field.Target), e.Quantity(field.Target))
			}
		case "Objective":
			for i, kr := range r.Objects(field.KeyResults) {
				note(r, field.KeyResults.At(i, field.To), kr.Quantity(field.To))
			}
		}
	}
	return list
}
