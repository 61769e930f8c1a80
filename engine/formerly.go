package engine

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/policy"
)

// ruleOf is the rule of a finding. Those of definition-file have no folder, and no more than their names.
func (e *Engine) ruleOf(f *Finding) *policy.Rule {
	if r := e.byName[f.Name()]; r != nil {
		return r
	}
	return &policy.Rule{ID: f.Rule, Category: f.Category}
}

// renamed says that a selector is what a rule was called before, "" where it is not, or where it still is what a rule
// is called: one that only moved to another category has the id that it had.
func (e *Engine) renamed(selector string) string {
	current := func(r *policy.Rule) bool { return selector == r.ID || selector == r.Name() }
	if slices.ContainsFunc(e.rules, current) {
		return ""
	}
	for _, r := range e.rules {
		if r.WasCalled(selector) {
			return fmt.Sprintf("`%s` is called `%s` now; the old name goes on to work", selector, r.Name())
		}
	}
	return ""
}

// Renamed says that a selector is what a rule was called before, in words for its user; empty where it is not.
func (e *Engine) Renamed(selector string) []string {
	if said := e.renamed(selector); said != "" {
		return []string{said}
	}
	return nil
}

// noticed are the places at which rules are called by names that they no longer have: of the configuration, of packs,
// and of an organisation's exceptions and ignores.
func (e *Engine) noticed(o *Organisation) []string {
	all := slices.Clip(e.notices)
	for _, x := range o.Model.Of("Exception") {
		for i, selector := range x.Texts("rules") {
			if said := e.renamed(selector); said != "" {
				all = append(all, x.Location(fmt.Sprintf("rules/%d", i)).Start()+": "+said)
			}
		}
	}
	for _, i := range o.ignores {
		for _, selector := range i.rules {
			if said := e.renamed(selector); said != "" {
				all = append(all, i.at.Start()+": "+said)
			}
		}
	}
	return all
}

// Notices are the places in the configuration at which rules are called by names that they no longer have.
func (e *Engine) Notices() []string { return e.notices }
