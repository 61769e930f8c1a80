package quantity

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/nearest"
)

// irregulars maps plurals to singulars where the rules of singular go wrong.
var irregulars = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "mice": "mouse",
		"geese":    "goose",
		"criteria": "criterion", "phenomena": "phenomenon",
		"indices": "index", "matrices": "matrix", "vertices": "vertex", "appendices": "appendix",
		"analyses": "analysis", "crises": "crisis", "theses": "thesis", "hypotheses": "hypothesis", "diagnoses": "diagnosis",
		"syntheses": "synthesis", "synopses": "synopsis", "parentheses": "parenthesis", "emphases": "emphasis",
		"halves": "half", "knives": "knife", "lives": "life", "wives": "wife", "shelves": "shelf", "wolves": "wolf",
		"loaves": "loaf", "thieves": "thief", "calves": "calf", "scarves": "scarf", "selves": "self",
		"movies": "movie", "cookies": "cookie", "calories": "calorie", "selfies": "selfie", "rookies": "rookie",
		"newbies": "newbie",
		"caches":  "cache", "niches": "niche", "headaches": "headache", "avalanches": "avalanche",
		"shoes": "shoe", "toes": "toe", "canoes": "canoe",
		"quizzes": "quiz", "gases": "gas", "biases": "bias", "atlases": "atlas", "canvases": "canvas", "aliases": "alias",
		"lenses": "lens",
		"uses":   "use", "reuses": "reuse", "excuses": "excuse", "fuses": "fuse", "abuses": "abuse", "refuses": "refuse",
		"menus": "menu", "gurus": "guru", "kpis": "kpi", "apis": "api", "taxis": "taxi", "skis": "ski", "alibis": "alibi",
		"epochs": "epoch", "stomachs": "stomach", "techs": "tech",
		"heroes": "hero", "potatoes": "potato", "tomatoes": "tomato", "echoes": "echo", "vetoes": "veto", "cargoes": "cargo",
	}
})

// plurals is irregulars the other way round.
var plurals = sync.OnceValue(func() map[string]string { return invert(irregulars()) })

func invert(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for from, to := range m {
		out[to] = from
	}
	return out
}

// invariable nouns have one form. Units of measure are among them, since
// nobody writes "5 kgs".
var invariable = setOf(
	"series", "species", "news", "sheep", "money", "data", "media", "staff", "equipment", "information", "feedback",
	"software",
	"hardware", "analytics", "logistics", "sms", "gps", "dns", "aws", "canvas", "gas", "bias", "atlas", "alias", "lens",
	"kg", "g", "km", "m", "cm", "mm", "m2", "m3", "m²", "m³", "l", "kwh", "mwh", "kb", "mb", "gb", "tb",
)

func setOf(words ...string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := make(map[string]bool, len(words))
		for _, word := range words {
			set[word] = true
		}
		return set
	})
}

// Singular returns the noun in lower case and in the singular, by the rules of
// English plurals and a table of irregulars. Of a hyphenated noun the last
// part counts: "Merge-Requests" becomes "merge-request".
func Singular(noun string) string {
	noun = strings.ToLower(noun)
	i := strings.LastIndexByte(noun, '-') + 1
	last := noun[i:]
	one := singular(last)
	if strings.HasPrefix(last, one) {
		return noun[:i+len(one)]
	}
	return noun[:i] + one
}

// Noun returns what a field names, of one word or several, as the noun of a unit: "Qualified meetings" becomes
// "qualified-meeting".
func Noun(text string) string { return Singular(strings.Join(strings.Fields(text), "-")) }

func singular(word string) string {
	switch {
	case strings.HasSuffix(word, "people"):
		return strings.TrimSuffix(word, "people") + "person"
	case strings.HasSuffix(word, "smen"):
		return strings.TrimSuffix(word, "men") + "man"
	}
	if one, ok := irregulars()[word]; ok {
		return one
	}
	if len(word) < 3 || word[len(word)-1] != 's' || invariable()[word] {
		return word
	}
	return withoutS(word)
}

// withoutS undoes the regular plurals of a word that ends in s.
func withoutS(word string) string {
	switch {
	case endsIn(word, "ss", "us", "is"):
		return word // class, status, basis
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return strings.TrimSuffix(word, "ies") + "y"
	case endsIn(word, "sses", "shes", "ches", "xes", "zzes", "oes"):
		return strings.TrimSuffix(word, "es")
	case strings.HasSuffix(word, "uses") && !endsIn(word, "auses", "ouses"):
		return strings.TrimSuffix(word, "es") // statuses, but houses and causes
	}
	return strings.TrimSuffix(word, "s")
}

func endsIn(word string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(word, s) })
}

// Plural returns the noun in lower case and in the plural: "call" becomes
// "calls", "person" becomes "people". A noun that is plural stays so.
func Plural(noun string) string {
	noun = Singular(noun)
	i := strings.LastIndexByte(noun, '-') + 1
	return noun[:i] + plural(noun[i:])
}

func plural(word string) string {
	switch {
	case strings.HasSuffix(word, "person"):
		return strings.TrimSuffix(word, "person") + "people"
	case strings.HasSuffix(word, "sman"):
		return strings.TrimSuffix(word, "man") + "men"
	}
	if many, ok := plurals()[word]; ok {
		return many
	}
	if word == "" || invariable()[word] || participle(word) {
		return word
	}
	return withS(word)
}

// participle reports whether a word is one in the place of a noun, which stays as it is: 120 doors knocked.
func participle(word string) bool {
	return len(word) > 5 && strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "eed") &&
		!strings.HasSuffix(word, "bed") && !strings.HasSuffix(word, "shed") && !strings.HasSuffix(word, "sled")
}

func withS(word string) string {
	switch {
	case strings.HasSuffix(word, "is") && len(word) > 3:
		return strings.TrimSuffix(word, "is") + "es"
	case endsIn(word, "s", "x", "z", "ch", "sh"):
		return word + "es"
	case strings.HasSuffix(word, "y") && !endsIn(word, "ay", "ey", "oy", "uy"):
		return strings.TrimSuffix(word, "y") + "ies"
	}
	return word + "s"
}

// NearestNoun returns the known noun that is one letter away from noun, or
// two in words of six letters and more, where two letters are a typo and not
// another word ("lead" and "deal"). Two letters that changed places count as one. The
// noun itself, in singular or plural, is never an answer; of several equally
// near ones the first in the alphabet is.
func NearestNoun(noun string, known []string) (string, bool) {
	known = slices.Sorted(slices.Values(known))
	singular := make([]string, len(known))
	for i, k := range known {
		singular[i] = Singular(k)
	}
	if i := nearest.Index(Singular(noun), singular, lettersOfNoun); i >= 0 {
		return known[i], true
	}
	return "", false
}

// lettersOfNoun is how many letters of a noun may be wrong. The shorter of the two words decides, and has three letters
// at least: if is no id.
func lettersOfNoun(noun, known string) int {
	if utf8.RuneCountInString(known) < utf8.RuneCountInString(noun) {
		noun, known = known, noun
	}
	switch {
	case noun == known:
		return -1
	case utf8.RuneCountInString(noun) < 3:
		return 0
	}
	return nearest.Few(noun, known)
}
