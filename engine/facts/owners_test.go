package facts_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestOwners says what is wrong with an owner, and who may be meant.
func TestOwners(t *testing.T) {
	for _, test := range []struct{ owner, want string }{
		{"sales", ""},
		{"", "missing"},
		{"sales & support", "several"},
		{"Inside Sales", "unknown sales slip"},
		{"inside-sales", "unknown sales slip"},
		{"suport", "unknown support slip"},
		{"agent", "ambiguous [sales/agent support/agent]"},
		{"works", "organisation"},
		{"nobody whom anybody knows", "unknown"},
		{`"-"`, "unknown"}, // and not the first team or role without a name
	} {
		m := organisation(t, "2026-05-20", fmt.Sprintf(`{apiVersion: kpilint/v1, kind: Organisation, id: works}
---
{apiVersion: kpilint/v1, kind: Team, id: support, roles: [{id: agent}]}
---
{apiVersion: kpilint/v1, kind: Team, id: sales, name: Inside sales, roles: [{id: agent}]}
---
{apiVersion: kpilint/v1, kind: KPI, id: calls, owner: %s}
`, test.owner))
		var got []string
		for _, u := range compute(t, m).Unowned {
			words := []string{u.State}
			if u.Nearest != "" {
				words = append(words, u.Nearest)
			}
			if u.Slip {
				words = append(words, "slip")
			}
			if u.Candidates != nil {
				words = append(words, fmt.Sprint(u.Candidates))
			}
			got = append(got, strings.Join(words, " "))
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("owner: %s is %q, want %q", test.owner, got, test.want)
		}
	}
}
