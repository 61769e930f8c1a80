package cause_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/cause"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// at is a finding of a rule in a line, on a definition that is called by a letter.
func at(rule string, line int, of string) finding.Finding {
	return finding.Finding{Rule: rule, Category: "c", Fingerprint: rule + of,
		Resource: finding.Resource{Kind: "KPI", ID: of},
		Location: source.Location{File: "f", Span: source.Span{Line: line}}}
}

func with(f finding.Finding, change func(f *finding.Finding)) finding.Finding {
	change(&f)
	return f
}

// TestTrace holds which findings follow from which.
func TestTrace(t *testing.T) {
	rules := map[string]*policy.Rule{
		"root":  {ID: "root", Category: "c"},
		"field": {ID: "field", Category: "c", Follows: []policy.Follow{{Rule: "root", At: policy.SameField}}},
		"whole": {ID: "whole", Category: "c", Follows: []policy.Follow{{Rule: "field", At: policy.SameDefinition}}},
		"away":  {ID: "away", Category: "c", Follows: []policy.Follow{{Rule: "root", At: policy.AtRelated}}},
		"this":  {ID: "this", Category: "c", Follows: []policy.Follow{{Rule: "that", At: policy.SameDefinition}}},
		"that":  {ID: "that", Category: "c", Follows: []policy.Follow{{Rule: "this", At: policy.SameDefinition}}},
		"none":  {ID: "none", Category: "c", Tags: []string{policy.Unread}},
		"asks":  {ID: "asks", Category: "c", Tags: []string{policy.Ask}},
		"bad":   {ID: "bad", Category: finding.FileCategory},

		"missing-field": {ID: "missing-field", Category: finding.FileCategory},
		"unknown-field": {ID: "unknown-field", Category: finding.FileCategory},
	}
	ring := func(size float64) func(f *finding.Finding) {
		return func(f *finding.Finding) { f.Group, f.Size = "ring", size }
	}
	row := func(f *finding.Finding) { f.Resource.Of = "k" }
	quiet := func(f *finding.Finding) { f.Suppressed = &finding.Suppression{} }
	unread := func(missing string) func(f *finding.Finding) {
		return func(f *finding.Finding) { f.Outcome, f.Missing = finding.NotCheckable, []string{missing} }
	}
	bad := with(at("bad", 1, "a"), func(f *finding.Finding) {
		f.Category, f.Path = finding.FileCategory, "/kpis/0/target"
	})
	form := func(rule, message string, line int) finding.Finding {
		return with(at(rule, line, "a"), func(f *finding.Finding) {
			f.Category, f.Message, f.Fingerprint = finding.FileCategory, message, rule+string(rune('0'+line))
		})
	}
	lacks, misspelt := "this entry of `ramp` needs `month`", "unknown field `mnth`; did you mean `month`?"
	for _, c := range []struct {
		name string
		all  []finding.Finding
		want map[string]string // what follows, and from what
	}{
		{"the same field", []finding.Finding{at("root", 1, "a"), at("field", 1, "a")},
			map[string]string{"fielda": "roota"}},
		{"another field", []finding.Finding{at("root", 1, "a"), at("field", 2, "a")}, map[string]string{}},
		{"what follows from what follows", []finding.Finding{at("whole", 3, "a"), at("field", 1, "a"), at("root", 1, "a")},
			map[string]string{"fielda": "roota", "wholea": "roota"}},
		{"where it points", []finding.Finding{at("root", 1, "a"), with(at("away", 7, "b"), func(f *finding.Finding) {
			f.Related = []source.Related{{Location: source.Location{File: "f", Span: source.Span{Line: 1}}}}
		})}, map[string]string{"awayb": "roota"}},
		{"where both point first", []finding.Finding{with(at("root", 1, "a"), func(f *finding.Finding) {
			f.Related = []source.Related{{Location: source.Location{File: "f", Span: source.Span{Line: 4}}}}
		}), with(at("away", 7, "b"), func(f *finding.Finding) {
			f.Related = []source.Related{{Location: source.Location{File: "f", Span: source.Span{Line: 4}}}}
		})}, map[string]string{"awayb": "roota"}},
		{"no circle", []finding.Finding{at("this", 1, "a"), at("that", 2, "a")}, map[string]string{"thisa": "thata"}},
		{"what does not count hides nothing", []finding.Finding{with(at("root", 1, "a"), quiet), at("field", 1, "a")},
			map[string]string{}},
		{"a group, the largest first", []finding.Finding{with(at("root", 1, "a"), ring(0.1)),
			with(at("root", 2, "b"), ring(0.5)), with(at("root", 3, "c"), ring(0.2))},
			map[string]string{"roota": "rootb", "rootc": "rootb"}},
		{"one question for all rows", []finding.Finding{with(at("asks", 1, "r"), row), with(at("asks", 2, "s"), row),
			at("asks", 3, "t"), with(at("root", 4, "u"), row)}, map[string]string{"askss": "asksr"}},
		{"what could not be read", []finding.Finding{bad,
			with(at("root", 9, "b"), unread("the target of `a` cannot be read"))},
			map[string]string{"rootb": "bada"}},
		{"what has no number", []finding.Finding{with(at("none", 1, "a"), func(f *finding.Finding) { f.Path = "/target" }),
			with(at("root", 9, "b"), unread("`a` has no number as its target: it says `x`"))},
			map[string]string{"rootb": "nonea"}},
		{"a field that is missing because it is misspelt", []finding.Finding{form("missing-field", lacks, 2),
			form("unknown-field", misspelt, 3)}, map[string]string{"missing-field2": "unknown-field3"}},
		{"of two entries the second is misspelt", []finding.Finding{form("missing-field", lacks, 2),
			form("missing-field", lacks, 5), form("unknown-field", misspelt, 6)},
			map[string]string{"missing-field5": "unknown-field6"}},
		{"another field is misspelt", []finding.Finding{form("missing-field", "this entry of `ramp` needs `share`", 2),
			form("unknown-field", misspelt, 3)}, map[string]string{}},
		{"what a misspelt field was meant for", []finding.Finding{form("unknown-field", misspelt, 1),
			with(at("root", 9, "b"), unread("`a` does not say the `month`"))},
			map[string]string{"rootb": "unknown-field1"}},
		{"another field that could not be read", []finding.Finding{bad,
			with(at("root", 9, "b"), unread("the cost of `a` cannot be read"))}, map[string]string{}},
	} {
		cause.Trace(c.all, func(f *finding.Finding) *policy.Rule { return rules[f.Rule] })
		got := map[string]string{}
		for _, f := range c.all {
			if f.Cause != "" {
				got[f.Fingerprint] = f.Cause
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestGrowth holds that twice as many findings on one definition ask for twice as many rules, also where none of them
// is a cause.
func TestGrowth(t *testing.T) {
	rules := map[string]*policy.Rule{
		"many":  {ID: "many", Category: "c"},
		"whole": {ID: "whole", Category: "c", Follows: []policy.Follow{{Rule: "field", At: policy.SameDefinition}}},
	}
	asked := func(n int) (count int) {
		var all []finding.Finding
		for i := range n {
			all = append(all, at("many", 2*i, "a"), at("whole", 2*i+1, "a"))
		}
		cause.Trace(all, func(f *finding.Finding) *policy.Rule { count++; return rules[f.Rule] })
		return count
	}
	if once, twice := asked(1_000), asked(2_000); twice > 3*once {
		t.Errorf("%d rules are asked for, and %d for twice as many findings", once, twice)
	}
}
