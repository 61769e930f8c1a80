package report

import (
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Flow is the flow of the organisation that was judged, with the worst finding about each of its definitions; nil
// where nothing was.
func Flow(r *engine.Report) *flow.Flow {
	if r.Model == nil {
		return nil
	}
	type name struct{ kind, id string }
	worst := map[name]flow.Level{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Suppressed != nil || f.Resource.ID == "" {
			continue
		}
		of := f.Resource.Whole()
		at := name{of.Kind, of.ID}
		worst[at] = max(worst[at], flowLevel(f.Level))
	}
	return flow.Of(r.Model, func(of *model.Resource) flow.Level { return worst[name{of.Kind, of.Name}] })
}

func flowLevel(l policy.Level) flow.Level {
	switch l {
	case policy.Error:
		return flow.Error
	case policy.Warning:
		return flow.Warning
	}
	return flow.Info
}
