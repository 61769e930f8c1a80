package cel

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Mutants are the small changes of a rule that one of its examples should notice: of the operators and numbers of what
// decides and of the message, and of the defaults of its parameters.
func (c *Compiler) Mutants(rule *policy.Rule) []policy.Mutant {
	var all []policy.Mutant
	for i := range rule.Checks {
		check := &rule.Checks[i]
		for _, part := range []func(*policy.Check) **policy.Expression{
			func(k *policy.Check) **policy.Expression { return &k.When },
			func(k *policy.Check) **policy.Expression { return &k.Assert },
			func(k *policy.Check) **policy.Expression { return &k.Message },
		} {
			if e := *part(check); e != nil {
				all = append(all, c.mutants(rule, i, e, func(k *policy.Check, e *policy.Expression) { *part(k) = e })...)
			}
		}
	}
	return append(all, rule.ParamMutants(func(params *model.Object) (policy.Program, error) { return c.Compile(rule, params) })...)
}

// mutants are the changes of one expression of a check; put sets the expression of a copy of the check.
func (c *Compiler) mutants(rule *policy.Rule, check int, e *policy.Expression, put func(*policy.Check, *policy.Expression)) []policy.Mutant {
	var all []policy.Mutant
	for _, s := range c.mutations(e.Text) {
		runes := []rune(e.Text)
		changed := *e
		changed.Text = string(runes[:s.from]) + s.becomes + string(runes[s.to:])
		at := e.Location(s.from, s.to)
		all = append(all, policy.Mutant{
			Location: at, Line: e.Line(at.Line), Begins: e.Begins(), Was: string(runes[s.from:s.to]), Becomes: s.becomes,
			Compile: func() (policy.Program, error) {
				copied := *rule
				copied.Checks = slices.Clone(rule.Checks)
				put(&copied.Checks[check], &changed)
				return c.Compile(&copied, rule.Defaults())
			}})
	}
	return all
}

// mutation is another text for the code points [from, to) of an expression.
type mutation struct {
	from, to int
	becomes  string
}

// mutations finds them by the syntax tree, so that nothing within a text is one.
func (c *Compiler) mutations(text string) []mutation {
	parsed, issues, refused := parseText(c.base, text)
	if len(issues) > 0 || refused != "" {
		return nil
	}
	tree, runes := parsed.NativeRep(), []rune(text)
	var all []mutation
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		at, ok := tree.SourceInfo().GetOffsetRange(e.ID())
		if !ok || at.Start < 0 || int(at.Start) >= len(runes) {
			return
		}
		all = append(all, mutationsOf(e, runes, int(at.Start))...)
		all = append(all, quantityMutations(e, runes, tree.SourceInfo())...)
	}))
	slices.SortStableFunc(all, func(a, b mutation) int { return a.from - b.from })
	return slices.Compact(all)
}

func mutationsOf(e ast.Expr, text []rune, at int) []mutation {
	switch e.Kind() {
	case ast.CallKind:
		return callMutations(e, text, at)
	case ast.LiteralKind:
		return literalMutations(e, text, at)
	}
	return nil
}

// callMutations turns an operator into its neighbour. What a macro expands to has operators too, which are not in the
// text.
func callMutations(e ast.Expr, text []rune, at int) []mutation {
	name := e.AsCall().FunctionName()
	word, _ := operators.FindReverse(name)
	becomes, ok := policy.Swaps[word]
	switch name {
	case operators.LogicalAnd:
		word, becomes, ok = "&&", "||", true
	case operators.LogicalOr:
		word, becomes, ok = "||", "&&", true
	case operators.LogicalNot:
		word, becomes, ok = "!", "", true
	case operators.Conditional:
		word, becomes, ok = "?", "== false ?", !isOperator(e.AsCall().Args()[0])
	case operators.Negate:
		ok = false
	}
	if !ok || !strings.HasPrefix(string(text[at:]), word) {
		return nil
	}
	return []mutation{{at, at + utf8.RuneCountInString(word), becomes}}
}

// isOperator reports whether an expression is an operator with its operands, whose own changes show whether it matters.
func isOperator(e ast.Expr) bool {
	if e.Kind() != ast.CallKind {
		return false
	}
	word, ok := operators.FindReverse(e.AsCall().FunctionName())
	return ok && word != ""
}

// literalMutations steps a number, or the number in a quantity, up and down.
func literalMutations(e ast.Expr, text []rune, at int) []mutation {
	switch e.AsLiteral().(type) {
	case types.Int, types.Uint, types.Double:
	default:
		return nil
	}
	to := at
	for to < len(text) && strings.ContainsRune("0123456789.", text[to]) {
		to++
	}
	var all []mutation
	for _, becomes := range policy.Steps(string(text[at:to])) {
		all = append(all, mutation{at, to, becomes})
	}
	return all
}

// quantityMutations steps the number of quantity("15 min/call").
func quantityMutations(e ast.Expr, text []rune, info *ast.SourceInfo) []mutation {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != "quantity" || len(e.AsCall().Args()) != 1 {
		return nil
	}
	arg := e.AsCall().Args()[0]
	written, ok := arg.AsLiteral().(types.String)
	at, known := info.GetOffsetRange(arg.ID())
	if !ok || !known || !strings.HasPrefix(string(text[at.Start+1:]), string(written)) {
		return nil
	}
	from := int(at.Start) + 1 // after the quotation mark
	var all []mutation
	for _, becomes := range policy.Steps(string(written)) {
		all = append(all, mutation{from, from + utf8.RuneCountInString(string(written)), becomes})
	}
	return all
}
