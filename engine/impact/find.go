package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/wording"
)

// subject is what was asked about: a node, or several for a role, a team or an objective.
type subject struct {
	kind, name string
	starts     []*node
	itself     []*node // whose needs are asked for
}

// Unknown is the error of asking about something that is not there, or that several definitions are called.
type Unknown struct {
	Name       string
	Nearest    string   // the nearest name there is, "" for none
	Candidates []string // full names, when the short one does not say which
	Reason     string   // why something that is there cannot be missed
}

// Error says what to write instead.
func (e *Unknown) Error() string {
	switch {
	case e.Reason != "":
		return fmt.Sprintf("`%s` %s", e.Name, e.Reason)
	case len(e.Candidates) > 0:
		return wording.MayBeAnyOfWrite(e.Name, strings.Join(e.Candidates, ", "))
	case e.Nearest != "":
		return wording.IsNoNumberHereDid(e.Name, e.Nearest)
	}
	return wording.IsNoKPIServiceRole(e.Name)
}

// find looks for a name among what can be missed: a full name first, then an id that only one has; a KPI before what is called the same.
func (g *graph) find(name string) (*subject, error) {
	subjects := g.subjects()
	for _, s := range subjects {
		if s.name == name {
			return s, s.check()
		}
	}
	var found []*subject
	for _, s := range subjects {
		if strings.HasSuffix(s.name, "/"+name) && (len(found) == 0 || found[0].kind == s.kind) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 0:
		return nil, g.unknown(name, subjects)
	case 1:
		return found[0], found[0].check()
	}
	e := &Unknown{Name: name}
	for _, s := range found {
		e.Candidates = append(e.Candidates, s.name)
	}
	slices.Sort(e.Candidates)
	return nil, e
}

// check refuses what has no number.
func (s *subject) check() error {
	if len(s.starts) > 0 {
		return nil
	}
	return &Unknown{Name: s.name, Reason: wording.HasNoNumberOfIts()}
}

func (g *graph) unknown(name string, subjects []*subject) error {
	for _, r := range g.m.Resources {
		if r.Name == name || r.ID == name {
			return &Unknown{Name: r.Name, Reason: wording.IsAndHasNoNumber(wording.WithArticle(r.Kind))}
		}
	}
	var names []string
	for _, s := range subjects {
		names = append(names, s.name)
	}
	slices.Sort(names)
	return &Unknown{Name: name, Nearest: nearest.Name(name, names)}
}

// subjects lists what can be asked about, in the order in which a name is looked for.
func (g *graph) subjects() []*subject {
	var all []*subject
	for _, kind := range []string{KPI, Service, KeyResult, Market} {
		for _, n := range g.nodes {
			if n.kind == kind {
				all = append(all, &subject{kind, n.name, starts(n), []*node{n}})
			}
		}
	}
	for _, n := range g.nodes {
		if n.kind == Objective {
			all = append(all, &subject{n.kind, n.name, startsOf(n), []*node{n}})
		}
	}
	for _, r := range g.m.Of("Role") {
		kpis := g.nodesOf(g.m.KPIsOf(r))
		all = append(all, &subject{"Role", r.Name, kpis, kpis})
	}
	for _, team := range g.m.Of("Team") {
		numbers := g.teams(team)
		all = append(all, &subject{"Team", team.Name, numbers, numbers})
	}
	return all
}

// starts are what is missed with a number. A key result that asks for what its KPI asks for is that KPI's number. One that asks for
// something else is missed alone: what that says of the KPI cannot be told.
func starts(n *node) []*node {
	for _, e := range n.in {
		if e.kind != "measures" {
			continue
		}
		if n.asked != nil && e.from.asked != nil && n.asked.Amount.Equal(e.from.asked.Amount) && n.lower == e.from.lower {
			return []*node{e.from}
		}
	}
	return []*node{n}
}

// apart makes each key result that is missed alone lead to its KPI, and not the other way. One that is a part of a goal's key result leads
// to that.
func (g *graph) apart(starts []*node) {
	for _, n := range starts {
		for i, e := range n.in {
			if n.kind != KeyResult || e.kind != "measures" {
				continue
			}
			k := e.from
			k.out = slices.DeleteFunc(k.out, func(o *edge) bool { return o == e })
			n.in = slices.Delete(slices.Clone(n.in), i, i+1)
			if slices.ContainsFunc(n.out, func(o *edge) bool { return o.kind == "adds up" }) {
				break
			}
			why := wording.AsksForAndItsKPI(n.name, n.wanted().sum, k.wanted().sum)
			g.link(&edge{from: n, to: k, kind: "measures", at: e.at, hit: func(*weave) *relation { return lacking(why) },
				needs: e.needs})
			break
		}
	}
}

// startsOf are the key results of an objective with their KPIs; of one without key results itself.
func startsOf(objective *node) []*node {
	var all []*node
	for _, e := range objective.in {
		if e.kind == "key result" {
			all = append(all, starts(e.from)...)
		}
	}
	if len(all) == 0 {
		return []*node{objective}
	}
	return unique(all)
}

func unique(all []*node) []*node {
	var kept []*node
	for _, n := range all {
		if !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return kept
}

func (g *graph) nodesOf(kpis []*model.Resource) []*node {
	var all []*node
	for _, k := range kpis {
		all = append(all, g.kpi[k])
	}
	return all
}

// teams are the numbers of a team.
func (g *graph) teams(team *model.Resource) []*node {
	var all []*node
	for _, n := range g.nodes {
		if (n.kind == KPI || n.kind == Service) && n.r.Team == team {
			all = append(all, n)
		}
	}
	return all
}
