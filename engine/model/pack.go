package model

import (
	"reflect"
	"slices"

	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// Definitions can be packed, file by file, so that another process has them without reading the files again: a file
// gives the same definitions each time. What is said by many of them is written once, in tables.

// The sorts of values, as they are packed.
const (
	packedText = iota
	packedFalse
	packedTrue
	packedInt
	packedQuantity
	packedRef
	packedObject
	packedList
)

// The ways in which a quantity follows from its text.
const (
	asParsed = iota
	withComparator
	withoutNumber
)

// The bits that a packed node begins with; below them is its kind.
const (
	nodePlain = 1 << (3 + iota)
	nodeAssumed
	nodeFilled
	nodeText // its text is not the value's
)

// A Packer packs the definitions of files.
type Packer struct {
	tables
	files packed.Writer
	count int
}

// tables hold what is said often.
type tables struct {
	words      numbered[string]
	names      numbered[[]string] // of objects
	keys       numbered[[]string] // of nodes
	quantities numbered[string]   // their texts
}

// numbered numbers what is put into it, by a text that tells it from all else.
type numbered[T any] struct {
	of    map[string]int
	lists []T
}

func (t *numbered[T]) place(key string, value T) int {
	if n, ok := t.of[key]; ok {
		return n
	}
	if t.of == nil {
		t.of = map[string]int{}
	}
	n := len(t.lists)
	t.of[key], t.lists = n, append(t.lists, value)
	return n
}

// Pack packs what a file gave, under a name and a digest of what it follows from. It does nothing, and is false, where
// the definitions cannot be packed, as those of files that are not written in the simplest way.
func (p *Packer) Pack(name string, digest [16]byte, definitions []*Definition) bool {
	f := packer{tables: &p.tables, definitions: definitions}
	if !f.all() {
		return false
	}
	p.count++
	p.files.Text(name)
	p.files.Raw(digest[:]...)
	var head packed.Writer
	for _, n := range []int{f.objects, f.values, f.refs, f.quantities, f.nodes} {
		head.Number(n)
	}
	p.files.Number(head.Len() + f.w.Len())
	p.files.Raw(head.Bytes()...)
	p.files.Raw(f.w.Bytes()...)
	return true
}

// Len is about how many bytes were packed so far.
func (p *Packer) Len() int { return p.files.Len() }

// packedLayout begins packed definitions; its number is that of the layout.
const packedLayout = "definitions 1\n"

// Bytes are all that was packed, for Unpack.
func (p *Packer) Bytes() []byte {
	var w packed.Writer
	w.Raw([]byte(packedLayout)...)
	for _, list := range [][]string{p.words.lists, p.tables.quantities.lists} {
		writeTexts(&w, list)
	}
	for _, lists := range [][][]string{p.names.lists, p.keys.lists} {
		w.Number(len(lists))
		for _, list := range lists {
			writeTexts(&w, list)
		}
	}
	w.Number(p.count)
	w.Raw(p.files.Bytes()...)
	return w.Bytes()
}

// told is a list as one text.
func told(list []string) string {
	var w packed.Writer
	writeTexts(&w, list)
	return string(w.Bytes())
}

func writeTexts(w *packed.Writer, list []string) {
	w.Number(len(list))
	for _, text := range list {
		w.Text(text)
	}
}

// packer packs the definitions of one file, and counts what they consist of.
type packer struct {
	*tables
	w                                        packed.Writer
	definitions                              []*Definition
	objects, values, refs, quantities, nodes int

	places map[*Definition]int // of those that are packed, from 1 on; 0 is none

	of     *Definition // that is being packed
	ref    int         // how many references of its list were met
	met    int         // and how many in all
	spent  int         // quantities that were met in it
	linked []int       // the places of the references of its list, among those that were met
	scoped []int       // and those of its amounts, among its quantities
}

func (p *packer) word(s string) { p.w.Number(p.words.place(s, s)) }

func (p *packer) all() bool {
	if len(p.definitions) == 0 || !p.layout() {
		return false
	}
	p.places = make(map[*Definition]int, len(p.definitions))
	p.w.Number(len(p.definitions))
	for i, d := range p.definitions {
		if !p.definition(d) {
			return false
		}
		p.places[d] = i + 1
	}
	return true
}

// layout packs where lines and documents of the file start.
func (p *packer) layout() bool {
	first := p.definitions[0]
	if _, ok := first.Node.Remainder(); !ok {
		return false
	}
	lines, holds := first.Node.Lines()
	p.w.Raw(holds)
	p.steps(lines)
	var documents []uint32
	for _, d := range p.definitions {
		if d.Around != nil {
			continue
		}
		r, ok := d.Node.Remainder()
		if _, starts := slices.BinarySearch(lines, uint32(r.Start)); !ok || !starts {
			return false
		}
		documents = append(documents, uint32(r.Start))
	}
	p.steps(documents)
	return true
}

// steps packs numbers that do not fall.
func (p *packer) steps(list []uint32) {
	p.w.Number(len(list))
	last := uint32(0)
	for _, n := range list {
		p.w.Number(int(n - last))
		last = n
	}
}

func (p *packer) definition(d *Definition) bool {
	around := p.places[d.Around]
	if d.Prose != nil || d.Drafted || d.Mapped || d.File != p.definitions[0].File || (d.Around != nil) != (around > 0) {
		return false
	}
	p.of, p.ref, p.met, p.spent, p.linked, p.scoped = d, 0, 0, 0, p.linked[:0], p.scoped[:0]
	p.word(d.Kind)
	p.word(d.Pointer)
	p.w.Text(d.ID)
	p.w.Number(around)
	p.w.Number(d.nested)
	p.w.Number(len(d.counted))
	for _, noun := range d.counted {
		p.word(noun)
	}
	if !p.object(d.Object) || len(p.linked) != len(d.refs) || len(p.scoped) != len(d.amounts) {
		return false
	}
	p.w.Number(len(d.refs))
	for i, r := range d.refs {
		place, ok := r.shape.Place()
		if !ok {
			return false
		}
		p.w.Number(p.linked[i])
		p.w.Number(place)
		p.word(r.path)
	}
	p.w.Number(len(d.amounts))
	for i, path := range d.paths {
		p.w.Number(p.scoped[i])
		p.word(path)
	}
	return true
}

func (p *packer) object(o *Object) bool {
	if o.rare != nil || o.form != nil && o.form.asked == nil || !p.node(o.Node, "") {
		return false
	}
	p.objects++
	p.values += len(o.values)
	p.w.Number(p.names.place(told(o.Names()), o.Names()))
	for _, v := range o.values {
		if !p.value(v) {
			return false
		}
	}
	return true
}

func (p *packer) value(v any) bool {
	switch v := v.(type) {
	case string:
		p.w.Raw(packedText)
		p.w.Text(v)
	case bool:
		if v {
			p.w.Raw(packedTrue)
		} else {
			p.w.Raw(packedFalse)
		}
	case int:
		if v < 0 || v > 1<<30 {
			return false
		}
		p.w.Raw(packedInt)
		p.w.Number(v)
	case *Quantity:
		return p.quantity(v)
	case *Ref:
		return p.reference(v)
	case *Object:
		p.w.Raw(packedObject)
		return p.object(v)
	case List:
		p.w.Raw(packedList)
		p.w.Number(len(v))
		p.values += len(v)
		return !slices.ContainsFunc(v, func(v any) bool { return !p.value(v) })
	default:
		return false
	}
	return true
}

func (p *packer) reference(r *Ref) bool {
	if r.To != nil || r.Part != "" || r.File != p.of.File {
		return false
	}
	if p.ref < len(p.of.refs) && p.of.refs[p.ref].ref == r {
		p.linked = append(p.linked, p.met)
		p.ref++
	}
	p.met++
	p.refs++
	p.w.Raw(packedRef)
	p.w.Text(r.Text)
	return p.node(r.Node, r.Text)
}

func (p *packer) quantity(q *Quantity) bool {
	if q.Change != nil || q.Base != nil || q.Node == nil || q.File != p.of.File {
		return false
	}
	if i := len(p.scoped); i < len(p.of.amounts) && p.of.amounts[i] == q {
		p.scoped = append(p.scoped, p.spent)
	}
	p.spent++
	p.quantities++
	text := q.Node.Text
	how, ok := following(q.Quantity, text)
	if !ok {
		return false
	}
	p.w.Raw(packedQuantity, how)
	p.w.Number(p.tables.quantities.place(text, text))
	if how == withComparator {
		p.word(string(q.Comparator))
	}
	return p.node(q.Node, text)
}

// following is how a quantity follows from a text; false where it does not.
func following(q *quantity.Quantity, text string) (how byte, ok bool) {
	parsed, err := quantity.Shared(text)
	switch {
	case err != nil:
		return withoutNumber, *q == quantity.Quantity{Text: text}
	case q == parsed:
		return asParsed, true
	}
	like := *parsed
	like.Comparator = q.Comparator
	return withComparator, like == *q || reflect.DeepEqual(like, *q) // which reads a text again that is not remembered
}

// node packs what is left of a node. Its text is mostly that of its value.
func (p *packer) node(n *source.Node, text string) bool {
	r, ok := n.Remainder()
	if !ok {
		return false
	}
	p.nodes++
	bits := byte(r.Kind)
	for _, is := range []struct {
		so  bool
		bit byte
	}{{r.Plain, nodePlain}, {r.Assumed, nodeAssumed}, {r.Filled, nodeFilled}, {r.Text != text, nodeText}} {
		if is.so {
			bits |= is.bit
		}
	}
	p.w.Raw(bits, r.Form)
	p.w.Number(r.Start)
	p.w.Number(r.End - r.Start)
	if r.Filled {
		p.w.Number(p.keys.place(told(r.Keys), r.Keys))
	}
	if r.Text != text {
		p.w.Text(r.Text)
	}
	return true
}
