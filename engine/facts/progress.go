package facts

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Little's law: what is open at one time is the rate at which it is finished × the time that one takes (Little 1961).

// openWork compares, for each role with a limit of open things, how many a KPI keeps open with the limit.
func (c *computer) openWork(k *model.Resource) {
	var list model.List
	for _, role := range c.limiting[k] {
		limit := role.Quantity("wipLimit")
		uncounted := memo(c.uncounts, role, func() *model.Resource { return c.uncounted(role, limit) }) == k
		if !uncounted && !c.flows(k, role, limit) {
			continue
		}
		o := &model.Object{}
		o.Set("role", role.Name)
		scope := c.openScope(k, role, limit)
		open, atOnce := network.Lacking(fmt.Sprintf("no KPI of role `%s` says how many %s come in a time, and how long one takes (`cycleTime`)",
			role.Name, quantity.Plural(limit.Unit.Noun()))), network.Written("limit", limit)
		if !uncounted {
			open, atOnce = c.openOf(k, role, scope, limit)
		}
		set(o, "open", open)
		set(o, "limit", atOnce)
		o.Set("each", scope == "person")
		list = append(list, o)
	}
	if list != nil {
		k.Facts.Set("openWork", list)
	}
}

// flows reports whether a limit can be held against a KPI: it counts the same thing, and asks for so many in a time.
func (c *computer) flows(k, role *model.Resource, limit *model.Quantity) bool {
	return !lowerIsBetter(k) && c.counts(k, role, limit) && (!aimless(k) || c.expected(role, k) != nil)
}

// uncounted is the KPI at which to say that a limit leans on a rate that nobody gives: the first of the role that
// counts the same thing, where none of them flows. Nil where one does, or where the role has no number of that thing.
func (c *computer) uncounted(role *model.Resource, limit *model.Quantity) *model.Resource {
	var first *model.Resource
	for _, k := range c.m.KPIsOf(role) {
		if c.flows(k, role, limit) {
			return nil
		}
		if t := c.targetFor(k, role); first == nil && t != nil && limit.Unit.Noun() != "" && t.Unit.Noun() == limit.Unit.Noun() {
			first = k
		}
	}
	return first
}

// indexLimits notes which roles limit how much of a KPI they have open.
func (c *computer) indexLimits() {
	c.limiting = map[*model.Resource][]*model.Resource{}
	for _, role := range c.m.Of("Role") {
		if limit := role.Quantity("wipLimit"); limit == nil || limit.Low == nil {
			continue
		}
		for _, k := range c.m.KPIsOf(role) {
			c.limiting[k] = append(c.limiting[k], role)
		}
	}
}

// counts reports whether a limit is one of what a KPI counts in a period. A limit without a noun is one of whatever
// has a cycle time.
func (c *computer) counts(k, role *model.Resource, limit *model.Quantity) bool {
	t := c.targetFor(k, role)
	if limit.Unit.Noun() == "" {
		return k.Quantity("cycleTime") != nil
	}
	return t != nil && t.Unit.Noun() == limit.Unit.Noun() && (t.Unit.Period() != "" || k.Quantity("cycleTime") != nil)
}

// targetFor is the target of a KPI for a role: that of its expectations, else the KPI's own; nil for no number.
func (c *computer) targetFor(k, role *model.Resource) *model.Quantity {
	if t := c.expected(role, k); t != nil {
		return t
	}
	if t := k.Quantity("target"); t != nil && t.Low != nil {
		return t
	}
	return nil
}

// openScope says whose a limit is: a person's where the KPI or the limit itself is per person, else the role's.
func (c *computer) openScope(k, role *model.Resource, limit *model.Quantity) string {
	if t := c.targetFor(k, role); t != nil && t.Unit.Scope() == "person" || limit.Unit.Scope() == "person" {
		return "person"
	}
	return ""
}

// openOf is how many are open, of one person or of the role, and the limit in the same unit.
func (c *computer) openOf(k, role *model.Resource, scope string, limit *model.Quantity) (*network.Node, *network.Node) {
	atOnce := network.Written("limit", limit)
	rate := c.rateIn(k, role, scope, "month")
	if !rate.Known() {
		return rate, atOnce
	}
	cycle := k.Quantity("cycleTime")
	if cycle == nil || cycle.Low == nil {
		return network.Lacking(fmt.Sprintf("`%s` does not say how long one takes (`cycleTime`)", k.Name)), atOnce
	}
	time := lasting(cycle, c.targetFor(k, role).Unit.Period())
	if time == nil {
		return network.Lacking(fmt.Sprintf("the `cycleTime` of `%s` is no duration: `%s`", k.Name, cycle.Text)), atOnce
	}
	if rate = c.rateIn(k, role, scope, time.Amount.Unit.Noun()); !rate.Known() {
		return rate, atOnce
	}
	unit := quantity.NewUnit([]string{rate.Amount.Unit.Noun()}, nil)
	return network.Times("open", rate, time).In(unit), atOnce.In(unit)
}

// rateIn is what a KPI asks of a role in a period: of one person, or of the role, which shares a number of several
// roles by its people.
func (c *computer) rateIn(k, role *model.Resource, scope, period string) *network.Node {
	f := c.floor(k)
	if t := c.expected(role, k); t != nil {
		f = network.Written("target", t)
	}
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" {
		return network.Lacking(fmt.Sprintf("`%s` has no period: `%s`", k.Name, f.Amount))
	}
	rate := c.bringIn(role, k, f, scope, period)
	if !rate.Known() || scope == "person" || len(c.m.RolesOf(k)) < 2 || c.expected(role, k) != nil {
		return rate
	}
	own, all := c.people(role), c.measured(k)
	if !own.Known() || !all.Known() {
		return network.Lacking(slices.Concat(own.Missing, all.Missing)...)
	}
	return network.Over("rate", network.Times("rate", rate, own), all.Named())
}

// leadTime compares the time that a KPI promises for an item with the time it takes to finish what is in progress.
func (c *computer) leadTime(k *model.Resource) {
	noun := k.Text("promises")
	if noun == "" || aimless(k) {
		return
	}
	o := &model.Object{}
	o.Set("item", noun)
	k.Facts.Set("leadTime", o)
	promise, perMonth := c.promise(k)
	if !promise.Known() {
		set(o, "needed", promise)
		return
	}
	set(o, "promised", promise)
	if k.Quantity("target").BareDay {
		o.Set("bareDay", true)
	}
	open, rate := c.flow(k, noun)
	if missing := slices.Concat(open.Missing, rate.Missing); len(missing) > 0 {
		set(o, "needed", network.Lacking(missing...))
		return
	}
	set(o, "inProgress", open)
	set(o, "throughput", rate)
	needed := network.Over("lead time", open, rate.Named())
	if needed == nil {
		set(o, "needed", network.Lacking(fmt.Sprintf("nobody is asked to finish any %s", quantity.Plural(noun))))
		return
	}
	if needed = needed.In(monthUnit); perMonth != nil {
		needed = network.Times("lead time", needed, perMonth).In(promise.Amount.Unit)
	}
	set(o, "needed", needed)
	most := network.Times("most in progress", promise, rate)
	if perMonth != nil {
		most = network.Over("most in progress", most, perMonth)
	}
	if most != nil {
		set(o, "most", most.In(open.Amount.Unit).Floor())
	}
}

// promise is the longest time that the target of a KPI allows, and how many of its unit a month has, nil for months.
func (c *computer) promise(k *model.Resource) (promise *network.Node, perMonth *network.Node) {
	if f := c.target(k); !f.Known() {
		return f, nil
	}
	limit := *k.Quantity("target")
	switch limit.Comparator {
	case quantity.AtLeast, quantity.MoreThan:
		return network.Lacking(fmt.Sprintf("`%s` is at least %s, which promises no time within which it is done", k.Name, limit.Amount)), nil
	case quantity.Between:
		limit.Low = limit.High
	}
	length, perMonth := c.length("promise", &limit)
	if length == nil {
		return network.Lacking(fmt.Sprintf("`%s` promises a lead time, and its target is no duration: `%s`", k.Name, limit.Text)), nil
	}
	return length, perMonth
}

// flow is how much of an item is in progress, and how much of it is finished in a month.
func (c *computer) flow(k *model.Resource, noun string) (open, rate *network.Node) {
	it := c.item[noun]
	if it == nil || len(it.producers) == 0 {
		missing := network.Lacking(fmt.Sprintf("nobody has a target that makes %s", quantity.Plural(noun)))
		return missing, network.Lacking()
	}
	rate = c.throughput(it)
	if !rate.Known() {
		return network.Lacking(), network.Lacking(rate.Missing...)
	}
	known := it.inProgress(rate.Amount.Unit.Noun())
	if own := inProgress(k, rate.Amount.Unit.Noun()); own.Known() && known.none {
		return own, rate
	}
	return known.open, rate
}

// throughput is what is in progress of an item, and whether none of its makers says so.
type throughput struct {
	rate, open *network.Node
	none       bool
}

// inProgress adds up what the makers of an item have open at one time.
func (it *item) inProgress(noun string) *throughput {
	if it.flows.open != nil {
		return it.flows
	}
	var parts []*network.Node
	var missing []string
	for _, p := range it.producers {
		f := inProgress(p.kpi, noun)
		if missing = append(missing, f.Missing...); f.Known() {
			parts = append(parts, f)
		}
	}
	it.flows.none = len(parts) == 0
	if it.flows.open = network.Lacking(missing...); len(missing) == 0 {
		it.flows.open = network.Plus("in progress", parts...).Cut(maxShared)
	}
	return it.flows
}

// throughput is what is made of an item in a month: of a single producer in the unit in which it counts what it has
// in progress.
func (c *computer) throughput(it *item) *network.Node {
	if it.flows == nil {
		it.flows = &throughput{rate: c.flowing(it)}
	}
	return it.flows.rate
}

func (c *computer) flowing(it *item) *network.Node {
	first := it.producers[0].kpi
	if q := first.Quantity("inProgress"); len(it.producers) == 1 && q != nil && q.Low != nil && q.Unit.Noun() != it.noun {
		if rate := c.monthlyTotal(first); rate.Known() && rate.Amount.Unit.Noun() == q.Unit.Noun() {
			return rate
		}
	}
	return it.supplied()
}

// inProgress is what a KPI has open at one time, counted by a noun.
func inProgress(k *model.Resource, noun string) *network.Node {
	q := k.Quantity("inProgress")
	switch {
	case q == nil || q.Low == nil:
		return network.Lacking(fmt.Sprintf("`%s` does not say how many are in progress (`inProgress`)", k.Name))
	case q.Unit.Noun() != "" && q.Unit.Noun() != noun:
		return network.Lacking(fmt.Sprintf("`%s` has %s in progress, and finishes %s", k.Name, q.Amount, quantity.Plural(noun)))
	}
	return network.Written("in progress", q).In(quantity.NewUnit([]string{noun}, nil))
}
