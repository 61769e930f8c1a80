package network

import (
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
)

// options are what a choice chooses from.
type options struct {
	pick Pick
	by   int // how many of the operands decide; the others are the alternatives
	at   int // the operand that is chosen
}

// Pick says by some numbers which of several alternatives holds: 0 for the first.
type Pick func(of []quantity.Amount) int

// Choose is one of several numbers, and others decide which: free cash has to last for the cycle where it falls, and
// for a month where it rises. The choice looks like the number that is chosen, and lacks what that one lacks. With
// other leaves another one may be chosen.
func Choose(pick Pick, by []*Node, from ...*Node) *Node {
	if !slices.ContainsFunc(from, func(n *Node) bool { return n != from[0] }) {
		return from[0]
	}
	n := &Node{op: choice, more: &more{choice: &options{pick: pick, by: len(by)}}}
	return n.choose(slices.Concat(by, from))
}

// choose is the choice among other operands.
func (n *Node) choose(of []*Node) *Node {
	c, m, o := *n, *n.more, *n.more.choice
	c.of, c.more, m.choice = of, &m, &o
	o.at = slices.IndexFunc(of[:o.by], func(p *Node) bool { return !p.Valued() })
	if o.at < 0 {
		o.at = o.by + o.pick(amounts(of[:o.by]))
	}
	like := c.chosen()
	c.Label, c.Note, c.At, c.Missing, c.named = like.Label, like.Note, like.At, like.Missing, like.named
	c.Amount = quantity.Amount{}
	if like.Valued() {
		c.Amount = n.stepped(like.Amount)
	}
	c.size = c.shows()
	c.depend(of)
	return &c
}

// chosen is the alternative that holds; where nothing can be decided, the number that is missing to decide.
func (n *Node) chosen() *Node { return n.of[n.more.choice.at] }

// Why says what speaks against a number; "" for nothing.
type Why func(quantity.Amount) string

// Unless is the node, where nothing speaks against its number. Else that is missing, in the words that say why.
func (n *Node) Unless(why Why) *Node {
	c, m := *n, more{}
	if n.more != nil {
		m = *n.more
	}
	m.why, c.more = why, &m
	return c.checked()
}

// checked takes its number away from a new node where something speaks against it.
func (n *Node) checked() *Node {
	if n.more == nil || n.more.why == nil || !n.Valued() {
		return n
	}
	if words := n.more.why(n.Amount); words != "" {
		n.Amount, n.Missing = quantity.Amount{}, []string{words}
	}
	return n
}
