package engine

import (
	"context"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/changes"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/work"
)

// compute works out the facts of an organisation. What is beyond a limit is a problem of its file; a fact that
// could not be computed because of a fault of ours is told beside what could not be read. The error returned is the
// end of the context. before gives an earlier state of a model; nil for none.
func (o *Organisation) compute(
	ctx context.Context, wanted basis.Wanted, before func(context.Context, *model.Model) (*model.Model, error),
) error {
	left := facts.Left{}
	if o.carried != nil {
		left = o.carried.left
	}
	result, err := facts.ComputeBut(ctx, o.Model, wanted, left)
	if o.Facts = result.Facts; o.carried != nil {
		o.carried.remarked = result.Remarked
	}
	o.MarkReads()
	o.problems = append(o.problems, result.Problems...)
	for _, f := range result.Failures {
		o.Unreadable = append(o.Unreadable, &work.Fault{Doing: f.Doing(), Cause: f.Cause, Stack: f.Stack})
	}
	if err != nil {
		return err
	}
	was, err := before(ctx, o.Model)
	if was != nil {
		o.Facts.Changes = changes.Compare(o.Model, was)
	}
	return err
}
