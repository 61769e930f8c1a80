package model

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// Organisations with many of one sort. One with twice as many takes twice the work.
var growing = []struct{ name, once, each string }{
	{"owners by id", "kind: Team\nid: t\nroles:\n  - {id: r%d}\n", "kind: KPI\nid: k%d\nowner: r%d\n"},
	{"owners that are none", "kind: Team\nid: t\nroles:\n  - {id: r%d}\n", "kind: KPI\nid: k%d\nowner: Somebody %d\n"},
	{"owners of one name in each team", "kind: Team\nid: t\n", "kind: Team\nid: t%d\nroles: [{id: r}]\n---\nkind: KPI\nid: k%d\nowner: r\n"},
	{"references to nothing", "kind: KPI\nid: k\n", "kind: KPI\nid: k%d\ncounterweights: [{kpi: nothing-%d}]\n"},
	{"references to several", "kind: KPI\nid: k\n", "kind: Team\nid: t%d\nkpis: [{id: same}]\n---\nkind: KPI\nid: k%d\ncounterweights: [{kpi: same}]\n"},
	{"values", "kind: Organisation\nid: o\nvalues:\n  - {id: v%d, name: V}\n", "kind: KPI\nid: k%d\ntensionWith: [v%d]\n"},
	{"values that are none", "kind: Organisation\nid: o\nvalues:\n  - {id: v%d, name: V}\n", "kind: KPI\nid: k%d\ntensionWith: [x%d]\n"},
	{"key results of one objective", "kind: Objective\nid: o\nkeyResults:\n  - {id: k%d}\n", "kind: Objective\nid: p%d\nsupports: [{keyResult: o/k%d}]\n"},
	{"key results by their id", "kind: Team\nid: t\n", "kind: Objective\nid: o%d\nkeyResults: [{id: a%d}]\nsupports: [{keyResult: a1}]\n"},
	{"key results of one id", "kind: Team\nid: t\n", "kind: Objective\nid: o%d\nkeyResults: [{id: a}]\nsupports: [{keyResult: a}]\nname: x%d\n"},
	{"activities of a team", "kind: Team\nid: t\n", "kind: Role\nid: r%d\nteam: t\ntime: {a: 1 min}\n---\nkind: KPI\nid: k%d\nowner: t\nactivity: b\n"},
	{"activities of a role", "kind: Role\nid: r\ntime:\n  a%d: 1 min\n", "kind: KPI\nid: k%d\nowner: r\nactivity: b%d\n"},
	{"labels", "kind: KPI\nid: k\nlabels:\n  a%d: b\n", "kind: KPI\nid: k%d\nname: k%d\n"},
	{"definitions of one name", "kind: Team\nid: t\n", "kind: KPI\nid: k\nname: k%d\ndescription: k%d\n"},
	{"cycles", "kind: Calendar\nid: c\ncycles:\n  - {id: c%d, from: 2026-01-01, to: 2026-02-01}\n", "kind: Objective\nid: o%d\ncycle: x%d\n"},
	{"steps", "kind: KPI\nid: k\nsteps:\n  - {by: 2026, target: %d calls}\n", "kind: KPI\nid: k%d\nlevels: {a: %d}\n"},
	{"levels", "kind: KPI\nid: k\nlevels:\n  a%d: 5 calls\n", "kind: KPI\nid: k%d\nlevels: {a: %d}\n"},
	{"actuals", "kind: KPI\nid: k\nactuals:\n  2%d-01: 5 calls\n", "kind: KPI\nid: k%d\nactuals: {2026: %d}\n"},
	{"rows by dimensions of the organisation", "kind: Organisation\nid: o\ndimensions:\n  d%d: {order: [a, b]}\n",
		"kind: KPI\nid: k%d\ntargets: [{for: {d%d: a}, target: 5 calls/day}]\n"},
	{"rows of no dimension", "kind: Organisation\nid: o\ndimensions:\n  d%d: {order: [a, b]}\n",
		"kind: KPI\nid: k%d\ntargets: [{for: {x%d: a}, target: 5 calls/day}]\n"},
	{"values of a dimension", "kind: Organisation\nid: o\ndimensions:\n  d:\n    values:\n      - v%d\n",
		"kind: KPI\nid: k%d\ntargets: [{for: {d: v%d}, target: 5 calls/day}]\n"},
	{"expectations", "kind: Role\nid: r\nexpectations:\n  - {kpi: k%d}\n", "kind: KPI\nid: k%d\nowner: r\nname: k%d\n"},
}

// organisation repeats the last line of once where it has a number, and all of each.
func organisation(once, each string, n int) string {
	head, line := "", once
	if strings.Contains(once, "%d") {
		i := strings.LastIndex(strings.TrimSuffix(once, "\n"), "\n") + 1
		head, line = once[:i], once[i:]
	}
	var lines, all strings.Builder
	for i := range n {
		if strings.Contains(line, "%d") {
			fmt.Fprintf(&lines, line, i)
		}
		fmt.Fprintf(&all, "---\n"+each, i, i)
	}
	if lines.Len() == 0 {
		lines.WriteString(line)
	}
	return head + lines.String() + all.String()
}

// TestGrowth counts the memory that organisations take to be joined, and the names that are passed to find one.
func TestGrowth(t *testing.T) {
	const n = 400
	for _, c := range growing {
		t.Run(c.name, func(t *testing.T) {
			one, two := costs(t, organisation(c.once, c.each, n)), costs(t, organisation(c.once, c.each, 2*n))
			if limit := one.bytes*23/10 + 200_000; two.bytes > limit {
				t.Errorf("twice as much takes %d bytes of memory, not %d: more than %d", two.bytes, one.bytes, limit)
			}
			if limit := one.steps*23/10 + 1000; two.steps > limit {
				t.Errorf("twice as much takes %d steps, not %d: more than %d", two.steps, one.steps, limit)
			}
		})
	}
}

type cost struct{ bytes, steps uint64 }

func costs(t *testing.T, text string) cost {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, problems := source.Parse("x.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var all []*Definition
	for _, d := range docs {
		definitions, _ := Read(kinds, d, d.Root.Get("kind").Text, d.Root, "")
		all = append(all, definitions...)
	}
	m, _, err := Resolve(t.Context(), all, Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	c := cost{bytes: after.TotalAlloc - before.TotalAlloc}
	for _, r := range m.Resources {
		c.steps += looks(r.Object)
	}
	return c
}

// looks counts the names that are passed when each one of an object is looked up.
func looks(o *Object) uint64 {
	total := uint64(len(o.values))
	if o.rare == nil || o.rare.index == nil {
		total *= total
	}
	for _, v := range o.values {
		switch v := v.(type) {
		case *Object:
			total += looks(v)
		case List:
			for _, entry := range v {
				if o, ok := entry.(*Object); ok {
					total += looks(o)
				}
			}
		}
	}
	return total
}

// A context that ends stops the joining within a hundred resources.
func TestResolveStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var all []*Definition
	for range 10_000 {
		all = append(all, &Definition{Kind: "Exception", Object: &Object{}})
	}
	asked := 0
	for i, d := range all {
		d.ID = fmt.Sprint("x", i)
		d.refs = []pending{{&Ref{Text: "x"}, &shape.Shape{RefersTo: []string{"Rule"}}, "rules/0"}}
	}
	_, _, err := Resolve(ctx, all, Options{IsRule: func(string) bool {
		if asked++; asked == 150 {
			cancel()
		}
		return true
	}})
	if err == nil || asked > 300 {
		t.Errorf("%v after %d references", err, asked)
	}
}
