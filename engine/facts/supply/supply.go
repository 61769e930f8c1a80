// Package supply works out who makes what others use: items, funnels, markets, shares, and what is open at once.
package supply

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
)

// Computer works out the facts about supply and demand.
type Computer struct {
	*basis.Basis
	people   *people.Computer
	rates    *rates.Computer
	worktime *worktime.Computer

	supply supply
}

// New is a computer without facts so far.
func New(b *basis.Basis, people *people.Computer, rates *rates.Computer, worktime *worktime.Computer) *Computer {
	return &Computer{
		Basis:    b,
		people:   people,
		rates:    rates,
		worktime: worktime,
		supply:   supply{items: map[string]*item{}, uncounts: map[*model.Resource]*model.Resource{}},
	}
}
