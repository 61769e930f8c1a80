package cel

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Trace evaluates every expression of the rule on one definition, part by part.
func (p *program) Trace(_ context.Context, m *model.Model, r *model.Resource) ([]policy.Step, error) {
	var all []policy.Step
	for i, c := range p.checks {
		if i > 0 {
			all = append(all, policy.Step{File: p.rule.File, Span: c.assert.Span(0, 1), Text: fmt.Sprintf("also, check %d", i+1)})
		}
		v := &variables{program: p, model: m, resource: r}
		if c.Each == "" {
			all = append(all, c.steps(v, 0)...)
			continue
		}
		for n, entry := range entries(r, c.Each) {
			v.each = entry
			all = append(all, policy.Step{File: p.rule.File, Span: c.assert.Span(0, 1), Text: fmt.Sprintf("each, entry %d of %s", n+1, c.Each), Value: inFull(adapter{types.DefaultTypeAdapter}.NativeToValue(entry))})
			all = append(all, c.steps(v, 1)...)
		}
	}
	return all, nil
}

// steps are the expressions of a check that decide, and the message.
func (c *check) steps(v *variables, depth int) []policy.Step {
	var all []policy.Step
	if c.when != nil {
		all = c.when.steps(v, depth)
		if applies, err := evaluate(context.Background(), c.when, v); err != nil || applies != types.True {
			return all
		}
	}
	for _, part := range append(slices.Clone(c.requires), c.assert, c.message) {
		all = append(all, part.steps(v, depth)...)
	}
	return all
}

// steps are an expression and its parts, each once, with their values.
func (e *expression) steps(v *variables, depth int) []policy.Step {
	value, err := e.track(v)
	if err != nil {
		return []policy.Step{{File: e.File, Span: e.Span(0, 1), Depth: depth, Text: e.Text, Value: err.Error()}}
	}
	t := &teller{expression: e, value: value, seen: map[string]bool{}}
	t.walk(e.checked.NativeRep().Expr(), depth)
	return t.all
}

// teller lists the parts of an expression.
type teller struct {
	*expression
	value func(int64) (ref.Val, bool)
	seen  map[string]bool
	all   []policy.Step
}

func (t *teller) walk(x ast.Expr, depth int) {
	out, _ := t.value(x.ID())
	if text := t.written(x); !t.seen[text] && x.Kind() != ast.LiteralKind && !isObject(out) {
		t.seen[text] = true
		from, to := t.place(x)
		t.all = append(t.all, policy.Step{File: t.File, Span: t.Span(from, to), Depth: depth, Text: text, Value: inFull(out)})
		depth++
	}
	for _, part := range t.parts(x) {
		t.walk(part, depth)
	}
}

// parts are what a part is made of: a path such as kpi.facts.time is one thing, and of a loop its condition as it was asked last.
func (t *teller) parts(x ast.Expr) []ast.Expr {
	switch x.Kind() {
	case ast.SelectKind:
		if inner := x.AsSelect().Operand().Kind(); inner == ast.SelectKind || inner == ast.IdentKind {
			return nil
		}
	case ast.ComprehensionKind:
		loop := x.AsComprehension()
		parts := []ast.Expr{loop.IterRange()}
		for _, part := range operands(loop.LoopStep()) {
			if !mentions(part, loop.AccuVar()) {
				parts = append(parts, part)
			}
		}
		return parts
	}
	return chain(x)
}

// chain are the operands of an operator, of several in a row as one: a + b + c has three.
func chain(x ast.Expr) []ast.Expr {
	if x.Kind() != ast.CallKind || !slices.Contains([]string{operators.Add, operators.LogicalAnd, operators.LogicalOr}, x.AsCall().FunctionName()) {
		return operands(x)
	}
	var all []ast.Expr
	for _, part := range operands(x) {
		if part.Kind() == ast.CallKind && part.AsCall().FunctionName() == x.AsCall().FunctionName() {
			all = append(all, chain(part)...)
			continue
		}
		all = append(all, part)
	}
	return all
}

func mentions(x ast.Expr, name string) bool {
	found := false
	ast.PreOrderVisit(x, ast.NewExprVisitor(func(part ast.Expr) {
		found = found || part.Kind() == ast.IdentKind && part.AsIdent() == name
	}))
	return found
}
