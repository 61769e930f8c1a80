package engine_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

// TestLaterSaysTheSame holds that rules which are compiled when they are first needed, as those of the catalogue are,
// find what they find when all are compiled first, and have looked at as much.
func TestLaterSaysTheSame(t *testing.T) {
	all := map[string]fs.FS{"nothing": fstest.MapFS{"o.yaml": {Data: []byte(
		"apiVersion: kpilint/v1\nkind: Organisation\nid: acme\nname: Acme\n")}}}
	for _, folder := range glob(t, "../testdata/*/expected.txt") {
		dir := folder[:len(folder)-len("/expected.txt")]
		all[dir] = os.DirFS(dir)
	}
	for _, file := range append(glob(t, "../rules/*/*/fail*.yaml"), glob(t, "../rules/*/*/pass*.yaml")...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[file] = fstest.MapFS{"example.yaml": {Data: data}}
	}
	first, later := newEngine(t, nil), newEngine(t, func(o *engine.Options) { o.Packs[0].Trusted = true })
	for _, r := range later.Rules() {
		if r.Summary == nil {
			t.Fatalf("%s has no summary", r.Name())
		}
	}
	for name, files := range all {
		var reports []*engine.Report
		for _, e := range []*engine.Engine{first, later} {
			r, err := e.Lint(context.Background(), engine.Input{FS: files, Track: true})
			if err != nil {
				t.Fatal(err)
			}
			reports = append(reports, r)
		}
		want, got := write(t, report.JSON, reports[0]), write(t, report.JSON, reports[1])
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-compiled first +later):\n%s", name, diff)
		}
		if diff := cmp.Diff(reports[0].Unread, reports[1].Unread); diff != "" {
			t.Errorf("%s: not read (-compiled first +later):\n%s", name, diff)
		}
	}
}

// TestOwnRuleReadsCatalogue holds that a rule in Rego can read what a rule of the catalogue finds, though that is
// compiled later where nobody reads it.
func TestOwnRuleReadsCatalogue(t *testing.T) {
	own := fstest.MapFS{"own/goals-of-nobody/rule.yaml": {Data: []byte("id: goals-of-nobody\ntitle: Goals of nobody\n" +
		"level: error\nwhy: Why it matters.\n")}, "own/goals-of-nobody/rule.rego": {Data: []byte(
		`package kpilint.own.goals_of_nobody

import data.kpilint.definition.owner_missing

violation contains {"msg": sprintf("found before: %s", [v.msg]), "kind": v.kind, "resource": v.resource} if {
	some v in owner_missing.violation
}
`)}}
	files := fstest.MapFS{"k.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: KPI\nid: calls\nname: Calls\n")}}
	r := lint(t, files, func(o *engine.Options) {
		o.Packs[0].Trusted = true
		o.Packs = append(o.Packs, engine.Pack{FS: own, Dir: "."})
	})
	var found []string
	for i := range r.Findings {
		if r.Findings[i].Name() == "own/goals-of-nobody" {
			found = append(found, r.Findings[i].Message)
		}
	}
	want := []string{"found before: `calls` has no owner: name one team or role"}
	if diff := cmp.Diff(want, found); diff != "" || len(r.Errors) > 0 {
		t.Errorf("%s%v", diff, r.Errors)
	}
}

// TestStaleSummary holds that what is known of a rule counts for its text alone.
func TestStaleSummary(t *testing.T) {
	const at = "definition/owner-missing/rule.rego"
	files := os.DirFS("../rules")
	changed := fstest.MapFS{}
	for _, name := range []string{policy.SummaryFile, "definition/owner-missing/rule.yaml", at} {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		changed[name] = &fstest.MapFile{Data: data}
	}
	summary := func(trusted bool) *policy.Summary {
		e, err := engine.New(engine.Options{AsOf: day, Packs: []engine.Pack{{FS: changed, Dir: ".", Trusted: trusted}}})
		if err != nil {
			t.Fatal(err)
		}
		return e.Rules()[0].Summary
	}
	if summary(true) == nil || summary(false) != nil {
		t.Error("a rule has a summary where it comes with kpilint, and only there")
	}
	changed[at].Data = append(changed[at].Data, '\n')
	if summary(true) != nil {
		t.Error("a rule whose text has changed has the summary of another one")
	}
}

// TestFewDefinitionsTakeLittle holds that a run over few definitions does not pay for the whole catalogue, in
// allocations, which are the same on every machine: compiling all of it takes ten times as many.
func TestFewDefinitionsTakeLittle(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 10 {
		id := fmt.Sprintf("calls-%d", i)
		files[id+".yaml"] = &fstest.MapFile{Data: []byte("apiVersion: kpilint/v1\nkind: KPI\nid: " + id +
			"\nname: Calls\nmeasure: volume\nowner: sales\ntarget: 50 calls/day\n")}
	}
	run := func() {
		r := lint(t, files, func(o *engine.Options) { o.Packs[0].Trusted = true })
		if len(r.Findings) == 0 || len(r.Errors) > 0 {
			t.Error(len(r.Findings), r.Errors)
		}
	}
	run() // what a process does once
	const most = 80_000
	if n := testing.AllocsPerRun(3, run); n > most {
		t.Errorf("a run takes %.0f allocations, more than %d", n, most)
	}
}
