package facts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/schema/field"
)

// TestSumOfRows holds when the targets of a KPI by dimension are one number.
func TestSumOfRows(t *testing.T) {
	const team = `{apiVersion: kpilint/v1, kind: Team, id: team, roles: [{id: agent, headcount: 4}], kpis: [
  {id: orders, owner: agent, measure: volume, produces: order, dimensions: {region: {values: [emea, apac]}},
  targets: [%s]},
  {id: use, owner: agent, target: ">= 90 uses/month", needs: [{item: order, amount: 1 order/use}]}]}`
	row := func(place, target string) string {
		return fmt.Sprintf("{for: {region: %s}, target: %q}", place, target)
	}
	for _, test := range []struct {
		what string
		rows []string
		want string
	}{
		{"a row for each place", []string{row("emea", ">= 60 orders/month"), row("apac", ">= 40 orders/month")},
			"40 orders/month + 60 orders/month = 100 orders/month"},
		{"a place without a row", []string{row("emea", ">= 60 orders/month")},
			"?`team/orders` has targets by region, and no one target"},
		{"a row for two places", []string{row("[emea, apac]", ">= 60 orders/month")},
			"?`team/orders` has targets by region, and no one target"},
		{"of each person", []string{row("emea", ">= 6 orders/person/day"), row("apac", ">= 4 orders/person/day")},
			"?`team/orders` has targets by region, which do not add up, and no one target"},
		{"in two units", []string{row("emea", ">= 6 orders/day"), row("apac", ">= 40 orders/month")},
			"?`team/orders` has targets by region, which do not add up, and no one target"},
		{"shares", []string{row("emea", ">= 60 %"), row("apac", ">= 40 %")},
			"?`team/orders` has targets by region, which do not add up, and no one target"},
		{"a floor and a ceiling", []string{row("emea", ">= 60 orders/month"), row("apac", "<= 40 orders/month")},
			"?`team/orders` has targets by region, which do not add up, and no one target"},
		{"a number that is not there", []string{row("emea", ">= 60 orders/month"), row("apac", "TBD")},
			"?`team/orders (apac)` has no number as its target"},
		{"ceilings", []string{row("emea", "<= 60 orders/month"), row("apac", "<= 40 orders/month")},
			"?`team/orders` is at most 100 orders/month, which promises nothing"},
	} {
		m := organisation(t, "2026-05-20", fmt.Sprintf(team, strings.Join(test.rows, ", ")))
		got := ""
		for _, it := range compute(t, m).Items {
			got += told(it.Supply)
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// TestFactsOfRows holds which facts a row has of its own: those of its target, and none of the baseline of the whole.
func TestFactsOfRows(t *testing.T) {
	m := organisation(t, "2026-05-20", `{apiVersion: kpilint/v1, kind: Team, id: team, roles: [{id: agent, headcount: 4,
  time: {calls: 50%}, expectations: [{kpi: calls, consequence: bonus}]}], kpis: [
  {id: calls, owner: agent, baseline: 30 calls/person/day, effort: 5 min/call,
  dimensions: {region: {values: [emea, apac]}}, targets: [
  {for: {region: emea}, target: ">= 60 calls/person/day", baseline: 50 calls/person/day},
  {for: {region: apac}, target: "<= 40 calls/person/day"}]}]}`)
	f := compute(t, m)
	whole := f.KPI(m.Find("KPI", "team/calls"))
	emea, apac := f.KPI(m.Find("KPI", "team/calls (emea)")), f.KPI(m.Find("KPI", "team/calls (apac)"))
	for what, ok := range map[string]bool{
		"state of the KPI":          whole.TargetState == "rows" && emea.TargetState == "number",
		"direction":                 emea.Wants == "higher" && apac.Wants == "lower" && whole.Direction == nil,
		"start of its own":          value(emea.Start.Value) == "50 calls/person/day" && emea.Start.Written,
		"start of the whole":        apac.Start.Value == nil && apac.Start.Written && apac.Way == nil,
		"way":                       value(emea.Way) == "10 calls/person/day",
		"stakes are the KPI's":      emea.Stakes == whole.Stakes && emea.Stakes != nil,
		"time of the row":           len(emea.Time) == 1 && value(emea.Time[0].Needed) == "5 h/person/day",
		"no time of the KPI":        whole.Use == nil,
		"places are the KPI's":      whole.ByDimension != nil && emea.ByDimension == nil,
		"the KPI has no target":     m.Find("KPI", "team/calls").Quantity(field.Target) == nil,
		"a row is at its own place": m.Find("KPI", "team/calls (apac)").Location(field.Target).Line == 6,
	} {
		if !ok {
			t.Error(what)
		}
	}
}
