package model

import "github.com/kpilint/kpilint/schema/field"

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
	return m.rolesIn[kpi.Owner]
}

// KPIsOf returns the KPIs a role answers for: those it owns and those its expectations name, each once, in file order.
func (m *Model) KPIsOf(role *Resource) []*Resource { return m.kpisOf[role] }

// index notes who is measured by what.
func (m *Model) index() {
	m.expecting, m.rolesIn, m.kpisOf = map[*Resource][]*Resource{}, map[*Resource][]*Resource{}, map[*Resource][]*Resource{}
	for _, k := range m.Of("KPI") {
		if k.Owner != nil && k.Owner.Kind == "Role" {
			m.kpisOf[k.Owner] = append(m.kpisOf[k.Owner], k)
		}
	}
	for _, role := range m.Of("Role") {
		seen := map[*Resource]bool{}
		for team := role.Team; team != nil && !seen[team] && len(seen) < MaxDepth; team = team.To(field.Parent) {
			seen[team] = true
			m.rolesIn[team] = append(m.rolesIn[team], role)
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

// RolesIn returns the roles of a team and of the teams below it, in file order.
func (m *Model) RolesIn(team *Resource) []*Resource { return m.rolesIn[team] }
