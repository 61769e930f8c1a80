package model

import (
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// TooLarge is the id of findings about what is larger than what is looked at.
const TooLarge = "too-large"

// maxLooks bounds how many activities are looked through: those of a team are also those of all teams above it.
const maxLooks = 5_000_000

// pastimes are what some roles spend time on.
type pastimes struct {
	names []string
	known map[string]bool // also those with a time that cannot be read
}

func (v *resolver) activity(r *Resource, p pending) {
	roles := v.m.RolesOf(r)
	if len(roles) == 0 || v.looks > maxLooks {
		return // owner-missing says so, or nobody holds it yet
	}
	all := v.pastimesOf(r, roles)
	if v.looks > maxLooks {
		v.tooManyLooks(r, p)
		return
	}
	if all.known[p.ref.Text] {
		return
	}
	near := v.guesses.Name(p.ref.Text, all.names)
	v.m.Unresolved = append(v.m.Unresolved, &Unresolved{
		From: r, Path: p.path, Text: p.ref.Text, Wanted: "activity",
		Nearest: near, Slip: v.guesses.Typo(p.ref.Text, near, all.names),
		Reason: wording.TheTimeOfRoleHas(roles[0].Name, p.ref.Text),
	})
}

// pastimesOf are what the roles of a KPI spend time on. Those of an owner are collected once for all its KPIs.
func (v *resolver) pastimesOf(kpi *Resource, roles []*Resource) *pastimes {
	of := kpi.Owner
	if of != nil && of.Kind != "Role" && len(v.m.expecting[kpi]) > 0 {
		of = nil // it has roles of its own
	}
	if all := v.pastimes[of]; all != nil {
		return all
	}
	all := &pastimes{known: map[string]bool{}}
	for _, role := range roles {
		time := role.Object.Object(field.Time)
		if v.looks++; time == nil || v.looks > maxLooks {
			continue
		}
		v.looks += len(time.Node.Fields())
		for _, f := range time.Node.Fields() {
			all.known[f.Key.Text] = true
		}
		all.names = append(all.names, time.Names()...)
	}
	if v.pastimes == nil {
		v.pastimes = map[*Resource]*pastimes{}
	}
	if of != nil {
		v.pastimes[of] = all
	}
	return all
}

// tooManyLooks says from where on activities are not looked up.
func (v *resolver) tooManyLooks(r *Resource, p pending) {
	span, at := r.WrittenAt(p.path)
	v.problems = append(v.problems, Problem{Resource: r, Pointer: at, Problem: source.Problem{
		File: r.File, Rule: TooLarge, Span: span, Message: wording.FromHereOnNobodyLooks(maxLooks),
	}})
}
