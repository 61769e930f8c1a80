package impact

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// stage is one source of a result: so many come in, and a share of them becomes one.
type stage struct {
	from     *node
	computed *network.Node
	rate     *model.Quantity
	at       string
}

// funnel is a result with all its sources; their sum is what counts.
type funnel struct {
	node   *node
	stages []*stage
	stated *network.Node
}

// addFunnel makes edges from the sources of a KPI's conversions to it.
func (g *graph) addFunnel(k *model.Resource) {
	f := &funnel{node: g.kpi[k]}
	for _, o := range g.f.Stages(k) {
		s := g.stage(k, o)
		if s == nil {
			continue
		}
		f.stages, f.stated = append(f.stages, s), o.Stated
	}
	for _, s := range f.stages {
		g.link(&edge{from: s.from, to: f.node, kind: "funnel", at: placeOf(k, s.at), hit: f.result, needs: func() *state { return f.needed(s) }})
	}
}

// stage joins the facts of one conversion with what it draws on.
func (g *graph) stage(k *model.Resource, o *facts.FunnelStage) *stage {
	at := o.At
	i, err := strconv.Atoi(strings.TrimPrefix(at, "needs/"))
	needs := g.needsOf(k)
	if err != nil || i >= len(needs) {
		return nil // it stands for those that are not read
	}
	s := &stage{from: g.kpi[needs[i].To("kpi")], computed: o.Computed, rate: needs[i].Quantity("conversion"), at: at}
	if s.from == nil {
		s.from = g.byKey[Item+" "+quantity.Plural(quantity.Singular(needs[i].Text("item")))]
	}
	if s.from == nil {
		return nil
	}
	return s
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
	month := n.month
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
	parts := s.computed.Of()
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
