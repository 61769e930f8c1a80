package rego

import (
	"bytes"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/wording"
)

// Limits of one module, beyond which the parser, the compiler and the type checker of OPA have no bound of their own.
const (
	maxSource         = 64 << 10 // bytes
	maxDepth          = 200      // brackets and operators in one another
	maxNodes          = 20_000   // of the syntax tree
	maxComprehensions = 8        // in one another
	maxRules          = 500
)

// tooLong says what is wrong with the text of a module before it is parsed; nil where it may be.
func tooLong(file string, text []byte, version ast.RegoVersion) error {
	if len(text) > maxSource {
		return ast.Errors{{Message: wording.TheFileIsLargerThanKib(maxSource >> 10)}}
	}
	_, _, errs := ast.NewParser().WithFilename(file).WithReader(bytes.NewReader(text)).WithRegoVersion(version).
		WithCapabilities(capabilities()).WithMaxRecursionDepth(maxDepth).Parse()
	for _, e := range errs {
		if e.Message == ast.ErrMaxParsingRecursionDepthExceeded.Error() {
			return ast.Errors{{Location: e.Location,
				Message: wording.MoreThanBracketsOrOperatorsStand(maxDepth)}}
		}
	}
	return nil
}

// tooMuch says what is wrong with a module before it is compiled; nil where it may be.
func tooMuch(m *ast.Module) error {
	said := func(at *ast.Location, message string) error {
		return ast.Errors{{Location: at, Message: message}}
	}
	nodes := 0
	ast.WalkNodes(m, func(ast.Node) bool { nodes++; return nodes > maxNodes })
	switch {
	case nodes > maxNodes:
		return said(m.Package.Location, wording.TheModuleHasMoreThan(maxNodes))
	case nested(m) > maxComprehensions:
		return said(m.Package.Location, wording.ComprehensionsAreNestedMoreThan(maxComprehensions))
	case len(m.Rules) > maxRules:
		return said(m.Package.Location, wording.TheModuleHasRulesAnd(len(m.Rules), maxRules))
	}
	if r := tooLarge(m); r != nil {
		return said(r.Location, tooLargeMessage())
	}
	return nil
}

// nested is how deep comprehensions of a module stand in one another.
func nested(m *ast.Module) int {
	depth, deepest := 0, 0
	isComprehension := func(x any) bool {
		switch x.(type) {
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension, *ast.Every:
			return true
		}
		return false
	}
	ast.NewBeforeAfterVisitor(func(x any) bool {
		if isComprehension(x) {
			depth++
			deepest = max(deepest, depth)
		}
		return false
	}, func(x any) {
		if isComprehension(x) {
			depth--
		}
	}).Walk(m)
	return deepest
}
