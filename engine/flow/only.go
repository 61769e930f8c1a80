package flow

import "slices"

// Only is the flow of some teams and those below them: their numbers, what these give and need, and the goals they
// serve. It has its own numbers and bands; names are those of teams.
func (f *Flow) Only(names []string) *Flow {
	within := func(t *Team) bool {
		for at := t; at != nil; at = at.Within {
			if slices.Contains(names, at.Name) {
				return true
			}
		}
		return false
	}
	kept := map[*Number]bool{}
	var bands []*Band
	for _, n := range f.Numbers {
		if within(n.Team) {
			kept[n] = true
		}
	}
	for _, b := range f.Bands {
		if within(b.To.Team) || b.From != nil && within(b.From.Team) {
			bands = append(bands, b)
		}
	}
	for _, b := range bands {
		if kept[b.To] = true; b.From != nil {
			kept[b.From] = true
		}
	}
	only := &Flow{Title: f.Title}
	teams, numbers := map[*Team]*Team{}, map[*Number]*Number{}
	for _, t := range f.Teams {
		c := *t
		c.Numbers = nil
		teams[t] = &c
		only.Teams = append(only.Teams, &c)
	}
	for _, t := range only.Teams {
		t.Within = teams[t.Within]
	}
	for _, n := range f.Numbers {
		if kept[n] {
			c := *n
			c.Team, c.In, c.Out = teams[n.Team], nil, nil
			numbers[n] = &c
			c.Team.Numbers = append(c.Team.Numbers, &c)
			only.Numbers = append(only.Numbers, &c)
		}
	}
	for _, b := range bands {
		c := *b
		c.From, c.To = numbers[b.From], numbers[b.To]
		only.Bands = append(only.Bands, &c)
	}
	only.join()
	only.keep(f, teams, numbers)
	return only
}

// keep adds the goals that the teams serve, and the cash that their numbers change.
func (f *Flow) keep(all *Flow, teams map[*Team]*Team, numbers map[*Number]*Number) {
	for _, s := range all.Serves {
		if len(teams[s.Team].Numbers) == 0 {
			continue
		}
		c := *s
		c.Team = teams[s.Team]
		f.Serves = append(f.Serves, &c)
		if s.Goal != nil && !slices.Contains(f.Goals, s.Goal) {
			f.Goals = append(f.Goals, s.Goal)
		}
	}
	for _, c := range all.Cash {
		var causes []*Number
		for _, n := range c.Causes {
			if numbers[n] != nil {
				causes = append(causes, numbers[n])
			}
		}
		if causes != nil {
			cash := *c
			cash.Causes = causes
			f.Cash = append(f.Cash, &cash)
		}
	}
}
