package cash

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Spend sets the money a target costs against its budget.
func (c *Computer) Spend(k *model.Resource) (*Spending, *basis.Mismatch) {
	cost, budget := k.Quantity(field.Cost), k.Quantity(field.Budget)
	if cost == nil || budget == nil || cost.Low == nil || budget.Low == nil || basis.LowerIsBetter(k) || basis.Aimless(k) {
		return nil, nil
	}
	spend := &Spend{}
	total, period := c.bought(k)
	if !total.Known() {
		spend.Needed = basis.Shown(total)
		return &Spending{spend}, nil
	}
	if budget.Unit.Period() == "" && period != "" {
		spend.Needed = network.Lacking(wording.TheBudgetOfDoesNot(budget.Text, k.Name))
		return &Spending{spend}, nil
	}
	each := network.Written(wording.CostOfOne(), cost)
	need := network.Times(wording.CostOfTheTargetText(), total, each)
	monthly := c.rates.Bring(k, network.Written("budget", budget), budget.Unit.Scope(), period)
	if !monthly.Known() {
		spend.Needed = basis.Shown(monthly)
		return &Spending{spend}, nil
	}
	if !need.Amount.Unit.Equal(monthly.Amount.Unit) {
		return &Spending{spend}, spendClash(cost, budget, total, need, monthly)
	}
	spend.Needed, spend.Budget = basis.Shown(need), basis.Shown(monthly)
	if buys := network.Over(wording.WhatTheBudgetBuys(), monthly, each); buys != nil {
		spend.Buys = basis.Shown(buys.Floor().In(total.Amount.Unit))
	}
	return &Spending{spend}, nil
}

// bought is how much the budget of a KPI must buy, and in which period: in a month, or in all where target and budget
// are totals.
func (c *Computer) bought(k *model.Resource) (total *network.Node, period string) {
	t := k.Quantity(field.Target)
	if t == nil || t.Low == nil || t.Unit.Period() != "" || k.Quantity(field.Budget).Unit.Period() != "" {
		return c.rates.MonthlyTotal(k), "month"
	}
	if total = c.rates.Floor(k); total.Known() {
		total = c.rates.Bring(k, total, "", "")
	}
	return total, ""
}

// spendClash says why what a target costs cannot be compared with its budget.
func spendClash(cost, budget *model.Quantity, total, need, monthly *network.Node) *basis.Mismatch {
	if cost.Unit.Currency() != budget.Unit.Currency() {
		return &basis.Mismatch{
			At:      field.Budget,
			Message: wording.TheCostIsAndThe(cost.Text, budget.Text, cost.Unit.Currency(), budget.Unit.Currency()),
		}

	}
	if basis.PerWord(cost.Unit) == "" {
		return &basis.Mismatch{At: field.Cost,
			Message: wording.TheCostDoesNotSay(cost.Text, total.Amount.Unit.Noun())}

	}
	return &basis.Mismatch{
		At: field.Cost,
		Message: wording.TheCostIsForEach(cost.Text, basis.PerWord(cost.Unit),
			quantity.Plural(total.Amount.Unit.Noun()), need.Amount.Unit.Words(), monthly.Amount.Unit.Words()),
	}

}
