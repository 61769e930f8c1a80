package cel

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// quantityType is the one type of numbers in rules: exact, with a unit, perhaps a range.
var quantityType = cel.ObjectType("quantity")

// provider tells the CEL checker which fields the model has, as the model's JSON Schema says, so that a misspelt field is an
// error when a rule is loaded.
type provider struct {
	types.Provider
	fields map[string]map[string]*cel.Type // type name → field → type
	notes  map[string]map[string]note      // type name → field → what the schema says of it
	missed *miss                           // the last field that was asked for and is not there
}

// note is what the schema says of a field.
type note struct {
	about string   // its description
	words []string // the only texts that it, or an entry of it, can hold; nil for any
}

// miss is a field that a type does not have.
type miss struct{ Type, Field string }

// newProvider reads the definitions of the model's JSON Schema.
func newProvider(base types.Provider, modelSchema []byte) (*provider, error) {
	var root struct {
		Definitions map[string]map[string]any `json:"definitions"`
	}
	if err := json.Unmarshal(modelSchema, &root); err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ReadModelSchema(), err)
	}
	p := &provider{Provider: base, fields: map[string]map[string]*cel.Type{}, notes: map[string]map[string]note{}}
	for name, def := range root.Definitions {
		if name == "fact" || name == "quantity" {
			p.object(quantityType.TypeName(), def)
			continue
		}
		p.object(name, def)
	}
	return p, nil
}

// object notes the fields of an object type.
func (p *provider) object(name string, raw map[string]any) {
	props, _ := raw["properties"].(map[string]any)
	if p.fields[name] == nil {
		p.fields[name], p.notes[name] = map[string]*cel.Type{}, map[string]note{}
	}
	for field, prop := range props {
		raw := prop.(map[string]any)
		p.fields[name][field] = p.typeOf(raw, name+"."+field)
		p.notes[name][field] = noteOf(raw)
	}
}

func noteOf(raw map[string]any) note {
	var n note
	n.about, _ = raw["description"].(string)
	if items, ok := raw["items"].(map[string]any); ok {
		raw = items
	}
	words, _ := raw["enum"].([]any)
	for _, w := range words {
		if text, ok := w.(string); ok {
			n.words = append(n.words, text)
		}
	}
	return n
}

func (p *provider) typeOf(raw map[string]any, at string) *cel.Type {
	if to, ok := raw["$ref"].(string); ok {
		if name := path.Base(to); name != "fact" && name != "quantity" {
			return cel.ObjectType(name)
		}
		return quantityType
	}
	switch word, _ := raw["type"].(string); word {
	case "string":
		return cel.StringType
	case "boolean":
		return cel.BoolType
	case "integer":
		return cel.IntType
	case "number":
		return quantityType
	case "array":
		items, _ := raw["items"].(map[string]any)
		return cel.ListType(p.typeOf(items, at))
	case "object":
		return p.objectType(raw, at)
	}
	return cel.DynType
}

func (p *provider) objectType(raw map[string]any, at string) *cel.Type {
	if raw["properties"] != nil {
		p.object(at, raw)
		return cel.ObjectType(at)
	}
	if values, ok := raw["additionalProperties"].(map[string]any); ok {
		return cel.MapType(cel.StringType, p.typeOf(values, at))
	}
	return cel.MapType(cel.StringType, cel.DynType)
}

// with returns a provider that knows one more type.
func (p *provider) with(name string, fields map[string]*cel.Type) *provider {
	more := &provider{Provider: p.Provider, fields: make(map[string]map[string]*cel.Type, len(p.fields)+1), notes: p.notes}
	for k, v := range p.fields {
		more.fields[k] = v
	}
	more.fields[name] = fields
	return more
}

func (p *provider) FindStructType(name string) (*types.Type, bool) {
	if p.fields[name] != nil {
		return types.NewTypeTypeWithParam(cel.ObjectType(name)), true
	}
	return p.Provider.FindStructType(name)
}

func (p *provider) FindStructFieldNames(name string) ([]string, bool) {
	fields := p.fields[name]
	if fields == nil {
		return p.Provider.FindStructFieldNames(name)
	}
	names := make([]string, 0, len(fields))
	for f := range fields {
		names = append(names, f)
	}
	return names, true
}

func (p *provider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	fields := p.fields[name]
	if fields == nil {
		return p.Provider.FindStructFieldType(name, field)
	}
	typ := fields[field]
	if typ == nil {
		p.missed = &miss{name, field}
		return nil, false
	}
	return fieldOfType(typ, name, field), true
}

// fieldOfType is how programs get the field of a type.
func fieldOfType(of *cel.Type, name, field string) *types.FieldType {
	get := accessor(name, field)
	return &types.FieldType{
		Type:  of,
		IsSet: func(target any) bool { return get(target) != nil },
		GetFrom: func(target any) (any, error) {
			if v := get(target); v != nil {
				return v, nil
			}
			return nil, &absent{name, field}
		},
	}
}

// checkedProvider is the provider of expressions whose types are known: every field that they name is there.
type checkedProvider struct{ types.Provider }

func (p checkedProvider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	return fieldOfType(types.DynType, name, field), true
}

// accessor gets a field of a type. That of a record needs no look for its name, unless what it reads is watched.
func accessor(name, field string) func(of any) any {
	byName := func(of any) any { return fieldOf(of, field) }
	record := view.Accessor(name, field)
	if record == nil {
		return byName
	}
	return func(of any) any {
		if _, watched := of.(view.Watched); watched {
			return byName(of)
		}
		return record(of)
	}
}

// absent says that a value of a type does not have an optional field.
type absent struct{ of, field string }

func (a *absent) Error() string {
	return wording.TheRuleReadsWhichIs(a.field)
}

// NewValue refuses object literals: a rule judges resources, it makes none.
func (p *provider) NewValue(name string, _ map[string]ref.Val) ref.Val {
	return types.NewErr("%s", wording.CannotMakeAInA(strings.ToLower(name)))
}
