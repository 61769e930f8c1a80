package main

import (
	"fmt"
	"slices"
)

// compare says where a schema that was made from structs differs from one that is written. It looks at what the first
// has: while not all facts are structs, the other has more.
func compare(made, written *schema) []error {
	var all []error
	all = append(all, compareObject("", made, written)...)
	for _, def := range made.Definitions {
		if other := written.Definitions.get(def.name); other == nil {
			all = append(all, fmt.Errorf("%s has no definition %s", schemaFile, def.name))
		} else {
			all = append(all, compareSchema(def.name, def.schema, other)...)
		}
	}
	return all
}

func compareSchema(at string, made, written *schema) []error {
	var all []error
	differ := func(what string, a, b any) {
		if a, b := fmt.Sprintf("%q", a), fmt.Sprintf("%q", b); a != b {
			all = append(all, fmt.Errorf("%s: %s of %s is %s, and by its struct %s", schemaFile, what, at, b, a))
		}
	}
	differ("the type", made.Type, written.Type)
	differ("the reference", made.Ref, written.Ref)
	differ("the description", made.Description, written.Description)
	differ("the list of words", made.Enum, written.Enum)
	if made.Items != nil && written.Items != nil {
		all = append(all, compareSchema(at+"[]", made.Items, written.Items)...)
	}
	return append(all, compareObject(at+".", made, written)...)
}

func compareObject(at string, made, written *schema) []error {
	var all []error
	for _, p := range made.Properties {
		other := written.Properties.get(p.name)
		if other == nil {
			all = append(all, fmt.Errorf("%s has no %s%s", schemaFile, at, p.name))
			continue
		}
		all = append(all, compareSchema(at+p.name, p.schema, other)...)
		if is := slices.Contains(made.Required, p.name); is != slices.Contains(written.Required, p.name) {
			all = append(all, fmt.Errorf("%s: whether %s%s is required is %t by its struct, and %t there",
				schemaFile, at, p.name, is, !is))
		}
	}
	return all
}
