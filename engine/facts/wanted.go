package facts

// Wanted are the facts that somebody asks for: "KPI.funnel" for one of KPIs, "*.funnel" for one of any kind that has it, "KPI.*" for all of
// KPIs, "items" for one of the whole organisation. Nil stands for all facts.
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
