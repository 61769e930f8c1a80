package shape

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/kpilint/kpilint/engine/source"
)

// accepts reports whether a schema is certain to accept a node. It knows the keywords that our schemas use and walks the node itself,
// where the validator needs a copy of it; at anything else it answers false, and the validator decides. A fuzz test holds that the
// validator accepts whatever this does.
func accepts(s *jsonschema.Schema, n *source.Node) bool {
	switch {
	case s.Always != nil:
		return *s.Always
	case s.Ref != nil:
		return accepts(s.Ref, n)
	case unknownKeywords(s) || !typeFits(s.Types, n) || !wordFits(s, n):
		return false
	}
	for _, all := range s.AllOf {
		if !accepts(all, n) {
			return false
		}
	}
	if len(s.AnyOf) > 0 && !slices.ContainsFunc(s.AnyOf, func(a *jsonschema.Schema) bool { return accepts(a, n) }) {
		return false
	}
	switch n.Kind {
	case source.Map:
		return fieldsFit(s, n)
	case source.List:
		return itemsFit(s, n)
	case source.String:
		return textFits(s, n.Text)
	}
	return true
}

// unknownKeywords reports whether a schema asks for something that accepts does not look at.
func unknownKeywords(s *jsonschema.Schema) bool {
	return s.Not != nil || s.OneOf != nil || s.If != nil || s.MinProperties > 0 || s.MaxProperties >= 0 || s.PropertyNames != nil || s.Dependencies != nil ||
		s.UniqueItems || s.AdditionalItems != nil || s.Contains != nil || s.Format != "" || s.ContentEncoding != "" || s.ContentMediaType != "" ||
		s.Minimum != nil || s.ExclusiveMinimum != nil || s.Maximum != nil || s.ExclusiveMaximum != nil || s.MultipleOf != nil
}

func typeFits(types []string, n *source.Node) bool {
	if len(types) == 0 {
		return true
	}
	switch n.Kind {
	case source.Map:
		return slices.Contains(types, "object")
	case source.List:
		return slices.Contains(types, "array")
	case source.Bool:
		return slices.Contains(types, "boolean")
	case source.Number:
		return slices.Contains(types, "number") || slices.Contains(types, "integer") && !strings.ContainsAny(n.Text, ".eE")
	case source.String:
		return slices.Contains(types, "string")
	}
	return false
}

// wordFits compares text with the words a schema allows; other values are left to the validator.
func wordFits(s *jsonschema.Schema, n *source.Node) bool {
	is := func(v any) bool { return n.Kind == source.String && v == any(n.Text) }
	return (len(s.Enum) == 0 || slices.ContainsFunc(s.Enum, is)) && (len(s.Constant) == 0 || is(s.Constant[0]))
}

func textFits(s *jsonschema.Schema, text string) bool {
	if s.MinLength > 0 || s.MaxLength >= 0 {
		length := utf8.RuneCountInString(text)
		if length < s.MinLength || s.MaxLength >= 0 && length > s.MaxLength {
			return false
		}
	}
	return s.Pattern == nil || s.Pattern.MatchString(text)
}

func fieldsFit(s *jsonschema.Schema, n *source.Node) bool {
	for _, name := range s.Required {
		if n.Get(name) == nil {
			return false
		}
	}
	for _, f := range n.Fields() {
		if !fieldFits(s, f) {
			return false
		}
	}
	return true
}

func fieldFits(s *jsonschema.Schema, f source.Field) bool {
	known := false
	if p := s.Properties[f.Key.Text]; p != nil {
		if !accepts(p, f.Value) {
			return false
		}
		known = true
	}
	for pattern, p := range s.PatternProperties {
		if pattern.MatchString(f.Key.Text) {
			if !accepts(p, f.Value) {
				return false
			}
			known = true
		}
	}
	if known {
		return true
	}
	switch more := s.AdditionalProperties.(type) {
	case bool:
		return more
	case *jsonschema.Schema:
		return accepts(more, f.Value)
	}
	return true
}

func itemsFit(s *jsonschema.Schema, n *source.Node) bool {
	if len(n.Items()) < s.MinItems || s.MaxItems >= 0 && len(n.Items()) > s.MaxItems {
		return false
	}
	switch item := s.Items.(type) {
	case nil:
		return true
	case *jsonschema.Schema:
		return !slices.ContainsFunc(n.Items(), func(i *source.Node) bool { return !accepts(item, i) })
	}
	return false
}
