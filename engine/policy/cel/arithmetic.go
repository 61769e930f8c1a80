package cel

import (
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// A fact that is a range is a node, which knows the leaves that it depends on. What a rule works out from facts keeps
// such a node, so that a leaf that stands in both operands is one number, as it is within a fact: 3x - x is 2x, and
// 3x / x is 3. A quantity that is written is such a leaf. Rules see the amount alone: it has no sum in words. Any other
// range, as one that a rule makes of a text, has no node.

// operation is an operation of two quantities, by their amounts, and by their nodes where both have one.
type operation struct {
	amounts func(a, b quantity.Amount) (quantity.Amount, error)
	nodes   func(a, b *network.Node) *network.Node // nil where the amounts are an error
}

var operations = map[string]*operation{
	operators.Add:      {quantity.Amount.Add, func(a, b *network.Node) *network.Node { return network.Plus("", a, b) }},
	operators.Subtract: {quantity.Amount.Sub, func(a, b *network.Node) *network.Node { return network.Minus("", a, b) }},
	operators.Multiply: {times, func(a, b *network.Node) *network.Node { return network.Times("", a, b) }},
	operators.Divide:   {quantity.Amount.Div, func(a, b *network.Node) *network.Node { return network.Over("", a, b) }},
}

func times(a, b quantity.Amount) (quantity.Amount, error) { return a.Mul(b), nil }

// share is `share(a, b)`: a ÷ b in percent, of numbers of one unit, so that the result is a share and nothing else.
var share = &operation{shareOf, shareNode}

// shareOf is an [*quantity.Incomparable] where the units differ, and [quantity.ErrZero] where b may be zero.
func shareOf(a, b quantity.Amount) (quantity.Amount, error) {
	if _, err := quantity.Less(a, b); err != nil {
		return a, err
	}
	ratio, err := a.Div(b)
	if err != nil {
		return a, err
	}
	ratio = ratio.ScaleInt(100)
	ratio.Unit = percent
	return ratio, nil
}

func shareNode(a, b *network.Node) *network.Node {
	if _, err := quantity.Less(a.Amount, b.Amount); err != nil {
		return nil
	}
	ratio := network.Over("", a, b)
	if ratio == nil {
		return nil
	}
	return ratio.Hundredfold().In(percent)
}

// Limits of what is looked at beside the amounts. Beyond them the ends are those that the amounts give, which are never
// too near. [network.Effort] has limits of its own for a node.
const (
	maxFollowed       = 1_000_000 // nodes, by a check on one definition
	maxFollowedDigits = 512       // bits of a number, numerator and denominator
)

// followed is an amount that was worked out from facts, with its node.
type followed struct {
	plain
	node *network.Node
}

// of works out the operation on two operands.
func (o *operation) of(m *meter, args []ref.Val) ref.Val {
	a, b, wrong := toAmounts(args)
	if wrong != nil {
		return wrong
	}
	n := o.node(m, args, a, b)
	switch {
	case n == nil:
		return computed(o.amounts(a, b))
	case tooLarge(n.Amount):
		return types.WrapErr(errTooLarge)
	}
	return number{followed{plain{n.Amount}, n}}
}

// node is the node of the result; nil where its ends are those that the amounts give, or an error.
func (o *operation) node(m *meter, args []ref.Val, a, b quantity.Amount) *network.Node {
	if !a.IsRange() && !b.IsRange() || longer(a, maxFollowedDigits) || longer(b, maxFollowedDigits) {
		return nil
	}
	x, y := nodeOf(args[0], a), nodeOf(args[1], b)
	if x == nil || y == nil || !m.follow(x, y) {
		return nil
	}
	return o.nodes(x, y)
}

// nodeOf is the node of a value that has this amount: that of a fact, of a quantity that is written, or of what was
// worked out from them. A number with one end depends on no range, so it is a leaf. Nil for another range.
func nodeOf(v ref.Val, a quantity.Amount) *network.Node {
	if !a.IsRange() {
		return network.Found("", a, model.Place{})
	}
	n, _ := v.(number)
	switch of := n.of.(type) {
	case *network.Node:
		return of
	case *model.Quantity:
		return network.Written("", of)
	case followed:
		return of.node
	}
	return nil
}
