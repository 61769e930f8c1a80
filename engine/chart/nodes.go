package chart

import (
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
)

// nodes are what numbers and teams are called on a page, so that a script finds what is connected to what.
type nodes struct {
	number map[*flow.Number]string
	team   map[*flow.Team]string
	folded bool // teams are drawn in place of their numbers
}

func newNodes(f *flow.Flow, folded bool) nodes {
	n := nodes{number: map[*flow.Number]string{}, team: map[*flow.Team]string{}, folded: folded}
	for i, number := range f.Numbers {
		n.number[number] = "n" + strconv.Itoa(i)
	}
	for i, team := range f.Teams {
		n.team[team] = "t" + strconv.Itoa(i)
	}
	return n
}

// of is the node of a number in the drawing.
func (n nodes) of(number *flow.Number) string {
	if n.folded {
		return n.team[number.Team]
	}
	return n.number[number]
}

// card is the node of a card, which may stand for several teams.
func (n nodes) card(c *card) string {
	all := make([]string, len(c.teams))
	for i, t := range c.teams {
		all[i] = n.team[t]
	}
	return strings.Join(all, " ")
}
