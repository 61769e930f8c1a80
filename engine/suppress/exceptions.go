package suppress

import (
	"fmt"
	"path"
	"slices"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// except lets exceptions do their work: those in force suppress, those that are over are announced beside what is back.
// It returns what each matches, for the rules about exceptions.
func (m *Matcher) except(all []finding.Finding, failures []*policy.RuleError) map[*model.Resource]*definition.Covered {
	exceptions := m.Model.Of("Exception")
	if len(exceptions) == 0 {
		return nil
	}
	covered := map[*model.Resource]*definition.Covered{}
	subjects := m.subjectsOf(all)
	failed, unresolved := failedRules(failures), map[*model.Resource]bool{}
	for _, u := range m.Model.Unresolved {
		unresolved[u.From] = true
	}
	for _, x := range exceptions {
		matches, locked := newTexts(), newTexts()
		for _, s := range matching(x, subjects) {
			if s.locked {
				locked.add(s.text)
				continue
			}
			matches.add(s.text)
			switch m.Facts.Term(x).State {
			case definition.InForce:
				if m.Trust != nil && !m.Trust.Exception(x) {
					continue
				}
				s.suppress(all, x)
			case definition.Over:
				s.over = append(s.over, x)
			}
		}
		judged := !unresolved[x] && m.looked(x.Texts(field.Rules), failed, func(r *policy.Rule) bool { return m.off(r, x) })
		covered[x] = &definition.Covered{Matches: matches.list, Locked: locked.list, Judged: judged}
	}
	for _, of := range subjects {
		for _, s := range of {
			s.announce(all, m.Facts)
		}
	}
	return covered
}

// A subject is what an exception can be about: the findings of one rule on one definition.
type subject struct {
	rule   *policy.Rule
	text   string
	at     []int // which of all findings
	locked bool
	over   []*model.Resource // exceptions for it that are over
}

// subjectsOf lists the subjects by the names of their definitions, in the order of the findings.
func (m *Matcher) subjectsOf(all []finding.Finding) map[string][]*subject {
	byID, known := map[string][]*subject{}, map[[2]string]*subject{}
	for i := range all {
		f := &all[i]
		key := [2]string{f.Resource.ID, f.Name()}
		s := known[key]
		if s == nil {
			s = &subject{rule: m.Rules.Of(f), text: fmt.Sprintf("%s on `%s`", f.Rule, f.Resource.ID), locked: m.locked(f)}
			id := f.Resource.Whole().ID // an exception for a KPI is one for its rows
			known[key], byID[id] = s, append(byID[id], s)
		}
		s.at = append(s.at, i)
	}
	return byID
}

// matching are the subjects of an exception, in the order of the findings.
func matching(x *model.Resource, subjects map[string][]*subject) []*subject {
	var found []*subject
	rules, seen := x.Texts(field.Rules), map[string]bool{}
	for _, ref := range x.Refs(field.For) {
		for _, id := range []string{ref.String(), ref.Text} {
			if seen[id] {
				continue
			}
			seen[id] = true
			for _, s := range subjects[id] {
				if slices.ContainsFunc(rules, s.rule.Matches) {
					found = append(found, s)
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b *subject) int { return a.at[0] - b.at[0] })
	return found
}

// suppress marks the findings of a subject that are not larger than an exception allows. The first exception for each
// is the one that is named.
func (s *subject) suppress(all []finding.Finding, x *model.Resource) {
	by := finding.Suppression{Way: finding.ByException, By: x.Name, Reason: x.Text(field.Reason),
		Until: x.Text(field.Until)}
	for _, i := range s.at {
		f := &all[i]
		switch {
		case f.Suppressed != nil && f.Suppressed.Way == finding.ByException:
		case within(f, x.Quantity(field.UpTo)):
			f.Suppress(by)
		default:
			at := source.Related{Location: x.Location(field.UpTo), Message: beyond(f, x)}
			f.Related = append(f.Related, at)
		}
	}
}

// within reports whether a finding is not larger than an exception allows; nil allows any.
func within(f *finding.Finding, most *model.Quantity) bool {
	if most == nil {
		return true
	}
	if most.Low == nil || f.Size == 0 {
		return false
	}
	limit, _ := most.Plain().High.Float64()
	return f.Size <= limit
}

// beyond says why an exception does not cover a finding.
func beyond(f *finding.Finding, x *model.Resource) string {
	if f.Size == 0 {
		return wording.ExceptionCoversUpToAnd(x.Name, x.Quantity(field.UpTo).Text)
	}
	return wording.ExceptionCoversUpToAndThis(x.Name, x.Quantity(field.UpTo).Text, f.SizeText())
}

// maxAnnounced is how many exceptions that are over are named beside a finding; each of them has a finding of its own.
const maxAnnounced = 20

// announce names beside the findings the exceptions that are over.
func (s *subject) announce(all []finding.Finding, f *facts.Facts) {
	var places []source.Related
	for n, x := range s.over {
		if n == maxAnnounced {
			places[n-1].Message += wording.MoreAreOverAsWell(len(s.over) - n)
			break
		}
		places = append(places, announcement(x, f.Term(x)))
	}
	for _, i := range s.at {
		if all[i].Suppressed == nil {
			all[i].Related = append(all[i].Related, places...)
		}
	}
}

// texts are a list in which each text stands once.
type texts struct {
	list []string
	seen map[string]bool
}

func newTexts() *texts { return &texts{[]string{}, map[string]bool{}} }

func (t *texts) add(text string) {
	if !t.seen[text] {
		t.seen[text] = true
		t.list = append(t.list, text)
	}
}

// announcement points at the date by which an exception is over.
func announcement(x *model.Resource, t definition.Term) source.Related {
	return source.Related{
		Location: x.LocationAt(t.OverAt),
		Message:  fmt.Sprintf("exception `%s`: %s", x.Name, t.OverBecause),
	}
}

// off reports whether a rule is off for one of the definitions that an exception is for and that it judges.
func (m *Matcher) off(r *policy.Rule, x *model.Resource) bool {
	return slices.ContainsFunc(x.Refs(field.For), func(ref *model.Ref) bool {
		judges := ref.To != nil && (r.For == "" || r.For == ref.To.Kind)
		return judges && m.Rules.LevelFor(r, ref.To, m.Paths[ref.To.File]) == policy.Off
	})
}

// looked reports whether all rules that selectors name are sound and ran, and none is off.
func (m *Matcher) looked(selectors []string, failed map[string]bool, off func(*policy.Rule) bool) bool {
	for _, r := range m.Rules.Loaded() {
		if slices.ContainsFunc(selectors, r.Matches) && (failed[r.Name()] || off(r)) {
			return false
		}
	}
	return !slices.ContainsFunc(m.Rules.Broken(), func(b *policy.RuleError) bool {
		category, id := path.Split(b.Rule)
		broken := policy.Rule{ID: id, Category: path.Clean(category)}
		return slices.ContainsFunc(selectors, broken.Matches)
	})
}
