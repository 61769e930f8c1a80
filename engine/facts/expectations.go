package facts

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// personDay is the target of a KPI for one person and day.
func (c *computer) personDay(kpi *model.Resource, role *model.Resource) *network.Node {
	f := c.floor(kpi)
	if t := c.expected(role, kpi); t != nil {
		f = network.Written("target", t)
	}
	if !f.Known() {
		return f
	}
	unit := f.Amount.Unit
	if unit.Period() == "" {
		return network.Lacking(fmt.Sprintf("`%s` has no period: `%s`", kpi.Name, f.Amount))
	}
	if unit.Scope() == "person" {
		return c.bringIn(role, kpi, f, "person", "day")
	}
	people := c.measured(kpi)
	if c.expected(role, kpi) != nil {
		people = c.people(role) // what is asked of a role is asked of its people
	}
	if !people.Known() {
		return network.Lacking(people.Lacks()...) // not the people: with other leaves that would be their number
	}
	total := c.bringIn(role, kpi, f, "", "day")
	if !total.Known() {
		return total
	}
	return network.Over("target", total, people)
}

// asked is what the expectations of roles ask for.
type asked struct {
	by      map[*model.Resource][]*model.Resource // KPI → the roles that ask for it with a target of their own
	entries map[roleKPI]*model.Object             // the entry of a role's expectations that names a KPI
}

func newAsked() asked {
	return asked{by: map[*model.Resource][]*model.Resource{}, entries: map[roleKPI]*model.Object{}}
}

// indexAsking notes which roles ask for a KPI with a target of their own.
func (c *computer) indexAsking() {
	for _, role := range c.m.Of("Role") {
		var order []*model.Resource
		for _, e := range role.Objects("expectations") {
			key := roleKPI{role, e.To("kpi")}
			known := c.asked.entries[key]
			if key.kpi == nil || hasNumber(known) {
				continue
			}
			if c.asked.entries[key] = e; hasNumber(e) || known == nil {
				order = append(order, key.kpi)
			}
		}
		c.note(role, order)
	}
}

// roleKPI is a KPI in the expectations of a role.
type roleKPI struct{ role, kpi *model.Resource }

func hasNumber(expectation *model.Object) bool {
	t := expectation.Quantity("target")
	return t != nil && t.Low != nil
}

// note adds a role to those that ask for some KPIs with a target of their own, each once.
func (c *computer) note(role *model.Resource, kpis []*model.Resource) {
	for _, kpi := range kpis {
		all := c.asked.by[kpi]
		if c.expected(role, kpi) != nil && (len(all) == 0 || all[len(all)-1] != role) {
			c.asked.by[kpi] = append(all, role)
		}
	}
}

// askers are the roles that ask for a KPI with a target of their own.
func (c *computer) askers(kpi *model.Resource) []*model.Resource { return c.asked.by[kpi] }

// expected is the target that a role's expectations give a KPI, nil when they give none.
func (c *computer) expected(role, kpi *model.Resource) *model.Quantity {
	if e := c.expectation(role, kpi); hasNumber(e) {
		return e.Quantity("target")
	}
	return nil
}

// expectation is the entry of a role's expectations that names a KPI, the one with a target where there are several;
// nil for none.
func (c *computer) expectation(role, kpi *model.Resource) *model.Object {
	return c.asked.entries[roleKPI{role, kpi}]
}
