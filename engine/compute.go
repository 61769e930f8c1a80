package engine

import (
	"context"
	"slices"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/changes"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/work"
)

// compute works out the facts of an organisation. What is beyond a limit is a problem of its file; a fact that
// could not be computed because of a fault of ours is told beside what could not be read. The error returned is the
// end of the context. before gives an earlier state of a model; it is nil where none is known.
func (o *Organisation) compute(
	ctx context.Context, wanted basis.Wanted, before func(context.Context, *model.Model) (*model.Model, error),
) error {
	left := facts.Left{}
	if o.carried != nil {
		left = o.carried.left
	}
	if o.later != nil {
		left.Wanted, left.Later = o.later, true
	}
	result, err := facts.ComputeBut(ctx, o.Model, wanted, left)
	if o.Facts = result.Facts; o.carried != nil {
		o.carried.remarked = result.Remarked
	}
	o.MarkReads()
	o.found(result.Problems, result.Failures)
	if err != nil || before == nil {
		return err
	}
	was, err := before(ctx, o.Model)
	if was != nil {
		o.Facts.Changes = changes.Compare(o.Model, was)
	}
	return err
}

// found adds what is wrong that came to light while facts were worked out.
func (o *Organisation) found(problems []model.Problem, failures []*basis.Failure) {
	o.problems = append(o.problems, problems...)
	for _, f := range failures {
		o.Unreadable = append(o.Unreadable, &work.Fault{Doing: f.Doing(), Cause: f.Cause, Stack: f.Stack})
	}
}

// whole is the organisation with what came to light while it was judged.
func (o *Organisation) whole() *Organisation {
	problems, failures := o.Facts.Found()
	if len(problems)+len(failures) == 0 {
		return o
	}
	all := *o
	all.problems, all.Unreadable = slices.Clip(o.problems), slices.Clip(o.Unreadable)
	all.found(problems, failures)
	return &all
}

// laterFacts are the facts of KPIs that are worked out before these are judged, where all others are worked out when
// they are: where a run only judges, and the files are many or it leaves nothing for the next one. Nil where all are
// worked out at once, as somebody may ask for any.
func (s *Snapshot) laterFacts() basis.Wanted {
	in, large := &s.in, s.large()
	if !s.lean || in.Carry && !large || in.AllFacts || in.Track || in.Trusted != nil || s.drafts() {
		return nil
	}
	_, others := s.engine.ofItself()
	if !large {
		facts.KeepClashing(others, s.wanted())
	}
	return others
}

// large reports whether the files are so many that their trees are let go.
func (s *Snapshot) large() bool {
	size := int64(0)
	for _, p := range s.read {
		size += int64(p.size())
	}
	return size > s.engine.keptTrees()
}

// judgedLater are the rules that read facts of a KPI which are worked out when it is judged.
func (e *Engine) judgedLater(m *view.Organisation) map[*policy.Rule]bool {
	if !m.Facts.Later() {
		return nil
	}
	rules, _ := e.ofItself()
	all := make(map[*policy.Rule]bool, len(rules))
	for _, r := range rules {
		all[r] = true
	}
	return all
}

// complete works out the facts that were left out of KPIs which have findings: reports tell them beside these.
func (o *Organisation) complete(findings []Finding) {
	if o.carried == nil && !o.Facts.Later() {
		return
	}
	for i := range findings {
		if of := findings[i].Resource.Whole(); of.Kind == "KPI" {
			o.Facts.Complete(o.Find("KPI", of.ID))
		}
	}
}
