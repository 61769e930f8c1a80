package definition

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// CountedOf says what the target of a KPI counts, and in what time.
func CountedOf(k *model.Resource, t *model.Quantity) *Counted {
	base, _ := baseline(k)
	word, meant := misspelt(t.Unit)
	if t.Unit.Period() != "" {
		word = "" // beside a period, a word that nobody knows is an unknown scope
	}
	return &Counted{
		BaselineUnit: t.Unit.IsZero() && base != nil && base.Low != nil && !base.Unit.IsZero(),
		HasUnit: !t.Unit.IsZero() && (t.Unit.Noun() != "" || len(t.Unit.PerNouns()) > 0 || t.Unit.Period() != "") ||
			t.OnScale() || t.ForOne() || t.Unit.IsZero() && (basis.Score(k.Title()) || whole(t) && basis.Counts(k.Title())),
		UnitHint: meant, UnitTypo: word,
		HasPeriod: t.Unit.Period() != "" || t.By != "" || basis.InTime(k.Title()) ||
			t.Unit.IsZero() && basis.Score(k.Title()),
	}
}

// whole reports whether a target is of whole numbers, as those of things are.
func whole(t *model.Quantity) bool { return t.Low.IsInt() && t.High.IsInt() }

// misspelt is a noun of a unit that is nearly a scope or period, and the one that may be meant: dya and "day" for 50
// calls/person/dya. The noun is empty where it may be a word of its own, and both where none is near.
func misspelt(u quantity.Unit) (noun, meant string) {
	for _, noun := range u.PerNouns() {
		if _, near := quantity.Slip(noun, true); near != "" {
			return noun, near
		}
	}
	for _, noun := range u.PerNouns() {
		if near, ok := quantity.NearestMeasure(noun); ok {
			return "", near
		}
	}
	return "", ""
}
