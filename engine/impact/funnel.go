package impact

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
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
		g.link(&edge{from: s.from, to: f.node, kind: "funnel", at: k.LocationAt(s.at), hit: f.result,
			needs: func() *state { return f.needed(s) }})
	}
}

// stage joins the facts of one conversion with what it draws on.
func (g *graph) stage(k *model.Resource, o *supply.FunnelStage) *stage {
	at := o.At
	i, err := strconv.Atoi(strings.TrimPrefix(at, field.Needs.String()+"/"))
	needs := g.needsOf(k)
	if err != nil || i >= len(needs) {
		return nil // it stands for those that are not read
	}
	s := &stage{from: g.kpi[needs[i].To(field.KPI)], computed: o.Computed, rate: needs[i].Quantity(field.Conversion),
		at: at}
	if s.from == nil {
		s.from = g.byKey[Item+" "+quantity.Plural(quantity.Singular(needs[i].Text(field.Item)))]
	}
	if s.from == nil {
		return nil
	}
	return s
}

// result is what is left of a funnel's result, the same by each of its sources.
func (f *funnel) result(v *weave) *relation {
	return v.same(f, func() *relation { return f.resultNow(v) })
}

func (f *funnel) resultNow(v *weave) *relation {
	stated, lacks := f.floor()
	for _, s := range f.stages {
		if !s.computed.Known() {
			lacks = append(lacks, lacksOf(s.computed, wording.HasASourceThatIs(f.node.name))...)
		}
	}
	if len(lacks) > 0 {
		return lacking(lacks...)
	}
	var parts, inputs []*network.Node
	for _, s := range f.stages {
		left, lacks := v.left(s.from)
		if len(lacks) > 0 {
			return lacking(lacks...)
		}
		parts, inputs = append(parts, scaled(s.computed, left)), append(inputs, scaled(s.input(), left))
	}
	total := network.Plus(wording.OfAllSources(), parts...)
	if total == nil {
		return lacking(wording.TheSourcesOfDoNot(f.node.name))
	}
	share := network.Part("share", total, stated.In(total.Amount.Unit))
	return reaches(f.node, share, func(p *pass, s *state) {
		var words []string
		for i, in := range inputs {
			words = append(words, fmt.Sprintf("%s × %s", p.at(in).Amount, f.stages[i].rate.Amount))
		}
		s.sum = fmt.Sprintf("%s = %s of %s", strings.Join(words, " + "), p.at(total).Amount, bare(stated))
	})
}

// floor is what the KPI states, on the ground of its stages; of a target with two limits the lower one.
func (f *funnel) floor() (*network.Node, []string) {
	n := f.node
	if !n.aboveZero() {
		return nil, lackOr(n)
	}
	if t := n.r.Quantity(field.Target); t == nil || t.Comparator != quantity.Between {
		if !f.stated.Known() {
			return nil, lacksOf(f.stated, wording.DefinitionHasNoTarget(n.name))
		}
		return f.stated, nil
	}
	unit := f.stages[0].computed.Amounts().Unit
	switch {
	case unit.Equal(n.asked.Amount.Unit):
		return n.asked, nil
	case n.month.Known() && unit.Equal(n.month.Amount.Unit):
		return n.month, nil
	}
	return nil, []string{wording.TheLimitsOfAreNot(n.name, unit.Words())}
}

// input is what comes into a stage: all factors of the result but its conversion.
func (s *stage) input() *network.Node {
	parts := s.computed.Of()
	if len(parts) < 2 {
		return s.computed
	}
	return network.Times("input", parts[:len(parts)-1]...)
}

// needed is what must come into a stage for the result that is stated.
func (f *funnel) needed(s *stage) *state {
	stated, lacks := f.floor()
	if !s.computed.Known() {
		lacks = append(lacks, lacksOf(s.computed, wording.IsNotKnown(s.from.name))...)
	}
	if len(lacks) > 0 {
		return unknown(lacks...)
	}
	var parts []*network.Node
	var words []string
	for _, one := range f.stages {
		if !one.computed.Known() {
			return unknown(lacksOf(one.computed, wording.IsNotKnown(one.from.name))...)
		}
		parts = append(parts, one.computed)
		words = append(words, fmt.Sprintf("%s × %s", one.input().Amount, one.rate.Amount))
	}
	total := network.Plus(wording.OfAllSources(), parts...)
	if total == nil {
		return unknown(wording.TheSourcesOfDoNot(f.node.name))
	}
	stated = stated.In(total.Amount.Unit)
	return &state{value: s.input(), met: enough(total, stated), sum: wording.ForTheStated(strings.Join(words, " + "),
		bare(total), bare(stated), covers(total, stated))}
}
