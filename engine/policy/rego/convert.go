package rego

import (
	"encoding/json"
	"runtime"
	"strconv"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
)

// A converter makes Rego values of one part of the model. Texts that come again and again, the names of fields and
// units among them, are one term.
type converter struct {
	terms map[string]*ast.Term
	later *later          // what is left for later; nil where everything is converted
	facts map[string]bool // of definitions, that are converted; nil for all
	notes *notes          // of all that is converted; nil where nobody asks
}

// mostTerms is how many different texts a converter keeps, and longTerm how long these are at most.
const (
	mostTerms = 4096
	longTerm  = 32
)

func newConverter(l *later) *converter { return &converter{terms: map[string]*ast.Term{}, later: l} }

func (c *converter) text(s string) *ast.Term {
	c.notes.text(notedText, s)
	if len(s) > longTerm {
		return ast.NewTerm(ast.String(s))
	}
	t := c.terms[s]
	if t == nil {
		if t = ast.NewTerm(ast.String(s)); len(c.terms) < mostTerms {
			c.terms[s] = t
		}
	}
	return t
}

// together is from how many entries on a list is converted by several goroutines.
const together = 500

// whole is a part of the model. What is left for later is numbered, so that one after the other is converted.
func (c *converter) whole(v any) *ast.Term {
	list, ok := v.(model.List)
	if jobs := runtime.GOMAXPROCS(0); ok && c.later == nil && jobs > 1 && len(list) >= together {
		terms := make([]*ast.Term, len(list))
		broken := make([]any, jobs)
		var all sync.WaitGroup
		for j := range jobs {
			all.Go(func() {
				defer func() { broken[j] = recover() }()
				own := &converter{terms: map[string]*ast.Term{}, facts: c.facts}
				for i := j * len(list) / jobs; i < (j+1)*len(list)/jobs; i++ {
					terms[i] = own.term(list[i])
				}
			})
		}
		all.Wait()
		for _, cause := range broken {
			if cause != nil {
				panic(cause)
			}
		}
		return ast.ArrayTerm(terms...)
	}
	return c.term(v)
}

func (c *converter) term(v any) *ast.Term {
	switch v := v.(type) {
	case string:
		if c.later != nil {
			c.later.sees(v)
		}
		return c.text(v)
	case bool:
		c.notes.flag(v)
		return ast.InternedTerm(v)
	case *model.Ref:
		return c.term(v.String())
	}
	return ast.NewTerm(c.value(v))
}

func (c *converter) value(v any) ast.Value {
	switch v := v.(type) {
	case string, bool, *model.Ref:
		return c.term(v).Value
	case json.Number:
		return c.number(v)
	case int:
		return c.number(json.Number(strconv.Itoa(v)))
	case []string:
		c.notes.list(len(v))
		terms := make([]*ast.Term, len(v))
		for i, text := range v {
			terms[i] = c.term(text)
		}
		return ast.NewArray(terms...)
	case view.Record:
		return c.value(v.Of)
	case *network.Node:
		return c.node(v)
	case view.List:
		c.notes.list(v.Len())
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = c.term(v.At(i))
		}
		return ast.NewArray(terms...)
	case *model.Object:
		return c.object(v)
	case model.Viewer:
		return c.object(v.View())
	case model.List:
		c.notes.list(len(v))
		terms := make([]*ast.Term, len(v))
		for i, item := range v {
			terms[i] = c.term(item)
		}
		return ast.NewArray(terms...)
	}
	if view.Fields(v) != nil {
		return c.record(v)
	}
	c.notes.raw(notedNull)
	return ast.Null{}
}

func (c *converter) number(n json.Number) ast.Value {
	c.notes.text(notedNumber, n.String())
	return ast.Number(n)
}

// factsOf are the facts of a definition that a rule may read.
func (c *converter) factsOf(of any) (pairs [][2]*ast.Term) {
	fields := view.Fields(of)
	for i := range fields {
		if name := fields[i].Name; c.facts[name] {
			if v := fields[i].Get(of); v != nil {
				pairs = append(pairs, [2]*ast.Term{c.text(name), c.term(v)})
			}
		}
	}
	return pairs
}

func (c *converter) record(of any) ast.Value {
	c.notes.raw(notedBegin)
	defer c.notes.raw(notedEnd)
	fields := view.Fields(of)
	pairs := make([][2]*ast.Term, 0, len(fields))
	left := false
	for i := range fields {
		name, v := fields[i].Name, fields[i].Get(of)
		switch {
		case v == nil:
		case c.later.leaves(name):
			left = true
		default:
			pairs = append(pairs, [2]*ast.Term{c.text(name), c.term(v)})
		}
	}
	if left {
		pairs = append(pairs, c.put(of))
	}
	return ast.NewObject(pairs...)
}

// put leaves a number or a record for later.
func (c *converter) put(of any) [2]*ast.Term {
	c.notes.raw(notedLater)
	return c.later.put(of)
}

func (c *converter) node(n *network.Node) ast.Value {
	if c.later == nil {
		return c.object(n.View())
	}
	c.notes.raw(notedBegin)
	defer c.notes.raw(notedEnd)
	var pairs [][2]*ast.Term
	for _, name := range c.later.ofNodes {
		if v := n.Field(name); v != nil {
			pairs = append(pairs, [2]*ast.Term{c.text(name), c.term(v)})
		}
	}
	return ast.NewObject(append(pairs, c.put(n))...)
}

func (c *converter) object(o *model.Object) ast.Value {
	c.notes.raw(notedBegin)
	defer c.notes.raw(notedEnd)
	pairs := make([][2]*ast.Term, 0, len(o.Names()))
	o.Each(func(name string, value any) {
		if of, ok := value.(view.Record); ok && name == factsField && c.facts != nil && c.later == nil {
			if facts := c.factsOf(of.Of); len(facts) > 0 {
				pairs = append(pairs, [2]*ast.Term{c.text(name), ast.ObjectTerm(facts...)})
			}
			return
		}
		pairs = append(pairs, [2]*ast.Term{c.text(name), c.term(value)})
	})
	return ast.NewObject(pairs...)
}
