package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/policy"
)

// TestSteps holds that a number goes one step of its last digit up and down, wherever it stands in a text, and never below nothing.
func TestSteps(t *testing.T) {
	cases := map[string][]string{
		"85%":              {"86%", "84%"},
		"0.85":             {"0.86", "0.84"},
		"1.0":              {"1.1", "0.9"},
		"800 calls/month":  {"801 calls/month", "799 calls/month"},
		"USD 2,500/month":  {"USD 2501/month", "USD 2499/month"},
		"1.5 h":            {"1.6 h", "1.4 h"},
		"0":                {"1"},
		"9":                {"10", "8"},
		"two of 3.":        {"two of 4.", "two of 2."},
		"TBD":              nil,
		"":                 nil,
		"1.2.3":            nil,
		"between 5 and 10": {"between 6 and 10", "between 4 and 10"},
	}
	for text, want := range cases {
		if diff := cmp.Diff(want, policy.Steps(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestField holds which fields a finding can point at: those of a definition as it is written.
func TestField(t *testing.T) {
	cases := []struct{ kind, path, want string }{
		{"KPI", "target", ""}, {"KPI", "needs/0/amount", ""}, {"Team", "kpis", ""}, {"Team", "kpis/0/target", ""}, {"Role", "time/calling", ""}, {"", "anything", ""},
		{"KPI", "", ""}, {"KPI", "labels/anything", ""}, {"Nobody", "target", ""},
		{"KPI", "tagret", "a KPI has no field `tagret`; did you mean `target`?"},
		{"KPI", "needs/0/amuont", "a KPI has no field `amuont`; did you mean `amount`?"},
		{"Team", "kpis/0/tagret", "a Team has no field `tagret`; did you mean `target`?"},
	}
	for _, c := range cases {
		if got := policy.Field(c.kind, c.path); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.kind, c.path, got, c.want)
		}
	}
}
