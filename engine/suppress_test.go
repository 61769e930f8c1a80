package engine_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
)

// TestWays holds which way to suppress a finding shows when several would: an exception, then what stands in the file, then the
// baseline, then an earlier revision.
func TestWays(t *testing.T) {
	const (
		inline    = " # kpilint:ignore target-missing -- set with the budget"
		excepted  = "---\napiVersion: kpilint/v1\nkind: Exception\nid: baseline\nrules: [target-missing]\nfor: [orders]\nreason: A pilot.\napprovedBy: director\n"
		known     = "apiVersion: kpilint/v1\nkind: KPI\nid: orders\ntarget: TBD"
		aBaseline = "in the baseline"
	)
	finding := func(r *engine.Report) *engine.Finding {
		for i := range r.Findings {
			if r.Findings[i].Rule == "target-missing" {
				return &r.Findings[i]
			}
		}
		t.Fatal("target-missing finds nothing")
		return nil
	}
	files := func(text string) fstest.MapFS { return fstest.MapFS{"x.yaml": {Data: []byte(text)}} }
	print := map[string]float64{finding(lint(t, files(known+"\n"), nil)).Fingerprint: 0}
	since := engine.Known{Way: engine.BySince, Reason: "main has it too", Sizes: print}
	base := engine.Known{Way: engine.ByBaseline, Reason: aBaseline, Sizes: print}
	for _, c := range []struct {
		name, text string
		known      []engine.Known
		want       string
		counts     [4]int // excepted, baselined, suppressed, of these inline
	}{
		{"nothing", known + "\n", nil, "", [4]int{}},
		{"since", known + "\n", []engine.Known{since}, "since: main has it too", [4]int{0, 0, 1, 0}},
		{"baseline and since", known + "\n", []engine.Known{since, base}, "baseline: in the baseline", [4]int{0, 1, 0, 0}},
		{"inline and baseline", known + inline + "\n", []engine.Known{base}, "inline: set with the budget", [4]int{0, 0, 1, 1}},
		{"an exception called baseline, and all others", known + inline + "\n" + excepted, []engine.Known{since, base}, "baseline: A pilot.", [4]int{1, 0, 0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := newEngine(t, nil).Lint(context.Background(), engine.Input{FS: files(c.text), Known: c.known})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if s := finding(r).Suppressed; s != nil {
				got = fmt.Sprintf("%s: %s", s.By, s.Reason)
			}
			if got != c.want {
				t.Errorf("suppressed by %q, want %q", got, c.want)
			}
			s := r.Summary
			if counts := [4]int{s.Excepted, s.Baselined, s.Suppressed, s.Inline}; counts != c.counts {
				t.Errorf("counted %v, want %v", counts, c.counts)
			}
			if told(r, "exception-unused") != nil {
				t.Error("what is covered twice is used twice")
			}
		})
	}
}

// TestIgnores holds what an ignore covers, and what is said of one that covers nothing.
func TestIgnores(t *testing.T) {
	const head = "apiVersion: kpilint/v1\nkind: Team\nid: shop\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"the line below", head + "kpis:\n  # kpilint:ignore target-missing -- later\n  - {id: orders, target: TBD}\n", []string{"[target-missing warning]"}},
		{"not two lines below", head + "kpis:\n  # kpilint:ignore target-missing -- later\n  - id: orders\n    target: TBD\n", []string{"exception-unused warning", "target-missing warning"}},
		{"not the line above", head + "kpis:\n  - {id: orders, target: TBD}\n  # kpilint:ignore target-missing -- later\n", []string{"target-missing warning", "exception-unused warning"}},
		{"dashes that editors make", head + "kpis: [{id: orders, target: TBD}] # kpilint:ignore target-missing — later\n", []string{"[target-missing warning]"}},
		{"several rules", head + "kpis: [{id: orders, target: TBD}] # kpilint:ignore owner-missing, definition/target-missing -- later\n", []string{"[target-missing warning]"}},
		{"a category", head + "kpis: [{id: orders, target: TBD}] # kpilint:ignore definition/* -- later\n", []string{"[target-missing warning]"}},
		{"one unknown rule among others", head + "kpis: [{id: orders, target: TBD}] # kpilint:ignore target-missing, no -- later\n", []string{"target-missing warning", "unresolved-reference error"}},
		{"a reason without words", head + "kpis: [{id: orders, target: TBD}] # kpilint:ignore target-missing -- ...\n", []string{"target-missing warning", "exception-unexplained error"}},
		{"on the object around", head + "x-kpilint-ignore: target-missing -- later\nkpis: [{id: orders, target: TBD}]\n", []string{"[target-missing warning]"}},
		{"on another object", head + "kpis: [{id: orders, target: TBD}, {id: offers, target: '>= 5 offers/month', x-kpilint-ignore: target-missing -- later}]\n", []string{"target-missing warning", "exception-unused warning"}},
		{"merged into an object", head + "x-base: &base {x-kpilint-ignore: target-missing -- later}\nkpis: [{<<: *base, id: orders, target: TBD}]\n", []string{"[target-missing warning]"}},
		{"of what is wrong with exceptions", head + "# kpilint:ignore exceptions/* -- quiet\nowner: shop\n", []string{"exception-unused warning"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := lint(t, fstest.MapFS{"x.yaml": {Data: []byte(c.text)}}, nil)
			if diff := cmp.Diff(c.want, told(r, "target-missing", "exception-unused", "exception-unexplained", "unresolved-reference")); diff != "" {
				t.Error(diff)
			}
		})
	}
}
