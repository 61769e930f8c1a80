// Package wire writes an organisation as rules name it, for another process, and makes it there again: the definitions
// with those of their fields, facts and numbers that some rule may read, each exact and once. Rules read what is made
// as they read the original. What they have read, and what their outcomes point at, goes back as numbers and paths.
package wire

import (
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
)

// Named is what rules name of an organisation. The zero Named names no more than which definitions there are.
type Named struct {
	all       bool                      // everything but documents as they are written
	documents bool                      // these
	facts     map[string]network.Detail // as "KPI.funnel", "KPI.*" or "items", with what is named of their numbers
	fields    map[string]bool           // as "KPI.target" or "KPI.*"
	parts     map[string]bool           // of the model that are neither: "rows", "counts", "unresolved"
}

// All names everything.
func All() *Named { return &Named{all: true, documents: true} }

// anyName stands for all names of a kind.
const anyName = "*"

// Add adds what a compiled rule names.
func (n *Named) Add(p policy.Program) {
	if in, ok := p.(interface{ Input() string }); ok {
		if in.Input() == policy.InputModel {
			n.all = true
		} else {
			n.documents = true
		}
		return
	}
	asks, tells := p.(interface{ Asks() []string })
	if !tells {
		n.all = true
		return
	}
	switch p := p.(type) {
	case interface{ Needs() []string }:
		n.addOverWhole(asks.Asks(), p.Needs())
	case interface {
		Names() []string
		Calculates() bool
		ShowsSums() bool
	}:
		var with network.Detail
		if p.Calculates() {
			with |= network.Ranges
		}
		if p.ShowsSums() {
			with |= network.Sums
		}
		n.addFacts(asks.Asks(), with)
		n.addFields(p.Names())
	default:
		n.all = true
	}
}

// addOverWhole adds what a rule over the whole organisation reads: facts, and parts of the model; nil is all.
func (n *Named) addOverWhole(asks, needs []string) {
	if asks == nil || needs == nil {
		n.all = true
		return
	}
	n.addFacts(asks, network.Sums)
	for _, part := range needs {
		switch kind := kindOf(part); kind {
		case "":
			n.parts = with(n.parts, part)
		default:
			n.fields = with(n.fields, kind+"."+anyName)
		}
	}
}

// rowsPart is the part of the model that has the rows of KPIs.
const rowsPart = "rows"

// kindOf is the kind of the definitions that stand in a part of the model; "" for another part.
func kindOf(part string) string {
	if part == "organisation" {
		return "Organisation"
	}
	for _, c := range model.Collections {
		if c.Name == part {
			return c.Kind
		}
	}
	return ""
}

func with(names map[string]bool, name string) map[string]bool {
	if names == nil {
		names = map[string]bool{}
	}
	names[name] = true
	return names
}

func (n *Named) addFacts(names []string, detail network.Detail) {
	if n.facts == nil {
		n.facts = map[string]network.Detail{}
	}
	for _, name := range names {
		n.facts[name] |= detail
		if name == "KPI.spend" { // whose rows are judged depends on this, too
			n.facts["KPI.time"] |= 0
		}
	}
}

// writtenAs are fields of definitions as rules see them that are made of what is written under other names.
var writtenAs = map[string]string{"title": "name"}

func (n *Named) addFields(names []string) {
	for _, name := range names {
		kind, field, _ := strings.Cut(name, ".")
		if other := writtenAs[field]; other != "" {
			field = other
		}
		n.fields = with(n.fields, kind+"."+field)
	}
}

// Join adds what others name.
func (n *Named) Join(other *Named) {
	n.all, n.documents = n.all || other.all, n.documents || other.documents
	for name, detail := range other.facts {
		n.addFacts([]string{name}, detail)
	}
	for name := range other.fields {
		n.fields = with(n.fields, name)
	}
	for name := range other.parts {
		n.parts = with(n.parts, name)
	}
}

// Bytes are the names, for ReadNamed.
func (n *Named) Bytes() []byte {
	var w packed.Writer
	w.Flag(n.all)
	w.Flag(n.documents)
	w.Number(len(n.facts))
	for _, name := range slices.Sorted(maps.Keys(n.facts)) {
		w.Text(name)
		w.Raw(byte(n.facts[name]))
	}
	for _, names := range []map[string]bool{n.fields, n.parts} {
		w.Number(len(names))
		for _, name := range slices.Sorted(maps.Keys(names)) {
			w.Text(name)
		}
	}
	return w.Bytes()
}

// ReadNamed reads what Bytes has written.
func ReadNamed(data []byte) (*Named, error) {
	r := packed.NewReader(string(data))
	n := &Named{all: r.Flag(), documents: r.Flag()}
	for range r.Count() {
		name := r.Text()
		n.addFacts([]string{name}, network.Detail(r.Below(int(network.Ranges|network.Sums)+1)))
	}
	for _, names := range []*map[string]bool{&n.fields, &n.parts} {
		for range r.Count() {
			*names = with(*names, r.Text())
		}
	}
	if !r.Ended() {
		return nil, errTorn
	}
	return n, nil
}

// followed is what is named where somebody watches what is read: also the numbers that are read with the facts.
func (n *Named) followed(o *view.Organisation) *Named {
	if o.Model.Watch == nil {
		return n
	}
	more := &Named{}
	more.Join(n)
	for name := range n.facts {
		kind, fact, _ := strings.Cut(name, ".")
		for _, with := range view.ReadWith(kind, fact) {
			more.addFacts([]string{kind + "." + with}, 0)
		}
	}
	return more
}

// ofKind is what is named of the definitions of one kind.
type ofKind struct {
	every  bool            // all their fields
	fields map[string]bool // else these
	facts  func(fact string) (network.Detail, bool)
	none   bool // no facts
}

// of is what is named of the definitions of a kind, or of the whole organisation where that is "".
func (n *Named) of(kind string) *ofKind {
	o := &ofKind{every: n.all || n.fields[kind+"."+anyName], fields: map[string]bool{}}
	for name := range n.fields {
		if of, field, _ := strings.Cut(name, "."); of == kind {
			o.fields[field] = true
		}
	}
	if n.all {
		o.facts = func(string) (network.Detail, bool) { return network.Ranges | network.Sums, true }
		return o
	}
	own := map[string]network.Detail{}
	for name, detail := range n.facts {
		of, fact, nested := strings.Cut(name, ".")
		if !nested {
			of, fact = "", name
		}
		if of == kind {
			own[fact] = detail
		}
	}
	every, takesAll := own[anyName]
	o.none = len(own) == 0
	o.facts = func(fact string) (network.Detail, bool) {
		detail, named := own[fact]
		return detail | every, named || takesAll
	}
	return o
}

// fieldsOf says which fields of a definition of the kind, or of a row, are named.
func (k *ofKind) fieldsOf(n *Named, r *model.Resource) func(name string) bool {
	if k.every || r.Row != nil && n.parts[rowsPart] {
		return nil
	}
	return func(name string) bool { return k.fields[name] }
}
