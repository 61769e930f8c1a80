package basis

import (
	"github.com/kpilint/kpilint/engine/model"
)

// Wanted are the facts that somebody asks for: "KPI.funnel" for one of KPIs, "*.funnel" for one of any kind that has
// it, "KPI.*" for all of KPIs, "items" for one of the whole organisation. Nil stands for all facts.
type Wanted map[string]bool

// has reports whether one of some facts of a kind is asked for; of the whole organisation, where that is empty.
func (w Wanted) has(kind string, names ...string) bool {
	if w == nil || kind != "" && w[kind+".*"] {
		return true
	}
	for _, name := range names {
		if kind == "" && w[name] || kind != "" && (w[kind+"."+name] || w["*."+name]) {
			return true
		}
	}
	return false
}

// Want is whether some facts are asked for.
type Want struct {
	Needed bool
	facts  []factName // which they are, where somebody watches what is read
}

// factName names a fact of a kind; of the whole organisation, where that is empty.
type factName struct{ kind, name string }

// Or is whether the facts of one of both are asked for.
func (w Want) Or(other Want) Want {
	return Want{w.Needed || other.Needed, append(w.facts, other.facts...)}
}

// Wants is whether one of some facts of a kind is asked for; of the whole organisation, where that is empty.
func (b *Basis) Wants(kind string, names ...string) Want {
	w := Want{Needed: b.wanted.has(kind, names...)}
	if b.Model.Watch != nil && w.Needed {
		for _, name := range names {
			if b.wanted.has(kind, name) {
				w.facts = append(w.facts, factName{kind, name})
			}
		}
	}
	return w
}

// WantsOrClash is whether facts are asked for, or the units that cannot be compared, which come to light as they are
// worked out.
func (b *Basis) WantsOrClash(kind string, names ...string) Want {
	return b.Wants(kind, names...).Or(b.Wants("", "conflicts"))
}

// When computes facts of the whole organisation that somebody needs.
func (b *Basis) When(want Want, subject string, compute func()) {
	if want.Needed {
		b.Whole(subject, func() { b.look(want, nil, compute) })
	}
}

// One computes facts of one definition that somebody needs.
func (b *Basis) One(r *model.Resource, want Want, subject string, compute func(*model.Resource)) {
	if want.Needed {
		b.About(subject, r, func() { b.look(want, r, func() { compute(r) }) })
	}
}
