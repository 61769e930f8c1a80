package basis

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// What facts are computed from is bounded, so that no file can make the work grow faster than its length. What lies
// beyond a limit is a finding, and whatever depends on it says that it is missing.
const (
	// MaxEntries of `needs`, `produces`, `counterweights`, key results, KPIs in a formula, activities in `time`.
	MaxEntries = 200
	// MaxDepth of teams below teams, objectives below goals, numbers between an objective and its goal.
	MaxDepth    = model.MaxDepth
	MaxAsking   = 2000             // key results and expectations that give one KPI a target
	MaxNumbers  = 2000             // in the text of a job description
	MaxNodes    = 10_000           // of a derivation; what is more is cut
	MaxShared   = 100              // of a derivation that many facts share
	MaxTogether = 500              // of a derivation that all entries of a list show
	MaxWords    = 100              // of a list of words in a fact
	MaxSteps    = 20 * 1000 * 1000 // along paths between numbers and between objectives, all in all
)

// Few parts of a sum are shown whatever the limit is.
const Few = 8

// TooLarge is the id of the findings about what lies beyond a limit.
const TooLarge = "too-large"

// excess is what is larger than a limit allows: one definition of it, and how many others are.
type excess struct {
	problem model.Problem
	others  int
}

// TooLarge notes what is beyond a limit of one kind. Only the first place is a finding of its own; it counts the
// others.
func (b *Basis) TooLarge(kind string, r *model.Resource, at field.Path, message string) {
	b.remarks++
	if known := b.excesses[kind]; known != nil {
		known.others++
		return
	}
	span, pointer := r.Written(at)
	p := model.Problem{
		Resource: r,
		Pointer:  pointer,
		Problem:  source.Problem{File: r.File, Rule: TooLarge, Span: span, Message: message},
	}
	b.excesses[kind] = &excess{problem: p}
	b.excessKinds = append(b.excessKinds, kind)
}

// Problems lists what is beyond limits, in the order in which it was found.
func (b *Basis) Problems() []model.Problem {
	var all []model.Problem
	for _, kind := range b.excessKinds {
		e := b.excesses[kind]
		switch {
		case e.others == 1:
			e.problem.Message += wording.TheSameHoldsForOne()
		case e.others > 1:
			e.problem.Message += wording.TheSameHoldsForMore(e.others)
		}
		all = append(all, e.problem)
	}
	return all
}

// Entries are those of a list of a definition that facts are computed from, and the number of all there are. Too
// many are a finding.
func (b *Basis) Entries(r *model.Resource, name field.Path) (read []*model.Object, all int) {
	key := listOf{r, name}
	if known, ok := b.lists[key]; ok {
		return known[:min(len(known), MaxEntries)], len(known)
	}
	list := r.Objects(name)
	if len(list) > MaxEntries || len(list) > 0 && !b.Lean { // of most there is none
		b.lists[key] = list
	}
	if n := len(list); n > MaxEntries {
		b.TooLarge(name.String()+" "+r.Name, r, name, wording.SplitItOrLeaveOut(TooMany(r, name, n)))
	}
	return list[:min(len(list), MaxEntries)], len(list)
}

type listOf struct {
	r     *model.Resource
	field field.Path
}

// Needs are the entries of `needs` that facts are computed from.
func (b *Basis) Needs(k *model.Resource) []*model.Object {
	read, _ := b.Entries(k, field.Needs)
	return read
}

// Unread are the entries of a list beyond the limit.
func (b *Basis) Unread(r *model.Resource, name field.Path) []*model.Object {
	b.Entries(r, name)
	list := b.lists[listOf{r, name}]
	return list[min(len(list), MaxEntries):]
}

// TooMany says that a list of a definition is too long.
func TooMany(r *model.Resource, name field.Path, n int) string {
	if name == field.Time {
		return wording.HasEntriesInTimeKpilint(r.Name, n, MaxEntries)
	}
	return wording.HasKpilintReadsAtMost(r.Name, n, name.String(), MaxEntries)
}

// Shortened shortens a list of words that a fact shows, and says how many it leaves out.
func Shortened[L ~[]E, E any](all L) L {
	if len(all) <= MaxWords {
		return all
	}
	more, _ := any(fmt.Sprintf("… (%d more)", len(all)-MaxWords+1)).(E)
	return append(slices.Clone(all[:MaxWords-1]), more)
}

// Activities are the entries of a role's `time`, and whether there are more than are read.
func (b *Basis) Activities(role *model.Resource) (names []string, more bool) {
	time := role.Object.Object(field.Time)
	if time == nil {
		return nil, false
	}
	names = time.Names()
	if len(names) <= MaxEntries {
		return names, false
	}
	b.Once("time "+role.Name, func() {
		b.TooLarge("time "+role.Name, role, field.Time,
			wording.LeaveOutWhatDoesNot(TooMany(role, field.Time, len(names))))
	})
	return names[:MaxEntries], true
}

// ParentsOf are a team and those above it, the nearest first.
func (b *Basis) ParentsOf(team *model.Resource) []*model.Resource {
	return Memo(b, b.parents, team, func() []*model.Resource {
		var all []*model.Resource
		seen := map[*model.Resource]bool{}
		for ; team != nil && team.Kind == "Team" && !seen[team] && len(all) < MaxDepth; team = team.To(field.Parent) {
			seen[team] = true
			all = append(all, team)
		}
		return all
	})
}

// IndexParents notes which teams have others below them that are too deep to be read as theirs.
func (b *Basis) IndexParents() {
	heights := b.heights()
	for _, team := range b.Model.Of("Team") {
		if heights[team] <= MaxDepth {
			continue
		}
		above := team
		for range MaxDepth {
			above = above.To(field.Parent)
		}
		b.TooLarge("parents", team, field.Parent, wording.HasMoreThanTeamsAbove(team.Name, MaxDepth, MaxDepth))
		for ; above != nil && !b.deep[above]; above = above.To(field.Parent) {
			b.deep[above] = true
		}
	}
}

// heights are how many teams there are from each team up, itself among them. Those in a ring are counted once.
func (b *Basis) heights() map[*model.Resource]int {
	teams := b.Model.Of("Team")
	heights, walked := make(map[*model.Resource]int, len(teams)), map[*model.Resource]int{}
	for _, team := range teams {
		var way []*model.Resource
		at := team
		for ; at != nil && at.Kind == "Team" && heights[at] == 0; at = at.To(field.Parent) {
			if first, ring := walked[at]; ring {
				for _, on := range way[first:] {
					heights[on] = len(way) - first
				}
				way = way[:first]
				break
			}
			walked[at], way = len(way), append(way, at)
		}
		above := heights[at]
		for _, below := range slices.Backward(way) {
			above++
			heights[below] = above
		}
	}
	return heights
}

// TooDeep says that not all teams below a team are read; "" where they are.
func (b *Basis) TooDeep(team *model.Resource) string {
	if team == nil || !b.deep[team] {
		return ""
	}
	return wording.HasTeamsMoreThanLevels(team.Name, MaxDepth)
}
