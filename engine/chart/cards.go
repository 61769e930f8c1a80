package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// card is a team, or several, with its numbers in one box.
type card struct {
	*place
	title string
	teams []*flow.Team
	all   []*flow.Number
	bad   int // numbers that cannot hold
}

// departments puts teams together by what they stand below: at the first level with several.
func (d *drawing) departments() (names []string, members [][]*flow.Team) {
	teams := peopled(d.f)
	paths := make([][]*flow.Team, len(teams))
	for i, t := range teams {
		for at := t; at != nil; at = at.Within {
			paths[i] = append(paths[i], at)
		}
		slices.Reverse(paths[i])
	}
	for level := range 8 {
		names, members = nil, nil
		index := map[*flow.Team]int{}
		for i, t := range teams {
			at := paths[i][min(level, len(paths[i])-1)]
			if _, known := index[at]; !known {
				index[at] = len(names)
				names, members = append(names, at.Title), append(members, nil)
			}
			members[index[at]] = append(members[index[at]], t)
		}
		if len(names) > 1 {
			break
		}
	}
	return names, members
}

// fold makes cards of teams, in columns. A name is above each column that is a department.
func (d *drawing) fold(columns int) (names []string, cards [][]*card) {
	names, members := d.departments()
	if len(names) > 1 && len(names) <= columns && len(names) < len(peopled(d.f)) {
		for _, teams := range members {
			cards = append(cards, d.cardsOf(teams))
		}
		return names, cards
	}
	var all []*card
	for i, teams := range members {
		all = append(all, newCard(names[i], teams))
	}
	return nil, d.byFlow(all, columns)
}

// cardsOf is a card for each team of a department. Where there are too many those without a shortfall are one.
func (d *drawing) cardsOf(teams []*flow.Team) []*card {
	all := make([]*card, len(teams))
	for i, t := range teams {
		all[i] = newCard(t.Title, []*flow.Team{t})
	}
	return few(all, mostCards)
}

// few keeps so many cards: those with most that cannot hold; the others become one.
func few(all []*card, most int) []*card {
	if len(all) <= most {
		return all
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *card) int { return cmp.Compare(b.bad, a.bad) })
	kept := map[*card]bool{}
	for _, c := range sorted[:most-1] {
		kept[c] = true
	}
	var shown []*card
	var rest []*flow.Team
	for _, c := range all {
		if kept[c] {
			shown = append(shown, c)
		} else {
			rest = append(rest, c.teams...)
		}
	}
	return append(shown, newCard(wording.MoreTeams(len(rest)), rest))
}

func newCard(title string, teams []*flow.Team) *card {
	c := &card{title: title, teams: teams}
	for _, t := range teams {
		c.all = append(c.all, t.Numbers...)
	}
	slices.SortStableFunc(c.all, func(a, b *flow.Number) int { return cmp.Compare(grave(b), grave(a)) })
	for _, n := range c.all {
		if grave(n) == 2 {
			c.bad++
		}
	}
	return c
}

// grave is 2 for a number that cannot hold, 1 for one to look at, else 0.
func grave(n *flow.Number) int {
	switch {
	case n.Lacks || n.Level == flow.Error:
		return 2
	case n.Level == flow.Warning:
		return 1
	}
	return 0
}

// byFlow puts cards into columns as what they give goes on: those that need nothing first.
func (d *drawing) byFlow(all []*card, columns int) [][]*card {
	all = few(all, columns*mostCards)
	at := map[*flow.Team]*card{}
	for _, c := range all {
		for _, t := range c.teams {
			at[t] = c
		}
	}
	gives := map[*card][]*card{}
	for _, b := range d.f.Bands {
		if b.From == nil {
			continue
		}
		if from, to := at[b.From.Team], at[b.To.Team]; from != to && !slices.Contains(gives[from], to) {
			gives[from] = append(gives[from], to)
		}
	}
	level, deepest := levels(all, gives)
	cards := make([][]*card, min(columns, max(deepest+1, min(columns, (len(all)+mostCards-1)/mostCards))))
	var loose []*card
	for _, c := range all {
		if l, ok := level[c]; ok {
			i := l
			if deepest >= len(cards) {
				i = l * (len(cards) - 1) / deepest
			}
			cards[i] = append(cards[i], c)
		} else {
			loose = append(loose, c)
		}
	}
	for _, c := range loose {
		least := 0
		for i := range cards {
			if len(cards[i]) < len(cards[least]) {
				least = i
			}
		}
		cards[least] = append(cards[least], c)
	}
	return slices.DeleteFunc(cards, func(c []*card) bool { return len(c) == 0 })
}

// levels are how many steps of flow lead to each card at most, those that would close a circle left out. Cards without
// flow have none.
func levels(all []*card, gives map[*card][]*card) (level map[*card]int, deepest int) {
	level = map[*card]int{}
	state := map[*card]int{} // 1 on the way, 2 done
	var order []*card
	var visit func(c *card)
	visit = func(c *card) {
		state[c] = 1
		for _, to := range gives[c] {
			if state[to] == 0 {
				visit(to)
			}
		}
		state[c] = 2
		order = append(order, c)
	}
	for _, c := range all {
		if state[c] == 0 {
			visit(c)
		}
	}
	slices.Reverse(order)
	index := map[*card]int{}
	for i, c := range order {
		index[c] = i
	}
	for _, c := range order {
		if len(gives[c]) > 0 && level[c] == 0 {
			level[c] = level[c] + 0
		}
		for _, to := range gives[c] {
			if index[to] > index[c] {
				level[to] = max(level[to], level[c]+1)
				deepest = max(deepest, level[to])
			}
		}
	}
	for _, c := range all { // those that neither give nor get stand where there is room
		if _, known := level[c]; known && level[c] == 0 && len(gives[c]) == 0 {
			delete(level, c)
		}
	}
	return level, deepest
}

// card draws a team: its name, how many of its numbers cannot hold, and a square for each of them.
func (d *drawing) card(c *card, b Box) {
	text, kind := wording.Numbers(len(c.all)), Mute
	if c.bad > 0 {
		text, kind = wording.SoManyNumbersCannotHold(c.bad), Bad
	}
	says := c.title + ": " + wording.Numbers(len(c.all))
	if c.bad > 0 {
		says += "; " + text
	}
	for i, n := range c.all {
		if grave(n) == 2 && i < 6 {
			says += ". " + n.Title + ": " + n.Value
		}
	}
	g := d.add(&Group{Says: says, Class: "team", At: d.nodes.card(c)})
	if len(c.teams) == 1 {
		g.Name = c.teams[0].Name
	}
	g.box(Card, b, 6)
	g.text(Ink, b.X+10, b.Y+19, 13, fit(c.title, b.W-18, 13, true)).bold()
	g.text(kind, b.X+10, b.Y+36, 12, fit(text, b.W-18, 12, c.bad > 0)).Bold = c.bad > 0
	step := math.Min(9, (b.W-20)/math.Max(1, float64(len(c.all))))
	x := b.X + 10
	for _, n := range c.all {
		w, high := math.Max(step-2, step*.7), 6.0
		style := Cell
		switch grave(n) {
		case 2:
			style, high = BadCell, 10
		case 1:
			style, high = LookCell, 10
		}
		g.box(style, Box{x, b.Y + 55 - high, w, high}, 0)
		x += step
	}
}
