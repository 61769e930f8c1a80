package rego

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
)

// Rules of the catalogue read a few fields of facts by their names, and hand whole facts on to their findings. What no
// such rule names is left for later: one more field says where it is, and a finding in which that stands has the others
// put beside it. Only few of the facts are ever in a finding, and their words and derivations are most of what Rego
// would be given.

// later is what was left of one part of the model.
type later struct {
	part    string
	said    map[string]bool // words that rules name
	ofNodes []string        // those that are fields of a number
	of      []any           // the numbers and records of which something was left
	foreign bool            // a text of the model looks like a mark, so that nothing may be left
}

// mark is the field that says where the others are, and how its value begins. Whatever a rule does with it, it can be
// found again: no quotation or escape changes it.
const mark = "@later@"

// fieldsOfNode are those that a rule may name of a number.
var fieldsOfNode = []string{
	"low", "high", "unit", "noun", "scope", "period", "text", "number", "sum", "derivation", "missing",
}

func newLater(part string, said map[string]bool) *later {
	l := &later{part: part, said: said}
	for _, name := range fieldsOfNode {
		if said[name] {
			l.ofNodes = append(l.ofNodes, name)
		}
	}
	return l
}

// leaves reports whether a field of a record is left for later.
func (l *later) leaves(name string) bool { return l != nil && !l.said[name] }

// sees looks at a text of the model.
func (l *later) sees(text string) { l.foreign = l.foreign || strings.Contains(text, mark) }

// put keeps a number or a record, and returns the field that says so.
func (l *later) put(of any) [2]*ast.Term {
	l.of = append(l.of, of)
	return [2]*ast.Term{markTerm, ast.NewTerm(ast.String(mark + l.part + " " + strconv.Itoa(len(l.of)-1)))}
}

var markTerm = ast.NewTerm(ast.String(mark))

// find is the number or record of which a mark speaks; nil where it is none of this part.
func (l *later) find(said string) any {
	i, err := strconv.Atoi(strings.TrimPrefix(said, mark+l.part+" "))
	if err != nil || i < 0 || i >= len(l.of) {
		return nil
	}
	return l.of[i]
}

// asJSON is what a record has, as it is written in JSON.
type asJSON struct{ of any }

// MarshalJSON writes it.
func (v asJSON) MarshalJSON() ([]byte, error) { return view.AppendJSON(nil, v.of) }

// What is read of the numbers in a finding, by the key under which they stand there; of others it is all.
var (
	ofEvidence = []string{"sum", "derivation", "missing"}
	ofValues   = []string{"low", "high", "unit"}
	readOf     = map[string][]string{"because": ofEvidence, "values": ofValues, "size": ofValues}
)

// fillFindings puts into the findings of a result what was left for later, as far as anybody reads it.
func fillFindings(result map[string]any, parts []*later) {
	for _, set := range result {
		for _, finding := range list(set) {
			of, ok := finding.(map[string]any)
			if !ok {
				fill(finding, parts, nil)
			}
			for key, v := range of {
				fill(v, parts, readOf[key])
			}
		}
	}
}

// fill puts into a result what was left for later: fields of these names, all where there are none.
func fill(result any, parts []*later, names []string) {
	switch result := result.(type) {
	case []any:
		for _, v := range result {
			fill(v, parts, names)
		}
	case map[string]any:
		for _, v := range result {
			fill(v, parts, names)
		}
		said, ok := result[mark].(string)
		for i := 0; ok && i < len(parts); i++ {
			if of := parts[i].find(said); of != nil {
				delete(result, mark)
				complete(result, of, names)
				break
			}
		}
	}
}

// complete adds the fields of a number or a record that are not there.
func complete(result map[string]any, of any, names []string) {
	add := func(name string, v any) {
		if _, there := result[name]; !there && v != nil && (names == nil || slices.Contains(names, name)) {
			result[name] = asJSON{v}
		}
	}
	switch n, ok := of.(*network.Node); {
	case !ok:
		view.Each(of, add)
	case names == nil:
		n.View().Each(add)
	default:
		for _, name := range names {
			add(name, n.Field(name))
		}
	}
}

// marked reports whether the JSON of a result has marks in it.
func marked(data []byte) bool { return bytes.Contains(data, []byte(mark)) }

// says are the words of a module: the names of the fields that it may read, if it reads none in another way.
func says(m *ast.Module) map[string]bool {
	words := map[string]bool{}
	ast.WalkTerms(m, func(t *ast.Term) bool {
		if s, ok := t.Value.(ast.String); ok {
			words[string(s)] = true
		}
		return false
	})
	return words
}
