package engine_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
)

// TestReads holds which fields of the example company count as read where one rule alone is on: those that the rule
// looks at, and those that the facts it reads depend on. The expectations lie in testdata/reads.txt, below the name of
// each rule. References, and what names and describes, are not among them.
func TestReads(t *testing.T) {
	want, err := os.ReadFile("testdata/reads.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	written, names := unread(t, acme(t), allBut(t, "")), allBut(t, "")
	for line := range strings.Lines(string(want)) {
		if name, ok := strings.CutPrefix(line, "== "); ok {
			off := allBut(t, strings.TrimSpace(name))
			if len(off) != len(names)-1 {
				t.Fatalf("no rule %s", name)
			}
			got.WriteString(line)
			for _, field := range readOf(written, unread(t, acme(t), off)) {
				got.WriteString(field + "\n")
			}
		} else if strings.HasPrefix(line, "#") {
			got.WriteString(line)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/reads.txt", []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// allBut switches off all rules of the catalogue but one.
func allBut(t *testing.T, rule string) (off []config.Setting) {
	t.Helper()
	level := policy.Off
	for _, r := range catalogue(t) {
		if r.Name() != rule {
			off = append(off, config.Setting{Selector: r.Name(), Level: &level})
		}
	}
	return off
}

// catalogue are the rules that come with kpilint.
var catalogue = func() func(t *testing.T) []*policy.Rule {
	var all []*policy.Rule
	return func(t *testing.T) []*policy.Rule {
		if all == nil {
			all = newEngine(t, nil).Rules()
		}
		return all
	}
}()

// readOf are the fields that are read, by kind and name, and of how many that are written.
func readOf(written, left map[string]int) (all []string) {
	for _, field := range slices.Sorted(maps.Keys(written)) {
		switch n := written[field]; left[field] {
		case n:
		case 0:
			all = append(all, field)
		default:
			all = append(all, fmt.Sprintf("%s, %d of %d", field, n-left[field], n))
		}
	}
	return all
}

// unread counts the fields that nobody reads, with these rules off and those of other packs on.
func unread(t *testing.T, files fs.FS, off []config.Setting, packs ...engine.Pack) map[string]int {
	t.Helper()
	e := newEngine(t, func(o *engine.Options) {
		o.Settings, o.Packs = &config.Settings{Rules: off}, append(o.Packs, packs...)
	})
	r, err := e.Lint(context.Background(), engine.Input{FS: files, Track: true})
	if err != nil || len(r.Errors) > 0 {
		t.Fatal(err, r.Errors)
	}
	count := map[string]int{}
	for _, u := range r.Unread {
		count[u.Kind+" "+strings.ReplaceAll(u.Field, "/", ".")] = u.Count
	}
	return count
}

const stall = `
apiVersion: kpilint/v1
kind: Team
id: stall
roles:
  - {id: seller, headcount: 2, leave: 10%, workingDay: 8 h, expectations: [{kpi: sales, target: 5 pies/day}]}
kpis:
  - {id: sales, owner: stall, measure: volume, direction: higher, target: ">= 9 pies/month", cost: USD 2/pie,
     budget: USD 30/month, baseline: 7 pies/month, needs: [{item: apple, amount: 3 apples/pie, takes: 2 days}]}
`

// TestReadsOfOneExpression holds which fields what a rule says reads, in CEL and in Rego: those that it names, whatever
// else has the same name, and of facts those that the number it takes is made of.
func TestReadsOfOneExpression(t *testing.T) {
	files := fstest.MapFS{"stall.yaml": &fstest.MapFile{Data: []byte(stall)}}
	off := allBut(t, "")
	written := unread(t, files, off)
	for said, want := range map[string]string{
		// of a rule in CEL, which may never come to a part of it
		"string(kpi.target) != string(kpi.cost)":                   "KPI cost, KPI target",
		"kpi.id == 'sales' || string(kpi.target) != ''":            "",
		"kpi.facts.spend.budget > quantity('USD 1/month')":         "KPI budget",
		"kpi.facts.spend.needed > quantity('USD 1/month')":         "KPI cost, KPI target",
		"has(kpi.facts.spend) || kpi.facts.spend.budget.low > 0":   "",
		"kpi.facts.targetState == 'number'":                        "KPI target",
		"kpi.facts.unitKind == 'count'":                            "KPI baseline, KPI direction, KPI target",
		"kpi.needs.exists(n, string(n.amount) == string(n.takes))": "KPI needs.amount, KPI needs.takes",
		"calendar.workingDay > quantity('1 min')":                  "",
		"!has(kpi.facts.division)":                                 "KPI target", // it was looked at in vain
		// of a rule in Rego, which is known by its paths
		"some k in input.kpis; k.target.low > 0":                                         "KPI target",
		"some r in input.roles; some e in r.expectations; e.target.low > 0":              "Role expectations.target",
		"some k in input.kpis; some n in k.needs; n.amount.low > 0":                      "KPI needs.amount",
		"some k in input.kpis; k.facts.spend.budget.low > 0":                             "KPI budget",
		"some k in input.kpis; k.facts.spend.needed.low > 0":                             "KPI cost, KPI target",
		`some k in input.kpis; object.get(k, ["target", "low"], 0) > 0`:                  "KPI target",
		"every k in input.kpis { k.cost.low > 0 }":                                       "KPI cost",
		"some k in input.kpis; low(k) > 0\n}\n\nlow(x) := y if {\n\ty := x.baseline.low": "KPI baseline",
		// where it does not say which fields it looks at, each of the names that it has may be one
		`some k in input.kpis; some f in ["id"]; k[f] != ""; k.target.low > 0`: "KPI target, Role expectations.target",
	} {
		own := engine.Pack{FS: ruleOf(said), Dir: ".", Name: "own"}
		if got := strings.Join(readOf(written, unread(t, files, off, own)), ", "); got != want {
			t.Errorf("%s\nreads %s\nwant  %s", said, got, want)
		}
	}
}

// ruleOf is a rule that says something: in Rego of the whole organisation, else of each KPI.
func ruleOf(said string) fs.FS {
	const about = "id: own\ntitle: A rule\nlevel: warning\nsince: 1.0.0\nwhy: Because.\nfix: Do it.\n"
	if !strings.Contains(said, "input.") {
		text := about + "for: KPI\nmessage: '\"x\"'\nassert: " + strconv.Quote(said)
		return fstest.MapFS{"own/own/rule.yaml": &fstest.MapFile{Data: []byte(text)}}
	}
	module := "package kpilint.own.own\n\nviolation contains {\"msg\": \"x\", \"resource\": \"stall\"} if {\n\t" +
		said + "\n}\n"
	return fstest.MapFS{"own/own/rule.yaml": &fstest.MapFile{Data: []byte(about)},
		"own/own/rule.rego": &fstest.MapFile{Data: []byte(module)}}
}
