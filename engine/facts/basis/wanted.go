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

// Wants reports whether one of some facts of a kind is asked for; of the whole organisation, where that is empty.
func (b *Basis) Wants(kind string, names ...string) bool { return b.wanted.has(kind, names...) }

// WantsOrClash reports whether facts are asked for, or the units that cannot be compared, which come to light as they
// are worked out.
func (b *Basis) WantsOrClash(kind string, names ...string) bool {
	return b.Wants(kind, names...) || b.Wants("", "conflicts")
}

// When computes a fact of the whole organisation that somebody needs.
func (b *Basis) When(needed bool, subject string, compute func()) {
	if needed {
		b.Whole(subject, compute)
	}
}

// One computes a fact of one definition that somebody needs.
func (b *Basis) One(r *model.Resource, needed bool, subject string, compute func(*model.Resource)) {
	if needed {
		b.About(subject, r, func() { compute(r) })
	}
}
