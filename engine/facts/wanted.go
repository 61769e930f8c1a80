package facts

import "github.com/kpilint/kpilint/engine/model"

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

func (c *computer) wants(kind string, names ...string) bool { return c.wanted.has(kind, names...) }

// wantsOrClash reports whether facts are asked for, or the units that cannot be compared, which come to light as they
// are worked out.
func (c *computer) wantsOrClash(kind string, names ...string) bool {
	return c.wants(kind, names...) || c.wants("", "conflicts")
}

// needsItems reports whether somebody needs to know who makes and uses what.
func (c *computer) needsItems() bool {
	return c.wants("", "items", "conflicts") || c.wants("KPI", "funnel", "leadTime", "causes", "markets", "shares")
}

// needsLinks reports whether somebody needs to know how objectives serve goals.
func (c *computer) needsLinks() bool {
	return c.wants("", "rings", "truths", "conflicts") || c.wants("KPI", "hands") || c.wants("Objective", "level", "links",
		"supporters", "unsupported", "reaches", "reachesOtherCycle", "unknownSupports", "childSums", "dependencies", "among")
}

// when computes a fact of the whole organisation that somebody needs.
func (c *computer) when(needed bool, subject string, compute func()) {
	if needed {
		c.whole(subject, compute)
	}
}

// one computes a fact of one definition that somebody needs.
func (c *computer) one(r *model.Resource, needed bool, subject string, compute func(*model.Resource)) {
	if needed {
		c.about(subject, r, func() { compute(r) })
	}
}
