package network

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// step is something done with the result of a node that no sum shows: another measure, the end of a range, whole units.
type step struct {
	do     stepKind
	by     *big.Rat      // of a scale
	in     quantity.Unit // of a unit
	before *step         // nil for the first
}

type stepKind uint8

const (
	inUnit stepKind = iota
	scale
	floor
	lowEnd
	highEnd
	plain
	notBelowZero
)

func (s *step) take(a quantity.Amount) quantity.Amount {
	switch s.do {
	case inUnit:
		a = a.Worked()
		a.Unit = s.in
	case scale:
		a = a.Scale(s.by)
	case floor:
		a.Low, a.High = whole(a.Low), whole(a.High)
	case lowEnd:
		a.High = a.Low
	case highEnd:
		a.Low = a.High
	case plain:
		a = a.Plain()
	case notBelowZero:
		a.Low, a.High = atLeastZero(a.Low), atLeastZero(a.High)
	}
	return a
}

func whole(r *big.Rat) *big.Rat {
	if r.IsInt() {
		return r
	}
	return quantity.Lean(new(big.Rat).SetInt(new(big.Int).Div(r.Num(), r.Denom())))
}

func atLeastZero(r *big.Rat) *big.Rat {
	if r.Sign() < 0 {
		return new(big.Rat)
	}
	return r
}

// all takes a step and those before it.
func (s *step) all(a quantity.Amount) quantity.Amount {
	if s == nil {
		return a
	}
	return s.take(s.before.all(a))
}

// then is a copy of a node with one more step.
func (n *Node) then(s step) *Node {
	c := *n
	c.Amount = s.take(n.Amount)
	s.before = n.steps
	c.steps = &s
	if n.op == leaf {
		ranged(&c)
	}
	return &c
}

// In gives the result another unit of the same size: calls that become orders by a conversion.
func (n *Node) In(u quantity.Unit) *Node {
	if n.Amount.Unit == u && !n.Amount.Written() {
		return n
	}
	return n.then(step{do: inUnit, in: u})
}

// Like shows a duration in the unit of time in which another is written.
func (n *Node) Like(q *model.Quantity) *Node {
	if n == nil {
		return nil
	}
	c := *n
	c.Amount = n.Amount.Like(q.Amount)
	return &c
}

// Worded shows a count in the words of another one of the same.
func (n *Node) Worded(other quantity.Amount) *Node {
	if !n.Valued() {
		return n
	}
	c := *n
	c.Amount = n.Amount.Worded(other)
	return &c
}

// Scaled is the number in another measure: so many times as much.
func (n *Node) Scaled(by *big.Rat) *Node { return n.then(step{do: scale, by: by}) }

// Hundredfold is a share as a number of percent, without the sign.
func (n *Node) Hundredfold() *Node { return n.Scaled(hundred) }

var hundred = big.NewRat(100, 1)

// Floor takes a count down to whole units.
func (n *Node) Floor() *Node { return n.then(step{do: floor}) }

// LowEnd is the lower limit of a number with two limits.
func (n *Node) LowEnd() *Node { return n.then(step{do: lowEnd}) }

// HighEnd is the upper limit of a number with two limits.
func (n *Node) HighEnd() *Node { return n.then(step{do: highEnd}) }

// Plain is the number without "%": 35 % is 0.35.
func (n *Node) Plain() *Node { return n.then(step{do: plain}) }

// NotBelowZero is the number, and zero for what of it is below, also with other leaves.
func (n *Node) NotBelowZero() *Node { return n.then(step{do: notBelowZero}) }

// Named makes a node stand in sums as its value: "7 h 30 min" instead of "8 h − 30 min".
func (n *Node) Named() *Node {
	if n.named {
		return n
	}
	c := *n
	c.named = true
	return &c
}

// Called is the node under another label.
func (n *Node) Called(label string) *Node {
	c := *n
	c.Label = label
	return &c
}

// Standing is the node at a place, as if it were written there.
func (n *Node) Standing(at Place) *Node {
	c := *n
	c.At = at
	return &c
}
