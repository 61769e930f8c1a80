package facts

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// The work that objectives plan is done by the people of a team and of the teams below it, besides what keeps the
// business running.

// planned is an objective with its work.
type planned struct {
	objective *model.Resource
	span      calendar.Span
	known     bool // the span
	work      *network.Node
}

// objectiveWork reads the work of all objectives of teams and roles, by team.
func (c *computer) objectiveWork() map[*model.Resource][]planned {
	byTeam := map[*model.Resource][]planned{}
	for _, o := range c.m.Of("Objective") {
		if c.stopped() {
			break
		}
		effort := o.Quantity("effort")
		if effort == nil || effort.Low == nil || o.Owner == nil || o.Owner.Kind == "Organisation" || o.Team == nil {
			continue
		}
		work := c.durations().Work("`"+o.ID+"`", effort)
		if work == nil {
			c.addConflicts(o, &conflict{"effort",
				fmt.Sprintf("`%s` is no time: write the planned work of the cycle, such as 310 h", effort.Text)})
			continue
		}
		p := planned{objective: o, work: work}
		p.span, p.known = c.cycle(o)
		byTeam[o.Team] = append(byTeam[o.Team], p)
	}
	return byTeam
}

// okrWork compares, for each cycle in which a team plans work for objectives, that work with the working time of its
// people, and gives it to the team.
func (c *computer) okrWork(give func(team *model.Resource, work *OkrWork)) {
	byTeam := c.objectiveWork()
	below := map[*model.Resource][]planned{}
	for _, team := range c.m.Of("Team") {
		if len(byTeam[team]) == 0 {
			continue
		}
		for _, above := range c.parentsOf(team) {
			if len(byTeam[above]) > 0 {
				below[above] = append(below[above], byTeam[team]...)
			}
		}
	}
	for _, team := range c.m.Of("Team") {
		if len(byTeam[team]) > 0 {
			c.about("okrWork", team, func() {
				work := c.workByCycle(team, byTeam[team], below[team], c.m.RolesIn(team))
				give(team, &OkrWork{work})
			})
		}
	}
}

// workByCycle looks at each cycle of the team's own objectives once. What is planned in it is the work of every
// objective whose cycle lies within it: the work of a quarter is done in its year, the work of a year need not be done
// in one of its quarters.
func (c *computer) workByCycle(team *model.Resource, own, all []planned, roles []*model.Resource) []*CycleWork {
	var list []*CycleWork
	done := map[calendar.Span]bool{}
	day := c.workingDays(team, roles)
	for _, p := range own {
		switch {
		case !p.known:
			list = append(list, c.undatedWork(p))
		case !done[p.span]:
			done[p.span] = true
			work := workWithin(p.span, all)
			if why := c.tooDeep(team); why != "" {
				work.Planned = network.Lacking(why)
			}
			work.Cycle, work.Net = p.objective.Text("cycle"), shown(c.netTime(day, p))
			list = append(list, work)
		}
	}
	return list
}

// workWithin adds up the work of the objectives whose cycle lies within a span.
func workWithin(span calendar.Span, all []planned) *CycleWork {
	var parts []*network.Node
	var listed []string
	for _, p := range all {
		if p.known && span.Contains(p.span.From) && span.Contains(p.span.To) {
			parts = append(parts, p.work)
			listed = append(listed, fmt.Sprintf("`%s` %s", p.objective.Name, p.work.Amount))
		}
	}
	return &CycleWork{Planned: network.Plus("planned work", parts...).Cut(maxShared), Parts: shortened(listed)}
}

// undatedWork is the work of an objective without a cycle that is known.
func (c *computer) undatedWork(p planned) *CycleWork {
	missing := fmt.Sprintf("`%s` plans work and has no `cycle` to do it in", p.objective.Name)
	cycle := p.objective.Text("cycle")
	if cycle != "" {
		missing = fmt.Sprintf("`%s` plans work in `%s`, which is no known cycle", p.objective.Name, cycle)
	}
	return &CycleWork{Cycle: cycle, Planned: shown(p.work), Net: network.Lacking(missing)}
}

// workingDays are the people of the roles of a team, with the net days that they work.
type workingDays struct {
	roles       []*model.Resource
	people, day []*network.Node
	missing     []string
	nobody      string // what is missing where nobody is in any of the roles
}

// workingDays collects the people of the roles of a team, also of those with nobody in them now.
func (c *computer) workingDays(team *model.Resource, roles []*model.Resource) *workingDays {
	w := &workingDays{roles: roles}
	if why := c.tooDeep(team); why != "" {
		w.missing = append(w.missing, why)
	}
	for _, role := range roles {
		people, problem := c.attending(role)
		if people == nil {
			w.missing = append(w.missing, problem)
			continue
		}
		w.people, w.day = append(w.people, people), append(w.day, c.netDay(role))
	}
	switch {
	case len(w.missing) > 0:
	case len(roles) == 0:
		w.missing = []string{
			fmt.Sprintf("team `%s` has no roles, so nobody is known to do the work of its objectives", team.Name)}
	default:
		w.nobody = fmt.Sprintf("there is nobody yet in the roles of team `%s`: %s", team.Name, roleNames(roles))
	}
	return w
}

// netTime is the working time of the people of a team in a cycle: people × working days less holidays × net day, role
// by role.
func (c *computer) netTime(w *workingDays, p planned) *network.Node {
	if len(w.missing) > 0 {
		return network.Lacking(w.missing...)
	}
	cycle := p.objective.Text("cycle")
	workdays := network.Assumed("working days of "+cycle, p.span.String(),
		quantity.Exact(big.NewRat(int64(c.m.Calendar.Workdays(p.span)), 1), quantity.NewUnit([]string{"day"}, nil)))

	parts := make([]*network.Node, len(w.people))
	for i, people := range w.people {
		parts[i] = network.Times("of `"+w.roles[i].Name+"`", people, workdays, w.day[i]).In(minute)
	}
	return network.Made(w.ofThoseThere, slices.Concat(w.people, parts)...)
}

// ofThoseThere adds up the working time of the roles with somebody in them: the people of all roles come first, then
// their time.
func (w *workingDays) ofThoseThere(of []*network.Node) *network.Node {
	people, time := of[:len(w.people)], of[len(w.people):]
	if missing := allMissing(time...); len(missing) > 0 {
		return network.Lacking(missing...)
	}
	var parts []*network.Node
	for i, p := range people {
		if p.Amount.High.Sign() > 0 {
			parts = append(parts, time[i])
		}
	}
	if len(parts) == 0 {
		return network.Lacking(w.nobody)
	}
	return network.Plus("net working time", parts...).Cut(maxShared)
}

// roleNames lists roles in words.
func roleNames(roles []*model.Resource) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = "`" + r.Name + "`"
	}
	return strings.Join(words, " and ")
}
