package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/shape"
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
			return fmt.Sprintf("a %s has no field `%s`%s", kind, step, nearestField(step, s))
		default:
			s = s.Fields[step]
		}
	}
	return ""
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
	var known []string
	for field := range s.Fields {
		known = append(known, field)
	}
	slices.Sort(known)
	if nearest := model.Nearest(name, known); nearest != "" {
		return fmt.Sprintf("; did you mean `%s`?", nearest)
	}
	return "; it has " + strings.Join(known, ", ")
}
