package rego

import (
	"math"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"

	"github.com/kpilint/kpilint/engine/wording"
)

// A value that is written as `[x, x]`, where x is `[y, y]` and so on, is small for OPA, and has no end for what
// compares it, prints it or checks its type. Rego has no recursion, so how large such values get is written in the
// module: it is counted before anything is compiled, as if each name was replaced by what it stands for.

// maxUnfolded is how many parts a value may have then. What input and data hold counts as one part.
const maxUnfolded = 20_000

// unfolded counts the parts of the values of a module.
type unfolded struct {
	rules map[ast.Var][]*ast.Rule
	sizes map[*ast.Rule]size
	open  map[*ast.Rule]bool // being counted: a circle, which the compiler refuses
}

// size is how many parts a value has: so many by itself, and so many for each part of a parameter.
type size struct {
	own float64
	of  []float64 // by the number of the parameter
}

// add is the size of two values together.
func (s size) add(t size) size {
	sum := size{own: s.own + t.own, of: slices.Clone(s.of)}
	for i, n := range t.of {
		if i == len(sum.of) {
			sum.of = append(sum.of, 0)
		}
		sum.of[i] += n
	}
	return sum
}

// larger is the size of the larger of two values, whatever the parameters are.
func (s size) larger(t size) size {
	most := size{own: math.Max(s.own, t.own)}
	for i := range max(len(s.of), len(t.of)) {
		n := 0.0
		for _, of := range [][]float64{s.of, t.of} {
			if i < len(of) {
				n = math.Max(n, of[i])
			}
		}
		most.of = append(most.of, n)
	}
	return most
}

// whole is the size where each parameter is one part.
func (s size) whole() float64 {
	n := s.own
	for _, of := range s.of {
		n += of
	}
	return n
}

// tooLarge finds a rule of a module that makes a value of too many parts; nil where none does.
func tooLarge(m *ast.Module) *ast.Rule {
	u := &unfolded{rules: map[ast.Var][]*ast.Rule{}, sizes: map[*ast.Rule]size{}, open: map[*ast.Rule]bool{}}
	for _, r := range m.Rules {
		if name, ok := r.Head.Ref()[0].Value.(ast.Var); ok {
			u.rules[name] = append(u.rules[name], r)
		}
	}
	for _, r := range m.Rules {
		for one := r; one != nil; one = one.Else {
			if u.largest(one) > maxUnfolded {
				return one
			}
		}
	}
	return nil
}

func tooLargeMessage() string {
	return wording.AValueGetsMoreThan(maxUnfolded)
}

// body is the names of one rule.
type body struct {
	*unfolded
	params map[ast.Var]int
	given  map[ast.Var][]*ast.Term // what each name is set to, wherever that stands in the rule
	equal  map[ast.Var]ast.Var     // names that are another one
	known  map[ast.Var]size
	open   map[ast.Var]bool
}

func (u *unfolded) body(r *ast.Rule) *body {
	b := &body{unfolded: u, params: map[ast.Var]int{}, given: map[ast.Var][]*ast.Term{},
		equal: map[ast.Var]ast.Var{}, known: map[ast.Var]size{}, open: map[ast.Var]bool{}}
	for i, arg := range r.Head.Args {
		ast.WalkVars(arg, func(v ast.Var) bool {
			b.params[v] = i
			return false
		})
	}
	ast.WalkExprs(&ast.Rule{Head: r.Head, Body: r.Body}, func(x *ast.Expr) bool {
		switch terms := x.Terms.(type) {
		case []*ast.Term:
			if len(terms) == 3 && (x.IsAssignment() || x.IsEquality()) {
				b.unify(terms[1], terms[2])
			}
		case *ast.SomeDecl:
			if call, ok := terms.Symbols[0].Value.(ast.Call); ok && len(call) > 2 { // some x in …
				for _, to := range call[1 : len(call)-1] {
					b.set(to, call[len(call)-1])
				}
			}
		case *ast.Every:
			b.set(terms.Value, terms.Domain)
		}
		return false
	})
	return b
}

// set gives the names of a pattern a value, or a part of it.
func (b *body) set(to, value *ast.Term) {
	ast.WalkVars(to, func(v ast.Var) bool {
		if _, param := b.params[v]; !param {
			v = b.root(v)
			b.given[v] = append(b.given[v], value)
		}
		return false
	})
}

// root is the name that stands for all that are equal to a name.
func (b *body) root(v ast.Var) ast.Var {
	for b.equal[v] != "" {
		v = b.equal[v]
	}
	return v
}

// unify gives names on either side of `=` what stands on the other.
func (b *body) unify(x, y *ast.Term) {
	switch v := x.Value.(type) {
	case ast.Var:
		if w, ok := y.Value.(ast.Var); ok {
			b.join(v, w)
			return
		}
		b.set(x, y)
		return
	case *ast.Array:
		if w, ok := y.Value.(*ast.Array); ok && v.Len() == w.Len() {
			for i := range v.Len() {
				b.unify(v.Elem(i), w.Elem(i))
			}
			return
		}
	case ast.Object:
		if w, ok := y.Value.(ast.Object); ok {
			v.Foreach(func(key, value *ast.Term) {
				if other := w.Get(key); other != nil {
					b.unify(value, other)
				}
			})
			return
		}
	}
	if _, ok := y.Value.(ast.Var); ok {
		b.set(y, x)
		return
	}
	b.set(x, y)
}

// join makes two names one. A parameter, or the name of a rule, is what it is.
func (b *body) join(x, y ast.Var) {
	fixed := func(v ast.Var) bool {
		_, param := b.params[v]
		return param || b.rules[v] != nil
	}
	switch x, y = b.root(x), b.root(y); {
	case x == y:
	case fixed(y):
		b.given[x] = append(b.given[x], ast.NewTerm(y))
	case fixed(x):
		b.given[y] = append(b.given[y], ast.NewTerm(x))
	default:
		b.equal[y] = x
		b.given[x] = append(b.given[x], b.given[y]...)
	}
}

// largest is how many parts the largest value has that a rule makes.
func (u *unfolded) largest(r *ast.Rule) float64 {
	b, most := u.body(r), 0.0
	look := func(t *ast.Term) { most = math.Max(most, b.term(t).whole()) }
	for _, t := range []*ast.Term{r.Head.Key, r.Head.Value} {
		if t != nil {
			look(t)
		}
	}
	ast.WalkExprs(&ast.Rule{Head: r.Head, Body: r.Body}, func(x *ast.Expr) bool {
		switch terms := x.Terms.(type) {
		case *ast.Term:
			look(terms)
		case []*ast.Term:
			for _, t := range terms[1:] {
				look(t)
			}
		}
		return false
	})
	return most
}

// value is how many parts the value of a rule has, with its other definitions.
func (u *unfolded) value(r *ast.Rule) size {
	if s, ok := u.sizes[r]; ok {
		return s
	}
	if u.open[r] {
		return size{own: 1}
	}
	u.open[r] = true
	s := size{own: 1}
	for one := r; one != nil; one = one.Else {
		b := u.body(one)
		for _, t := range []*ast.Term{one.Head.Key, one.Head.Value} {
			if t != nil {
				s = s.larger(b.term(t))
			}
		}
	}
	delete(u.open, r)
	u.sizes[r] = s
	return s
}

func (u *unfolded) named(name ast.Var) size {
	s := size{own: 1}
	for _, r := range u.rules[name] {
		s = s.larger(u.value(r))
	}
	return s
}

func (b *body) name(v ast.Var) size {
	if i, ok := b.params[v]; ok {
		s := size{of: make([]float64, i+1)}
		s.of[i] = 1
		return s
	}
	v = b.root(v)
	if s, ok := b.known[v]; ok {
		return s
	}
	if b.open[v] {
		return size{own: 1}
	}
	given, ok := b.given[v]
	if !ok {
		return size{own: b.named(v).whole()}
	}
	b.open[v] = true
	s := size{own: 1}
	for _, t := range given {
		s = s.larger(b.term(t))
	}
	delete(b.open, v)
	b.known[v] = s
	return s
}

// term is how many parts a value has as it is written.
func (b *body) term(t *ast.Term) size {
	s := size{own: 1}
	switch v := t.Value.(type) {
	case ast.Var:
		return b.name(v)
	case ast.String:
		s.own += float64(len(v) / 16)
	case ast.Number:
		s.own += float64(len(v) / 16)
	case ast.Ref:
		given := v[0].Equal(ast.InputRootDocument) || v[0].Equal(ast.DefaultRootDocument)
		if head, ok := v[0].Value.(ast.Var); ok && !given {
			return b.name(head)
		}
		if _, ok := v[0].Value.(ast.Var); !ok {
			return b.term(v[0])
		}
	case *ast.Array:
		v.Foreach(func(t *ast.Term) { s = s.add(b.term(t)) })
	case ast.Set:
		v.Foreach(func(t *ast.Term) { s = s.add(b.term(t)) })
	case ast.Object:
		v.Foreach(func(key, value *ast.Term) { s = s.add(b.term(key)).add(b.term(value)) })
	case *ast.ArrayComprehension:
		return s.add(b.term(v.Term))
	case *ast.SetComprehension:
		return s.add(b.term(v.Term))
	case *ast.ObjectComprehension:
		return s.add(b.term(v.Key)).add(b.term(v.Value))
	case ast.Call:
		return b.call(v)
	}
	return s
}

// call is how many parts the answer of a function has.
func (b *body) call(c ast.Call) size {
	args := make([]size, len(c)-1)
	for i, t := range c[1:] {
		args[i] = b.term(t)
	}
	ref, _ := c[0].Value.(ast.Ref)
	if head, ok := ref[0].Value.(ast.Var); ok && len(ref) == 1 && b.rules[head] != nil {
		return b.applied(b.rules[head], args)
	}
	s := size{own: 1}
	declared := ast.BuiltinMap[ref.String()]
	if declared == nil || declared.Decl.Result() == nil {
		return s
	}
	_, isNumber := declared.Decl.Result().(types.Number)
	_, isTruth := declared.Decl.Result().(types.Boolean)
	for _, a := range args {
		switch longer := declared.Name == "mul" || declared.Name == "product"; {
		case isTruth || declared.Name == "count":
		case isNumber && !longer || declared.Name == "minus":
			s = s.larger(a)
		default:
			s = s.add(a)
		}
	}
	return s
}

// applied is how many parts the answer of a function of the module has for these arguments.
func (b *body) applied(rules []*ast.Rule, args []size) size {
	most := size{own: 1}
	for _, r := range rules {
		f := b.value(r)
		s := size{own: f.own}
		for i, n := range f.of {
			if i < len(args) && n > 0 {
				part := size{own: args[i].own * n}
				for _, of := range args[i].of {
					part.of = append(part.of, of*n)
				}
				s = s.add(part)
			}
		}
		most = most.larger(s)
	}
	return most
}
