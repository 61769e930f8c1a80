package facts

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// The work that objectives plan is done by the people of a team and of the teams below it, besides what keeps the business running.

// planned is an objective with its work.
type planned struct {
	objective *model.Resource
	span      calendar.Span
	known     bool // the span
	work      *Derivation
}

// objectiveWork reads the work of all objectives of teams and roles, by team.
func (c *computer) objectiveWork() map[*model.Resource][]planned {
	byTeam := map[*model.Resource][]planned{}
	for _, o := range c.m.Of("Objective") {
		effort := o.Quantity("effort")
		if effort == nil || effort.Low == nil || o.Owner == nil || o.Owner.Kind == "Organisation" || o.Team == nil {
			continue
		}
		work := c.timeOfWork(o, effort)
		if work == nil {
			c.addConflicts(o, &conflict{"effort", fmt.Sprintf("`%s` is no time: write the planned work of the cycle, such as 310 h", effort.Text)})
			continue
		}
		p := planned{objective: o, work: work}
		p.span, p.known = c.cycle(o)
		byTeam[o.Team] = append(byTeam[o.Team], p)
	}
	return byTeam
}

// timeOfWork is an effort in minutes; a workday is a net day of work. Nil for what is no time.
func (c *computer) timeOfWork(o *model.Resource, effort *model.Quantity) *Derivation {
	d := written("`"+o.ID+"`", effort)
	if !effort.Unit.Equal(quantity.NewUnit([]string{effort.Unit.Noun()}, nil)) {
		return nil
	}
	switch effort.Unit.Noun() {
	case "min":
		return in(d, minute)
	case "workday":
		return name(in(times("`"+o.ID+"`", in(d, workdayUnit), c.netDay(nil)), minute))
	}
	return nil
}

// okrWork compares, for each cycle in which a team plans work for objectives, that work with the working time of its people.
func (c *computer) okrWork() {
	byTeam := c.objectiveWork()
	below := map[*model.Resource][]planned{}
	for _, team := range c.m.Of("Team") {
		c.eachAbove(team, func(above *model.Resource) { below[above] = append(below[above], byTeam[team]...) })
	}
	roles := map[*model.Resource][]*model.Resource{}
	for _, role := range c.m.Of("Role") {
		c.eachAbove(role.Team, func(above *model.Resource) { roles[above] = append(roles[above], role) })
	}
	for _, team := range c.m.Of("Team") {
		if len(byTeam[team]) > 0 {
			team.Facts.Set("okrWork", c.workByCycle(team, byTeam[team], below[team], roles[team]))
		}
	}
}

// eachAbove calls f for a team and every team above it.
func (c *computer) eachAbove(team *model.Resource, f func(*model.Resource)) {
	seen := map[*model.Resource]bool{}
	for ; team != nil && team.Kind == "Team" && !seen[team]; team = team.To("parent") {
		seen[team] = true
		f(team)
	}
}

// workByCycle looks at each cycle of the team's own objectives once. What is planned in it is the work of every objective whose cycle lies
// within it: the work of a quarter is done in its year, the work of a year need not be done in one of its quarters.
func (c *computer) workByCycle(team *model.Resource, own, all []planned, roles []*model.Resource) model.List {
	list := model.List{}
	var done []calendar.Span
	for _, p := range own {
		switch {
		case !p.known:
			list = append(list, c.undatedWork(p))
		case !slices.Contains(done, p.span):
			done = append(done, p.span)
			o := workWithin(p.span, all)
			o.Set("cycle", p.objective.Text("cycle"))
			set(o, "net", c.netTime(team, roles, p))
			list = append(list, o)
		}
	}
	return list
}

// workWithin adds up the work of the objectives whose cycle lies within a span.
func workWithin(span calendar.Span, all []planned) *model.Object {
	var parts []*Derivation
	words := model.List{}
	for _, p := range all {
		if p.known && span.Contains(p.span.From) && span.Contains(p.span.To) {
			parts = append(parts, p.work)
			words = append(words, fmt.Sprintf("`%s` %s", p.objective.Name, p.work.Amount))
		}
	}
	o := &model.Object{}
	set(o, "planned", fact(plus("planned work", parts...)))
	o.Set("parts", words)
	return o
}

// undatedWork is the work of an objective without a cycle that is known.
func (c *computer) undatedWork(p planned) *model.Object {
	o := &model.Object{}
	o.Set("cycle", p.objective.Text("cycle"))
	set(o, "planned", fact(p.work))
	o.Set("parts", model.List{})
	missing := fmt.Sprintf("`%s` plans work and has no `cycle` to do it in", p.objective.Name)
	if cycle := p.objective.Text("cycle"); cycle != "" {
		missing = fmt.Sprintf("`%s` plans work in `%s`, which is no known cycle", p.objective.Name, cycle)
	}
	set(o, "net", lacking(missing))
	return o
}

// netTime is the working time of the people of a team in a cycle: people × working days less holidays × net day, role by role. A role
// with nobody in it adds nothing.
func (c *computer) netTime(team *model.Resource, roles []*model.Resource, p planned) *Fact {
	cycle := p.objective.Text("cycle")
	workdays := assumed("working days of "+cycle, p.span.String(),
		quantity.Exact(big.NewRat(int64(c.m.Calendar.Workdays(p.span)), 1), quantity.NewUnit([]string{"day"}, nil)))
	var parts []*Derivation
	var missing []string
	for _, role := range roles {
		people, problem := c.attending(role)
		if people == nil {
			missing = append(missing, problem)
			continue
		}
		if people.Amount.High.Sign() > 0 {
			parts = append(parts, in(times("of `"+role.Name+"`", people, workdays, c.netDay(role)), minute))
		}
	}
	switch {
	case len(missing) > 0:
		return lacking(missing...)
	case len(roles) == 0:
		return lacking(fmt.Sprintf("team `%s` has no roles, so nobody is known to do the work of its objectives", team.Name))
	case len(parts) == 0:
		return lacking(fmt.Sprintf("there is nobody yet in the roles of team `%s`: %s", team.Name, roleNames(roles)))
	}
	return fact(plus("net working time", parts...))
}

// roleNames lists roles in words.
func roleNames(roles []*model.Resource) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = "`" + r.Name + "`"
	}
	return strings.Join(words, " and ")
}
