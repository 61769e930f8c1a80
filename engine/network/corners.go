package network

import "github.com/kpilint/kpilint/engine/quantity"

// With headcount and leave in two parts of a formula, whether it rises with the one may depend on the other. As long as
// it only rises or only falls with each of them while all others stay what they are, its least and its largest number
// lie where each range is at one of its ends.

// Limits of the corners that are looked at. The ranges beyond them keep both their ends.
const (
	maxCornered = 6      // ranges
	maxCornerOf = 10_000 // nodes, over all corners
)

// corners gives a node the least and the largest of its numbers where some ranges are at their ends, in each way that
// they can be. Other ranges stand at the ends that are given for the low and the high number.
func (n *Node) corners(of []*Node, low, high pins) {
	walked := n.walked()
	for len(of) > maxCornered || walked<<len(of) > maxCornerOf {
		of = of[:len(of)-1]
	}
	var from, to quantity.Amount
	for corner := range 1 << len(of) {
		for i, r := range of {
			low[r], high[r] = corner>>i&1 == 1, corner>>i&1 == 1
		}
		l, okLow := low.value(n)
		h, okHigh := high.value(n)
		if !okLow || !okHigh {
			return
		}
		if corner == 0 {
			from, to = l, h
		}
		from.Low, to.High = smaller(from.Low, l.Low), larger(to.High, h.High)
	}
	n.Amount.Low, n.Amount.High = larger(n.Amount.Low, from.Low), smaller(n.Amount.High, to.High)
	if n.Amount.Low.Cmp(n.Amount.High) == 0 {
		n.Amount.High = n.Amount.Low
	}
}

// shape is how a node depends on one range while all others stay what they are.
type shape uint8

const (
	constant shape = iota
	line           // a·x + b
	ratio          // one line divided by another that is never zero
	oneWay         // it only rises, or it only falls
	anyway         // nobody knows
)

// along is the shape of a node over a range. Each but the last only rises or only falls.
func (n *Node) along(r *Node) shape {
	if n.more != nil && n.more.blurred {
		return anyway
	}
	if n.op == leaf {
		if !sameRange(n, r) || !n.Amount.IsRange() {
			return constant
		}
		return n.steps.shaped(line)
	}
	switch {
	case !dependsOn(n, r):
		return constant
	case n.op == over:
		return n.steps.shaped(divided(n.of[0].along(r), n.of[1].along(r)))
	}
	s := constant
	for _, p := range n.of {
		s = n.op.joined(s, p.along(r))
	}
	return n.steps.shaped(s)
}

// joined is the shape of what an operation makes of two shapes.
func (o op) joined(a, b shape) shape {
	if a == constant {
		a, b = b, a
	}
	switch {
	case o == byFormula || o == choose:
		return anyway
	case a == constant:
		return constant
	case b != constant && (a != line || b != line || o != plus && o != minus):
		return anyway // where a range stands in both
	case o == least || o == most || o == from:
		return max(a, oneWay)
	}
	return a
}

// divided is the shape of a quotient.
func divided(a, b shape) shape {
	switch {
	case b == constant:
		return a
	case a <= line && b == line:
		return ratio
	case a == constant:
		return b // one divided by a ratio is one, too
	}
	return anyway
}

// shaped is a shape after some steps.
func (s *step) shaped(of shape) shape {
	for ; s != nil; s = s.before {
		switch s.do {
		case floor, notBelowZero:
			of = max(of, oneWay)
		case lowEnd, highEnd:
			return anyway
		}
	}
	return of
}
