package rego

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// unseen are the keys of a finding that no example compares.
var unseen = []string{"fix", "values", "related", "because", "size", "group", "edit"}

// Mutants are the small changes of a rule that one of its examples should notice: of operators and numbers, conditions that are left out, and the
// defaults of its parameters.
func Mutants(rule *policy.Rule) []policy.Mutant {
	m, err := parseModule(rule.Rego.File, rule.Rego.Source)
	if err != nil {
		return nil
	}
	f := &finder{text: string(rule.Rego.Source)}
	for _, r := range m.Rules {
		if name := r.Head.Name.String(); name != "looked" {
			f.rule(r)
		}
	}
	slices.SortFunc(f.mutations, func(a, b mutation) int {
		return cmp.Or(a.from-b.from, a.to-b.to, strings.Compare(a.becomes, b.becomes))
	})
	var all []policy.Mutant
	for _, s := range slices.Compact(f.mutations) {
		all = append(all, mutant(rule, s))
	}
	return append(all, rule.ParamMutants(func(params *model.Object) (policy.Program, error) {
		return compileAlone(rule, rule.Rego.Source, params)
	})...)
}

// mutation is another text for the bytes [from, to) of a module.
type mutation struct {
	from, to int
	becomes  string
}

func mutant(rule *policy.Rule, s mutation) policy.Mutant {
	text := string(rule.Rego.Source)
	changed := text[:s.from] + s.becomes + text[s.to:]
	was, becomes := strings.TrimSpace(text[s.from:s.to]), s.becomes
	if becomes == "true" { // what stands for a condition that is left out
		becomes = ""
	}
	span := spanOf(text, s.from, s.to)
	return policy.Mutant{
		Location: source.Location{File: rule.Rego.File, Span: span}, Line: source.Line(rule.Rego.Source, span.Line),
		Begins: span.Line, Was: was, Becomes: becomes,
		Compile: func() (policy.Program, error) { return compileAlone(rule, []byte(changed), rule.Defaults()) }}
}

// spanOf is the place of the bytes [from, to) of a text, of their first line.
func spanOf(text string, from, to int) source.Span {
	begin := strings.LastIndexByte(text[:from], '\n') + 1
	line := 1 + strings.Count(text[:from], "\n")
	first, _, _ := strings.Cut(text[from:to], "\n")
	column := 1 + len([]rune(text[begin:from]))
	return source.Span{Line: line, Column: column, EndLine: line, EndColumn: column + len([]rune(first))}
}

// compileAlone makes a program of one module, without the checks of names and unused variables that the rule itself has passed.
func compileAlone(rule *policy.Rule, text []byte, params *model.Object) (*program, error) {
	m, err := parseModule(rule.Rego.File, text)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithEnablePrintStatements(true)
	if compiler.Compile(map[string]*ast.Module{rule.Rego.File: m}); compiler.Failed() {
		return nil, compiler.Errors
	}
	made, err := prepare(compiler, rule, m, params)
	if err != nil {
		return nil, err
	}
	return newProgram(rule, m, params, made, true, nil), nil
}

// finder collects the changes of a module by its syntax tree, so that nothing within a text or a comment is one.
type finder struct {
	text      string
	mutations []mutation
}

func (f *finder) rule(r *ast.Rule) {
	for ; r != nil; r = r.Else {
		f.visit(r.Head)
		f.body(r.Body)
	}
}

// visit walks whatever is below a node, but not what no example compares.
func (f *finder) visit(node any) {
	var v *ast.GenericVisitor
	v = ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case ast.Body:
			f.body(x)
			return true
		case *ast.Expr:
			if terms, ok := x.Terms.([]*ast.Term); ok {
				f.operator(terms[0])
			}
		case *ast.Term:
			f.term(x)
		case ast.Object:
			x.Foreach(func(key, value *ast.Term) {
				if name, ok := key.Value.(ast.String); !ok || !slices.Contains(unseen, string(name)) {
					v.Walk(value)
				}
			})
			return true
		}
		return false
	})
	v.Walk(node)
}

func (f *finder) body(b ast.Body) {
	for _, e := range b {
		f.condition(e)
		f.visit(e)
	}
}

// condition loses its `not`, or, where it is a call, which has no operator to turn round, is left out. What only asks whether something is
// there is left alone: whatever uses the thing asks the same.
func (f *finder) condition(e *ast.Expr) {
	from, to, ok := f.place(e.Location)
	if !ok || e.IsAssignment() {
		return
	}
	if rest, negated := strings.CutPrefix(f.text[from:to], "not "); negated {
		f.mutations = append(f.mutations, mutation{from, to - len(rest), ""})
		return
	}
	if e.IsCall() && swap(e.Operator().String()) == "" {
		f.mutations = append(f.mutations, mutation{from, to, "true"})
	}
}

// term steps numbers, and turns round operators that stand in a larger expression.
func (f *finder) term(t *ast.Term) {
	switch v := t.Value.(type) {
	case ast.Number:
		from, to, ok := f.place(t.Location)
		if _, err := json.Number(v).Float64(); !ok || err != nil || f.text[from:to] != string(v) {
			return
		}
		for _, becomes := range policy.Steps(string(v)) {
			f.mutations = append(f.mutations, mutation{from, to, becomes})
		}
	case ast.Call:
		f.operator(v[0])
	}
}

// operator turns an infix operator into its neighbour.
func (f *finder) operator(operator *ast.Term) {
	becomes := swap(operator.Value.String())
	if from, to, ok := f.place(operator.Location); ok && becomes != "" && policy.Swaps[f.text[from:to]] == becomes {
		f.mutations = append(f.mutations, mutation{from, to, becomes})
	}
}

// swap is what the operator of a built-in function becomes, "" for one that has none.
func swap(name string) string {
	builtin := ast.BuiltinMap[name]
	if builtin == nil {
		return ""
	}
	return policy.Swaps[builtin.Infix]
}

// place is where a node is written, in bytes; false for what the parser made up.
func (f *finder) place(at *ast.Location) (from, to int, ok bool) {
	if at == nil {
		return 0, 0, false
	}
	from, to = at.Offset, at.Offset+len(at.Text)
	return from, to, from >= 0 && to <= len(f.text) && f.text[from:to] == string(at.Text)
}
