//go:build hostile && linux

package main

import (
	"slices"
	"strings"
	"testing"
)

// TestHostile runs the cases of testdata/hostile, each in a process with limits.
func TestHostile(t *testing.T) {
	kpilint := ourselves(t)
	seen := map[string]bool{}
	for _, c := range hostileCases(t) {
		if seen[c.Name] {
			t.Errorf("two cases are called %s", c.Name)
		}
		seen[c.Name] = true
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			c.run(t, kpilint)
		})
	}
}

// TestHostileCases holds that the cases are many, and of all kinds of outcome.
func TestHostileCases(t *testing.T) {
	exits, own := map[int]int{}, map[string]int{}
	var rules []string
	for _, c := range hostileCases(t) {
		exits[c.Want.Exit]++
		rules = append(rules, c.Want.Finds...)
		if c.isRule() {
			language, _, _ := strings.Cut(c.Name, "-")
			own[language]++
			continue
		}
		if c.Want.Exit == exitFindings && len(c.Want.Finds) == 0 {
			t.Errorf("%s: exit code 1, and no finding is named", c.Name)
		}
		if c.Want.Exit > exitFindings && len(c.Want.Says) == 0 {
			t.Errorf("%s: exit code %d, and nothing is said", c.Name, c.Want.Exit)
		}
	}
	if own["rego"] < 87 || own["cel"] < 57 {
		t.Errorf("hostile rules by language: %v", own)
	}
	slices.Sort(rules)
	t.Logf("cases by exit code: %v; rules that must be found: %v", exits, slices.Compact(rules))
}

func init() { everyRule = true }
