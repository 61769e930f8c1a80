package engine

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// Unread is a field that definitions write and that no rule looked at, nor any fact: silence about it is no approval.
type Unread struct {
	Kind  string
	Field string // names from the definition, joined by "/": "needs/takes"
	First source.Location
	Count int
}

// unread lists the written fields that nobody read, by kind and field.
func (e *Engine) unread(o *view.Organisation) []Unread {
	o.Read(e.paths())
	seen := map[string]int{}
	var all []Unread
	for _, r := range o.Resources {
		if r.Drafted {
			continue // nobody wrote its fields
		}
		r.Unread(func(path, name string) {
			key := r.Kind + " " + name
			if i, ok := seen[key]; ok {
				all[i].Count++
				return
			}
			span, _ := r.WrittenAt(path)
			seen[key] = len(all)
			all = append(all, Unread{r.Kind, name, source.Location{File: r.File, Span: span}, 1})
		})
	}
	slices.SortFunc(all, func(a, b Unread) int { return strings.Compare(a.Kind+" "+a.Field, b.Kind+" "+b.Field) })
	return all
}

// paths are the fields that rules over the whole organisation read: they take it as a copy, so what they read of it is
// not seen.
func (e *Engine) paths() *view.Paths {
	all := view.NewPaths()
	for _, p := range slices.Concat(e.programs.first.whole, e.programs.last.whole) {
		if whole, ok := p.(interface{ Paths() *view.Paths }); ok {
			all.Add(whole.Paths())
		}
	}
	return all
}
