package facts_test

import (
	"fmt"
	"testing"
)

// TestPeople counts who is really there.
func TestPeople(t *testing.T) {
	for _, test := range []struct{ what, team, role, want string }{
		{"a head count", "", "headcount: 5", "5 people"},
		{"no leave declared", "leave: 0%", "headcount: 5", "5 people"},
		{"leave of the team", "leave: 12%", "headcount: 5", "5 people × 88 % = 4.4 people"},
		{"leave of the role goes before the team's", "leave: 12%", "{headcount: 5, leave: 20%}", "5 people × 80 % = 4 people"},
		{"leave as a plain number", "leave: 0.1", "headcount: 5", "5 people × 90 % = 4.5 people"},
		{"leave that is not certain", "leave: 10%..20%", "headcount: 5", "5 people × 80 to 90 % = 4 to 4.5 people"},
		{"a head count that is not certain", "", "headcount: 3..5", "3 to 5 people"},
		{"nobody yet", "", "headcount: 0", "?role `team/role` has nobody in it"},
		{"nothing said", "", "name: Role", "?role `team/role` has no `headcount`"},
		{"positions, one of them open", "", "positions: [{}, {filled: true}, {filled: false}]", "1 person + 1 person = 2 people"},
		{"all open", "", "positions: [{filled: false}]", "?role `team/role` has nobody in it"},
		{"parts of full time", "", "positions: [{fte: 0.5}, {fte: 80%}, {fte: 1}]", "0.5 people + 0.8 people + 1 person = 2.3 people"},
		{"a part that is not certain", "", "positions: [{fte: 0.5..0.75}, {}]", "0.5 to 0.75 people + 1 person = 1.5 to 1.75 people"},
		{"less leave", "leave: 10%", "positions: [{}, {fte: 50%}]", "1.5 people × 90 % = 1.35 people"},
		{"a ramp without positions", "", "{headcount: 4, ramp: [{month: 1, share: 50%}]}", "4 people"},
	} {
		m := organisation(t, "2026-05-20", fmt.Sprintf("{apiVersion: kpilint/v1, kind: Team, id: team%s}\n---\n"+
			"{apiVersion: kpilint/v1, kind: Role, id: role, team: team%s}\n", comma(test.team), comma(test.role)))
		if got := told(compute(t, m).Role(m.Find("Role", "team/role")).Present.People); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// comma puts fields of a flow map behind others.
func comma(fields string) string {
	if fields == "" {
		return ""
	}
	if fields[0] == '{' {
		fields = fields[1 : len(fields)-1]
	}
	return ", " + fields
}

// TestRamp holds how much of a position counts in which month: whole months since its start plus one.
func TestRamp(t *testing.T) {
	const (
		rising = "[{month: 1, share: 25%}, {month: 2, share: 50%}, {month: 3, share: 75%}]"
		gap    = "[{month: 1, share: 20%}, {month: 4, share: 80%}]"
		late   = "[{month: 3, share: 50%}]"
		mixed  = "[{month: 3, share: 75%}, {month: 1, share: 0.25}, {month: 2, share: 50%}]"
		none   = "[]"
	)
	for _, test := range []struct{ what, ramp, start, asOf, want string }{
		{"the day before", rising, "2026-03-15", "2026-03-14", "?role `role` has nobody in it"},
		{"the first day", rising, "2026-03-15", "2026-03-15", "0.25 people"},
		{"the last day of the first month", rising, "2026-03-15", "2026-04-14", "0.25 people"},
		{"a month later", rising, "2026-03-15", "2026-04-15", "0.5 people"},
		{"in the third month", rising, "2026-03-15", "2026-06-14", "0.75 people"},
		{"after the last", rising, "2026-03-15", "2026-06-15", "1 person"},
		{"years later", rising, "2023-03-15", "2026-06-15", "1 person"},
		{"a month that ends early", rising, "2026-01-31", "2026-02-27", "0.25 people"},
		{"its last day is a month later", rising, "2026-01-31", "2026-02-28", "0.5 people"},
		{"between two steps the earlier holds", gap, "2026-03-15", "2026-05-20", "0.2 people"},
		{"and then the next", gap, "2026-03-15", "2026-06-20", "0.8 people"},
		{"after a gap full speed", gap, "2026-03-15", "2026-07-20", "1 person"},
		{"before the first step it holds already", late, "2026-05-20", "2026-05-20", "0.5 people"},
		{"the first step itself", late, "2026-03-15", "2026-05-20", "0.5 people"},
		{"after it", late, "2026-02-15", "2026-05-20", "1 person"},
		{"steps in any order, the first", mixed, "2026-05-20", "2026-05-20", "0.25 people"},
		{"steps in any order, the second", mixed, "2026-04-20", "2026-05-20", "0.5 people"},
		{"steps in any order, the last", mixed, "2026-03-20", "2026-05-20", "0.75 people"},
		{"no ramp", none, "2026-05-20", "2026-05-20", "1 person"},
		{"no ramp, and not yet there", none, "2026-05-21", "2026-05-20", "?role `role` has nobody in it"},
	} {
		m := organisation(t, test.asOf, fmt.Sprintf("{apiVersion: kpilint/v1, kind: Role, id: role, ramp: %s, positions: [{start: %s}]}",
			test.ramp, test.start))
		if got := value(compute(t, m).Role(m.Find("Role", "role")).Present.People); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}
