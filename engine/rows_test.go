package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
)

// shuffled is a KPI with targets by dimension, whose rows, and the names and values in these, stand in some order.
func shuffled(random *rand.Rand) string {
	rows := []struct {
		where  map[string][]string
		target string
	}{
		{map[string][]string{"priority": {"P1"}, "plan": {"premium"}}, "<= 60 min p90"},
		{map[string][]string{"priority": {"P1"}, "plan": {"free", "basic"}}, "<= 45 min"},
		{map[string][]string{"priority": {"P2"}}, "<= 30 min p90"},
		{map[string][]string{"priority": {"P3", "P4"}, "plan": {"premium"}}, "<= 90 min p90"},
		{map[string][]string{"priority": {"P4"}, "plan": {"premium"}, "tier": {"gold"}}, "TBD"},
		{map[string][]string{"priority": {"P3"}}, ">= 3 tickets/month"},
		{map[string][]string{"priority": {"P9"}}, "<= 10 min"},
	}
	mixed := func(all []string) []string {
		all = slices.Clone(all)
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all
	}
	var written []string
	for _, row := range rows {
		var place []string
		for name, values := range row.where {
			place = append(place, fmt.Sprintf("%s: [%s]", name, strings.Join(mixed(values), ", ")))
		}
		where := strings.Join(mixed(place), ", ")
		written = append(written, fmt.Sprintf("      - {for: {%s}, target: %q}", where, row.target))
	}
	return "apiVersion: kpilint/v1\nkind: Team\nid: support\nkpis:\n  - id: response\n    owner: support\n" +
		"    noTarget: not yet\n    dimensions:\n      priority: {order: [P1, P2, P3, P4]}\n" +
		"      plan: {values: [free, basic, premium]}\n    targets:\n" + strings.Join(mixed(written), "\n") + "\n" +
		"  - id: orders\n    owner: support\n    budget: USD 5k/month\n    cost: USD 40/order\n" +
		"    dimensions: {region: {values: [emea, apac]}}\n    targets:\n" + strings.Join(mixed([]string{
		`      - {for: {region: emea}, target: ">= 100 orders/month"}`,
		`      - {for: {region: apac}, target: ">= 60 orders/month"}`}), "\n") + "\n"
}

// TestRowsInAnyOrder holds that findings, what they say and their fingerprints do not depend on the order of rows.
func TestRowsInAnyOrder(t *testing.T) {
	e := newEngine(t, nil)
	found := func(text string) []string {
		files := fstest.MapFS{"a.yaml": &fstest.MapFile{Data: []byte(text)}}
		r, err := e.Lint(context.Background(), engine.Input{FS: files})
		if err != nil || len(r.Errors)+len(r.Unreadable) > 0 {
			t.Fatal(err, r.Errors, r.Unreadable)
		}
		var all []string
		for i := range r.Findings {
			f := &r.Findings[i]
			all = append(all, fmt.Sprintf("%s %v %v %s %s", f.Name(), f.Level, f.Resource, f.Fingerprint, f.Message))
		}
		slices.Sort(all)
		return all
	}
	random := rand.New(rand.NewPCG(3, 4))
	first := found(shuffled(random))
	for _, want := range []string{"duplicate-row", "unknown-place", "place-without-target", "target-against-order",
		"target-and-no-target", "budget-below-target", "target-missing"} {
		if !slices.ContainsFunc(first, func(f string) bool { return strings.Contains(f, "/"+want+" ") }) {
			t.Errorf("no finding of %s among\n%s", want, strings.Join(first, "\n"))
		}
	}
	for range 20 {
		text := shuffled(random)
		if diff := cmp.Diff(first, found(text)); diff != "" {
			t.Fatalf("(-first +now):\n%s\n%s", diff, text)
		}
	}
}

// TestRowsAreKnownByTheirPlace holds that a fingerprint of a row stays when another row comes before it and when its
// dimensions are declared in another order, and differs from those of other rows.
func TestRowsAreKnownByTheirPlace(t *testing.T) {
	const head = "apiVersion: kpilint/v1\nkind: KPI\nid: response\ndimensions: "
	prints := func(text string) map[string]string {
		files := fstest.MapFS{"a.yaml": &fstest.MapFile{Data: []byte(head + text)}}
		r, err := newEngine(t, nil).Lint(context.Background(), engine.Input{FS: files})
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		for i := range r.Findings {
			if f := &r.Findings[i]; f.Rule == "average-or-tiny-sample" {
				all[f.Resource.ID] = f.Fingerprint
			}
		}
		return all
	}
	a := prints("{priority: {order: [P1, P2]}, plan: {values: [free]}}\ntargets:\n" +
		"- {for: {priority: P1, plan: free}, target: <= 30 min}\n- {for: {priority: P2}, target: <= 40 min}\n")
	b := prints("{plan: {values: [free]}, priority: {order: [P1, P2]}}\ntargets:\n" +
		"- {for: {priority: P2}, target: <= 50 min}\n- {for: {plan: free, priority: [P1]}, target: <= 30 min}\n")
	if a["response (P1, free)"] == "" || a["response (P1, free)"] != b["response (free, P1)"] {
		t.Errorf("%v\n%v", a, b)
	}
	if a["response (P2)"] != b["response (P2)"] || a["response (P2)"] == a["response (P1, free)"] {
		t.Errorf("%v\n%v", a, b)
	}
}

// TestReadsOfRows holds which fields count as read where a rule looks at rows.
func TestReadsOfRows(t *testing.T) {
	files := fstest.MapFS{"stall.yaml": &fstest.MapFile{Data: []byte(`
apiVersion: kpilint/v1
kind: KPI
id: stall
cost: USD 2/pie
budget: USD 30/month
dimensions: {day: {values: [weekday, weekend]}}
targets:
  - {for: {day: weekday}, target: ">= 9 pies/month", baseline: 7 pies/month}
  - {for: {day: weekend}, target: ">= 5 pies/month"}
`)}}
	off := allBut(t, "")
	written := unread(t, files, off)
	for said, want := range map[string]string{
		"string(kpi.target) != string(kpi.cost)":                          "KPI cost, KPI targets.target",
		"has(kpi.baseline) && string(kpi.baseline) == string(kpi.target)": "KPI targets.baseline, KPI targets.target, 1 of 2",
		"kpi.facts.spend.budget > quantity('USD 1/month')":                "KPI budget",
		"string(kpi.facts.perMonth) != ''":                                "KPI targets.target",
		"kpi.facts.places.missing > 0":                                    "",
		"some k in input.rows; k.target.low > 0":                          "KPI targets.target",
		"some k in input.kpis; some r in k.targets; r.target.low > 0":     "KPI targets.target",
		"some k in input.kpis; k.target.low > 0":                          "",
	} {
		own := engine.Pack{FS: ruleOf(said), Dir: ".", Name: "own"}
		if got := strings.Join(readOf(written, unread(t, files, off, own)), ", "); got != want {
			t.Errorf("%s\nreads %s\nwant  %s", said, got, want)
		}
	}
}
