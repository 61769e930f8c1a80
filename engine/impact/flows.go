package impact

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// stage is one source of a result: so many come in, and a share of them becomes one.
type stage struct {
	from     *node
	computed *facts.Fact
	rate     *model.Quantity
	at       string
}

// funnel is a result with all its sources; their sum is what counts.
type funnel struct {
	node   *node
	stages []*stage
	stated *facts.Fact
}

// addFunnel makes edges from the sources of a KPI's conversions to it.
func (g *graph) addFunnel(k *model.Resource) {
	f := &funnel{node: g.kpi[k]}
	for _, o := range k.Facts.Objects("funnel") {
		s := g.stage(k, o)
		if s == nil {
			continue
		}
		f.stages, f.stated = append(f.stages, s), factOf(o, "stated")
	}
	for _, s := range f.stages {
		g.link(&edge{from: s.from, to: f.node, kind: "funnel", at: placeOf(k, s.at), hit: f.result, needs: func() *state { return f.needed(s) }})
	}
}

// stage joins the facts of one conversion with what it draws on.
func (g *graph) stage(k *model.Resource, o *model.Object) *stage {
	for i, need := range k.Objects("needs") {
		if at := fmt.Sprintf("needs/%d", i); at == o.Text("at") {
			s := &stage{from: g.kpi[need.To("kpi")], computed: factOf(o, "computed"), rate: need.Quantity("conversion"), at: at}
			if s.from == nil {
				s.from = g.byKey[Item+" "+quantity.Plural(quantity.Singular(need.Text("item")))]
			}
			if s.from != nil {
				return s
			}
		}
	}
	return nil
}

// result is what is left of a funnel's result.
func (f *funnel) result(p *pass) *state {
	stated, lacks := f.floor()
	for _, s := range f.stages {
		if !s.computed.Known() {
			lacks = append(lacks, lacksOf(s.computed, "`"+f.node.name+"` has a source that is not known")...)
		}
	}
	if len(lacks) > 0 {
		return unknown(lacks...)
	}
	total := span{new(big.Rat), new(big.Rat)}
	var words []string
	for _, s := range f.stages {
		left, lacks := p.left(s.from)
		if len(lacks) > 0 {
			return unknown(lacks...)
		}
		total = sum(total, spanOf(ends(s.computed.Amount, left)))
		words = append(words, fmt.Sprintf("%s × %s", ends(s.input(), left), s.rate.Amount))
	}
	return f.of(total, stated, strings.Join(words, " + "))
}

// of compares a result with what is stated, and brings it to the KPI's own number.
func (f *funnel) of(total, stated span, words string) *state {
	asked := *f.node.asked
	least, best := part(total.low, stated.low), part(total.high, stated.high)
	s := reaches(f.node, ends(asked, span{least, best}), ratio(total, stated), "")
	unit := f.stages[0].computed.Amount.Unit
	s.sum = fmt.Sprintf("%s = %s of %s", words, quantity.Amount{Low: total.low, High: total.high, Unit: unit}, bare(stated))
	return s
}

// floor is what the KPI states, on the ground of its stages; of a target with two limits the lower one.
func (f *funnel) floor() (span, []string) {
	n := f.node
	if n.asked == nil || n.asked.Low.Sign() <= 0 {
		return span{}, lackOr(n)
	}
	if t := n.r.Quantity("target"); t.Comparator != quantity.Between {
		if !f.stated.Known() {
			return span{}, lacksOf(f.stated, "`"+n.name+"` has no target")
		}
		return spanOf(f.stated.Amount), nil
	}
	unit := f.stages[0].computed.Amounts().Unit
	month := factOf(n.r.Facts, "perMonth")
	switch {
	case unit.Equal(n.asked.Unit):
		return spanOf(*n.asked), nil
	case month.Known() && unit.Equal(month.Amount.Unit):
		return spanOf(month.Amount), nil
	}
	return span{}, []string{"the limits of `" + n.name + "` are not known in " + unit.Words()}
}

// input is what comes into a stage: all factors of the result but its conversion.
func (s *stage) input() quantity.Amount {
	parts := s.computed.Of
	a := parts[0].Amount
	for _, d := range parts[1 : len(parts)-1] {
		a = a.Mul(d.Amount)
	}
	return a
}

// needed is what must come into a stage for the result that is stated.
func (f *funnel) needed(s *stage) *state {
	stated, lacks := f.floor()
	if !s.computed.Known() {
		lacks = append(lacks, lacksOf(s.computed, "`"+s.from.name+"` is not known")...)
	}
	if len(lacks) > 0 {
		return unknown(lacks...)
	}
	total, words := span{new(big.Rat), new(big.Rat)}, []string{}
	for _, one := range f.stages {
		if !one.computed.Known() {
			return unknown(lacksOf(one.computed, "`"+one.from.name+"` is not known")...)
		}
		total = sum(total, spanOf(one.computed.Amount))
		words = append(words, fmt.Sprintf("%s × %s", one.input(), one.rate.Amount))
	}
	input := s.input()
	return &state{value: &input, met: enough(total, stated), sum: fmt.Sprintf("%s = %s for the %s stated: %s",
		strings.Join(words, " + "), bare(total), bare(stated), covers(total, stated))}
}

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

// promise is a lead time that somebody promises for what another makes.
type promise struct {
	node, maker *node
	open        *quantity.Amount // in progress
	days        *big.Rat         // working days a month
}

// addPromise makes edges from the KPIs that produce an item to the KPI that promises its lead time.
func (g *graph) addPromise(k *model.Resource) {
	item := g.byKey[Item+" "+quantity.Plural(quantity.Singular(k.Text("promises")))]
	if k.Text("promises") == "" || item == nil {
		return
	}
	for _, e := range item.in {
		if e.from.kind != KPI {
			continue
		}
		p := &promise{node: g.kpi[k], maker: e.from, days: factOf(g.m.Planning, "daysPerMonth").Amounts().Low}
		if q := e.from.r.Quantity("inProgress"); q != nil && q.Low != nil {
			p.open = &q.Amount
		}
		g.link(&edge{from: e.from, to: p.node, kind: "promise", at: placeOf(k, "promises"), hit: p.late, needs: p.needed})
	}
}

// late is how long it takes by what is left of the throughput: what is in progress ÷ what is finished a month.
func (pr *promise) late(p *pass) *state {
	left, lacks := p.left(pr.maker)
	month := factOf(pr.maker.r.Facts, "perMonth")
	switch {
	case len(lacks) > 0:
		return unknown(lacks...)
	case pr.node.asked == nil || pr.node.asked.Low.Sign() <= 0:
		return unknown(lackOr(pr.node)...)
	case pr.open == nil:
		return unknown("`" + pr.maker.name + "` does not say how many are in progress (`inProgress`)")
	case !month.Known():
		return unknown(lacksOf(month, "`"+pr.maker.name+"` has no rate a month")...)
	case pr.open.Unit.Noun() != month.Amount.Unit.Noun():
		return unknown(fmt.Sprintf("`%s` has %s in progress and finishes %s", pr.maker.name, quantity.Plural(pr.open.Unit.Noun()), quantity.Plural(month.Amount.Unit.Noun())))
	}
	return pr.takes(spanOf(ends(month.Amount, left)))
}

// takes is the lead time at a throughput a month.
func (pr *promise) takes(monthly span) *state {
	factor, days := one, ""
	switch noun := pr.node.asked.Unit.Noun(); {
	case noun == "workday" && pr.days != nil:
		factor, days = pr.days, " × "+quantity.Number(pr.days)+" days a month"
	case noun != "month":
		return unknown("`" + pr.node.name + "` is no time in workdays or months")
	}
	if monthly.low.Sign() <= 0 {
		return unknown("nothing would be finished by `" + pr.maker.name + "`")
	}
	took := span{new(big.Rat).Quo(pr.open.Low, monthly.high), new(big.Rat).Quo(pr.open.High, monthly.low)}
	took = span{new(big.Rat).Mul(took.low, factor), new(big.Rat).Mul(took.high, factor)}
	asked := *pr.node.asked
	value := quantity.Amount{Low: took.low, High: took.high, Unit: asked.Unit}
	share := span{new(big.Rat).Quo(took.low, asked.High), new(big.Rat).Quo(took.high, asked.Low)}
	return reaches(pr.node, value, share, fmt.Sprintf("%s in progress ÷ %s a month%s = %s, promised %s",
		bare(spanOf(*pr.open)), bare(monthly), days, value, asked))
}

func (pr *promise) needed() *state { return pr.late(&pass{}) }
