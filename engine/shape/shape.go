// Package shape says what a definition may look like. It reads the JSON Schemas of package schema, which are the contract with
// users and editors, into shapes: which fields a kind has, which of them are quantities, which refer to what. The loader is driven
// by these shapes, so a field is added to the language by adding it to a schema.
package shape

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema"
)

// Form is what a value may be.
type Form uint8

// The forms of a value. Text is read as it is written, whatever YAML would make of it.
const (
	Any Form = iota
	Text
	Noun
	Date
	Boolean
	Integer
	Quantity
	Reference
	Object
	List
	Map      // any keys, values of one shape
	Resource // a nested definition of a kind
	Either   // one of several, told apart by what is written
)

// Shape describes one value of a definition.
type Shape struct {
	Form        Form
	Kind        string            // Resource: the kind
	Fields      map[string]*Shape // Object
	Names       []string          // Object: its field names, sorted
	Order       []string          // Object: the same as the schema has them, which is how they are written
	Item        *Shape            // List and Map
	Alternative []*Shape          // Either
	RefersTo    []string          // Reference: the kinds it may name
	AboveZero   bool              // Quantity: a factor that must be above zero
	FreeText    bool              // Quantity: free text is judged by rules of its own
	Takes       string            // Quantity: share, time, part or people, where no other sort will do
	Enum        []string          // Text: the words allowed
	Words       []any             // the same as values, of which each is shared by all that say it
	Meant       map[string]string // Object and Text: what is meant by other words, or a sentence
	Description string
}

// Kinds holds the shape of every kind of definition, and of the configuration, of rules and of packs.
type Kinds struct{ kinds map[string]*Shape }

// Load reads the shapes from the embedded schemas. The result is shared and never changes.
func Load() (*Kinds, error) { return load() }

var load = sync.OnceValues(func() (*Kinds, error) {
	r := reader{files: map[string]map[string]any{}}
	all := &Kinds{kinds: map[string]*Shape{}}
	for _, kind := range append(schema.Kinds(), "Config", "Rule", "Pack") {
		name := strings.ToLower(kind) + ".schema.json"
		root, err := r.file(name)
		if err != nil {
			return nil, err
		}
		s, err := r.shape(name, nestedOf(root))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", wording.ReadSchemaKind(kind), err)
		}
		all.kinds[kind] = s
	}
	return all, nil
})

// nestedOf is the part of a schema that describes the object itself, without what only documents need.
func nestedOf(root map[string]any) map[string]any {
	if nested := definition(root, "nested"); nested != nil {
		return nested
	}
	return root
}

// Names are the kinds of definitions, in the order of the language.
func (k *Kinds) Names() []string { return schema.Kinds() }

// Of returns the shape of a kind, of Config, Rule or Pack; nil when there is no such kind.
func (k *Kinds) Of(kind string) *Shape { return k.kinds[kind] }

// Pick returns the alternative of an Either that fits the form of a written value; other shapes are their own pick.
func (s *Shape) Pick(fits func(Form) bool) *Shape {
	if s.Form != Either {
		return s
	}
	for _, a := range s.Alternative {
		if fits(a.Form) {
			return a
		}
	}
	return s.Alternative[0]
}

type reader struct{ files map[string]map[string]any }

func (r *reader) file(name string) (map[string]any, error) {
	if root, ok := r.files[name]; ok {
		return root, nil
	}
	n, err := schemaFile(name)
	if err != nil {
		return nil, err
	}
	root, _ := decode(n).(map[string]any)
	r.files[name] = root
	return root, nil
}

// order is the key under which a decoded schema has the names of its properties as they are written.
const order = " order"

// decode makes maps and lists of a schema.
func decode(n *source.Node) any {
	switch n.Kind {
	case source.Map:
		m := make(map[string]any, len(n.Fields())+1)
		for _, f := range n.Fields() {
			m[f.Key.Text] = decode(f.Value)
			if f.Key.Text == "properties" {
				m[order] = keys(f.Value)
			}
		}
		return m
	case source.List:
		l := make([]any, len(n.Items()))
		for i, item := range n.Items() {
			l[i] = decode(item)
		}
		return l
	case source.Bool:
		return n.Text == "true"
	}
	return n.Text
}

func keys(n *source.Node) []string {
	all := make([]string, len(n.Fields()))
	for i, f := range n.Fields() {
		all[i] = f.Key.Text
	}
	return all
}

func definition(root map[string]any, name string) map[string]any {
	defs, _ := root["definitions"].(map[string]any)
	def, _ := defs[name].(map[string]any)
	return def
}

// kindOf is the word that documents write as their kind.
func kindOf(root map[string]any) string {
	props, _ := definition(root, "nested")["properties"].(map[string]any)
	kind, _ := props["kind"].(map[string]any)
	word, _ := kind["const"].(string)
	return word
}

func (r *reader) shape(file string, raw map[string]any) (*Shape, error) {
	if raw == nil {
		return nil, errors.New(wording.EmptySchemaIn(file))
	}
	if ref, ok := raw["$ref"].(string); ok {
		return r.reference(file, ref, raw)
	}
	if refs := list(raw["anyOf"]); len(refs) > 0 && raw["properties"] == nil {
		return r.oneOfRefs(file, raw, refs)
	}
	if alternatives := forms(raw); len(alternatives) > 1 {
		return r.either(file, raw, alternatives)
	}
	return r.inline(file, raw)
}

// common maps the shared definitions that stand for a form of their own.
var common = map[string]Form{
	"quantity": Quantity, "reference": Reference, "id": Text, "text": Text, "longText": Text, "noun": Noun, "date": Date, "boolean": Boolean,
}

func (r *reader) reference(file, ref string, raw map[string]any) (*Shape, error) {
	target, fragment, _ := strings.Cut(ref, "#")
	if target == "" {
		target = file
	}
	name := path.Base(fragment)
	s := &Shape{RefersTo: texts(raw["x-refersTo"]), AboveZero: raw["x-aboveZero"] == true, FreeText: raw["x-freeText"] == true}
	s.Takes, _ = raw["x-takes"].(string)
	s.Description, _ = raw["description"].(string)
	if form, ok := common[name]; ok && target == "common.schema.json" {
		s.Form = form
		return s, nil
	}
	root, err := r.file(target)
	if err != nil {
		return nil, err
	}
	if name == "nested" {
		s.Form, s.Kind = Resource, kindOf(root)
		return s, nil
	}
	def, err := r.shape(target, definition(root, name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ref, err)
	}
	copied := *def
	if s.Description != "" {
		copied.Description = s.Description
	}
	return &copied, nil
}

// forms lists what a value that may be written in several ways may be: a scalar (named by x-scalar), a list, an object.
func forms(raw map[string]any) []Form {
	var all []Form
	if word, ok := raw["x-scalar"].(string); ok {
		all = append(all, common[word])
	}
	if raw["items"] != nil {
		all = append(all, List)
	}
	if raw["properties"] != nil {
		all = append(all, Object)
	}
	return all
}

func (r *reader) either(file string, raw map[string]any, alternatives []Form) (*Shape, error) {
	s := &Shape{Form: Either}
	s.Description, _ = raw["description"].(string)
	for _, form := range alternatives {
		branch := &Shape{Form: form, Description: s.Description}
		var err error
		switch form {
		case Object:
			err = r.fields(file, raw, branch)
		case List:
			branch.Item, err = r.shape(file, raw["items"].(map[string]any))
		}
		if err != nil {
			return nil, err
		}
		s.Alternative = append(s.Alternative, branch)
	}
	return s, nil
}

// oneOfRefs reads a value that may have one of several forms that are described elsewhere.
func (r *reader) oneOfRefs(file string, raw map[string]any, refs []any) (*Shape, error) {
	s := &Shape{Form: Either}
	s.Description, _ = raw["description"].(string)
	for _, ref := range refs {
		one, _ := ref.(map[string]any)
		branch, err := r.shape(file, one)
		if err != nil {
			return nil, err
		}
		s.Alternative = append(s.Alternative, branch)
	}
	return s, nil
}

func (r *reader) inline(file string, raw map[string]any) (*Shape, error) {
	s := &Shape{Form: formOf(raw), Enum: texts(raw["enum"]), Meant: words(raw["x-meant"])}
	s.Description, _ = raw["description"].(string)
	if word, ok := raw["const"].(string); ok {
		s.Enum = []string{word}
	}
	for _, word := range s.Enum {
		s.Words = append(s.Words, word)
	}
	var err error
	switch s.Form {
	case Object:
		err = r.fields(file, raw, s)
	case List:
		items, _ := raw["items"].(map[string]any)
		s.Item, err = r.shape(file, items)
	case Map:
		values, _ := raw["additionalProperties"].(map[string]any)
		s.Item, err = r.shape(file, values)
	}
	return s, err
}

func (r *reader) fields(file string, raw map[string]any, s *Shape) error {
	props, _ := raw["properties"].(map[string]any)
	s.Fields = make(map[string]*Shape, len(props))
	s.Order, _ = raw[order].([]string)
	for _, name := range s.Order {
		field, err := r.shape(file, props[name].(map[string]any))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		s.Fields[name] = field
	}
	s.Names = slices.Sorted(slices.Values(s.Order))
	return nil
}

// formOf reads the form from the JSON types. Text is text even where the schema also takes a number for it.
func formOf(raw map[string]any) Form {
	types := texts(raw["type"])
	if one, ok := raw["type"].(string); ok {
		types = []string{one}
	}
	_, open := raw["additionalProperties"].(map[string]any)
	switch {
	case raw["enum"] != nil, raw["const"] != nil, slices.Contains(types, "string"):
		return Text
	case slices.Contains(types, "array"):
		return List
	case slices.Contains(types, "object") && open:
		return Map
	case slices.Contains(types, "object"), raw["properties"] != nil:
		return Object
	case slices.Contains(types, "boolean"):
		return Boolean
	case slices.Contains(types, "integer"):
		return Integer
	}
	return Any
}

func list(v any) []any { l, _ := v.([]any); return l }

// words reads other words for those there are, by their small letters.
func words(v any) map[string]string {
	raw, _ := v.(map[string]any)
	all := make(map[string]string, len(raw))
	for word, meant := range raw {
		all[strings.ToLower(word)], _ = meant.(string)
	}
	return all
}

func texts(v any) []string {
	var all []string
	for _, item := range list(v) {
		if s, ok := item.(string); ok {
			all = append(all, s)
		}
	}
	return all
}
