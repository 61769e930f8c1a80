package model

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema"
)

// Schema makes the JSON Schema of the model from the shapes of the kinds and from facts.schema.json. It is stored as
// schema/model.schema.json, which a test keeps up to date.
func Schema() ([]byte, error) {
	kinds, err := shape.Load()
	if err != nil {
		return nil, err
	}
	raw, _ := schema.Raw("facts")
	var facts struct {
		Properties  map[string]any `json:"properties"`
		Definitions map[string]any `json:"definitions"`
	}
	if err := json.Unmarshal(raw, &facts); err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ReadFactsSchemaJSON(), err)
	}
	definitions := facts.Definitions
	for _, kind := range kinds.Names() {
		definitions[kind] = resourceSchema(kind, kinds.Of(kind), definitions[kind+"Facts"] != nil)
	}
	root := map[string]any{
		"$schema": "http://json-schema.org/draft-07/schema#", "$id": "model.schema.json", "title": "Model", "type": "object",
		"description": wording.TheResolvedOrganisationWithIts(),
		"required":    []string{"version", "asOf"}, "properties": rootProperties(facts.Properties),
		"additionalProperties": false, "definitions": definitions,
	}
	data, err := json.MarshalIndent(root, "", "  ")
	return append(data, '\n'), err
}

// rootProperties adds to the facts of the whole organisation what the model has beside them.
func rootProperties(props map[string]any) map[string]any {
	props["version"] = typed("integer", wording.TheVersionOfThisForm())
	props["asOf"] = typed("string", wording.TheDayAsOfWhich())
	props["organisation"] = refTo("Organisation", wording.TheOrganisationText())
	counts := map[string]any{"references": typed("integer", wording.HowManyReferencesThereAre())}
	props["counts"] = map[string]any{
		"type": "object", "properties": counts, "additionalProperties": false,
		"description": wording.HowManyThereAreOf(),
	}
	props["rows"] = listOf(refTo("KPI", "A KPI."), wording.TheRowsOfEveryKPI())
	for _, c := range Collections {
		counts[c.Name] = typed("integer", wording.HowManyOfKindThere(c.Kind))
		props[c.Name] = listOf(refTo(c.Kind, "A "+c.Kind+"."), wording.EveryInTheOrderOf(c.Kind))
	}
	return props
}

func typed(word, description string) map[string]any {
	return map[string]any{"type": word, "description": description}
}

func refTo(name, description string) map[string]any {
	return map[string]any{"$ref": "#/definitions/" + name, "description": description}
}

func listOf(item map[string]any, description string) map[string]any {
	delete(item, "description")
	return map[string]any{"type": "array", "items": item, "description": description}
}

// resourceSchema describes a kind as the model shows it: its own fields, and what every resource has.
func resourceSchema(kind string, s *shape.Shape, hasFacts bool) map[string]any {
	o := objectSchema(s)
	props := o["properties"].(map[string]any)
	maps.DeleteFunc(props, func(name string, _ any) bool { return s.Fields[name] != nil && leavesNoValue(s.Fields[name]) })
	delete(props, "apiVersion")
	props["kind"] = typed("string", wording.TheKind(kind))
	props["id"] = typed("string", wording.TheIDAsWritten())
	props["fullName"] = typed("string", wording.TeamIDOrIDWithout())
	props["title"] = typed("string", wording.TheNamePeopleReadElse())
	props["team"] = typed("string", wording.TheFullNameOfIts())
	props["owner"] = typed("string", wording.TheFullNameOfItsOwner())
	props["file"] = typed("string", wording.TheFileItIsWritten())
	if kind == "KPI" {
		props[rowOfField] = typed("string", wording.OfARowOfTargets())
		props[whereField] = map[string]any{"type": "object", "description": wording.OfARowItsValues(),
			"additionalProperties": map[string]any{"type": "array", "items": map[string]any{"type": "string"}}}
	}
	if hasFacts {
		props["facts"] = refTo(kind+"Facts", wording.WhatWasComputedAboutIt())
	}
	o["required"] = []string{"kind", "id", "fullName", "title", "file"}
	return o
}

// leavesNoValue reports whether a field holds nested definitions, which are resources of their own.
func leavesNoValue(s *shape.Shape) bool {
	return s.Form == shape.List && s.Item.Form == shape.Resource
}

func objectSchema(s *shape.Shape) map[string]any {
	props := map[string]any{}
	for _, name := range s.Names {
		props[name] = valueSchema(s.Fields[name])
	}
	o := map[string]any{"type": "object", "properties": props, "additionalProperties": false}
	if s.Description != "" {
		o["description"] = s.Description
	}
	return o
}

// valueSchema describes a value as the model shows it: quantities as objects, references and other text as text. A value that may be
// written in several ways is left open.
func valueSchema(s *shape.Shape) map[string]any {
	var v map[string]any
	switch s.Form {
	case shape.Quantity:
		v = map[string]any{"$ref": "#/definitions/quantity"}
	case shape.Boolean:
		v = map[string]any{"type": "boolean"}
	case shape.Integer:
		v = map[string]any{"type": "integer"}
	case shape.Object:
		v = objectSchema(s)
	case shape.List:
		v = map[string]any{"type": "array", "items": valueSchema(s.Item)}
	case shape.Map:
		v = map[string]any{"type": "object", "additionalProperties": valueSchema(s.Item)}
	case shape.Either, shape.Any:
		v = map[string]any{}
	default:
		v = map[string]any{"type": "string"}
	}
	if s.Description != "" {
		v["description"] = s.Description
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, "") {
		v["enum"] = s.Enum
	}
	return v
}
