// Package definition says how numbers are defined: their words, units, starts and samples, and who may see them.
package definition

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/worktime"
)

// Computer works out the facts about definitions.
type Computer struct {
	*basis.Basis
	rates    *rates.Computer
	worktime *worktime.Computer
}

// New is a computer without facts so far.
func New(b *basis.Basis, rates *rates.Computer, worktime *worktime.Computer) *Computer {
	return &Computer{Basis: b, rates: rates, worktime: worktime}
}
