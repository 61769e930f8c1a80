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
			to := fromKPI(kr)
			if to == nil {
				continue
			}
			if settled == nil {
				settled = slices.Clone(list)
			}
			settled[i] = v.changed(o, kr, *to, i)
		}
		if settled != nil {
			o.Object = o.Object.with(field.KeyResults.String(), settled)
		}
	}
}

// fromKPI is the change that a key result asks of its KPI, nil where it asks for a number, or says where it begins.
func fromKPI(kr *Object) *Quantity {
	to := kr.Quantity(field.To)
	switch {
	case to == nil:
		return nil
	case to.Change != nil && to.Low == nil:
		return to
	case kr.Quantity(field.From) != nil || kr.To(field.KPI) == nil:
		return nil
	}
	taken := *to
	if base, _ := before(kr.To(field.KPI).Object); less(&taken, base) {
		return &taken
	}
	return nil
}

// changed is a key result with the number that its change comes to; without one where it comes to none, which is
// reported.
func (v *resolver) changed(o *Resource, kr *Object, to Quantity, i int) *Object {
	at, kpi := field.KeyResults.At(i, field.To).String(), kr.To(field.KPI)
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
	number, err := to.Change.FromBase(base.Quantity)
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
