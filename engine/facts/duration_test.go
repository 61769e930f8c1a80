package facts_test

import (
	"fmt"
	"testing"
)

// planning is a calendar with 20 workdays a month and days of 8 h, 7 h 30 min without breaks.
const planning = `{apiVersion: kpilint/v1, kind: Calendar, id: planning, daysPerMonth: 20, breaks: 30 min/day, holidays: [2026-04-06, 2026-05-01]}
---
`

// TestMonths brings durations to months, as cycle times are: 100 units a month × the months that one takes.
func TestMonths(t *testing.T) {
	for _, test := range []struct{ takes, want string }{
		{"4 months", "400 units"},
		{"1 quarter", "300 units"},
		{"1 unit", "?the `cycleTime` of `units` is not a duration: `1 unit`"},
		{"20 workdays", "100 units"},
		{"30 calendar-days", "100 units"},
		{"30 days", "100 units"},
		{"P30D", "100 units"},
		{"3 weeks", "70 units"},
		{"150 h", "100 units"},
		{"7 h 30 min", "5 units"},
		{"1..2 months", "100 to 200 units"},
	} {
		m := organisation(t, "2026-05-20", planning+fmt.Sprintf(`apiVersion: kpilint/v1
kind: Role
id: role
wipLimit: 1 unit
headcount: 1
kpis: [{id: units, target: ">= 100 units/month", cycleTime: %s}]
`, test.takes))
		open := compute(t, m).KPI(m.Find("KPI", "units")).OpenWork.OpenWork
		if got := value(open[0].Open); got != test.want {
			t.Errorf("%s: %s, want %s", test.takes, got, test.want)
		}
	}
}
