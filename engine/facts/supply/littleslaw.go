package supply

import (
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Little compares what is open at the same time with what the rate and the cycle time of a KPI make of it (J. D. C.
// Little, 1961); nil where one of them is not said.
func (c *Computer) Little(k *model.Resource) *LittlesLaw {
	open, cycle, target := k.Quantity(field.InProgress), k.Quantity(field.CycleTime), k.Quantity(field.Target)
	if open == nil || cycle == nil || !basis.HasRows(k) && (target == nil || target.Low == nil) {
		return nil
	}
	stated, computed := network.Written(wording.InProgress(), open), c.openAtOnce(k, cycle, open.Unit.Scope())
	if problem := incomparable(open, computed); problem != nil {
		c.AddConflicts(k, problem)
		return nil
	}
	return &LittlesLaw{Little: &WorkInProgress{Stated: stated, Computed: basis.Shown(computed),
		Deviation: basis.Shown(fromStated(stated, computed))}}
}

// incomparable is the conflict between what is in progress and what a rate makes of it, where they count different
// things; nil for none.
func incomparable(open *model.Quantity, computed *network.Node) *basis.Mismatch {
	if !computed.Known() {
		return nil
	}
	noun, other := open.Unit.Noun(), computed.Amount.Unit.Noun()
	if noun == "" || other == "" || noun == other {
		return nil
	}
	return &basis.Mismatch{At: field.InProgress,
		Message: wording.WhatIsInProgressCannot(quantity.Plural(noun), quantity.Plural(other))}

}

// fromStated is how far the computed number is from the stated one, in percent of that; of the computed one where
// nothing is stated to be a share of. Nil where one is not known, or both may be zero.
func fromStated(stated, computed *network.Node) *network.Node {
	if !stated.Known() || !computed.Known() {
		return nil
	}
	stated, computed = stated.Named(), computed.Named()
	of := network.By("deviation", "deviation", deviateFromEither, computed, stated)
	back := network.By("deviation", "deviation", deviateFromEither, stated, computed)
	if of == nil || back == nil {
		return nil
	}
	statedOrNot := func(of []quantity.Amount) int {
		if of[2].Low.Sign() > 0 {
			return 0
		}
		return 1
	}
	return network.Choose(statedOrNot, of, back, stated).Hundredfold().In(basis.PercentUnit)
}

// deviateFromEither is the formula of deviation, in percent of the second number or, where that may be zero, of the
// first.
func deviateFromEither(of []quantity.Amount) (quantity.Amount, bool) {
	if of[1].Low.Sign() > 0 {
		return basis.Deviate(of)
	}
	return basis.Deviate([]quantity.Amount{of[1], of[0]})
}

// openAtOnce is rate × cycle time, of the team or of a person.
func (c *Computer) openAtOnce(k *model.Resource, cycle *model.Quantity, scope string) *network.Node {
	rate := c.rates.Floor(k)
	if !rate.Known() {
		return rate
	}
	period := rate.Amount.Unit.Period()
	if period == "" {
		return network.Lacking(wording.HasNoPeriod(k.Name, rates.AsWritten(k, rate)))
	}
	if scope != "person" {
		scope = ""
	}
	time := duration.ForRate(wording.CycleTime(), cycle, period)
	if time == nil {
		return network.Lacking(wording.TheCycletimeOfIsNot(k.Name, cycle.Text))
	}
	brought := c.rates.Bring(k, rate, scope, time.Amount.Unit.Noun())
	if !brought.Known() {
		return brought
	}
	return network.Times(wording.OpenAtTheSameTime(), brought, time)
}
