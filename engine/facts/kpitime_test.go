package facts_test

import "testing"

// TestTimeUnknown holds that both sides of a comparison say the one reason why it cannot be made.
func TestTimeUnknown(t *testing.T) {
	m := organisation(t, "2026-05-20", `apiVersion: kpilint/v1
kind: Team
id: ward
roles:
  - {id: nurse, headcount: 2, time: {care: 50%}, kpis: [{id: rounds, effort: 5 min/round, activity: care}]}
  - {id: porter, headcount: 2}
kpis:
  - {id: runs, target: ">= 9 runs/day", effort: 5 min/run}
`)
	facts := compute(t, m)
	for id, want := range map[string]string{
		"ward/rounds": "?`ward/rounds` has no target",
		"ward/runs": "?`ward/runs` takes the time of several roles: let one of them own it, " +
			"or name it in the `expectations` of each",
	} {
		times := facts.TimeInRoles(m.Find("KPI", id))
		if len(times) != 1 {
			t.Fatalf("%s has %d times, want 1", id, len(times))
		}
		if got := told(times[0].Needed); got != want {
			t.Errorf("needed by %s: %q, want %q", id, got, want)
		}
		if got := told(times[0].Available); got != want {
			t.Errorf("available for %s: %q, want %q", id, got, want)
		}
	}
}

// TestTimeOfNobody holds that the time of a KPI is not a number of people where a role with nobody in it is filled.
func TestTimeOfNobody(t *testing.T) {
	w := twice(t, "KPI", `apiVersion: kpilint/v1
kind: KPI
id: orders
owner: sales
target: 100 orders/month
effort: 30 min/order
---
apiVersion: kpilint/v1
kind: Team
id: sales
---
apiVersion: kpilint/v1
kind: Role
id: adviser
team: sales
headcount: 0|4
expectations:
  - kpi: orders
    target: 40 orders/month
`)
	w.holds(t)
}
