package model

import (
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// resultChanges works out the key results that are a change of a KPI and do not say where they begin: they count from
// its baseline.
func (v *resolver) resultChanges() {
	for _, o := range v.m.Of("Objective") {
		list, _ := o.Get(field.KeyResults).(List)
		var settled List
		for i, kr := range o.Objects(field.KeyResults) {
			if to := kr.Quantity(field.To); to == nil || to.Change == nil || to.Low != nil {
				continue
			}
			if settled == nil {
				settled = slices.Clone(list)
			}
			settled[i] = v.changed(o, kr, i)
		}
		if settled != nil {
			o.Object = o.Object.with(field.KeyResults.String(), settled)
		}
	}
}

// changed is a key result with the number that its change comes to; without one where it comes to none, which is
// reported.
func (v *resolver) changed(o *Resource, kr *Object, i int) *Object {
	at, kpi, to := field.KeyResults.At(i, field.To).String(), kr.To(field.KPI), *kr.Quantity(field.To)
	left := kr.without(field.To.String())
	if kpi == nil {
		return left // a KPI that does not exist
	}
	base, _ := before(kpi.Object)
	switch {
	case base != nil && base.Low != nil:
	case kpi.IsWritten(field.Baseline):
		return left // it could not be read
	default:
		v.badAt(o, at, wording.CountsFromTheNumberOfTodayWhich(to.Text, kpi.Name))
		return left
	}
	number, err := to.Change.From(base.Amount)
	if err != nil {
		v.badAt(o, at, err.Error())
		return left
	}
	to.Quantity, to.Base = &number, base
	if to.Limits {
		to.Comparator = quantity.Between
	}
	return kr.with(field.To.String(), &to)
}
