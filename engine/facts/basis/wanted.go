package basis

import (
	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/model"
)

// Wanted are the facts that somebody asks for: "KPI.funnel" for one of KPIs, "*.funnel" for one of any kind that has
// it, "KPI.*" for all of KPIs, "items" for one of the whole organisation. Nil stands for all facts.
type Wanted map[string]bool

// Want is whether some facts are asked for.
type Want struct {
	Needed bool
	facts  []fact.Name // which they are, where somebody watches what is read
}

// Or is whether the facts of one of both are asked for.
func (w Want) Or(other Want) Want {
	return Want{w.Needed || other.Needed, append(w.facts, other.facts...)}
}

// Wants is whether one of some facts is asked for.
func (b *Basis) Wants(facts ...fact.Name) Want {
	if b.Model.Watch == nil {
		for i := range facts {
			if b.asked.has(&facts[i]) {
				return Want{Needed: true}
			}
		}
		return Want{}
	}
	var w Want
	for i := range facts {
		if b.asked.has(&facts[i]) {
			w.Needed, w.facts = true, append(w.facts, facts[i])
		}
	}
	return w
}

// Asked is facts that are asked for. Each is looked up once, as every definition asks again.
type Asked struct {
	wanted Wanted
	known  [fact.Count]uint8 // by the numbers of facts
}

// Ask asks for facts.
func Ask(wanted Wanted) *Asked { return &Asked{wanted: wanted} }

// has is whether a fact is asked for.
func (a *Asked) has(f *fact.Name) bool {
	known := &a.known[f.Number()]
	if *known == unknown {
		if *known = isNot; a.wanted == nil || f.In(a.wanted) {
			*known = is
		}
	}
	return *known == is
}

// Whether a fact is asked for.
const (
	unknown = iota
	is
	isNot
)

// WantsOrClash is whether facts are asked for, or the units that cannot be compared, which come to light as they are
// worked out.
func (b *Basis) WantsOrClash(facts ...fact.Name) Want {
	return b.Wants(facts...).Or(b.Wants(fact.Whole.Conflicts))
}

// When computes facts of the whole organisation that somebody needs.
func (b *Basis) When(want Want, subject string, compute func()) {
	if want.Needed {
		b.Whole(subject, func() { b.look(want, nil, compute) })
	}
}

// One computes facts of one definition that somebody needs.
func (b *Basis) One(r *model.Resource, want Want, subject string, compute func(*model.Resource)) {
	switch {
	case !want.Needed:
	case b.Model.Watch == nil:
		b.About(subject, r, func() { compute(r) })
	default:
		b.About(subject, r, func() { b.look(want, r, func() { compute(r) }) })
	}
}

// Within lets only some facts be wanted while something is worked out.
func (b *Basis) Within(some *Asked, do func()) {
	all := b.asked
	defer func() { b.asked = all }()
	b.asked = some
	do()
}
