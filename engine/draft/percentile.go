package draft

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/source"
)

// sameCases gives two limits of one time one name where more cases are to keep the shorter one: 90 % of calls within 20
// seconds and 95 % of calls within 15 seconds.
func sameCases(all []prose.Demand, kpis []*source.Node) {
	for i, a := range all {
		for k, b := range all[i+1:] {
			p, q := a.Quantity, b.Quantity
			if p.Statistic == "" || q.Statistic == "" || p.Comparator != q.Comparator || !sameSubject(a, b) {
				continue
			}
			more, ok := moreCases(p.Statistic, q.Statistic)
			if ok && (more > 0 && p.Low.Cmp(q.Low) <= 0 || more < 0 && q.Low.Cmp(p.Low) <= 0) {
				name := Upper(strings.TrimSpace(inCases.Get().ReplaceAllString(saying(a), "")))
				kpis[i].Get("name").Text, kpis[i+1+k].Get("name").Text = name, name
			}
		}
	}
}

// inCases are the words of a limit that say in how many cases and how long.
var inCases = content.Pattern(`(?i)\b(?:at least )?\d{1,3}(?:\.\d+)?\s?%\s*(?:of\s)?|` +
	`,?\s*\b(?:within|in|in under|under|in less than)\s+[0-9a-z.]+\s+[a-z]+\b`)

// moreCases compares two percentiles: 1 where the first one is of more cases.
func moreCases(a, b string) (int, bool) {
	x, err := strconv.ParseFloat(strings.TrimPrefix(a, "p"), 64)
	y, err2 := strconv.ParseFloat(strings.TrimPrefix(b, "p"), 64)
	return cmp.Compare(x, y), err == nil && err2 == nil && x != y
}

// sameSubject reports whether all words of one demand, but those for numbers and times, are among those of another one.
func sameSubject(a, b prose.Demand) bool {
	subject := func(d prose.Demand) []string {
		return slices.DeleteFunc(prose.Telling(d.Clause), func(w string) bool {
			return periods.Has(w) || isNumber(w) || w == "second"
		})
	}
	x, y := subject(a), subject(b)
	within := func(x, y []string) bool {
		return len(x) > 0 && !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
	}
	return within(x, y) || within(y, x)
}
