package engine

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
)

// Unread is a field that definitions write and that no rule looked at, nor any fact: silence about it is no approval.
type Unread struct {
	Kind  string
	Field string // names from the definition, joined by "/": "needs/takes"
	First source.Location
	Count int
}

// unread lists the written fields that nobody read, by kind and field.
func (e *Engine) unread(m *model.Model) []Unread {
	mentioned := e.mentioned()
	seen := map[string]int{}
	var all []Unread
	for _, r := range m.Resources {
		r.Unread(func(path, name string) {
			if mentioned[lastName(name)] {
				return
			}
			key := r.Kind + " " + name
			if i, ok := seen[key]; ok {
				all[i].Count++
				return
			}
			span, _ := r.Written(path)
			seen[key] = len(all)
			all = append(all, Unread{r.Kind, name, source.Location{File: r.File, Span: span}, 1})
		})
	}
	slices.SortFunc(all, func(a, b Unread) int { return strings.Compare(a.Kind+" "+a.Field, b.Kind+" "+b.Field) })
	return all
}

// mentioned are the names of fields that rules over the whole organisation mention: they take it as a copy, so what they read of it
// is not seen.
func (e *Engine) mentioned() map[string]bool {
	names := map[string]bool{}
	for _, p := range slices.Concat(e.programs.first.whole, e.programs.last.whole) {
		if whole, ok := p.(interface{ Reads() []string }); ok {
			for _, name := range whole.Reads() {
				names[name] = true
			}
		}
	}
	return names
}

func lastName(field string) string { return field[strings.LastIndexByte(field, '/')+1:] }
