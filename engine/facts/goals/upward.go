package goals

import (
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
	more    map[*model.Resource]bool // those that reach more goals than are read: theirs are some of the nearest
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

// mostGoals is how many goals of one objective are read, the nearest first.
const mostGoals = basis.MaxEntries

// mostAbove is how many pairs of an objective and a goal are kept. Where there are more, each objective is followed by
// itself, as far as the limits allow.
const mostAbove = 2_000_000

// upwards is the same for all objectives; nil where there are too many pairs.
func (c *Computer) upwards() *upward {
	return basis.Memo(c.Basis, c.objectives.upward, nil, c.lookUp)
}

func (c *Computer) lookUp() *upward {
	u := &upward{goals: map[*model.Resource][]above{}, more: map[*model.Resource]bool{},
		unknown: map[*model.Resource]bool{}, walks: map[*model.Resource]walk{}}
	below := map[*model.Resource][]*model.Resource{} // who supports each, but for goals
	var goals, lost []*model.Resource
	for _, o := range c.Model.Of("Objective") {
		if basis.Level(o) == "organisation" {
			goals = append(goals, o)
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
	alsoBelow(u.unknown, lost, below)
	if !u.lookDown(goals, below) || c.Stopped() {
		return nil
	}
	c.lookDownInTime(u, goals, below)
	return u
}

// alsoBelow marks what supports something that is marked. of are those that are marked already.
func alsoBelow(marked map[*model.Resource]bool, of []*model.Resource, below map[*model.Resource][]*model.Resource) {
	for ; len(of) > 0; of = of[1:] {
		for _, o := range below[of[0]] {
			if !marked[o] {
				marked[o] = true
				of = append(of, o)
			}
		}
	}
}

// ascent is a pair of an objective and a goal that it reaches.
type ascent struct{ from, to *model.Resource }

// lookDown notes which goals each objective reaches, step by step away from all goals at once, so that an objective
// which reaches more than are read has the nearest. It is false where there are too many pairs.
func (u *upward) lookDown(goals []*model.Resource, below map[*model.Resource][]*model.Resource) bool {
	known := map[ascent]bool{}
	latest := make([]ascent, 0, len(goals))
	for _, goal := range goals {
		latest = append(latest, ascent{goal, goal})
	}
	var cut []*model.Resource
	for steps := 1; len(latest) > 0; steps++ {
		var next []ascent
		for _, last := range latest {
			for _, o := range below[last.from] {
				pair := ascent{o, last.to}
				switch {
				case known[pair] || u.more[o]:
				case len(u.goals[o]) == mostGoals:
					u.more[o], cut = true, append(cut, o)
				case len(known) == mostAbove:
					return false
				default:
					known[pair] = true
					u.goals[o] = append(u.goals[o], above{goal: last.to, steps: steps})
					next = append(next, pair)
				}
			}
		}
		latest = next
	}
	alsoBelow(u.more, cut, below)
	return true
}

// lookDownInTime notes who reaches goals through objectives that all run at the time of the goal.
func (c *Computer) lookDownInTime(
	u *upward, goals []*model.Resource, below map[*model.Resource][]*model.Resource,
) {
	by := make(map[*model.Resource]map[*model.Resource]*above, len(goals))
	for _, goal := range goals {
		by[goal] = map[*model.Resource]*above{}
	}
	for o, all := range u.goals {
		for i := range all {
			by[all[i].goal][o] = &all[i]
		}
	}
	for _, goal := range goals {
		for queue := []*model.Resource{goal}; len(queue) > 0; queue = queue[1:] {
			for _, o := range below[queue[0]] {
				reaches := by[goal][o]
				if reaches == nil || reaches.inTime {
					continue // nil where the goal is beyond those that are read
				}
				if reaches.inTime = true; c.sameTime(o, goal) {
					queue = append(queue, o)
				}
			}
		}
	}
}

// met is what is met on the ways up from an objective, in the order in which a walk meets it.
func (c *Computer) met(u *upward, o *model.Resource) walk {
	if u.more[o] {
		goals, _ := nearestFirst(u.goals[o], c.supports(o))
		return walk{goals: goals, missing: []string{c.tooMany(o)}}
	}
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
	direct := 0 // they are sorted by their steps already
	for direct < len(all) && all[direct].steps == 1 {
		direct++
	}
	if direct > 1 {
		all = slices.Clone(all)
		place := make(map[*model.Resource]int, len(links))
		for i, l := range slices.Backward(links) {
			place[l.to] = i
		}
		slices.SortFunc(all[:direct], func(a, b above) int { return place[a.goal] - place[b.goal] })
	}
	goals, sure = make([]*model.Resource, 0, len(all)), true
	for i, a := range all {
		if i > direct && a.steps == all[i-1].steps {
			sure = false
		}
		goals = append(goals, a.goal)
	}
	return goals, sure
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
