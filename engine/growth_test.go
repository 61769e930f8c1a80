package engine_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

// complains is a rule that finds something in every KPI.
var complains = fstest.MapFS{"own/complains/rule.yaml": {Data: []byte(`id: complains
title: A KPI
level: warning
for: KPI
since: 1.0.0
assert: kpi.id == ""
message: '"a KPI"'
`)}}

const oneKPI = "---\napiVersion: kpilint/v1\nkind: KPI\nid: k%[1]d\n"

// exceptionUntil is for what stands after it, or all over.
const exceptionUntil = "---\napiVersion: kpilint/v1\nkind: Exception\nid: e%[1]d\nrules: [complains]\nreason: because\napprovedBy: somebody\nuntil: "

// Workspaces with many of one sort. One with twice as many takes twice the work, from the files to the report.
var growing = []struct {
	name  string
	build func(n int) fstest.MapFS
}{
	{"definitions in one file", in("x.yaml", "", oneKPI, "")},
	{"definitions in many files", func(n int) fstest.MapFS {
		files := fstest.MapFS{}
		for i := range n {
			files[fmt.Sprintf("f%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, oneKPI, i)}
		}
		return files
	}},
	{"a team", in("x.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: t\nkpis:\n", "  - {id: k%d}\n", "")},
	{"steps", in("x.yaml", "apiVersion: kpilint/v1\nkind: KPI\nid: k\ndirection: higher\nsteps:\n",
		"  - {by: 2026, target: %d calls}\n", "")},
	{"levels", in("x.yaml", "apiVersion: kpilint/v1\nkind: KPI\nid: k\ndirection: higher\nlevels:\n",
		"  a%d: 5 calls\n", "")},
	{"actuals", in("x.yaml", "apiVersion: kpilint/v1\nkind: KPI\nid: k\ntarget: '>= 5 calls'\nactuals:\n",
		"  2%03d-01: 4 calls\n", "")},
	{"a line", in("x.yaml", "{apiVersion: kpilint/v1, kind: Team, id: t, kpis: [", "{id: k%d, name: é}, ", "]}")},
	{"mistakes", in("x.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: t\nkpis:\n", "  - {id: k%d, targte: 5, effort: many, measure: volum}\n", "")},
	{"documents of others", in("x.yaml", "", "---\nk%d: 1\n", "")},
	{"keys of others", in("x.yaml", "", "k%d: kpilint/v0\n", "")},
	{"keys without kind", in("x.yaml", "apiVersion: kpilint/v1\n", "k%d: 1\n", "")},
	{"documents with a comment", in("x.yaml", "", oneKPI+"# kpilint:ignore complains -- because\n", "")},
	{"comments that silence", in("x.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: t\nkpis:\n", "  - {id: k%d} # kpilint:ignore complains -- because\n", "")},
	{"comments that silence nothing", in("x.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: t\nroles:\n", "  - {id: r%d} # kpilint:ignore complains -- because\n", "")},
	{"comments that name no rule", in("x.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: t\nkpis:\n", "  - {id: k%d} # kpilint:ignore complians -- because\n", "")},
	{"fields that silence", in("x.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: t\nkpis:\n", "  - {id: k%d, x-kpilint-ignore: complains -- because}\n", "")},
	{"one field that suppresses in many maps", in("x.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: t\nx-all: &all {x-kpilint-ignore: complains -- because}\nkpis:\n", "  - {id: k%d, <<: *all}\n", "")},
	{"a list of fields that silence", func(n int) fstest.MapFS {
		head := "apiVersion: kpilint/v1\nkind: Team\nid: t\nx-kpilint-ignore:\n" + strings.Repeat("  - complains -- because\n", n)
		return in("x.yaml", head+"kpis:\n", "  - {id: k%d}\n", "")(n)
	}},
	{"exceptions", in("x.yaml", "", oneKPI+exceptionUntil+"2099-01-01\nfor: [k%[1]d]\n", "")},
	{"exceptions for one", in("x.yaml", fmt.Sprintf(oneKPI, 0), exceptionUntil+"2099-01-01\nfor: [k0]\n", "")},
	{"exceptions that are over for one", in("x.yaml", fmt.Sprintf(oneKPI, 0), exceptionUntil+"2020-01-01\nfor: [k0]\n", "")},
	{"an exception for all", func(n int) fstest.MapFS {
		files := in("x.yaml", "", oneKPI, "")(n)
		files["e.yaml"] = in("e.yaml", fmt.Sprintf(exceptionUntil, 0)+"2099-01-01\nfor:\n", "  - k%d\n", "")(n)["e.yaml"]
		return files
	}},
}

func in(name, before, each, after string) func(n int) fstest.MapFS {
	return func(n int) fstest.MapFS {
		var b strings.Builder
		b.WriteString(before)
		for i := range n {
			fmt.Fprintf(&b, each, i)
		}
		b.WriteString(after)
		return fstest.MapFS{name: {Data: []byte(b.String())}}
	}
}

// TestGrowth counts the memory that a run takes.
func TestGrowth(t *testing.T) {
	e := newEngine(t, func(o *engine.Options) {
		o.Packs = []engine.Pack{{FS: complains, Dir: "."}}
		o.Jobs = 1
	})
	const n = 300
	for _, c := range growing {
		t.Run(c.name, func(t *testing.T) {
			one, two := work(t, e, c.build(n)), work(t, e, c.build(2*n))
			limit := one*23/10 + 300_000
			for range 2 {
				if two > limit { // the collector may have emptied what is used again
					two = min(two, work(t, e, c.build(2*n)))
				}
			}
			if two > limit {
				t.Errorf("twice as much takes %d bytes of memory, not %d: more than %d", two, one, limit)
			}
		})
	}
}

func work(t *testing.T, e *engine.Engine, files fstest.MapFS) uint64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := e.Lint(context.Background(), engine.Input{FS: files})
	if err != nil || len(r.Errors) > 0 || len(r.Unreadable) > 0 {
		t.Fatal(r, err)
	}
	if err := report.Text(io.Discard, r, report.Options{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestAnnouncementsAreBounded holds that a finding names some of the exceptions that are over, and how many there are.
func TestAnnouncementsAreBounded(t *testing.T) {
	r, err := newEngine(t, func(o *engine.Options) { o.Packs = []engine.Pack{{FS: complains, Dir: "."}} }).
		Lint(context.Background(), engine.Input{FS: in("x.yaml", fmt.Sprintf(oneKPI, 0), exceptionUntil+"2020-01-01\nfor: [k0]\n", "")(25)})
	if err != nil || len(r.Findings) != 1 {
		t.Fatal(r, err)
	}
	related := r.Findings[0].Related
	if last := related[len(related)-1].Message; len(related) != 20 || !strings.HasSuffix(last, "; 5 more are over as well") {
		t.Errorf("%d are named, the last with %q", len(related), last)
	}
}
