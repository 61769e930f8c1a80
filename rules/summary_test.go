package rules_test

import (
	"bytes"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/rules"
	"github.com/kpilint/kpilint/schema"
)

// TestSummaryIsCurrent keeps summary.txt and trees.txt what compiling every rule of the catalogue tells.
func TestSummaryIsCurrent(t *testing.T) {
	var lists, trees bytes.Buffer
	const by = " Written by: go test ./rules -run SummaryIsCurrent -update\n"
	lists.WriteString("# What each rule reads." + by)
	trees.WriteString("# The expressions of each rule, parsed." + by)
	for _, p := range compiled(t) {
		s, err := p.(policy.Summarised).Summary()
		if err != nil {
			t.Fatalf("%s: %v", p.Rule().Name(), err)
		}
		s.Write(&lists, &trees, p.Rule())
	}
	current(t, policy.SummaryFile, lists.String())
	current(t, policy.TreesFile, trees.String())
}

// compiled are all rules of the catalogue, sorted by name, each compiled whole.
func compiled(t *testing.T) []policy.Program {
	t.Helper()
	all, err := policy.Load(rules.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	modelSchema, _ := schema.Raw("model")
	compiler, err := cel.NewCompiler(modelSchema)
	if err != nil {
		t.Fatal(err)
	}
	var programs []policy.Program
	for _, r := range all {
		r.Trusted = true
		if r.Rego == nil {
			p, err := compiler.Compile(r, r.Defaults())
			if err != nil {
				t.Fatal(err)
			}
			programs = append(programs, p)
			continue
		}
		made, err := rego.Compile([]*policy.Rule{r}, func(r *policy.Rule) *model.Object { return r.Defaults() }, modelSchema)
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, made[0])
	}
	return programs
}
