package report

import (
	"regexp"
	"sync"
)

// typeset parts a text as spans does, for a page, whose lines break anywhere: a number stays with its sign, its unit
// of time and its currency.
func typeset(s string) []span {
	all := spans(s)
	for i := range all {
		if !all[i].Code {
			all[i].Text = unbroken(all[i].Text)
		}
	}
	return all
}

// unbroken is a text in which a number stays with what belongs to it.
func unbroken(s string) string {
	s = unitAfter().ReplaceAllString(s, "$1\u00a0$2")
	return currencyBefore().ReplaceAllString(s, "$1\u00a0$2")
}

var (
	unitAfter      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\d) (%|(?:h|min|s)\b)`) })
	currencyBefore = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b([A-Z]{3}) (-?\d)`) })
)
