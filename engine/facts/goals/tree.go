package goals

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// IndexChildren notes which KPIs have which one as their parent.
func (c *Computer) IndexChildren() {
	for _, k := range c.Model.Of("KPI") {
		if parent := parentKPI(k); parent != nil && parent != k {
			c.objectives.children[parent] = append(c.objectives.children[parent], k)
		}
	}
}

// parentKPI is the KPI that another one has as its parent; nil for none, and for an objective.
func parentKPI(k *model.Resource) *model.Resource {
	if parent := k.To(field.Parent); parent != nil && parent.Kind == "KPI" {
		return parent
	}
	return nil
}

// Tree is the place of a KPI in its tree: its children, and what those of them that are parts of it come to together;
// nil for one that stands alone.
func (c *Computer) Tree(k *model.Resource) *Tree {
	children := c.objectives.children[k]
	parent := k.To(field.Parent)
	if parent == nil && len(children) == 0 {
		return nil
	}
	t := &InTree{Children: basis.Shortened(names(children)), Sum: c.sumOfChildren(k, children)}
	if parent != nil {
		t.Parent, t.ParentKind = parent.Name, parent.Kind
	}
	return &Tree{t}
}

// sumOfChildren adds up the targets of the children that count what a KPI counts, where such numbers add up: counts and
// money do; shares, means, times, stocks and what is for each person do not. Nil for fewer than two of them.
func (c *Computer) sumOfChildren(k *model.Resource, children []*model.Resource) *TreeSum {
	whole := k.Quantity(field.Target)
	if !isTotal(k, whole) {
		return nil
	}
	var parts []*network.Node
	var words, missing []string
	for _, child := range children {
		q := child.Quantity(field.Target)
		if !isTotal(child, q) || q.Unit.Noun() != whole.Unit.Noun() || !samePeriods(q.Unit, whole.Unit) ||
			basis.LowerIsBetter(child) != basis.LowerIsBetter(k) {
			continue
		}
		part := c.rates.Bring(child, limit(c, child, q), whole.Unit.Scope(), whole.Unit.Period())
		if !part.Known() {
			missing = append(missing, part.Lacks()...)
			continue
		}
		parts, words = append(parts, part), append(words, network.NumberText(part.Amount))
	}
	if len(parts)+len(missing) < 2 {
		return nil
	}
	if len(missing) > 0 {
		return &TreeSum{Parts: basis.Shortened(words), Total: network.Lacking(basis.Shortened(missing)...)}
	}
	total := network.Plus(wording.AllChildren(), parts...).Cut(basis.MaxShared)
	return &TreeSum{Parts: basis.Shortened(words), Total: basis.Shown(total),
		Comparison: comparison(limit(c, k, whole), total)}
}

// limit is what a target asks for: of one between two limits the lower.
func limit(c *Computer, k *model.Resource, q *model.Quantity) *network.Node {
	return c.LowerLimit("`"+k.ID+"`", q)
}

// isTotal reports whether the target of a KPI is a number of which others can be a part.
func isTotal(k *model.Resource, t *model.Quantity) bool {
	return t != nil && t.Low != nil && t.Low.Sign() >= 0 && t.Statistic == "" && basis.AddsUp(k) &&
		basis.Countable(t.Unit) && t.Unit.Scope() != "person" && len(t.Unit.PerNouns()) == 0 &&
		k.Text(field.Aggregation) != "level"
}

// samePeriods reports whether two units both say in which time, or both do not.
func samePeriods(a, b quantity.Unit) bool { return (a.Period() == "") == (b.Period() == "") }

// ParentRings are the KPIs whose parents lead round in a circle, each circle once, from its first member by full name.
// A KPI has one parent, so that a walk upwards comes to a circle or to an end.
func (c *Computer) ParentRings() []*Ring {
	list := []*Ring{}
	walk := map[*model.Resource]int{} // by which walk a KPI was come to, from 1
	for i, k := range c.Model.Of("KPI") {
		at := k
		for at != nil && walk[at] == 0 {
			walk[at] = i + 1
			at = parentKPI(at)
		}
		if at != nil && walk[at] == i+1 {
			list = append(list, parentRing(at))
		}
	}
	slices.SortFunc(list, func(a, b *Ring) int { return strings.Compare(a.First, b.First) })
	return list
}

// parentRing is the circle in which a KPI lies.
func parentRing(k *model.Resource) *Ring {
	ring := []*model.Resource{k}
	for at := parentKPI(k); at != k; at = parentKPI(at) {
		ring = append(ring, at)
	}
	first := 0
	for i, member := range ring {
		if member.Name < ring[first].Name {
			first = i
		}
	}
	ring = append(slices.Clone(ring[first:]), ring[:first]...)
	all := names(ring)
	path := strings.Join(append(slices.Clone(all), all[0]), " → ")
	slices.Sort(all)
	return &Ring{First: all[0], Members: all, Path: path}
}
