package engine

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/work"
)

// alike is what a file of this state gave that has the same content, and that was read in the same way; nil for none.
// What is made of a file follows from that alone.
func (s *Snapshot) alike(e *Engine, p *parsed) *parsed {
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
	same := was.File == p.File && was.name == p.name && was.tracked == p.tracked && was.err == nil
	if !same || !bytes.Equal(was.data, p.data) {
		return nil
	}
	return was
}

// Joined joins the definitions to one organisation without facts, for [Input.Before]: what has changed since is told by
// what is written. An error is the end of the context.
func (s *Snapshot) Joined(ctx context.Context) (*Organisation, error) {
	definitions := s.definitions()
	s.engine.progress("resolve", 0, len(definitions))
	var o *Organisation
	var err error
	if !work.Alongside(ctx, func() { o, err = s.resolve(ctx, definitions) }) || err != nil {
		return &Organisation{}, ctx.Err()
	}
	return o, nil
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
