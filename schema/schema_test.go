package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"
	"go.yaml.in/yaml/v4"
)

// TestDocuments judges the documents of testdata/<schema>.yaml by the schema and by its bundle.
func TestDocuments(t *testing.T) {
	set, err := Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range written() {
		if name == "common" {
			continue
		}
		bundled := compileBundle(t, name)
		for _, test := range readCases(t, name) {
			t.Run(name+"/"+test.name, func(t *testing.T) {
				if diff := cmp.Diff(test.refused, refusals(t, set.Kind(name), test.document)); diff != "" {
					t.Errorf("schema (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(test.refused, refusals(t, bundled, test.document)); diff != "" {
					t.Errorf("bundle (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestDefinition holds that the schema for all kinds judges a document as the schema of its kind does.
func TestDefinition(t *testing.T) {
	set, err := Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range Kinds() {
		for _, test := range readCases(t, strings.ToLower(kind)) {
			doc, ok := test.document.(object)
			if !ok || doc["kind"] != kind {
				continue
			}
			got := refusals(t, set.Kind("definition"), doc)
			if diff := cmp.Diff(test.refused, got); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", kind, test.name, diff)
			}
		}
	}
}

type testCase struct {
	name     string
	document any
	refused  []string // "location keyword", sorted; none where the document is accepted
}

func readCases(t *testing.T, schema string) []testCase {
	t.Helper()
	var cases []testCase
	for _, entry := range readYAML(t, schema).([]any) {
		c := entry.(object)
		test := testCase{name: c["name"].(string), document: c["document"]}
		refused, _ := c["refused"].([]any)
		for _, r := range refused {
			test.refused = append(test.refused, r.(string))
		}
		slices.Sort(test.refused)
		cases = append(cases, test)
	}
	if len(cases) == 0 {
		t.Fatalf("no documents for %s", schema)
	}
	return cases
}

// refusals says where the document fails and by which keyword, sorted and without repetition.
func refusals(t *testing.T, s *jsonschema.Schema, document any) []string {
	t.Helper()
	err := s.Validate(document)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		t.Fatalf("validate: %v", err)
	}
	var found []string
	var leaves func(*jsonschema.ValidationError)
	leaves = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 {
			keyword := e.KeywordLocation[strings.LastIndex(e.KeywordLocation, "/")+1:]
			found = append(found, e.InstanceLocation+" "+keyword)
		}
		for _, cause := range e.Causes {
			leaves(cause)
		}
	}
	leaves(invalid)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestNames(t *testing.T) {
	set, err := Compile()
	if err != nil {
		t.Fatal(err)
	}
	names := written()
	for _, kind := range append(Kinds(), "Config") {
		if !slices.Contains(names, strings.ToLower(kind)) {
			t.Errorf("no schema for %s", kind)
		}
		if set.Kind(kind) == nil || set.Kind(kind) != set.Kind(strings.ToLower(kind)) {
			t.Errorf("Kind(%q) is not the schema of that kind", kind)
		}
	}
	for _, name := range []string{"", "KPIs", "../schema", "kpi.schema.json"} {
		if _, ok := Raw(name); ok {
			t.Errorf("Raw(%q) gives something", name)
		}
		if set.Kind(name) != nil {
			t.Errorf("Kind(%q) gives something", name)
		}
	}
	definition := parse(t, "definition")["definitions"].(object)["document"].(object)
	var enum []string
	for _, kind := range definition["properties"].(object)["kind"].(object)["enum"].([]any) {
		enum = append(enum, kind.(string))
	}
	if diff := cmp.Diff(Kinds(), enum); diff != "" {
		t.Errorf("kinds of definition.schema.json (-want +got):\n%s", diff)
	}
}

func TestNothingElseIsLoaded(t *testing.T) {
	for _, ref := range []string{"file:///etc/passwd", "https://example.org/schema.json", "other.schema.json"} {
		c := newCompiler()
		body := fmt.Sprintf(`{"$ref": %q}`, ref)
		if err := c.AddResource(base+"test"+suffix, strings.NewReader(body)); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Compile(base + "test" + suffix); err == nil || !strings.Contains(err.Error(), "embedded") {
			t.Errorf("reference to %s: %v", ref, err)
		}
	}
}

func TestBundle(t *testing.T) {
	for _, name := range written() {
		once, err := Bundle(name)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Bundle(strings.ToUpper(name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(once, again) {
			t.Errorf("two bundles of %s differ", name)
		}
		var doc any
		if err := json.Unmarshal(once, &doc); err != nil {
			t.Fatal(err)
		}
		eachSchema(doc, "#", func(at string, s object) {
			if ref, ok := s["$ref"].(string); ok && !strings.HasPrefix(ref, "#") {
				t.Errorf("bundle of %s: %s refers to %s", name, at, ref)
			}
			if _, ok := s["$id"]; ok {
				t.Errorf("bundle of %s: %s has an $id", name, at)
			}
		})
	}
	anyKind, err := Bundle("")
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := Bundle("definition"); !bytes.Equal(want, anyKind) {
		t.Error(`Bundle("") is not Bundle("definition")`)
	}
	if !bytes.Contains(anyKind, []byte(`">= 2,500 leads/month"`)) {
		t.Error("signs are escaped")
	}
	if _, err := Bundle("KPIs"); err == nil {
		t.Error(`Bundle("KPIs") gives no error`)
	}
}

func compileBundle(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	data, err := Bundle(name)
	if err != nil {
		t.Fatal(err)
	}
	c := newCompiler()
	url := base + name + "-bundle.json"
	if err := c.AddResource(url, bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(url)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func parse(t *testing.T, name string) object {
	t.Helper()
	doc, err := decode(name)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// readYAML returns testdata/<name>.yaml as JSON has it: what YAML takes for a timestamp stays a text, numbers stay
// as they are written.
func readYAML(t *testing.T, name string) any {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var node yaml.Node
	if err := yaml.Unmarshal(data, &node); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return plain(node.Content[0])
}

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := object{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(item))
		}
		return list
	}
	switch n.Tag {
	case "!!int", "!!float":
		return json.Number(n.Value)
	case "!!bool":
		return n.Value == "true"
	case "!!null":
		return nil
	}
	return n.Value
}
