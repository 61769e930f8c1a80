package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
)

var update = flag.Bool("update", false, "write the golden files")

// acme is the example company, in memory.
func acme(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("../testdata/acme")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func lint(t testing.TB, files fs.FS, change func(*engine.Options)) *engine.Report {
	t.Helper()
	r, err := newEngine(t, change).Lint(context.Background(), engine.Input{FS: files})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func write(t testing.TB, w report.Writer, r *engine.Report) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := w(&buf, r, report.Options{Version: "test"}); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestGolden keeps the whole report of the example company, to the letter.
func TestGolden(t *testing.T) {
	r := lint(t, acme(t), nil)
	for name, w := range map[string]report.Writer{"acme.golden.txt": report.Text, "acme.golden.json": report.JSON} {
		file, got := path.Join("../testdata", name), write(t, w, r)
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got), rewritten by go test ./engine -run Golden -update:\n%s", name, diff)
		}
	}
}

// TestDeterminism holds that nothing of a run shows in its result: not the goroutines, not the order of maps.
func TestDeterminism(t *testing.T) {
	first := write(t, report.JSON, lint(t, acme(t), nil))
	for i := range 20 {
		jobs := []int{1, 2, 8}[i%3]
		again := write(t, report.JSON, lint(t, acme(t), func(o *engine.Options) { o.Jobs = jobs }))
		if !bytes.Equal(first, again) {
			t.Fatalf("run %d with %d jobs differs:\n%s", i, jobs, cmp.Diff(string(first), string(again)))
		}
	}
}

// each applies a change to every file.
func each(files fstest.MapFS, change func(name string, data []byte) []byte) fstest.MapFS {
	changed := fstest.MapFS{}
	for name, f := range files {
		changed[name] = &fstest.MapFile{Data: change(name, bytes.Clone(f.Data))}
	}
	return changed
}

// places is what findings say and where, without what a change of spelling may touch.
func places(r *engine.Report, position bool) []string {
	var all []string
	for _, f := range r.Findings {
		at := f.Location.File
		if position {
			place, _ := json.Marshal(f.Location)
			at = string(place)
		}
		all = append(all, strings.Join([]string{f.Name(), f.Resource.ID, f.Message, f.Fingerprint, at}, " "))
	}
	return all
}

// TestSpellingDoesNotMatter holds that line ends, a byte order mark and comments change no finding, and no column.
func TestSpellingDoesNotMatter(t *testing.T) {
	want := places(lint(t, acme(t), nil), true)
	changes := map[string]func(string, []byte) []byte{
		"CRLF": func(_ string, data []byte) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) },
		"BOM":  func(_ string, data []byte) []byte { return append([]byte("\ufeff"), data...) },
		"comments": func(name string, data []byte) []byte {
			if strings.HasSuffix(name, ".md") {
				return data
			}
			return bytes.ReplaceAll(data, []byte("\n---\n"), []byte("\n--- # next\n"))
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, places(lint(t, each(acme(t), change), nil), true)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestYAMLAndJSONMeanTheSame holds that every definition says the same in JSON: the same findings, and the same fingerprints.
func TestYAMLAndJSONMeanTheSame(t *testing.T) {
	converted := fstest.MapFS{}
	for name, f := range acme(t) {
		base, isYAML := strings.CutSuffix(name, ".yaml")
		if !isYAML {
			converted[name] = f
			continue
		}
		docs, problems := source.Parse(name, f.Data)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		var texts []string
		for _, d := range docs {
			texts = append(texts, inJSON(d.Root))
		}
		converted[base+".json"] = &fstest.MapFile{Data: []byte("[" + strings.Join(texts, ",\n") + "]")}
	}
	said := func(files fstest.MapFS) []string {
		all := places(lint(t, files, nil), false)
		for i := range all {
			all[i] = strings.Replace(all[i], ".json", ".yaml", 1)
		}
		slices.Sort(all)
		return all
	}
	if diff := cmp.Diff(said(acme(t)), said(converted)); diff != "" {
		t.Error(diff)
	}
}

func inJSON(n *source.Node) string {
	quoted := func(s string) string {
		data, _ := json.Marshal(s)
		return string(data)
	}
	var parts []string
	switch n.Kind {
	case source.Map:
		for _, f := range n.Fields() {
			parts = append(parts, quoted(f.Key.Text)+": "+inJSON(f.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case source.List:
		for _, item := range n.Items() {
			parts = append(parts, inJSON(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case source.String:
		return quoted(n.Text)
	case source.Null:
		return "null"
	}
	return n.Text
}

// TestHarmlessAddition holds that a sound definition more changes nothing else.
func TestHarmlessAddition(t *testing.T) {
	want := places(lint(t, acme(t), nil), true)
	files := acme(t)
	files["zz.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: kpilint/v1\nkind: KPI\nid: visitors\nowner: marketing\nmeasure: quality\nbaseline: 74%\ntarget: '>= 80%'\nformula: {expression: visitors who come back ÷ visitors}\nsource: web-statistics\nmeasured: weekly\n")}
	if diff := cmp.Diff(want, places(lint(t, files, nil), true)); diff != "" {
		t.Error(diff)
	}
}

// TestNestedAndSeparateMeanTheSame holds it for a team written in one document and in several, in YAML and in JSON.
func TestNestedAndSeparateMeanTheSame(t *testing.T) {
	forms := map[string]string{
		"nested.yaml": `{apiVersion: kpilint/v1, kind: Team, id: sales, roles: [{id: agent, headcount: 2, kpis: [{id: calls, measure: volume,
  target: ">= 50 calls/person/day", effort: 15 min/call}]}], objectives: [{id: more, name: More}]}`,
		"separate.yaml": `{apiVersion: kpilint/v1, kind: Team, id: sales}
---
{apiVersion: kpilint/v1, kind: Role, id: agent, team: sales, headcount: 2}
---
{apiVersion: kpilint/v1, kind: KPI, id: calls, owner: sales/agent, measure: volume, target: ">= 50 calls/person/day", effort: 15 min/call}
---
{apiVersion: kpilint/v1, kind: Objective, id: more, name: More, owner: sales}`,
		"nested.json": `{"apiVersion": "kpilint/v1", "kind": "Team", "id": "sales", "roles": [{"id": "agent", "headcount": 2, "kpis": [{"id": "calls",
  "measure": "volume", "target": ">= 50 calls/person/day", "effort": "15 min/call"}]}], "objectives": [{"id": "more", "name": "More"}]}`,
		"separate.json": `[{"apiVersion": "kpilint/v1", "kind": "Objective", "id": "more", "name": "More", "owner": "sales"},
  {"apiVersion": "kpilint/v1", "kind": "KPI", "id": "calls", "team": "sales", "owner": "agent", "measure": "volume", "target": ">= 50 calls/person/day", "effort": "15 min/call"},
  {"apiVersion": "kpilint/v1", "kind": "Role", "id": "agent", "team": "sales", "headcount": "2 people"}, {"apiVersion": "kpilint/v1", "kind": "Team", "id": "sales"}]`,
		"anchors.yaml": `{apiVersion: kpilint/v1, kind: Team, id: sales, x-base: &base {measure: volume, effort: 15 min/call}, roles: [{id: agent, headcount: 2,
  kpis: [{<<: *base, id: calls, target: ">= 50 calls/person/day"}]}], objectives: [{id: more, name: More}]}`,
	}
	var first map[string]bool
	for name, text := range forms {
		said := map[string]bool{}
		for _, f := range lint(t, fstest.MapFS{name: {Data: []byte(text)}}, nil).Findings {
			said[f.Name()+" "+f.Resource.ID+" "+f.Message] = true
		}
		if len(said) < 4 {
			t.Errorf("%s: %d findings", name, len(said))
		}
		if first == nil {
			first = said
		}
		if diff := cmp.Diff(first, said); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
