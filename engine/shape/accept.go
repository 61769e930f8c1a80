package shape

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/kpilint/kpilint/engine/source"
)

// accepts reports whether a schema is certain to accept a node. It knows the keywords that our schemas use and walks the node itself,
// where the validator needs a copy of it; at anything else it answers false, and the validator decides. A fuzz test holds that the
// validator accepts whatever this does.
func accepts(s *jsonschema.Schema, n *source.Node) bool { return prepared(s).accepts(n) }

// prepared is a schema made ready, which is done once.
func prepared(s *jsonschema.Schema) *judge {
	if j, ok := judges.Load(s); ok {
		return j.(*judge)
	}
	all := judgesOf{}
	j := all.of(s)
	judges.Store(s, j)
	return j
}

var judges sync.Map // *jsonschema.Schema → *judge

// A judge is a schema, or a part of one, as it is asked for each node of a document. It never changes once it is made.
type judge struct {
	yes, no      bool
	sorts        sorts
	enum         []string // those allowed; nil for any
	allOf, anyOf []*judge

	required []string
	fields   map[string]*judge
	named    []patterned // what fields of such names hold
	others   *judge      // what all other fields hold

	items             *judge // nil for anything
	fewest, most      int    // items; most is below 0 where there is no such limit
	shortest, longest int    // characters; longest too
	pattern           func(text string) bool
}

// patterned is what fields hold whose names fit a pattern.
type patterned struct {
	fits func(name string) bool
	hold *judge
}

// sorts are those of a value that a schema allows, as it names them.
type sorts uint8

const (
	objects sorts = 1 << iota
	arrays
	booleans
	integers
	numbers
	scalars
	nulls         // only where any sort will do
	anySort sorts = 1<<iota - 1
)

var sortOf = map[string]sorts{
	"object": objects, "array": arrays, "boolean": booleans, "integer": integers, "number": numbers, "string": scalars,
}

var (
	everything = &judge{yes: true}
	nothing    = &judge{no: true}
)

// judgesOf makes the judges of a schema, each part of it once: parts may hold themselves.
type judgesOf map[*jsonschema.Schema]*judge

func (made judgesOf) of(s *jsonschema.Schema) *judge {
	for s.Ref != nil && s.Always == nil {
		s = s.Ref
	}
	switch {
	case s.Always != nil && *s.Always:
		return everything
	case s.Always != nil, unknownKeywords(s):
		return nothing
	}
	if j := made[s]; j != nil {
		return j
	}
	j := &judge{sorts: anySort, required: s.Required, fewest: s.MinItems, most: s.MaxItems,
		shortest: s.MinLength, longest: s.MaxLength}
	made[s] = j
	if len(s.Types) > 0 {
		j.sorts = 0
		for _, name := range s.Types {
			j.sorts |= sortOf[name]
		}
	}
	j.enum = wordsOf(s)
	for _, part := range s.AllOf {
		j.allOf = append(j.allOf, made.of(part))
	}
	for _, part := range s.AnyOf {
		j.anyOf = append(j.anyOf, made.of(part))
	}
	made.inside(j, s)
	if s.Pattern != nil {
		j.pattern = matcher(s.Pattern)
	}
	return j
}

// inside makes the judges of fields and items.
func (made judgesOf) inside(j *judge, s *jsonschema.Schema) {
	j.fields = make(map[string]*judge, len(s.Properties))
	for name, part := range s.Properties {
		j.fields[name] = made.of(part)
	}
	for pattern, part := range s.PatternProperties {
		j.named = append(j.named, patterned{matcher(pattern), made.of(part)})
	}
	j.others = everything
	switch more := s.AdditionalProperties.(type) {
	case bool:
		if !more {
			j.others = nothing
		}
	case *jsonschema.Schema:
		j.others = made.of(more)
	}
	switch item := s.Items.(type) {
	case nil:
	case *jsonschema.Schema:
		j.items = made.of(item)
	default:
		j.fewest = math.MaxInt // one for each place: the validator looks
	}
}

// unknownKeywords reports whether a schema asks for something that a judge does not look at.
func unknownKeywords(s *jsonschema.Schema) bool {
	return s.Not != nil || s.OneOf != nil || s.If != nil || s.MinProperties > 0 || s.MaxProperties >= 0 || s.PropertyNames != nil || s.Dependencies != nil ||
		s.UniqueItems || s.AdditionalItems != nil || s.Contains != nil || s.Format != "" || s.ContentEncoding != "" || s.ContentMediaType != "" ||
		s.Minimum != nil || s.ExclusiveMinimum != nil || s.Maximum != nil || s.ExclusiveMaximum != nil || s.MultipleOf != nil
}

// wordsOf are the texts that a schema allows, nil for any; other values that it allows are left to the validator.
func wordsOf(s *jsonschema.Schema) []string {
	if len(s.Enum) == 0 && len(s.Constant) == 0 {
		return nil
	}
	all := []string{}
	for _, v := range slices.Concat(s.Enum, s.Constant) {
		word, isText := v.(string)
		is := func(other any) bool { return other == v }
		if isText && (len(s.Enum) == 0 || slices.ContainsFunc(s.Enum, is)) && (len(s.Constant) == 0 || is(s.Constant[0])) {
			all = append(all, word)
		}
	}
	return all
}

// matcher is a pattern as a function: those that our schemas use most are compared by hand.
func matcher(pattern *regexp.Regexp) func(string) bool {
	switch pattern.String() {
	case `^x-`:
		return func(text string) bool { return strings.HasPrefix(text, "x-") }
	case `^\$schema$`:
		return func(text string) bool { return text == "$schema" }
	case `^[a-z0-9]+(-[a-z0-9]+)*$`:
		return isKebab
	}
	return pattern.MatchString
}

// isKebab reports whether a text is words of small letters and digits with single hyphens between them.
func isKebab(text string) bool {
	between := true // no word has begun
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			between = false
		case c != '-' || between:
			return false
		default:
			between = true
		}
	}
	return !between
}

func (j *judge) accepts(n *source.Node) bool {
	switch {
	case j.yes:
		return true
	case j.no || !j.sorts.fit(n):
		return false
	case j.enum != nil && (n.Kind != source.String || !slices.Contains(j.enum, n.Text)):
		return false
	}
	for _, part := range j.allOf {
		if !part.accepts(n) {
			return false
		}
	}
	if len(j.anyOf) > 0 && !slices.ContainsFunc(j.anyOf, func(part *judge) bool { return part.accepts(n) }) {
		return false
	}
	switch n.Kind {
	case source.Map:
		return j.fieldsFit(n)
	case source.List:
		return j.itemsFit(n)
	case source.String:
		return j.textFits(n.Text)
	}
	return true
}

func (s sorts) fit(n *source.Node) bool {
	switch n.Kind {
	case source.Map:
		return s&objects != 0
	case source.List:
		return s&arrays != 0
	case source.Bool:
		return s&booleans != 0
	case source.Number:
		return s&numbers != 0 || s&integers != 0 && !strings.ContainsAny(n.Text, ".eE")
	case source.String:
		return s&scalars != 0
	}
	return s&nulls != 0
}

func (j *judge) textFits(text string) bool {
	if j.shortest > 0 || j.longest >= 0 {
		length := utf8.RuneCountInString(text)
		if length < j.shortest || j.longest >= 0 && length > j.longest {
			return false
		}
	}
	return j.pattern == nil || j.pattern(text)
}

func (j *judge) fieldsFit(n *source.Node) bool {
	for _, name := range j.required {
		if n.Get(name) == nil {
			return false
		}
	}
	for _, f := range n.Fields() {
		if !j.fieldFits(f) {
			return false
		}
	}
	return true
}

func (j *judge) fieldFits(f source.Field) bool {
	hold := j.fields[f.Key.Text]
	if hold != nil && !hold.accepts(f.Value) {
		return false
	}
	for i := range j.named {
		if !j.named[i].fits(f.Key.Text) {
			continue
		}
		if hold = j.named[i].hold; !hold.accepts(f.Value) {
			return false
		}
	}
	return hold != nil || j.others.accepts(f.Value)
}

func (j *judge) itemsFit(n *source.Node) bool {
	items := n.Items()
	if len(items) < j.fewest || j.most >= 0 && len(items) > j.most {
		return false
	}
	return j.items == nil || !slices.ContainsFunc(items, func(i *source.Node) bool { return !j.items.accepts(i) })
}
