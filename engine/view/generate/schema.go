package main

import (
	"bytes"
	_ "embed" // base.schema.json
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// schema is a JSON Schema, as far as facts need one.
type schema struct {
	Meta        string     `json:"$schema"`
	ID          string     `json:"$id"`
	Title       string     `json:"title"`
	Ref         string     `json:"$ref"`
	Type        string     `json:"type"`
	Enum        []string   `json:"enum"`
	Description string     `json:"description"`
	Required    []string   `json:"required"`
	Properties  properties `json:"properties"`
	Closed      *bool      `json:"additionalProperties"` // false, or not there
	Items       *schema    `json:"items"`
	Definitions properties `json:"definitions"`
}

// properties keep the order of their names.
type properties []property

type property struct {
	name string
	*schema
}

// get is the schema of a name, nil where there is none.
func (p properties) get(name string) *schema {
	for _, one := range p {
		if one.name == name {
			return one.schema
		}
	}
	return nil
}

const toDefinition = "#/definitions/"

// parseSchema reads a schema. An error is a keyword that facts do not need, or no JSON.
func parseSchema(data []byte) (*schema, error) {
	var s schema
	return &s, decode(data, &s)
}

func decode(data []byte, into *schema) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

// UnmarshalJSON reads an object by its tokens, which are in order.
func (p *properties) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		one := property{fmt.Sprint(name), &schema{}}
		if err := decode(raw, one.schema); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
		*p = append(*p, one)
	}
	return nil
}

// base is what no struct of facts describes: numbers, references that name nothing, and what stands above all.
//
//go:embed base.schema.json
var base []byte

// describe makes the schema of all objects. Kinds come first among the definitions, in their order, then the others
// in the order in which they are reached.
func (o *objects) describe() (*schema, error) {
	s, err := parseSchema(base)
	if err != nil {
		return nil, fmt.Errorf("read base.schema.json: %w", err)
	}
	closed := false
	for _, r := range roots {
		if t := o.called[r.definition]; t != nil && r.definition == "" {
			o.fill(s, o.of[t], nil)
		} else if t != nil {
			s.Definitions = append(s.Definitions, property{r.definition, o.define(o.of[t], &closed)})
		}
	}
	for _, obj := range o.all {
		isKind := slices.ContainsFunc(roots, func(r root) bool { return r.definition == obj.definition })
		if obj.named && !isKind {
			if s.Definitions.get(obj.definition) != nil {
				o.refuse(obj.spec.Pos(), "%s has the name %s, which is taken in base.schema.json", obj, obj.definition)
			}
			s.Definitions = append(s.Definitions, property{obj.definition, o.define(obj, &closed)})
		}
	}
	return s, nil
}

// define describes an object by itself.
func (o *objects) define(obj *object, closed *bool) *schema {
	s := &schema{Type: "object", Description: obj.about, Closed: closed}
	o.fill(s, obj, nil)
	return s
}

// fill adds the fields of an object to its schema. The objects that it stands in tell whether it holds itself.
func (o *objects) fill(s *schema, obj *object, within []*object) {
	within = append(slices.Clone(within), obj)
	for _, f := range obj.fields {
		s.Properties = append(s.Properties, property{f.name, o.property(f, within)})
		if f.required {
			s.Required = append(s.Required, f.name)
		}
	}
}

func (o *objects) property(f *field, within []*object) *schema {
	s := &schema{}
	switch f.sort {
	case text:
		s = &schema{Type: "string", Enum: f.words}
	case truth:
		s.Type = "boolean"
	case whole:
		s.Type = "integer"
	case number:
		s.Ref = toDefinition + "fact"
	case texts:
		s = &schema{Type: "array", Items: &schema{Type: "string", Enum: f.words}}
	case record:
		s = o.inner(f, within)
	case records:
		s = &schema{Type: "array", Items: o.inner(f, within)}
	}
	s.Description = f.about
	return s
}

// inner describes what a field holds: by its name, or where it stands.
func (o *objects) inner(f *field, within []*object) *schema {
	if f.of.named {
		return &schema{Ref: toDefinition + f.of.definition}
	}
	if slices.Contains(within, f.of) {
		o.refuse(f.at, "%s holds itself, so it needs a name in the schema: //view:name NAME in its comment", f.of)
		return &schema{}
	}
	closed := false
	s := &schema{Type: "object", Closed: &closed}
	o.fill(s, f.of, within)
	return s
}

// write lays a schema out with one line a property, but for objects.
func (s *schema) write() []byte {
	var b bytes.Buffer
	b.WriteString("{\n")
	s.members(&b, "  ")
	b.WriteString("}\n")
	return b.Bytes()
}

// value writes a schema that stands in another one.
func (s *schema) value(b *bytes.Buffer, indent string) {
	if !s.nests() {
		var parts []string
		s.each(func(name string, v any) { parts = append(parts, quoted(name)+": "+inLine(v)) })
		b.WriteString("{" + strings.Join(parts, ", ") + "}")
		return
	}
	b.WriteString("{\n")
	s.members(b, indent+"  ")
	b.WriteString(indent + "}")
}

// nests reports whether a schema has properties, or entries with some.
func (s *schema) nests() bool {
	return len(s.Properties) > 0 || s.Items != nil && s.Items.nests()
}

// each calls f for the keywords of a schema, in the order in which they are written.
func (s *schema) each(f func(name string, v any)) {
	texts := func(names, values []string) {
		for i, v := range values {
			if v != "" {
				f(names[i], v)
			}
		}
	}
	items := func() {
		if s.Items != nil {
			f("items", s.Items)
		}
	}
	texts([]string{"$schema", "$id", "title"}, []string{s.Meta, s.ID, s.Title})
	if s.ID != "" {
		texts([]string{"description", "type"}, []string{s.Description, s.Type})
	} else {
		texts([]string{"$ref", "type"}, []string{s.Ref, s.Type})
	}
	if s.Enum != nil {
		f("enum", s.Enum)
	}
	if !s.nests() {
		items()
	}
	if s.ID == "" && s.Description != "" {
		f("description", s.Description)
	}
	if len(s.Required) > 0 {
		f("required", s.Required)
	}
	if len(s.Properties) > 0 {
		f("properties", s.Properties)
	}
	if s.Closed != nil {
		f("additionalProperties", *s.Closed)
	}
	if s.nests() {
		items()
	}
	if len(s.Definitions) > 0 {
		f("definitions", s.Definitions)
	}
}

// members writes the keywords of a schema, one a line.
func (s *schema) members(b *bytes.Buffer, indent string) {
	first := true
	s.each(func(name string, v any) {
		if !first {
			b.WriteString(",\n")
		}
		first = false
		b.WriteString(indent + quoted(name) + ": ")
		switch v := v.(type) {
		case properties:
			v.write(b, indent)
		case *schema:
			v.value(b, indent)
		default:
			b.WriteString(inLine(v))
		}
	})
	b.WriteByte('\n')
}

func (p properties) write(b *bytes.Buffer, indent string) {
	b.WriteString("{\n")
	for i, one := range p {
		b.WriteString(indent + "  " + quoted(one.name) + ": ")
		one.value(b, indent+"  ")
		if i < len(p)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(indent + "}")
}

// inLine writes a value of a keyword in one line.
func inLine(v any) string {
	switch v := v.(type) {
	case *schema:
		var b bytes.Buffer
		v.value(&b, "")
		return b.String()
	case []string:
		words := make([]string, len(v))
		for i, w := range v {
			words[i] = quoted(w)
		}
		return "[" + strings.Join(words, ", ") + "]"
	case string:
		return quoted(v)
	}
	return fmt.Sprint(v)
}

// quoted writes a text of JSON, with <, > and & as they are.
func quoted(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a text can be written
	return strings.TrimSuffix(b.String(), "\n")
}
