package engine_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// exception is an exception for the KPI `orders`, whose target is missing, with these lines.
func exception(lines ...string) fstest.MapFS {
	text := "apiVersion: kpilint/v1\nkind: KPI\nid: orders\ntarget: TBD\n---\napiVersion: kpilint/v1\nkind: Exception\nid: x\nfor: [orders]\n" +
		"reason: Set with the budget.\napprovedBy: director\n" + strings.Join(lines, "\n") + "\n"
	return fstest.MapFS{"x.yaml": {Data: []byte(text)}}
}

// told is what a report says of some rules, with what is suppressed in brackets.
func told(r *engine.Report, rules ...string) []string {
	var all []string
	for i := range r.Findings {
		f := &r.Findings[i]
		if !slices.Contains(rules, f.Rule) {
			continue
		}
		text := fmt.Sprintf("%s %s", f.Rule, f.Level)
		if f.Suppressed != nil {
			text = "[" + text + "]"
		}
		all = append(all, text)
	}
	return all
}

// TestExceptions holds which findings an exception suppresses on 2026-05-20, and what is said of the exception itself.
func TestExceptions(t *testing.T) {
	off := func(selector string) func(*engine.Options) {
		return func(o *engine.Options) {
			level := policy.Off
			o.Settings = &config.Settings{Rules: []config.Setting{{Selector: selector, Level: &level}}}
		}
	}
	warned := func(o *engine.Options) {
		level := policy.Info
		o.Settings = &config.Settings{Rules: []config.Setting{{Selector: "exceptions/*", Level: &level}}}
	}
	for _, c := range []struct {
		name   string
		lines  []string
		change func(*engine.Options)
		want   []string
	}{
		{"in force", []string{"rules: [target-missing]", "until: 2026-05-20"}, nil, []string{"[target-missing warning]"}},
		{"a category", []string{"rules: [definition/*]"}, nil, []string{"[target-missing warning]"}},
		{"over", []string{"rules: [target-missing]", "until: 2026-05-19"}, nil, []string{"target-missing warning", "exception-expired error"}},
		{"at another level", []string{"rules: [target-missing]", "until: 2026-05-19"}, warned, []string{"target-missing warning", "exception-expired info"}},
		{"switched off", []string{"rules: [target-missing]", "until: 2026-05-19"}, off("exception-expired"), []string{"target-missing warning"}},
		{"not begun", []string{"rules: [target-missing]", "from: 2026-05-21"}, nil, []string{"target-missing warning"}},
		{"for a rule that is not there", []string{"rules: [role-overloaded, no-such-rule]"}, nil, []string{"target-missing warning"}},
		{"unused", []string{"rules: [role-overloaded]"}, nil, []string{"target-missing warning", "exception-unused warning"}},
		{"for a rule that is off for KPIs", []string{"rules: [unit-or-period-missing]"}, off("unit-or-period-missing"), []string{"target-missing warning"}},
		{"of a kind it never judges", []string{"rules: [role-overloaded]"}, off("role-overloaded"), []string{"target-missing warning", "exception-unused warning"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := lint(t, exception(c.lines...), c.change)
			if diff := cmp.Diff(c.want, told(r, "target-missing", "exception-expired", "exception-unused", "exception-unexplained")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLapsedExceptionIsAnnounced holds that a finding that is back points at the exception that suppressed it, unless another one does.
func TestLapsedExceptionIsAnnounced(t *testing.T) {
	files := exception("rules: [target-missing]", "until: 2026-05-19")
	related := func(files fstest.MapFS) []source.Related {
		for _, f := range lint(t, files, nil).Findings {
			if f.Rule == "target-missing" {
				return f.Related
			}
		}
		return nil
	}
	want := []source.Related{{
		Location: source.Location{File: "x.yaml", Span: source.Span{Line: 13, Column: 8, EndLine: 13, EndColumn: 18}},
		Message:  "exception `x`: it ended on 2026-05-19",
	}}
	if diff := cmp.Diff(want, related(files)); diff != "" {
		t.Error(diff)
	}
	files["y.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: kpilint/v1\nkind: Exception\nid: y\nrules: [target-missing]\nfor: [orders]\nreason: Again.\napprovedBy: director\n")}
	if got := related(files); got != nil {
		t.Errorf("announced though suppressed: %v", got)
	}
}

// TestBefore holds that what has changed is known with an earlier organisation, and nothing of it without one.
func TestBefore(t *testing.T) {
	e := newEngine(t, nil)
	state := func(target string) engine.Input {
		return engine.Input{FS: fstest.MapFS{"x.yaml": {Data: []byte("{apiVersion: kpilint/v1, kind: Team, id: shop, kpis: [{id: orders, target: '" + target +
			"'}], objectives: [{id: more, cycle: 2026-Q2, keyResults: [{id: a, kpi: orders}]}]}")}}}
	}
	before, err := e.Read(context.Background(), state(">= 50 orders/month"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		target string
		before *engine.Organisation
		want   int
	}{{">= 60 orders/month", before, 1}, {">= 60 orders/month", nil, 0}, {"at least 50 orders per month", before, 0}} {
		in := state(c.target)
		in.Before = c.before
		r, err := e.Lint(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(r, "changed-mid-cycle"); len(got) != c.want {
			t.Errorf("%s: %v, want %d", c.target, got, c.want)
		}
	}
}
