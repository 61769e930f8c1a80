package engine_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/policy"
)

// TestSorts holds that a number of another sort than its field takes is refused where it is written, and not read as a wild one: 10 as
// 1,000 % of leave, 8 as a working day of 8 minutes.
func TestSorts(t *testing.T) {
	text := `apiVersion: kpilint/v1
kind: Calendar
id: days
workingDay: 8
breaks: 30
maxWeek: 48 shifts
---
apiVersion: kpilint/v1
kind: Team
id: drivers
leave: 10
roles:
  - {id: a, headcount: -3, leave: 110%, workingDay: 6 h}
  - {id: b, headcount: 0, leave: 0.1, ramp: [{month: 1, share: 50 %}]}
services:
  - {id: phone, leave: 3 weeks, promise: {share: 80, within: 20}}
`
	found := map[[2]int]string{}
	for _, f := range lint(t, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, nil).Findings {
		if f.Name() == "definition-file/bad-quantity" {
			found[[2]int{f.Location.Line, f.Location.Column}] = f.Message
		}
	}
	want := map[[2]int]string{
		{4, 13}:  "`8` has no unit: write `8 h` or `8 min`",
		{5, 9}:   "`30` has no unit: write `30 min`",
		{6, 10}:  "`48 shifts` is not a length of time: write it with its unit, such as 30 min or 7 h",
		{11, 8}:  "`10` is not a share: write `10%`",
		{13, 24}: "`-3` is below zero: write how many people there are, 0 for nobody yet",
		{13, 35}: "`110%` is not a share: it lies between 0% and 100%",
		{16, 24}: "`3 weeks` is not a share: write it in percent, such as 12%",
		{16, 50}: "`80` is not a share: write `80%`",
		{16, 62}: "`20` has no unit: write `20 h` or `20 min`",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBreaksOfAllDay holds that breaks as long as the day are refused, and that no time below zero comes out.
func TestBreaksOfAllDay(t *testing.T) {
	text := `apiVersion: kpilint/v1
kind: Calendar
id: days
workingDay: 6 h
breaks: 6 h/day
`
	var found []string
	for _, f := range lint(t, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, nil).Findings {
		found = append(found, f.Message)
	}
	if diff := cmp.Diff([]string{"breaks of 6 h leave nothing of a working day of 6 h"}, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRefusedTimes holds that times of another sort than their fields take are in no sum, and that the rest is judged
// without them.
func TestRefusedTimes(t *testing.T) {
	text := `apiVersion: kpilint/v1
kind: Calendar
id: days
daysPerMonth: 20 days
maxWeek: 40 h/day
---
apiVersion: kpilint/v1
kind: Team
id: sales
roles:
  - id: agent
    headcount: 3
    workingDay: 40 h/week
    kpis: [{id: calls, target: ">= 50 calls/person/day", effort: 15 min/call}]
`
	var found []string
	for _, f := range lint(t, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, nil).Findings {
		if f.Level == policy.Error || f.Category == "calendar" {
			found = append(found, f.Message)
		}
	}
	want := []string{
		"`20 days` is not a plain number: write how many days, such as 20",
		"`40 h/day` is not a time in a week: write hours or minutes, such as 8 h or 30 min",
		"calls 750 = 750 of 480 min a day (156.25 % of the net day)",
		"`40 h/week` is not a time in a day: write hours or minutes, such as 8 h or 30 min",
		"50 calls × 15 min = 12 h 30 min a day; the time that nothing claims is 8 h. 32 calls fit; " +
			"at 50 each gets 9 min 36 s",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWordsOfNoMeaning holds that a word or date that a field does not take is one finding, and that no rule goes on with it.
func TestWordsOfNoMeaning(t *testing.T) {
	text := `apiVersion: kpilint/v1
kind: Team
id: drivers
kpis:
  - id: stops
    target: ">= 9 stops/day"
    direction: up
    baseline: {value: 8 stops/day, date: 30.06.2026}
`
	found := map[int][]string{}
	for _, f := range lint(t, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, nil).Findings {
		if f.Name() == "definition-file/wrong-type" || f.Name() == "definition/direction-contradicts" {
			found[f.Location.Line] = append(found[f.Location.Line], f.Message)
		}
	}
	want := map[int][]string{
		7: {"`up` is not allowed for `direction`; it may be higher, lower, maintain: did you mean `higher`?"},
		8: {"`30.06.2026` is not a date: write it as 2026-12-31"},
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
