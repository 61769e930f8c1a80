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

// Most conditions only ask whether a definition has a field or a fact, which word stands there, whether a name has some
// words, and which of two numbers is larger: `has(kpi.facts.funnel)`, `kpi.facts.wants == "higher"`,
// `each.needed <= each.available`. What they give is seen without evaluating anything. What is not seen is evaluated.

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

// subject is what a condition is asked of: a definition with its facts and, where a check is made on each entry of a
// list, one of these.
type subject struct {
	facts any
	of    *model.Resource
	each  any
}

// condition sees what a condition gives for a subject; nil where nothing is ever seen of it.
type condition func(s subject) answer

func (c condition) of(s subject) answer {
	if c == nil {
		return unseen
	}
	return c(s)
}

// always is a condition that is the same for all.
func always(a answer) condition { return func(subject) answer { return a } }

// seen is what is seen of a check: whether it applies to a subject, whether what it requires is there, and whether it
// holds.
type seen struct {
	applies, complete, holds condition
	entries                  func(facts any) any // the list on whose entries it is made, where it is a fact; nil else
}

// conditions are those of each check, worked out when they are first asked for. None is where somebody notes what is
// evaluated.
func (p *program) conditions() []seen {
	p.looked.Do(func() {
		p.seen = make([]seen, len(p.checks))
		for i, c := range p.checks {
			if !p.noted {
				p.seen[i] = p.seenOf(c)
			}
		}
	})
	return p.seen
}

func (p *program) seenOf(c *check) seen {
	s := seen{applies: always(yes), holds: p.seenIn(c.assert, reader.condition)}
	if c.when != nil {
		s.applies = p.seenIn(c.when, reader.condition)
	}
	required := make([]condition, len(c.requires))
	for i, e := range c.requires {
		required[i] = p.seenIn(e, reader.known)
	}
	if s.complete = joined(required, no); len(required) == 0 {
		s.complete = always(yes)
	}
	if path, ok := strings.CutPrefix(c.Each, "facts."); ok {
		if name, _, deeper := strings.Cut(path, "."); deeper {
			s.applies = joined([]condition{reader{program: p}.hasFact(name), s.applies}, no)
		} else {
			s.entries = p.fact(name)
		}
	}
	return s
}

// seenIn is what is seen in an expression.
func (p *program) seenIn(e *expression, see func(reader, ast.Expr) condition) condition {
	if tree := e.syntax(); tree != nil {
		return see(reader{p, tree}, tree.Expr())
	}
	return nil
}

// reader makes conditions of a syntax tree, which knows the types of its parts.
type reader struct {
	*program
	tree *ast.AST
}

// condition sees what an expression gives that is true or false.
func (p reader) condition(x ast.Expr) condition {
	switch x.Kind() {
	case ast.CallKind:
		return p.ofCall(x.AsCall())
	case ast.LiteralKind:
		if is, ok := x.AsLiteral().(types.Bool); ok {
			return always(answerOf(bool(is)))
		}
	case ast.SelectKind:
		if test := x.AsSelect(); test.IsTestOnly() {
			return p.isThere(test)
		}
		if get := p.field(x); get != nil {
			return func(s subject) answer {
				if is, ok := get(s).(bool); ok {
					return answerOf(is)
				}
				return unseen
			}
		}
	}
	return nil
}

func (p reader) ofCall(call ast.CallExpr) condition {
	args := call.Args()
	switch name := call.FunctionName(); name {
	case operators.LogicalAnd, operators.LogicalOr:
		decides := no
		if name == operators.LogicalOr {
			decides = yes
		}
		parts := make([]condition, len(args))
		for i, arg := range args {
			parts[i] = p.condition(arg)
		}
		return joined(parts, decides)
	case operators.LogicalNot:
		return opposite(p.condition(args[0]))
	case operators.Equals:
		return p.same(args[0], args[1])
	case operators.NotEquals:
		return opposite(p.same(args[0], args[1]))
	case operators.In:
		return p.oneOf(args[0], args[1])
	case operators.Conditional:
		return chosen(p.condition(args[0]), p.condition(args[1]), p.condition(args[2]))
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
		return p.compared(name, args[0], args[1])
	}
	return nil
}

// opposite sees the opposite of a condition.
func opposite(c condition) condition {
	if c == nil {
		return nil
	}
	return func(s subject) answer { return c(s).not() }
}

// chosen sees what one of two conditions gives: the first where a third is met, the second where it is not.
func chosen(on, first, second condition) condition {
	if on == nil {
		return nil
	}
	return func(s subject) answer {
		switch on(s) {
		case yes:
			return first.of(s)
		case no:
			return second.of(s)
		}
		return unseen
	}
}

// joined sees what several conditions give together, of which one decides by an answer: no of those that all have to
// be met, yes of those of which one has to. As in CEL, it does so whatever becomes of the others.
func joined(parts []condition, decides answer) condition {
	if !slices.ContainsFunc(parts, func(c condition) bool { return c != nil }) {
		return nil
	}
	return func(s subject) answer {
		all := decides.not()
		for _, part := range parts {
			switch part.of(s) {
			case decides:
				return decides
			case unseen:
				all = unseen
			}
		}
		return all
	}
}

// isThere sees whether a definition, its facts, or a part of them that is there has a field.
func (p reader) isThere(test ast.SelectExpr) condition {
	of, name := test.Operand(), test.FieldName()
	switch {
	case p.isFacts(of):
		return p.hasFact(name)
	case p.isDefinition(of) && name != "facts":
		return func(s subject) answer { return answerOf(s.of.Value(name) != nil) }
	}
	get, inside := p.field(of), p.accessor(of, name)
	if get == nil || inside == nil {
		return nil
	}
	return func(s subject) answer {
		if part := get(s); part != nil {
			return answerOf(inside(part) != nil)
		}
		return unseen
	}
}

// accessor is how CEL gets a field of a part of which the type is known; nil for others, which it reads otherwise.
func (p reader) accessor(part ast.Expr, field string) func(of any) any {
	if of := p.tree.GetType(part.ID()); of.Kind() == types.StructKind {
		return accessor(of.TypeName(), field)
	}
	return nil
}

func (p reader) hasFact(name string) condition {
	get := p.fact(name)
	if get == nil {
		return nil
	}
	return func(s subject) answer { return answerOf(get(s.facts) != nil) }
}

// same sees whether a field or a fact is a word, and whether a text has none of some phrases.
func (p reader) same(a, b ast.Expr) condition {
	if a.Kind() == ast.LiteralKind {
		a, b = b, a
	}
	if b.Kind() != ast.LiteralKind {
		return nil
	}
	word, ok := b.AsLiteral().(types.String)
	switch {
	case !ok:
		return nil
	case word == "" && a.Kind() == ast.CallKind:
		return p.without(a.AsCall())
	}
	get := p.field(a)
	if get == nil {
		return nil
	}
	return func(s subject) answer {
		if text, ok := get(s).(string); ok {
			return answerOf(text == string(word))
		}
		return unseen
	}
}

// oneOf sees whether a field or a fact is one of some words.
func (p reader) oneOf(x, list ast.Expr) condition {
	words, ok := written(list)
	get := p.field(x)
	if !ok || get == nil {
		return nil
	}
	return func(s subject) answer {
		if text, ok := get(s).(string); ok {
			return answerOf(slices.Contains(words, text))
		}
		return unseen
	}
}

// written are the texts of a list that is written in a rule.
func written(list ast.Expr) (texts []string, ok bool) {
	if list.Kind() != ast.ListKind {
		return nil, false
	}
	for _, entry := range list.AsList().Elements() {
		if entry.Kind() != ast.LiteralKind {
			return nil, false
		}
		text, ok := entry.AsLiteral().(types.String)
		if !ok {
			return nil, false
		}
		texts = append(texts, string(text))
	}
	return texts, true
}

// known sees whether what a check requires is there in full.
func (p reader) known(x ast.Expr) condition {
	switch x.Kind() {
	case ast.ListKind:
		if x.AsList().Size() == 0 {
			return always(yes)
		}
	case ast.CallKind:
		if call := x.AsCall(); call.FunctionName() == operators.Conditional {
			args := call.Args()
			return chosen(p.condition(args[0]), p.known(args[1]), p.known(args[2]))
		}
	case ast.SelectKind:
		get := p.field(x)
		if get == nil {
			return nil
		}
		return func(s subject) answer {
			if n, ok := get(s).(model.Amounter); ok {
				if lacking, known := lacksOf(n); known && len(lacking) == 0 {
					return yes
				}
			}
			return unseen
		}
	}
	return nil
}

// field gets what an expression names, where that is a field or a fact of the definition, an entry of the list that a
// check goes through, or a field of one of these; nil where it is not there.
func (p reader) field(x ast.Expr) func(s subject) any {
	if x.Kind() == ast.IdentKind && x.AsIdent() == "each" {
		return func(s subject) any { return s.each }
	}
	if x.Kind() != ast.SelectKind || x.AsSelect().IsTestOnly() {
		return nil
	}
	of, name := x.AsSelect().Operand(), x.AsSelect().FieldName()
	switch {
	case p.isFacts(of):
		if get := p.fact(name); get != nil {
			return func(s subject) any { return get(s.facts) }
		}
		return nil
	case p.isDefinition(of) && name != "facts":
		return func(s subject) any { return s.of.Value(name) }
	}
	get, inside := p.field(of), p.accessor(of, name)
	if get == nil || inside == nil {
		return nil
	}
	return func(s subject) any {
		if part := get(s); part != nil {
			return inside(part)
		}
		return nil
	}
}

func (p *program) fact(name string) func(facts any) any {
	return view.Accessor(p.rule.For+"Facts", name)
}

// isFacts reports whether an expression is the facts of the definition.
func (p reader) isFacts(x ast.Expr) bool {
	if x.Kind() != ast.SelectKind {
		return false
	}
	s := x.AsSelect()
	return !s.IsTestOnly() && s.FieldName() == "facts" && p.isDefinition(s.Operand())
}

// isDefinition reports whether an expression is the definition.
func (p reader) isDefinition(x ast.Expr) bool {
	return x.Kind() == ast.IdentKind && x.AsIdent() == p.variable
}

// see is what is seen of one of the checks for a definition: whether it applies at all, and whether it holds wherever
// it does, so that there is nothing else to find out.
func (p *program) see(i int, facts any, r *model.Resource) (applies answer, holds bool) {
	if facts == nil {
		return unseen, false
	}
	s, about := p.conditions()[i], subject{facts: facts, of: r}
	switch {
	case s.entries != nil:
		return s.seeEach(about)
	case p.checks[i].Each != "":
		return s.applies.of(about), false
	}
	return s.see(about)
}

func (s *seen) see(about subject) (applies answer, holds bool) {
	if applies = s.applies.of(about); applies == yes {
		holds = s.complete.of(about) == yes && s.holds.of(about) == yes
	}
	return applies, holds
}

// seeEach is see for the entries of a list: the check applies where it applies to one of them.
func (s *seen) seeEach(about subject) (applies answer, holds bool) {
	entries := s.entries(about.facts)
	list, ok := entries.(view.List)
	switch {
	case entries == nil:
		return no, false
	case !ok:
		return unseen, false
	}
	applies = no
	for i := range list.Len() {
		about.each = list.At(i)
		switch one, holds := s.see(about); {
		case one == yes && holds:
			applies = yes
		case one != no:
			return unseen, false
		}
	}
	return applies, true
}

// factsSeen are the facts of a definition by which conditions are seen; nil where all are evaluated, since whoever asks
// whether a fact is there reads it.
func factsSeen(m *view.Organisation, r *model.Resource) any {
	if m.Model.Watch != nil {
		return nil
	}
	return m.Record(r)
}
