package cel

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/interpreter"
	"github.com/google/cel-go/parser"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// track evaluates an expression anew and notes the value of every part of it. It is for explanations: nothing runs like this otherwise.
func (e *expression) track(v *variables) (value valueOfPart, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = errors.New(wording.InternalError(fmt.Sprintf("%v", broken)))
		}
	}()
	p, err := e.tracking()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	v.meter.reset()
	v.meter.calls, v.meter.cancel = maxTold, cancel
	_, details, _ := p.ContextEval(ctx, interpreter.Activation(v)) // a failure is a value, too
	if ctx.Err() != nil {
		return nil, errTooMuch
	}
	if details == nil || details.State() == nil {
		return nil, errors.New(wording.NothingWasEvaluated())
	}
	return details.State().Value, nil
}

// maxTold is how many calls of an expression are told. CEL counts no cost while it notes values.
const maxTold = 100_000

// told is a call that is told. It ends the evaluation when there were too many.
type told struct{ interpreter.InterpretableCall }

// Exec counts, and does what the call does.
func (c *told) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	if m := meterOf(frame); m.cancel != nil {
		if m.calls--; m.calls < 0 {
			m.cancel()
		}
	}
	return c.InterpretableCall.Exec(frame)
}

// Eval does what Exec does.
func (c *told) Eval(vars interpreter.Activation) ref.Val { return c.Exec(interpreter.AsFrame(vars)) }

func tell(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
	if call, ok := i.(interpreter.InterpretableCall); ok {
		return &told{call}, nil
	}
	return i, nil
}

// tracking is the program that notes values. It is made once, when it is first needed: a rule may fail on every definition.
func (e *expression) tracking() (cel.Program, error) {
	e.once.Do(func() {
		c, err := e.ready()
		if err != nil {
			e.untracked = err
			return
		}
		e.tracked, e.untracked = c.env.PlanProgram(c.tree, cel.EvalOptions(cel.OptTrackState),
			cel.CustomDecoratorV2(decorate), cel.CustomDecoratorV2(tell), cel.InterruptCheckFrequency(1))
	})
	return e.tracked, e.untracked
}

// written is a part of an expression as it is written, with small differences in spaces and brackets.
func (e *expression) written(part ast.Expr) string {
	tree := e.tree()
	if loops(tree) { // which stand in the text as macros
		tree = e.source()
	}
	text, err := parser.Unparse(part, tree.SourceInfo(), parser.WrapOnColumn(10_000))
	if err != nil {
		return e.Text
	}
	return text
}

// place is where a part of an expression begins and ends, in code points.
func (e *expression) place(part ast.Expr) (from, to int) {
	from = utf8.RuneCountInString(e.Text)
	info := e.source().SourceInfo()
	begin := func(x ast.Expr) {
		if at, ok := info.GetOffsetRange(x.ID()); ok && at.Start >= 0 {
			from, to = min(from, int(at.Start)), max(to, int(at.Stop))
		}
	}
	ast.PreOrderVisit(part, ast.NewExprVisitor(begin))
	if from >= to {
		return 0, utf8.RuneCountInString(e.Text)
	}
	return widen([]rune(e.Text), from, to)
}

// widen takes the name of a function in whose bracket a part begins, and goes on to the bracket that closes it.
func widen(text []rune, from, to int) (int, int) {
	if from < len(text) && text[from] == '(' {
		for from > 0 && (unicode.IsLetter(text[from-1]) || text[from-1] == '_') {
			from--
		}
	}
	open := 0
	if to > from && to < len(text) && text[to-1] == '.' { // CEL puts the choice of a field at the dot
		for to < len(text) && (unicode.IsLetter(text[to]) || unicode.IsDigit(text[to])) {
			to++
		}
	}
	for i := from; i < len(text) && (i < to || open > 0); i++ {
		switch text[i] {
		case '(', '[':
			open++
		case ')', ']':
			open--
		}
		to = max(to, i+1)
	}
	return from, to
}

// operands are the parts whose values a part depends on.
func operands(x ast.Expr) []ast.Expr {
	switch x.Kind() {
	case ast.CallKind:
		call := x.AsCall()
		if call.IsMemberFunction() {
			return append([]ast.Expr{call.Target()}, call.Args()...)
		}
		return call.Args()
	case ast.SelectKind:
		return []ast.Expr{x.AsSelect().Operand()}
	case ast.ListKind:
		return x.AsList().Elements()
	case ast.ComprehensionKind:
		return []ast.Expr{x.AsComprehension().IterRange()}
	}
	return nil
}

// isLogic reports whether an expression joins or turns round others: &&, ||, !.
func isLogic(x ast.Expr) bool {
	if x.Kind() != ast.CallKind {
		return false
	}
	switch x.AsCall().FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
		return true
	}
	return false
}

func isObject(out ref.Val) bool { _, ok := out.(object); return ok }

// inFull is a value as people read it.
func inFull(out ref.Val) string {
	switch out := out.(type) {
	case nil:
		return wording.NotEvaluated()
	case *types.Err:
		return wording.AnError(plainError(out).inFull())
	case *types.Unknown:
		return wording.NotCertainItDependsOn()
	case types.String:
		return fmt.Sprintf("%q", policy.Cut(string(out)))
	case number:
		return numberInFull(out)
	case object:
		return nameOf(out)
	case traits.Lister:
		if !small(out, mostTold) {
			return wording.AListOfEntries(entriesOf(out))
		}
		var all []string
		for it := out.Iterator(); it.HasNext() == types.True; {
			all = append(all, inFull(it.Next()))
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	return inBounds(out)
}

// mostTold is how many entries of a list are told, those of its entries counted too.
const mostTold = 10_000

// inBounds is a value as Go writes it, where that has an end.
func inBounds(out ref.Val) string {
	if !small(out, mostTold) {
		return "…"
	}
	return policy.Cut(fmt.Sprint(out.Value()))
}

func numberInFull(n number) string {
	if text := n.text(); text != "" {
		return text
	}
	if lacking, _ := lacks(n); len(lacking) > 0 {
		return wording.NotKnown(strings.Join(lacking, "; "))
	}
	return wording.NoNumber()
}

// nameOf names a definition or an entry of one.
func nameOf(o object) string {
	switch of := o.of.(type) {
	case view.Definition:
		return fmt.Sprintf("the %s `%s`", of.Kind, of.Name)
	case *model.Object:
		if id := of.Text(field.ID); id != "" {
			return wording.TheEntry(id)
		}
	}
	return "{" + strings.Join(o.names(), ", ") + "}"
}
