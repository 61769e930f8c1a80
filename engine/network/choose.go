package network

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/quantity"
)

// Choice says by the amounts of some numbers which of them counts, by its place from 0; -1 for none. It must give the
// same for the same.
type Choice func(of []quantity.Amount) int

// Choose is one of several numbers and looks like it: which one, the choice says, and with other leaves it may be
// another. Numbers that are only there to choose by can stand at the end. Nil where the choice gives none.
func Choose(which Choice, of ...*Node) *Node {
	i := which(amounts(of))
	if i < 0 {
		return nil
	}
	p := of[i]
	n := &Node{Label: p.Label, Amount: p.Amount, Missing: p.Missing, At: p.At, Note: p.Note, named: p.named,
		op: picked, of: of, more: &more{which: which, place: i}}
	if p.more != nil {
		n.more.tenths = p.more.tenths
	}
	n.size = n.shows()
	n.depend(of)
	return n
}

// chosen is the operand that a pick looks like.
func (n *Node) chosen() *Node { return n.of[n.more.place] }

// pickAnew is a pick with other operands. What was done with it since holds for the one that counts now.
func (n *Node) pickAnew(of []*Node) *Node {
	c := Choose(n.more.which, of...)
	if c == nil {
		return Lacking(fmt.Sprintf("%s cannot be worked out: none of its values counts", n.Label))
	}
	before := n.chosen()
	if n.Label != before.Label {
		c.Label = n.Label
	}
	if n.At != before.At {
		c.At = n.At
	}
	c.named = n.named || c.named
	c.more.tenths, c.more.steps = n.more.tenths, n.more.steps
	c.Amount = c.stepped(c.Amount)
	return c
}
