package policy

import (
	"context"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// Step is a part of a rule and what it gave on a definition.
type Step struct {
	source.Location
	Depth int // how deep the part stands in what was evaluated
	Text  string
	Value string // in words
}

// Tracer runs a rule on one definition and tells each part with its value. It is for explanations, and slow.
type Tracer interface {
	Trace(ctx context.Context, m *view.Organisation, r *model.Resource) ([]Step, error)
}
