package shape

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/source"
)

// accepts reports whether the schema of a name is certain to accept a node. It knows the keywords that our schemas use
// and walks the node itself, where the validator needs a copy of it, and compiles the schema first; at anything else it
// answers false, and the validator decides. A fuzz test holds that the validator accepts whatever this does.
func accepts(name string, n *source.Node) bool {
	j := judgeOf(name)
	return j != nil && j.accepts(n)
}

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

// matcher is a pattern as a function: those that our schemas use most are compared by hand, others are compiled when
// they are first asked.
func matcher(pattern string) func(string) bool {
	switch pattern {
	case `^x-`:
		return func(text string) bool { return strings.HasPrefix(text, "x-") }
	case `^\$schema$`:
		return func(text string) bool { return text == "$schema" }
	case `^[a-z0-9]+(-[a-z0-9]+)*$`:
		return isKebab
	}
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return func(text string) bool { return compiled().MatchString(text) }
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
