package network

import (
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// Make puts a number together from others, by what they are; nil where there is none. It must give the same for the
// same.
type Make func(of []*Node) *Node

// Why says what speaks against a number; "" for nothing.
type Why func(quantity.Amount) string

// choice is how a node is made of its operands, and what was made.
type choice struct {
	make Make
	made *Node
}

// Made is the number that is made of some others, such as the sum of those that count; nil where there is none. It
// shows itself as what is made. With other leaves it is made anew, also where something was missing before.
func Made(make Make, of ...*Node) *Node {
	made := make(of)
	if made == nil {
		return nil
	}
	n := *made
	m := more{missing: made.Lacks(), note: made.Note(), choice: &choice{make, made}}
	if made.more != nil {
		m.tenths = made.more.tenths
	}
	n.op, n.of, n.steps, n.more, n.size = choose, of, nil, &m, int32(made.Size())
	n.depend(of)
	return &n
}

// Choose is one of some known numbers, by the amounts of all: pick gives its index, -1 for none, and then it is nil. It
// shows itself as that one, and with other leaves it is chosen anew.
func Choose(pick func(of []quantity.Amount) int, of ...*Node) *Node {
	return Made(picking(pick, 0), of...)
}

// ChooseBy is one of several numbers, and others decide which: free cash has to last for the cycle where it falls, and
// for a month where it rises. It lacks what the chosen one lacks, or those that decide.
func ChooseBy(pick func(by []quantity.Amount) int, by []*Node, from ...*Node) *Node {
	return Made(picking(pick, len(from)), slices.Concat(from, by)...)
}

// picking takes one operand, by the amounts of those that decide; what stands before them is only chosen.
func picking(pick func(by []quantity.Amount) int, decide int) Make {
	return func(of []*Node) *Node {
		by := of[decide:]
		for _, p := range by {
			if !p.Valued() {
				return Lacking(p.Lacks()...)
			}
		}
		if i := pick(amounts(by)); i >= 0 {
			return of[i]
		}
		return nil
	}
}

// again is what is made of other operands.
func (n *Node) again(of []*Node) *Node {
	c := Made(n.more.choice.make, of...)
	if c == nil {
		return Lacking(wording.CannotBeWorkedOutNone(n.Label))
	}
	c.steps, c.more.why = n.steps, n.more.why
	c.named = c.named || n.named
	if c.Valued() {
		c.Amount = n.stepped(c.Amount)
	}
	if n.more.shown != nil {
		return c.fulfilled().Cut(n.more.limit)
	}
	return c.fulfilled()
}

// chosen is what a choice stands for.
func (n *Node) chosen() *Node { return n.more.choice.made }

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
