// Package effort works out what takes the time of people: activities, KPIs, and the work for objectives.
package effort

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/people"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// Computer works out the facts about the use of time.
type Computer struct {
	*basis.Basis
	people   *people.Computer
	rates    *rates.Computer
	worktime *worktime.Computer

	activityTimes  map[activityOf]*network.Node
	unclaimedTimes map[*model.Resource]*network.Node // role → the time that nothing claims
}

// New is a computer without facts so far.
func New(b *basis.Basis, people *people.Computer, rates *rates.Computer, worktime *worktime.Computer) *Computer {
	return &Computer{
		Basis:          b,
		people:         people,
		rates:          rates,
		worktime:       worktime,
		activityTimes:  map[activityOf]*network.Node{},
		unclaimedTimes: map[*model.Resource]*network.Node{},
	}
}
