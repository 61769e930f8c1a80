package network

import "github.com/kpilint/kpilint/engine/quantity"

// What is taken from itself is nothing, and what is divided by itself is one, however large the ranges in it are. A
// formula is itself also where it was made twice: of the same leaves, by the same operations.

// alike reports whether two nodes are the same number whatever the numbers in their ranges are.
func alike(a, b *Node) bool {
	switch {
	case a == b:
		return true
	case !a.Amount.Equal(b.Amount):
		return false
	case !a.Amount.IsRange():
		return true
	case a.op != b.op || !a.steps.equal(b.steps) || len(a.of) != len(b.of):
		return false
	}
	switch a.op {
	case leaf:
		return a.At.Node.Same(b.At.Node)
	case choose:
		return a.more.choice == b.more.choice
	case byFormula:
		return a.more.formula == b.more.formula && allAlike(a.of, b.of)
	case plus, times, least, most:
		return inAnyOrder(a.of, b.of)
	case from: // two numbers between the same two need not be one
		return &a.of[0] == &b.of[0]
	}
	return allAlike(a.of, b.of)
}

func allAlike(a, b []*Node) bool {
	for i := range a {
		if !alike(a[i], b[i]) {
			return false
		}
	}
	return true
}

// inAnyOrder reports whether each of some operands is like another of as many.
func inAnyOrder(a, b []*Node) bool {
	taken := make([]bool, len(b))
	for _, x := range a {
		found := false
		for i, y := range b {
			if found = !taken[i] && alike(x, y); found {
				taken[i] = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// equal reports whether two chains of steps do the same.
func (s *step) equal(t *step) bool {
	for s != t {
		switch {
		case s == nil || t == nil || s.do != t.do || s.in != t.in:
			return false
		case s.by != t.by && (s.by == nil || t.by == nil || s.by.Cmp(t.by) != 0):
			return false
		}
		s, t = s.before, t.before
	}
	return true
}

// cancelled is what a node is, before its steps, whose two operands are alike: nothing or one. False for all others.
func (n *Node) cancelled() (quantity.Amount, bool) {
	if n.op != minus && n.op != over || !alike(n.of[0], n.of[1]) {
		return quantity.Amount{}, false
	}
	some := quantity.Exact(n.of[0].Amount.High, n.of[0].Amount.Unit)
	a, err := n.result([]quantity.Amount{some, some})
	return a, err == nil
}
