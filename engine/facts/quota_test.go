package facts_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// TestQuota sets a team's target beside what its people make.
func TestQuota(t *testing.T) {
	const team = `{apiVersion: kpilint/v1, kind: Team, id: team, kpis: [{id: calls, target: "%s"}],
  roles: [{id: agent, %s, expectations: [{kpi: calls, target: ">= 100 calls/person/week"}]}]}`
	for _, test := range []struct{ what, target, people, want string }{
		{"all are there", ">= 500 calls/week", "headcount: 4",
			"target 500 calls/week; present 4 people × 100 calls/person/week = 400 calls/week; " +
				"full 4 people × 100 calls/person/week = 400 calls/week; absences []"},
		{"one in part", ">= 500 calls/week", "positions: [{}, {fte: 50%}, {filled: false}]",
			"target 500 calls/week; present 1.5 people × 100 calls/person/week = 150 calls/week; " +
				"full 3 people × 100 calls/person/week = 300 calls/week; " +
				"absences [one has 50 % of full time one position is not filled]"},
		{"nobody yet", ">= 500 calls/week", "positions: [{filled: false}]",
			"target 500 calls/week; present ?nobody is there yet in `team/agent`; " +
				"full ?nobody is there yet in `team/agent`; absences [one position is not filled]"},
		{"a limit", "<= 500 calls/week", "headcount: 4", "none"},
		{"a plain number", ">= 500", "headcount: 4", "none"},
	} {
		m := organisation(t, "2026-05-20", fmt.Sprintf(team, test.target, test.people))
		got := "none"
		if q := compute(t, m).KPI(m.Find("KPI", "team/calls")).Quota; q != nil {
			got = fmt.Sprintf("target %s; present %s; full %s; absences %v",
				told(q.Quota.Target), told(q.Quota.Present), told(q.Quota.Full), q.Quota.Absences)
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
	m := organisation(t, "2026-05-20", fmt.Sprintf(team, ">= 500 calls/week", "headcount: 4"))
	heads := m.Find("Role", "team/agent").Quantity(field.Headcount)
	quota := compute(t, m).KPI(m.Find("KPI", "team/calls")).Quota.Quota
	present := quota.Present.With(network.Overrides{heads.Node: quantity.Exact(big.NewRat(6, 1), heads.Unit)})
	if got := value(present); got != "600 calls/week" {
		t.Errorf("with six people: %s", got)
	}
}

// TestSkills says of each skill that something needs whether somebody has it.
func TestSkills(t *testing.T) {
	for _, test := range []struct{ what, role, want string }{
		{"nobody says what people can do", "headcount: 2, skills: [french]",
			"Service team/phone skills/0 french 0 true; " +
				"Service team/phone skills/1 chess 0 false " +
				"`team/phone` needs `chess`, and no position of its team says which skills people have"},
		{"one has what is needed",
			"skills: [french, chess], positions: [{skills: [French]}, {filled: false, skills: [chess]}]",
			"Role team/agent skills/0 french 1 true; Role team/agent skills/1 chess 1 false; " +
				"Service team/phone skills/0 french 1 true; Service team/phone skills/1 chess 1 false"},
		{"one who starts later", "positions: [{start: 2026-06-01, skills: [french, chess]}, {skills: []}]",
			"Service team/phone skills/0 french 1 false; Service team/phone skills/1 chess 1 false"},
	} {
		m := organisation(t, "2026-05-20", fmt.Sprintf(`{apiVersion: kpilint/v1, kind: Team, id: team,
  roles: [{id: agent, %s}], services: [{id: phone, skills: [french, chess]}]}`, test.role))
		var all []string
		for _, s := range compute(t, m).SkillNeeds {
			words := fmt.Sprint(s.Kind, " ", s.Resource, " ", s.At, " ", s.Skill, " ", s.People, " ", s.Had)
			all = append(all, strings.Join(append([]string{words}, s.Missing...), " "))
		}
		if got := strings.Join(all, "; "); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.what, got, test.want)
		}
	}
}

// TestQuotaWith holds that what the people of a team make together follows those who are there with other leaves.
func TestQuotaWith(t *testing.T) {
	const role = `
---
apiVersion: kpilint/v1
kind: Role
id: adviser
team: sales
expectations:
  - id: each
    kpi: orders
    target: 10 orders/person/month
`
	for _, test := range []struct{ what, text, present, full string }{
		{"nobody is there, and then somebody", "headcount: 0|4\n",
			"4 people × 10 orders/person/month = 40 orders/month", "4 people × 10 orders/person/month = 40 orders/month"},
		{"somebody is there, and then nobody", "headcount: 4|0\n",
			"?nobody is there yet in `sales/adviser`", "?nobody is there yet in `sales/adviser`"},
		{"all of a position that nobody fills", "positions:\n  - id: anna\n    fte: 0%|50%\n",
			"0.5 people × 10 orders/person/month = 5 orders/month", "1 person × 10 orders/person/month = 10 orders/month"},
		{"the only position falls empty", "positions:\n  - id: anna\n    fte: 50%|0%\n",
			"?nobody is there yet in `sales/adviser`", "?nobody is there yet in `sales/adviser`"},
	} {
		t.Run(test.what, func(t *testing.T) {
			w := twice(t, "KPI", "apiVersion: kpilint/v1\nkind: KPI\nid: orders\nowner: sales\n"+
				"target: 100 orders/month\n---\napiVersion: kpilint/v1\nkind: Team\nid: sales"+role+test.text)
			w.holds(t)
			want := map[string]string{"quota.present": test.present, "quota.full": test.full}
			eachNumber(w.before, "", func(at string, n *network.Node) {
				if words, asked := want[at]; asked && (told(n.With(w.over)) != words || inText(w.after)[at] != words) {
					t.Errorf("%s is %q, computed anew %q, want %q", at, told(n.With(w.over)), inText(w.after)[at], words)
				}
			})
		})
	}
}
