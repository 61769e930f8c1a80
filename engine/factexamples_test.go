package engine_test

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/schema"
)

// factExamples is the file of which the page of facts takes its examples.
const factExamples = "view/generate/examples.txt"

// factSchema is what is read of schema/facts.schema.json.
type factSchema struct {
	Ref         string                 `json:"$ref"`
	Type        string                 `json:"type"`
	Properties  map[string]*factSchema `json:"properties"`
	Items       *factSchema            `json:"items"`
	Definitions map[string]*factSchema `json:"definitions"`
}

// TestFactExamples keeps the examples of facts in docs/facts.md what the workspaces and the examples of the rules have,
// the first of each; and holds that nearly every number and text has one.
func TestFactExamples(t *testing.T) {
	raw, _ := schema.Raw("facts")
	var root factSchema
	if err := json.Unmarshal(raw, &root); err != nil {
		t.Fatal(err)
	}
	x := exampleFinder{root: &root, found: map[string]string{}, asked: map[string]bool{}}
	e := newEngine(t, nil)
	for _, in := range exampleInputs(t) {
		in.AllFacts = true
		o, err := e.Read(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		text, err := o.Organisation.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		x.organisation(text)
	}
	x.ask("whole", "", &root)
	var missing []string
	for _, name := range slices.Sorted(maps.Keys(x.asked)) {
		if x.found[name] == "" {
			missing = append(missing, name)
		}
	}
	if len(missing)*10 > len(x.asked) {
		t.Errorf("%d of %d facts have no example: %s", len(missing), len(x.asked), strings.Join(missing, ", "))
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(x.found)) {
		b.WriteString(name + "\t" + x.found[name] + "\n")
	}
	if *update {
		if err := os.WriteFile(factExamples, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(readFile(t, factExamples)), b.String()); diff != "" {
		t.Errorf("go test ./engine -run FactExamples -update, then go generate ./engine/view (-want +got):\n%.2000s", diff)
	}
}

// exampleInputs are the workspaces, then the examples of the rules, with their earlier states.
func exampleInputs(t *testing.T) []engine.Input {
	t.Helper()
	var all []engine.Input
	for _, workspace := range []string{"acme", "hospital", "parcel", "software"} {
		all = append(all, engine.Input{FS: os.DirFS("../testdata/" + workspace)})
	}
	for _, file := range append(glob(t, "../rules/*/*/fail*.yaml"), glob(t, "../rules/*/*/pass*.yaml")...) {
		all = append(all, engine.Input{FS: os.DirFS(filepath.Dir(file)), Paths: []string{filepath.Base(file)}})
	}
	return all
}

type exampleFinder struct {
	root  *factSchema
	found map[string]string // by the name of the definition, a space and the path
	asked map[string]bool   // numbers and texts that can have one
}

// organisation looks through the model of a workspace.
func (x *exampleFinder) organisation(text []byte) {
	var model map[string]any
	if json.Unmarshal(text, &model) != nil {
		return
	}
	kinds := map[string]string{"organisation": "OrganisationFacts", "calendars": "CalendarFacts", "teams": "TeamFacts",
		"roles": "RoleFacts", "kpis": "KPIFacts", "objectives": "ObjectiveFacts", "services": "ServiceFacts",
		"cashPlans": "CashPlanFacts", "exceptions": "ExceptionFacts"}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		of, _ := model[name].([]any)
		if one, ok := model[name].(map[string]any); ok {
			of = []any{one}
		}
		for _, r := range of {
			x.walk(kinds[name], "", x.root.Definitions[kinds[name]], r.(map[string]any)["facts"])
		}
	}
	x.walk("whole", "", x.root, model)
}

func (x *exampleFinder) walk(definition, path string, s *factSchema, v any) {
	if s == nil || v == nil {
		return
	}
	if name, isRef := strings.CutPrefix(s.Ref, "#/definitions/"); isRef && name != "fact" && name != "quantity" {
		definition, path, s = name, "", x.root.Definitions[name]
	}
	switch v := v.(type) {
	case []any:
		for _, entry := range v {
			x.walk(definition, path+"[]", s.Items, entry)
		}
	case map[string]any:
		if s.Ref != "" {
			text, _ := v["text"].(string)
			x.note(definition+" "+path, text)
			return
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			x.walk(definition, strings.TrimPrefix(path+"."+name, "."), s.Properties[name], v[name])
		}
	case string:
		x.note(definition+" "+path, v)
	}
}

// note keeps the first value that is short enough for a table.
func (x *exampleFinder) note(name, text string) {
	const longest = 60
	if _, known := x.found[name]; known || text == "" || len(text) > longest || strings.ContainsAny(text, "|\n\t`") {
		return
	}
	x.found[name] = text
}

// ask lists the numbers and texts that the schema has.
func (x *exampleFinder) ask(definition, path string, s *factSchema) {
	for name, p := range s.Properties {
		at := strings.TrimPrefix(path+"."+name, ".")
		for p.Items != nil {
			at, p = at+"[]", p.Items
		}
		to := strings.TrimPrefix(p.Ref, "#/definitions/")
		switch {
		case to == "fact" || p.Type == "string":
			x.asked[definition+" "+at] = true
		case p.Properties != nil:
			x.ask(definition, at, p)
		}
	}
	if path == "" && definition == "whole" {
		for name, d := range s.Definitions {
			if name != "fact" && name != "quantity" && name != "derivation" {
				x.ask(name, "", d)
			}
		}
	}
}
