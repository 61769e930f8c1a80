package supply

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Funnel compares what a KPI states with what its conversions give: input × rate, each entry of `needs` on its own
// and, where there are several, together; nil where there is none.
func (c *Computer) Funnel(k *model.Resource) *Funnel {
	var stages []*FunnelStage
	var known []*network.Node
	for i, need := range c.Needs(k) {
		if q := need.Quantity(field.Conversion); q == nil || q.Low == nil || need.Has(field.Amount) {
			continue
		}
		s := c.stage(k, need)
		if s == nil {
			continue
		}
		stages = append(stages, &FunnelStage{At: field.Needs.At(i).String(), Computed: basis.Shown(s.computed),
			Stated: basis.Shown(s.stated), From: s.from, Deviation: basis.Shown(deviation(k, s.computed, s.stated))})
		if s.computed.Known() {
			known = append(known, s.computed)
		}
	}
	if s := c.unreadStages(k); s != nil {
		stages = append(stages, s)
	}
	if len(known) > 1 && len(known) == len(stages) {
		together(k, stages, known)
	}
	if stages == nil {
		return nil
	}
	for _, s := range stages {
		s.Gives, s.Apart = s.Computed, s.Deviation
		if s.All != nil {
			s.Gives, s.Apart = s.All, s.AllDeviation
		}
		s.More = givesMore(k, s)
	}
	return &Funnel{Funnel: stages}
}

// givesMore reports whether a funnel certainly gives more than a target asks for that should rise, and so keeps it.
func givesMore(k *model.Resource, s *FunnelStage) bool {
	return mayBeExceeded(k) && s.Gives.Known() && s.Stated.Known() &&
		s.Gives.Amount.Low.Cmp(s.Stated.Amount.High) > 0
}

// mayBeExceeded reports whether more than the target of a KPI keeps it, too.
func mayBeExceeded(k *model.Resource) bool {
	t := k.Quantity(field.Target)
	return t != nil && (t.Comparator == quantity.NoComparator || basis.Asks(t.Comparator) == "higher")
}

// deviation is how far a result is from what is stated, in percent of it. Where a range of results has the target in
// it, and more is as good, only its lower part is away from it.
func deviation(k *model.Resource, computed, stated *network.Node) *network.Node {
	d := basis.Deviation(computed, stated)
	if d == nil || !mayBeExceeded(k) {
		return d
	}
	short := network.By("deviation", "deviation", shortOf, computed.Named(), stated.Named())
	return short.Hundredfold().In(basis.PercentUnit)
}

// shortOf is the formula of that deviation.
func shortOf(of []quantity.Amount) (quantity.Amount, bool) {
	computed, stated := of[0], of[1]
	if computed.Low.Cmp(stated.Low) >= 0 || computed.High.Cmp(stated.High) <= 0 {
		return basis.Deviate(of)
	}
	computed.High = stated.High
	return basis.Deviate([]quantity.Amount{computed, stated})
}

// unreadStages stands for the conversions beyond the limit of `needs`; nil for none.
func (c *Computer) unreadStages(k *model.Resource) *FunnelStage {
	unread := c.Unread(k, field.Needs)
	for _, need := range unread {
		if need.Quantity(field.Conversion) == nil || need.Has(field.Amount) {
			continue
		}
		return &FunnelStage{At: field.Needs.String(),
			Computed: network.Lacking(basis.TooMany(k, field.Needs, basis.MaxEntries+len(unread))),
			Stated:   basis.Shown(c.rates.Target(k)), From: wording.WhatIsNotRead()}
	}
	return nil
}

// together adds the sum of all conversions: where they are several sources of one result, the sum is what counts.
func together(k *model.Resource, stages []*FunnelStage, known []*network.Node) {
	sum := network.Plus(wording.OfAllSources(), known...)
	if sum == nil {
		return
	}
	sum = sum.Cut(max(basis.MaxTogether/len(stages), basis.Few)) // it is shown with each of them
	for _, s := range stages {
		s.All, s.AllDeviation = sum, deviation(k, sum, s.Stated)
	}
}

// stage is one step of a funnel.
type stage struct {
	from             string
	computed, stated *network.Node
}

// stage works out one step on the finest ground both ends share: per person where the same people make both, and in the
// period of both where they have the same; else of the team and a month.
func (c *Computer) stage(k *model.Resource, need *model.Object) *stage {
	stated := c.rates.Target(k)
	if t := k.Quantity(field.Target); t == nil && !stated.Known() || t != nil && t.Low == nil {
		return &stage{computed: network.Lacking(stated.Lacks()...), stated: stated}
	}
	scope, period := c.ground(k, need)
	s := &stage{stated: c.atGround(k, scope, period)}
	input := c.input(need, scope, period)
	s.from = need.Text(field.KPI)
	if s.from == "" {
		s.from = need.Text(field.Item)
	}
	switch {
	case input == nil:
		return nil // nobody supplies it: demand-without-supplier says so
	case !input.Known():
		s.computed = input
	case !s.stated.Known():
		s.computed = network.Lacking(s.stated.Lacks()...)
	default:
		result := network.Times("result", input, network.Written("conversion", need.Quantity(field.Conversion)))
		s.computed = result.In(s.stated.Amount.Unit)
		if t := k.Quantity(field.Target); t != nil {
			s.computed, s.stated = s.computed.Worded(t.Amount), s.stated.Worded(t.Amount)
		}
		c.between(k, s, scope, period)
	}
	return s
}

// between compares a result with the nearer limit of a target that has two: one between them is as stated.
func (c *Computer) between(k *model.Resource, s *stage, scope, period string) {
	t := k.Quantity(field.Target)
	if t == nil || t.Comparator != quantity.Between {
		return
	}
	upper := c.rates.Bring(k, network.Written("target", t).HighEnd(), scope, period)
	if upper.Known() {
		s.stated = network.Choose(nearerLimit, s.stated, upper, s.computed)
	}
}

// nearerLimit chooses, of the lower limit, the upper limit and the result, what the result is compared with.
func nearerLimit(of []quantity.Amount) int {
	lower, upper, result := of[0], of[1], of[2]
	switch {
	case result.Low.Cmp(lower.Low) < 0:
		return 0
	case result.High.Cmp(upper.Low) > 0:
		return 1
	}
	return 2
}

// ground is the scope and period on which both ends of a stage are compared: the period of the KPI itself, as it is
// written. What supplies an item is known in a month.
func (c *Computer) ground(k *model.Resource, need *model.Object) (scope, period string) {
	own := c.rates.Target(k).Amount.Unit
	scope, period = "", own.Period()
	from := need.To(field.KPI)
	if from == nil && period != "" {
		period = "month"
	}
	if from == nil || !c.rates.Target(from).Known() {
		return scope, period
	}
	other := c.rates.Target(from).Amount.Unit
	if own.Scope() == "person" && other.Scope() == "person" && sameRoles(c.Model.RolesOf(k), c.Model.RolesOf(from)) {
		scope = "person"
	}
	return scope, period
}

func sameRoles(a, b []*model.Resource) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// atGround is a KPI's promised target at a scope and period.
func (c *Computer) atGround(k *model.Resource, scope, period string) *network.Node {
	f := c.rates.Floor(k)
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" && period != "" {
		return network.Lacking(wording.HasNoPeriod(k.Name, rates.AsWritten(k, f)))
	}
	return c.rates.Bring(k, f, scope, period)
}

// input is what goes into a stage: the KPI it names, or all that supply the item. Nil when nobody does.
func (c *Computer) input(need *model.Object, scope, period string) *network.Node {
	if from := need.To(field.KPI); from != nil {
		return c.atGround(from, scope, period)
	}
	it := c.supply.items[need.Text(field.Item)]
	if it == nil || len(it.producers) == 0 {
		return nil
	}
	supply := it.supplied()
	if supply.Known() && period != "month" {
		return network.Lacking(wording.TheSupplyOfIsKnown(quantity.Plural(it.noun)))
	}
	return supply
}
