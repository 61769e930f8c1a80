// Package network holds numbers as formulas. A node is a quantity that is written, or an operation on other nodes; it
// has an amount, a unit and a label, knows the places of its leaves, and says what is missing where it cannot be
// worked out. The same node gives the number, the sum in words and, with other leaves, another number.
package network

import (
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// Node is one number. Nodes are never changed once they are made, so that many others can stand on one.
type Node struct {
	Label  string          // what it is, in words: "people", "days per month"
	Amount quantity.Amount // its Low is nil where it could not be worked out
	At     model.Place     // of a leaf that is written

	of     []*Node
	steps  *step // the last of what is done with the result
	more   *more // nil for most
	op     op
	named  bool  // shown in sums as its value, not as its parts
	hidden bool  // its operands are shown nowhere
	size   int32 // how many nodes it shows, itself among them; 0 for a leaf
}

// more is what few nodes have.
type more struct {
	missing []string // what is missing to know it; with an amount, to know it in full
	note    string   // of a leaf: "default" for what nobody wrote
	name    string   // of a formula: "Erlang C"
	formula *Formula // what it does; the same one does the same
	tenths  *tenths  // how a percentage is shown
	choice  *choice  // of a choice: what it stands for, and how that is chosen
	why     Why      // what speaks against the result
	unseen  int      // how many of its last operands no sum shows
	shown   []*Node  // what its sum shows in place of its operands, where parts of it are left out
	limit   int      // to how many nodes it was cut then
	rest    int      // for how many parts it stands that were left out of a long sum
	ranges  []*Node  // the leaves it depends on that are ranges
	blurred bool     // there are more of them than are looked at
	walked  int      // of one that was packed without what it is made of: how many nodes there are
}

// op is what a node does with its operands.
type op uint8

const (
	leaf op = iota
	plus
	minus
	times
	over
	same
	least
	most
	from
	byFormula
	choose
)

var signs = [...]string{
	leaf: "", plus: "+", minus: "−", times: "×", over: "÷", same: "=", least: "least", most: "most", from: "to",
}

// Formula works out a number from others; false where there is none. It must give the same for the same.
type Formula func(of []quantity.Amount) (quantity.Amount, bool)

// Op is the operation of a node: "×", "÷", "+", "−", "=", "least", "most", "to", the name of a formula, or "" for a
// leaf and for what hides how it comes about.
func (n *Node) Op() string {
	switch {
	case n.hidden:
		return ""
	case n.op == byFormula:
		return n.more.name
	case n.op == choose:
		return n.chosen().Op()
	}
	return signs[n.op]
}

// Of are the operands that a node shows. A chain of × or of + is one list, so that a sum reads in one line: operands of
// the same operation are shown by theirs, unless they stand in sums as their value. The list is for reading.
func (n *Node) Of() []*Node {
	switch {
	case n.hidden:
		return nil
	case n.more != nil && n.more.shown != nil:
		return slices.Clip(n.more.shown)
	case n.op == choose:
		return n.chosen().Of()
	case n.more != nil:
		return n.flat(n.of[:len(n.of)-n.more.unseen])
	}
	return n.flat(n.of)
}

// flat puts the parts of operands of the same operation into the list itself.
func (n *Node) flat(of []*Node) []*Node {
	if n.op != times && n.op != plus || !slices.ContainsFunc(of, n.opens) {
		return slices.Clip(of)
	}
	var parts []*Node
	for _, p := range of {
		if n.opens(p) {
			parts = append(parts, p.Of()...)
			continue
		}
		parts = append(parts, p)
	}
	return parts
}

// opens reports whether the operands of an operand stand for it in the sum of a node.
func (n *Node) opens(p *Node) bool { return p.op == n.op && !p.named && !p.hidden }

// extra is what few nodes have, of a node that is still being made; it shares none of it with another.
func (n *Node) extra() *more {
	m := more{}
	if n.more != nil {
		m = *n.more
	}
	n.more = &m
	return &m
}

// Note says of a leaf that nobody wrote why it is so: "default". It is "" for others.
func (n *Node) Note() string {
	if n.more == nil {
		return ""
	}
	return n.more.note
}

// lacking makes a new node lack something; with an amount, to be known in full.
func (n *Node) lacking(missing []string) {
	if len(missing) > 0 || n.more != nil && n.more.missing != nil {
		n.extra().missing = missing
	}
}

// Known reports whether the number could be worked out in full. It is safe on nil.
func (n *Node) Known() bool { return n.Valued() && len(n.Lacks()) == 0 }

// Valued reports whether there is a number, in full or in part. It is safe on nil.
func (n *Node) Valued() bool { return n != nil && n.Amount.Low != nil }

// Amounts returns the number; its Low is nil when it could not be worked out.
func (n *Node) Amounts() quantity.Amount {
	if n == nil {
		return quantity.Amount{}
	}
	return n.Amount
}

// Lacks says in words what is missing to know the number; with an amount, to know it in full.
func (n *Node) Lacks() []string {
	if n == nil || n.more == nil {
		return nil
	}
	return n.more.missing
}

// Written is a leaf for a quantity that stands in a definition; of a change from the number of today it is the sum.
func Written(label string, q *model.Quantity) *Node {
	if n := changed(label, q); n != nil {
		return n
	}
	return ranged(&Node{Label: label, Amount: q.Amount, At: q.Place})
}

// changed is a target that is counted from the number of today: 12,000 students × 1.05 = 12,600 students. Nil for
// others.
func changed(label string, q *model.Quantity) *Node {
	if q.Base == nil || q.Base.Unit != q.Unit {
		return nil
	}
	base, note := Written("baseline", q.Base), "`"+q.Change.Text+"`"
	var n *Node
	if q.Change.Times != nil {
		n = Times(label, base, Assumed("change", note, quantity.Exact(q.Change.Times, quantity.Unit{})))
	} else {
		n = Plus(label, base, Assumed("change", note, quantity.Amount{Low: q.Change.Plus.Low, High: q.Change.Plus.High,
			Unit: q.Unit}))
	}
	if n == nil {
		return nil
	}
	n.Amount, n.At = q.Amount, q.Place
	return n
}

// Found is a leaf for a number that stands at a place in another form, such as hours of opening.
func Found(label string, a quantity.Amount, at model.Place) *Node {
	return ranged(&Node{Label: label, Amount: a, At: at})
}

// Assumed is a leaf for what nobody wrote; the note says why it is so.
func Assumed(label, note string, a quantity.Amount) *Node {
	return ranged(&Node{Label: label, Amount: a, more: &more{note: note}})
}

// Lacking is a number that could not be worked out.
func Lacking(missing ...string) *Node { return &Node{more: &more{missing: missing}} }

// Part is a number of which something is missing: the rest.
func (n *Node) Part(missing []string) *Node {
	if len(missing) == 0 {
		return n
	}
	if n == nil {
		return Lacking(missing...)
	}
	part := *n
	part.lacking(missing)
	return &part
}

// Times multiplies.
func Times(label string, factors ...*Node) *Node {
	if len(factors) == 1 {
		return factors[0]
	}
	n := &Node{Label: label, op: times, Amount: factors[0].Amount, of: factors}
	for _, f := range factors[1:] {
		n.Amount = n.Amount.Mul(f.Amount)
	}
	return n.bound()
}

// Over divides; nil when the divisor may be zero.
func Over(label string, a, b *Node) *Node {
	amount, err := a.Amount.Div(b.Amount)
	if err != nil {
		return nil
	}
	n := &Node{Label: label, op: over, Amount: amount, of: []*Node{a, b}}
	return n.bound()
}

// Plus adds what has the same unit; nil when units differ.
func Plus(label string, all ...*Node) *Node {
	if len(all) == 1 {
		return all[0]
	}
	n := &Node{Label: label, op: plus, Amount: all[0].Amount, of: all}
	for _, p := range all[1:] {
		amount, err := n.Amount.Add(p.Amount)
		if err != nil {
			return nil
		}
		n.Amount = amount
	}
	return n.bound()
}

// Total adds up what is at a place, as one number: its parts are not shown in the sums of others. Of nothing it is
// the amount zero.
func Total(label string, zero quantity.Amount, at model.Place, parts []*Node) *Node {
	n := &Node{Label: label, op: plus, Amount: zero, At: at, named: true, of: parts}
	for _, p := range parts {
		if sum, err := n.Amount.Add(p.Amount); err == nil {
			n.Amount = sum
		}
	}
	return n.bound()
}

// Minus subtracts; nil when units differ.
func Minus(label string, a, b *Node) *Node {
	amount, err := a.Amount.Sub(b.Amount)
	if err != nil {
		return nil
	}
	n := &Node{Label: label, op: minus, Amount: amount, of: []*Node{a, b}}
	return n.bound()
}

// Least is the smallest of some numbers of one unit, end by end; nil when units differ. Evaluated with other leaves it
// is the smallest of those that can still be worked out.
func Least(label string, all ...*Node) *Node { return extreme(label, least, all) }

// Most is the largest of some numbers, as Least is the smallest.
func Most(label string, all ...*Node) *Node { return extreme(label, most, all) }

func extreme(label string, op op, all []*Node) *Node {
	if len(all) == 1 {
		return all[0]
	}
	n := &Node{Label: label, op: op, of: all}
	amount, err := n.result(amounts(all))
	if err != nil {
		return nil
	}
	n.Amount = amount
	return n.bound()
}

// From is a number of which no more is known than that it lies between two others: from the low end of the first to the
// high end of the second; nil when units differ.
func From(label string, low, high *Node) *Node {
	n := &Node{Label: label, op: from, of: []*Node{low, high}}
	amount, err := n.result(amounts(n.of))
	if err != nil {
		return nil
	}
	n.Amount = amount
	return n.bound()
}

// Part is how large a part of what is needed is there: a ÷ b, 1 where there is enough or nothing is needed, and 0 where
// less than nothing is there; nil when units differ.
func Part(label string, a, b *Node) *Node {
	if a.Amount.Unit != b.Amount.Unit {
		return nil
	}
	a = a.NotBelowZero()
	if share := Over(label, a, b); share != nil && b.Amount.Low.Sign() > 0 {
		return Least(label, share, Assumed(label, wording.NotMoreThanAll(), quantity.Exact(one, share.Amount.Unit)))
	}
	return by(label, "÷", &partOf, []*Node{a, b})
}

var (
	one            = big.NewRat(1, 1)
	partOf Formula = part
)

// part is a ÷ b, at most 1, also for what may not be needed at all.
func part(of []quantity.Amount) (quantity.Amount, bool) {
	end := func(a, b *big.Rat) *big.Rat {
		if b.Sign() <= 0 || a.Cmp(b) >= 0 {
			return one
		}
		return new(big.Rat).Quo(a, b)
	}
	a, b := of[0], of[1]
	return quantity.Amount{Low: end(a.Low, b.High), High: end(a.High, b.Low)}, true
}

// Same is a number in another measure, shown as equal to what it stands for.
func Same(label string, a *Node) *Node {
	n := &Node{Label: label, op: same, Amount: a.Amount, of: []*Node{a}, named: true}
	return n.bound()
}

// By works a number out by a formula with a name, and shows what goes into it; nil where the formula gives none. The
// name may be the sign of an operation, where the sum reads like one and the amount comes about otherwise.
func By(label, name string, formula Formula, of ...*Node) *Node {
	return by(label, name, &formula, of)
}

func by(label, name string, formula *Formula, of []*Node) *Node {
	amount, ok := (*formula)(amounts(of))
	if !ok {
		return nil
	}
	n := &Node{Label: label, op: byFormula, Amount: amount, of: of, more: &more{name: name, formula: formula}}
	n.size = n.shows()
	n.depend(of)
	return n
}

// Hidden works a number out by a formula that no sum shows: it looks like a leaf, with a note. Nil where the formula
// gives none.
func Hidden(label, note string, formula Formula, of ...*Node) *Node {
	n := By(label, "", formula, of...)
	if n == nil {
		return nil
	}
	n.hidden, n.more.note, n.size = true, note, 1
	return n
}

// ByAlso is By with operands besides, which the formula has after the others and no sum shows.
func ByAlso(label, name string, formula Formula, of []*Node, also ...*Node) *Node {
	n := By(label, name, formula, slices.Concat(of, also)...)
	if n != nil {
		n.more.unseen = len(also)
		n.size = n.shows()
	}
	return n
}

func amounts(of []*Node) []quantity.Amount {
	all := make([]quantity.Amount, len(of))
	for i, n := range of {
		all[i] = n.Amount
	}
	return all
}
