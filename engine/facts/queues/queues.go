// Package queues works out services: their waiting lines, backlogs and hours.
package queues

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/rates"
)

// Computer works out the facts about services.
type Computer struct {
	*basis.Basis
	people *people.Computer
	rates  *rates.Computer
}

// New is a computer without facts so far.
func New(b *basis.Basis, people *people.Computer, rates *rates.Computer) *Computer {
	return &Computer{Basis: b, people: people, rates: rates}
}
