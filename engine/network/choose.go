package network

import (
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
)

// choice is which of its operands a node stands for.
type choice struct {
	pick   func(of []quantity.Amount) int
	from   int // the first of the operands that decide; what stands before them is only chosen
	picked int
}

// Why says what speaks against a number; "" for nothing.
type Why func(quantity.Amount) string

// Choose is one of some known numbers, by the amounts of all: pick gives its index, -1 for none, and then it is nil. It
// shows itself as that one, and with other leaves it is chosen anew.
func Choose(pick func(of []quantity.Amount) int, of ...*Node) *Node { return choosing(pick, 0, of) }

// ChooseBy is one of several numbers, and others decide which: free cash has to last for the cycle where it falls, and
// for a month where it rises. It lacks what the chosen one lacks, or those that decide.
func ChooseBy(pick func(by []quantity.Amount) int, by []*Node, from ...*Node) *Node {
	for _, p := range by {
		if !p.Valued() {
			return Lacking(p.Lacks()...)
		}
	}
	return choosing(pick, len(from), slices.Concat(from, by))
}

func choosing(pick func(of []quantity.Amount) int, from int, of []*Node) *Node {
	i := pick(amounts(of[from:]))
	if i < 0 {
		return nil
	}
	n := *of[i]
	m := more{missing: n.Lacks(), note: n.Note(), choice: &choice{pick, from, i}}
	if n.more != nil {
		m.tenths = n.more.tenths
	}
	n.op, n.of, n.steps, n.more, n.size = choose, of, nil, &m, int32(of[i].Size())
	n.depend(of)
	return &n
}

// again is a choice among the same operands with other leaves.
func (n *Node) again(of []*Node) *Node {
	for _, p := range of[n.more.choice.from:] {
		if !p.Valued() {
			return Lacking(p.Lacks()...).Called(n.Label)
		}
	}
	c := choosing(n.more.choice.pick, n.more.choice.from, of)
	if c == nil {
		return Lacking(fmt.Sprintf("%s cannot be worked out: none of its values counts", n.Label))
	}
	if !c.Valued() {
		return c
	}
	c.steps, c.more.why = n.steps, n.more.why
	c.named = c.named || n.named
	c.Amount = n.stepped(c.Amount)
	if n.more.shown != nil {
		return c.fulfilled().Cut(n.more.limit)
	}
	return c.fulfilled()
}

// chosen is the operand that a choice stands for.
func (n *Node) chosen() *Node { return n.of[n.more.choice.picked] }

// Provided is a known number under a condition: where that does not hold, now or with other leaves, what is said is
// missing.
func (n *Node) Provided(holds func(quantity.Amount) bool, missing string) *Node {
	return n.Unless(func(a quantity.Amount) string {
		if holds(a) {
			return ""
		}
		return missing
	})
}

// AboveZero is a known number that must be above zero for certain; else what is said is missing.
func (n *Node) AboveZero(missing string) *Node { return n.Provided(quantity.Amount.Positive, missing) }

// Unless is the node, where nothing speaks against its number, now or with other leaves. Else that is missing, in the
// words that say why.
func (n *Node) Unless(why Why) *Node {
	c := *n
	c.extra().why = why
	return c.fulfilled()
}

// fulfilled takes the number away from a new node where something speaks against it.
func (n *Node) fulfilled() *Node {
	if n.more == nil || n.more.why == nil || !n.Valued() {
		return n
	}
	if words := n.more.why(n.Amount); words != "" {
		n.Amount = quantity.Amount{}
		n.lacking([]string{words})
	}
	return n
}
