package cel_test

import (
	"context"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/schema"
)

// later is a program of a rule that is compiled when it is needed.
func later(r *policy.Rule) policy.Program {
	raw, _ := schema.Raw("model")
	r.Summary = &policy.Summary{Asks: []string{"KPI.funnel"}, Fields: []string{"target"}}
	return cel.Later(func() (*cel.Compiler, error) { return cel.NewCompiler(raw) }, r, r.Defaults())
}

// TestLaterNeedsNoCompiler holds that what a rule reads is known before it is compiled, and that an expression that is
// not evaluated never is.
func TestLaterNeedsNoCompiler(t *testing.T) {
	r := ruleOf(t, "when: has(kpi.source)", "assert: kpi.traget > 1.0", "message: kpi.nmae")
	p := later(r)
	if got := p.(interface{ Asks() []string }).Asks(); len(got) != 1 || got[0] != "KPI.funnel" {
		t.Errorf("it asks for %v", got)
	}
	m := organisation(t, kpi("target: 5 calls/day"))
	if out, looked, err := p.Run(context.Background(), m, m.Of("KPI")[0]); err != nil || looked != 0 || len(out) > 0 {
		t.Error(out, looked, err)
	}
}

// TestLaterIsNeverSilent holds that an expression that does not compile is an error of its rule when it is evaluated,
// also one that a finding could do without.
func TestLaterIsNeverSilent(t *testing.T) {
	for _, lines := range [][]string{
		{"when: kpi.traget > 1.0", "assert: 'false'", `message: '"no"'`},
		{"requires: [kpi.traget]", "assert: 'false'", `message: '"no"'`},
		{"assert: kpi.traget > 1.0", `message: '"no"'`},
		{"assert: 'false'", "message: kpi.traget"},
		{"assert: 'false'", `message: '"no"'`, "fixMessage: kpi.traget"},
		{"assert: 'false'", `message: '"no"'`, "because: kpi.traget"},
		{"assert: 'false'", `message: '"no"'`, "size: kpi.traget"},
		{"assert: 'false'", `message: '"no"'`, "values: {x: kpi.traget}"},
	} {
		m := organisation(t, kpi("target: 5 calls/day"))
		out, _, err := later(ruleOf(t, lines...)).Run(context.Background(), m, m.Of("KPI")[0])
		if err == nil && len(out) == 1 && out[0].Flaw != nil {
			err = out[0].Flaw
		}
		if err == nil || !strings.Contains(err.Error(), "did you mean `target`?") {
			t.Errorf("%s: %v, %v", lines, out, err)
		}
	}
}
