package rego

import (
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Most rules in Rego go through lists of what is wrong, which are empty in most organisations. Such a rule need not be
// compiled: each of its findings begins with an entry of a list that has none.

// silent says when a rule finds nothing, and how much it has looked at then.
type silent struct {
	lists  []string // of the model: all of them are empty
	counts []string // fields of `counts`, whose sum it is
}

// silence works out when a module finds nothing; nil where that cannot be told.
func silence(m *ast.Module) *silent {
	s := &silencer{module: m}
	for _, set := range []string{"violation", "not_checkable"} {
		if s.has(set) && !s.set(set) {
			return nil
		}
	}
	if s.has("looked") && !s.looked() {
		return nil
	}
	slices.Sort(s.lists)
	s.lists = slices.Compact(s.lists)
	return &s.silent
}

// silencer collects the lists with whose entries the answers of a module begin.
type silencer struct {
	silent
	module *ast.Module
	within []string // the sets that are looked at
}

func (s *silencer) has(name string) bool {
	return slices.ContainsFunc(s.module.Rules, func(r *ast.Rule) bool { return headName(r) == name })
}

// set reports whether a set has no entry where some lists have none.
func (s *silencer) set(name string) bool {
	if slices.Contains(s.within, name) {
		return false
	}
	s.within = append(s.within, name)
	defer func() { s.within = s.within[:len(s.within)-1] }()
	for _, r := range s.module.Rules {
		if headName(r) == name && (r.Head.Key == nil || r.Head.Value != nil || r.Else != nil || !s.body(r.Body)) {
			return false
		}
	}
	return s.has(name)
}

// body reports whether a condition needs an entry of a list or a set that has none.
func (s *silencer) body(b ast.Body) bool {
	return slices.ContainsFunc(b, func(e *ast.Expr) bool {
		some, ok := e.Terms.(*ast.SomeDecl)
		if !ok || e.Negated || len(e.With) > 0 || len(some.Symbols) != 1 {
			return false
		}
		in, ok := some.Symbols[0].Value.(ast.Call)
		return ok && s.empty(in[len(in)-1])
	})
}

// empty reports whether a collection has no entry where some lists have none.
func (s *silencer) empty(of *ast.Term) bool {
	switch v := of.Value.(type) {
	case ast.Var:
		return s.set(string(v))
	case ast.Ref:
		if len(v) == 1 {
			return s.empty(v[0])
		}
		name, ok := v[1].Value.(ast.String)
		if !ok || len(v) != 2 || !v[0].Equal(ast.InputRootDocument) {
			return false
		}
		s.lists = append(s.lists, string(name))
		return true
	case *ast.ArrayComprehension:
		return s.body(v.Body)
	case *ast.SetComprehension:
		return s.body(v.Body)
	}
	return false
}

// looked reports whether how much the rule looks at is a sum of counts, and of what is empty.
func (s *silencer) looked() bool {
	first := slices.IndexFunc(s.module.Rules, func(r *ast.Rule) bool { return headName(r) == "looked" })
	r := s.module.Rules[first]
	last := !slices.ContainsFunc(s.module.Rules[first+1:], func(r *ast.Rule) bool { return headName(r) == "looked" })
	always := len(r.Body) == 1 && r.Body[0].Equal(ast.NewExpr(ast.BooleanTerm(true)))
	return last && always && r.Else == nil && r.Head.Key == nil && r.Head.Value != nil && s.sum(r.Head.Value)
}

func (s *silencer) sum(t *ast.Term) bool {
	switch v := t.Value.(type) {
	case ast.Call:
		switch name := v[0].Value.String(); {
		case name == "plus" && len(v) == 3:
			return s.sum(v[1]) && s.sum(v[2])
		case name == "count" && len(v) == 2:
			return s.empty(v[1])
		}
	case ast.Ref:
		if len(v) != 3 || !v.HasPrefix(countsRef) {
			return false
		}
		name, ok := v[2].Value.(ast.String)
		s.counts = append(s.counts, string(name))
		return ok
	}
	return false
}

// countsField is the field of the model that counts its definitions.
const countsField = "counts"

var countsRef = ast.Ref{ast.InputRootDocument, ast.StringTerm(countsField)}

// idle reports whether the rule finds nothing in an input, and how much it has looked at.
func (p *program) idle(in *Input) (looked int, ok bool) {
	if p.silent == nil || len(p.extra) > 0 {
		return 0, false
	}
	part := in.part
	if p.said != nil && in.said != nil {
		part = in.leanPart
	}
	for _, name := range p.silent.lists {
		term := part(name).term
		if term == nil {
			return 0, false
		}
		if list, ok := term.Value.(*ast.Array); !ok || list.Len() > 0 {
			return 0, false
		}
	}
	for _, name := range p.silent.counts {
		n, ok := countIn(part(countsField).term, name)
		if !ok {
			return 0, false
		}
		looked += n
	}
	return looked, true
}

// countIn is one of the counts.
func countIn(counts *ast.Term, name string) (int, bool) {
	if counts == nil {
		return 0, false
	}
	o, ok := counts.Value.(ast.Object)
	if !ok {
		return 0, false
	}
	t := o.Get(ast.StringTerm(name))
	if t == nil {
		return 0, false
	}
	n, err := strconv.Atoi(t.Value.String())
	return n, err == nil
}
