package facts

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
)

// nearlyAll are all facts, each by its kind, so that not all are wanted by no name.
var nearlyAll = basis.Wanted{
	"KPI.*": true, "Role.*": true, "Team.*": true, "Objective.*": true, "Service.*": true, "CashPlan.*": true,
	"Organisation.*": true, "items": true, "rings": true, "parentRings": true, "growthGoals": true, "skillNeeds": true,
	"dueDates": true, "truths": true, "hidden": true, "drafts": true, "relativeTargets": true, "nameNumbers": true,
	"unnumbered": true, "unowned": true, "conflicts": true,
}

// inWords are all facts of an organisation, and what was found beside them.
func inWords(t *testing.T, m *model.Model, r *Result) string {
	t.Helper()
	all := []any{r.Whole, r.Problems}
	for _, of := range m.Resources {
		all = append(all, of.Name, r.Of(of))
	}
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestFactsAreTheSameBeside holds that facts which are worked out beside others are those that are worked out after
// them, and so is what is found beside them: units that clash, and what is beyond a limit.
func TestFactsAreTheSameBeside(t *testing.T) {
	texts := map[string]string{"limits": shop + "kpis:\n" +
		each(basis.MaxEntries+5, "  - {id: k#, owner: shop, target: 9 things/month}\n") +
		"---\napiVersion: kpilint/v1\nkind: Objective\nid: much\nowner: shop\nkeyResults:\n" +
		each(basis.MaxEntries+5, "  - {id: r#, kpi: k#, from: 5 things/month, to: 8 apples/day}\n")}
	examples, err := filepath.Glob("../../rules/*/*/fail.yaml")
	if err != nil || len(examples) < 50 {
		t.Fatal(len(examples), err)
	}
	for _, name := range examples {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(data)
	}
	clashes, limits := 0, 0
	for name, text := range texts {
		m := read(t, text)
		after := newComputer(context.Background(), m, nearlyAll)
		after.Trial = func(string, *model.Resource) {} // so all are worked out one after the other
		want, err := after.compute()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Compute(context.Background(), m, nearlyAll)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(inWords(t, m, want), inWords(t, m, got)); diff != "" {
			t.Errorf("%s (-after +beside):\n%s", name, diff)
		}
		clashes, limits = clashes+len(got.Conflicts), limits+len(got.Problems)
	}
	if clashes == 0 || limits == 0 {
		t.Errorf("%d units clash, and %d lists are beyond a limit", clashes, limits)
	}
}
