package rego

import (
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestEveryBuiltin holds that each built-in function of OPA is either allowed or refused with a reason, and that what is allowed is never
// one that OPA itself calls nondeterministic.
func TestEveryBuiltin(t *testing.T) {
	names := map[string]bool{}
	for _, b := range ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(ast.RegoV1)).Builtins {
		names[b.Name] = true
		allowed := slices.Contains(pure, b.Name) || former()[b.Name] != ""
		if refused := refused()[b.Name] != nil; allowed == refused {
			t.Errorf("%s: allowed is %v, and there is a reason against it: %v", b.Name, allowed, refused)
		}
		if allowed && b.IsNondeterministic() {
			t.Errorf("%s is nondeterministic", b.Name)
		}
	}
	for _, name := range pure {
		if !names[name] {
			t.Errorf("OPA has no function %s", name)
		}
	}
}
