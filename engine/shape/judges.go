package shape

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema"
)

// The validator compiles a schema, and checks it against that of JSON Schema, before it judges anything; most documents
// are sound, and never reach it. So judges are made of the schemas themselves.

// judgeOf is the judge of the schema of a name; nil where there is none.
func judgeOf(name string) *judge {
	judges.mu.Lock()
	defer judges.mu.Unlock()
	if j := judges.named[name]; j != nil {
		return j
	}
	j := judges.at(strings.ToLower(name)+".schema.json", "")
	if j != nil {
		judges.named[name] = j
	}
	return j
}

// judges are those that were made so far.
var judges = judgeMaker{made: map[string]*judge{}, named: map[string]*judge{}}

type judgeMaker struct {
	mu   sync.Mutex
	made map[string]*judge // by file, # and the name among its definitions, "" for the whole

	named map[string]*judge // those of whole files, by the names that were asked for
}

// at is the judge of a schema, made once; nil where there is no such schema.
func (m *judgeMaker) at(file, name string) *judge {
	key := file + "#" + name
	if j, ok := m.made[key]; ok {
		return j
	}
	n, err := schemaFile(file)
	if err != nil {
		return nil
	}
	if name != "" {
		if n = n.Get("definitions").Get(name); n == nil {
			return nil
		}
	}
	j := &judge{}
	m.made[key] = j // before it is read, as it may hold itself
	m.read(file, n, j)
	return j
}

// of is the judge of a schema within another one.
func (m *judgeMaker) of(file string, n *source.Node) *judge {
	j := &judge{}
	m.read(file, n, j)
	return j
}

// remarks are keywords that ask for nothing.
var remarks = []string{"$schema", "$id", "$comment", "title", "description", "examples", "default", "definitions"}

func (m *judgeMaker) read(file string, n *source.Node, j *judge) {
	if n.Kind == source.Bool {
		j.yes, j.no = n.Text == "true", n.Text != "true"
		return
	}
	j.sorts, j.most, j.longest, j.others = anySort, -1, -1, everything
	if ref := n.Get("$ref"); ref != nil { // beside which nothing else counts
		j.allOf = []*judge{m.reference(file, ref.Text)}
		return
	}
	for _, f := range n.Fields() {
		if !m.keyword(file, j, f.Key.Text, f.Value) {
			j.no = true // it asks for something that a judge does not look at
		}
	}
}

// reference is the judge of a $ref; one that is written in another way than ours are is left to the validator.
func (m *judgeMaker) reference(file, ref string) *judge {
	to, name, _ := strings.Cut(ref, "#")
	if to == "" {
		to = file
	}
	name, ok := strings.CutPrefix(name, "/definitions/")
	if !ok && name != "" || strings.ContainsAny(name, "/~%") {
		return nothing
	}
	if j := m.at(to, name); j != nil {
		return j
	}
	return nothing
}

// keyword reads one keyword, and reports whether all of it is known.
func (m *judgeMaker) keyword(file string, j *judge, word string, n *source.Node) bool {
	switch word {
	case "type":
		j.sorts = 0
		for _, name := range textsOf(n) {
			j.sorts |= sortOf[name]
		}
	case "const", "enum": // values that are no texts are left to the validator
		if j.enum != nil {
			return false
		}
		j.enum = textsOf(n)
	case "allOf":
		j.allOf = m.each(file, n)
	case "anyOf":
		j.anyOf = m.each(file, n)
	case "minLength":
		return count(n, &j.shortest)
	case "maxLength":
		return count(n, &j.longest)
	case "minItems":
		return count(n, &j.fewest)
	case "maxItems":
		return count(n, &j.most)
	case "pattern":
		j.pattern = matcher(n.Text)
	case "required":
		j.required = textsOf(n)
	case "properties":
		j.fields = make(map[string]*judge, len(n.Fields()))
		for _, f := range n.Fields() {
			j.fields[f.Key.Text] = m.of(file, f.Value)
		}
	case "patternProperties":
		for _, f := range n.Fields() {
			j.named = append(j.named, patterned{matcher(f.Key.Text), m.of(file, f.Value)})
		}
	case "additionalProperties":
		j.others = m.of(file, n)
	case "items":
		j.items = m.of(file, n)
		return n.Kind != source.List // one for each place
	default:
		return strings.HasPrefix(word, "x-") || slices.Contains(remarks, word)
	}
	return true
}

func (m *judgeMaker) each(file string, n *source.Node) []*judge {
	var all []*judge
	for _, item := range n.Items() {
		all = append(all, m.of(file, item))
	}
	return all
}

// textsOf are the texts that a node holds, or is.
func textsOf(n *source.Node) []string {
	items := n.Items()
	if n.Kind != source.List {
		items = []*source.Node{n}
	}
	all := make([]string, 0, len(items))
	for _, item := range items {
		if item.Kind == source.String {
			all = append(all, item.Text)
		}
	}
	return all
}

func count(n *source.Node, into *int) bool {
	i, err := strconv.Atoi(n.Text)
	*into = i
	return err == nil
}

// schemaFile parses a schema, once.
func schemaFile(name string) (*source.Node, error) {
	files.mu.Lock()
	defer files.mu.Unlock()
	if root := files.roots[name]; root != nil {
		return root, nil
	}
	data, ok := schema.Raw(strings.TrimSuffix(name, ".schema.json"))
	if !ok {
		return nil, errors.New(wording.NoSchema(name))
	}
	docs, problems := source.Parse(name, data)
	if len(problems) > 0 {
		return nil, errors.New(wording.ReadSchema(name, problems[0].Message))
	}
	files.roots[name] = docs[0].Root
	return docs[0].Root, nil
}

// files are the schemas that were parsed so far.
var files = struct {
	mu    sync.Mutex
	roots map[string]*source.Node
}{roots: map[string]*source.Node{}}
