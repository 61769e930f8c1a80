package facts

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// kpi works out the facts of one KPI that need no other KPI's.
func (c *computer) kpi(k *model.Resource) {
	f := c.facts.KPI(k)
	f.Form = &Form{TargetState: targetState(k), LowerIsBetter: lowerIsBetter(k)}
	if c.wants("", "unowned") {
		c.owner(k)
	}
	if c.wants("KPI", "wording", "formulaState", "unitless", "partOfWhole") {
		f.Wording = wording(k)
	}
	if t := k.Quantity("target"); t != nil && t.Low != nil {
		c.ofTarget(k, t)
	}
	if c.wantsOrClash("KPI", "time") {
		c.addConflicts(k, c.kpiTime(k)...)
	}
	if c.wantsOrClash("KPI", "spend") {
		c.addConflicts(k, c.spend(k), baselineClash(k))
	}
	if c.wants("KPI", "counterweights", "unmeasured", "guarded") {
		f.Guards = c.guards(k)
	}
}

// ofTarget works out what a target asks for.
func (c *computer) ofTarget(k *model.Resource, t *model.Quantity) {
	f := c.facts.KPI(k)
	if c.wants("KPI", "unitKind", "asks", "wants", "start", "way") {
		f.Direction = c.direction(k, t)
	}
	if c.wants("KPI", "hasUnit", "unitHint", "hasPeriod") {
		f.Counted = counted(t)
	}
	if c.wants("KPI", "perMonth") {
		f.Rate = &Rate{PerMonth: shown(c.perMonth(k))}
	}
	if t.Unit.Scope() == "person" && c.wants("KPI", "people") {
		f.Measured = &Measured{People: shown(c.measured(k))}
	}
	if c.wants("KPI", "division") {
		c.division(k)
	}
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
