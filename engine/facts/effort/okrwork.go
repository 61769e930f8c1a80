package effort

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
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
func (c *Computer) objectiveWork() map[*model.Resource][]planned {
	byTeam := map[*model.Resource][]planned{}
	for _, o := range c.Model.Of("Objective") {
		if c.Stopped() {
			break
		}
		effort := o.Quantity(field.Effort)
		if effort == nil || effort.Low == nil || o.Owner == nil || o.Owner.Kind == "Organisation" || o.Team == nil {
			continue
		}
		work := c.worktime.Durations().Work("`"+o.ID+"`", effort)
		if work == nil {
			c.AddConflicts(o, &basis.Mismatch{At: field.Effort, Message: wording.IsNotATimeWriteThe(effort.Text)})
			continue
		}
		p := planned{objective: o, work: work}
		p.span, p.known = c.Cycle(o)
		byTeam[o.Team] = append(byTeam[o.Team], p)
	}
	return byTeam
}

// OkrWork compares, for each cycle in which a team plans work for objectives, that work with the working time of its
// people, and gives it to the team.
func (c *Computer) OkrWork(give func(team *model.Resource, work *OkrWork)) {
	byTeam := c.objectiveWork()
	below := map[*model.Resource][]planned{}
	for _, team := range c.Model.Of("Team") {
		if len(byTeam[team]) == 0 {
			continue
		}
		for _, above := range c.ParentsOf(team) {
			if len(byTeam[above]) > 0 {
				below[above] = append(below[above], byTeam[team]...)
			}
		}
	}
	for _, team := range c.Model.Of("Team") {
		if len(byTeam[team]) > 0 {
			c.About("okrWork", team, func() {
				work := c.workByCycle(team, byTeam[team], below[team], c.Model.RolesIn(team))
				give(team, &OkrWork{work})
			})
		}
	}
}

// workByCycle looks at each cycle of the team's own objectives once. What is planned in it is the work of every
// objective whose cycle lies within it: the work of a quarter is done in its year, the work of a year need not be done
// in one of its quarters.
func (c *Computer) workByCycle(team *model.Resource, own, all []planned, roles []*model.Resource) []*CycleWork {
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
			if why := c.TooDeep(team); why != "" {
				work.Planned = network.Lacking(why)
			}
			work.Cycle, work.Net = p.objective.Text(field.Cycle), basis.Shown(c.netTime(day, p))
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
	return &CycleWork{Planned: network.Plus(wording.PlannedWork(), parts...).Cut(basis.MaxShared),
		Parts: basis.Shortened(listed)}
}

// undatedWork is the work of an objective without a cycle that is known.
func (c *Computer) undatedWork(p planned) *CycleWork {
	missing := wording.PlansWorkAndHasNo(p.objective.Name)
	cycle := p.objective.Text(field.Cycle)
	if cycle != "" {
		missing = wording.PlansWorkInWhichIs(p.objective.Name, cycle)
	}
	return &CycleWork{Cycle: cycle, Planned: basis.Shown(p.work), Net: network.Lacking(missing)}
}

// workingDays are the people of the roles of a team, with the net days that they work.
type workingDays struct {
	roles       []*model.Resource
	people, day []*network.Node
	missing     []string
	nobody      string // what is missing where nobody is in any of the roles
}

// workingDays collects the people of the roles of a team, also of those with nobody in them now.
func (c *Computer) workingDays(team *model.Resource, roles []*model.Resource) *workingDays {
	w := &workingDays{roles: roles}
	if why := c.TooDeep(team); why != "" {
		w.missing = append(w.missing, why)
	}
	for _, role := range roles {
		people, problem := c.people.Attending(role)
		if people == nil {
			w.missing = append(w.missing, problem)
			continue
		}
		w.people, w.day = append(w.people, people), append(w.day, c.worktime.NetDay(role))
	}
	switch {
	case len(w.missing) > 0:
	case len(roles) == 0:
		w.missing = []string{
			wording.TeamHasNoRolesSo(team.Name)}
	default:
		w.nobody = wording.ThereIsNobodyYetIn(team.Name, basis.RoleNames(roles))
	}
	return w
}

// netTime is the working time of the people of a team in a cycle: people × working days less holidays × net day, role
// by role.
func (c *Computer) netTime(w *workingDays, p planned) *network.Node {
	if len(w.missing) > 0 {
		return network.Lacking(w.missing...)
	}
	cycle := p.objective.Text(field.Cycle)
	workdays := network.Assumed(wording.WorkingDaysOf(cycle), p.span.String(),
		quantity.Exact(big.NewRat(int64(c.Model.Calendar.Workdays(p.span)), 1), quantity.NewUnit([]string{"day"}, nil)))

	parts := make([]*network.Node, len(w.people))
	for i, people := range w.people {
		parts[i] = network.Times("of `"+w.roles[i].Name+"`", people, workdays, w.day[i]).In(basis.Minute)
	}
	return network.Made(w.ofThoseThere, slices.Concat(w.people, parts)...)
}

// ofThoseThere adds up the working time of the roles with somebody in them: the people of all roles come first, then
// their time.
func (w *workingDays) ofThoseThere(of []*network.Node) *network.Node {
	people, time := of[:len(w.people)], of[len(w.people):]
	if missing := basis.AllMissing(time...); len(missing) > 0 {
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
	return network.Plus(wording.NetWorkingTime(), parts...).Cut(basis.MaxShared)
}
