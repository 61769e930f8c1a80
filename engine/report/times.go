package report

import (
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/quantity"
)

// aTime is a time as the engine writes one: with seconds at its end, or with hours and minutes, or minutes alone.
var aTime = sync.OnceValue(func() *regexp.Regexp {
	const hours, minutes, space = `([\d,]+)[ \x{a0}]h`, `(\d+)[ \x{a0}]min`, `[ \x{a0}]`
	return regexp.MustCompile(`\b(?:(?:` + hours + space + `)?(?:` + minutes + space + `)?(\d+(?:\.\d)?)[ \x{a0}]s|` +
		hours + `(?:` + space + minutes + `)?|` + minutes + `)\b`)
})

// timeOf is a time by the parts of its text, in seconds; exact is false for one that has hours or minutes beside its
// seconds.
func timeOf(parts []string) (n *big.Rat, exact bool) {
	n = new(big.Rat)
	for i, size := range []int64{3600, 60, 1, 3600, 60, 60} {
		if part, ok := new(big.Rat).SetString(strings.ReplaceAll(parts[i+1], ",", "")); ok {
			n.Add(n, part.Mul(part, big.NewRat(size, 1)))
		}
	}
	return n, parts[3] == "" || parts[1]+parts[2] == ""
}

// roundTimes writes times as people say them: from an hour on in whole minutes, from a minute on in whole seconds. A
// time that would look like another one of the text then stays as it is, and so does what is written in backquotes.
func roundTimes(text string) string {
	if !hasSeconds(text) {
		return text
	}
	known := map[string]*big.Rat{} // the times of the text in seconds, by how they would be said
	clash := map[string]bool{}
	parts := strings.Split(text, "`")
	each := func(say func(match []string) string) {
		for i := 0; i < len(parts); i += 2 {
			parts[i] = aTime().ReplaceAllStringFunc(parts[i], func(found string) string {
				return say(aTime().FindStringSubmatch(found))
			})
		}
	}
	each(func(match []string) string {
		n, _ := timeOf(match)
		said := rounded(match)
		if other := known[said]; other != nil && other.Cmp(n) != 0 {
			clash[said] = true
		}
		known[said] = n
		return match[0]
	})
	each(func(match []string) string {
		if said := rounded(match); !clash[said] {
			return said
		}
		return match[0]
	})
	return strings.Join(parts, "`")
}

// hasSeconds reports whether a number of seconds may stand in a text: all other times are said as they are.
func hasSeconds(text string) bool {
	for rest := text; ; {
		at := strings.IndexByte(rest, 's')
		if at < 0 {
			return false
		}
		before := strings.TrimSuffix(strings.TrimSuffix(rest[:at], " "), "\u00a0")
		ends := at+1 == len(rest) || !isWord(rest[at+1])
		if n := len(before); ends && n > 0 && n < at && before[n-1] >= '0' && before[n-1] <= '9' {
			return true
		}
		rest = rest[at+1:]
	}
}

// isWord reports whether a byte belongs to a word.
func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// rounded is a time with the parts that people say.
func rounded(match []string) string {
	n, exact := timeOf(match)
	step := big.NewRat(60, 1)
	switch {
	case exact:
		return match[0]
	case n.Cmp(big.NewRat(3600, 1)) < 0:
		step = big.NewRat(1, 1)
	}
	steps, _ := new(big.Rat).SetString(new(big.Rat).Quo(n, step).FloatString(0))
	said := quantity.Duration(steps.Mul(steps, step).Quo(steps, big.NewRat(60, 1)))
	if strings.Contains(match[0], "\u00a0") {
		said = strings.ReplaceAll(said, " ", "\u00a0")
	}
	return said
}
