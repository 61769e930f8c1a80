package facts

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
)

// What facts are computed from is bounded, so that no file can make the work grow faster than its length. What lies
// beyond a limit is a finding, and whatever depends on it says that it is missing.
const (
	MaxEntries  = 200              // of `needs`, `produces`, `counterweights`, key results, KPIs in a formula, activities in `time`
	MaxDepth    = model.MaxDepth   // of teams below teams, objectives below goals, numbers between an objective and its goal
	MaxAsking   = 2000             // key results and expectations that give one KPI a target
	MaxNumbers  = 2000             // in the text of a job description
	maxNodes    = 10_000           // of a derivation; what is more is cut
	maxShared   = 100              // of a derivation that many facts share
	maxTogether = 500              // of a derivation that all entries of a list show
	maxWords    = 100              // of a list of words in a fact
	maxSteps    = 20 * 1000 * 1000 // along paths between numbers and between objectives, all in all
)

// few parts of a sum are shown whatever the limit is.
const few = 8

// TooLarge is the id of the findings about what lies beyond a limit.
const TooLarge = "too-large"

// excess is what is larger than a limit allows: one definition of it, and how many others are.
type excess struct {
	problem model.Problem
	others  int
}

// tooLarge notes what is beyond a limit of one kind. Only the first place is a finding of its own; it counts the
// others.
func (c *computer) tooLarge(kind string, r *model.Resource, at, message string) {
	if known := c.excesses[kind]; known != nil {
		known.others++
		return
	}
	span, pointer := r.Written(at)
	p := model.Problem{Resource: r, Pointer: pointer, Problem: source.Problem{File: r.File, Rule: TooLarge, Span: span, Message: message}}
	c.excesses[kind] = &excess{problem: p}
	c.excessKinds = append(c.excessKinds, kind)
}

// problems lists what is beyond limits, in the order in which it was found.
func (c *computer) problems() []model.Problem {
	var all []model.Problem
	for _, kind := range c.excessKinds {
		e := c.excesses[kind]
		switch {
		case e.others == 1:
			e.problem.Message += "; the same holds for one more"
		case e.others > 1:
			e.problem.Message += fmt.Sprintf("; the same holds for %d more", e.others)
		}
		all = append(all, e.problem)
	}
	return all
}

// entries are those of a list of a definition that facts are computed from, and the number of all there are. Too
// many are a finding.
func (c *computer) entries(r *model.Resource, field string) (read []*model.Object, all int) {
	key := listOf{r, field}
	if known, ok := c.lists[key]; ok {
		return known[:min(len(known), MaxEntries)], len(known)
	}
	list := r.Objects(field)
	c.lists[key] = list
	if n := len(list); n > MaxEntries {
		c.tooLarge(field+" "+r.Name, r, field, tooMany(r, field, n)+": split it, or leave out what does not count")
	}
	return list[:min(len(list), MaxEntries)], len(list)
}

type listOf struct {
	r     *model.Resource
	field string
}

func (c *computer) needs(k *model.Resource) []*model.Object {
	read, _ := c.entries(k, "needs")
	return read
}

// unread are the entries of a list beyond the limit.
func (c *computer) unread(r *model.Resource, field string) []*model.Object {
	c.entries(r, field)
	return c.lists[listOf{r, field}][min(len(c.lists[listOf{r, field}]), MaxEntries):]
}

// tooMany says that a list of a definition is too long.
func tooMany(r *model.Resource, field string, n int) string {
	if field == "time" {
		return fmt.Sprintf("`%s` has %d entries in `time`; kpilint reads at most %d", r.Name, n, MaxEntries)
	}
	return fmt.Sprintf("`%s` has %d `%s`; kpilint reads at most %d", r.Name, n, field, MaxEntries)
}

// shortened shortens a list of words that a fact shows, and says how many it leaves out.
func shortened[L ~[]E, E any](all L) L {
	if len(all) <= maxWords {
		return all
	}
	more, _ := any(fmt.Sprintf("… (%d more)", len(all)-maxWords+1)).(E)
	return append(slices.Clone(all[:maxWords-1]), more)
}

// activities are the entries of a role's `time`, and whether there are more than are read.
func (c *computer) activities(role *model.Resource) (names []string, more bool) {
	time := role.Object.Object("time")
	if time == nil {
		return nil, false
	}
	names = time.Names()
	if len(names) <= MaxEntries {
		return names, false
	}
	c.once("time "+role.Name, func() {
		c.tooLarge("time "+role.Name, role, "time", tooMany(role, "time", len(names))+": leave out what does not count")
	})
	return names[:MaxEntries], true
}

// once does something the first time that it is called for a key.
func (c *computer) once(key string, do func()) {
	if !c.told[key] {
		c.told[key] = true
		do()
	}
}

// parentsOf are a team and those above it, the nearest first.
func (c *computer) parentsOf(team *model.Resource) []*model.Resource {
	return memo(c.parents, team, func() []*model.Resource {
		var all []*model.Resource
		seen := map[*model.Resource]bool{}
		for ; team != nil && team.Kind == "Team" && !seen[team] && len(all) < MaxDepth; team = team.To("parent") {
			seen[team] = true
			all = append(all, team)
		}
		return all
	})
}

// indexParents notes which teams have others below them that are too deep to be read as theirs.
func (c *computer) indexParents() {
	for _, team := range c.m.Of("Team") {
		all := c.parentsOf(team)
		if len(all) < MaxDepth {
			continue
		}
		above := all[len(all)-1].To("parent")
		if above == nil || slices.Contains(all, above) {
			continue
		}
		c.tooLarge("parents", team, "parent", fmt.Sprintf("`%s` has more than %d teams above it, one above the other; kpilint reads at most %d", team.Name, MaxDepth, MaxDepth))
		for ; above != nil && !c.deep[above]; above = above.To("parent") {
			c.deep[above] = true
		}
	}
}

// tooDeep says that not all teams below a team are read; "" where they are.
func (c *computer) tooDeep(team *model.Resource) string {
	if team == nil || !c.deep[team] {
		return ""
	}
	return fmt.Sprintf("`%s` has teams more than %d levels below it, which are not read", team.Name, MaxDepth)
}
