package rego

import (
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// input is what policies are asked about: a value, and where a path into it leads.
type input struct {
	value ast.Value
	file  string // as findings call it, "" for several
	name  string // of what it is, for errors
	place func(steps []string) (*model.Resource, string)
}

// inputs are what policies see one after the other.
func (in *Input) inputs(kind string) []input {
	var all []input
	m := in.model
	top := documents(m)
	switch kind {
	case policy.InputModel:
		return []input{{value: in.value(nil), name: wording.TheModel(),
			place: func(steps []string) (*model.Resource, string) { return inModel(m, steps) }}}
	case policy.InputCombined:
		return []input{{value: combined(top), name: wording.AllDocuments(),
			place: func(steps []string) (*model.Resource, string) { return inCombined(top, steps) }}}
	}
	for _, r := range top {
		all = append(all, input{value: written(r.Node), file: r.File, name: r.Name, place: func(steps []string) (*model.Resource, string) { return innermost(r, steps) }})
	}
	return all
}

// documents are the definitions that are documents of their own, then what is no definition, each in the order of files.
func documents(m *view.Organisation) []*model.Resource {
	var all []*model.Resource
	for _, r := range m.Resources {
		if r.Around == nil {
			all = append(all, r)
		}
	}
	return append(all, m.Others...)
}

// combined is what `conftest --combine` gives.
func combined(all []*model.Resource) ast.Value {
	list := make([]*ast.Term, len(all))
	for i, r := range all {
		list[i] = ast.NewTerm(ast.NewObject(ast.Item(ast.StringTerm("path"), ast.StringTerm(r.File)), ast.Item(ast.StringTerm("contents"), ast.NewTerm(written(r.Node)))))
	}
	return ast.NewArray(list...)
}

// written is a value as its file has it.
func written(n *source.Node) ast.Value {
	switch n.Kind {
	case source.Bool:
		return ast.Boolean(isTrue(n))
	case source.Number:
		return ast.Number(n.Text)
	case source.String:
		return ast.String(n.Text)
	case source.List:
		list := make([]*ast.Term, len(n.Items()))
		for i, item := range n.Items() {
			list[i] = ast.NewTerm(written(item))
		}
		return ast.NewArray(list...)
	case source.Map:
		pairs := make([][2]*ast.Term, len(n.Fields()))
		for i, f := range n.Fields() {
			pairs[i] = [2]*ast.Term{ast.StringTerm(f.Key.Text), ast.NewTerm(written(f.Value))}
		}
		return ast.NewObject(pairs...)
	}
	return ast.Null{}
}

func isTrue(n *source.Node) bool { return strings.EqualFold(n.Text, "true") }

// plainNode is a value as Go has it.
func plainNode(n *source.Node) any {
	switch n.Kind {
	case source.Bool:
		return isTrue(n)
	case source.Number:
		return json.Number(n.Text)
	case source.String:
		return n.Text
	case source.List:
		list := make([]any, len(n.Items()))
		for i, item := range n.Items() {
			list[i] = plainNode(item)
		}
		return list
	case source.Map:
		fields := make(map[string]any, len(n.Fields()))
		for _, f := range n.Fields() {
			fields[f.Key.Text] = plainNode(f.Value)
		}
		return fields
	}
	return nil
}

// innermost is the definition in which a path into a document ends, with the rest of the path from there.
func innermost(r *model.Resource, steps []string) (*model.Resource, string) {
	for _, n := range r.Nested {
		inner := strings.Split(strings.TrimPrefix(n.Pointer, r.Pointer+"/"), "/")
		if len(inner) <= len(steps) && pointer(steps[:len(inner)]) == strings.TrimPrefix(n.Pointer, r.Pointer) {
			return innermost(n, steps[len(inner):])
		}
	}
	if len(steps) == 0 && r.Kind == "" {
		return r, nameIn(r.Node)
	}
	return r, strings.Join(steps, "/")
}

// nameIn is where a document that is no definition says what it is: its name, else its first field.
func nameIn(n *source.Node) string {
	for _, steps := range [][]string{{"metadata", "name"}, {"id"}, {"name"}} {
		if _, rest := n.Lookup(steps...); len(rest) == 0 {
			return path.Join(steps...)
		}
	}
	if len(n.Fields()) > 0 {
		return n.Fields()[0].Key.Text
	}
	return ""
}

// inCombined follows a path that begins with an index, then contents.
func inCombined(all []*model.Resource, steps []string) (*model.Resource, string) {
	i := -1
	if len(steps) > 0 {
		i = index(steps[0], len(all))
	}
	if i < 0 {
		return innermost(all[0], nil)
	}
	if steps = steps[1:]; len(steps) > 0 && steps[0] == "contents" {
		steps = steps[1:]
	}
	return innermost(all[i], steps)
}

// inModel follows a path such as kpis/0/target. What leads to no definition stands at the organisation, else the first one.
func inModel(m *view.Organisation, steps []string) (*model.Resource, string) {
	if len(steps) > 1 {
		all := m.Collection(steps[0])
		if i := index(steps[1], len(all)); i >= 0 {
			return all[i], strings.Join(steps[2:], "/")
		}
	}
	if m.Organisation != nil {
		if len(steps) > 0 && steps[0] == "organisation" {
			return m.Organisation, strings.Join(steps[1:], "/")
		}
		return m.Organisation, ""
	}
	return m.Resources[0], ""
}

// index reads an index below n, -1 for anything else.
func index(step string, n int) int {
	i, err := strconv.Atoi(step)
	if err != nil || i < 0 || i >= n {
		return -1
	}
	return i
}

func pointer(steps []string) string {
	var b strings.Builder
	for _, step := range steps {
		b.WriteString("/" + escape().Replace(step))
	}
	return b.String()
}

var (
	escape = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("~", "~0", "/", "~1")
	})
	unescape = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("~1", "/", "~0", "~")
	})
)
