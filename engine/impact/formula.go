package impact

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// formula is a KPI that is worked out from other KPIs.
type formula struct {
	node        *node
	terms       []*node // of a sum
	above, down *node
	why         string // why it cannot be told what a term does to it

	bring func(n *network.Node, to quantity.Unit, of *node) *network.Node
}

// addFormula makes edges from the KPIs that a formula names to the KPI it works out, as the facts read it.
func (g *graph) addFormula(k *model.Resource) {
	o := k.Object.Object(field.Formula)
	if o == nil {
		return
	}
	f := &formula{node: g.kpi[k], above: g.kpi[g.terms.Named(o.Text(field.Numerator), k)],
		down: g.kpi[g.terms.Named(o.Text(field.Denominator), k)], bring: g.bring}
	for _, part := range g.terms.Addends(k) {
		f.terms = append(f.terms, g.kpi[part])
	}
	switch expression := o.Text(field.Expression); {
	case len(f.terms) > 0:
	case expression != "" && f.above == nil && f.down == nil:
		f.why = wording.IsWorkedOutAsWhich(k.Name, expression)
	case f.above == nil:
		f.why = noKPI(k, o, field.Numerator)
	case f.down == nil:
		f.why = noKPI(k, o, field.Denominator)
	}
	for _, part := range g.terms.InFormula(k) {
		n := g.kpi[part]
		g.link(&edge{from: n, to: f.node, kind: "formula", at: k.Location(field.Formula), hit: f.result,
			needs: func() *state { return f.needed(n) }})
	}
}

func noKPI(k *model.Resource, formula *model.Object, part field.Path) string {
	if text := formula.Text(part); text != "" {
		return wording.TheOfIsNoKPI(part.String(), k.Name, text)
	}
	return wording.SaysNo(k.Name, part.String())
}

// result is what is left of the number by its formula.
func (f *formula) result(v *weave) *relation {
	return v.same(f, func() *relation { return f.resultNow(v) })
}

func (f *formula) resultNow(v *weave) *relation {
	switch {
	case f.why != "":
		return lacking(f.why)
	case !f.node.aboveZero():
		return lacking(lackOr(f.node)...)
	case len(f.terms) > 0:
		return f.total(v)
	}
	above, lacks := v.left(f.above)
	down, more := v.left(f.down)
	if lacks = append(lacks, more...); len(lacks) > 0 {
		return lacking(lacks...)
	}
	if above == nil {
		above = wholly
	}
	if down == nil {
		down = wholly
	}
	lost := wording.NothingWouldBeLeftOf(f.node.name)
	share := over(above, down)
	if share == nil {
		return lacking(lost)
	}
	if !f.node.lower {
		share = atMostAll(share)
	}
	r := reaches(f.node, share, func(p *pass, s *state) {
		s.sum = wording.ItsNumeratorAtItsDenominator(f.above.name, inPercent(p.at(above)).String(), f.down.name,
			inPercent(p.at(down)).String())
	})
	r.lost = lost
	return r
}

// total is what is left of a sum of KPIs.
func (f *formula) total(v *weave) *relation {
	terms, lacks := f.left(v)
	if len(lacks) > 0 {
		return lacking(lacks...)
	}
	asked, sum := f.node.asked, network.Plus("sum", terms...)
	r := &relation{value: sum, left: over(sum, asked)}
	if r.share = r.left; !f.node.lower {
		r = reaches(f.node, network.Part("share", sum, asked), nil)
	}
	r.say = func(p *pass, s *state) {
		var words []string
		for _, term := range terms {
			words = append(words, bare(p.at(term)))
		}
		s.sum = fmt.Sprintf("%s = %s of %s", strings.Join(words, " + "), bare(p.at(sum)), asked.Amount)
	}
	return r
}

// left is what is left of the terms, all in the unit of the KPI.
func (f *formula) left(v *weave) ([]*network.Node, []string) {
	var terms []*network.Node
	for _, n := range f.terms {
		left, lacks := v.left(n)
		switch {
		case len(lacks) > 0:
			return nil, lacks
		case n.asked == nil:
			return nil, n.lacks
		}
		term := f.bring(n.asked, f.node.asked.Amount.Unit, n)
		if term == nil {
			return nil, []string{wording.IsInIn(n.name, n.asked.Amount.Unit.Words(), f.node.name,
				f.node.asked.Amount.Unit.Words())}
		}
		terms = append(terms, scaled(term, left))
	}
	return terms, nil
}

func (f *formula) needed(n *node) *state {
	if f.why != "" {
		return unknown(f.why)
	}
	s := &state{met: quantity.Holds, sum: wording.StandsInItsFormula()}
	if n.asked != nil {
		s.sum = wording.WhichItsFormulaUses(n.asked.Amount.String())
	}
	return s
}
