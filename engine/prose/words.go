package prose

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file holds the words of which numbers, units and periods consist; cues.go has those that decide. A list says of
// its words what a number near them is.

func union(sets ...map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, s := range sets {
		maps.Copy(all, s)
	}
	return all
}

// numberWord is the number that a word says, written with digits; "" for others, among them one and thousand.
func numberWord(word string) string {
	n, ok := quantity.Numeral(word)
	if !ok || n < 2 || n >= 1000 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

var scales = map[string]string{"thousand": "k", "million": "M", "billion": "bn"}

// timeUnits are words for time as the grammar of quantities spells them.
var timeUnits = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"ms": "ms", "millisecond": "ms", "milliseconds": "ms", "s": "s", "sec": "s", "secs": "s", "second": "s",
		"seconds": "s",
		"min":     "min", "mins": "min", "minute": "min", "minutes": "min", "h": "h", "hr": "h", "hrs": "h",
		"hour": "h", "hours": "h",
		"day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months", "months": "months",
		"quarter": "quarters", "quarters": "quarters", "year": "years", "years": "years", "yr": "years",
		"yrs":     "years",
		"workday": "workdays", "workdays": "workdays",
	}
})

// dayKinds say whose day or hour it is.
var dayKinds = map[string]string{
	"business": "workdays", "working": "workdays", "work": "workdays", "calendar": "calendar-days",
	"full": "days", "consecutive": "days", "school": "days", "trading": "workdays", "banking": "workdays",
}

var weekdays = content.WordSet("monday tuesday wednesday thursday friday saturday sunday")

// periods are what a rate is per, as the grammar spells it. A shift is the day of whoever works it.
var periods = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"minute": "min", "hour": "hour", "day": "day", "workday": "day", "shift": "day", "evening": "day",
		"morning": "day", "week": "week", "month": "month",
		"quarter": "quarter",
		"year":    "year", "hr": "hour", "wk": "week", "mo": "month", "mth": "month", "qtr": "quarter", "yr": "year",
	}
})

// often is the period of an adverb or adjective that says one: weekly, annual.
func often(word string) string {
	period, every := quantity.Rhythm(word)
	if every != 1 {
		return ""
	}
	return period
}

// shortly are short forms of "a week" and the like.
var shortly = map[string]string{
	"pw": "week", "p.w": "week", "p/w": "week", "p/week": "week", "pd": "day", "p.d": "day", "p/d": "day", "p/day": "day",
	"p/month": "month", "p.a": "year", "pa": "year", "p/year": "year", "p/hour": "hour", "p/h": "hour",
}

// scopes are words for those whom a rate is per.
var scopes = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"person": "person", "head": "person", "employee": "person", "member": "person", "teammate": "person",
		"rep":            "person",
		"representative": "person", "individual": "person", "colleague": "person", "team": "team",
		"organisation": "organisation",
		"organization": "organisation", "company": "organisation",
	}
})

var perWords = content.WordSet("per a an each every")

// fillers stand between per and a period: "each working day".
var fillers = content.WordSet("single given open new active working business calendar normal average full")

type comparator struct {
	words []string
	means quantity.Comparator
	sign  bool
}

var signs = sync.OnceValue(func() map[string]quantity.Comparator {
	return map[string]quantity.Comparator{
		"<": quantity.LessThan, ">": quantity.MoreThan, "<=": quantity.AtMost, ">=": quantity.AtLeast,
		"=<": quantity.AtMost, "=>": quantity.AtLeast,
		"≤": quantity.AtMost, "≥": quantity.AtLeast, "=": quantity.Exactly,
	}
})

// comparators are the words before a number, longer ones before shorter ones.
var comparators = sync.OnceValue(func() []comparator {
	return comparatorsOf(map[quantity.Comparator][]string{
		quantity.AtLeast: {"at least", "atleast", "a minimum of", "minimum of", "at a minimum", "minimum", "min",
			"no less than",
			"no fewer than", "not less than",
			"not fewer than", "not below", "at or above", "at or over", "above or at", "over or at",
			"never below", "never fewer than",
			"never less than", "greater than or equal to", "more than or equal to", "equal to or greater than",
			"equal to or more than", "above or equal to", "greater or equal to", "higher or equal to", "more or equal to",
			"higher than or equal to", "equal to or above", "equal to or higher than"},
		quantity.AtMost: {"at most", "at or below", "at or under", "under or at", "below or at",
			"a maximum of", "maximum of", "maximum", "max",
			"capped at",
			"no more than", "not more than", "never more than", "no longer than",
			"up to", "within", "inside", "not exceed", "not exceeding", "never exceed", "no later than", "not longer than",
			"never over", "not over", "less than or equal to", "equal to or less than", "lower than or equal to",
			"equal to or lower than", "below or equal to", "less or equal to", "lower or equal to", "fewer or equal to",
			"under or equal to", "equal to or below"},
		quantity.MoreThan: {"more than", "greater than", "higher than", "longer than", "older than", "over", "above",
			"exceed", "exceeds", "exceeding"},
		quantity.LessThan: {"less than", "fewer than", "lower than", "shorter than", "under", "below", "in under",
			"in less than"},
	})
})

// afterwards are the words after a number or its unit.
var afterwards = sync.OnceValue(func() []comparator {
	return comparatorsOf(map[quantity.Comparator][]string{
		quantity.AtLeast: {"or more", "or higher", "or above", "or better", "or over", "and above", "and more",
			"and over", "at least", "minimum"},
		quantity.AtMost: {"or less", "or fewer", "or below", "or lower", "or under", "or faster", "or sooner", "at most",
			"maximum", "max"},
	})
})

// hedges are words between a comparator and its number, or in its place, that change nothing.
var hedges = content.WordSet("about approximately around roughly some just only another a an average")

// empty are words without a meaning of their own.
var empty = content.WordSet(`
a an the and or of for to in on at by with from per each every as that this these those which who is
are be been will would shall should must may can do does did has have had it its their your you we our us they them he
she his her i my not no than then so such all any both more most least less few other into within without over under
up out about through via when while if but also how what there here very one new against`)

// boundaries end the noun after a number. Prepositions, conjunctions, and verbs that cannot be part of it.
var boundaries = content.WordSet(`
a an the and or of for to in on at by with from per each every as that which who is are be was
were will would should must may can has have had it its their your you we our they than then so into within without
over under through via when while if but also across between during before after until because where whose this these
those not only currently contains includes provides daily weekly monthly quarterly annually yearly hourly against
about towards toward plus minus times versus vs → -> =>`)

// abbreviations end in a point that ends no sentence.
var abbreviations = content.WordSet("e.g i.e approx vs etc no nr min max st dr mr mrs ms incl ca cf resp avg")

func comparatorsOf(spellings map[quantity.Comparator][]string) []comparator {
	var all []comparator
	for means, list := range spellings {
		for _, words := range list {
			all = append(all, comparator{words: strings.Fields(words), means: means})
		}
	}
	for sign, means := range signs() {
		all = append(all, comparator{words: []string{sign}, means: means, sign: true})
	}
	return longestFirst(all)
}

// longestFirst orders by length, and then by the alphabet, so that the order never changes.
func longestFirst(all []comparator) []comparator {
	slices.SortFunc(all, func(a, b comparator) int {
		return cmp.Or(len(b.words)-len(a.words), strings.Compare(strings.Join(a.words, " "), strings.Join(b.words, " ")))
	})
	return all
}
