package engine_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/view"
)

// TestWanted holds that a fact that is asked for alone is the one that is worked out beside all others.
func TestWanted(t *testing.T) {
	kinds := map[string]string{"calendars": "Calendar", "teams": "Team", "roles": "Role", "kpis": "KPI",
		"objectives": "Objective",
		"services":   "Service", "cashPlans": "CashPlan", "organisation": "Organisation"}
	asked := 0
	for _, workspace := range []string{"acme", "hospital", "software"} {
		all := organisationOf(t, workspace)
		seen := map[string]bool{}
		for _, kind := range kinds {
			for _, r := range all.Of(kind) {
				view.Each(all.Facts.Of(r), func(name string, _ any) { seen[kind+"."+name] = true })
			}
		}
		view.Each(&all.Facts.Whole, func(name string, _ any) { seen[name] = true })
		for name := range seen {
			asked++
			computed, err := facts.Compute(context.Background(), all.Model, basis.Wanted{name: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(factOf(t, all, all.Facts, name), factOf(t, all, computed.Facts, name)); diff != "" {
				t.Errorf("%s of %s, beside all others and alone:\n%.2000s", name, workspace, diff)
			}
		}
	}
	if asked < 100 {
		t.Errorf("%d facts asked for", asked)
	}
}

func organisationOf(t *testing.T, workspace string) *engine.Organisation {
	t.Helper()
	o, err := newEngine(t, nil).Read(context.Background(), engine.Input{FS: os.DirFS("../testdata/" + workspace),
		AllFacts: true})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// factOf is one fact of all definitions of a kind, or of the whole organisation, as JSON.
func factOf(t *testing.T, o *engine.Organisation, f *facts.Facts, name string) []string {
	t.Helper()
	show := func(of any, field string) string {
		v := view.Get(of, field)
		if v == nil {
			return ""
		}
		text, err := view.AppendJSON(nil, v)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	kind, field, ok := strings.Cut(name, ".")
	if !ok {
		return []string{show(&f.Whole, name)}
	}
	var all []string
	for _, r := range o.Of(kind) {
		all = append(all, show(f.Of(r), field))
	}
	return all
}
