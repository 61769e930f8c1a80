package engine

import (
	"fmt"
	"path"
	"slices"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// except lets exceptions do their work on what rules have found: those in force silence, those that are over are announced beside what
// is back. Each learns what it matches, for the rules about exceptions. Findings of definition-file are not among those given, and
// what the rules about exceptions find is not either: neither can be excepted. Nor can what a pack locks.
func (e *Engine) except(o *Organisation, all []Finding, failures []*policy.RuleError) {
	announced := map[int][]Related{}
	for _, x := range o.Model.Of("Exception") {
		matches, locked := model.List{}, model.List{}
		for i := range all {
			f := &all[i]
			if !matchesRule(x, f) || !matchesResource(x, f) {
				continue
			}
			text := fmt.Sprintf("%s on `%s`", f.Rule, f.Resource.ID)
			if e.locked(f) {
				locked = once(locked, text)
				continue
			}
			matches = once(matches, text)
			switch x.Facts.Text("state") {
			case facts.InForce:
				suppress(x, f)
			case facts.Over:
				announced[i] = append(announced[i], announcement(x))
			}
		}
		x.Facts.Set("matches", matches)
		x.Facts.Set("locked", locked)
		x.Facts.Set("judged", e.judged(o, x, failures))
	}
	for i, by := range announced {
		if all[i].Suppressed == nil {
			all[i].Related = append(all[i].Related, by...)
		}
	}
}

func once(list model.List, text string) model.List {
	if slices.Contains(list, any(text)) {
		return list
	}
	return append(list, text)
}

func suppress(x *model.Resource, f *Finding) {
	if f.Suppressed == nil {
		f.Suppressed = &Suppression{By: x.Name, Reason: x.Text("reason"), Until: x.Text("until")}
	}
}

// announcement points at the date by which an exception is over.
func announcement(x *model.Resource) Related {
	span, _ := x.Written(x.Facts.Text("overAt"))
	return Related{location(x.File, span), fmt.Sprintf("exception `%s`: %s", x.Name, x.Facts.Text("overBecause"))}
}

func matchesRule(x *model.Resource, f *Finding) bool {
	rule := policy.Rule{ID: f.Rule, Category: f.Category}
	return slices.ContainsFunc(x.Texts("rules"), rule.Matches)
}

func matchesResource(x *model.Resource, f *Finding) bool {
	for _, ref := range x.Refs("for") {
		if ref.String() == f.Resource.ID || ref.Text == f.Resource.ID {
			return true
		}
	}
	return false
}

// judged reports whether all that an exception names exists, is on and ran: else it might match what nobody looked for.
func (e *Engine) judged(o *Organisation, x *model.Resource, failures []*policy.RuleError) bool {
	if slices.ContainsFunc(o.Model.Unresolved, func(u *model.Unresolved) bool { return u.From == x }) {
		return false
	}
	for _, r := range e.rules {
		if slices.ContainsFunc(x.Texts("rules"), r.Matches) && !e.looked(o, r, x, failures) {
			return false
		}
	}
	return !slices.ContainsFunc(e.broken, func(b *policy.RuleError) bool { return names(x, b.Rule) })
}

// names reports whether an exception names the rule category/id.
func names(x *model.Resource, rule string) bool {
	category, id := path.Split(rule)
	broken := policy.Rule{ID: id, Category: path.Clean(category)}
	return slices.ContainsFunc(x.Texts("rules"), broken.Matches)
}

// looked reports whether a rule ran, and is on for every definition that an exception is for and that it judges.
func (e *Engine) looked(o *Organisation, r *policy.Rule, x *model.Resource, failures []*policy.RuleError) bool {
	if slices.ContainsFunc(failures, func(f *policy.RuleError) bool { return f.Rule == r.Name() }) {
		return false
	}
	return !slices.ContainsFunc(x.Refs("for"), func(ref *model.Ref) bool {
		judges := ref.To != nil && (r.For == "" || r.For == ref.To.Kind)
		return judges && e.opts.Settings.levelFor(r, ref.To, o.paths[ref.To.File]) == policy.Off
	})
}
