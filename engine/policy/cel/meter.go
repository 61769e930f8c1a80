package cel

import (
	"errors"
	"math/big"

	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/interpreter"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// CEL counts the cost of an operation when it is done, and counts one unit for some that go through all of a value. A
// list that holds itself twice, thirty times over, is small in memory and has no end for whoever compares it. So the
// operations that go through values, or join them, are ours: they count what they go through, and refuse a result that
// is too large before they make it.

// Limits of values, and of what one expression, or one check with all its entries, may go through.
const (
	maxJoined = 1 << 20     // bytes of a text that is joined
	maxList   = 100_000     // entries of a list that is joined
	maxDigits = 16 << 10    // bits of a number, numerator and denominator
	maxUnit   = 1 << 10     // bytes of a unit
	maxWork   = 5_000_000   // bytes and entries gone through by an expression
	maxCheck  = 200_000_000 // the same and CEL's cost, by a check on one definition
)

var (
	errTooMuch  = errors.New(wording.ThisGoesThroughTooMuch())
	errTooLarge = errors.New(wording.ThisGetsTooLarge())
	errPattern  = errors.New(wording.APatternNeedsMoreSteps(maxPattern))
)

// meter counts what the operations of one expression go through.
type meter struct {
	spent    int
	followed int    // nodes looked at, by all expressions of a check
	calls    int    // that may still be told, where they are
	cancel   func() // what ends the evaluation then; nil where nobody tells

	operands []ref.Val // of the operations that are going on
	texts    []kept    // in which phrases were looked for last
}

// reset makes a meter ready for the next expression, which may be a part of one that goes on. What only saves work is
// kept.
func (m *meter) reset() { *m = meter{operands: m.operands, texts: m.texts} }

func (m *meter) spend(n int) bool {
	m.spent += n
	return m.spent <= maxWork
}

// follow reports whether the node of a number that is made of two others may be looked at, and is worth it.
func (m *meter) follow(a, b *network.Node) bool {
	if m.followed > maxFollowed {
		return false
	}
	effort := network.Effort(a, b)
	m.followed += effort
	return effort > 0 && m.followed <= maxFollowed
}

// meterName is how operations find the meter: no expression can name it.
const meterName = "@meter"

func meterOf(frame *interpreter.ExecutionFrame) *meter {
	found, _ := frame.ResolveName(meterName)
	if m, ok := found.(*meter); ok {
		return m
	}
	return &meter{}
}

// metered is a call of an operation that counts.
type metered struct {
	interpreter.InterpretableCall
	operands  []interpreter.InterpretableV2
	operation func(m *meter, args []ref.Val) ref.Val
}

func newMetered(
	call interpreter.InterpretableCall, operation func(m *meter, args []ref.Val) ref.Val,
) *metered {
	return &metered{call, call.Args(), operation}
}

// Exec evaluates the operands, then the operation. As everywhere in CEL, an operand that is an error or unknown is the
// result.
func (c *metered) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	m := meterOf(frame)
	from := len(m.operands)
	defer m.drop(from)
	var unknown *types.Unknown
	for _, operand := range c.operands {
		v := operand.Exec(frame)
		if types.IsError(v) {
			return v
		}
		unknown, _ = types.MaybeMergeUnknowns(v, unknown)
		m.operands = append(m.operands, v)
	}
	if unknown != nil {
		return unknown
	}
	return types.LabelErrNode(c.ID(), c.operation(m, m.operands[from:]))
}

// drop forgets the operands of an operation that is done.
func (m *meter) drop(from int) {
	clear(m.operands[from:])
	m.operands = m.operands[:from]
}

// Eval does what Exec does.
func (c *metered) Eval(vars interpreter.Activation) ref.Val { return c.Exec(interpreter.AsFrame(vars)) }

// countedCalls are the operations that count, by the function in CEL.
var countedCalls = map[string]func(m *meter, args []ref.Val) ref.Val{
	operators.Equals:    equality(operators.Equals),
	operators.NotEquals: equality(operators.NotEquals),
	operators.Add:       add,
	operators.In:        member,
	"size":              size,
	"matches":           matches,
	"share":             share.of,
	"join":              joinTexts,
	"words":             countWords,
	"mention":           found(lookups["mention"]),
	"opening":           found(lookups["opening"]),
}

// add joins texts and lists, and adds what else CEL adds.
func add(m *meter, args []ref.Val) ref.Val {
	var tooLarge, enough bool
	switch a := args[0].(type) {
	case types.String:
		b, _ := args[1].(types.String)
		tooLarge, enough = len(a)+len(b) > maxJoined, m.spend(len(a)+len(b))
	case types.Bytes:
		b, _ := args[1].(types.Bytes)
		tooLarge, enough = len(a)+len(b) > maxJoined, m.spend(len(a)+len(b))
	case traits.Lister:
		tooLarge, enough = entriesOf(a)+entriesOf(args[1]) > maxList, m.spend(1)
	default:
		enough = true
	}
	switch adder, ok := args[0].(traits.Adder); {
	case !ok:
		return types.MaybeNoSuchOverloadErr(args[0])
	case tooLarge:
		return types.WrapErr(errTooLarge)
	case !enough:
		return types.WrapErr(errTooMuch)
	default:
		return adder.Add(args[1])
	}
}

func entriesOf(v ref.Val) int {
	list, ok := v.(traits.Lister)
	if !ok {
		return 0
	}
	n, _ := list.Size().(types.Int)
	return int(n)
}

// size counts the characters of a text, or the entries of a list or a map.
func size(m *meter, args []ref.Val) ref.Val {
	if text, ok := args[0].(types.String); ok && !m.spend(len(text)) {
		return types.WrapErr(errTooMuch)
	}
	if sized, ok := args[0].(traits.Sizer); ok {
		return sized.Size()
	}
	return types.MaybeNoSuchOverloadErr(args[0])
}

// matches looks for a pattern that is not known before the rule runs. One that is written in the rule was measured
// with it.
func matches(m *meter, args []ref.Val) ref.Val {
	text, okText := args[0].(types.String)
	pattern, okPattern := args[1].(types.String)
	switch {
	case !okText || !okPattern:
		return types.MaybeNoSuchOverloadErr(args[0])
	case !m.spend(len(text) + len(pattern)):
		return types.WrapErr(errTooMuch)
	case policy.PatternSteps(string(pattern)) > maxPattern:
		return types.WrapErr(errPattern)
	}
	return text.Match(pattern)
}

// member is `in`: of a list whether an entry equals a value, of a map whether it has a key.
func member(m *meter, args []ref.Val) ref.Val {
	list, ok := args[1].(traits.Lister)
	if !ok {
		if all, ok := args[1].(traits.Container); ok {
			return all.Contains(args[0])
		}
		return types.MaybeNoSuchOverloadErr(args[1])
	}
	for it := list.Iterator(); it.HasNext() == types.True; {
		switch equal, err := m.equal(args[0], it.Next()); {
		case err != nil:
			return types.WrapErr(err)
		case equal == types.True:
			return types.True
		}
	}
	return types.False
}

// equal compares two values, entry by entry, as CEL does: lists and maps are equal where no entry certainly differs.
func (m *meter) equal(a, b ref.Val) (ref.Val, error) {
	if !m.spend(1 + shorter(a, b)/64) {
		return nil, errTooMuch
	}
	if textA, ok := a.(types.String); ok {
		if textB, ok := b.(types.String); ok {
			return types.Bool(textA == textB), nil
		}
	}
	if listA, ok := a.(traits.Lister); ok {
		if listB, ok := b.(traits.Lister); ok {
			return m.equalLists(listA, listB)
		}
	}
	mapA, okA := a.(traits.Mapper)
	mapB, okB := b.(traits.Mapper)
	if okA && okB && !isObject(a) {
		return m.equalMaps(mapA, mapB)
	}
	return types.Equal(a, b), nil
}

func (m *meter) equalLists(a, b traits.Lister) (ref.Val, error) {
	if a.Size() != b.Size() {
		return types.False, nil
	}
	atB := b.Iterator()
	for atA := a.Iterator(); atA.HasNext() == types.True; {
		if equal, err := m.equal(atA.Next(), atB.Next()); err != nil || equal == types.False {
			return equal, err
		}
	}
	return types.True, nil
}

func (m *meter) equalMaps(a, b traits.Mapper) (ref.Val, error) {
	if a.Size() != b.Size() {
		return types.False, nil
	}
	for it := a.Iterator(); it.HasNext() == types.True; {
		key := it.Next()
		inA, _ := a.Find(key)
		inB, there := b.Find(key)
		if !there {
			return types.False, nil
		}
		if equal, err := m.equal(inA, inB); err != nil || equal == types.False {
			return equal, err
		}
	}
	return types.True, nil
}

// shorter is the number of bytes that a comparison of two texts goes through at most.
func shorter(a, b ref.Val) int {
	textA, _ := a.(types.String)
	textB, _ := b.(types.String)
	return min(len(textA), len(textB))
}

// tooLarge reports whether an amount has grown beyond what anybody counts: each multiplication can double its digits
// and its unit.
func tooLarge(a quantity.Amount) bool {
	return longer(a, maxDigits) || a.Unit.Size() > maxUnit
}

// longer reports whether an end of an amount has more than so many bits.
func longer(a quantity.Amount, most int) bool {
	bits := func(r *big.Rat) int { return r.Num().BitLen() + r.Denom().BitLen() }
	return bits(a.Low) > most || bits(a.High) > most
}

// small reports whether a value has at most n entries, those of its entries counted too.
func small(v ref.Val, n int) bool {
	left := n
	return countDown(v, &left)
}

func countDown(v ref.Val, left *int) bool {
	if *left--; *left < 0 {
		return false
	}
	switch v := v.(type) {
	case traits.Lister:
		for it := v.Iterator(); it.HasNext() == types.True; {
			if !countDown(it.Next(), left) {
				return false
			}
		}
	case object:
	case traits.Mapper:
		for it := v.Iterator(); it.HasNext() == types.True; {
			if entry, _ := v.Find(it.Next()); !countDown(entry, left) {
				return false
			}
		}
	}
	return true
}
