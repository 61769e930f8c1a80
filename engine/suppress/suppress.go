// Package suppress says which findings do not count, and why: what exceptions, ignores beside values, a baseline and an
// earlier state cover. One matcher does all of it.
package suppress

import (
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Known are findings that do not count because they were there before.
type Known struct {
	Way    finding.Way // ByBaseline or BySince
	Reason string
	Sizes  map[string]float64 // 0 for none, by any fingerprint that findings have or had, each of one finding
}

// Matcher suppresses what is found in one organisation.
type Matcher struct {
	Rules   *config.Rules
	Model   *model.Model
	Facts   *facts.Facts
	Paths   map[string]string // in the file system, by the names of files in findings
	Ignores []*Ignore
	Trust   Trust // nil: whatever the files say counts
}

// Trust says what may suppress the findings of a change.
type Trust interface {
	Exception(x *model.Resource) bool
	Ignore(i *Ignore) bool
}

// Suppress lets exceptions and inline ignores do their work on what rules have found; what is wrong with the ignores
// comes back, and what each exception covers. It runs before the rules about exceptions, which judge what was
// suppressed. Findings of definition-file are not among those given, and what the rules about exceptions find is not
// either: neither can be suppressed. Nor can what a pack locks.
func (m *Matcher) Suppress(all []finding.Finding, failures []*policy.RuleError) (
	wrong []finding.Finding, covered map[*model.Resource]*definition.Covered,
) {
	covered = m.except(all, failures)
	return m.ignore(all, failures), covered
}

// MarkKnown marks the findings that a baseline or an earlier revision has already, unless they have grown since. It
// runs last, as it needs fingerprints. Locked rules are no exception: a pack that comes new to a workspace finds what
// was there before, too.
func MarkKnown(all []finding.Finding, by []Known) {
	for _, k := range by {
		there := func(print string) string {
			if _, known := k.Sizes[print]; known {
				return print
			}
			return ""
		}
		for i, print := range finding.Answers(all, there) {
			switch f := &all[i]; {
			case print == "" || f.Name() == finding.Hidden:
			case f.Grew(k.Sizes[print]):
			default:
				f.Suppress(finding.Suppression{Way: k.Way, By: k.Way.String(), Reason: k.Reason})
			}
		}
	}
}

// locked reports whether a finding is of a rule that its pack insists on, so that nothing excepts it.
func (m *Matcher) locked(f *finding.Finding) bool {
	return m.Rules.IsLocked(f.Name())
}

// failedRules are the names of the rules that failed.
func failedRules(failures []*policy.RuleError) map[string]bool {
	names := map[string]bool{}
	for _, f := range failures {
		names[f.Rule] = true
	}
	return names
}
