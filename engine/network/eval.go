package network

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// Place is where a leaf is written.
type Place = model.Place

// Overrides are other numbers for quantities that are written, by where they are written.
type Overrides map[*source.Node]quantity.Amount

// With is the node with other leaves: the same formula, with its new number and its new sum. It is the node itself
// where none of its leaves is another. What cannot be worked out any more says so.
func (n *Node) With(over Overrides) *Node {
	if n == nil || len(over) == 0 {
		return n
	}
	return (&evaluation{over: over, done: map[*Node]*Node{}}).node(n)
}

// evaluation is one walk through a network.
type evaluation struct {
	over Overrides
	done map[*Node]*Node
}

func (e *evaluation) node(n *Node) *Node {
	if known, ok := e.done[n]; ok {
		return known
	}
	now := e.anew(n)
	e.done[n] = now
	return now
}

func (e *evaluation) anew(n *Node) *Node {
	if n.op == leaf {
		a, other := e.over[n.At.Node]
		if !other || n.At.Node == nil || n.Amount.Low == nil {
			return n
		}
		c := *n
		c.Amount = n.stepped(a)
		return ranged(&c).fulfilled()
	}
	of, moved := make([]*Node, len(n.of)), false
	for i, p := range n.of {
		of[i] = e.node(p)
		moved = moved || of[i] != p
	}
	if !moved {
		return n
	}
	return n.on(of)
}

// on is the node with other operands.
func (n *Node) on(of []*Node) *Node {
	if n.op == choose {
		return n.again(of)
	}
	c := *n
	c.of = of
	if !n.Valued() {
		c.Missing = nil // it was the number that was missing
	}
	for _, p := range of {
		if !p.Valued() {
			c.Amount, c.Missing = quantity.Amount{}, p.Missing
			return &c
		}
	}
	amount, err := n.result(amounts(of))
	if err != nil {
		c.Amount, c.Missing = quantity.Amount{}, []string{fmt.Sprintf("%s cannot be worked out: %v", n.Label, err)}
		return &c
	}
	c.Amount = n.stepped(amount)
	if n.more == nil || n.more.shown == nil {
		return c.bound().fulfilled()
	}
	m := *n.more
	c.more, m.shown = &m, nil
	return c.bound().fulfilled().Cut(m.limit)
}

// result is what the operation of a node gives for some operands, before its steps.
func (n *Node) result(of []quantity.Amount) (a quantity.Amount, err error) {
	switch n.op {
	case same:
		return of[0], nil
	case over:
		return of[0].Div(of[1])
	case minus:
		return of[0].Sub(of[1])
	case byFormula:
		a, ok := n.more.formula(of)
		if !ok {
			return a, fmt.Errorf("the formula gives no number")
		}
		return a, nil
	case choose:
		return of[n.more.choice.pick(of)], nil
	}
	if len(of) == 0 {
		return n.Amount, nil // a total of nothing
	}
	a = of[0]
	for _, p := range of[1:] {
		if n.op == times {
			a = a.Mul(p)
			continue
		}
		if a, err = a.Add(p); err != nil {
			return a, err
		}
	}
	return a, nil
}

// stepped takes the steps of a node.
func (n *Node) stepped(a quantity.Amount) quantity.Amount {
	if n.more != nil {
		for _, s := range n.more.steps {
			a = s.take(a)
		}
	}
	return a
}

// Leaves calls f once for each leaf that a node depends on, also those that no sum shows.
func (n *Node) Leaves(f func(*Node)) { n.leaves(map[*Node]bool{}, f) }

func (n *Node) leaves(seen map[*Node]bool, f func(*Node)) {
	if n == nil || seen[n] {
		return
	}
	seen[n] = true
	if n.op == leaf {
		f(n)
	}
	for _, p := range n.of {
		p.leaves(seen, f)
	}
}
