package cel

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/wording"
)

// Limits of one expression. They count the work of the rule and not the clock, so that no finding depends on how busy
// a machine is.
const (
	maxText    = 10_000    // code points
	maxDepth   = 100       // brackets and operators in one another
	maxNodes   = 10_000    // of the syntax tree, with what loops become
	maxLoops   = 8         // loops in one another and one after the other: each can double what the one before gave
	maxMaps    = 16        // maps written out: the type of one doubles where its keys and values are maps
	maxPattern = 1_000     // steps of a pattern, for each character that it looks at
	costLimit  = 1_000_000 // of an expression with a loop, as CEL counts: about 50 ns a unit
)

// timeLimit is the last resort against a rule that does not come with kpilint. The limits above are there to stop it
// before.
const timeLimit = 60 * time.Second

// limits are those that CEL keeps itself.
func limits() []cel.EnvOption {
	return []cel.EnvOption{
		cel.ParserRecursionLimit(maxDepth), cel.ParserExpressionSizeLimit(maxText), cel.ParserErrorRecoveryLimit(4),
		cel.ExpressionNodeLimit(maxNodes),
	}
}

// parseText reads an expression without its types. Where it cannot be read, there are issues at places of the text, or
// there is a reason why the whole is refused. A panic of the parser is such a reason.
func parseText(env *cel.Env, text string) (parsed *cel.Ast, issues []*cel.Error, refused string) {
	defer unreadable(&refused)
	if n := utf8.RuneCountInString(text); n > maxText {
		return nil, nil, wording.TheExpressionHasCharactersAnd(n, maxText)
	}
	parsed, found := env.Parse(text)
	if issues = inOrder(found); len(issues) > 0 {
		return nil, issues, beyond(issues)
	}
	return parsed, nil, excess(parsed)
}

// checkText reads an expression as parseText does, and checks its types.
func checkText(env *cel.Env, text string) (checked *ast.AST, issues []*cel.Error, refused string) {
	defer unreadable(&refused)
	parsed, issues, refused := parseText(env, text)
	if len(issues) > 0 || refused != "" {
		return nil, issues, refused
	}
	types, found := env.Check(parsed)
	if issues = inOrder(found); len(issues) > 0 {
		return nil, issues, beyond(issues)
	}
	return types.NativeRep(), nil, ""
}

func unreadable(refused *string) {
	if p := recover(); p != nil {
		*refused = wording.TheExpressionCannotBeRead(fmt.Sprintf("%v", p))
	}
}

// inOrder lists issues by their places. CEL sorts them only when it prints them, which fails on one that has no place.
func inOrder(found *cel.Issues) []*cel.Error {
	all := slices.Clone(found.Errors())
	slices.SortStableFunc(all, func(a, b *cel.Error) int {
		return cmp.Or(a.Location.Line()-b.Location.Line(), a.Location.Column()-b.Location.Column())
	})
	return all
}

// beyond says in our words which limit of CEL issues tell of, "" where they tell of something else. The limit is the
// cause of the others.
func beyond(issues []*cel.Error) string {
	for _, issue := range issues {
		if said := limitIn(issue.Message); said != "" {
			return said
		}
	}
	return ""
}

func limitIn(message string) string {
	switch {
	case strings.Contains(message, "recursion limit"), strings.Contains(message, "recursion depth"),
		strings.Contains(message, "nesting depth"):
		return wording.MoreThanBracketsOrOperators(maxDepth)
	case strings.Contains(message, "expression count exceeds"), strings.Contains(message, "node count exceeds"):
		return wording.TheExpressionHasMoreThan(maxNodes)
	}
	return ""
}

// excess says what an expression has too much of. It is asked before types are checked, as types can grow with every
// loop and map, too.
func excess(parsed *cel.Ast) string {
	loops, maps := 0, 0
	ast.PreOrderVisit(parsed.NativeRep().Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.ComprehensionKind:
			loops++
		case ast.MapKind:
			maps++
		}
	}))
	if maps > maxMaps {
		return wording.TheExpressionWritesOutMaps(maps, maxMaps)
	}
	if loops <= maxLoops {
		return ""
	}
	tree := ast.NavigateAST(parsed.NativeRep())
	for _, loop := range ast.MatchDescendants(tree, ast.KindMatcher(ast.ComprehensionKind)) {
		if n := around(loop); n > maxLoops {
			return wording.MoreThanLoopsStandIn(maxLoops)
		}
	}
	return ""
}

// around counts the loops that a loop stands in, and that go through what it gives, with itself.
func around(loop ast.NavigableExpr) int {
	n := 0
	for e, inside := loop, true; inside; e, inside = e.Parent() {
		if e.Kind() == ast.ComprehensionKind {
			n++
		}
	}
	return n
}

// timed is an expression with a loop that the clock stops in the end.
type timed struct{ cel.Program }

func (t timed) ContextEval(ctx context.Context, input any) (ref.Val, *cel.EvalDetails, error) {
	ctx, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	return t.Program.ContextEval(ctx, input)
}

// straight runs a program without a loop. Nothing in it looks at the context, so none is made of it for every run.
type straight struct{ cel.Program }

func (s straight) ContextEval(_ context.Context, input any) (ref.Val, *cel.EvalDetails, error) {
	return s.Eval(input)
}

// programOptions are the options of every program. One with a loop, the only construct whose work depends on the data,
// has a cost, and can be interrupted.
func programOptions(checked *ast.AST) []cel.ProgramOption {
	opts := []cel.ProgramOption{cel.EvalOptions(cel.OptOptimize), cel.CustomDecoratorV2(decorate)}
	if loops(checked) {
		opts = append(opts, cel.CostLimit(costLimit), cel.InterruptCheckFrequency(100))
	}
	return opts
}

// loops reports whether an expression holds a loop.
func loops(checked *ast.AST) bool {
	found := ast.MatchDescendants(ast.NavigateAST(checked), ast.KindMatcher(ast.ComprehensionKind))
	return len(found) > 0
}
