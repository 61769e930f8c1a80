package engine

import (
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Known are findings that do not count because they were there before.
type Known struct {
	Way          Way // ByBaseline or BySince
	Reason       string
	Fingerprints map[string]bool // any that findings have or had, each of one finding
}

// silence lets exceptions and inline ignores do their work on what rules have found; what is wrong with the ignores
// comes back. It runs before the rules about exceptions, which judge what was silenced. Findings of definition-file are
// not among those given, and what the rules about exceptions find is not either: neither can be silenced. Nor can what
// a pack locks. Of a run that was stopped, nobody can say what silences nothing.
func (e *Engine) silence(o *Organisation, all []Finding, v *verdicts) (wrong []Finding,
	covered map[*model.Resource]*facts.Covered) {
	covered = e.except(o, all, v.failures)
	wrong = e.ignore(o, all, v.failures)
	if v.stopped {
		return nil, covered
	}
	return wrong, covered
}

// known marks the findings that a baseline or an earlier revision has already. It runs last, as it needs fingerprints.
// Locked rules are no exception: a pack that comes new to a workspace finds what was there before, too.
func known(all []Finding, by []Known) {
	for _, k := range by {
		there := func(print string) string {
			if k.Fingerprints[print] {
				return print
			}
			return ""
		}
		for i, print := range finding.Answers(all, there) {
			if print != "" {
				all[i].Suppress(Suppression{Way: k.Way, By: k.Way.String(), Reason: k.Reason})
			}
		}
	}
}

// locked reports whether a finding is of a rule that its pack insists on, so that nothing excepts it.
func (e *Engine) locked(f *Finding) bool {
	return e.rules.IsLocked(f.Name())
}

// failedRules are the names of the rules that failed.
func failedRules(failures []*policy.RuleError) map[string]bool {
	names := map[string]bool{}
	for _, f := range failures {
		names[f.Rule] = true
	}
	return names
}
