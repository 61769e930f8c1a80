package cel

import (
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"github.com/kpilint/kpilint/engine/model"
)

// A field that may be written in several forms, as `baseline`, has no type before a rule runs, so no overload is chosen
// when it is compiled. Its operators are chosen here, by what the operands are.

// dynamic is the meaning of an operator whose operands have no type; nil where CEL's own is the only one.
func dynamic(function string) func(m *meter, args []ref.Val) ref.Val {
	if op := operations[function]; op != nil {
		return func(m *meter, args []ref.Val) ref.Val {
			if ours, ok := numbers(args); ok {
				return op.of(m, ours)
			}
			return calculated(function, m, args)
		}
	}
	if compare := comparisons[function]; compare != nil {
		return func(_ *meter, args []ref.Val) ref.Val {
			if ours, ok := numbers(args); ok {
				return compare.call(ours...)
			}
			return ordered(function, args[0], args[1])
		}
	}
	if function == "string" {
		return func(_ *meter, args []ref.Val) ref.Val { return inText(numberIn(args[0])) }
	}
	return nil
}

// numbers are the operands as quantities; false where none of them is one.
func numbers(args []ref.Val) ([]ref.Val, bool) {
	a, b := numberIn(args[0]), numberIn(args[1])
	return []ref.Val{a, b}, isNumber(a) || isNumber(b)
}

// numberIn is the quantity of a value that may be written with more beside it, as `baseline` with its date; any other
// value is itself.
func numberIn(v ref.Val) ref.Val {
	if o, ok := v.(object); ok {
		if q, ok := fieldOf(o.of, "value").(model.Amounter); ok {
			return number{q}
		}
	}
	return v
}

// calculated is what CEL itself makes of two operands.
func calculated(function string, m *meter, args []ref.Val) ref.Val {
	a, b := args[0], args[1]
	switch function {
	case operators.Add:
		return add(m, args)
	case operators.Subtract:
		if x, ok := a.(traits.Subtractor); ok {
			return x.Subtract(b)
		}
	case operators.Multiply:
		if x, ok := a.(traits.Multiplier); ok {
			return x.Multiply(b)
		}
	case operators.Divide:
		if x, ok := a.(traits.Divider); ok {
			return x.Divide(b)
		}
	}
	return types.MaybeNoSuchOverloadErr(a)
}

// ordered is how CEL itself compares two operands.
func ordered(function string, a, b ref.Val) ref.Val {
	x, ok := a.(traits.Comparer)
	if !ok {
		return types.MaybeNoSuchOverloadErr(a)
	}
	answer, ok := x.Compare(b).(types.Int)
	if !ok {
		return x.Compare(b)
	}
	switch function {
	case operators.Less:
		return types.Bool(answer < 0)
	case operators.LessEquals:
		return types.Bool(answer <= 0)
	case operators.Greater:
		return types.Bool(answer > 0)
	}
	return types.Bool(answer >= 0)
}
