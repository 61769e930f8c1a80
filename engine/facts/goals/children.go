package goals

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// keyResult is one key result of an objective.
type keyResult struct {
	of    *model.Resource
	index int
	entry *model.Object
}

func (k keyResult) object() *model.Object { return k.entry }

func (k keyResult) at() field.Path { return field.KeyResults.At(k.index) }

func (k keyResult) name() string { return k.of.Name + "/" + k.object().Text(field.ID) }

func (k keyResult) kpi() *model.Resource { return k.object().To(field.KPI) }

// keyResults lists those of an objective that stand on a KPI.
func (c *Computer) keyResults(o *model.Resource) []keyResult {
	var all []keyResult
	entries, _ := c.Entries(o, field.KeyResults)
	for i, kr := range entries {
		if kr.To(field.KPI) != nil {
			all = append(all, keyResult{o, i, kr})
		}
	}
	return all
}

// childSums says, for each key result of a goal on a number that adds up, what the objectives that support it promise
// together.
func (c *Computer) childSums(goal *model.Resource, supporters []*model.Resource) *ChildSums {
	var list []*ChildSum
	unread := c.unreadResults(goal, supporters)
	for _, parent := range c.keyResults(goal) {
		children := c.childrenOf(parent, supporters)
		if len(children) == 0 {
			continue
		}
		if unread != nil {
			list = append(list, newSum(parent, network.Lacking(unread...)))
			continue
		}
		for _, child := range children {
			c.objectives.parts[child] = true
		}
		if sum := c.childSum(parent, children); sum != nil {
			list = append(list, sum)
		}
	}
	return &ChildSums{ChildSums: list}
}

// newSum is the sum of what makes up a key result, without its parts.
func newSum(parent keyResult, total *network.Node) *ChildSum {
	return &ChildSum{At: parent.at().To(field.To).String(), KeyResult: parent.name(), Total: basis.Shown(total),
		Of: parent.entry}
}

// unreadResults says which of a goal and of the objectives that support it while it runs have key results beyond the
// limit.
func (c *Computer) unreadResults(goal *model.Resource, supporters []*model.Resource) []string {
	var all []string
	for _, o := range append([]*model.Resource{goal}, supporters...) {
		if _, n := c.Entries(o, field.KeyResults); n > basis.MaxEntries && c.sameTime(o, goal) {
			all = append(all, basis.TooMany(o, field.KeyResults, n))
		}
	}
	return all
}

// childrenOf are the key results that make up a goal's: those on its own KPI, else those on the KPIs that its formula
// adds up.
func (c *Computer) childrenOf(parent keyResult, supporters []*model.Resource) []keyResult {
	if !additive(parent) {
		return nil
	}
	if own := c.keyResultsOn([]*model.Resource{parent.kpi()}, parent.of, supporters); len(own) > 0 {
		return slices.DeleteFunc(own, func(child keyResult) bool { return c.isStep(child, parent) })
	}
	return c.keyResultsOn(c.addendsOf(parent.kpi()), parent.of, supporters)
}

// keyResultsOn are the key results on some KPIs in the objectives that support a goal while it runs.
func (c *Computer) keyResultsOn(
	kpis []*model.Resource,
	goal *model.Resource,
	supporters []*model.Resource,
) []keyResult {
	var all []keyResult
	for _, o := range supporters {
		if o == goal || !c.sameTime(o, goal) {
			continue
		}
		for _, child := range c.keyResults(o) {
			if slices.Contains(kpis, child.kpi()) {
				all = append(all, child)
			}
		}
	}
	return all
}

// sameTime reports whether two objectives run at the same time, as far as that is known.
func (c *Computer) sameTime(a, b *model.Resource) bool {
	spanA, okA := c.Cycle(a)
	spanB, okB := c.Cycle(b)
	return !okA || !okB || spanA.Overlaps(spanB)
}

// additive reports whether the numbers of several teams add up to the one of a key result: counts and money do, ratios,
// means, percentiles, durations and what is for each person do not.
func additive(kr keyResult) bool {
	k, q := kr.kpi(), promised(kr)
	if q == nil || q.Low.Sign() < 0 || q.Statistic != "" {
		return false
	}
	if q.Unit.Scope() == "person" || len(q.Unit.PerNouns()) > 0 || !basis.Countable(q.Unit) {
		return false
	}
	measure, aggregation := k.Text(field.Measure), k.Text(field.Aggregation)
	switch {
	case measure == "ratio" || measure == "duration" || aggregation == "level":
		return false
	case aggregation != "":
		return true
	case measure == "":
		return q.Unit.Period() != "" // so many in a time
	}
	return measure == "volume" || measure == "financial" || measure == "rate"
}

// isStep reports whether a key result is of the whole number on its way, and no part of it: it begins and ends between
// where the goal begins and where it ends, in a cycle that is over before the goal's.
func (c *Computer) isStep(child, parent keyResult) bool {
	start, goal, from, to := startOf(parent), promised(parent), child.object().Quantity(field.From), promised(child)
	if start == nil || goal == nil || from == nil || from.Low == nil || to == nil {
		return false
	}
	ends, okChild := c.Cycle(child.of)
	end, okParent := c.Cycle(parent.of)
	return okChild && okParent && end.To.After(ends.To) && between(from, start, goal) && between(to, start, goal)
}

// startOf is where a key result begins, by itself or by the baseline of its KPI; nil where nobody says.
func startOf(kr keyResult) *model.Quantity {
	q := kr.object().Quantity(field.From)
	if q == nil {
		q = kr.kpi().Quantity(field.Baseline)
	}
	if q == nil {
		q = kr.kpi().Object.Object(field.Baseline).Quantity(field.Value)
	}
	if q == nil || q.Low == nil {
		return nil
	}
	return q
}

// between reports whether a number lies between two others, or is one of them, in one unit.
func between(q, a, b *model.Quantity) bool {
	if q.Unit != a.Unit || q.Unit != b.Unit {
		return false
	}
	low, high := a.Low, b.High
	if low.Cmp(b.Low) > 0 {
		low, high = b.Low, a.High
	}
	return q.Low.Cmp(low) >= 0 && q.High.Cmp(high) <= 0
}

// promised is what a key result asks for: its `to`, else the target of its KPI; nil for no number.
func promised(kr keyResult) *model.Quantity {
	q := kr.object().Quantity(field.To)
	if q == nil && !kr.object().IsWritten(field.To) {
		q = kr.kpi().Quantity(field.Target)
	}
	if q == nil || q.Low == nil {
		return nil
	}
	return q
}

// childSum compares the parts with the whole; nil where units do not convert, which is a conflict.
func (c *Computer) childSum(parent keyResult, children []keyResult) *ChildSum {
	goal := c.LowerLimit("goal", promised(parent))
	children = c.last(children, goal.Amount.Unit)
	var parts []*network.Node
	var all []*PartOfSum
	var missing, words []string
	clashes := false
	for _, child := range children {
		part := c.part(child, parent, goal.Amount.Unit)
		switch {
		case part == nil:
			clashes = true
		case !part.Known():
			missing = append(missing, part.Lacks()...)
		default:
			parts, words = append(parts, part), append(words, network.NumberText(part.Amount))
			all = append(all, &PartOfSum{child.entry, part})
		}
	}
	if clashes {
		return nil
	}
	if len(missing) > 0 {
		sum := newSum(parent, network.Lacking(missing...))
		sum.Parts = basis.Shortened(words)
		return sum
	}
	total := network.Plus(wording.AllParts(), parts...).Cut(basis.MaxShared)
	sum := newSum(parent, total)
	sum.All, sum.Parts, sum.Comparison = all, basis.Shortened(words), comparison(goal, total)
	return sum
}

// comparison says how far the parts of a goal and the whole of it are apart.
func comparison(goal, total *network.Node) *Comparison {
	return &Comparison{
		Goal:  basis.Shown(goal),
		Short: total.Amount.Low.Cmp(goal.Amount.Low) < 0,
		Apart: basis.Shown(network.By("difference", "−", apart, goal.Named(), total.Named())),
		Share: basis.Shown(basis.Deviation(total, goal)),
	}
}

// apart is how far two amounts of one unit are from one another, at least and at most.
func apart(of []quantity.Amount) (quantity.Amount, bool) {
	a, b := of[1], of[0]
	near, far := new(big.Rat), basis.Distance(a.Low, b.High)
	if up := basis.Distance(a.High, b.Low); up.Cmp(far) > 0 {
		far = up
	}
	if a.High.Cmp(b.Low) < 0 {
		near = basis.Distance(a.High, b.Low)
	} else if a.Low.Cmp(b.High) > 0 {
		near = basis.Distance(a.Low, b.High)
	}
	return quantity.Amount{Low: near, High: far, Unit: b.Unit}, true
}

// last are the children that count at the end of the goal: a rate of one quarter does not add to that of the next.
// Totals of all cycles do.
func (c *Computer) last(children []keyResult, unit quantity.Unit) []keyResult {
	if unit.Period() == "" {
		return children
	}
	var latest calendar.Span
	for _, child := range children {
		if span, ok := c.Cycle(child.of); ok && (latest.IsEmpty() || span.To.After(latest.To)) {
			latest = span
		}
	}
	return slices.DeleteFunc(slices.Clone(children), func(child keyResult) bool {
		span, ok := c.Cycle(child.of)
		return ok && !span.Overlaps(latest)
	})
}

// part is what one key result adds to a goal's, in its unit; nil where the units do not convert.
func (c *Computer) part(child, parent keyResult, unit quantity.Unit) *network.Node {
	q := promised(child)
	switch {
	case !child.object().IsWritten(field.To) && child.kpi() == parent.kpi():
		why := wording.DoesNotSayWhichPart(child.name(), parent.name())
		return network.Lacking(why)
	case q == nil:
		return network.Lacking(wording.HasNoNumberAsItsTo(child.name()))
	}
	if err := addable(q.Unit, unit); err != nil {
		c.cannotAdd(child, parent, err)
		return nil
	}
	return basis.Memo(c.Basis, c.objectives.added, addedPart{child, unit.Scope(), unit.Period()}, func() *network.Node {
		return c.rates.Bring(child.kpi(), c.LowerLimit("part", q), unit.Scope(), unit.Period())
	})
}

// addedPart is a key result in the scope and period in which it adds to another.
type addedPart struct {
	keyResult
	scope, period string
}

// addable returns nil for two units of one kind and scope. What is for each person does not add to a total: whose
// people it is, no key result says.
func addable(part, whole quantity.Unit) error {
	if part.Scope() == "person" {
		return &quantity.Incomparable{A: part, B: whole}
	}
	_, err := quantity.Steps(part, whole)
	return err
}

// cannotAdd notes that a key result and the goal's are of different kinds, unless it clashes with its own KPI already.
func (c *Computer) cannotAdd(child, parent keyResult, err error) {
	kpi, to := child.kpi().Quantity(field.Target), child.object().Quantity(field.To)
	if basis.UnitsClash(to, kpi) {
		return
	}
	c.AddConflicts(child.of, basis.Clash(child.at().To(field.To), err, func(why string) string {
		return wording.TheKeyResultDoesNot(parent.name(), why)
	}))
}
