package config

import (
	"cmp"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Of is the rule of a finding. Those of definition-file have no folder: only their names are known.
func (r *Rules) Of(f *finding.Finding) *policy.Rule {
	if rule := r.byName[f.Name()]; rule != nil {
		return rule
	}
	return &policy.Rule{ID: f.Rule, Category: f.Category}
}

// Find is the first rule that a selector names, nil for none.
func (r *Rules) Find(selector string) *policy.Rule {
	i := slices.IndexFunc(r.loaded, func(rule *policy.Rule) bool { return rule.Matches(selector) })
	if i < 0 {
		return nil
	}
	return r.loaded[i]
}

// IsSelector reports whether an id, category/id or category/* names a rule.
func (r *Rules) IsSelector(selector string) bool {
	return r.Find(selector) != nil || slices.ContainsFunc(r.broken, func(b *policy.RuleError) bool {
		category, id := path.Split(b.Rule)
		if category == "" && strings.HasPrefix(selector, id+"/") { // a pack, of whose rules nothing is known
			return true
		}
		return id != "" && (&policy.Rule{ID: id, Category: path.Clean(category)}).Matches(selector)
	})
}

// Selectors lists what an exception or the configuration can name.
func (r *Rules) Selectors() []string {
	var all []string
	for _, rule := range r.loaded {
		all = append(all, rule.ID, rule.Name(), rule.Category+"/*")
		for _, tag := range rule.Tags {
			all = append(all, policy.Tagged+tag)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// NoSuch says that a selector names no rule, with the nearest one that does.
func (r *Rules) NoSuch(selector string) string {
	message := wording.ThereIsNoRule(selector)
	return message + cmp.Or(nearest.Question(selector, r.Selectors()), wording.KpilintRulesListsThem())
}

// Renamed says that a selector is what a rule was called before, in words for its user; empty where it is not, or where
// it still is what a rule is called: one that only moved to another category has the id that it had.
func (r *Rules) Renamed(selector string) []string {
	current := func(rule *policy.Rule) bool { return selector == rule.ID || selector == rule.Name() }
	if slices.ContainsFunc(r.loaded, current) {
		return nil
	}
	for _, rule := range r.loaded {
		if rule.WasCalled(selector) {
			return []string{wording.IsCalledNowTheOld(selector, rule.Name())}
		}
	}
	return nil
}

// Notices are the places in the configuration at which rules are called by names that they no longer have.
func (r *Rules) Notices() []string { return r.notices }

// checkSelectors refuses settings for rules and parameters that do not exist.
func (r *Rules) checkSelectors() error {
	var errs []error
	for _, s := range slices.Concat(r.packed, r.settings.all()) {
		switch {
		case strings.HasPrefix(s.Selector, finding.FileCategory):
			errs = append(errs, failure(s.File, s.Span,
				wording.TheRulesOfDefinitionFile()))
		case !r.IsSelector(s.Selector):
			errs = append(errs, failure(s.File, s.Span, r.NoSuch(s.Selector)))
		default:
			for _, said := range r.Renamed(s.Selector) {
				r.notices = append(r.notices, (&Error{Location: s.Location, Message: said}).Error())
			}
		}
	}
	return errors.Join(errs...)
}
