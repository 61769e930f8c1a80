package engine

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/model"
)

// identified is a file system that knows contents by ids, as git does: files with the same id have the same content.
type identified interface {
	// ContentID is the id of the content of a regular file, "" where none is known.
	ContentID(name string) string
}

// alike is what a file of this state gave that has the same content, and that was read in the same way; nil for none.
// What is made of a file follows from that alone.
func (s *Snapshot) alike(e *Engine, p *parsed) *parsed {
	if was := s.like(e, p); was != nil && bytes.Equal(was.bytes(), p.data) {
		return was
	}
	return nil
}

// identical is alike for a file that was not read yet, by the ids of contents.
func (s *Snapshot) identical(e *Engine, in discover.Input, p *parsed) *parsed {
	was := s.like(e, p)
	if was == nil || len(in.Given)+len(s.where.Given) > 0 {
		return nil
	}
	now, ok := in.FS.(identified)
	then, also := s.where.FS.(identified)
	if !ok || !also {
		return nil
	}
	if id := now.ContentID(p.Path); id == "" || id != then.ContentID(p.Path) {
		return nil
	}
	return was
}

// like is what a file of this state gave that would be read in the same way; nil for none.
func (s *Snapshot) like(e *Engine, p *parsed) *parsed {
	if s == nil || s.engine != e {
		return nil
	}
	i, ok := slices.BinarySearchFunc(s.files, p.Path, func(was *parsed, name string) int {
		return strings.Compare(was.Path, name)
	})
	if !ok {
		return nil
	}
	was := s.files[i]
	if was.File != p.File || was.name != p.name || was.tracked != p.tracked || was.err != nil {
		return nil
	}
	return was
}

// earlier gives an earlier state of the organisation that is joined of this snapshot, and holds the snapshot; nil where
// none is known.
func (s *Snapshot) earlier() func(ctx context.Context, now *model.Model) (*model.Model, error) {
	if s.in.Before == nil && s.in.Then == nil {
		return nil
	}
	return s.before
}

// before is an earlier state of the organisation that was joined of this snapshot. An error is the end of the context.
func (s *Snapshot) before(ctx context.Context, now *model.Model) (*model.Model, error) {
	if s.in.Before != nil {
		return s.in.Before.Model, nil
	}
	then := s.in.Then
	if changed, besides, ok := then.changedAlone(s); ok && len(now.Resources) == s.count() {
		was, err := then.join(ctx, changed.definitions, besides)
		if err != nil || len(was.Resources) == len(changed.definitions) && changed.stillNamed(was, now) {
			return was, err
		}
	}
	return then.join(ctx, then.definitions(), nil)
}

// join makes one organisation of definitions. Of others, only what they count is known.
func (s *Snapshot) join(ctx context.Context, definitions, besides []*model.Definition) (*model.Model, error) {
	options := s.resolving()
	options.Besides = besides
	m, _, err := model.Resolve(ctx, definitions, options)
	return m, err
}

// changed is what of an earlier state is to be joined, so that it can be told what has changed since: all but KPIs and
// objectives of files that are the same.
type changed struct {
	definitions []*model.Definition
	files       map[string]bool // that are not the same, as findings call them
}

// changedAlone is what is to be joined of an earlier state; false where more than KPIs and objectives are not the same.
// besides are those that are left out.
func (s *Snapshot) changedAlone(now *Snapshot) (c *changed, besides []*model.Definition, ok bool) {
	if s.engine != now.engine || s.drafts() || now.drafts() {
		return nil, nil, false
	}
	c = &changed{files: map[string]bool{}}
	was, is, ok := apart(s.read, now.read)
	if !ok || !slices.Equal(counted(was), counted(is)) {
		return nil, nil, false
	}
	for _, p := range slices.Concat(was, is) {
		c.files[p.name] = true
	}
	for _, p := range s.read {
		if c.files[p.name] || !p.onlyNumbers() {
			c.definitions = append(c.definitions, p.definitions...)
		} else {
			besides = append(besides, p.definitions...)
		}
	}
	return c, besides, true
}

// apart are the files that two states do not share, both in the order of their paths; false where one of these holds
// more than KPIs and objectives.
func apart(was, is []*parsed) (wasAlone, isAlone []*parsed, ok bool) {
	shared := make(map[*parsed]bool, len(was))
	for _, p := range was {
		shared[p] = true
	}
	for _, p := range is {
		if !shared[p] {
			isAlone = append(isAlone, p)
		}
		delete(shared, p)
	}
	for _, p := range was {
		if shared[p] {
			wasAlone = append(wasAlone, p)
		}
	}
	more := func(p *parsed) bool { return !p.onlyNumbers() }
	return wasAlone, isAlone, !slices.ContainsFunc(wasAlone, more) && !slices.ContainsFunc(isAlone, more)
}

// onlyNumbers reports whether a file holds nothing but KPIs and objectives.
func (p *parsed) onlyNumbers() bool {
	return !slices.ContainsFunc(p.definitions, func(d *model.Definition) bool {
		return d.Around != nil || d.Kind != "KPI" && d.Kind != "Objective"
	})
}

// counted is what definitions of files count, sorted, each once.
func counted(files []*parsed) []string {
	var all []string
	for _, p := range files {
		for _, d := range p.definitions {
			all = append(all, d.Counted()...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// stillNamed reports whether nothing that is the same has the name now that something else had.
func (c *changed) stillNamed(was, now *model.Model) bool {
	return !slices.ContainsFunc(was.Resources, func(r *model.Resource) bool {
		is := now.Find(r.Kind, r.Name)
		return c.files[r.File] && is != nil && !c.files[is.File]
	})
}

// Known are the findings of a report that count, as another run knows them: the size of each, by its fingerprint.
func (r *Report) Known() map[string]float64 {
	sizes := map[string]float64{}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Suppressed == nil {
			sizes[f.Fingerprint] = f.Size
		}
	}
	return sizes
}

// KnownAlone are the findings that a run over the same definitions would know that has no earlier state to compare them
// with; false where that cannot be told from this report.
func (e *Engine) KnownAlone(r *Report) (sizes map[string]float64, ok bool) {
	compares, ok := e.compares()
	if !ok || r.Stopped || len(r.Errors)+len(r.Unreadable) > 0 || r.Trusted != nil {
		return nil, false
	}
	sizes = map[string]float64{}
	for i := range r.Findings {
		f := &r.Findings[i]
		covered := f.Suppressed != nil && f.Suppressed.Way != BySince && f.Suppressed.Way != ByBaseline
		switch {
		case compares[f.Name()] && covered:
			return nil, false // what covers it would cover nothing
		case !compares[f.Name()] && !covered:
			sizes[f.Fingerprint] = f.Size
		}
	}
	return sizes, true
}

// compares are the rules that may read what has changed since an earlier state, by name; false where a rule does not
// tell what it reads.
func (e *Engine) compares() (rules map[string]bool, ok bool) {
	rules = map[string]bool{}
	for _, b := range []batch{e.programs.first, e.programs.last} {
		for _, p := range b.programs() {
			asks, tells := p.(interface{ Asks() []string })
			if !tells || asks.Asks() == nil {
				return nil, false
			}
			if slices.Contains(asks.Asks(), fact.Whole.Changes.String()) {
				rules[p.Rule().Name()] = true
			}
		}
	}
	return rules, true
}
