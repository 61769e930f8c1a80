package network

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
)

// A range is one number that nobody knows yet, so where it stands twice in a formula it is the same both times. Ends
// that are computed from ends would multiply it against itself: (x + 10) ÷ x for x of 10 to 20 is 1.5 to 2, and not 1
// to 3. What is taken from itself, or divided by itself, is 0 or 1 (alike.go). Where the formula rises or falls with a
// range all along, which the sign of its derivative or of its elasticity tells, each of its ends belongs to one end of
// the range. Where that depends on other ranges, their ends are tried together (corners.go). Where it does not hold
// either, the ends stay as they are, which are never too near.

// Limits of what is looked at; beyond them the ends stay as they are.
const (
	maxRanges = 16  // ranges in one formula
	maxWalked = 500 // nodes of a formula
)

// ranged notes of a new leaf whether it is a range.
func ranged(n *Node) *Node {
	switch {
	case n.Amount.Low != nil && n.Amount.IsRange():
		n.extra().ranges = []*Node{n}
	case n.rangesOf() != nil:
		n.extra().ranges = nil
	}
	return n
}

// sameRange reports whether two leaves are one number.
func sameRange(a, b *Node) bool {
	return a == b || a.At.Node.Same(b.At.Node)
}

func (n *Node) rangesOf() []*Node {
	if n.more == nil {
		return nil
	}
	return n.more.ranges
}

// union are the ranges that some nodes depend on, each once. They are blurred where they are too many to be looked at.
func union(of []*Node) (all []*Node, blurred bool) {
	for _, p := range of {
		if p.more == nil {
			continue
		}
		blurred = blurred || p.more.blurred
		if all == nil {
			all = slices.Clip(p.more.ranges)
			continue
		}
		for _, r := range p.more.ranges {
			if !slices.ContainsFunc(all, func(k *Node) bool { return sameRange(k, r) }) {
				all = append(all, r)
			}
		}
		if len(all) > maxRanges {
			return nil, true
		}
	}
	return all, blurred
}

// depend notes the ranges that a new node depends on.
func (n *Node) depend(of []*Node) {
	ranges, blurred := union(of)
	if n.more == nil && ranges == nil && !blurred {
		return
	}
	m := n.extra()
	m.ranges, m.blurred = ranges, blurred
}

// bound completes a new node: how much it shows, the ranges it depends on, and its ends, where a range stands in
// several of its operands.
func (n *Node) bound() *Node {
	n.size = n.shows()
	n.depend(n.of)
	if !n.Amount.IsRange() || n.walked() > maxWalked {
		return n
	}
	if a, ok := n.cancelled(); ok {
		n.Amount = n.stepped(a)
		return n
	}
	if len(shared(n.rangesOf(), n.of)) == 0 {
		return n
	}
	bare := *n
	bare.steps = nil
	a, err := n.result(amounts(n.of))
	if err != nil {
		return n
	}
	bare.Amount = a
	bare.narrow(n.repeated())
	n.Amount = n.stepped(bare.Amount)
	return n
}

// Effort is about how many nodes are looked at to tell the ends of a number that is made of some others. It is 0 where
// none is, as they depend on no range, or on more than is looked at: then its ends are those that their amounts give,
// and of whatever is made of it in turn.
func Effort(of ...*Node) int {
	ranges, blurred := union(of)
	if blurred || len(ranges) == 0 {
		return 0
	}
	walked := (&Node{of: of}).walked()
	if walked > maxWalked {
		return 0
	}
	if len(shared(ranges, of)) == 0 {
		return walked
	}
	return walked*(1+2*len(ranges)) + min(walked<<min(len(ranges), maxCornered), maxCornerOf)
}

// shared are those of some ranges on which several operands depend.
func shared(ranges, of []*Node) []*Node {
	var twice []*Node
	for _, r := range ranges {
		if count(of, r) > 1 {
			twice = append(twice, r)
		}
	}
	return twice
}

// repeated are the ranges that stand more than once in a node.
func (n *Node) repeated() []*Node {
	var often []*Node
	for _, r := range n.rangesOf() {
		if n.times(r) > 1 {
			often = append(often, r)
		}
	}
	return often
}

// times counts how often a range stands in a node, up to twice.
func (n *Node) times(r *Node) int {
	if n.op == leaf {
		if sameRange(n, r) {
			return 1
		}
		return 0
	}
	found := 0
	if dependsOn(n, r) {
		for _, p := range n.of {
			if found += p.times(r); found > 1 {
				return found
			}
		}
	}
	return found
}

// dependsOn reports whether a range is among those that a node depends on.
func dependsOn(n, r *Node) bool {
	return slices.ContainsFunc(n.rangesOf(), func(k *Node) bool { return sameRange(k, r) })
}

func (n *Node) walked() int {
	if n.more != nil && n.more.walked > 0 {
		return n.more.walked
	}
	size := 1
	for _, p := range n.of {
		if size += p.walked(); size > maxWalked {
			break
		}
	}
	return size
}

func count(of []*Node, r *Node) int {
	n := 0
	for _, p := range of {
		if dependsOn(p, r) {
			n++
		}
	}
	return n
}

// narrow gives each end of a node the ends of those ranges with which it rises or falls all along, and tries both ends
// of those with which it only rises or only falls while the others stay what they are.
func (n *Node) narrow(often []*Node) {
	low, high := pins{}, pins{}
	var cornered []*Node
	for _, r := range often {
		switch d := direction(n, r); {
		case d == rises:
			low[r], high[r] = false, true
		case d == falls:
			low[r], high[r] = true, false
		case n.along(r) != anyway:
			cornered = append(cornered, r)
		}
	}
	if len(low)+len(cornered) > 0 {
		n.corners(cornered, low, high)
	}
}

// A node rises or falls with a range, or nobody knows.
const (
	unclear = iota
	rises
	falls
)

// direction is whether a node rises or falls with a range all along. One that does neither rises and falls.
func direction(n, r *Node) int {
	if d, ok := slope(n, r); ok && d.Low.Sign() >= 0 {
		return rises
	} else if ok && d.High.Sign() <= 0 {
		return falls
	}
	if r.Amount.Low.Sign() <= 0 {
		return unclear
	}
	if e, ok := elastic(n, r); ok && e.Low.Sign() >= 0 {
		return rises
	} else if ok && e.High.Sign() <= 0 {
		return falls
	}
	return unclear
}

// pins hold ranges at one of their ends: true for the high one.
type pins map[*Node]bool

func (p pins) end(n *Node) (high, pinned bool) {
	for r, high := range p {
		if sameRange(r, n) {
			return high, true
		}
	}
	return false, false
}

// value is the number of a node with some ranges at one end.
func (p pins) value(n *Node) (quantity.Amount, bool) {
	if n.op == leaf {
		high, pinned := p.end(n)
		switch {
		case !pinned:
			return n.Amount, true
		case high:
			return quantity.Exact(n.Amount.High, n.Amount.Unit), true
		}
		return quantity.Exact(n.Amount.Low, n.Amount.Unit), true
	}
	if !slices.ContainsFunc(n.rangesOf(), func(k *Node) bool { _, pinned := p.end(k); return pinned }) {
		return n.Amount, true
	}
	if n.op == choose {
		return n.Amount, false // other ends may choose otherwise
	}
	of := make([]quantity.Amount, len(n.of))
	for i, o := range n.of {
		a, ok := p.value(o)
		if !ok {
			return a, false
		}
		of[i] = a
	}
	a, err := n.result(of)
	if err != nil {
		return a, false
	}
	return n.stepped(a), true
}

// slope is by how much a node changes when a range goes from its low to its high end, as if it went on as fast as it
// does somewhere on the way: from the slowest to the fastest. False where that is not known.
func slope(n, r *Node) (quantity.Amount, bool) {
	none := quantity.Exact(new(big.Rat), n.Amount.Unit)
	switch {
	case n.more != nil && n.more.blurred:
		return none, false
	case n.op == leaf && sameRange(n, r):
		return quantity.Exact(new(big.Rat).Sub(n.Amount.High, n.Amount.Low), n.Amount.Unit), n.straight()
	case n.op == leaf, !dependsOn(n, r):
		return none, true
	case n.op == byFormula, n.op == choose:
		return none, false
	}
	d := make([]quantity.Amount, len(n.of))
	for i, p := range n.of {
		s, ok := slope(p, r)
		if !ok {
			return s, false
		}
		d[i] = s
	}
	s, ok := n.derived(d)
	if !ok {
		return s, false
	}
	return n.sloped(s)
}

// straight reports whether the steps of a leaf that is a range leave it a straight line: whole units do not, nor does
// zero where it holds the leaf up.
func (n *Node) straight() bool {
	for s := n.steps; s != nil; s = s.before {
		if s.do == floor || s.do == notBelowZero && n.Amount.Low.Sign() <= 0 {
			return false
		}
	}
	return true
}

// derived is the derivative of an operation by those of its operands.
func (n *Node) derived(d []quantity.Amount) (s quantity.Amount, ok bool) {
	var err error
	switch n.op {
	case same:
		return d[0], true
	case minus:
		s, err = d[0].Sub(d[1])
	case over: // (a ÷ b)' = (a' − (a ÷ b) b') ÷ b
		b := n.of[1].Amount
		var q quantity.Amount
		if q, err = n.of[0].Amount.Div(b); err != nil {
			return s, false
		}
		if s, err = d[0].Sub(q.Mul(d[1])); err == nil {
			s, err = s.Div(b)
		}
	case least, most, from:
		s = d[0]
		for _, p := range d[1:] {
			s = hull(s, p)
		}
	case plus:
		s = d[0]
		for _, p := range d[1:] {
			if s, err = s.Add(p); err != nil {
				return s, false
			}
		}
	case times:
		for i := range d {
			term := d[i]
			for j, o := range n.of {
				if j != i {
					term = term.Mul(o.Amount)
				}
			}
			if i == 0 {
				s = term
			} else if s, err = s.Add(term); err != nil {
				return s, false
			}
		}
	}
	return s, err == nil
}

// sloped takes the steps of a node with its derivative. Whole units have none, and an end at zero may stop it.
func (n *Node) sloped(s quantity.Amount) (quantity.Amount, bool) {
	return n.steps.sloped(s)
}

func (s *step) sloped(d quantity.Amount) (quantity.Amount, bool) {
	if s == nil {
		return d, true
	}
	d, ok := s.before.sloped(d)
	switch s.do {
	case lowEnd, highEnd, floor:
		return d, false
	case notBelowZero:
		return hull(d, quantity.Exact(new(big.Rat), d.Unit)), ok
	}
	return s.take(d), ok
}

// hull is the smallest range that holds two others of one unit.
func hull(a, b quantity.Amount) quantity.Amount {
	if b.Low.Cmp(a.Low) < 0 {
		a.Low = b.Low
	}
	if b.High.Cmp(a.High) > 0 {
		a.High = b.High
	}
	return a
}
