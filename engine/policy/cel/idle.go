package cel

import (
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/view"
)

// Most checks are about one fact that few definitions have: they say `when: has(kpi.facts.funnel)`, or `each:
// facts.results`. Whether it is there is seen without evaluating anything.

// guard gets a fact without which a check does not apply, of the facts of a definition.
type guard func(facts any) any

// guards are those of each check, worked out when they are first asked for. None is where somebody notes what is
// evaluated.
func (p *program) guards() [][]guard {
	p.guarded.Do(func() {
		p.needs = make([][]guard, len(p.checks))
		for i, c := range p.checks {
			for _, name := range p.factsNeeded(c) {
				if get := view.Accessor(p.rule.For+"Facts", name); get != nil && !p.noted {
					p.needs[i] = append(p.needs[i], get)
				}
			}
		}
	})
	return p.needs
}

// factsNeeded are the facts of the definition without which a check does not apply.
func (p *program) factsNeeded(c *check) []string {
	var names []string
	if path, ok := strings.CutPrefix(c.Each, "facts."); ok {
		name, _, _ := strings.Cut(path, ".")
		names = append(names, name)
	}
	if c.when == nil {
		return names
	}
	if when, err := c.when.ready(); err == nil {
		names = p.tested(when.tree.Expr(), names)
	}
	return names
}

// tested adds the facts of the definition that an expression finds missing where it is false.
func (p *program) tested(x ast.Expr, names []string) []string {
	switch x.Kind() {
	case ast.CallKind:
		if call := x.AsCall(); call.FunctionName() == operators.LogicalAnd {
			for _, arg := range call.Args() {
				names = p.tested(arg, names)
			}
		}
	case ast.SelectKind:
		test := x.AsSelect()
		if !test.IsTestOnly() || test.Operand().Kind() != ast.SelectKind {
			return names
		}
		facts := test.Operand().AsSelect()
		of := facts.Operand()
		if !facts.IsTestOnly() && facts.FieldName() == "facts" && of.Kind() == ast.IdentKind && of.AsIdent() == p.variable {
			return append(names, test.FieldName())
		}
	}
	return names
}

// applicable are the checks that may apply to a definition.
func (p *program) applicable(m *view.Organisation, r *model.Resource) []*check {
	if m.Model.Watch != nil { // who asks whether a fact is there reads it
		return p.checks
	}
	facts := m.Record(r)
	if facts == nil {
		return p.checks
	}
	needs := p.guards()
	first := slices.IndexFunc(needs, func(all []guard) bool { return without(facts, all) })
	if first < 0 {
		return p.checks
	}
	var all []*check
	for i, c := range p.checks {
		if i < first || i > first && !without(facts, needs[i]) {
			all = append(all, c)
		}
	}
	return all
}

func without(facts any, needs []guard) bool {
	for _, get := range needs {
		if get(facts) == nil {
			return true
		}
	}
	return false
}
