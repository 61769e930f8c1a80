package rego

import (
	"crypto/sha256"
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
)

// Input is the organisation as rules in Rego see it. Each collection becomes a Rego value when a rule first needs it,
// once for all rules. It belongs to one batch of rules: what exceptions match is known only to the next. It is safe
// for concurrent use.
type Input struct {
	model *view.Organisation
	mu    sync.Mutex
	parts map[string]*part
	lean  map[string]*part      // the parts as rules see them that let something be left for later
	said  map[string]bool       // the words of these rules; nil where there are none
	facts map[string]bool       // of definitions, that some of them may read; nil for all
	asked map[string]*questions // of policies of conftest, by what they see
	names func() []string

	answers *Answers // of earlier runs; nil where none are kept
}

// part is a field of the input. Its term is nil where the model has no such field.
type part struct {
	once sync.Once
	term *ast.Term
	left *later // of a lean one

	noted [sha256.Size]byte // a digest of a lean one, where answers are kept
}

// questions are what policies of conftest are asked about one after the other.
type questions struct {
	once sync.Once
	all  []input
}

// NewInput makes the input of a batch of rules, those that will read it. Nothing is converted yet. Facts of definitions
// that none of them may read are not among it, as if they had not been worked out; without rules all are.
func NewInput(m *view.Organisation, rules ...policy.Program) *Input {
	return NewInputAfter(nil, m, rules...)
}

// NewInputAfter is NewInput, of which rules need not be asked what they said before.
func NewInputAfter(known *Answers, m *view.Organisation, rules ...policy.Program) *Input {
	in := &Input{
		model: m, parts: map[string]*part{}, lean: map[string]*part{}, asked: map[string]*questions{},
		names: sync.OnceValue(m.Names), facts: factsFor(rules), answers: known,
	}
	for _, r := range rules {
		if p, ok := r.(*program); ok && p.said != nil {
			if in.said == nil {
				in.said = map[string]bool{}
			}
			maps.Copy(in.said, p.said)
		}
	}
	return in
}

// Release lets go of all that was converted: nothing reads the input any more.
func (in *Input) Release() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.parts, in.lean, in.asked = map[string]*part{}, map[string]*part{}, map[string]*questions{}
}

// Converted lists the fields of the model that have become Rego values so far, in the order of their names.
func (in *Input) Converted() []string {
	in.mu.Lock()
	defer in.mu.Unlock()
	var all []string
	for _, parts := range []map[string]*part{in.parts, in.lean} {
		for name, p := range parts {
			if p.term != nil {
				all = append(all, name)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// value is the input with some fields, nil for all. The version and the day are always there.
func (in *Input) value(names []string) ast.Value {
	value, _, _ := in.object(names, in.part)
	return value
}

// leanInput is the input with some fields, what was left of them for later, and a digest of it.
type leanInput struct {
	value ast.Value
	left  []*later
	given [sha256.Size]byte
}

// leanValue is the input with some fields; false where a text of the model looks like what stands for what is left.
func (in *Input) leanValue(names []string) (lean leanInput, ok bool) {
	value, names, parts := in.object(names, in.leanPart)
	lean.value = value
	for _, p := range parts {
		if lean.left = append(lean.left, p.left); p.left.foreign {
			return lean, false
		}
	}
	if in.answers != nil {
		lean.given = given(names, parts)
	}
	return lean, true
}

// object is an object of parts of the input, and their names.
func (in *Input) object(names []string, get func(string) *part) (ast.Value, []string, []*part) {
	if names == nil {
		names = in.names()
	}
	names = append(slices.Clone(names), "version", "asOf")
	slices.Sort(names)
	var pairs [][2]*ast.Term
	var there []string
	var parts []*part
	for _, name := range slices.Compact(names) {
		if p := get(name); p.term != nil {
			pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(name), p.term})
			there, parts = append(there, name), append(parts, p)
		}
	}
	return ast.NewObject(pairs...), there, parts
}

func (in *Input) part(name string) *part { return in.convert(in.parts, name, nil) }

func (in *Input) leanPart(name string) *part {
	return in.convert(in.lean, name, newLater(name, in.said))
}

func (in *Input) convert(parts map[string]*part, name string, left *later) *part {
	in.mu.Lock()
	p := parts[name]
	if p == nil {
		p = &part{left: left}
		parts[name] = p
	}
	in.mu.Unlock()
	p.once.Do(func() {
		if v := in.model.View([]string{name}).Named(name); v != nil {
			c := newConverter(p.left)
			if c.facts = in.facts; p.left != nil && in.answers != nil {
				c.notes = newNotes()
			}
			if p.term = c.whole(v); c.notes != nil {
				p.noted = c.notes.sum()
			}
		}
	})
	return p
}

// questions are what policies of conftest see under a kind of input, made once for all rules of all packs.
func (in *Input) questions(kind string) []input {
	in.mu.Lock()
	q := in.asked[kind]
	if q == nil {
		q = &questions{}
		in.asked[kind] = q
	}
	in.mu.Unlock()
	q.once.Do(func() { q.all = in.inputs(kind) })
	return q.all
}
