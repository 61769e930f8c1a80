package supply

import (
	"slices"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Little's law: what is open at one time is the rate at which it is finished × the time that one takes (Little 1961).

// OpenWork compares, for each role with a limit of open things, how many a KPI keeps open with the limit;
// nil where there is none.
func (c *Computer) OpenWork(k *model.Resource) *OpenWork {
	var list []*OpenInRole
	for _, role := range c.supply.limiting[k] {
		limit := role.Quantity(field.WipLimit)
		first := basis.Memo(c.Basis, c.supply.uncounts, role, func() *model.Resource { return c.uncounted(role, limit) })
		uncounted := first == k
		if !uncounted && !c.flows(k, role, limit) {
			continue
		}
		scope := c.openScope(k, role, limit)
		open, atOnce := uncountedOpen(role, limit), network.Written("limit", limit)
		if !uncounted {
			open, atOnce = c.openOf(k, role, scope, limit)
		}
		one := &OpenInRole{Role: role.Name, Open: basis.Shown(open), Limit: basis.Shown(atOnce), Each: scope == "person"}
		if t := c.targetFor(k, role); t != nil {
			one.Target = network.Written("target", t)
		}
		list = append(list, one)
	}
	if list == nil {
		return nil
	}
	return &OpenWork{OpenWork: list}
}

// uncountedOpen says that nobody gives the rate on which the limit of a role depends.
func uncountedOpen(role *model.Resource, limit *model.Quantity) *network.Node {
	return network.Lacking(wording.NoKPIOfRoleSays(role.Name, quantity.Plural(limit.Unit.Noun())))
}

// flows reports whether a limit can be held against a KPI: it counts the same thing, and asks for so many in a time.
func (c *Computer) flows(k, role *model.Resource, limit *model.Quantity) bool {
	return !basis.LowerIsBetter(k) && c.counts(k, role, limit) && (!basis.Aimless(k) || c.people.Expected(role, k) != nil)
}

// uncounted is the KPI at which to say that a limit depends on a rate that nobody gives: the first of the role that
// counts the same thing, where none of them flows. Nil where one does, or where the role has no number of that thing.
func (c *Computer) uncounted(role *model.Resource, limit *model.Quantity) *model.Resource {
	var first *model.Resource
	for _, k := range c.Model.KPIsOf(role) {
		if c.flows(k, role, limit) {
			return nil
		}
		t, noun := c.targetFor(k, role), limit.Unit.Noun()
		if first == nil && t != nil && noun != "" && t.Unit.Noun() == noun {
			first = k
		}
	}
	return first
}

// IndexLimits notes which roles limit how much of a KPI they have open.
func (c *Computer) IndexLimits() {
	limiting := map[*model.Resource][]*model.Resource{}
	for _, role := range c.Model.Of("Role") {
		if limit := role.Quantity(field.WipLimit); limit == nil || limit.Low == nil {
			continue
		}
		for _, k := range c.Model.KPIsOf(role) {
			limiting[k] = append(limiting[k], role)
		}
	}
	c.supply.limiting = limiting
}

// counts reports whether a limit is one of what a KPI counts in a period. A limit without a noun is one of whatever
// has a cycle time.
func (c *Computer) counts(k, role *model.Resource, limit *model.Quantity) bool {
	t := c.targetFor(k, role)
	if limit.Unit.Noun() == "" {
		return k.Quantity(field.CycleTime) != nil
	}
	return t != nil && t.Unit.Noun() == limit.Unit.Noun() && (t.Unit.Period() != "" || k.Quantity(field.CycleTime) != nil)
}

// targetFor is the target of a KPI for a role: that of its expectations, else the KPI's own; nil for no number.
func (c *Computer) targetFor(k, role *model.Resource) *model.Quantity {
	if t := c.people.Expected(role, k); t != nil {
		return t
	}
	if t := c.rates.AsOne(k); t != nil && t.Low != nil {
		return t
	}
	return nil
}

// openScope says whose a limit is: a person's where the KPI or the limit itself is per person, else the role's.
func (c *Computer) openScope(k, role *model.Resource, limit *model.Quantity) string {
	if t := c.targetFor(k, role); t != nil && t.Unit.Scope() == "person" || limit.Unit.Scope() == "person" {
		return "person"
	}
	return ""
}

// openOf is how many are open, of one person or of the role, and the limit in the same unit.
func (c *Computer) openOf(k, role *model.Resource, scope string, limit *model.Quantity) (*network.Node, *network.Node) {
	atOnce := network.Written("limit", limit)
	rate := c.rateIn(k, role, scope, "month")
	if !rate.Known() {
		return rate, atOnce
	}
	cycle := k.Quantity(field.CycleTime)
	if cycle == nil || cycle.Low == nil {
		return network.Lacking(wording.DoesNotSayHowLongOne(k.Name)), atOnce
	}
	time := duration.ForRate(wording.CycleTime(), cycle, c.targetFor(k, role).Unit.Period())
	if time == nil {
		return network.Lacking(wording.TheCycletimeOfIsNotA(k.Name, cycle.Text)), atOnce
	}
	if rate = c.rateIn(k, role, scope, time.Amount.Unit.Noun()); !rate.Known() {
		return rate, atOnce
	}
	unit := quantity.NewUnit([]string{rate.Amount.Unit.Noun()}, nil)
	return network.Times("open", rate, time).In(unit), atOnce.In(unit)
}

// rateIn is what a KPI asks of a role in a period: of one person, or of the role, which shares a number of several
// roles by its people.
func (c *Computer) rateIn(k, role *model.Resource, scope, period string) *network.Node {
	f := c.rates.Floor(k)
	if t := c.people.Expected(role, k); t != nil {
		f = network.Written("target", t)
	}
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" {
		return network.Lacking(wording.HasNoPeriod(k.Name, f.Amount.String()))
	}
	rate := c.rates.BringIn(role, k, f, scope, period)
	if !rate.Known() || scope == "person" || len(c.Model.RolesOf(k)) < 2 || c.people.Expected(role, k) != nil {
		return rate
	}
	own, all := c.people.People(role), c.people.Measured(k)
	if !own.Known() || !all.Known() {
		return network.Lacking(slices.Concat(own.Lacks(), all.Lacks())...)
	}
	return network.Over("rate", network.Times("rate", rate, own), all.Named())
}
