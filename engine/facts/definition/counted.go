package definition

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/quantity"
)

// CountedOf says what the target of a KPI counts, and in what time.
func CountedOf(k *model.Resource, t *model.Quantity) *Counted {
	base, _ := baseline(k)
	word, meant := misspelt(t.Unit)
	if t.Unit.Period() != "" || !typo(word, meant) {
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

// measures are the words that a unit of a target can be for, or in the time of.
var measures = []string{"hour", "day", "week", "month", "quarter", "year", "person", "team", "organisation"}

// misspelt is a noun of a unit that is nearly a scope or period, and the one that may be meant: dya and "day" for 50
// calls/person/dya. Both are empty where there is none.
func misspelt(u quantity.Unit) (noun, meant string) {
	for _, noun := range u.PerNouns() {
		if near, ok := quantity.NearestNoun(noun, measures); ok {
			return noun, near
		}
	}
	return "", ""
}

// typo reports whether a word that is nearly another one can only be a typo of it: two neighbouring letters changed
// places, one came twice, or one is left out. A replaced letter makes words of their own of many: bay, tour, gear.
func typo(word, meant string) bool {
	switch {
	case word == "" || ownWords[word]:
		return false
	case word == "weak":
		return true // nobody counts by the weak
	case len(word) == len(meant):
		return nearest.Anagram(word, []string{meant}) != ""
	case len(word) == len(meant)+1:
		return doubled(word, meant)
	}
	return len(word)+1 == len(meant) && nearest.Letters(word, meant) == 1
}

// doubled reports whether a word is another one with a letter of it twice.
func doubled(word, of string) bool {
	for i := 1; i < len(word); i++ {
		if word[i] == word[i-1] && word[:i]+word[i+1:] == of {
			return true
		}
	}
	return false
}

// ownWords lack one letter of a period or a scope, and are words of their own.
var ownWords = map[string]bool{"ear": true, "our": true, "moth": true, "wee": true, "tea": true, "tam": true,
	"yea": true}
