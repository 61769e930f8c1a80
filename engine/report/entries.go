package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
)

// findings shows each entry: a finding, and those that follow from it in a line each. What is only not written is
// counted in one line.
func (t *text) findings(all []*engine.Finding) {
	t.below = foldsOf(all)
	var unwritten []*engine.Finding
	for _, f := range all {
		switch {
		case f.Suppressed != nil && !t.Verbose:
		case t.below.under(f):
		case !t.Verbose && t.ofForm(f):
			unwritten = append(unwritten, f)
		default:
			t.finding(f)
		}
	}
	if len(unwritten) > 0 {
		fmt.Fprintf(t, "not written: %s (-v lists them)\n\n", byRule(unwritten))
	}
}

// ofForm reports whether a finding only says what is not written, and does not make the run fail.
func (t *text) ofForm(f *engine.Finding) bool {
	rule := t.rules[f.Name()]
	return f.Suppressed == nil && f.Level == policy.Info && f.Outcome == engine.Violated && rule != nil &&
		slices.Contains(rule.Tags, policy.Form) && len(t.below[f.Fingerprint]) == 0 && !t.fails(f)
}

// byRule counts findings by their rules: baseline-missing 4 times, source-missing once.
func byRule(all []*engine.Finding) string {
	n := map[string]int{}
	for _, f := range all {
		n[f.Rule]++
	}
	var parts []string
	for _, rule := range slices.Sorted(maps.Keys(n)) {
		parts = append(parts, fmt.Sprintf("%s %s", rule, often(n[rule])))
	}
	return and(parts)
}

func often(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// following shows in a line each what follows from a finding.
func (t *text) following(all []*engine.Finding) {
	for n, f := range all {
		if n == 0 {
			t.WriteString("   from this follows:\n")
		}
		word, message := said(f)
		rule := t.paint(grey, Safe("["+f.Name()+"]"))
		fmt.Fprintf(t, "     %s: %s: %s %s\n", Safe(f.Location.Start()), word, Safe(message), rule)
	}
}

func counts(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
