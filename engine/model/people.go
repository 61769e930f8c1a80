package model

import (
	"slices"
	"sync"

	"github.com/kpilint/kpilint/schema/field"
)

// MaxDepth is how many teams below one another are read as one: the roles of a team are not looked for deeper.
const MaxDepth = 1000

// RolesOf returns the roles whose people a KPI measures: its owner role's; of a team-owned one, of the roles whose expectations
// name it, else all roles of the team and the teams below it.
func (m *Model) RolesOf(kpi *Resource) []*Resource {
	if kpi.Owner != nil && kpi.Owner.Kind == "Role" {
		return []*Resource{kpi.Owner}
	}
	if expecting := m.expecting[kpi.Whole()]; len(expecting) > 0 {
		return expecting
	}
	if kpi.Owner == nil || kpi.Owner.Kind != "Team" {
		return nil
	}
	return m.RolesIn(kpi.Owner)
}

// KPIsOf returns the KPIs a role answers for: those it owns and those its expectations name, each once, in file order.
func (m *Model) KPIsOf(role *Resource) []*Resource { return m.kpisOf[role] }

// index notes who is measured by what.
func (m *Model) index() {
	m.expecting, m.kpisOf = map[*Resource][]*Resource{}, map[*Resource][]*Resource{}
	m.below.roles, m.below.teams = map[*Resource][]int{}, map[*Resource][]*Resource{}
	m.below.in, m.below.seen = map[*Resource][]*Resource{}, map[*Resource]bool{}
	for _, k := range m.Of("KPI") {
		if k.Owner != nil && k.Owner.Kind == "Role" {
			m.kpisOf[k.Owner] = append(m.kpisOf[k.Owner], k)
		}
	}
	for _, team := range m.Of("Team") {
		if parent := team.To(field.Parent); parent != nil {
			m.below.teams[parent] = append(m.below.teams[parent], team)
		}
	}
	for i, role := range m.Of("Role") {
		if role.Team != nil {
			m.below.roles[role.Team] = append(m.below.roles[role.Team], i)
		}
		m.indexExpectations(role)
	}
}

func (m *Model) indexExpectations(role *Resource) {
	seen := map[*Resource]bool{}
	for _, k := range m.kpisOf[role] {
		seen[k] = true
	}
	for _, e := range role.Objects(field.Expectations) {
		kpi := e.To(field.KPI)
		if kpi == nil || seen[kpi] {
			continue
		}
		seen[kpi] = true
		m.kpisOf[role] = append(m.kpisOf[role], kpi)
		m.expecting[kpi] = append(m.expecting[kpi], role)
	}
}

// below is what teams have below them.
type below struct {
	roles map[*Resource][]int       // team → its own roles, by their places among all
	teams map[*Resource][]*Resource // team → those whose parent it is

	mu     sync.Mutex
	in     map[*Resource][]*Resource // team → all roles, of teams that were asked for
	seen   map[*Resource]bool        // room for the next one: these, and what follows
	levels [2][]*Resource
	places []int
}

// RolesIn returns the roles of a team and of the teams below it, in file order. The list is for reading. It is safe for
// concurrent use.
func (m *Model) RolesIn(team *Resource) []*Resource {
	b := &m.below
	b.mu.Lock()
	defer b.mu.Unlock()
	if all, known := b.in[team]; known || team == nil {
		return all
	}
	b.in[team] = among(m.Of("Role"), b.placesIn(team))
	return b.in[team]
}

// placesIn are the places of all roles of a team and of those below it, sorted.
func (b *below) placesIn(team *Resource) []int {
	clear(b.seen)
	b.seen[team], b.places = true, b.places[:0]
	level, next := append(b.levels[0][:0], team), b.levels[1][:0]
	for depth := 0; len(level) > 0 && depth < MaxDepth; depth++ {
		next = next[:0]
		for _, t := range level {
			b.places = append(b.places, b.roles[t]...)
			for _, lower := range b.teams[t] {
				if !b.seen[lower] {
					b.seen[lower], next = true, append(next, lower)
				}
			}
		}
		level, next = next, level
	}
	b.levels = [2][]*Resource{level, next}
	slices.Sort(b.places)
	return b.places
}

// among are those at some places: a part of the list itself where they follow one another, as they mostly do.
func among(all []*Resource, places []int) []*Resource {
	if len(places) == 0 {
		return nil
	}
	first, last := places[0], places[len(places)-1]
	if last-first+1 == len(places) {
		return slices.Clip(all[first : last+1])
	}
	some := make([]*Resource, len(places))
	for i, at := range places {
		some[i] = all[at]
	}
	return some
}
