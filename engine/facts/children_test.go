package facts_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPartsThatDoNotAdd holds that a part of another kind or scope than the goal's is a conflict at the part, once, and
// makes no sum.
func TestPartsThatDoNotAdd(t *testing.T) {
	m := organisation(t, "2026-05-20", `
{apiVersion: kpilint/v1, kind: Organisation, id: works, objectives: [
  {id: goal, cycle: 2026, keyResults: [{id: tests, kpi: shop/tests, to: ">= 90 tests/month"}]}]}
---
{apiVersion: kpilint/v1, kind: Team, id: shop, kpis: [
  {id: tests, measure: volume, formula: {expression: day-tests + night-tests}}, {id: day-tests},
  {id: night-tests, target: ">= 40 tests/month"}],
  objectives: [{id: more, cycle: 2026-Q2, supports: [{objective: goal}], keyResults: [
  {id: a, kpi: day-tests, to: ">= 5 tests/person/month"}, {id: b, kpi: day-tests, to: ">= USD 9k/month"},
  {id: c, kpi: night-tests, to: ">= USD 8k/month"},
  {id: d, kpi: day-tests, to: ">= 50 tests/month"}]}]}
`)
	f := compute(t, m)
	var got []string
	for _, c := range f.Conflicts {
		got = append(got, c.Resource+" "+c.At+": "+c.Message)
	}
	want := []string{
		"shop/more keyResults/2/to: the key result cannot be compared with the target of `shop/night-tests`: " +
			"USD/month and tests/month do not convert",
		"shop/more keyResults/0/to: the key result does not add to `goal/tests`: " +
			"tests/person/month and tests/month do not convert",
		"shop/more keyResults/1/to: the key result does not add to `goal/tests`: USD/month and tests/month do not convert",
	}
	if diff := cmp.Diff(want, got, cmp.Transformer("set", func(all []string) map[string]bool {
		set := map[string]bool{}
		for _, text := range all {
			set[text] = true
		}
		return set
	})); diff != "" {
		t.Error(diff)
	}
	if len(got) != len(want) {
		t.Errorf("%d conflicts, want %d", len(got), len(want))
	}
	if sums := f.Objective(m.Find("Objective", "goal")).ChildSums.ChildSums; sums != nil {
		t.Errorf("adds up %v", sums)
	}
}
