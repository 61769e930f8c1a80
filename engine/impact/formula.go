package impact

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// formula is a KPI that is worked out from other KPIs.
type formula struct {
	node        *node
	terms       []*node // of a sum
	above, down *node
	why         string // why it cannot be told what a term does to it
}

// addFormula makes edges from the KPIs that a formula names, by their id or full name, to the KPI it works out.
func (g *graph) addFormula(k *model.Resource) {
	o := k.Object.Object("formula")
	f := &formula{node: g.kpi[k], above: g.named(k, o.Text("numerator")), down: g.named(k, o.Text("denominator"))}
	all := []*node{f.above, f.down}
	switch expression := o.Text("expression"); {
	case expression != "" && f.above == nil && f.down == nil:
		all = f.expression(g, k, expression)
	case f.above == nil:
		f.why = noKPI(k, o, "numerator")
	case f.down == nil:
		f.why = noKPI(k, o, "denominator")
	}
	for i, n := range all {
		if n != nil && n != f.node && slices.Index(all, n) == i {
			g.link(&edge{from: n, to: f.node, kind: "formula", at: placeOf(k, "formula"), hit: f.result, needs: func() *state { return f.needed(n) }})
		}
	}
}

func noKPI(k *model.Resource, formula *model.Object, part string) string {
	if text := formula.Text(part); text != "" {
		return fmt.Sprintf("the %s of `%s` (%s) is no KPI here", part, k.Name, text)
	}
	return fmt.Sprintf("`%s` says no %s", k.Name, part)
}

// expression reads a sum of KPIs. Any other expression only names them.
func (f *formula) expression(g *graph, k *model.Resource, text string) []*node {
	terms := strings.Split(text, "+")
	for _, term := range terms {
		n := g.named(k, term)
		if n == nil {
			f.terms = nil
			f.why = fmt.Sprintf("`%s` is worked out as `%s`, which is no sum of KPIs", k.Name, text)
			return g.mentioned(k, text)
		}
		f.terms = append(f.terms, n)
	}
	return f.terms
}

// mentioned are the KPIs whose names stand in an expression as words of their own.
func (g *graph) mentioned(k *model.Resource, text string) []*node {
	var all []*node
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n()+*×÷", r) }) {
		if n := g.named(k, word); n != nil {
			all = append(all, n)
		}
	}
	return all
}

// named is the KPI that a text is the id or the full name of: the own team's first, then the full name, then the only one with the id.
func (g *graph) named(k *model.Resource, text string) *node {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	if k.Team != nil {
		if own := g.m.Find("KPI", k.Team.Name+"/"+text); own != nil {
			return g.kpi[own]
		}
	}
	if full := g.m.Find("KPI", text); full != nil {
		return g.kpi[full]
	}
	return g.only[text]
}

// result is what is left of the number by its formula.
func (f *formula) result(p *pass) *state {
	switch {
	case f.why != "":
		return unknown(f.why)
	case f.node.asked == nil || f.node.asked.Low.Sign() <= 0:
		return unknown(lackOr(f.node)...)
	case len(f.terms) > 0:
		return f.total(p)
	}
	above, lacks := p.left(f.above)
	down, more := p.left(f.down)
	if lacks = append(lacks, more...); len(lacks) > 0 {
		return unknown(lacks...)
	}
	if least(down.low, down.high).Sign() <= 0 {
		return unknown("nothing would be left of the denominator of `" + f.node.name + "`")
	}
	above, down = above.ordered(), down.ordered()
	share := span{new(big.Rat).Quo(above.low, down.high), new(big.Rat).Quo(above.high, down.low)}
	shown := fmt.Sprintf("its numerator `%s` at %s, its denominator `%s` at %s", f.above.name, above.percent(), f.down.name, down.percent())
	if !f.node.lower {
		share = span{least(share.low, one), least(share.high, one)}
	}
	return reaches(f.node, ends(*f.node.asked, share), share, shown)
}

// total is what is left of a sum of KPIs.
func (f *formula) total(p *pass) *state {
	sumNow, lacks := f.add(p)
	if len(lacks) > 0 {
		return unknown(lacks...)
	}
	asked, words := *f.node.asked, fmt.Sprintf("%s = %s of %s", f.words(p), bare(sumNow), *f.node.asked)
	if f.node.lower {
		value := quantity.Amount{Low: sumNow.low, High: sumNow.high, Unit: asked.Unit}
		return reaches(f.node, value, span{new(big.Rat).Quo(sumNow.low, asked.High), new(big.Rat).Quo(sumNow.high, asked.Low)}, words)
	}
	value := ends(asked, span{part(sumNow.low, asked.Low), part(sumNow.high, asked.High)})
	return reaches(f.node, value, ratio(sumNow, spanOf(asked)), words)
}

// add sums what is left of the terms, all in the unit of the KPI.
func (f *formula) add(p *pass) (span, []string) {
	total := span{new(big.Rat), new(big.Rat)}
	for _, n := range f.terms {
		left, lacks := p.left(n)
		switch {
		case len(lacks) > 0:
			return span{}, lacks
		case n.asked == nil:
			return span{}, n.lacks
		case n.asked.Unit != f.node.asked.Unit:
			return span{}, []string{fmt.Sprintf("`%s` is in %s, `%s` in %s", n.name, n.asked.Unit.Words(), f.node.name, f.node.asked.Unit.Words())}
		}
		total = sum(total, spanOf(ends(*n.asked, left)))
	}
	return total, nil
}

func (f *formula) words(p *pass) string {
	var words []string
	for _, n := range f.terms {
		left, _ := p.left(n)
		words = append(words, bare(spanOf(ends(*n.asked, left))))
	}
	return strings.Join(words, " + ")
}

func (f *formula) needed(n *node) *state {
	if f.why != "" {
		return unknown(f.why)
	}
	s := &state{met: quantity.Holds, sum: "stands in its formula"}
	if n.asked != nil {
		s.sum = fmt.Sprintf("%s, which its formula uses", n.asked)
	}
	return s
}
