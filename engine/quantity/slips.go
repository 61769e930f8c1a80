package quantity

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/nearest"
)

// Slip is what a noun of a quantity may be meant for where it looks like a typo of a word that is no noun: the word
// that is wrong, and the one to write, which is "" where it does not.
//
//	mnth (per) → mnth, month     hrous → hrous, hours     call-weekley → weekley, weekly
//	bussiness-day → bussiness, business
func Slip(noun string, per bool) (word, near string) {
	if per {
		if near, ok := NearestNoun(noun, periods); ok && near[0] == noun[0] {
			return noun, near
		}
		return noun, typo(noun, measures)
	}
	parts := strings.Split(noun, "-")
	last := parts[len(parts)-1]
	if len(parts) == 2 {
		if t := timeWords()[last]; t != nil || timeWords()[Plural(last)] != nil {
			return parts[0], typo(parts[0], workedWords)
		}
	}
	if len(parts) > 1 {
		return last, typo(last, Rhythms())
	}
	return last, typo(last, unitWords())
}

// SameBut is the word in which one noun differs from another by a typo, and the word of the other: "salse" and "sales"
// of salse calls beside sales calls. Both are "" where they are equal or differ otherwise.
func SameBut(noun, other string) (word, meant string) {
	if noun == other || strings.Count(noun, "-") != strings.Count(other, "-") {
		return "", ""
	}
	for more := true; more; {
		var a, b string
		a, noun, more = strings.Cut(noun, "-")
		b, other, _ = strings.Cut(other, "-")
		switch {
		case a == b:
		case word != "" || typo(a, []string{b}) == "":
			return "", ""
		default:
			word, meant = a, b
		}
	}
	return word, meant
}

// periods are the words that a unit can be in the time of.
var periods = measures[:6]

// measures are periods and scopes.
var measures = []string{"hour", "day", "week", "month", "quarter", "year", "person", "team", "organisation"}

// NearestMeasure is the period or the scope that a noun is nearest to, where it is near enough to be meant.
func NearestMeasure(noun string) (string, bool) { return NearestNoun(noun, measures) }

// workedWords stand before days and hours of work.
var workedWords = []string{"business", "calendar", "opening", "operating", "service", "working"}

// unitWords are the words for units that are no nouns.
var unitWords = sync.OnceValue(func() []string {
	all := []string{"percent", "euro", "dollar"}
	for word := range timeWords() {
		if !strings.Contains(word, "-") && len(word) > 2 {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return all
})

// typo is the one of some words that another one is but for a typo, "" for none: letters that changed places, one too
// many or too few, and in long words a wrong one. The first letter is mostly right. A word for something that people
// count is not a typo.
func typo(word string, known []string) string {
	if utf8.RuneCountInString(word) < 3 || isWord()[word] {
		return ""
	}
	for _, near := range known {
		if word == near || near == "" || word[0] != near[0] {
			continue
		}
		long := len(near) > 3 && (len(word) != len(near) || len(near) > 5)
		if nearest.Anagram(word, []string{near}) != "" ||
			nearest.Within(word, near, 1) && (long || doubled(word, near)) {
			return near
		}
	}
	return ""
}

// doubled reports whether a word is another one with one of its letters twice.
func doubled(word, near string) bool {
	for i := range near {
		if near[:i+1]+near[i:] == word {
			return true
		}
	}
	return false
}

// isWord are nouns that look like a typo of a unit, and are not one.
var isWord = setOf("moth", "yea", "wee", "tea", "tam", "parson", "quart", "minuet", "mint", "mine", "yeat", "dray",
	"weed")
