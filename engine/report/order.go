package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/wording"
)

// standing are the findings that count, in the order of the report.
func standing(r *engine.Report) []*engine.Finding {
	var all []*engine.Finding
	for i := range r.Findings {
		if r.Findings[i].Suppressed == nil {
			all = append(all, &r.Findings[i])
		}
	}
	return all
}

// settled are the findings that do not count, in the order of the report.
func settled(r *engine.Report) []*engine.Finding {
	var all []*engine.Finding
	for i := range r.Findings {
		if r.Findings[i].Suppressed != nil {
			all = append(all, &r.Findings[i])
		}
	}
	return all
}

// folds are what follows from findings that are shown, by the fingerprints of those, in an order.
type folds map[string][]*engine.Finding

// foldsOf are those of some findings in their order.
func foldsOf(all []*engine.Finding) folds {
	below := folds{}
	for _, f := range all {
		if f.Suppressed == nil {
			below[f.Fingerprint] = nil
		}
	}
	for _, f := range all {
		if below.under(f) {
			below[f.Cause] = append(below[f.Cause], f)
		}
	}
	return below
}

// under reports whether a finding stands below the one that it follows from.
func (b folds) under(f *engine.Finding) bool {
	_, shown := b[f.Cause]
	return f.Suppressed == nil && f.Cause != "" && shown
}

// entries counts findings with those that follow from them as one.
func entries(all []*engine.Finding) int {
	n := len(all)
	for _, below := range foldsOf(all) {
		n -= len(below)
	}
	return n
}

// unread is the state of an error in how a file is written: the definitions there may hold, if only they could be read.
const unread = "unread"

// stateOf is the state in which a finding puts what it is about: an error, a warning, a question, info, or unread.
func stateOf(f *engine.Finding) string {
	word, _ := said(f)
	switch {
	case word == notCheckable:
		return "question"
	case word == "error" && f.Category == fileCategory:
		return unread
	}
	return word
}

// cannot says how many things cannot hold and how many cannot be read, "" when there are none of both.
func cannot(r *engine.Report) string {
	n := map[string]int{}
	for _, f := range standing(r) {
		n[stateOf(f)]++
	}
	hold, read := n["error"], n[unread]
	switch {
	case hold > 0 && read > 0:
		return wording.ThingsCannotHoldOrBeRead(wording.Things(hold), read)
	case hold > 0:
		return wording.ThingsCannotHold(wording.Things(hold))
	case read > 0:
		return wording.ThingsCannotBeRead(read)
	}
	return ""
}

// tally counts findings in words: "3 errors, 2 warnings and 1 not checkable".
func tally(all []*engine.Finding) string {
	words := map[string]int{}
	for _, f := range all {
		word, _ := said(f)
		words[word]++
	}
	var parts []string
	for _, word := range []string{"error", "warning", notCheckable, "info"} {
		switch n := words[word]; {
		case n == 0:
		case word == "error":
			parts = append(parts, wording.Errors(n))
		case word == "warning":
			parts = append(parts, wording.Warnings(n))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	return and(parts)
}

func and(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return wording.ListAnd(strings.Join(parts[:len(parts)-1], ", "), parts[len(parts)-1])
}

// advised is the message of a finding, with what to do below it.
func advised(f *engine.Finding) string {
	_, message := said(f)
	if f.Outcome == engine.NotCheckable {
		message = notCheckable + ": " + message
	}
	if f.Fix != "" {
		message += "\n" + wording.WhatToDoAdvice(f.Fix)
	}
	return message
}

// cut shortens a text to a number of code points, and shows that it did.
func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
