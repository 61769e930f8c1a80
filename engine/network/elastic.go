package network

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/quantity"
)

// elastic is by how many percent a node changes for each percent by which a range does, from the least to the most on
// the way. It tells where the derivative does not, as in x ÷ (x + y): where numbers above zero are multiplied and
// divided it needs no ends of them, so that x ÷ x has none at all. False where a number may be zero or less, or where
// it is not known.
func elastic(n, r *Node) (quantity.Amount, bool) {
	zero := quantity.Exact(new(big.Rat), quantity.Unit{})
	switch {
	case n.more != nil && n.more.blurred:
		return zero, false
	case n.op == leaf && sameRange(n, r):
		return quantity.Exact(one, quantity.Unit{}), n.stretched()
	case n.op == leaf, !dependsOn(n, r):
		return zero, n.Amount.Low.Sign() >= 0
	case n.op == byFormula, n.op == choose, n.Amount.Low.Sign() <= 0, !n.stretched():
		return zero, false
	}
	var e quantity.Amount
	for i, p := range n.of {
		of, ok := elastic(p, r)
		if !ok {
			return zero, false
		}
		switch {
		case i == 0:
			e = of
		case n.op == times:
			e = quantity.Amount{Low: new(big.Rat).Add(e.Low, of.Low), High: new(big.Rat).Add(e.High, of.High)}
		case n.op == over:
			e = quantity.Amount{Low: new(big.Rat).Sub(e.Low, of.High), High: new(big.Rat).Sub(e.High, of.Low)}
		case n.op == minus:
			if e, ok = n.less(e, of); !ok {
				return zero, false
			}
		case n.op == plus, n.op == least, n.op == most, n.op == from: // of a sum, a mean of those of its parts
			e = hull(e, of)
		default:
			return zero, false
		}
	}
	return e, true
}

// less is by how many percent a − b changes, for by how many a and b do: a's, and the difference of both as often as b
// is in a − b. So 3x − x changes as x does.
func (n *Node) less(a, b quantity.Amount) (quantity.Amount, bool) {
	left, err := n.of[0].Amount.Sub(n.of[1].Amount)
	if n.steps == nil {
		left = n.Amount // its ends may be nearer
	}
	if err != nil || left.Low.Sign() <= 0 {
		return a, false
	}
	often, err := n.of[1].Amount.Div(left)
	if err != nil {
		return a, false
	}
	apart := quantity.Amount{Low: new(big.Rat).Sub(a.Low, b.High), High: new(big.Rat).Sub(a.High, b.Low)}
	e, err := a.Add(apart.Mul(often))
	return e, err == nil
}

// stretched reports whether the steps of a node only multiply what they are done with.
func (n *Node) stretched() bool {
	for s := n.steps; s != nil; s = s.before {
		switch s.do {
		case inUnit, plain, notBelowZero: // a number above zero is not held at it
		case scale:
			if s.by.Sign() <= 0 {
				return false
			}
		default:
			return false
		}
	}
	return true
}
