package facts

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// kpi works out the facts of one KPI that need no other KPI's.
func (c *computer) kpi(k *model.Resource) {
	f := c.facts.KPI(k)
	f.Form = &Form{TargetState: targetState(k), LowerIsBetter: lowerIsBetter(k)}
	c.owner(k)
	f.Wording = wording(k)
	f.Rate, f.Measured = &Rate{}, &Measured{}
	if t := k.Quantity("target"); t != nil && t.Low != nil {
		f.Direction = c.direction(k, t)
		f.Counted = counted(t)
		f.PerMonth = shown(c.perMonth(k))
		if t.Unit.Scope() == "person" {
			f.People = shown(c.measured(k))
		}
		c.division(k)
	}
	c.addConflicts(k, c.kpiTime(k)...)
	c.addConflicts(k, c.spend(k), baselineClash(k))
	f.Guards = c.guards(k)
}

// counted says what a target counts, and in what time.
func counted(t *model.Quantity) *Counted {
	return &Counted{
		HasUnit:   !t.Unit.IsZero() && (t.Unit.Noun() != "" || len(t.Unit.PerNouns()) > 0),
		UnitHint:  misspelt(t.Unit),
		HasPeriod: t.Unit.Period() != "" || t.By != "",
	}
}

// perMonth is the target of the team in a month, for targets that have a period.
func (c *computer) perMonth(k *model.Resource) *network.Node {
	if k.Quantity("target").Unit.Period() == "" || lowerIsBetter(k) {
		return nil
	}
	return c.monthlyTotal(k)
}

// measures are the words that a unit of a target can be for, or in the time of.
var measures = []string{"hour", "day", "week", "month", "quarter", "year", "person", "team", "organisation"}

// misspelt proposes a scope or period for a noun of a unit that is nearly one: "day" for 50 calls/person/dya. It is
// empty where there is none.
func misspelt(u quantity.Unit) string {
	for _, noun := range u.PerNouns() {
		if nearest, ok := quantity.NearestNoun(noun, measures); ok {
			return nearest
		}
	}
	return ""
}

// spend sets the money a target costs a month against its budget.
func (c *computer) spend(k *model.Resource) *conflict {
	cost, budget := k.Quantity("cost"), k.Quantity("budget")
	if cost == nil || budget == nil || cost.Low == nil || budget.Low == nil || lowerIsBetter(k) {
		return nil
	}
	spend := &model.Object{}
	if aimless(k) {
		return nil
	}
	k.Facts.Set("spend", spend)
	period := "month"
	total := c.monthlyTotal(k)
	if t := k.Quantity("target"); t != nil && t.Low != nil && t.Unit.Period() == "" && budget.Unit.Period() == "" {
		period = "" // both are totals
		if total = c.floor(k); total.Known() {
			total = c.bring(k, total, "", "")
		}
	}
	if !total.Known() {
		set(spend, "needed", total)
		return nil
	}
	if budget.Unit.Period() == "" && period != "" {
		set(spend, "needed", network.Lacking(fmt.Sprintf("the budget `%s` of `%s` does not say for which time", budget.Text, k.Name)))
		return nil
	}
	need := network.Times("cost of the target", total, network.Written("cost of one", cost))
	monthly := c.bring(k, network.Written("budget", budget), budget.Unit.Scope(), period)
	if !monthly.Known() {
		set(spend, "needed", monthly)
		return nil
	}
	if !need.Amount.Unit.Equal(monthly.Amount.Unit) {
		k.Facts.Set("spend", &model.Object{})
		return spendClash(cost, budget, total, need, monthly)
	}
	set(spend, "needed", need)
	set(spend, "budget", monthly)
	if buys := network.Over("what the budget buys", monthly, network.Written("cost of one", cost)); buys != nil {
		set(spend, "buys", buys.Floor().In(total.Amount.Unit))
	}
	return nil
}

func spendClash(cost, budget *model.Quantity, total *network.Node, need *network.Node, monthly *network.Node) *conflict {
	if cost.Unit.Currency() != budget.Unit.Currency() {
		return &conflict{"budget", fmt.Sprintf("the cost is %s and the budget %s: no rate between %s and %s is known, so write both in one currency",
			cost.Text, budget.Text, cost.Unit.Currency(), budget.Unit.Currency())}
	}
	if perWord(cost.Unit) == "" {
		return &conflict{"cost", fmt.Sprintf("the cost `%s` does not say for each what: write `%s/%s`", cost.Text, cost.Text, total.Amount.Unit.Noun())}
	}
	return &conflict{"cost", fmt.Sprintf("the cost `%s` is for each %s, the target counts %s: %s and %s do not convert",
		cost.Text, perWord(cost.Unit), quantity.Plural(total.Amount.Unit.Noun()), need.Amount.Unit.Words(), monthly.Amount.Unit.Words())}
}
