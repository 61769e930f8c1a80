package rego_test

import (
	"slices"
	"testing"
)

// TestAsks holds which facts a module may read: of the kinds of definitions that it reads. Where it says the name of
// each field, those are the names behind `facts`; where it looks at fields without their names, every name that it has
// may be that of a fact.
func TestAsks(t *testing.T) {
	for body, want := range map[string]struct {
		funnel, text bool // a name behind `facts`, and one that is not
	}{
		`some k in input.kpis; count(k.facts.funnel) > 0; some u in input.unresolved; u.text != ""`: {true, false},
		`some k in input.kpis; k.owner != ""; k.target.text != ""`:                                  {false, false},
		`some k in input.kpis; some field; v := k[field]; v.text != ""`:                             {false, true},
		`some k in input.kpis; some v in k; v.text != ""`:                                           {false, true},
		`some k in input.kpis; every v in k { v.text != "" }`:                                       {false, true},
		`some k in input.kpis; v := k[concat("", ["fa", "cts"])]; v.text != ""`:                     {false, true},
		`some k in input.kpis; v := object.get(k, concat("", ["fa", "cts"]), {}); v.text != ""`:     {false, true},
		`some k in input.kpis; v := object.get(k, "target", {}); v.text != ""`:                      {false, false},
		`some k in input.kpis; walk(k, [_, v]); v.text != ""`:                                       {false, true},
		`some k in input.kpis; [v | some v in k][0].text != ""`:                                     {false, true},
		`some k in input.kpis; some need in k.needs; need.amount.text != ""`:                        {false, false},
	} {
		programs, err := compile(t, load(t, map[string]string{"asking": "package kpilint.own.asking\n\n" +
			"violation contains {\"msg\": k.id, \"resource\": k.fullName} if {" + body + "}"}))
		if err != nil {
			t.Fatal(body, err)
		}
		asks := programs[0].(interface{ Asks() []string }).Asks()
		if got := slices.Contains(asks, "KPI.funnel"); got != want.funnel {
			t.Errorf("%s\nasks for %v", body, asks)
		}
		if got := slices.Contains(asks, "KPI.text"); got != want.text {
			t.Errorf("%s\nasks for %v", body, asks)
		}
	}
}

// TestAsksOfKinds holds of which kinds a module may read facts.
func TestAsksOfKinds(t *testing.T) {
	for body, want := range map[string][]string{
		`some k in input.kpis; k.facts.funnel`: {"kpis", "KPI.funnel"},
		`some k in input.rows; k.facts.funnel`: {"rows", "KPI.funnel"},
		`some r in input.roles; some s in input.services; same(r.facts.load, s)`: {
			"roles", "services", "Role.load", "Service.load",
		},
		`input.organisation.facts.values`:          {"organisation", "Organisation.values"},
		`some u in input.unresolved; u.text != ""`: {"unresolved"},
	} {
		programs, err := compile(t, load(t, map[string]string{"asking": "package kpilint.own.asking\n\n" +
			"violation contains {\"msg\": \"no\", \"resource\": \"a\"} if {" + body + "}\n\nsame(a, b) if a == b\n"}))
		if err != nil {
			t.Fatal(body, err)
		}
		if got := programs[0].(interface{ Asks() []string }).Asks(); !slices.Equal(got, want) {
			t.Errorf("%s\nasks for %v, not for %v", body, got, want)
		}
	}
}
