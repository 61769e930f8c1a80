package rates

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/wording"
)

// PersonDay is the target of a KPI for one person and day.
func (c *Computer) PersonDay(kpi *model.Resource, role *model.Resource) *network.Node {
	f := c.Floor(kpi)
	if t := c.people.Expected(role, kpi); t != nil {
		f = network.Written("target", t)
	}
	if !f.Known() {
		return f
	}
	unit := f.Amount.Unit
	if unit.Period() == "" {
		return network.Lacking(wording.HasNoPeriod(kpi.Name, f.Amount.String()))
	}
	if unit.Scope() == "person" {
		return c.BringIn(role, kpi, f, "person", "day")
	}
	people := c.people.Measured(kpi)
	if c.people.Expected(role, kpi) != nil {
		people = c.people.People(role) // what is asked of a role is asked of its people
	}
	if !people.Known() {
		return network.Lacking(people.Lacks()...) // not the people: with other leaves that would be their number
	}
	total := c.BringIn(role, kpi, f, "", "day")
	if !total.Known() {
		return total
	}
	return network.Over("target", total, people)
}
