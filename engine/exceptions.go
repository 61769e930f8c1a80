package engine

import (
	"fmt"
	"path"
	"slices"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// except lets exceptions do their work: those in force silence, those that are over are announced beside what is back. Each learns what
// it matches, for the rules about exceptions.
func (e *Engine) except(o *Organisation, all []Finding, failures []*policy.RuleError) {
	announced := map[int][]Related{}
	for _, x := range o.Model.Of("Exception") {
		matches, locked := model.List{}, model.List{}
		for i := range all {
			f := &all[i]
			if !matchesAny(x.Texts("rules"), f) || !matchesResource(x, f) {
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
				f.suppress(Suppression{ByException, x.Name, x.Text("reason"), x.Text("until")})
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

// announcement points at the date by which an exception is over.
func announcement(x *model.Resource) Related {
	span, _ := x.Written(x.Facts.Text("overAt"))
	return Related{location(x.File, span), fmt.Sprintf("exception `%s`: %s", x.Name, x.Facts.Text("overBecause"))}
}

func matchesResource(x *model.Resource, f *Finding) bool {
	for _, ref := range x.Refs("for") {
		if ref.String() == f.Resource.ID || ref.Text == f.Resource.ID {
			return true
		}
	}
	return false
}

// judged reports whether all that an exception names exists and was looked for: else it might match what nobody looked for.
func (e *Engine) judged(o *Organisation, x *model.Resource, failures []*policy.RuleError) bool {
	if slices.ContainsFunc(o.Model.Unresolved, func(u *model.Unresolved) bool { return u.From == x }) {
		return false
	}
	return e.looked(x.Texts("rules"), failures, func(r *policy.Rule) bool { return e.off(o, r, x) })
}

// off reports whether a rule is off for one of the definitions that an exception is for and that it judges.
func (e *Engine) off(o *Organisation, r *policy.Rule, x *model.Resource) bool {
	return slices.ContainsFunc(x.Refs("for"), func(ref *model.Ref) bool {
		judges := ref.To != nil && (r.For == "" || r.For == ref.To.Kind)
		return judges && e.opts.Settings.levelFor(r, ref.To, o.paths[ref.To.File]) == policy.Off
	})
}

// looked reports whether all rules that selectors name are sound and ran, and none is off.
func (e *Engine) looked(selectors []string, failures []*policy.RuleError, off func(*policy.Rule) bool) bool {
	for _, r := range e.rules {
		failed := func(f *policy.RuleError) bool { return f.Rule == r.Name() }
		if slices.ContainsFunc(selectors, r.Matches) && (slices.ContainsFunc(failures, failed) || off(r)) {
			return false
		}
	}
	return !slices.ContainsFunc(e.broken, func(b *policy.RuleError) bool {
		category, id := path.Split(b.Rule)
		broken := policy.Rule{ID: id, Category: path.Clean(category)}
		return slices.ContainsFunc(selectors, broken.Matches)
	})
}
