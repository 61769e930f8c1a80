package facts_test

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/schema/field"
)

const promises = `
{apiVersion: kpilint/v1, kind: Organisation, id: works, calendar: planning, objectives: [
  {id: goal, cycle: 2026, keyResults: [{id: tests, kpi: shop/tests, to: ">= GOAL tests/month"}]}]}
---
{apiVersion: kpilint/v1, kind: Calendar, id: planning, workingDay: DAY h, daysPerMonth: 20}
---
{apiVersion: kpilint/v1, kind: Team, id: shop, kpis: [
  {id: tests, measure: volume, formula: {expression: day-tests + night-tests}},
  {id: day-tests, target: ">= 9 tests/month", needs: [{item: part, takes: TAKES}]}, {id: night-tests}],
  objectives: [{id: more, cycle: 2026-Q2, supports: [{objective: goal}], keyResults: [
    {id: a, kpi: day-tests, to: ">= PART tests/month"}, {id: b, kpi: night-tests, to: ">= 10 tests/day"}]}]}
`

// TestOtherLeaves holds that a number with another leaf is the one of an organisation where that is written.
func TestOtherLeaves(t *testing.T) {
	goal := func(m *model.Model) *model.Quantity { return keyResult(m, "goal", 0) }
	part := func(m *model.Model) *model.Quantity { return keyResult(m, "shop/more", 0) }
	takes := func(m *model.Model) *model.Quantity {
		return m.Find("KPI", "shop/day-tests").Objects(field.Needs)[0].Quantity(field.Takes)
	}
	day := func(m *model.Model) *model.Quantity { return m.Find("Calendar", "planning").Quantity(field.WorkingDay) }
	for _, c := range []struct {
		word, before, after string
		written             func(m *model.Model) *model.Quantity
		changes             int
	}{
		{"GOAL", "400", "150", goal, 3},
		{"GOAL", "400", "100..300", goal, 3},
		{"PART", "90", "300", part, 3},
		{"PART", "90", "100..300", part, 3},
		{"TAKES", "36 h", "100 h", takes, 1},
		{"TAKES", "2 months", "1..3 months", takes, 1},
		{"TAKES", "10 workdays", "20 workdays", takes, 1},
		{"DAY", "8", "3", day, 1},
	} {
		m, before := promised(t, c.word, c.before)
		other, after := promised(t, c.word, c.after)
		now := network.Overrides{c.written(m).Node: c.written(other).Amount}
		changed := 0
		for i, n := range before {
			got, want := told(n.With(now)), told(after[i])
			if got != want {
				t.Errorf("%s %s becomes %s: %s, want %s", c.word, c.before, c.after, got, want)
			}
			if want != told(n) {
				changed++
			}
		}
		if changed != c.changes {
			t.Errorf("%s %s becomes %s: %d numbers change, want %d", c.word, c.before, c.after, changed, c.changes)
		}
	}
}

func keyResult(m *model.Model, objective string, i int) *model.Quantity {
	return m.Find("Objective", objective).Objects(field.KeyResults)[i].Quantity(field.To)
}

// promised are the numbers about objectives of an organisation with something in place of a word.
func promised(t *testing.T, word, text string) (*model.Model, []*network.Node) {
	t.Helper()
	text = strings.ReplaceAll(promises, word, text)
	rest := strings.NewReplacer("GOAL", "400", "PART", "90", "TAKES", "36 h", "DAY", "8")
	m := organisation(t, "2026-05-20", rest.Replace(text))
	f := compute(t, m)
	sum := f.Objective(m.Find("Objective", "goal")).ChildSums.ChildSums[0]
	cause := f.KPI(m.Find("KPI", "shop/day-tests")).Causes.Causes[0]
	return m, []*network.Node{sum.Total, sum.Goal, sum.Apart, sum.Share, cause.Needed, cause.Room}
}
