package report

import (
	"slices"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
)

// TestImportance holds what is read first: by level; what is certain; cash, promises, all else, and how files are
// written; the larger; that on which more depends; and what has a sum.
func TestImportance(t *testing.T) {
	found := func(level policy.Level, category, rule string, size float64) engine.Finding {
		return engine.Finding{Level: level, Category: category, Rule: rule, Size: size, Because: "1 + 1 = 2"}
	}
	inOrder := []engine.Finding{
		found(policy.Error, "finance", "plan-does-not-cover-costs", 0.1),
		found(policy.Error, "supply", "promise-exceeds-throughput", 0.1),
		found(policy.Error, "supply", "supply-below-demand", 0.9),
		found(policy.Error, "supply", "supply-below-demand", 0.5),
		found(policy.Error, "supply", "budget-below-target", 0),
		{Level: policy.Error, Category: "alignment", Rule: "objective-without-goal"},
		{Level: policy.Error, Category: fileCategory, Rule: "unknown-field"},
		found(policy.Warning, "supply", "market-exhausted", 0.3),
		{Level: policy.Warning, Category: "supply", Rule: "supply-below-demand", Message: "may not hold: x", Size: 9},
		{Level: policy.Error, Category: "finance", Rule: "plan-does-not-cover-costs", Outcome: engine.NotCheckable},
		found(policy.Info, "finance", "growth-without-profit", 0.3),
		{Level: policy.Info, Category: "definition", Rule: "source-missing"},
	}
	inOrder[4].Fingerprint, inOrder[4].Resource = "b", engine.Resource{Kind: "KPI", ID: "t/k"}
	follows := engine.Finding{Level: policy.Error, Category: "x", Rule: "y", Cause: "b", Fingerprint: "c"}
	r := &engine.Report{Findings: append(slices.Clone(inOrder), follows)}
	slices.Reverse(r.Findings)
	all := slices.DeleteFunc(ranked(r), func(f *engine.Finding) bool { return f.Rule == "y" })
	for i, f := range all {
		want := inOrder[i]
		if f.Name() != want.Name() || f.Level != want.Level || f.Size != want.Size || f.Outcome != want.Outcome {
			t.Errorf("place %d has %s %s (%v), want %s %s", i, f.Level, f.Name(), f.Size, want.Level, want.Name())
		}
	}
}
