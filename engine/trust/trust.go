// Package trust holds a change to an earlier state whose word counts: what the change adds to suppress findings does
// not count until it is there, what it eases counts as it was, and what it takes away is told.
package trust

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/suppress"
	"github.com/kpilint/kpilint/schema/field"
)

// State is an organisation at a revision, and what is found there.
type State struct {
	Model    *model.Model
	Paths    map[string]string // in the file system, by the names of files in findings
	Ignores  []*suppress.Ignore
	Findings []finding.Finding
}

// Change is one run over a change, held to a trusted state. It is made for each run.
type Change struct {
	Report
	rules   *config.Rules
	there   *State
	ignores map[string]bool
	now     *State
	left    *State
	known   []map[string]*finding.Finding // by fingerprint, what is found there and where the change began
	renamed map[*model.Resource]*model.Resource
}

// New holds a change to the tip of a revision, called rev. left is the state at which the change left it.
func New(rev string, rules *config.Rules, there, left, now *State) *Change {
	c := &Change{Report: newReport(rev), rules: rules, there: there, left: left, now: now, ignores: map[string]bool{},
		renamed: renamed(there, now)}
	for _, i := range there.Ignores {
		c.ignores[i.Key()] = true
	}
	for _, s := range []*State{there, left} {
		known := map[string]*finding.Finding{}
		for i := range s.Findings {
			known[s.Findings[i].Fingerprint] = &s.Findings[i]
		}
		c.known = append(c.known, known)
	}
	return c
}

// renamed are the definitions that have another name than the one that stands in their place there, or that has nearly
// all of their fields and stands nowhere else.
func renamed(there, now *State) map[*model.Resource]*model.Resource {
	type place struct{ kind, path, pointer string }
	at := func(s *State, r *model.Resource) place { return place{r.Kind, s.Paths[r.File], r.Pointer} }
	gone, news := Gone(there, now.Model), Gone(now, there.Model)
	places := map[place]*model.Resource{}
	for _, r := range gone {
		places[at(there, r)] = r
	}
	was := map[*model.Resource]*model.Resource{}
	for _, r := range news {
		if old := places[at(now, r)]; old != nil {
			was[r] = old
		} else if old := Alike(r, gone); old != nil && Alike(old, news) == r {
			was[r] = old
		}
	}
	return was
}

// Exception reports whether an exception is there, as it is now. One that is not is pending.
func (c *Change) Exception(x *model.Resource) bool {
	was := c.there.Model.Find(x.Kind, x.Name)
	if was != nil && (comparison{}).same(was.Node, x.Node) {
		return true
	}
	c.pend(Entry{What: "exception", Name: x.Name, Location: x.Location(field.Itself)})
	return false
}

// Ignore reports whether an inline ignore is there: for the same rules, at the same field of the same definition. One
// that is not is pending.
func (c *Change) Ignore(i *suppress.Ignore) bool {
	if c.ignores[i.Key()] {
		return true
	}
	c.pend(Entry{What: "ignore", Name: i.String(), Location: i.Location()})
	return false
}

func (c *Change) pend(e Entry) {
	if !slices.Contains(c.Pending, e) {
		c.Pending = append(c.Pending, e)
	}
}

// Level is that of a rule for a definition: the stricter of those that it has by its labels, path, name and marks now
// and there. Where it would be milder now, that is reported.
func (c *Change) Level(rule *policy.Rule, r *model.Resource, now policy.Level) policy.Level {
	r = r.Whole()
	was := c.there.Model.Find(r.Kind, r.Name)
	if was == nil {
		was = c.renamed[r]
	}
	if was == nil {
		return now
	}
	then := c.rules.LevelFor(rule, was, c.there.Paths[was.File])
	if then <= now {
		return now
	}
	l := Lowered{Rule: rule.Name(), Resource: finding.Resource{Kind: r.Kind, ID: r.Name}, From: then.String(),
		To: now.String(), Location: r.Location(field.Itself)}
	if !slices.Contains(c.Lowered, l) {
		c.Lowered = append(c.Lowered, l)
	}
	return then
}

// Suppress marks what an exception or an ignore of the trusted state suppresses that was written after the change
// began, so that the change does not have it yet. What the change takes away or alters does not count.
func (c *Change) Suppress(all []finding.Finding) {
	there, left := c.known[0], c.known[1]
	for i := range all {
		f := &all[i]
		was := there[f.Fingerprint]
		if f.Suppressed != nil || was == nil || was.Suppressed == nil {
			continue
		}
		if before := left[f.Fingerprint]; before != nil && before.Suppressed != nil {
			continue // the change began with it
		}
		if c.since(was) {
			f.Suppress(*was.Suppressed)
		}
	}
}

// since reports whether what suppresses a finding there was written after the change began, which leaves it as it was.
func (c *Change) since(f *finding.Finding) bool {
	switch f.Suppressed.Way {
	case finding.ByException:
		const kind = "Exception"
		name := f.Suppressed.By
		left, now := c.left.Model.Find(kind, name), c.now.Model.Find(kind, name)
		return left == nil && now == nil || left != nil && now != nil && (comparison{}).same(left.Node, now.Node)
	case finding.ByInline:
		had := func(i *suppress.Ignore) bool { return i.About(f) }
		return !slices.ContainsFunc(c.left.Ignores, had) && slices.ContainsFunc(c.there.Ignores, had)
	}
	return false
}

// Restore lets a suppressed finding count again that differs from the one in the trusted state and is not surely
// milder: the exception, ignore or baseline that covers it was given for what was found there.
func (c *Change) Restore(all []finding.Finding) {
	for i := range all {
		f := &all[i]
		if f.Suppressed == nil || f.Suppressed.Way == finding.BySince {
			continue
		}
		if slices.ContainsFunc(c.known, func(k map[string]*finding.Finding) bool {
			was := k[f.Fingerprint]
			return was != nil && (was.Message == f.Message || milder(was, f))
		}) {
			continue
		}
		a := Altered{Rule: f.Name(), Resource: f.Resource, By: f.Suppressed.By, Location: f.Location}
		c.Altered = append(c.Altered, a)
		f.Suppressed = nil
	}
}

// milder reports whether a finding is surely not worse than it was: no more serious, and no larger. Of one whose rule
// says no size, nobody can say.
func milder(was, now *finding.Finding) bool {
	return was.Outcome == now.Outcome && now.Level <= was.Level && was.Size > 0 && now.Size > 0 && now.Size <= was.Size
}

// Gone are the definitions that a state has and a model does not.
func Gone(left *State, now *model.Model) []*model.Resource {
	var all []*model.Resource
	for _, r := range left.Model.Resources {
		if now.Find(r.Kind, r.Name) == nil {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b *model.Resource) int {
		return strings.Compare(a.Kind+" "+a.Name, b.Kind+" "+b.Name)
	})
	return all
}

// GoneRows are the rows of `targets` that a state has and a model does not, of KPIs that both have.
func GoneRows(left *State, now *model.Model) []*model.Resource {
	var all []*model.Resource
	for _, row := range left.Model.Rows() {
		k := now.Find("KPI", row.Row.Of.Name)
		if k == nil {
			continue // which is told
		}
		is := func(other *model.Resource) bool { return other.Row.Place == row.Row.Place }
		if !slices.ContainsFunc(now.RowsOf(k), is) {
			all = append(all, row)
		}
	}
	slices.SortStableFunc(all, func(a, b *model.Resource) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Delete tells of a definition, or a row of one, that is nowhere any more.
func (c *Change) Delete(r *model.Resource) {
	c.Deleted = append(c.Deleted, finding.Named(r))
}

// TellTargetsGone tells of KPIs that ask for a number in a state and for none in a model: no rule about targets finds
// anything in them any more.
func (c *Change) TellTargetsGone(left *State, now *model.Model) {
	for _, was := range left.Model.Of("KPI") {
		k := now.Find("KPI", was.Name)
		target := was.Quantity(field.Target)
		if target == nil || k == nil || k.Quantity(field.Target) != nil || len(now.RowsOf(k)) > 0 {
			continue
		}
		at := field.Itself
		if k.Has(field.NoTarget) {
			at = field.NoTarget
		} else if k.Has(field.Target) {
			at = field.Target
		}
		c.TargetsGone = append(c.TargetsGone, TargetGone{finding.Named(k), target.Text, k.Location(at)})
	}
}

// comparison is of two values, of which parts that stand in several places are compared once.
type comparison map[[2]*source.Node]bool

// same reports whether two values say the same, wherever they are written and in whatever order their keys stand.
func (c comparison) same(a, b *source.Node) bool {
	if c[[2]*source.Node{a, b}] {
		return true // or is being compared
	}
	c[[2]*source.Node{a, b}] = true
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Fields()) != len(b.Fields()) || len(a.Items()) != len(b.Items()) {
		return false
	}
	for _, f := range a.Fields() {
		other := b.Get(f.Key.Text)
		if other == nil || !c.same(f.Value, other) {
			return false
		}
	}
	for i := range a.Items() {
		if !c.same(a.Items()[i], b.Items()[i]) {
			return false
		}
	}
	return true
}
