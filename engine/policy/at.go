package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/wording"
)

// Field says what is wrong with a path such as needs/0/amount into a definition of a kind, "" when a definition can have the field.
func Field(kind, path string) string {
	kinds, err := shape.Load()
	if err != nil || kinds.Of(kind) == nil || path == "" {
		return ""
	}
	s := kinds.Of(kind)
	for step := range strings.SplitSeq(path, "/") {
		if s = below(s); s == nil {
			return ""
		}
		switch {
		case s.Item != nil:
			s = s.Item
		case len(s.Fields) == 0:
			return ""
		case s.Fields[step] == nil:
			return wording.AHasNoField(wording.WithArticle(kind), step, nearestField(step, s))
		default:
			s = s.Fields[step]
		}
	}
	return ""
}

// FieldWithin says what is wrong with a path that begins somewhere in a definition of a kind, "" when something in it can have the field.
func FieldWithin(kind, path string) string {
	kinds, err := shape.Load()
	if err != nil || kinds.Of(kind) == nil {
		return ""
	}
	all := &shape.Shape{Fields: map[string]*shape.Shape{}}
	collect(kinds.Of(kind), all, map[*shape.Shape]bool{})
	first, _, _ := strings.Cut(path, "/")
	if all.Fields[first] != nil {
		return ""
	}
	return wording.NothingInAHasA(wording.WithArticle(kind), first, nearestOnly(first, all))
}

// collect notes the fields of a shape and of what stands in it.
func collect(s, all *shape.Shape, seen map[*shape.Shape]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	for name, field := range s.Fields {
		all.Fields[name] = field
		collect(field, all, seen)
	}
	collect(s.Item, all, seen)
	for _, form := range s.Alternative {
		collect(form, all, seen)
	}
}

// Kinds are the kinds of definitions.
func Kinds() []string {
	kinds, err := shape.Load()
	if err != nil {
		return nil
	}
	return kinds.Names()
}

// below is the part of a shape in which a path goes on: of several forms the one with fields or items; nil where that is left open.
func below(s *shape.Shape) *shape.Shape {
	if s.Form == shape.Resource {
		kinds, err := shape.Load()
		if err != nil {
			return nil
		}
		return kinds.Of(s.Kind)
	}
	if s.Form != shape.Either {
		return s
	}
	return nil
}

func nearestField(name string, s *shape.Shape) string {
	return cmp.Or(nearestOnly(name, s), wording.ItHas(strings.Join(slices.Sorted(maps.Keys(s.Fields)), ", ")))
}

func nearestOnly(name string, s *shape.Shape) string {
	return nearest.Question(name, slices.Sorted(maps.Keys(s.Fields)))
}
