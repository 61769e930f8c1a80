package goals

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// objectives is what is noted about objectives and the KPIs they stand on while their facts are worked out.
type objectives struct {
	graph   *Graph                                // which KPI feeds which
	addends map[*model.Resource][]*model.Resource // KPI → those that its formula adds up
	cycles  map[*model.Resource][]dated           // KPI → the cycles in which objectives date it
	firstOf map[string]*dated                     // item → the first cycle that dates a KPI that makes it
	parts   map[keyResult]bool                    // key results that are parts of a goal's number
	added   map[addedPart]*network.Node

	children map[*model.Resource][]*model.Resource // KPI → those whose parent it is

	links      map[*model.Resource][]link
	upward     map[*model.Resource]*upward // of nil: that of all
	steps      int                         // along paths so far
	unresolved map[*model.Resource][]*model.Unresolved
	deliveries map[*model.Resource]map[string]deliverable // team → what others may wait for, by its names
}

func newObjectives() objectives {
	return objectives{addends: map[*model.Resource][]*model.Resource{}, cycles: map[*model.Resource][]dated{},
		firstOf: map[string]*dated{}, children: map[*model.Resource][]*model.Resource{},
		parts: map[keyResult]bool{}, added: map[addedPart]*network.Node{}, links: map[*model.Resource][]link{},
		upward: map[*model.Resource]*upward{}, deliveries: map[*model.Resource]map[string]deliverable{}}
}

// addendsOf are the KPIs that the formula of a KPI adds up; nil where it is no plain sum of KPIs.
func (c *Computer) addendsOf(k *model.Resource) []*model.Resource {
	return basis.Memo(c.Basis, c.objectives.addends, k, func() []*model.Resource { return c.objectives.graph.Addends(k) })
}

// names are the full names of definitions; never nil.
func names(all []*model.Resource) []string {
	list := make([]string, len(all))
	for i, r := range all {
		list[i] = r.Name
	}
	return list
}
