package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// definitionsOf reads the definitions of a file.
func definitionsOf(t *testing.T, name string, data []byte) []*model.Definition {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := source.Parse(name, data)
	var all []*model.Definition
	for _, d := range docs {
		if kind := source.TextOf(d.Root.Get("kind")); kinds.Of(kind) != nil {
			definitions, _ := model.Read(kinds, d, kind, d.Root, "")
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
	for _, glob := range []string{"../testdata/*/*.yaml", "../testdata/*/*.md", "../rules/*/*/fail.yaml"} {
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
		ground := territoryOf(definitions)
		lines := source.NewLines(data)
		for n := 1; n <= len(strings.Split(string(data), "\n"))+1; n++ {
			if got, want := ground.onLine(n), lastOn(definitions, n); got != want {
				t.Errorf("%s:%d: %v, want %v", name, n, nameOf(got), nameOf(want))
			}
			for column := 1; column <= lines.Count(n)+1; column++ {
				at := source.Span{Line: n, Column: column, EndLine: n, EndColumn: column + column%3}
				if got, want := ground.around(at), lastAround(definitions, at); got != want {
					t.Errorf("%s at %v: %v, want %v", name, at, nameOf(got), nameOf(want))
				}
			}
		}
	}
}

func nameOf(r *model.Definition) string {
	if r == nil {
		return "nothing"
	}
	return r.Kind + " " + r.ID
}

// lastAround and lastOn look through all definitions.
func lastAround(definitions []*model.Definition, at source.Span) (last *model.Definition) {
	for _, r := range definitions {
		if holds(r.Node.Span, at) {
			last = r
		}
	}
	return last
}

func lastOn(definitions []*model.Definition, line int) (last *model.Definition) {
	for _, r := range definitions {
		if r.Node.Span.Line <= line && line <= r.Node.Span.EndLine || r.Prose != nil && line >= r.Prose.Line && r.Around == nil {
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
			ground := territoryOf(definitions)
			for _, r := range definitions {
				ground.around(r.Node.Get("id").Span)
				ground.onLine(r.Node.Span.Line)
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
