package rules_test

import (
	"testing"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/rules"
	"github.com/kpilint/kpilint/schema"
)

// TestSummaryIsCurrent keeps summary.txt what compiling every rule of the catalogue tells.
func TestSummaryIsCurrent(t *testing.T) {
	text := []byte("# What each rule reads. Written by: go test ./rules -run SummaryIsCurrent -update\n")
	for _, r := range compiled(t) {
		text = r.Program.(interface{ Summary() *policy.Summary }).Summary().AppendTo(text, r.Rule())
	}
	current(t, policy.SummaryFile, string(text))
}

// aRule is a rule of the catalogue, compiled.
type aRule struct{ policy.Program }

// compiled are all rules of the catalogue, sorted by name, each compiled whole.
func compiled(t *testing.T) []aRule {
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
	var programs []aRule
	for _, r := range all {
		r.Trusted = true
		if r.Rego == nil {
			p, err := compiler.Compile(r, r.Defaults())
			if err != nil {
				t.Fatal(err)
			}
			programs = append(programs, aRule{p})
			continue
		}
		made, err := rego.Compile([]*policy.Rule{r}, func(r *policy.Rule) *model.Object { return r.Defaults() }, modelSchema)
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, aRule{made[0]})
	}
	return programs
}
