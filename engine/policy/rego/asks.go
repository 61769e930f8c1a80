package rego

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// factsField is the field of a definition that holds its facts.
const factsField = "facts"

// Asks lists the facts that the rule may read: of definitions as "KPI.funnel", of the whole organisation as "items".
// Nil means all: the module reads facts in a way that does not tell.
func (p *program) Asks() []string { return p.asks }

// factsFor are the names of the facts of definitions that some rules may read; nil for all.
func factsFor(rules []policy.Program) map[string]bool {
	if len(rules) == 0 {
		return nil
	}
	all := map[string]bool{}
	for _, r := range rules {
		asks, tells := r.(interface{ Asks() []string })
		if !tells || asks.Asks() == nil {
			return nil
		}
		for _, fact := range asks.Asks() {
			if _, name, of := strings.Cut(fact, "."); of {
				all[name] = true
			}
		}
	}
	if all["*"] {
		return nil
	}
	return all
}

// asks finds the facts that a module names, of definitions of the kinds that it reads. What is taken as a whole, or by
// a name that is worked out, may be any. A module that is open may read a field without its name; there each name may
// be that of a fact.
func asks(m *ast.Module, open bool) []string {
	roots := needs(m)
	if roots == nil || handlesFacts(m) {
		return nil
	}
	all := slices.Clone(roots)
	names := factsIn(m)
	if open {
		names = reads(m)
	}
	for _, kind := range kindsIn(roots) {
		for _, name := range names {
			all = append(all, kind+"."+name)
		}
	}
	return all
}

// kindsIn are the kinds of the definitions that stand in parts of the model. All other parts hold none.
func kindsIn(parts []string) []string {
	var kinds []string
	for _, c := range model.Collections {
		if slices.Contains(parts, c.Name) || c.Kind == "KPI" && slices.Contains(parts, "rows") {
			kinds = append(kinds, c.Kind)
		}
	}
	if slices.Contains(parts, "organisation") {
		kinds = append(kinds, "Organisation")
	}
	return kinds
}

// factsIn are the facts of definitions that a module reads by their names.
func factsIn(m *ast.Module) []string {
	var names []string
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		for i, step := range ref[:len(ref)-1] {
			if name, ok := ref[i+1].Value.(ast.String); ok && isFacts(step) {
				names = append(names, string(name))
			}
		}
		return false
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// handlesFacts reports whether a module does anything with the facts of a definition but to read one of them by its
// name.
func handlesFacts(m *ast.Module) bool {
	read, said := 0, 0
	ast.WalkTerms(m, func(t *ast.Term) bool {
		if ref, ok := t.Value.(ast.Ref); ok {
			for i, step := range ref[:len(ref)-1] {
				if _, named := ref[i+1].Value.(ast.String); named && isFacts(step) {
					read++
				}
			}
		}
		if isFacts(t) {
			said++
		}
		return false
	})
	return read != said
}

func isFacts(t *ast.Term) bool {
	s, ok := t.Value.(ast.String)
	return ok && strings.EqualFold(string(s), factsField)
}

// leansOn reports whether a module uses another package, which may read anything.
func leansOn(m *ast.Module) bool {
	found := false
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if ref.HasPrefix(ast.Ref{ast.DefaultRootDocument}) && !ref.HasPrefix(m.Package.Path) && !ref.HasPrefix(paramsRef) {
			found = true
		}
		return false
	})
	return found
}

// Asks is nil, for all facts, where the policies see the model; other documents have none.
func (p *conftestProgram) Asks() []string {
	if p.policies.conftest.Input == policy.InputModel {
		return nil
	}
	return []string{}
}

// Input is what the policies see: documents as they are written, or the model.
func (p *conftestProgram) Input() string { return p.policies.conftest.Input }
