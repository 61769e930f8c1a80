package cel

import (
	"maps"
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"

	"github.com/kpilint/kpilint/engine/policy"
)

// Asks lists the facts that the rule may read, as "KPI.funnel"; "KPI.*" where it takes those of a definition as a
// whole. No other has to be worked out for it, and none where the list is empty. The list is made once, and nobody may
// write to it.
func (p *program) Asks() []string { return p.asks() }

// asked are the facts that the expressions of the rule name, sorted.
func (p *program) asked() []string {
	asked := map[string]bool{}
	for _, c := range p.checks {
		if field, ok := strings.CutPrefix(c.Each, "facts."); ok {
			field, _, _ = strings.Cut(field, ".")
			asked[p.rule.For+"."+field] = true
		}
		for _, e := range c.expressions() {
			e.asks(asked)
		}
	}
	names := slices.AppendSeq([]string{}, maps.Keys(asked)) // not nil, which would ask for all
	slices.Sort(names)
	return names
}

// Fields lists the fields of the definition that the rule judges by, as they are written; "*" where it takes the
// definition as a whole. What only an edit or a fixMessage reads is left out: it is advice.
func (p *program) Fields() []string { return p.fields() }

func (p *program) fieldsRead() []string {
	read := map[string]bool{}
	for _, c := range p.checks {
		if c.Each != "" {
			first, _, _ := strings.Cut(c.Each, ".")
			read[first] = true
		}
		for _, e := range c.said() {
			e.reads(p.rule.For, read)
		}
	}
	return slices.Sorted(maps.Keys(read))
}

// Names lists what the rule may read of definitions beside their facts, as "KPI.target"; "KPI.*" where it takes those
// of a kind as a whole.
func (p *program) Names() []string {
	read := map[string]bool{}
	for _, c := range p.checks {
		if c.Each != "" {
			first, _, _ := strings.Cut(c.Each, ".")
			read[p.rule.For+"."+first] = true
		}
		for _, e := range c.expressions() {
			for _, kind := range policy.Kinds() {
				of := map[string]bool{}
				e.reads(kind, of)
				for name := range of {
					read[kind+"."+name] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(read))
}

// Calculates reports whether the rule may work out numbers from others.
func (p *program) Calculates() bool {
	return p.has(func(x ast.Expr) bool {
		if x.Kind() != ast.CallKind {
			return false
		}
		name := x.AsCall().FunctionName()
		return operations[name] != nil || name == "share"
	})
}

// ShowsSums reports whether the rule may read how a number comes about, beyond handing it on as its evidence.
func (p *program) ShowsSums() bool {
	return p.has(func(x ast.Expr) bool {
		return x.Kind() == ast.SelectKind && slices.Contains([]string{"sum", "derivation"}, x.AsSelect().FieldName())
	})
}

// has reports whether an expression of the rule has a part of a sort.
func (p *program) has(sort func(ast.Expr) bool) bool {
	found := false
	for _, c := range p.checks {
		for _, e := range c.expressions() {
			ast.PostOrderVisit(e.root(), ast.NewExprVisitor(func(x ast.Expr) { found = found || sort(x) }))
		}
	}
	return found
}

// reads notes the fields that an expression reads of a definition of a kind.
func (e *expression) reads(kind string, read map[string]bool) {
	whole := map[int64]bool{} // parts that are a definition
	ast.PostOrderVisit(e.root(), ast.NewExprVisitor(func(x ast.Expr) {
		if e.typeName(x) == kind {
			whole[x.ID()] = true
		}
		if x.Kind() != ast.SelectKind {
			return
		}
		if of := x.AsSelect().Operand(); whole[of.ID()] {
			read[x.AsSelect().FieldName()] = true
			delete(whole, of.ID())
		}
	}))
	if len(whole) > 0 {
		read["*"] = true
	}
}

// expressions are all that a check has, in the order in which newCheck makes them.
func (c *check) expressions() []*expression {
	all := append([]*expression{c.when, c.assert, c.message, c.fix, c.because, c.size, c.group}, c.requires...)
	for _, v := range c.values {
		all = append(all, v.expression)
	}
	if c.edit != nil {
		all = append(all, c.edit.when, c.edit.path, c.edit.value)
	}
	return slices.DeleteFunc(all, func(e *expression) bool { return e == nil })
}

// said are those of a check itself, without its advice.
func (c *check) said() []*expression {
	all := append([]*expression{c.when, c.assert, c.message, c.because, c.size, c.group}, c.requires...)
	for _, v := range c.values {
		all = append(all, v.expression)
	}
	return slices.DeleteFunc(all, func(e *expression) bool { return e == nil })
}

// asks notes the facts that an expression names.
func (e *expression) asks(asked map[string]bool) {
	whole := map[int64]string{} // parts that are all facts of a definition
	ast.PostOrderVisit(e.root(), ast.NewExprVisitor(func(x ast.Expr) {
		if kind, ok := strings.CutSuffix(e.typeName(x), "Facts"); ok {
			whole[x.ID()] = kind
		}
		if x.Kind() == ast.IdentKind && x.AsIdent() == "calendar" {
			asked["calendar"] = true
		}
		if x.Kind() != ast.SelectKind {
			return
		}
		of := x.AsSelect().Operand()
		if kind, ok := whole[of.ID()]; ok {
			asked[kind+"."+x.AsSelect().FieldName()] = true
			delete(whole, of.ID())
		}
	}))
	for _, kind := range whole {
		asked[kind+".*"] = true
	}
}
