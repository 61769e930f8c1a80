package goals

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// reach says to which goals of the organisation the links of an objective lead: those whose cycle overlaps its own,
// and the others.
func (c *Computer) reach(o *model.Resource) *Reach {
	own, ok := c.Cycle(o)
	u := c.upwards()
	var met walk
	if u == nil {
		met = c.walk(o, o)
	} else {
		met = c.met(u, o)
	}
	r := &Reach{
		Reaches: []string{}, ReachesOtherCycle: []string{}, UnknownSupports: append([]string{}, met.missing...),
		NoGoals: c.noGoals(),
	}
	inTime := c.inTime(u, o)
	for _, goal := range met.goals {
		if span, known := c.Cycle(goal); ok && known && !span.Overlaps(own) {
			r.ReachesOtherCycle = append(r.ReachesOtherCycle, goal.Name)
		} else if inTime(goal) {
			r.Reaches = append(r.Reaches, goal.Name)
		} else {
			r.ReachesOutOfTime = append(r.ReachesOutOfTime, goal.Name)
		}
	}
	return r
}

// inTime says of a goal that an objective reaches whether some way leads there through objectives that all run at its
// time.
func (c *Computer) inTime(u *upward, o *model.Resource) func(goal *model.Resource) bool {
	if u == nil {
		return func(goal *model.Resource) bool { return c.leadsInTime(o, goal) }
	}
	if u.more[o] {
		return func(*model.Resource) bool { return true } // a way may go through goals that are not read
	}
	const few = 8
	all := u.goals[o]
	if len(all) <= few {
		return func(goal *model.Resource) bool {
			return slices.ContainsFunc(all, func(a above) bool { return a.goal == goal && a.inTime })
		}
	}
	leads := map[*model.Resource]bool{}
	for _, a := range all {
		leads[a.goal] = a.inTime
	}
	return func(goal *model.Resource) bool { return leads[goal] }
}

// beyond notes that the links of an objective lead further than they are followed, and says so.
func (c *Computer) beyond(o *model.Resource, why string) string {
	c.TooLarge("supports", o, field.Supports,
		wording.SupportsObjectivesThatSupportOthers(o.Name, why))
	return wording.WhatSupportsThroughOthersIs(o.Name, why)
}

// tooMany notes that an objective reaches more goals than are read, and says so.
func (c *Computer) tooMany(o *model.Resource) string {
	c.TooLarge("goals", o, field.Supports, wording.LeadsToMoreGoalsThanAreRead(o.Name, mostGoals))
	return wording.OfTheGoalsToWhichLeads(o.Name, mostGoals)
}

// leadsInTime reports whether an objective supports a goal through objectives that all run at the time of the goal. An
// objective whose time nobody knows may. Where that is too far to follow, it does.
func (c *Computer) leadsInTime(o, goal *model.Resource) bool {
	seen := map[*model.Resource]bool{o: true}
	for queue := []*model.Resource{o}; len(queue) > 0; queue = queue[1:] {
		if c.tooFar(0) != "" {
			return true
		}
		for _, link := range c.supports(queue[0]) {
			switch to := link.to; {
			case to == goal:
				return true
			case to != nil && !seen[to] && basis.Level(to) != "organisation" && c.sameTime(to, goal):
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	return false
}

// link is an entry of `supports`, and the objective that it names.
type link struct {
	entry *model.Object
	to    *model.Resource // nil for none
}

// supports lists what an objective supports.
func (c *Computer) supports(o *model.Resource) []link {
	return basis.Memo(c.Basis, c.objectives.links, o, func() []link {
		var all []link
		for _, s := range o.Objects(field.Supports) {
			to, _ := supported(s)
			all = append(all, link{s, to})
		}
		return all
	})
}

// tooFar counts a step along links, and says where the limit is once it is reached; "" while it is not.
func (c *Computer) tooFar(depth int) string {
	switch c.objectives.steps++; {
	case depth > basis.MaxDepth:
		return fmt.Sprintf("%d steps", basis.MaxDepth)
	case c.objectives.steps > basis.MaxSteps:
		return wording.StepsInTheWholeOrganisation(basis.MaxSteps)
	}
	return ""
}

// unknownGoal says why an entry of `supports` leads nowhere.
func (c *Computer) unknownGoal(o *model.Resource, s *model.Object, at string) string {
	goal := s.Text(field.Objective) + s.Text(field.KeyResult)
	if goal == "" {
		return wording.WhatSupportsCouldNotBe(o.Name)
	}
	why := wording.DoesNotExist()
	if c.objectives.unresolved == nil {
		c.objectives.unresolved = map[*model.Resource][]*model.Unresolved{}
		for _, u := range c.Model.Unresolved {
			c.objectives.unresolved[u.From] = append(c.objectives.unresolved[u.From], u)
		}
	}
	for _, u := range c.objectives.unresolved[o] {
		if strings.HasPrefix(u.Path, at) && len(u.Candidates) > 0 {
			why = wording.MayBeAnyOf(strings.Join(u.Candidates, ", "))
		}
	}
	return fmt.Sprintf("`%s` supports `%s`, which %s", o.Name, goal, why)
}
