package rego

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/view"
)

// Input is the organisation as rules in Rego see it. Each collection becomes a Rego value when a rule first needs it,
// once for all rules. It belongs to one batch of rules: what exceptions match is known only to the next. It is safe
// for concurrent use.
type Input struct {
	model *view.Organisation
	mu    sync.Mutex
	parts map[string]*part
	asked map[string]*questions // of policies of conftest, by what they see
	names func() []string
}

// part is a field of the input. Its term is nil where the model has no such field.
type part struct {
	once sync.Once
	term *ast.Term
}

// questions are what policies of conftest are asked about one after the other.
type questions struct {
	once sync.Once
	all  []input
}

// NewInput makes the input of a batch of rules. Nothing is converted yet.
func NewInput(m *view.Organisation) *Input {
	return &Input{
		model: m, parts: map[string]*part{}, asked: map[string]*questions{},
		names: sync.OnceValue(m.Names),
	}
}

// Converted lists the fields of the model that have become Rego values so far, in the order of their names.
func (in *Input) Converted() []string {
	in.mu.Lock()
	defer in.mu.Unlock()
	var all []string
	for name, p := range in.parts {
		if p.term != nil {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// value is the input with some fields, nil for all. The version and the day are always there.
func (in *Input) value(names []string) ast.Value {
	if names == nil {
		names = in.names()
	}
	names = append(slices.Clone(names), "version", "asOf")
	slices.Sort(names)
	var pairs [][2]*ast.Term
	for _, name := range slices.Compact(names) {
		if term := in.part(name); term != nil {
			pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(name), term})
		}
	}
	return ast.NewObject(pairs...)
}

func (in *Input) part(name string) *ast.Term {
	in.mu.Lock()
	p := in.parts[name]
	if p == nil {
		p = &part{}
		in.parts[name] = p
	}
	in.mu.Unlock()
	p.once.Do(func() {
		if v := in.model.View([]string{name}).Named(name); v != nil {
			p.term = ast.NewTerm(toRego(v))
		}
	})
	return p.term
}

// questions are what policies of conftest see under a kind of input, made once for all rules of all packs.
func (in *Input) questions(kind string) []input {
	in.mu.Lock()
	q := in.asked[kind]
	if q == nil {
		q = &questions{}
		in.asked[kind] = q
	}
	in.mu.Unlock()
	q.once.Do(func() { q.all = in.inputs(kind) })
	return q.all
}

func toRego(v any) ast.Value {
	switch v := v.(type) {
	case string:
		return ast.String(v)
	case json.Number:
		return ast.Number(v)
	case bool:
		return ast.Boolean(v)
	case int:
		return ast.Number(fmt.Sprint(v))
	case *model.Ref:
		return ast.String(v.String())
	case []string:
		terms := make([]*ast.Term, len(v))
		for i, text := range v {
			terms[i] = ast.NewTerm(ast.String(text))
		}
		return ast.NewArray(terms...)
	case view.Record:
		return toRego(v.Of)
	case view.List:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = ast.NewTerm(toRego(v.At(i)))
		}
		return ast.NewArray(terms...)
	case *model.Object:
		return objectToRego(v)
	case model.Viewer:
		return objectToRego(v.View())
	case model.List:
		terms := make([]*ast.Term, len(v))
		for i, item := range v {
			terms[i] = ast.NewTerm(toRego(item))
		}
		return ast.NewArray(terms...)
	}
	if view.Fields(v) != nil {
		return recordToRego(v)
	}
	return ast.Null{}
}

func recordToRego(of any) ast.Value {
	fields := view.Fields(of)
	pairs := make([][2]*ast.Term, 0, len(fields))
	for _, f := range fields {
		if v := f.Get(of); v != nil {
			pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(f.Name), ast.NewTerm(toRego(v))})
		}
	}
	return ast.NewObject(pairs...)
}

func objectToRego(o *model.Object) ast.Value {
	pairs := make([][2]*ast.Term, 0, len(o.Names()))
	o.Each(func(name string, value any) {
		pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(name), ast.NewTerm(toRego(value))})
	})
	return ast.NewObject(pairs...)
}
