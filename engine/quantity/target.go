package quantity

import (
	"strings"
	"unicode"
)

// Placeholder reports whether text, found where a target is expected, holds no
// number at all: "TBD", "see dashboard", "?". What [Relative] accepts is no placeholder.
func Placeholder(text string) bool {
	return !strings.ContainsFunc(text, unicode.IsDigit) && !Relative(text)
}

// OnScale reports whether a number is a grade that names its scale: 4.6 out of 5.
func (q Quantity) OnScale() bool { return strings.HasPrefix(q.Note, outOf) }

// ForOne reports whether a number says how many there are for one of another thing: 12:1.
func (q Quantity) ForOne() bool { return q.Note == forOne }

// Relative reports whether text sets a target against the average, a rank or
// the best of others: "at least the team average", "top 10 %". A statistic of
// one's own, as in "4 h on average", is not relative.
func Relative(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' && r != '#'
	})
	for i, word := range words {
		before, after := words[:i], words[i+1:]
		switch {
		case rankWords()[word], word == "#1":
			return true
		case extremes()[word] && (ofOthers(after) || amongOthers(before)):
			return true
		case averages()[word] && ofThem(before) && !ofOwn(before, after):
			return true
		case word == "number" && len(after) > 0 && after[0] == "one":
			return true
		}
	}
	return false
}

var (
	rankWords = setOf("rank", "ranks", "ranked", "ranking", "quartile", "decile", "league", "peers", "colleagues", "competitors")
	extremes  = setOf("top", "best", "bottom", "worst")
	averages  = setOf("average", "mean", "median", "benchmark")
	theirs    = setOf("the", "our", "their", "s", "than", "above", "below", "beat", "exceed", "team", "company", "department", "region", "regional",
		"industry", "market", "sector", "group", "national", "office", "branch", "site", "year", "peer",
		"state", "county", "country", "district", "city", "network", "chain", "league", "hospital", "school", "store")
	crowds = setOf("of", "in", "third", "half", "quarter", "percent", "performer", "performers", "team", "teams",
		"two", "three", "four", "five", "ten", "twenty", "class")
)

// ofOthers recognises the 10 % of "top 10 %" and the "of the region" of "best
// of the region".
func ofOthers(after []string) bool {
	return len(after) > 0 && (crowds()[after[0]] || unicode.IsDigit(rune(after[0][0])))
}

// amongOthers recognises "among the best".
func amongOthers(before []string) bool {
	n := len(before)
	return n > 1 && before[n-1] == "the" && (before[n-2] == "among" || before[n-2] == "with")
}

// ofOwn recognises "at the median", which says where in one's own cases a number holds.
func ofOwn(before, after []string) bool {
	n := len(before)
	at := n > 1 && before[n-1] == "the" && (before[n-2] == "at" || before[n-2] == "in")
	return at && (len(after) == 0 || after[0] != "of" && after[0] != "for")
}

// ofThem recognises whose average it is: the team's, last year's, or that
// which others are compared with.
func ofThem(before []string) bool {
	return len(before) > 0 && theirs()[before[len(before)-1]]
}
