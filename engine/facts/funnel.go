package facts

import (
	"fmt"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// funnel compares what a KPI states with what its conversions give: input × rate, each entry of `needs` on its own and, where there
// are several, together.
func (c *computer) funnel(k *model.Resource) {
	var list model.List
	var known []*network.Node
	for i, need := range c.needs(k) {
		if q := need.Quantity("conversion"); q == nil || q.Low == nil || need.Has("amount") {
			continue
		}
		stage := c.stage(k, need)
		if stage == nil {
			continue
		}
		o := &model.Object{}
		o.Set("at", fmt.Sprintf("needs/%d", i))
		set(o, "computed", stage.computed)
		set(o, "stated", stage.stated)
		set(o, "deviation", deviation(stage.computed, stage.stated))
		o.Set("from", stage.from)
		list = append(list, o)
		if stage.computed.Known() {
			known = append(known, stage.computed)
		}
	}
	if o := c.unreadStages(k); o != nil {
		list = append(list, o)
	}
	if len(known) > 1 && len(known) == len(list) {
		c.together(k, list, known)
	}
	if list != nil {
		k.Facts.Set("funnel", list)
	}
}

// unreadStages stands for the conversions beyond the limit of `needs`; nil for none.
func (c *computer) unreadStages(k *model.Resource) *model.Object {
	unread := c.unread(k, "needs")
	for _, need := range unread {
		if need.Quantity("conversion") == nil || need.Has("amount") {
			continue
		}
		o := &model.Object{}
		o.Set("at", "needs")
		set(o, "computed", network.Lacking(tooMany(k, "needs", MaxEntries+len(unread))))
		set(o, "stated", c.target(k))
		o.Set("from", "what is not read")
		return o
	}
	return nil
}

// together adds the sum of all conversions: where they are several sources of one result, the sum is what counts.
func (c *computer) together(k *model.Resource, list model.List, known []*network.Node) {
	sum := network.Plus("of all sources", known...)
	if sum == nil {
		return
	}
	sum = sum.Cut(max(maxTogether/len(list), few)) // it is shown with each of them
	for _, v := range list {
		o := v.(*model.Object)
		stated, _ := o.Get("stated").(*network.Node)
		set(o, "all", sum)
		set(o, "allDeviation", deviation(sum, stated))
	}
}

// stage is one step of a funnel.
type stage struct {
	from             string
	computed, stated *network.Node
}

// stage works out one step on the finest ground both ends share: per person where the same people make both, and in the period of
// both where they have the same; else of the team and a month.
func (c *computer) stage(k *model.Resource, need *model.Object) *stage {
	stated := c.target(k)
	if t := k.Quantity("target"); t == nil || t.Low == nil {
		return &stage{computed: network.Lacking(stated.Missing...), stated: stated}
	}
	scope, period := c.ground(k, need)
	s := &stage{stated: c.atGround(k, scope, period)}
	input := c.input(need, scope, period)
	s.from = need.Text("kpi")
	if s.from == "" {
		s.from = need.Text("item")
	}
	switch {
	case input == nil:
		return nil // nobody supplies it: demand-without-supplier says so
	case !input.Known():
		s.computed = input
	case !s.stated.Known():
		s.computed = network.Lacking(s.stated.Missing...)
	default:
		result := network.Times("result", input, network.Written("conversion", need.Quantity("conversion")))
		s.computed = result.In(s.stated.Amount.Unit)
		c.between(k, s, scope, period)
	}
	return s
}

// between compares a result with the nearer limit of a target that has two: one between them is as stated.
func (c *computer) between(k *model.Resource, s *stage, scope, period string) {
	t := k.Quantity("target")
	if t.Comparator != quantity.Between {
		return
	}
	limit := network.Written("target", t).HighEnd()
	upper := c.bring(k, limit, scope, period)
	if !upper.Known() || s.computed.Amount.Low.Cmp(s.stated.Amount.Low) < 0 {
		return
	}
	if s.stated = upper; s.computed.Amount.High.Cmp(upper.Amount.Low) <= 0 {
		s.stated = s.computed
	}
}

// ground is the scope and period on which both ends of a stage are compared.
func (c *computer) ground(k *model.Resource, need *model.Object) (scope, period string) {
	own := k.Quantity("target").Unit
	scope, period = "", own.Period()
	if period != "" {
		period = "month"
	}
	from := need.To("kpi")
	if from == nil || from.Quantity("target") == nil || from.Quantity("target").Low == nil {
		return scope, period
	}
	other := from.Quantity("target").Unit
	if own.Period() == other.Period() {
		period = own.Period()
	}
	if own.Scope() == "person" && other.Scope() == "person" && sameRoles(c.m.RolesOf(k), c.m.RolesOf(from)) {
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
func (c *computer) atGround(k *model.Resource, scope, period string) *network.Node {
	f := c.floor(k)
	if !f.Known() {
		return f
	}
	if f.Amount.Unit.Period() == "" && period != "" {
		return network.Lacking(fmt.Sprintf("`%s` has no period: `%s`", k.Name, k.Quantity("target").Text))
	}
	return c.bring(k, f, scope, period)
}

// input is what goes into a stage: the KPI it names, or all that supply the item. Nil when nobody does.
func (c *computer) input(need *model.Object, scope, period string) *network.Node {
	if from := need.To("kpi"); from != nil {
		return c.atGround(from, scope, period)
	}
	it := c.item[need.Text("item")]
	if it == nil || len(it.producers) == 0 {
		return nil
	}
	supply := it.supplied()
	if supply.Known() && period != "month" {
		return network.Lacking(fmt.Sprintf("the supply of %s is known by the month only", quantity.Plural(it.noun)))
	}
	return supply
}

// deviation is how far the computed result is from the stated one, in percent of the stated: from the nearest to the farthest pair
// of values of ranges.
func deviation(computed, stated *network.Node) *network.Node {
	if !computed.Known() || !stated.Known() || stated.Amount.Low.Sign() <= 0 {
		return nil
	}
	return network.By("deviation", "deviation", deviate, computed.Named(), stated.Named()).Hundredfold().In(percentUnit)
}

func deviate(of []quantity.Amount) (quantity.Amount, bool) {
	a, b := of[0], of[1]
	if b.Low.Sign() <= 0 {
		return quantity.Amount{}, false
	}
	near := new(big.Rat)
	if a.High.Cmp(b.Low) < 0 {
		near.Quo(new(big.Rat).Sub(b.Low, a.High), b.Low)
	} else if a.Low.Cmp(b.High) > 0 {
		near.Quo(new(big.Rat).Sub(a.Low, b.High), b.High)
	}
	far := new(big.Rat).Quo(distance(a.Low, b.High), b.High)
	if up := new(big.Rat).Quo(distance(a.High, b.Low), b.Low); up.Cmp(far) > 0 {
		far = up
	}
	return quantity.Amount{Low: near, High: far}, true
}

func distance(a, b *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(a, b)
	return d.Abs(d)
}
