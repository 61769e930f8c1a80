// Package goals works out how objectives serve goals: links, ways, sums of parts, cycles, days and owners.
package goals

import (
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Computer works out the facts about objectives.
type Computer struct {
	*basis.Basis
	rates    *rates.Computer
	supply   *supply.Computer
	worktime *worktime.Computer

	objectives objectives
	owners     *owners
	units      map[quantity.Unit]units // of targets
	noGoals    func() bool             // whether no objective is the organisation's
}

// New is a computer without facts so far.
func New(b *basis.Basis, rates *rates.Computer, supply *supply.Computer, worktime *worktime.Computer) *Computer {
	return &Computer{
		Basis: b, rates: rates, supply: supply, worktime: worktime, objectives: newObjectives(),
		units: map[quantity.Unit]units{},
		noGoals: sync.OnceValue(func() bool {
			return !slices.ContainsFunc(b.Model.Of("Objective"), func(o *model.Resource) bool {
				return o.Owner != nil && o.Owner.Kind == "Organisation"
			})
		}),
	}
}
