package model

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// definitionsOf reads the definitions of a file.
func definitionsOf(t *testing.T, name string, data []byte) []*Definition {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := source.Parse(name, data)
	var all []*Definition
	for _, d := range docs {
		if kind := source.TextOf(d.Root.Get("kind")); kinds.Of(kind) != nil {
			definitions, _ := Read(kinds, d, kind, d.Root, "")
			all = append(all, definitions...)
		}
	}
	return all
}

// TestTerritory holds that each place lies in the definition in which it lies when all are looked through.
func TestTerritory(t *testing.T) {
	files := map[string][]byte{
		"shared.yaml": []byte("apiVersion: kpilint/v1\nkind: Team\nid: t\nx-all: &all\n  - &one {id: a, name: A}\n  - {id: b}\nkpis: *all\nroles: [{id: r, kpis: *all}, {id: s, kpis: [*one,\n  *one]}]\n" +
			"---\napiVersion: kpilint/v1\nkind: Team\nid: u\nx-one: &one\n  id: k\n  roles: [{id: r}]\nteams:\n- <<: *one\n- *one\n"),
		"line.json": []byte(`{"apiVersion": "kpilint/v1", "kind": "Team", "id": "t", "kpis": [{"id": "a"}, {"id": "b"}], "roles": [{"id": "r", "kpis": [{"id": "c"}]}]}`),
	}
	for _, glob := range []string{"../../testdata/*/*.yaml", "../../testdata/*/*.md", "../../rules/*/*/fail.yaml"} {
		names, _ := filepath.Glob(glob)
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = data
		}
	}
	for name, data := range files {
		definitions := definitionsOf(t, name, data)
		ground := TerritoryOf(definitions)
		lines := source.NewLines(data)
		for n := 1; n <= len(strings.Split(string(data), "\n"))+1; n++ {
			if got, want := ground.OnLine(n), lastOn(definitions, n); got != want {
				t.Errorf("%s:%d: %v, want %v", name, n, called(got), called(want))
			}
			for column := 1; column <= lines.Count(n)+1; column++ {
				at := source.Span{Line: n, Column: column, EndLine: n, EndColumn: column + column%3}
				if got, want := ground.Around(at), lastAround(definitions, at); got != want {
					t.Errorf("%s at %v: %v, want %v", name, at, called(got), called(want))
				}
			}
		}
	}
}

func called(r *Definition) string {
	if r == nil {
		return "nothing"
	}
	return r.Kind + " " + r.ID
}

// lastAround and lastOn look through all definitions.
func lastAround(definitions []*Definition, at source.Span) (last *Definition) {
	for _, r := range definitions {
		if r.Node.Span().Holds(at) {
			last = r
		}
	}
	return last
}

func lastOn(definitions []*Definition, line int) (last *Definition) {
	for _, r := range definitions {
		if r.Node.Span().Line <= line && line <= r.Node.Span().EndLine || r.Prose != nil && line >= r.Prose.Line && r.Around == nil {
			last = r
		}
	}
	return last
}

// TestTerritoryGrows holds that twice as many definitions take twice the steps, in documents, in a list and on one
// line.
func TestTerritoryGrows(t *testing.T) {
	for name, build := range map[string]func(n int) string{
		"documents": func(n int) string {
			return repeat(n, "---\napiVersion: kpilint/v1\nkind: KPI\nid: k%d\n")
		},
		"a list": func(n int) string {
			return "apiVersion: kpilint/v1\nkind: Team\nid: t\nkpis:\n" + repeat(n, "  - id: k%d\n    name: K\n")
		},
		"one line": func(n int) string {
			return "{apiVersion: kpilint/v1, kind: Team, id: t, kpis: [" + repeat(n, "{id: k%d}, ") + "]}"
		},
	} {
		steps := func(n int) int {
			definitions := definitionsOf(t, "x.yaml", []byte(build(n)))
			ground := TerritoryOf(definitions)
			for _, r := range definitions {
				ground.Around(r.NodeOf(field.ID).Span())
				ground.OnLine(r.Node.Span().Line)
			}
			return ground.steps
		}
		if one, two := steps(1000), steps(2000); two > one*23/10+100 {
			t.Errorf("%s: twice as many take %d steps, not %d", name, two, one)
		}
	}
}

func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
