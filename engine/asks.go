package engine

import (
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
)

// wanted are the facts that rules which are on may read; nil for all. Eight rules pay for the facts of eight rules.
func (e *Engine) wanted() basis.Wanted {
	all := basis.Wanted{}
	for _, b := range []batch{e.programs.first, e.programs.last} {
		programs := slices.Clone(b.whole)
		for _, of := range b.byKind {
			programs = append(programs, of...)
		}
		for _, p := range programs {
			asks, tells := p.(interface{ Asks() []string })
			if !tells {
				return nil
			}
			names := asks.Asks()
			if names == nil {
				return nil
			}
			for _, name := range names {
				all[name] = true
			}
		}
	}
	return all
}

// wanted are the facts that the organisation of a snapshot has: those that rules ask for, or all where the input says
// so.
func (s *Snapshot) wanted() basis.Wanted {
	if s.in.AllFacts || s.drafts() {
		return nil
	}
	return s.engine.wanted()
}
