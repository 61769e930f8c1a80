package goals

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// reach follows supports upwards to the goals of the organisation: those whose cycle overlaps the objective's own, and
// the others.
func (c *Computer) reach(o *model.Resource) *Reach {
	reached, elsewhere, missing := []*model.Resource{}, []string{}, []string{}
	own, ok := c.Cycle(o)
	c.objectives.reached[o] = o
	queue, ends, depth := append(c.objectives.walked[:0], o), 1, 0
	for n := 0; n < len(queue); n++ {
		at := queue[n]
		if n == ends {
			ends, depth = len(queue), depth+1
		}
		if why := c.tooFar(depth); why != "" {
			c.TooLarge("supports", o, field.Supports,
				fmt.Sprintf("`%s` supports objectives that support others, and so on, for more than %s", o.Name, why))
			missing = append(missing,
				fmt.Sprintf("what `%s` supports through others is followed for no more than %s", o.Name, why))
			break
		}
		for i, link := range c.supports(at) {
			to := link.to
			switch {
			case to == nil && len(missing) < basis.MaxWords:
				missing = append(missing, c.unknownGoal(at, link.entry, field.Supports.At(i).String()+"/"))
			case to == nil, c.objectives.reached[to] == o:
			case basis.Level(to) != "organisation":
				c.objectives.reached[to] = o
				queue = append(queue, to)
			default:
				c.objectives.reached[to] = o
				if span, known := c.Cycle(to); !ok || !known || span.Overlaps(own) {
					reached = append(reached, to)
				} else {
					elsewhere = append(elsewhere, to.Name)
				}
			}
		}
	}
	c.objectives.walked = queue
	r := &Reach{Reaches: []string{}, ReachesOtherCycle: elsewhere, UnknownSupports: missing}
	for _, goal := range reached {
		if c.allInTime(queue, goal) || c.leadsInTime(o, goal) {
			r.Reaches = append(r.Reaches, goal.Name)
		} else {
			r.ReachesOutOfTime = append(r.ReachesOutOfTime, goal.Name)
		}
	}
	return r
}

// allInTime reports whether all objectives on the way, whichever it is, run at the time of a goal.
func (c *Computer) allInTime(walked []*model.Resource, goal *model.Resource) bool {
	return !slices.ContainsFunc(walked, func(o *model.Resource) bool { return !c.sameTime(o, goal) })
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

// upward is an entry of `supports`, and the objective that it names.
type upward struct {
	entry *model.Object
	to    *model.Resource // nil for none
}

// supports lists what an objective supports.
func (c *Computer) supports(o *model.Resource) []upward {
	return basis.Memo(c.Basis, c.objectives.upwards, o, func() []upward {
		var all []upward
		for _, s := range o.Objects(field.Supports) {
			to, _ := supported(s)
			all = append(all, upward{s, to})
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
		return fmt.Sprintf("%d steps in the whole organisation", basis.MaxSteps)
	}
	return ""
}

// unknownGoal says why an entry of `supports` leads nowhere.
func (c *Computer) unknownGoal(o *model.Resource, s *model.Object, at string) string {
	why := "does not exist"
	if c.objectives.unresolved == nil {
		c.objectives.unresolved = map[*model.Resource][]*model.Unresolved{}
		for _, u := range c.Model.Unresolved {
			c.objectives.unresolved[u.From] = append(c.objectives.unresolved[u.From], u)
		}
	}
	for _, u := range c.objectives.unresolved[o] {
		if strings.HasPrefix(u.Path, at) && len(u.Candidates) > 0 {
			why = "may be any of " + strings.Join(u.Candidates, ", ")
		}
	}
	return fmt.Sprintf("`%s` supports `%s%s`, which %s", o.Name, s.Text(field.Objective), s.Text(field.KeyResult), why)
}
