package facts_test

import (
	"slices"
	"testing"
)

// TestConflicts holds that numbers which cannot be compared are named with both units, and not left out.
func TestConflicts(t *testing.T) {
	m := organisation(t, "2026-05-20", `apiVersion: kpilint/v1
kind: Organisation
id: works
markets: [{id: fleets, unit: lead, serviceable: 900 lorries}]
teams:
  - id: sales
    roles:
      - {id: seller, headcount: 2, kpis: [{id: letters, target: ">= 9 letters/person/day", effort: 6}], expectations: [{kpi: revenue, target: ">= EUR 9k/person/month"}, {kpi: orders, target: ">= 9 orders/person/month"}]}
    kpis:
      - {id: revenue, target: ">= USD 90k/month"}
      - {id: orders, target: ">= 9 orders/month", needs: [{kpi: revenue, takes: 9 orders}]}
      - {id: leads, target: ">= 9 leads/month", market: fleets}
    objectives:
      - {id: more, cycle: 2026-Q2, effort: 9 orders, keyResults: [{id: orders, kpi: orders}]}
      - {id: most, cycle: 2026-Q2, effort: 9 h/week}
`)
	var got []string
	for _, c := range compute(t, m).Conflicts {
		got = append(got, c.Resource+" "+c.At+": "+c.Message)
	}
	for _, want := range []string{
		"sales/letters effort: `6` is not a time: write `6 min/letter`, if it is in minutes",
		"works markets/0/serviceable: the market `fleets` is of leads, and its size counts lorries",
		"sales/seller expectations/0/target: the target for each person cannot be compared with the target of `sales/revenue`: EUR/person/month and USD/month do not convert",
		"sales/orders needs/0/takes: `9 orders` is not a duration: say how long it takes, such as 30 workdays",
		"sales/more effort: `9 orders` is not a time: write the planned work of the cycle, such as 310 h",
		"sales/most effort: `9 h/week` is not a time: write the planned work of the cycle, such as 310 h",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no conflict %s", want)
		}
	}
	if len(got) != 6 {
		t.Errorf("%d conflicts, want 6: %q", len(got), got)
	}
}
