package cash

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
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
		spend.Needed = network.Lacking(fmt.Sprintf("the budget `%s` of `%s` does not say for which time",
			budget.Text, k.Name))
		return &Spending{spend}, nil
	}
	each := network.Written("cost of one", cost)
	need := network.Times("cost of the target", total, each)
	monthly := c.rates.Bring(k, network.Written("budget", budget), budget.Unit.Scope(), period)
	if !monthly.Known() {
		spend.Needed = basis.Shown(monthly)
		return &Spending{spend}, nil
	}
	if !need.Amount.Unit.Equal(monthly.Amount.Unit) {
		return &Spending{spend}, spendClash(cost, budget, total, need, monthly)
	}
	spend.Needed, spend.Budget = basis.Shown(need), basis.Shown(monthly)
	if buys := network.Over("what the budget buys", monthly, each); buys != nil {
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
			At: field.Budget,
			Message: fmt.Sprintf("the cost is %s and the budget %s: no rate between %s and %s is known, "+
				"so write both in one currency", cost.Text, budget.Text, cost.Unit.Currency(), budget.Unit.Currency()),
		}

	}
	if basis.PerWord(cost.Unit) == "" {
		return &basis.Mismatch{At: field.Cost, Message: fmt.Sprintf("the cost `%s` does not say for each what: write `%s/%s`",
			cost.Text, cost.Text, total.Amount.Unit.Noun())}

	}
	return &basis.Mismatch{
		At: field.Cost,
		Message: fmt.Sprintf("the cost `%s` is for each %s, the target counts %s: %s and %s do not convert",
			cost.Text, basis.PerWord(cost.Unit), quantity.Plural(total.Amount.Unit.Noun()),
			need.Amount.Unit.Words(), monthly.Amount.Unit.Words()),
	}

}
