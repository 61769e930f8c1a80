package cel

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// Trace evaluates every expression of the rule on one definition, part by part, and says what follows. The error is that of a rule that
// fails on it.
func (p *program) Trace(ctx context.Context, m *view.Organisation, r *model.Resource) ([]policy.Step, error) {
	var all []policy.Step
	var failed error
	for i, c := range p.checks {
		if i > 0 {
			all = append(all, policy.Step{Location: c.assert.Location(0, 1), Text: wording.AlsoCheck(i + 1)})
		}
		v := &variables{program: p, model: m, resource: r, self: m.Definition(r)}
		if c.Each == "" {
			all = append(all, p.traced(ctx, c, v, 0, &failed)...)
			continue
		}
		list := entries(r, c.Each)
		if each := c.Field("each"); len(list) == 0 && each != nil {
			all = append(all, policy.Step{
				Location: each.Location(0, 1), Text: "each, " + c.Each, Value: wording.TheListIsEmptyNothing(),
			})
		}
		for n, entry := range list {
			v.each, v.entry = entry, n
			all = append(all, policy.Step{
				Location: c.assert.Location(0, 1), Text: wording.EachEntryOf(n+1, c.Each),
				Value: inFull(adapter{types.DefaultTypeAdapter}.NativeToValue(entry)),
			})
			all = append(all, p.traced(ctx, c, v, 1, &failed)...)
		}
	}
	return all, failed
}

// traced are the expressions of a check that decide, the message where there is one, and the outcome.
func (p *program) traced(ctx context.Context, c *check, v *variables, depth int, failed *error) []policy.Step {
	o, applies, err := p.judge(ctx, c, v, unseen)
	var all []policy.Step
	outcome := func(e *expression, text string) []policy.Step {
		return append(all, policy.Step{Location: e.Location(0, 1), Depth: depth, Text: "outcome", Value: text})
	}
	if c.when != nil {
		all = c.when.steps(v, depth, false)
	}
	switch {
	case err != nil && *failed == nil:
		*failed = p.fail(err, v.resource)
	case o != nil && o.Flaw != nil && *failed == nil:
		*failed = o.Flaw
	}
	switch {
	case err != nil && !applies:
		return outcome(c.when, wording.TheRuleFailsHere())
	case !applies:
		return outcome(c.when, wording.DoesNotApplyWhenDoes())
	}
	for _, required := range c.requires {
		all = append(all, p.required(ctx, required, v, depth)...)
	}
	unasked := o != nil && o.State == policy.NotCheckable
	all = append(all, c.assert.steps(v, depth, unasked)...)
	switch {
	case err != nil:
		return outcome(c.assert, wording.TheRuleFailsHere())
	case o == nil:
		return outcome(c.assert, "holds")
	case unasked:
		return outcome(c.assert, o.Message)
	}
	all = append(all, c.message.steps(v, depth, false)...)
	if o.Depends {
		return outcome(c.assert, "may not hold: "+o.Message)
	}
	return outcome(c.assert, "violated: "+o.Message)
}

// required are the steps of what a check requires: what of it is not known, else its parts.
func (p *program) required(ctx context.Context, e *expression, v *variables, depth int) []policy.Step {
	lacking, known, _, err := p.lacking(ctx, e, v)
	if err != nil || known && len(lacking) == 0 {
		return e.steps(v, depth, false)
	}
	value := wording.NotKnownText()
	if known {
		value = wording.KnownInPart()
	}
	return []policy.Step{{
		Location: e.Location(0, 1), Depth: depth, Text: e.written(e.root()), Value: value + strings.Join(lacking, "; "),
	}}
}

// steps are an expression and its parts, each once, with their values. What is not there is no error where the rule does not ask.
func (e *expression) steps(v *variables, depth int, unasked bool) []policy.Step {
	value, err := e.track(v)
	if err != nil {
		return []policy.Step{{Location: e.Location(0, 1), Depth: depth, Text: e.Text, Value: err.Error()}}
	}
	t := &teller{expression: e, value: value, seen: map[string]bool{}, unasked: unasked}
	t.walk(e.root(), depth)
	return t.all
}

// teller lists the parts of an expression.
type teller struct {
	*expression
	value   valueOfPart
	seen    map[string]bool
	unasked bool
	all     []policy.Step
}

func (t *teller) walk(x ast.Expr, depth int) {
	out, _ := t.value(x.ID())
	if text := t.written(x); !t.seen[text] && x.Kind() != ast.LiteralKind && !isObject(out) {
		t.seen[text] = true
		from, to := t.place(x)
		t.all = append(t.all, policy.Step{Location: t.Location(from, to), Depth: depth, Text: text, Value: t.inFull(x, out)})
		depth++
	}
	for _, part := range t.parts(x) {
		t.walk(part, depth)
	}
}

func (t *teller) inFull(x ast.Expr, out ref.Val) string {
	if !t.unasked {
		return inFull(out)
	}
	var gone *absent
	failed, _ := out.(*types.Err)
	switch {
	case x == t.root() && failed == nil:
		return wording.ByWhatIsKnown(inFull(out))
	case x == t.root():
		return wording.NotAskedAsNotAll()
	case failed != nil && errors.As(failed, &gone) && x.Kind() == ast.SelectKind && x.AsSelect().FieldName() == gone.field:
		return wording.NotThere()
	case failed != nil && errors.As(failed, &gone):
		return wording.NeedsWhichIsNotThere(gone.field)
	case failed != nil && errors.Is(failed, errNoNumber):
		return "needs a number"
	}
	return inFull(out)
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
