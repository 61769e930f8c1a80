package facts_test

import (
	"testing"

	"github.com/kpilint/kpilint/engine/network"
)

const busy = `apiVersion: kpilint/v1
kind: Team
id: sales
---
apiVersion: kpilint/v1
kind: Objective
id: grow
owner: sales
cycle: 2026-Q2
effort: 310 h
`

const advisers = `---
apiVersion: kpilint/v1
kind: Role
id: adviser
team: sales
`

const helpers = `---
apiVersion: kpilint/v1
kind: Role
id: helper
team: sales
`

// TestOkrWorkWith holds that the working time of a team with other leaves is that of changed definitions: a role adds
// to it as soon as somebody is in it, and no longer than that.
func TestOkrWorkWith(t *testing.T) {
	const nobody = "?there is nobody yet in the roles of team `sales`: `sales/adviser` and `sales/helper`"
	for _, test := range []struct{ what, text, before, after string }{
		{"an empty role is filled", advisers + "headcount: 3\n" + helpers + "headcount: 0|4\n",
			"3 people × 65 days × 8 h = 1,560 h",
			"3 people × 65 days × 8 h + 4 people × 65 days × 8 h = 3,640 h"},
		{"the first role is filled", advisers + "headcount: 0|3\n" + helpers + "headcount: 4\n",
			"4 people × 65 days × 8 h = 2,080 h",
			"3 people × 65 days × 8 h + 4 people × 65 days × 8 h = 3,640 h"},
		{"a role falls empty", advisers + "headcount: 3\n" + helpers + "headcount: 4|0\n",
			"3 people × 65 days × 8 h + 4 people × 65 days × 8 h = 3,640 h",
			"3 people × 65 days × 8 h = 1,560 h"},
		{"nobody is there, and then somebody", advisers + "headcount: 0\n" + helpers + "headcount: 0|4\n",
			nobody, "4 people × 65 days × 8 h = 2,080 h"},
		{"somebody is there, and then nobody", advisers + "headcount: 3|0\n" + helpers + "headcount: 0\n",
			"3 people × 65 days × 8 h = 1,560 h", nobody},
		{"nobody is certain to be there", advisers + "headcount: 3\n" + helpers + "headcount: 0|0..2\n",
			"3 people × 65 days × 8 h = 1,560 h",
			"3 people × 65 days × 8 h + 0 to 2 people × 65 days × 8 h = 1,560 h to 2,600 h"},
		{"all of a position that nobody fills", advisers + "headcount: 3\n" + helpers + `positions:
  - id: anna
    fte: 0%|50%
`,
			"3 people × 65 days × 8 h = 1,560 h",
			"3 people × 65 days × 8 h + 0.5 people × 65 days × 8 h = 1,820 h"},
		{"everybody is on leave", advisers + "headcount: 3\n" + helpers + "headcount: 4\nleave: 0%|100%\n",
			"3 people × 65 days × 8 h + 4 people × 65 days × 8 h = 3,640 h",
			"3 people × 65 days × 8 h = 1,560 h"},
		{"a role is filled that has a day of its own", advisers + "headcount: 3\n" + helpers +
			"headcount: 0|4\nworkingDay: 8 h|6 h\n",
			"3 people × 65 days × 8 h = 1,560 h",
			"3 people × 65 days × 8 h + 4 people × 65 days × 6 h = 3,120 h"},
		{"the people of another role are not known", advisers + helpers + "headcount: 0|4\n",
			"?role `sales/adviser` has no `headcount`",
			"?role `sales/adviser` has no `headcount`"},
	} {
		t.Run(test.what, func(t *testing.T) {
			w := twice(t, "Team", busy+test.text)
			w.holds(t)
			const at = "okrWork/0.net"
			if got := inText(w.before)[at]; got != test.before {
				t.Errorf("before: %q, want %q", got, test.before)
			}
			if got := inText(w.after)[at]; got != test.after {
				t.Errorf("computed anew: %q, want %q", got, test.after)
			}
			if got := told(net(w.before).With(w.over)); got != test.after {
				t.Errorf("with other leaves: %q, want %q", got, test.after)
			}
		})
	}
}

// net is the working time of a team in the cycle of its first objective.
func net(of any) (found *network.Node) {
	eachNumber(of, "", func(at string, n *network.Node) {
		if at == "okrWork/0.net" {
			found = n
		}
	})
	return found
}
