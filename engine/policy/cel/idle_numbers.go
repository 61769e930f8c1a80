package cel

import (
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// amountOf gets a number; false where there is none.
type amountOf func(s subject) (quantity.Amount, bool)

// number gets the number that an expression names.
func (p reader) number(x ast.Expr) amountOf {
	get := p.field(x)
	if get == nil || p.tree.GetType(x.ID()).TypeName() != quantityType.TypeName() {
		return nil
	}
	return func(s subject) (quantity.Amount, bool) {
		if n, ok := get(s).(model.Amounter); ok {
			a := n.Amounts()
			return a, a.Low != nil
		}
		return quantity.Amount{}, false
	}
}

// compared sees what a comparison of two numbers gives, unless that depends.
func (p reader) compared(operator string, left, right ast.Expr) condition {
	if isNothingOf(right, left) {
		return p.signed(operator, left)
	}
	of := amountComparisons[operator]
	a, b := p.number(left), p.number(right)
	if a == nil || b == nil {
		return nil
	}
	return func(s subject) answer {
		x, okX := a(s)
		y, okY := b(s)
		if !okX || !okY {
			return unseen
		}
		switch is, err := of(x, y); {
		case err != nil || is == quantity.Depends:
			return unseen
		default:
			return answerOf(is == quantity.Holds)
		}
	}
}

// amountComparisons are the comparisons of two amounts, by their operators.
var amountComparisons = map[string]func(a, b quantity.Amount) (quantity.Answer, error){
	operators.Less:          quantity.Less,
	operators.LessEquals:    quantity.LessOrEqual,
	operators.Greater:       func(a, b quantity.Amount) (quantity.Answer, error) { return quantity.Less(b, a) },
	operators.GreaterEquals: func(a, b quantity.Amount) (quantity.Answer, error) { return quantity.LessOrEqual(b, a) },
}

// isNothingOf reports whether an expression is zero of another one, in its unit: `x * 0`.
func isNothingOf(x, of ast.Expr) bool {
	if x.Kind() != ast.CallKind || x.AsCall().FunctionName() != operators.Multiply {
		return false
	}
	args := x.AsCall().Args()
	return args[1].Kind() == ast.LiteralKind && args[1].AsLiteral() == types.IntZero && samePath(args[0], of)
}

// samePath reports whether two expressions name the same field.
func samePath(a, b ast.Expr) bool {
	switch {
	case a.Kind() != b.Kind():
		return false
	case a.Kind() == ast.IdentKind:
		return a.AsIdent() == b.AsIdent()
	case a.Kind() != ast.SelectKind:
		return false
	}
	x, y := a.AsSelect(), b.AsSelect()
	return !x.IsTestOnly() && !y.IsTestOnly() && x.FieldName() == y.FieldName() &&
		samePath(x.Operand(), y.Operand())
}

// signed sees what a comparison of a number with zero gives, where the number has one end and may be multiplied.
func (p reader) signed(operator string, x ast.Expr) condition {
	get := p.number(x)
	if get == nil {
		return nil
	}
	return func(s subject) answer {
		a, ok := get(s)
		if !ok || a.IsRange() || tooLarge(a) {
			return unseen
		}
		switch sign := a.Low.Sign(); operator {
		case operators.Less:
			return answerOf(sign < 0)
		case operators.LessEquals:
			return answerOf(sign <= 0)
		case operators.Greater:
			return answerOf(sign > 0)
		default:
			return answerOf(sign >= 0)
		}
	}
}
