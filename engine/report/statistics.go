package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
)

// Statistics writes how often each rule found something, the most frequent first, then what failed and the line that
// closes a report in text. Each line holds a count, a level or `not checkable`, the full name of the rule, and its
// title.
func Statistics(w io.Writer, r *engine.Report, o Options) error {
	type key struct{ rule, word string }
	counts := map[key]int{}
	for _, f := range standing(r) {
		word, _ := said(f)
		counts[key{f.Name(), word}]++
	}
	keys := make([]key, 0, len(counts))
	widest := [3]int{}
	for k, n := range counts {
		keys = append(keys, k)
		for i, length := range []int{len(fmt.Sprint(n)), len(k.word), len(k.rule)} {
			widest[i] = max(widest[i], length)
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a.rule, b.rule), strings.Compare(a.word, b.word))
	})
	t := &text{Writer: bufio.NewWriter(w), report: r, Options: o, sources: sourcesOf(r), rules: rulesOf(r)}
	for _, k := range keys {
		title := ""
		if rule := t.rules[k.rule]; rule != nil {
			title = rule.Title
		}
		line := fmt.Sprintf("%*d  %-*s  %-*s  %s", widest[0], counts[k], widest[1], k.word, widest[2], k.rule, title)
		fmt.Fprintln(t, Safe(strings.TrimRight(line, " ")))
	}
	if len(keys) > 0 {
		fmt.Fprintln(t)
	}
	for _, e := range r.Errors {
		t.ruleError(e)
	}
	if !o.Quiet {
		fmt.Fprintln(t, closingLine(r))
	}
	return t.Flush()
}
