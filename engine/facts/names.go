package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// relativeTargets are the targets of KPIs, expectations and key results that are set against others: the average, a rank, the best.
func (c *computer) relativeTargets() model.List {
	list := model.List{}
	note := func(r *model.Resource, at string, t *model.Quantity) {
		if t != nil && t.Low == nil && quantity.Relative(t.Text) {
			o := of(r)
			o.Set("at", at)
			o.Set("text", t.Text)
			list = append(list, o)
		}
	}
	for _, r := range c.m.Resources {
		switch r.Kind {
		case "KPI":
			note(r, "target", r.Quantity("target"))
		case "Role":
			for i, e := range r.Objects("expectations") {
				note(r, fmt.Sprintf("expectations/%d/target", i), e.Quantity("target"))
			}
		case "Objective":
			for i, kr := range r.Objects("keyResults") {
				note(r, fmt.Sprintf("keyResults/%d/to", i), kr.Quantity("to"))
			}
		}
	}
	return list
}

// unnumbered are the names of KPIs, objectives and key results beside which no number stands that shows an effect: none at all, or
// "all of it is done". What has no number on purpose is not among them.
func (c *computer) unnumbered() model.List {
	list := model.List{}
	note := func(r *model.Resource, at, name string, done bool) {
		o := of(r)
		o.Set("at", at)
		o.Set("name", name)
		o.Set("done", done)
		list = append(list, o)
	}
	for _, k := range c.m.Of("KPI") {
		t := k.Quantity("target")
		if k.Text("purpose") != "monitor" && targetState(k) != "reason" && !shows(k.Object, "target") {
			note(k, "name", k.Title(), allOfIt(t))
		}
	}
	for _, o := range c.m.Of("Objective") {
		measured := false
		for i, kr := range o.Objects("keyResults") {
			if kr.Has("kpi") || kr.Has("milestone") || shows(kr, "to") {
				measured = true
				continue
			}
			if name := kr.Text("name"); name != "" {
				note(o, fmt.Sprintf("keyResults/%d/name", i), name, allOfIt(kr.Quantity("to")))
			}
		}
		if !measured {
			note(o, "name", o.Title(), false)
		}
	}
	return list
}

// shows reports whether a field holds a number other than "all of it"; one that cannot be read counts as one, and is another rule's.
func shows(o *model.Object, field string) bool {
	q := o.Quantity(field)
	if q == nil {
		return o.Node.Get(field) != nil
	}
	return q.Low != nil && !allOfIt(q)
}

// allOfIt reports whether a number is 100 %, which says of a task that it is done.
func allOfIt(q *model.Quantity) bool {
	return q != nil && q.Low != nil && q.Unit.Equal(percentUnit) && q.Low.Cmp(big.NewRat(100, 1)) == 0
}
