package cel

import (
	"errors"
	"math/big"
	"strconv"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"

	"github.com/kpilint/kpilint/engine/quantity"
)

// Arithmetic and comparison of quantities are overloads of CEL's own operators. CEL dispatches an operator by the left operand;
// the decorator below binds our overloads by their id instead, so that both sides count and a comparison of ranges can answer
// "unknown", which CEL carries through &&, || and ! by its own rules. Unknown is the outcome "depends".

type comparison func(a, b quantity.Amount) ref.Val

var comparisons = map[string]comparison{
	operators.Less:          func(a, b quantity.Amount) ref.Val { return compared(quantity.Less(a, b)) },
	operators.LessEquals:    func(a, b quantity.Amount) ref.Val { return compared(quantity.LessOrEqual(a, b)) },
	operators.Greater:       func(a, b quantity.Amount) ref.Val { return swapped(quantity.Less(b, a)) },
	operators.GreaterEquals: func(a, b quantity.Amount) ref.Val { return swapped(quantity.LessOrEqual(b, a)) },
}

// operatorOptions declares the overloads; bindings come from decorate.
func operatorOptions() []cel.EnvOption {
	var opts []cel.EnvOption
	pairs := [][2]*cel.Type{
		{quantityType, quantityType}, {quantityType, cel.IntType}, {cel.IntType, quantityType},
		{quantityType, cel.DoubleType}, {cel.DoubleType, quantityType},
	}
	declare := func(op string, result *cel.Type) {
		for i, p := range pairs {
			opts = append(opts, cel.Function(op, cel.Overload(overloadID(op, i), p[:], result)))
		}
	}
	for op := range comparisons {
		declare(op, cel.BoolType)
	}
	for op := range operations {
		declare(op, quantityType)
	}
	return append(opts, cel.Function("string", cel.Overload(toString, []*cel.Type{quantityType}, cel.StringType)))
}

func overloadID(op string, i int) string { return "quantity" + op + strconv.Itoa(i) }

// decorate gives calls of our overloads their meaning, and lets operations that go through values count.
func decorate(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
	call, ok := i.(interpreter.InterpretableCall)
	if !ok {
		return i, nil
	}
	if call.OverloadID() == "" {
		if meaning := dynamic(call.Function()); meaning != nil {
			return newMetered(call, meaning), nil
		}
	}
	if !strings.HasPrefix(call.OverloadID(), "quantity_") {
		if operation := countedCalls[call.Function()]; operation != nil {
			return newMetered(call, operation), nil
		}
		return i, nil
	}
	if op := operations[call.Function()]; op != nil {
		return newMetered(call, op.of), nil
	}
	meaning := inText
	if compare := comparisons[call.Function()]; compare != nil {
		meaning = compare.call
	} else if call.OverloadID() != toString {
		return i, nil
	}
	return interpreter.NewCall(call.ID(), call.Function(), call.OverloadID(), call.Args(), meaning), nil
}

// toString is the overload of string() for quantities.
const toString = "quantity_to_string"

func inText(args ...ref.Val) ref.Val { return args[0].ConvertToType(types.StringType) }

func (c comparison) call(args ...ref.Val) ref.Val {
	a, b, wrong := toAmounts(args)
	if wrong != nil {
		return wrong
	}
	return c(a, b)
}

// toAmounts reads two operands; wrong is the error where one of them has no number.
func toAmounts(args []ref.Val) (a, b quantity.Amount, wrong ref.Val) {
	a, okA := toAmount(args[0])
	b, okB := toAmount(args[1])
	switch {
	case !okA || !okB:
		return a, b, types.MaybeNoSuchOverloadErr(args[0])
	case a.Low == nil || b.Low == nil:
		return a, b, types.WrapErr(errNoNumber)
	}
	return a, b, nil
}

// equality is == or !=. Where a quantity stands on a side, it compares as <= does: units that do not convert are an error, and ranges may
// depend.
func equality(op string) func(m *meter, args []ref.Val) ref.Val {
	return func(m *meter, args []ref.Val) ref.Val {
		equal, err := m.equal(args[0], args[1])
		if err != nil {
			return types.WrapErr(err)
		}
		if isNumber(args[0]) || isNumber(args[1]) {
			equal = equalAmounts(args[0], args[1])
		}
		if answer, ok := equal.(types.Bool); ok && op == operators.NotEquals {
			return !answer
		}
		return equal
	}
}

func isNumber(v ref.Val) bool { _, ok := v.(number); return ok }

// equalAmounts compares two quantities; one that has no number equals none.
func equalAmounts(x, y ref.Val) ref.Val {
	a, okA := toAmount(x)
	b, okB := toAmount(y)
	if !okA || !okB || a.Low == nil || b.Low == nil {
		return types.False
	}
	return compared(quantity.Equal(a, b))
}

// toAmount reads a quantity, or a plain number of CEL: a literal such as 0.85 is the decimal as it is written.
func toAmount(v ref.Val) (quantity.Amount, bool) {
	switch v := v.(type) {
	case number:
		return v.amount(), true
	case types.Int:
		return quantity.Exact(big.NewRat(int64(v), 1), quantity.Unit{}), true
	case types.Double:
		r, ok := new(big.Rat).SetString(strconv.FormatFloat(float64(v), 'g', -1, 64))
		return quantity.Exact(r, quantity.Unit{}), ok
	}
	return quantity.Amount{}, false
}

func compared(answer quantity.Answer, err error) ref.Val {
	if err != nil {
		return types.WrapErr(err)
	}
	return answered(answer)
}

// swapped names the units of an error in the order of the rule.
func swapped(answer quantity.Answer, err error) ref.Val {
	var incomparable *quantity.Incomparable
	if errors.As(err, &incomparable) {
		err = &quantity.Incomparable{A: incomparable.B, B: incomparable.A}
	}
	return compared(answer, err)
}

func answered(answer quantity.Answer) ref.Val {
	if answer == quantity.Depends {
		return types.NewUnknown(0, types.NewAttributeTrail("range"))
	}
	return types.Bool(answer == quantity.Holds)
}

func computed(a quantity.Amount, err error) ref.Val {
	switch {
	case err != nil:
		return types.WrapErr(err)
	case tooLarge(a):
		return types.WrapErr(errTooLarge)
	}
	return number{plain{a}}
}
