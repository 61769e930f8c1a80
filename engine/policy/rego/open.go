package rego

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// A module that names every field it reads tells which facts it needs. It does not where it looks at fields without
// their names: at each in turn, at one whose name it works out, or by a built-in function that walks through a value.

// goesThrough notes a step into a value whose name is not written: a variable, or what a term gives. Into a list that
// is no field.
func (i *inference) goesThrough(of value, step ast.Value) {
	switch step.(type) {
	case ast.String, ast.Number:
		return
	}
	if !of.is("array") {
		i.open = true
	}
}

// anywhere notes the name of a field of something that is not known.
func (i *inference) anywhere(step ast.Value) {
	if name, ok := step.(ast.String); ok {
		i.paths.ReadsAnywhere(string(name))
	}
}

// hands notes a built-in function that reads fields whose names are not written.
func (i *inference) hands(name string, operands []*ast.Term) {
	switch {
	case name == "object.get" && len(operands) > 1:
		_, named := operands[1].Value.(ast.String)
		i.open = i.open || !named
	case name == "walk", slices.ContainsFunc([]string{"object.", "json.", "graph."}, func(family string) bool {
		return strings.HasPrefix(name, family)
	}):
		i.open = true
	}
}
