package mend_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/rules"
)

// TestFix holds that edits are made together where they can be, one by one where they touch, and not at all where they
// would bring a new finding.
func TestFix(t *testing.T) {
	rule := func(id, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("id: " + id +
			"\ntitle: x\nlevel: warning\nfor: KPI\nat: source\nmessage: '\"" + id + "\"'\n" + body)}
	}
	pack := fstest.MapFS{
		"t/no-upper/rule.yaml": rule("no-upper",
			"when: has(kpi.source)\nassert: kpi.source != \"CRM\"\nedit: {value: '\"crm\"'}\n"),
		"t/has-why/rule.yaml": rule("has-why",
			"assert: has(kpi.because)\nedit: {path: '\"because\"', value: '\"to be said\"', comment: later}\n"),
		"t/no-erp/rule.yaml": rule("no-erp",
			"when: has(kpi.source)\nassert: kpi.source != \"erp\"\nedit: {value: '\"bad\"'}\n"),
		"t/not-bad/rule.yaml": rule("not-bad", "when: has(kpi.source)\nassert: kpi.source != \"bad\"\n"),
		"t/no-labels/rule.yaml": rule("no-labels",
			"assert: \"!has(kpi.labels)\"\nedit: {path: '\"labels\"', remove: true, unsafe: true}\n"),
	}
	e, err := engine.New(engine.Options{Packs: []engine.Pack{{FS: pack, Dir: "."}}})
	if err != nil {
		t.Fatal(err)
	}
	const file = "apiVersion: kpilint/v1\nkind: Team\nid: a\nkpis:\n  - {id: b, source: CRM}\n" +
		"  - id: c\n    source: erp\n    because: so\n    labels: {x: y}\n"
	in := engine.Input{FS: fstest.MapFS{"a.yaml": {Data: []byte(file)}}}
	for unsafe, want := range map[bool]string{
		false: "apiVersion: kpilint/v1\nkind: Team\nid: a\nkpis:\n" +
			"  - {id: b, source: crm, because: to be said}\n  - id: c\n    source: erp\n    because: so\n    labels: {x: y}\n",
		true: "apiVersion: kpilint/v1\nkind: Team\nid: a\nkpis:\n" +
			"  - {id: b, source: crm, because: to be said}\n  - id: c\n    source: erp\n    because: so\n",
	} {
		fixed, err := e.Fix(context.Background(), in, unsafe)
		if err != nil {
			t.Fatal(err)
		}
		if len(fixed.Files) != 1 || len(fixed.Refused) != 1 || fixed.Refused[0].Rule != "no-erp" {
			t.Fatalf("files %d, refused %v", len(fixed.Files), fixed.Refused)
		}
		if diff := cmp.Diff(want, string(fixed.Files[0].Now)); diff != "" {
			t.Errorf("unsafe %v (-want +got):\n%s", unsafe, diff)
		}
		if (fixed.Unsafe == 1) == unsafe {
			t.Errorf("unsafe %v: %d more", unsafe, fixed.Unsafe)
		}
	}
}

// withRules is an engine with the catalogue.
func withRules(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{
		AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}, Packs: []engine.Pack{{FS: rules.FS, Dir: "."}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestFixEmptiesAFile holds that a file of which nothing is left is still there, so that the edit is made also where
// the file is named.
func TestFixEmptiesAFile(t *testing.T) {
	const team = "apiVersion: kpilint/v1\nkind: Team\nid: sales\n"
	const waiver = "apiVersion: kpilint/v1\nkind: Exception\nid: w\nrules: [owner-missing]\nfor: [sales]\n" +
		"reason: so\napprovedBy: somebody\nuntil: 2026-12-31\n"
	all := fstest.MapFS{"team.yaml": {Data: []byte(team)}, "waiver.yaml": {Data: []byte(waiver)}}
	in := engine.Input{FS: all, Paths: []string{"team.yaml", "waiver.yaml"}}
	fixed, err := withRules(t).Fix(t.Context(), in, false)
	if err != nil {
		t.Fatal(err)
	}
	unread := fixed.Report.Unreadable
	if len(fixed.Files) != 1 || len(fixed.Files[0].Now) != 0 || len(fixed.Refused) > 0 || len(unread) > 0 {
		t.Errorf("changed %v, refused %v, not read %v", fixed.Files, fixed.Refused, unread)
	}
}
