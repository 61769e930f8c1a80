package goals

import (
	"slices"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// running is a main objective and when it runs: always, where that is not known.
type running struct {
	*model.Resource
	order int // by file and line
	span  calendar.Span
}

// mains says of each main objective which other one its owner has at the same time, and whether it serves the main
// objective of the organisation.
func (c *Computer) mains(objectives []*model.Resource, of func(o *model.Resource) *Objective) {
	byOwner := map[*model.Resource][]running{}
	var all, goals []running
	for i, o := range objectives {
		if !o.Bool(field.Main, false) || o.Owner == nil {
			continue
		}
		r := running{o, i, c.whenRuns(o)}
		all, byOwner[o.Owner] = append(all, r), append(byOwner[o.Owner], r)
		if basis.Level(o) == "organisation" && len(goals) < basis.MaxWords {
			goals = append(goals, r)
		}
	}
	others := map[*model.Resource]*model.Resource{}
	for _, o := range all {
		if mine := byOwner[o.Owner]; mine[0].Resource == o.Resource {
			overlapping(mine, others)
		}
	}
	for _, o := range all {
		m := &MainObjective{Goals: []string{}, Serves: true}
		if other := others[o.Resource]; other != nil {
			m.Other = other.Name
		}
		if basis.Level(o.Resource) != "organisation" {
			c.servesMain(m, o, goals, of(o.Resource).Reach)
		}
		of(o.Resource).Main = &Main{m}
	}
}

// whenRuns is the cycle of an objective; all days where it has none that can be read.
func (c *Computer) whenRuns(o *model.Resource) calendar.Span {
	if span, known := c.Cycle(o); known {
		return span
	}
	return calendar.Span{From: calendar.Date{Year: calendar.MinYear, Month: 1, Day: 1},
		To: calendar.Date{Year: calendar.MaxYear, Month: 12, Day: 31}}
}

// overlapping notes, for those of some objectives that run at the same time as one before them, that one. Each is set
// beside the one that began before it and ends last.
func overlapping(all []running, others map[*model.Resource]*model.Resource) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b running) int { return a.span.From.Compare(b.span.From) })
	last := all[0]
	for _, o := range all[1:] {
		if o.span.Overlaps(last.span) {
			first, second := last, o
			if second.order < first.order {
				first, second = second, first
			}
			others[second.Resource] = first.Resource
		}
		if o.span.To.After(last.span.To) {
			last = o
		}
	}
}

// servesMain says which main objectives the organisation has while one of a team runs, and whether it reaches any. Work
// that serves no goal says so. Where a link leads nowhere, that is not known, and another rule's.
func (c *Computer) servesMain(m *MainObjective, o running, goals []running, reach *Reach) {
	for _, goal := range goals {
		if goal.span.Overlaps(o.span) {
			m.Goals = append(m.Goals, goal.Name)
		}
	}
	if len(m.Goals) == 0 || reach == nil || len(reach.UnknownSupports) > 0 || o.Text(field.RunTheBusiness) != "" {
		return
	}
	m.Serves = slices.ContainsFunc(m.Goals, func(goal string) bool { return slices.Contains(reach.Reaches, goal) })
}
