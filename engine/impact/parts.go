package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// parts are the key results of supporting objectives that add up to a key result of their goal, as the facts say.
type parts struct {
	goal     *node
	asked    *network.Node // what the goal asks for
	all      *network.Node // what the parts ask for together
	children []*node
	adds     map[*node]*network.Node // what each part asks for, in the unit of the goal
	kpi      *node                   // on which all of them are, the goal too; nil where they are on several
}

// addSums makes edges from key results to the key result of a goal that they add up to.
func (g *graph) addSums() {
	for _, o := range g.m.Of("Objective") {
		for _, sum := range g.f.ChildSumsOf(o) {
			if pt := g.partsOf(sum); pt != nil {
				pt.link(g)
			}
		}
	}
}

// partsOf are the parts of a sum; nil where they are not known, or rise while the whole should fall. A key result that
// asks for all that the goal asks for is the same number and no part of it.
func (g *graph) partsOf(sum *goals.ChildSum) *parts {
	goal := g.result[sum.Of]
	if sum.Comparison == nil || goal == nil || goal.asked == nil {
		return nil
	}
	pt := &parts{goal: goal, asked: sum.Goal, all: sum.Total, adds: map[*node]*network.Node{}}
	pt.kpi = g.kpi[sum.Of.To(field.KPI)]
	for _, part := range sum.All {
		n := g.result[part.Of]
		if n == nil || n.lower != goal.lower || part.Adds.Amount.Equal(sum.Goal.Amount) {
			return nil
		}
		if g.kpi[part.Of.To(field.KPI)] != pt.kpi {
			pt.kpi = nil
		}
		pt.children, pt.adds[n] = append(pt.children, n), part.Adds
	}
	return pt
}

// link makes the edges of a sum. Of a whole that is missed nobody says whose part is missing, where all are on one KPI.
func (pt *parts) link(g *graph) {
	shared := pt.kpi != nil && len(pt.children) > 1 && !pt.goal.lower
	for _, c := range pt.children {
		if shared && c.aboveZero() {
			c.parts = pt
			for _, e := range c.in {
				e.whole = e.whole || e.kind == "measures"
			}
		}
		g.link(&edge{from: c, to: pt.goal, kind: "adds up", at: c.at, hit: pt.hit, needs: c.wanted})
	}
}

// among is what is left of one part by what is left of the whole, of which nobody says who has it: at least what the
// others leave when they have all they ask for, and at most all it asks for. Where the whole is less than all parts
// ask for, at least one of them is missed.
func (pt *parts) among(n *node, whole *network.Node) *relation {
	mine := pt.adds[n]
	rest := network.Minus("part", whole, network.Minus(wording.TheOthers(), pt.all, mine)).NotBelowZero()
	value := network.From("part", network.Least("part", rest, mine), network.Least("part", whole, mine))
	left := atMostAll(over(value, mine))
	if value.Amount.Unit != n.asked.Amount.Unit {
		value = scaled(n.asked, left)
	}
	return &relation{value: value, left: left, share: left, say: func(p *pass, s *state) {
		now := p.at(whole)
		s.sum = wording.InAllOfThatParts(bare(now), pt.all.Amount.String(), len(pt.children))
		if enough(now, pt.all) == quantity.Fails {
			s.sum += wording.AtLeastOneOfThem()
		}
	}}
}

// hit is what is left of the goal's number by what is left of its parts, the same by each of them. What the whole
// leaves of a part says nothing new of the whole.
func (pt *parts) hit(v *weave) *relation {
	return v.same(pt, func() *relation { return pt.sum(v) })
}

func (pt *parts) sum(v *weave) *relation {
	if !slices.ContainsFunc(pt.children, func(c *node) bool { return pt.reached(v, c) != nil }) {
		return pt.planned(v)
	}
	var terms []*network.Node
	for _, c := range pt.children {
		left, lacks := leftOf(c, pt.reached(v, c))
		if len(lacks) > 0 {
			return lacking(lacks...)
		}
		terms = append(terms, scaled(pt.adds[c], left))
	}
	total := network.Plus(wording.AllParts(), terms...)
	share := network.Part("share", total, pt.asked)
	if pt.goal.lower {
		share = over(total, pt.asked)
	}
	if share == nil {
		return lacking(wording.AsksForNothingSoNo(pt.goal.name))
	}
	return reaches(pt.goal, share, func(p *pass, s *state) {
		var words []string
		for _, term := range terms {
			words = append(words, bare(p.at(term)))
		}
		s.sum = fmt.Sprintf("%s = %s of %s", strings.Join(words, " + "), bare(p.at(total)), pt.asked.Amount)
	})
}

// reached is what is left of a part, but by the whole; nil for as planned.
func (pt *parts) reached(v *weave, c *node) *relation {
	if c.parts == pt {
		return v.apart[c]
	}
	return v.of[c]
}

// planned is the relation where only the whole says what is left of the parts.
func (pt *parts) planned(v *weave) *relation {
	if r := v.of[pt.kpi]; r == nil || len(r.missing) > 0 {
		return lacking(notKnown(pt.kpi))
	}
	words := wording.ItsPartsAskForOf(len(pt.children), bare(pt.all), pt.asked.Amount.String())
	return &relation{judge: func(*pass) *state { return &state{met: quantity.Holds, sum: words} }}
}
