// Package fact has the names of the facts of each kind and of the whole organisation, made from their structs. Code
// that asks whether somebody wants a fact says fact.KPI.Funnel, so that a name that no struct has does not compile.
package fact

// Name is the name of a fact, in each form in which it can be asked for. Texts do not convert to it.
type Name struct {
	own    string // KPI.funnel, or items of the whole organisation
	ofKind string // KPI.*; empty of the whole organisation
	ofAny  string // *.funnel; empty of the whole organisation
	number int    // below Count, another one for each name
}

// Number tells a name from all others. It is below Count.
func (n Name) Number() int { return n.number }

// In reports whether the fact is among those that are asked for.
func (n Name) In(asked map[string]bool) bool {
	return asked[n.own] || asked[n.ofKind] || asked[n.ofAny]
}

// String is the name with its kind, KPI.funnel; items of the whole organisation.
func (n Name) String() string { return n.own }

// OfWhole reports whether it is a fact of the whole organisation.
func (n Name) OfWhole() bool { return n.ofKind == "" }
