package rego_test

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/policy"
)

// TestIdle holds of which modules it is known that they find nothing where some lists are empty.
func TestIdle(t *testing.T) {
	const found = `violation contains {"msg": "x", "resource": "y"} if `
	for _, c := range []struct{ module, idle, looked string }{
		{found + "some k in input.kpis", "kpis", ""},
		{found + "{ input.asOf > \"2026\"; some k in input.kpis; k.id != \"\" }", "kpis", ""},
		{found + "some i, k in input.kpis", "kpis", ""},
		{found + "some k in input.kpis\n" + found + "some o in input.objectives", "kpis objectives", ""},
		{"looked := input.counts.kpis + input.counts.roles\n" + found + "some u in input.unowned", "unowned", "kpis roles"},
		{"looked := count(input.roles)\n" + found + "some k in input.kpis", "kpis roles", ""},
		{"looked := count([k | some k in input.kpis; k.id])\n" + found + "some k in input.kpis", "kpis", ""},
		{"looked := count(all)\nall contains k if some k in input.kpis\n" + found + "some k in all", "kpis", ""},
		{found + "not_checked\nnot_checked if { not input.kpis }", "-", ""},
		{found + "count(input.kpis) == 0", "-", ""},
		{found + "{ every k in input.kpis { k.id != \"\" } }", "-", ""},
		{found + "not input.kpis[0]", "-", ""},
		{found + "some k in array.concat(input.kpis, [1])", "-", ""},
		{found + "some k in input.kpis\nlooked := 1", "-", ""},
		{found + "some k in input.kpis\nlooked := input.counts.kpis if input.asOf > \"2026\"", "-", ""},
		{found + "some k in input.kpis\nlooked := count(input.kpis) * 2", "-", ""},
		{found + "some k in all\nall contains 1 if true\nall contains k if some k in input.kpis", "-", ""},
		{found + "some k in {1} with input as {}", "-", ""},
	} {
		text := "package kpilint.own.some\n\n" + c.module + "\n"
		rules := load(t, map[string]string{"some": text})
		rules[0].Trusted = true
		programs, err := compile(t, rules)
		if err != nil {
			t.Fatal(c.module, err)
		}
		s, _ := programs[0].(policy.Summarised).Summary()
		idle := strings.Join(s.Idle, " ")
		if s.Idle == nil {
			idle = "-"
		}
		if looked := strings.Join(s.Looked, " "); idle != c.idle || looked != c.looked {
			t.Errorf("%s\nfinds nothing without %q, having looked at %q, want %q and %q",
				c.module, idle, looked, c.idle, c.looked)
		}
	}
}
