package engine

import (
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Way is a way in which a finding is kept from counting. A finding that several of them cover shows the first, in the
// order of the constants: what somebody approved, with an end, says more than what was merely there before.
type Way int

// The ways, the first of which wins.
const (
	ByException Way = iota // an Exception that is in force
	ByInline               // a comment or field beside the value, in the file itself
	ByBaseline             // it is in the baseline
	BySince                // an earlier revision has it too
)

// String is what a report calls a way: an exception is called by its own name.
func (w Way) String() string { return [...]string{"exception", "inline", "baseline", "since"}[w] }

// Suppression says why a finding does not count.
type Suppression struct {
	Way    Way    `json:"-"`
	By     string `json:"by"` // the name of the exception, else the way
	Reason string `json:"reason"`
	Until  string `json:"until,omitempty"`
}

// Known are findings that do not count because they were there before.
type Known struct {
	Way          Way // ByBaseline or BySince
	Reason       string
	Fingerprints map[string]bool // any that findings have or had, each of one finding
}

// suppress marks a finding, unless an earlier way has marked it. Every way goes through here.
func (f *Finding) suppress(by Suppression) {
	if f.Suppressed == nil || by.Way < f.Suppressed.Way {
		f.Suppressed = &by
	}
}

// silence lets exceptions and inline ignores do their work on what rules have found; what is wrong with the ignores
// comes back. It runs before the rules about exceptions, which judge what was silenced. Findings of definition-file are
// not among those given, and what the rules about exceptions find is not either: neither can be silenced. Nor can what
// a pack locks. Of a run that was stopped, nobody can say what silences nothing.
func (e *Engine) silence(o *Organisation, all []Finding, v *verdicts) (wrong []Finding, covered map[*model.Resource]*facts.Covered) {
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
		for i, print := range answers(all, there) {
			if print != "" {
				all[i].suppress(Suppression{Way: k.Way, By: k.Way.String(), Reason: k.Reason})
			}
		}
	}
}

// locked reports whether a finding is of a rule that its pack insists on, so that nothing excepts it.
func (e *Engine) locked(f *Finding) bool {
	return len(e.opts.Settings.locked[f.Name()]) > 0
}

// failedRules are the names of the rules that failed.
func failedRules(failures []*policy.RuleError) map[string]bool {
	names := map[string]bool{}
	for _, f := range failures {
		names[f.Rule] = true
	}
	return names
}

// ofFiles reports whether a selector names a rule of definition-file.
func ofFiles(selector string) bool {
	return selector == fileCategory || strings.HasPrefix(selector, fileCategory+"/") || FileRules[selector] != ""
}
