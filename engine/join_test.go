package engine_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
)

// TestJoin holds that the report about two organisations that say the same has what both say, each under a fingerprint
// of its own, that causes stay in one organisation, and that the parts stay as they were.
func TestJoin(t *testing.T) {
	const team = "apiVersion: kpilint/v1\nkind: Team\nid: sales\nroles: [{id: caller, headcount: 2}]\n" +
		"kpis: [{id: calls, owner: caller, target: '>= 80 calls/person/day', effort: 10 min/call}]\n"
	fs := fstest.MapFS{"a/x.yaml": {Data: []byte(team)}, "b/x.yaml": {Data: []byte(team)}}
	part := func(dir string) *engine.Report {
		r, err := newEngine(t, nil).Lint(context.Background(), engine.Input{FS: fs, Paths: []string{dir}})
		if err != nil || len(r.Findings) < 3 {
			t.Fatal(err, len(r.Findings))
		}
		r.Folder = dir
		return r
	}
	prints := func(r *engine.Report) (all []string) {
		for i := range r.Findings {
			all = append(all, r.Findings[i].Fingerprint)
		}
		return all
	}
	a, b := part("a"), part("b")
	before := prints(b)
	r := engine.Join([]*engine.Report{a, b})
	if diff := cmp.Diff(before, prints(b)); diff != "" {
		t.Errorf("a part has other fingerprints: %s", diff)
	}
	of := map[string]string{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if of[f.Fingerprint] != "" {
			t.Errorf("two findings have the fingerprint %s", f.Fingerprint)
		}
		if of[f.Fingerprint] = f.In; f.In+"/x.yaml" != f.Location.File {
			t.Errorf("a finding in %s is said to be in %s", f.Location.File, f.In)
		}
		if got := r.Part(f).Folder; got != f.In {
			t.Errorf("the part of %s is %s", f.In, got)
		}
	}
	causes := 0
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Cause != "" {
			causes++
			if of[f.Cause] != f.In {
				t.Errorf("a finding in %s follows from one in %q", f.In, of[f.Cause])
			}
		}
	}
	if n := len(a.Findings) + len(b.Findings); causes < 2 || len(r.Findings) != n ||
		r.Summary.Error != 2*a.Summary.Error || r.Summary.Rules != a.Summary.Rules ||
		r.Summary.Definitions != 2*a.Summary.Definitions {
		t.Errorf("%d causes, %d findings, want %d; %+v and %+v", causes, len(r.Findings), n, r.Summary, a.Summary)
	}
	if engine.Join([]*engine.Report{a}) != a {
		t.Error("one report alone is another one")
	}
}
