package network

import (
	"errors"
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
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
	return NewEvaluation(over).Of(n)
}

// Evaluation evaluates nodes with other leaves. What several of them stand on is evaluated once.
type Evaluation struct {
	over Overrides
	done map[*Node]*Node
}

// NewEvaluation begins an evaluation with other leaves; with none each node is itself.
func NewEvaluation(over Overrides) *Evaluation {
	return &Evaluation{over: over, done: map[*Node]*Node{}}
}

// Of is a node as [Node.With] gives it; nil for nil.
func (e *Evaluation) Of(n *Node) *Node {
	if n == nil || len(e.over) == 0 {
		return n
	}
	if known, ok := e.done[n]; ok {
		return known
	}
	now := e.anew(n)
	e.done[n] = now
	return now
}

func (e *Evaluation) anew(n *Node) *Node {
	if n.op == leaf {
		a, other := e.over[n.At.Node]
		refused := n.more != nil && n.more.why != nil
		if !other || n.At.Node == nil || !n.Valued() && !refused {
			return n
		}
		c := *n
		c.Amount = n.stepped(a)
		c.lacking(nil)
		return ranged(&c).fulfilled()
	}
	of, moved := make([]*Node, len(n.of)), false
	for i, p := range n.of {
		of[i] = e.Of(p)
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
	if n.op == least || n.op == most {
		of = known(of)
	}
	c.of = of
	if !n.Valued() {
		c.lacking(nil) // it was the number that was missing
	}
	for _, p := range of {
		if !p.Valued() {
			c.Amount = quantity.Amount{}
			c.lacking(p.Lacks())
			return &c
		}
	}
	amount, err := n.result(amounts(of))
	if err != nil {
		c.Amount = quantity.Amount{}
		c.lacking([]string{wording.CannotBeWorkedOut(n.Label, err.Error())})
		return &c
	}
	c.Amount = n.stepped(amount)
	if n.more == nil || n.more.shown == nil {
		return c.bound().fulfilled()
	}
	m := c.extra()
	m.shown = nil
	return c.bound().fulfilled().Cut(m.limit)
}

// known are those of some operands that have a number; all where none has.
func known(of []*Node) []*Node {
	var valued []*Node
	for _, p := range of {
		if p.Valued() {
			valued = append(valued, p)
		}
	}
	if valued == nil {
		return of
	}
	return valued
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
		a, ok := (*n.more.formula)(of)
		if !ok {
			return a, errors.New(wording.TheFormulaGivesNoNumber())
		}
		return a, nil
	}
	if len(of) == 0 {
		return n.Amount, nil // a total of nothing
	}
	a = of[0]
	for _, p := range of[1:] {
		switch n.op {
		case times:
			a = a.Mul(p)
		case least, most, from:
			a, err = n.op.between(a, p)
		default:
			a, err = a.Add(p)
		}
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

// between takes the ends of two amounts that an operation keeps.
func (o op) between(a, b quantity.Amount) (quantity.Amount, error) {
	if a.Unit != b.Unit {
		return a, &quantity.Incomparable{A: a.Unit, B: b.Unit}
	}
	low, high := a.Low, b.High
	switch {
	case o == from && low.Cmp(high) > 0:
		high = low
	case o == least:
		low, high = smaller(a.Low, b.Low), smaller(a.High, b.High)
	case o == most:
		low, high = larger(a.Low, b.Low), larger(a.High, b.High)
	}
	return quantity.Amount{Low: low, High: high, Unit: a.Unit}, nil
}

func smaller(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func larger(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

// stepped takes the steps of a node.
func (n *Node) stepped(a quantity.Amount) quantity.Amount { return n.steps.all(a) }

// Leaves calls f once for each leaf that a node depends on, also those that no sum shows.
func (n *Node) Leaves(f func(*Node)) {
	seen := map[*Node]bool{}
	n.LeavesBut(func(p *Node) bool {
		was := seen[p]
		seen[p] = true
		return was
	}, f)
}

// LeavesBut calls f for each leaf that a node depends on, but those below nodes that are known already.
func (n *Node) LeavesBut(known func(*Node) bool, f func(*Node)) {
	if n == nil || known(n) {
		return
	}
	if n.op == leaf {
		f(n)
	}
	for _, p := range n.of {
		p.LeavesBut(known, f)
	}
}
