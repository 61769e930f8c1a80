package engine

import "github.com/kpilint/kpilint/engine/reread"

// Reread lists the quantities of the definitions that kpilint 0.2.0 read otherwise than they are read now, by file and
// line.
func (o *Organisation) Reread() []reread.Reading {
	findings := make([]Finding, len(o.problems))
	for i, p := range o.problems {
		findings[i] = fileFinding(p)
	}
	return reread.List(o.Model.Resources, findings, o.sources)
}
