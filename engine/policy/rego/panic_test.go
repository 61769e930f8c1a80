package rego

import (
	"errors"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/policy"
)

// TestPanicWhileCompiling holds that a module at which the compiler panics is an error of its rule, and that the
// others are compiled.
func TestPanicWhileCompiling(t *testing.T) {
	c := &compiler{modules: map[string]*ast.Module{}, rules: map[string]*policy.Rule{}, wrong: map[string]bool{}}
	for _, id := range []string{"bad", "good"} {
		r := &policy.Rule{ID: id, Category: "own", Rego: &policy.Module{File: id + ".rego"}}
		m, err := parseModule(r.Rego.File, []byte("package kpilint.own."+id+"\n\nviolation contains x if some x in input.kpis"))
		if err != nil {
			t.Fatal(err)
		}
		c.modules[r.Rego.File], c.rules[r.Rego.File] = m, r
	}
	c.modules["bad.rego"].Rules[0].Head = nil
	compiled := c.compile()
	if compiled.Modules["good.rego"] == nil || compiled.Modules["bad.rego"] != nil {
		t.Errorf("compiled %d modules, want the good one", len(compiled.Modules))
	}
	var e *policy.RuleError
	err := errors.Join(c.errs...)
	if !errors.As(err, &e) || e.Rule != "own/bad" || !strings.HasPrefix(e.Message, "internal error: ") || e.Stack == "" {
		t.Errorf("gives %v, want an internal error of own/bad with its stack", err)
	}
}
