// Package rates brings targets to people, days and months.
package rates

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about rates.
type Computer struct {
	*basis.Basis
	people   *people.Computer
	worktime *worktime.Computer

	monthly  map[*model.Resource]*network.Node // KPI → its target, of the team and a month
	totals   map[*model.Resource]*network.Node // KPI with targets by dimension → their sum
	monthsOf map[string]*network.Node          // how many months a quarter and a year have
	goals    map[goal]quantity.Unit            // what units become of another scope and period
}

// goal is a unit that is to be brought to a scope and a period.
type goal struct {
	of            quantity.Unit
	scope, period string
}

// New is a computer without facts so far.
func New(b *basis.Basis, people *people.Computer, worktime *worktime.Computer) *Computer {
	return &Computer{
		Basis:    b,
		people:   people,
		worktime: worktime,
		monthly:  map[*model.Resource]*network.Node{},
		totals:   map[*model.Resource]*network.Node{},
		monthsOf: map[string]*network.Node{},
		goals:    map[goal]quantity.Unit{},
	}
}

// Target is the number a KPI asks for: with `between` its lower limit, with `at most` nothing that must be done.
func (c *Computer) Target(kpi *model.Resource) *network.Node {
	t := kpi.Quantity(field.Target)
	switch {
	case t == nil && basis.HasRows(kpi):
		return basis.Memo(c.Basis, c.totals, kpi, func() *network.Node { return c.total(kpi) })
	case t == nil && kpi.IsWritten(field.Target):
		return network.Lacking(wording.TheTargetOfCannotBe(kpi.Name))
	case t == nil:
		return network.Lacking(wording.DefinitionHasNoTarget(kpi.Name))
	case t.Low == nil:
		return network.Lacking(wording.HasNoNumberAsItsTarget(kpi.Name, t.Text))
	}
	return c.LowerLimit("target", t)
}

// Floor is the target as a promise: what `at most` limits is not promised.
func (c *Computer) Floor(kpi *model.Resource) *network.Node {
	f := c.Target(kpi)
	if f.Known() && basis.LowerIsBetter(kpi) {
		return network.Lacking(wording.IsAtMostWhichPromises(kpi.Name, f.Amount.String()))
	}
	return f
}

// Forget lets go of what is kept for KPIs that were looked at already.
func (c *Computer) Forget() { c.monthly = map[*model.Resource]*network.Node{} }

// MonthlyTotal is the target of a KPI brought to its whole team and a month.
func (c *Computer) MonthlyTotal(kpi *model.Resource) *network.Node {
	return basis.Memo(c.Basis, c.monthly, kpi, func() *network.Node {
		f := c.Floor(kpi)
		if !f.Known() {
			return f
		}
		if f.Amount.Unit.Period() == "" {
			return network.Lacking(wording.HasNoPeriod(kpi.Name, AsWritten(kpi, f)))
		}
		return c.Bring(kpi, f, "", "month")
	})
}

// AsWritten is the target of a KPI as it is written, or the sum of those that it has by dimension.
func AsWritten(kpi *model.Resource, target *network.Node) string {
	if t := kpi.Quantity(field.Target); t != nil {
		return t.Text
	}
	return target.Amount.String()
}

// PerMonth is the target of the team in a month, for targets that have a period.
func (c *Computer) PerMonth(k *model.Resource) *network.Node {
	if k.Quantity(field.Target).Unit.Period() == "" || basis.LowerIsBetter(k) {
		return nil
	}
	return c.MonthlyTotal(k)
}

// Bring takes a rate of a KPI to another scope ("" is the whole team) and period, each factor with its place.
func (c *Computer) Bring(kpi *model.Resource, d *network.Node, scope, period string) *network.Node {
	return c.BringIn(c.OneRole(kpi), kpi, d, scope, period)
}

// BringIn is bring by the day of one role, for a KPI that several have.
func (c *Computer) BringIn(role, kpi *model.Resource, d *network.Node, scope, period string) *network.Node {
	return c.ConvertIn(role, kpi, d, c.goal(d.Amount.Unit, scope, period))
}

// goal is what a unit becomes of another scope and period.
func (c *Computer) goal(of quantity.Unit, scope, period string) quantity.Unit {
	key := goal{of, scope, period}
	to, known := c.goals[key]
	if !known {
		to = key.unit()
		c.goals[key] = to
	}
	return to
}

// WayIn is how BringIn takes a rate to another scope and period: the factors that it multiplies by, and the unit that
// results. It is false where it does more than multiply, or a factor is not known.
func (c *Computer) WayIn(role, kpi *model.Resource, d *network.Node, scope, period string) (
	factors []*network.Node, to quantity.Unit, ok bool,
) {
	to = c.goal(d.Amount.Unit, scope, period)
	steps, err := quantity.Steps(d.Amount.Unit, to)
	for _, step := range steps {
		factor := c.factor(role, kpi, step.Name)
		if step.Divide || step.Name == quantity.People && scope == "person" || !factor.Known() {
			return nil, to, false
		}
		factors = append(factors, factor)
	}
	return factors, to, err == nil
}

// unit is what a unit becomes of the scope and the period.
func (g goal) unit() quantity.Unit {
	var den []string
	if g.scope != "" {
		den = append(den, g.scope)
	}
	if g.period != "" {
		den = append(den, g.period)
	}
	return g.of.Without(g.of.Scope(), g.of.Period()).Div(quantity.NewUnit(den, nil))
}

// OneRole is the role whose people a KPI measures, nil when there are none or several.
func (c *Computer) OneRole(kpi *model.Resource) *model.Resource {
	if kpi == nil {
		return nil
	}
	if roles := c.Model.RolesOf(kpi); len(roles) == 1 {
		return roles[0]
	}
	return nil
}

// Convert multiplies by what leads from one unit to the other.
func (c *Computer) Convert(kpi *model.Resource, d *network.Node, to quantity.Unit) *network.Node {
	return c.ConvertIn(c.OneRole(kpi), kpi, d, to)
}

// ConvertIn is convert by the day of one role.
func (c *Computer) ConvertIn(role, kpi *model.Resource, d *network.Node, to quantity.Unit) *network.Node {
	steps, err := quantity.Steps(d.Amount.Unit, to)
	if err != nil {
		return network.Lacking(err.Error())
	}
	before, after := []*network.Node{}, d
	var missing []string
	for _, step := range steps {
		factor := c.factor(role, kpi, step.Name)
		switch {
		case !factor.Known():
			missing = append(missing, factor.Lacks()...)
		case step.Divide:
			after = network.Over(d.Label, after, factor)
		case step.Name == quantity.People:
			before = append(before, factor)
		default:
			after = network.Times(d.Label, after, factor)
		}
		if after == nil {
			return network.Lacking(wording.IsZero(step.Name))
		}
	}
	if len(missing) > 0 {
		return network.Lacking(missing...)
	}
	result := network.Times(d.Label, append(before, after)...).In(to)
	return result
}

// DaysPerWeek is how many days of a week people work; for a KPI about a service with hours, on how many that is open.
func (c *Computer) DaysPerWeek(kpi *model.Resource) *network.Node {
	return c.worktime.DurationsOf(kpi).DaysPerWeek
}

// factor is one thing a conversion needs, with the unit that makes the sum come out.
func (c *Computer) factor(role, kpi *model.Resource, name string) *network.Node {
	if kpi != nil && kpi.Kind == "Service" {
		if f := c.worktime.OpeningFactor(kpi, name); f != nil {
			return f
		}
	}
	switch name {
	case quantity.People:
		return c.people.Measured(kpi)
	case quantity.DaysPerMonth:
		return c.worktime.DaysPerMonth()
	case quantity.WorkdaysPerMonth:
		return c.worktime.DaysPerMonth().In(quantity.FactorUnit(name))
	case quantity.DaysPerWeek:
		return c.worktime.DaysPerWeek()
	case quantity.HoursPerDay:
		return c.worktime.HoursPerDay(role)
	case quantity.MinutesPerWorkday:
		if open := c.worktime.OpenWorkday(kpi); open != nil {
			return open
		}
		return c.worktime.Workday(role).In(quantity.FactorUnit(name))
	}
	return basis.Memo(c.Basis, c.monthsOf, name, func() *network.Node {
		months, err := quantity.Basis{}.Factor(name)
		if err != nil {
			return network.Lacking(wording.ItIsNotKnownHowMany(name))
		}
		return network.Assumed(name, "", months)
	})
}
