package definition

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// Unnumbered are the names of KPIs, objectives and key results beside which no number stands that shows an effect: none
// at all, or "all of it is done". What has no number on purpose is not among them.
func (c *Computer) Unnumbered() []*Unnumbered {
	var list []*Unnumbered
	for _, k := range c.Model.Of("KPI") {
		rows := c.Model.Aimed(k)
		shown := slices.ContainsFunc(rows, func(row *model.Resource) bool { return shows(row.Object, field.Target) })
		if k.Text(field.Purpose) != "monitor" && basis.TargetState(k) != "reason" && !shown {
			u := unnumbered(k, field.Name, k.Title())
			u.Done = slices.ContainsFunc(rows, func(row *model.Resource) bool { return allOfIt(row.Quantity(field.Target)) })
			list = append(list, u)
		}
	}
	for _, o := range c.Model.Of("Objective") {
		results, measured := unnumberedResults(o)
		list = append(list, results...)
		if !measured {
			list = append(list, unnumbered(o, field.Name, o.Title()))
		}
	}
	return list
}

// unnumberedResults are the names of an objective's key results without a number, and whether another has one.
func unnumberedResults(o *model.Resource) (list []*Unnumbered, measured bool) {
	for i, kr := range o.Objects(field.KeyResults) {
		if kr.Has(field.KPI) || kr.Has(field.Milestone) || shows(kr, field.To) {
			measured = true
			continue
		}
		if name := kr.Text(field.Name); name != "" {
			u := unnumbered(o, field.KeyResults.At(i, field.Name), name)
			u.Done = allOfIt(kr.Quantity(field.To))
			list = append(list, u)
		}
	}
	return list, measured
}

func unnumbered(r *model.Resource, at field.Path, name string) *Unnumbered {
	return &Unnumbered{Kind: r.Kind, Resource: r.Name, At: at.String(), Name: name}
}

// shows reports whether a field holds a number other than "all of it"; one that cannot be read counts as one, and is
// another rule's.
func shows(o *model.Object, name field.Path) bool {
	q := o.Quantity(name)
	if q == nil {
		return o.IsWritten(name)
	}
	return q.Low != nil && !allOfIt(q)
}

// allOfIt reports whether a number is 100 %, which says of a task that it is done.
func allOfIt(q *model.Quantity) bool {
	return q != nil && q.Low != nil && q.Unit.Equal(basis.PercentUnit) && q.Low.Cmp(big.NewRat(100, 1)) == 0
}
