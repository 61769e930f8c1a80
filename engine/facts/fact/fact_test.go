package fact_test

import (
	"testing"

	"github.com/kpilint/kpilint/engine/facts/fact"
)

// TestIn holds in which forms a fact is asked for.
func TestIn(t *testing.T) {
	for _, c := range []struct {
		asked string
		of    fact.Name
		in    bool
	}{
		{"KPI.people", fact.KPI.People, true}, {"KPI.*", fact.KPI.People, true}, {"*.people", fact.KPI.People, true},
		{"Role.people", fact.KPI.People, false}, {"people", fact.KPI.People, false},
		{"calendar", fact.Whole.Calendar, true}, {"items", fact.Whole.Calendar, false},
	} {
		if got := c.of.In(map[string]bool{c.asked: true}); got != c.in {
			t.Errorf("%v in what asks for %q: %v", c.of, c.asked, got)
		}
	}
}
