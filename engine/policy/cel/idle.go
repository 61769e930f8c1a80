package cel

import (
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/view"
)

// Most conditions only ask whether a definition has a field or a fact, and which word stands there: `when:
// has(kpi.facts.funnel)`, `kpi.facts.wants == "higher"`. What they give is seen without evaluating anything. What is
// not seen is evaluated.

// answer is what is seen of a condition.
type answer uint8

const (
	unseen answer = iota // it has to be evaluated
	no
	yes
)

func answerOf(is bool) answer {
	if is {
		return yes
	}
	return no
}

// not is the answer to the opposite.
func (a answer) not() answer { return [...]answer{unseen: unseen, no: yes, yes: no}[a] }

// condition sees what a condition gives for a definition with its facts; nil where nothing is ever seen of it.
type condition func(facts any, r *model.Resource) answer

func (c condition) of(facts any, r *model.Resource) answer {
	if c == nil {
		return unseen
	}
	return c(facts, r)
}

// seen is what is seen of a check: whether it applies to a definition, and whether it holds.
type seen struct{ applies, holds condition }

// conditions are those of each check, worked out when they are first asked for. None is where somebody notes what is
// evaluated.
func (p *program) conditions() []seen {
	p.looked.Do(func() {
		p.seen = make([]seen, len(p.checks))
		for i, c := range p.checks {
			if p.noted {
				continue
			}
			p.seen[i] = seen{applies: p.applies(c), holds: p.conditionOf(c.assert)}
		}
	})
	return p.seen
}

// applies sees whether a check applies: its condition, and that there are entries for which it is made.
func (p *program) applies(c *check) condition {
	if c.Each == "" && c.when == nil {
		return func(any, *model.Resource) answer { return yes }
	}
	var all []condition
	if path, ok := strings.CutPrefix(c.Each, "facts."); ok {
		name, _, _ := strings.Cut(path, ".")
		all = append(all, p.hasFact(name))
	}
	if c.when != nil {
		all = append(all, p.conditionOf(c.when))
	}
	return joined(all, no)
}

func (p *program) conditionOf(e *expression) condition {
	if tree := e.syntax(); tree != nil {
		return p.condition(tree.Expr())
	}
	return nil
}

// condition sees what an expression gives that is true or false.
func (p *program) condition(x ast.Expr) condition {
	switch x.Kind() {
	case ast.CallKind:
		return p.ofCall(x.AsCall())
	case ast.SelectKind:
		if s := x.AsSelect(); s.IsTestOnly() {
			return p.isThere(s)
		}
		if get := p.field(x); get != nil {
			return func(facts any, r *model.Resource) answer {
				if is, ok := get(facts, r).(bool); ok {
					return answerOf(is)
				}
				return unseen
			}
		}
	}
	return nil
}

func (p *program) ofCall(call ast.CallExpr) condition {
	args := call.Args()
	switch call.FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr:
		decides := no
		if call.FunctionName() == operators.LogicalOr {
			decides = yes
		}
		parts := make([]condition, len(args))
		for i, arg := range args {
			parts[i] = p.condition(arg)
		}
		return joined(parts, decides)
	case operators.LogicalNot:
		if part := p.condition(args[0]); part != nil {
			return func(facts any, r *model.Resource) answer { return part(facts, r).not() }
		}
	case operators.Equals:
		return p.word(args[0], args[1])
	case operators.NotEquals:
		if same := p.word(args[0], args[1]); same != nil {
			return func(facts any, r *model.Resource) answer { return same(facts, r).not() }
		}
	}
	return nil
}

// joined sees what several conditions give together, of which one decides by an answer: no of those that all have to
// be met, yes of those of which one has to. As in CEL, it does so whatever becomes of the others.
func joined(parts []condition, decides answer) condition {
	if !slices.ContainsFunc(parts, func(c condition) bool { return c != nil }) {
		return nil
	}
	return func(facts any, r *model.Resource) answer {
		all := decides.not()
		for _, part := range parts {
			switch part.of(facts, r) {
			case decides:
				return decides
			case unseen:
				all = unseen
			}
		}
		return all
	}
}

// isThere sees whether a definition has a field or a fact.
func (p *program) isThere(test ast.SelectExpr) condition {
	of := test.Operand()
	switch {
	case p.isFacts(of):
		return p.hasFact(test.FieldName())
	case p.isDefinition(of) && test.FieldName() != "facts":
		name := test.FieldName()
		return func(_ any, r *model.Resource) answer { return answerOf(r.Value(name) != nil) }
	}
	return nil
}

func (p *program) hasFact(name string) condition {
	get := p.fact(name)
	if get == nil {
		return nil
	}
	return func(facts any, _ *model.Resource) answer { return answerOf(get(facts) != nil) }
}

// word sees whether a field or a fact is a word.
func (p *program) word(a, b ast.Expr) condition {
	if a.Kind() == ast.LiteralKind {
		a, b = b, a
	}
	get := p.field(a)
	if get == nil || b.Kind() != ast.LiteralKind {
		return nil
	}
	word, ok := b.AsLiteral().(types.String)
	if !ok {
		return nil
	}
	return func(facts any, r *model.Resource) answer {
		if text, ok := get(facts, r).(string); ok {
			return answerOf(text == string(word))
		}
		return unseen
	}
}

// field gets what an expression names, where that is a field or a fact of the definition.
func (p *program) field(x ast.Expr) func(facts any, r *model.Resource) any {
	if x.Kind() != ast.SelectKind || x.AsSelect().IsTestOnly() {
		return nil
	}
	of, name := x.AsSelect().Operand(), x.AsSelect().FieldName()
	switch {
	case p.isFacts(of):
		if get := p.fact(name); get != nil {
			return func(facts any, _ *model.Resource) any { return get(facts) }
		}
	case p.isDefinition(of) && name != "facts":
		return func(_ any, r *model.Resource) any { return r.Value(name) }
	}
	return nil
}

func (p *program) fact(name string) func(facts any) any {
	return view.Accessor(p.rule.For+"Facts", name)
}

// isFacts reports whether an expression is the facts of the definition.
func (p *program) isFacts(x ast.Expr) bool {
	if x.Kind() != ast.SelectKind {
		return false
	}
	s := x.AsSelect()
	return !s.IsTestOnly() && s.FieldName() == "facts" && p.isDefinition(s.Operand())
}

// isDefinition reports whether an expression is the definition.
func (p *program) isDefinition(x ast.Expr) bool {
	return x.Kind() == ast.IdentKind && x.AsIdent() == p.variable
}

// see is what is seen of one of the checks for a definition.
func (p *program) see(i int, facts any, r *model.Resource) (applies, holds answer) {
	if facts == nil {
		return unseen, unseen
	}
	s := p.conditions()[i]
	if applies = s.applies.of(facts, r); applies == yes {
		holds = s.holds.of(facts, r)
	}
	return applies, holds
}

// factsSeen are the facts of a definition by which conditions are seen; nil where all are evaluated, since whoever asks
// whether a fact is there reads it.
func factsSeen(m *view.Organisation, r *model.Resource) any {
	if m.Model.Watch != nil {
		return nil
	}
	return m.Record(r)
}
