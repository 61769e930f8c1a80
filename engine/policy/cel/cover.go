package cel

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Watch compiles a rule into a program that remembers which of its conditions were ever true and ever false.
func (c *Compiler) Watch(rule *policy.Rule) (policy.Watched, error) {
	w, err := c.forRule(rule)
	if err != nil {
		return nil, err
	}
	w.watcher = &watcher{}
	p, err := w.program(rule.Defaults())
	if err != nil {
		return nil, err
	}
	return &watched{p, w.watcher}, nil
}

type watched struct {
	*program
	*watcher
}

// watcher holds the conditions of a rule. It is safe for concurrent use.
type watcher struct {
	mu    sync.Mutex
	spots []*spot
}

// spot is a condition: a `when` or an `assert`, or where it joins several, what stands beside && and ||; and what stands before ?.
type spot struct {
	in            *policy.Expression
	from, to      int
	text          string
	yes, no, seen bool
}

// watch makes a program note the truth of its conditions.
func (w *worker) watch(e *policy.Expression, checked *ast.AST) []cel.ProgramOption {
	if w.watcher == nil {
		return nil
	}
	x := ready(e, &compiled{tree: checked})
	byID := map[int64]*spot{}
	for _, condition := range conditions(checked, []rune(e.Text)) {
		s := &spot{in: e, text: x.written(condition)}
		s.from, s.to = x.place(condition)
		byID[condition.ID()] = s
		w.watcher.spots = append(w.watcher.spots, s)
	}
	root := checked.Expr()
	whole := byID[root.ID()] == nil && !isConst(root) && !isLogic(root)
	if whole && resultOf(checked).IsExactType(cel.BoolType) {
		s := &spot{in: e, text: e.Text, to: utf8.RuneCountInString(e.Text)}
		byID[root.ID()] = s
		w.watcher.spots = append(w.watcher.spots, s)
	}
	return []cel.ProgramOption{cel.CustomDecoratorV2(func(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
		if s := byID[i.ID()]; s != nil {
			return &noted{i, w.watcher, s}, nil
		}
		return i, nil
	})}
}

func isConst(x ast.Expr) bool { return x.Kind() == ast.LiteralKind }

// conditions are the parts of an expression that decide a branch. What a macro expands to is not written, so it is none.
func conditions(tree *ast.AST, text []rune) []ast.Expr {
	var all []ast.Expr
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind {
			return
		}
		at, _ := tree.SourceInfo().GetOffsetRange(x.ID())
		word := map[string]string{operators.LogicalAnd: "&&", operators.LogicalOr: "||", operators.Conditional: "?"}[x.AsCall().FunctionName()]
		if word == "" || at.Start < 0 || int(at.Start) >= len(text) || !strings.HasPrefix(string(text[at.Start:]), word) {
			return
		}
		parts := x.AsCall().Args()
		if word == "?" {
			parts = parts[:1]
		}
		for _, part := range parts {
			if !isLogic(part) || part.AsCall().FunctionName() == operators.LogicalNot {
				all = append(all, part)
			}
		}
	}))
	return slices.DeleteFunc(all, isConst)
}

// noted is a condition that notes what it gives.
type noted struct {
	interpreter.InterpretableV2
	watcher *watcher
	spot    *spot
}

func (n *noted) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	return n.note(n.InterpretableV2.Exec(frame))
}

func (n *noted) Eval(vars interpreter.Activation) ref.Val {
	return n.note(n.InterpretableV2.Eval(vars))
}

func (n *noted) note(out ref.Val) ref.Val {
	n.watcher.mu.Lock()
	defer n.watcher.mu.Unlock()
	n.spot.seen = true
	n.spot.yes = n.spot.yes || out == types.True
	n.spot.no = n.spot.no || out == types.False || types.IsUnknown(out) // a range that decides is a finding
	return out
}

// Coverage counts each condition twice, as it can be true and false.
func (w *watcher) Coverage() policy.Coverage {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := policy.Coverage{Unit: "branch"}
	for _, s := range w.spots {
		c.Points += 2
		for _, reached := range []bool{s.yes, s.no} {
			if reached {
				c.Reached++
			}
		}
		if message := s.lacks(); message != "" {
			at := s.in.Location(s.from, s.to)
			c.Gaps = append(c.Gaps, policy.Gap{Location: at, Line: s.in.Line(at.Line), Message: message})
		}
	}
	slices.SortStableFunc(c.Gaps, func(a, b policy.Gap) int {
		return cmp.Or(a.Span.Line-b.Span.Line, a.Span.Column-b.Span.Column)
	})
	return c
}

func (s *spot) lacks() string {
	text := fmt.Sprintf("`%s`", strings.TrimSpace(s.text))
	switch {
	case !s.seen:
		return wording.WasNeverAsked(text)
	case !s.yes:
		return wording.WasNeverTrue(text)
	case !s.no:
		return wording.WasNeverFalse(text)
	}
	return ""
}
