package config

import (
	"errors"
	"slices"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// lock keeps the workspace, and other packs, from changing rules that a pack insists on.
type lock struct {
	Setting
	name string // of the pack
}

// LockOf is the name of the pack that locks a rule, "" for none. A rule that says so itself is locked by its own;
// outside of a pack there is nobody who could.
func (r *Rules) LockOf(rule *policy.Rule) string {
	for _, l := range r.locks {
		if rule.Matches(l.Selector) {
			return l.name
		}
	}
	return ""
}

// lockRules notes who may set what is locked, and refuses settings of others that name such a rule. A setting for a
// whole category passes them by.
func (r *Rules) lockRules() error {
	var errs []error
	r.settings.locked = map[string][]int{}
	for _, rule := range r.loaded {
		for _, l := range r.locks {
			if rule.Matches(l.Selector) {
				r.settings.locked[rule.Name()] = append(r.settings.locked[rule.Name()], l.pack)
			}
		}
		if r.LockOf(rule) == "" {
			continue
		}
		level := (&Settings{Rules: r.packed, locked: r.settings.locked}).level(rule)
		for _, s := range slices.Concat(r.packed, r.settings.all()) {
			named := breadth(s.Selector) == 0 && rule.Matches(s.Selector) && !r.settings.mayset(s, rule)
			if named && (s.Level != nil && *s.Level < level || len(s.Params) > 0) {
				errs = append(errs, failure(s.File, s.Span,
					wording.IsLockedByPackIt(rule.ID, r.LockOf(rule), level.String())))
			}
		}
	}
	return errors.Join(errs...)
}

// IsLocked reports whether a pack insists on a rule, by its category and id, so that nothing excepts it.
func (r *Rules) IsLocked(name string) bool { return len(r.settings.locked[name]) > 0 }
