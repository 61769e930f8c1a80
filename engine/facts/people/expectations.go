package people

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// asked is what the expectations of roles ask for.
type asked struct {
	by      map[*model.Resource][]*model.Resource // KPI → the roles that ask for it with a target of their own
	entries map[roleKPI]*model.Object             // the entry of a role's expectations that names a KPI
}

// expectations are what roles ask for. They are read when somebody asks.
func (c *Computer) expectations() *asked {
	c.Once("expectations", func() {
		c.asked = &asked{by: map[*model.Resource][]*model.Resource{}, entries: map[roleKPI]*model.Object{}}
		c.index()
	})
	return c.asked
}

// index notes which roles ask for a KPI with a target of their own.
func (c *Computer) index() {
	for _, role := range c.Model.Of("Role") {
		var order []*model.Resource
		for _, e := range role.Objects(field.Expectations) {
			key := roleKPI{role, e.To(field.KPI)}
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
	t := expectation.Quantity(field.Target)
	return t != nil && t.Low != nil
}

// note adds a role to those that ask for some KPIs with a target of their own, each once.
func (c *Computer) note(role *model.Resource, kpis []*model.Resource) {
	for _, kpi := range kpis {
		all := c.asked.by[kpi]
		if c.Expected(role, kpi) != nil && (len(all) == 0 || all[len(all)-1] != role) {
			c.asked.by[kpi] = append(all, role)
		}
	}
}

// Askers are the roles that ask for a KPI with a target of their own.
func (c *Computer) Askers(kpi *model.Resource) []*model.Resource { return c.expectations().by[kpi] }

// Expected is the target that a role's expectations give a KPI, nil when they give none.
func (c *Computer) Expected(role, kpi *model.Resource) *model.Quantity {
	if e := c.Expectation(role, kpi); hasNumber(e) {
		return e.Quantity(field.Target)
	}
	return nil
}

// Expectation is the entry of a role's expectations that names a KPI, the one with a target where there are several;
// nil for none.
func (c *Computer) Expectation(role, kpi *model.Resource) *model.Object {
	return c.expectations().entries[roleKPI{role, kpi}]
}
