package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"
)

// The keywords that we write. Draft-07 has more; editors and the loader do not need them.
var keywords = strings.Fields(`
	$schema $id $ref title description default examples definitions
	type const enum pattern minLength maxLength minimum
	properties patternProperties additionalProperties required items minItems
	allOf anyOf if then
	x-aboveZero x-freeText x-meant x-refersTo x-scalar x-takes`)

// What a reference may name: a kind of document, or something inside one.
var referents = append(Kinds(), "KeyResult", "Market", "Value", "Activity", "Cycle", "Rule", "Any")

func TestDraft07(t *testing.T) {
	meta, err := jsonschema.NewCompiler().Compile("http://json-schema.org/draft-07/schema")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range written() {
		doc := parse(t, name)
		if doc["$schema"] != "http://json-schema.org/draft-07/schema#" {
			t.Errorf("%s: $schema is %v", name, doc["$schema"])
		}
		if doc["$id"] != name+suffix {
			t.Errorf("%s: $id is %v", name, doc["$id"])
		}
		if err := meta.Validate(doc); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
	}
}

func TestEveryPropertyIsDescribed(t *testing.T) {
	for _, name := range written() {
		eachSchema(parse(t, name), name+"#", func(at string, s object) {
			properties, _ := s["properties"].(object)
			if strings.HasSuffix(at, "/if") {
				return
			}
			for _, key := range slices.Sorted(maps.Keys(properties)) {
				description, _ := properties[key].(object)["description"].(string)
				if len(description) < 15 || !strings.HasSuffix(description, ".") {
					t.Errorf("%s/properties/%s is described as %q", at, key, description)
				}
			}
		})
	}
}

func TestKeywords(t *testing.T) {
	for _, name := range written() {
		eachSchema(parse(t, name), name+"#", func(at string, s object) {
			for _, key := range slices.Sorted(maps.Keys(s)) {
				if !slices.Contains(keywords, key) {
					t.Errorf("%s: keyword %s", at, key)
				}
			}
			if s["if"] != nil && name != "definition" {
				t.Errorf("%s: if outside definition%s", at, suffix)
			}
		})
	}
}

// TestObjectsAreClosed holds that whoever misspells a field is told, and that extra data has its place.
func TestObjectsAreClosed(t *testing.T) {
	for _, name := range written() {
		eachSchema(parse(t, name), name+"#", func(at string, s object) {
			if s["properties"] == nil || strings.HasSuffix(at, "/if") || at == "definition#/definitions/document" {
				return // the schema of the kind closes a document
			}
			if s["additionalProperties"] != false {
				t.Errorf("%s takes any field", at)
			}
			extra := object{"^x-": object{}}
			if strings.HasSuffix(at, "/nested") || at == "config#" { // a document may say which schema an editor checks it with
				extra[`^\$schema$`] = object{}
			}
			if diff := cmp.Diff(any(extra), s["patternProperties"]); diff != "" {
				t.Errorf("%s: patternProperties (-want +got):\n%s", at, diff)
			}
		})
	}
}

// TestAnnotations holds that the keywords for the loader stand where it looks for them.
func TestAnnotations(t *testing.T) {
	common := parse(t, "common")["definitions"].(object)
	for _, name := range written() {
		eachSchema(parse(t, name), name+"#", func(at string, s object) {
			ref, _ := s["$ref"].(string)
			_, target := splitRef(ref, name)
			for _, key := range []string{"x-aboveZero", "x-freeText"} {
				if s[key] != nil && (s[key] != true || target != "quantity") {
					t.Errorf("%s: %s: %v beside %q", at, key, s[key], ref)
				}
			}
			takes, _ := s["x-takes"].(string)
			if s["x-takes"] != nil && (target != "quantity" || !slices.Contains([]string{"share", "time", "part", "people"}, takes)) {
				t.Errorf("%s: x-takes %v beside %q", at, takes, ref)
			}
			if scalar, ok := s["x-scalar"].(string); ok && common[scalar] == nil {
				t.Errorf("%s: x-scalar %s is not in common%s", at, scalar, suffix)
			}
			kinds, _ := s["x-refersTo"].([]any)
			if (target == "reference") != (len(kinds) > 0) {
				t.Errorf("%s: x-refersTo %v beside %q", at, kinds, ref)
			}
			for _, kind := range kinds {
				if !slices.Contains(referents, kind.(string)) {
					t.Errorf("%s: refers to %v", at, kind)
				}
			}
		})
	}
}

// TestMeant holds that other words lead to a field or word that there is, or to a sentence, and are none themselves.
func TestMeant(t *testing.T) {
	for _, name := range written() {
		eachSchema(parse(t, name), name+"#", func(at string, s object) {
			there := map[string]bool{}
			properties, _ := s["properties"].(object)
			for word := range properties {
				there[word] = true
			}
			enum, _ := s["enum"].([]any)
			for _, word := range enum {
				there[fmt.Sprint(word)] = true
			}
			meant, _ := s["x-meant"].(object)
			for word, to := range meant {
				if there[word] || !there[to.(string)] && !strings.Contains(to.(string), " ") {
					t.Errorf("%s: x-meant: %s leads to %v", at, word, to)
				}
			}
		})
	}
}

// TestExamples holds that what a property shows as an example or default is right itself.
func TestExamples(t *testing.T) {
	for _, name := range written() {
		c := newCompiler()
		for _, n := range written() {
			data, _ := Raw(n)
			if err := c.AddResource(base+n+suffix, strings.NewReader(string(data))); err != nil {
				t.Fatal(err)
			}
		}
		eachSchema(parse(t, name), base+name+suffix+"#", func(at string, s object) {
			values, _ := s["examples"].([]any)
			if s["default"] != nil {
				values = append(values, s["default"])
			}
			for _, value := range values {
				if err := c.MustCompile(at).Validate(value); err != nil {
					t.Errorf("%s: example %v: %v", at, value, err)
				}
			}
		})
	}
}

// TestDefinitionsAreUsed holds that no definition is left behind when its last use goes.
func TestDefinitionsAreUsed(t *testing.T) {
	used := map[string]bool{}
	for _, name := range written() {
		eachSchema(parse(t, name), "", func(_ string, s object) {
			if ref, ok := s["$ref"].(string); ok {
				file, definition := splitRef(ref, name)
				used[file+"."+definition] = true
			}
			if scalar, ok := s["x-scalar"].(string); ok {
				used["common."+scalar] = true
			}
		})
	}
	for _, name := range written() {
		definitions, _ := parse(t, name)["definitions"].(object)
		for key := range definitions {
			if !used[name+"."+key] {
				t.Errorf("%s: nothing refers to definition %s", name, key)
			}
		}
	}
}

// TestFields holds that the schemas have every field that the language has.
func TestFields(t *testing.T) {
	fields := readYAML(t, "fields").(object)
	for _, kind := range Kinds() {
		file := strings.ToLower(kind)
		for _, field := range append(fields[kind].([]any), fields["every"].([]any)...) {
			path := strings.Split(strings.ReplaceAll(field.(string), "[]", ".[]"), ".")
			if err := follow(t, file, object{"$ref": file + suffix + "#/definitions/nested"}, path); err != nil {
				t.Errorf("%s.%s: %v", kind, field, err)
			}
		}
	}
}

// follow walks from a schema in the named file along the path, where [] stands for the entries of a list.
func follow(t *testing.T, file string, s object, path []string) error {
	if ref, ok := s["$ref"].(string); ok {
		next, definition := splitRef(ref, file)
		target := parse(t, next)["definitions"].(object)[definition].(object)
		return follow(t, next, target, path)
	}
	if len(path) == 0 {
		return nil
	}
	var next any
	if path[0] == "[]" {
		next = s["items"]
	} else if properties, ok := s["properties"].(object); ok {
		next = properties[path[0]]
	}
	if next == nil {
		return fmt.Errorf("nothing at %s", path[0])
	}
	return follow(t, file, next.(object), path[1:])
}

// eachSchema calls visit for the schema and every schema within it. The place is a reference to the schema.
func eachSchema(v any, at string, visit func(at string, s object)) {
	s, ok := v.(object)
	if !ok {
		return
	}
	visit(at, s)
	for _, key := range slices.Sorted(maps.Keys(s)) {
		switch key {
		case "properties", "patternProperties", "definitions":
			members := s[key].(object)
			for _, name := range slices.Sorted(maps.Keys(members)) {
				eachSchema(members[name], at+"/"+key+"/"+name, visit)
			}
		case "items", "additionalProperties", "if", "then":
			eachSchema(s[key], at+"/"+key, visit)
		case "allOf", "anyOf":
			for i, member := range s[key].([]any) {
				eachSchema(member, fmt.Sprintf("%s/%s/%d", at, key, i), visit)
			}
		}
	}
}

// written are the schemas of what people write: not the model, which is made from them, nor the facts.
func written() []string {
	return slices.DeleteFunc(Names(), func(name string) bool {
		return name == "model" || name == "facts" || name == "impact" || name == "report"
	})
}
