// Package cause says which findings follow from another, so that one cause is one entry. A finding that follows stays a
// finding: it has its level and its fingerprint, and counts.
package cause

import (
	"iter"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// Trace notes at each finding that counts the one that it follows from. The three ways, the first of which wins: the
// rule says that it follows another, and that one was found there; both were given one group; what could not be checked
// lacks what could not be read. What does not count is no cause, so that it hides nothing.
func Trace(all []finding.Finding, ruleOf func(f *finding.Finding) *policy.Rule) {
	t := &tracer{ruleOf: ruleOf, at: map[place]*spot{}, about: map[place]*spot{}, on: map[finding.Resource]*spot{},
		groups: map[group]int{}, files: map[string][]int{}, of: make([]int, len(all)), all: all}
	for i := range all {
		if t.of[i] = none; all[i].Suppressed == nil {
			t.note(i)
		}
	}
	for i := range all {
		if all[i].Suppressed == nil {
			t.follow(i)
		}
	}
	for i := range all {
		if root := t.root(i); root != i {
			all[i].Cause = all[root].Fingerprint
		}
	}
}

// none is the cause of what follows from nothing.
const none = -1

// place is where a finding begins.
type place struct {
	file         string
	line, column int
}

// group is what some findings of one rule have in common.
type group struct{ rule, name string }

type tracer struct {
	all    []finding.Finding
	ruleOf func(f *finding.Finding) *policy.Rule
	of     []int // what each follows from
	at     map[place]*spot
	about  map[place]*spot // by the first place that a finding shows besides its own
	on     map[finding.Resource]*spot
	files  map[string][]int // about what could not be read or has no number, by the names of definitions
	groups map[group]int    // the first of each
}

// spot holds the findings at one place or on one definition, by their rules: as many of one rule may stand there as a
// file has entries, and whether a finding follows that rule is asked once.
type spot struct {
	rules []string
	of    map[string][]int
}

// add notes a finding of a rule at a spot, which is made where there is none yet.
func add[K comparable](spots map[K]*spot, at K, rule string, i int) {
	s := spots[at]
	if s == nil {
		s = &spot{of: map[string][]int{}}
		spots[at] = s
	}
	if s.of[rule] == nil {
		s.rules = append(s.rules, rule)
	}
	s.of[rule] = append(s.of[rule], i)
}

func placeOf(l source.Location) place { return place{l.File, l.Line, l.Column} }

// note makes a finding one that others may follow from.
func (t *tracer) note(i int) {
	f := &t.all[i]
	add(t.at, placeOf(f.Location), f.Name(), i)
	if len(f.Related) > 0 {
		add(t.about, placeOf(f.Related[0].Location), f.Name(), i)
	}
	if f.Resource.ID != "" {
		add(t.on, f.Resource.Whole(), f.Name(), i)
	}
	if f.Resource.ID != "" && (f.Category == finding.FileCategory || slices.Contains(t.ruleOf(f).Tags, policy.Unread)) {
		t.files[f.Resource.ID] = append(t.files[f.Resource.ID], i)
	}
	name := t.groupOf(f)
	if name == "" {
		return
	}
	key := group{f.Name(), name}
	if first, known := t.groups[key]; !known || f.Size > t.all[first].Size {
		t.groups[key] = i
	}
}

// groupOf is what a finding has in common with others of its rule, "" for nothing. What a rule asks of a KPI it asks of
// each of its rows, and one answer serves them all.
func (t *tracer) groupOf(f *finding.Finding) string {
	if f.Group == "" && f.Resource.Of != "" && slices.Contains(t.ruleOf(f).Tags, policy.Ask) {
		return "rows:" + f.Resource.Of
	}
	return f.Group
}

// candidates are the findings that one may follow from, the best first.
func (t *tracer) candidates(i int) iter.Seq[int] {
	f := &t.all[i]
	return func(yield func(int) bool) {
		for _, follow := range t.ruleOf(f).Follows {
			for _, s := range t.spots(f, follow.At) {
				if !t.among(s, follow.Rule, yield) {
					return
				}
			}
		}
		for _, j := range t.misspelt(i) {
			if !yield(j) {
				return
			}
		}
		name := t.groupOf(f)
		if name != "" && !yield(t.groups[group{f.Name(), name}]) || f.Outcome != finding.NotCheckable {
			return
		}
		for _, j := range t.unread(f) {
			if !yield(j) {
				return
			}
		}
	}
}

// among yields the findings at a spot whose rule a selector names, and reports whether more are wanted.
func (t *tracer) among(s *spot, selector string, yield func(int) bool) bool {
	for _, rule := range s.rules {
		if !t.ruleOf(&t.all[s.of[rule][0]]).Matches(selector) {
			continue
		}
		for _, j := range s.of[rule] {
			if !yield(j) {
				return false
			}
		}
	}
	return true
}

// spots are where a finding looks for what it follows from.
func (t *tracer) spots(f *finding.Finding, at string) (all []*spot) {
	found := func(s *spot) {
		if s != nil {
			all = append(all, s)
		}
	}
	switch at {
	case policy.SameField:
		found(t.at[placeOf(f.Location)])
	case policy.SameDefinition:
		found(t.on[f.Resource.Whole()])
	default:
		for _, r := range f.Related {
			found(t.at[placeOf(r.Location)])
			found(t.about[placeOf(r.Location)])
		}
	}
	return all
}

// unread are the findings about what could not be read of the definitions whose fields a finding lacks.
func (t *tracer) unread(f *finding.Finding) []int {
	var all []int
	for _, text := range f.Missing {
		words := strings.FieldsFunc(text, notWord)
		for _, name := range words {
			for _, i := range t.files[name] {
				if names := fieldsOf(&t.all[i]); slices.ContainsFunc(names, func(name string) bool {
					return slices.Contains(words, name)
				}) {
					all = append(all, i)
				}
			}
		}
	}
	return all
}

// fieldsOf are the fields that a finding may be about: of one about the form of a file what its message names in
// backticks, such as the field that a misspelt one was meant for.
func fieldsOf(f *finding.Finding) []string {
	if f.Path != "" || f.Category != finding.FileCategory {
		return []string{f.Path[strings.LastIndexByte(f.Path, '/')+1:]}
	}
	var all []string
	for i, part := range strings.Split(f.Message, "`") {
		if i%2 == 1 {
			all = append(all, part)
		}
	}
	return all
}

// misspelt are the findings about a misspelt field that stands for the one that is missing: the next one after it,
// where no other entry that lacks the same field begins between them.
func (t *tracer) misspelt(i int) []int {
	f := &t.all[i]
	if f.Rule != "missing-field" || f.Category != finding.FileCategory || len(t.files[f.Resource.ID]) > mostAbout {
		return nil
	}
	for _, j := range t.files[f.Resource.ID] {
		u := &t.all[j]
		_, meant, asks := strings.Cut(u.Message, "; did you mean ")
		if u.Rule != source.UnknownField || !asks || !strings.Contains(f.Message, strings.TrimSuffix(meant, "?")) ||
			!follows(f, u) {
			continue
		}
		if !slices.ContainsFunc(t.files[f.Resource.ID], func(k int) bool {
			o := &t.all[k]
			return k != i && o.Rule == f.Rule && o.Message == f.Message && follows(f, o) && follows(o, u)
		}) {
			return []int{j}
		}
	}
	return nil
}

// mostAbout is how many findings about the form of one definition are compared with each other.
const mostAbout = 200

// follows reports whether one finding stands behind another in a file.
func follows(f, next *finding.Finding) bool {
	a, b := f.Location, next.Location
	return a.File == b.File && (b.Line > a.Line || b.Line == a.Line && b.Column >= a.Column)
}

func notWord(r rune) bool { return strings.ContainsRune(" `,.;:()", r) }

// follow notes the first candidate from which a finding can follow without a circle.
func (t *tracer) follow(i int) {
	for j := range t.candidates(i) {
		if root := t.root(j); root != i {
			t.of[i] = root
			return
		}
	}
}

// root is what a finding follows from in the end; itself where it follows from nothing.
func (t *tracer) root(i int) int {
	root := i
	for t.of[root] != none {
		root = t.of[root]
	}
	for t.of[i] != none { // the way is short from now on
		t.of[i], i = root, t.of[i]
	}
	return root
}
