package cash

import (
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// economics works out what a customer brings for each unit of money that it costs, and what pipeline the quota
// needs; nil where the plan does not say enough of either.
func (c *Computer) economics(p *model.Resource) (*CustomerEconomics, []*basis.Mismatch) {
	e := p.Object.Object(field.Economics)
	if e == nil {
		return nil, nil
	}
	o := &CustomerEconomics{}
	problems := []*basis.Mismatch{lifetime(p, e, o), c.pipeline(p, e, o)}
	if *o == (CustomerEconomics{}) {
		return nil, problems
	}
	return o, problems
}

// lifetime is lifetime value ÷ acquisition cost. Either of them without the other is a question without an answer.
func lifetime(p *model.Resource, e *model.Object, o *CustomerEconomics) *basis.Mismatch {
	if !e.IsWritten(field.LifetimeValue) && !e.IsWritten(field.AcquisitionCost) {
		return nil
	}
	value, cost := basis.Given(p, e, field.Economics.To(field.LifetimeValue)), basis.Given(p, e,
		field.Economics.To(field.AcquisitionCost))
	if missing := basis.AllMissing(value, cost); len(missing) > 0 {
		o.Ratio = network.Lacking(missing...)
		return nil
	}
	if problem := unlike(value, cost, field.Economics.To(field.AcquisitionCost),
		wording.WhatACustomerBringsAnd()); problem != nil {
		return problem
	}
	o.Value, o.Cost = basis.Shown(value), basis.Shown(cost)
	if ratio := network.Over(wording.LifetimeValueForEachUnit(), value, cost); ratio != nil {
		o.Ratio = basis.Shown(ratio.In(quantity.Unit{}))
	}
	return nil
}

// unlike is the conflict of two numbers that are not both money, of one currency and for each of the same. Who says
// for each what in one place need not say it in the other.
func unlike(a, b *network.Node, at field.Path, what string) *basis.Mismatch {
	one, other := a.Amount.Unit, b.Amount.Unit
	per, otherPer := one.PerNouns(), other.PerNouns()
	money := one.Currency() != "" && one.Currency() == other.Currency()
	if money && (len(per) == 0 || len(otherPer) == 0 || slices.Equal(per, otherPer)) {
		return nil
	}
	return &basis.Mismatch{
		At:      at,
		Message: wording.CannotBeComparedAndDo(what, one.Words(), other.Words()),
	}
}

// pipeline is quota ÷ win rate against the sales in sight, for the same time.
func (c *Computer) pipeline(p *model.Resource, e *model.Object, o *CustomerEconomics) *basis.Mismatch {
	if !e.IsWritten(field.Quota) {
		return nil // nothing depends on the pipeline
	}
	quota, sight := basis.Given(p, e, field.Economics.To(field.Quota)), basis.Given(p, e,
		field.Economics.To(field.Pipeline))
	rate := basis.AsPercent(basis.Given(p, e, field.Economics.To(field.WinRate)))
	if missing := basis.AllMissing(quota, rate, sight); len(missing) > 0 {
		o.PipelineNeeded = network.Lacking(missing...)
		return nil
	}
	if problem := unlike(quota, sight, field.Economics.To(field.Pipeline),
		wording.ThePipelineAndTheQuota()); problem != nil {
		return problem
	}
	quota, sight = c.samePeriod(p, quota, sight)
	switch {
	case !sight.Known():
		o.PipelineNeeded = network.Lacking(sight.Lacks()...)
		return nil
	case !quota.Amount.Unit.Equal(sight.Amount.Unit):
		return &basis.Mismatch{
			At: field.Economics.To(field.Pipeline),
			Message: wording.CannotBeComparedAndDo(wording.ThePipelineAndTheQuota(), sight.Amount.Unit.Words(),
				quota.Amount.Unit.Words()),
		}
	}
	needed := network.Over(wording.PipelineNeeded(), quota, rate)
	if needed == nil {
		return nil
	}
	o.PipelineNeeded, o.Pipeline = basis.Shown(needed), basis.Shown(sight)
	o.PipelineShort = basis.Shown(network.Minus(wording.MissingInThePipeline(), needed.Named(), sight.Named()))
	return nil
}

// samePeriod brings the sales in sight to the period of the quota. Where one of them has none, both are totals.
func (c *Computer) samePeriod(p *model.Resource, quota, sight *network.Node) (*network.Node, *network.Node) {
	a, b := quota.Amount.Unit, sight.Amount.Unit
	if a.Period() != "" && b.Period() != "" {
		return quota, c.rates.Bring(p, sight, a.Scope(), a.Period())
	}
	money := quantity.NewUnit([]string{a.Currency()}, nil)
	return quota.In(money), sight.In(money)
}
