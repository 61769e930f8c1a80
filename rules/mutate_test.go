package rules_test

import (
	"context"
	"testing"

	"github.com/kpilint/kpilint/engine/ruletest"
)

// TestMutations holds that a slip in a rule, in an operator, a number or a parameter's default, makes one of the rule's own examples fail.
// A slip that makes no difference is marked in the rule, with the reason: # same with `<=`: nobody has exactly no time.
func TestMutations(t *testing.T) {
	p := pack(t)
	for _, r := range p.Rules() {
		t.Run(r.Name(), func(t *testing.T) {
			t.Parallel()
			result, err := p.Test(context.Background(), r, ruletest.Options{Mutate: true})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d slips", result.Mutants)
			for i := range result.Unnoticed {
				m := &result.Unnoticed[i]
				t.Errorf("%s:%d:%d: no example notices that %s\n\t%s", m.File, m.Span.Line, m.Span.Column, m, m.Line)
			}
			for _, f := range result.Idle {
				t.Error(f)
			}
		})
	}
}
