package cel_test

import (
	"slices"
	"testing"
)

// TestAsks holds which facts a rule may read, and that they are looked for once.
func TestAsks(t *testing.T) {
	p, err := compile(t, ruleOf(t, "each: facts.funnel", "requires: [kpi.facts.perMonth]", "when: has(kpi.facts.people)",
		"assert: kpi.facts.perMonth > 2.0", `message: '"no"'`))
	if err != nil {
		t.Fatal(err)
	}
	asks := p.(interface{ Asks() []string }).Asks
	if got, want := asks(), []string{"KPI.funnel", "KPI.people", "KPI.perMonth"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n := testing.AllocsPerRun(5, func() { asks() }); n > 0 {
		t.Errorf("asked again it takes %.0f allocations", n)
	}
}

// TestAsksNothing holds that a rule that reads no facts asks for none, and not for all, which nil would.
func TestAsksNothing(t *testing.T) {
	p, err := compile(t, ruleOf(t, "assert: has(kpi.source)", "message: kpi.name"))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.(interface{ Asks() []string }).Asks(); got == nil || len(got) > 0 {
		t.Errorf("%#v, want an empty list", got)
	}
}
