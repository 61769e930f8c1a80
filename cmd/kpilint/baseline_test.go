package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/suppress"
)

// TestBaselinesTakeWorkInProportion counts how often one asks whether a rule is off: once for each entry that nothing
// answers to.
func TestBaselinesTakeWorkInProportion(t *testing.T) {
	off := &policy.Rule{ID: "off", Category: "own", Formerly: []string{"own/was-off"}}
	on := &policy.Rule{ID: "on", Category: "own"}
	r := &engine.Report{Rules: []*policy.Rule{off, on}, Looked: map[string]int{"own/on": 1}}
	b := &suppress.Baseline{}
	const each = 1000
	for _, rule := range []string{"own/off", "own/was-off", "own/on", "own/unknown", "own/still-there"} {
		for i := range each {
			b.Findings = append(b.Findings, suppress.Entry{Fingerprint: fmt.Sprint(rule, i), Rule: rule})
		}
	}
	now := map[string]bool{}
	for i := range each {
		now[fmt.Sprint("own/still-there", i)] = true
	}
	asked, isOff := 0, offIn(r)
	mended := b.Mended(now, func(rule string) bool {
		asked++
		return isOff(rule)
	})
	want := slices.Concat(slices.Repeat([]string{"own/on"}, each), slices.Repeat([]string{"own/unknown"}, each))
	if !slices.Equal(mended, want) {
		t.Errorf("%d entries are mended, not %d: %.5q", len(mended), len(want), mended)
	}
	if asked > 4*each {
		t.Errorf("%d entries take %d questions", 4*each, asked)
	}
	if n := len(b.Unasked(isOff)); n != 2*each {
		t.Errorf("%d entries are of rules that are off, not %d", n, 2*each)
	}
}
