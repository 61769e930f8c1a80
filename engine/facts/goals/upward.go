package goals

import (
	"cmp"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// upward says which goals of the organisation each objective reaches through what it supports. It is found from the
// goals downwards, so that it takes as many steps as there are pairs of an objective and a goal, however long the ways
// are.
type upward struct {
	goals   map[*model.Resource][]above
	unknown map[*model.Resource]bool // some link on the way leads nowhere
	walks   map[*model.Resource]walk // those whose order took a walk, or that of another objective
}

// above is a goal that an objective reaches.
type above struct {
	goal   *model.Resource
	steps  int  // on the shortest way
	inTime bool // there is a way through objectives that all run at the time of the goal
}

// walk is what is met on the ways up from an objective, the nearest first: the goals, and what leads nowhere.
type walk struct {
	goals   []*model.Resource
	missing []string
}

// mostAbove is how many pairs of an objective and a goal are kept. Where there are more, each objective is followed by
// itself, as far as the limits allow.
const mostAbove = 2_000_000

// upwards is the same for all objectives; nil where there are too many pairs.
func (c *Computer) upwards() *upward {
	return basis.Memo(c.Basis, c.objectives.upward, nil, c.lookUp)
}

func (c *Computer) lookUp() *upward {
	u := &upward{goals: map[*model.Resource][]above{}, unknown: map[*model.Resource]bool{},
		walks: map[*model.Resource]walk{}}
	below := map[*model.Resource][]*model.Resource{} // who supports each, but for goals
	var lost []*model.Resource
	objectives := c.Model.Of("Objective")
	for _, o := range objectives {
		if basis.Level(o) == "organisation" {
			continue
		}
		for _, link := range c.supports(o) {
			if all := below[link.to]; link.to != nil && (len(all) == 0 || all[len(all)-1] != o) {
				below[link.to] = append(all, o)
			} else if link.to == nil && !u.unknown[o] {
				u.unknown[o] = true
				lost = append(lost, o)
			}
		}
	}
	for ; len(lost) > 0; lost = lost[1:] {
		for _, o := range below[lost[0]] {
			if !u.unknown[o] {
				u.unknown[o] = true
				lost = append(lost, o)
			}
		}
	}
	left := mostAbove
	for _, goal := range objectives {
		if basis.Level(goal) != "organisation" {
			continue
		}
		if left -= u.lookDown(goal, below); left < 0 || c.Stopped() {
			return nil
		}
		c.lookDownInTime(u, goal, below)
	}
	return u
}

// lookDown notes a goal with all that reach it, and counts them.
func (u *upward) lookDown(goal *model.Resource, below map[*model.Resource][]*model.Resource) int {
	seen := map[*model.Resource]bool{}
	queue := []*model.Resource{goal}
	for n, ends, steps := 0, 1, 1; n < len(queue); n++ {
		if n == ends {
			ends, steps = len(queue), steps+1
		}
		for _, o := range below[queue[n]] {
			if !seen[o] {
				seen[o] = true
				u.goals[o] = append(u.goals[o], above{goal: goal, steps: steps})
				queue = append(queue, o)
			}
		}
	}
	return len(seen)
}

// lookDownInTime notes who reaches a goal through objectives that all run at its time. It was looked down from the goal
// before, so it is the last of each.
func (c *Computer) lookDownInTime(u *upward, goal *model.Resource, below map[*model.Resource][]*model.Resource) {
	for queue := []*model.Resource{goal}; len(queue) > 0; queue = queue[1:] {
		for _, o := range below[queue[0]] {
			last := &u.goals[o][len(u.goals[o])-1]
			if last.inTime {
				continue
			}
			if last.inTime = true; c.sameTime(o, goal) {
				queue = append(queue, o)
			}
		}
	}
}

// met is what is met on the ways up from an objective, in the order in which a walk meets it.
func (c *Computer) met(u *upward, o *model.Resource) walk {
	if all := u.goals[o]; !u.unknown[o] {
		if goals, sure := nearestFirst(all, c.supports(o)); sure {
			return walk{goals: goals}
		}
	}
	var way []*model.Resource
	on := map[*model.Resource]bool{}
	at := o
	for {
		known, ok := u.walks[at]
		next := c.only(at)
		if !ok && (next == nil || on[at]) {
			known, ok = c.walk(o, at), true
			u.walks[at] = known
		}
		if ok {
			for _, through := range way {
				u.walks[through] = known
			}
			return known
		}
		way, at, on[at] = append(way, at), next, true
	}
}

// nearestFirst sorts goals as a walk meets them: the nearest first, and those that are supported directly in the order
// of the links. It is not sure where two are further away and equally far.
func nearestFirst(all []above, links []link) (goals []*model.Resource, sure bool) {
	all = slices.Clone(all)
	place := func(a above) int {
		if a.steps > 1 || len(all) == 1 {
			return 0
		}
		return slices.IndexFunc(links, func(l link) bool { return l.to == a.goal })
	}
	slices.SortStableFunc(all, func(a, b above) int { return cmp.Or(a.steps-b.steps, place(a)-place(b)) })
	for i, a := range all {
		if i > 0 && a.steps > 1 && a.steps == all[i-1].steps {
			return nil, false
		}
		goals = append(goals, a.goal)
	}
	return goals, true
}

// only is the objective below the goals that is all that an objective supports; nil where it supports anything else. A
// walk from the one meets what a walk from the other does.
func (c *Computer) only(o *model.Resource) *model.Resource {
	links := c.supports(o)
	if len(links) != 1 || links[0].to == nil || basis.Level(links[0].to) == "organisation" {
		return nil
	}
	return links[0].to
}

// walk follows the ways up from an objective, for the facts of one that may be another.
func (c *Computer) walk(of, from *model.Resource) walk {
	var w walk
	seen := map[*model.Resource]bool{from: true}
	for queue := []*model.Resource{from}; len(queue) > 0; queue = queue[1:] {
		if why := c.tooFar(0); why != "" {
			w.missing = append(w.missing, c.beyond(of, why))
			return w
		}
		at := queue[0]
		for i, link := range c.supports(at) {
			switch to := link.to; {
			case to == nil && len(w.missing) < basis.MaxWords:
				w.missing = append(w.missing, c.unknownGoal(at, link.entry, field.Supports.At(i).String()+"/"))
			case to == nil || seen[to]:
			case basis.Level(to) != "organisation":
				seen[to] = true
				queue = append(queue, to)
			default:
				seen[to] = true
				w.goals = append(w.goals, to)
			}
		}
	}
	return w
}
