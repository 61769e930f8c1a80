package facts_test

import (
	"fmt"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
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
		{"1 unit", "?the `cycleTime` of `units` is no duration: `1 unit`"},
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

// first is the first entry of a list among the facts of a definition.
func first(r *model.Resource, fact string) *model.Object {
	if all := r.Facts.Objects(fact); len(all) > 0 {
		return all[0]
	}
	return &model.Object{}
}

// TestLater holds when a time is over that begins on 1 April 2026, a Wednesday.
func TestLater(t *testing.T) {
	for _, test := range []struct{ takes, done, needed string }{
		{"0 days", "2026-04-01", "0 calendar-days"},
		{"1 calendar-day", "2026-04-02", "1 calendar-day"},
		{"36 h", "2026-04-08", "7 calendar-days"}, // four days of 7 h 30 min, and a part of the fifth
		{"1 workday", "2026-04-02", "1 calendar-day"},
		{"3 workdays", "2026-04-07", "6 calendar-days"}, // a weekend and a holiday
		{"3.9 workdays", "2026-04-07", "6 calendar-days"},
		{"2 weeks", "2026-04-15", "14 calendar-days"},
		{"1 month", "2026-05-01", "30 calendar-days"},
		{"1.5 months", "2026-05-16", "45 calendar-days"},
		{"1 quarter", "2026-07-01", "91 calendar-days"},
		{"1..2 months", "2026-06-01", "30 to 61 calendar-days"},
		{"1,000 years", "2200-12-31", "63,826 calendar-days"},
		{"900,000 workdays", "2200-12-31", "63,826 calendar-days"},
		{"60,000 workdays", "2200-12-31", "63,826 calendar-days"},
	} {
		m := organisation(t, "2026-05-20", planning+fmt.Sprintf(`apiVersion: kpilint/v1
kind: Team
id: team
kpis: [{id: units, needs: [{item: part, takes: "%s"}]}]
objectives: [{id: more, cycle: 2026-Q2, keyResults: [{id: units, kpi: units}]}]
`, test.takes))
		cause := compute(t, m).KPI(m.Find("KPI", "team/units")).Causes.Causes[0]
		if got := cause.Done; got != test.done {
			t.Errorf("%s: done on %s, want %s", test.takes, got, test.done)
		}
		if got := value(cause.Needed); got != test.needed {
			t.Errorf("%s: %s, want %s", test.takes, got, test.needed)
		}
	}
}
