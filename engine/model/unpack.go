package model

import (
	"strings"
	"sync/atomic"

	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// Packed are definitions of files that were packed. Nothing of a file is made before somebody asks for it. It is safe
// for concurrent use, and on nil, which knows no file.
type Packed struct {
	size       int // in bytes
	words      []string
	names      []*form
	keys       []source.Keys
	quantities []text
	files      map[string]packedFile
	shelf      source.Shelf
}

// text is one that a quantity follows from.
type text struct {
	as     string
	parsed atomic.Pointer[quantity.Quantity]
}

// packedFile is what was packed of one file.
type packedFile struct{ digest, record string }

// Unpack reads what Packer.Bytes gave; nil where it is something else.
func Unpack(data []byte) *Packed {
	rest, ok := strings.CutPrefix(string(data), packedLayout)
	if !ok {
		return nil
	}
	r := packed.NewReader(rest)
	p := &Packed{size: len(data), words: readTexts(r)}
	texts := readTexts(r)
	p.quantities = make([]text, len(texts))
	for i, t := range texts {
		p.quantities[i].as = t
	}
	p.names = make([]*form, r.Count())
	for i := range p.names {
		p.names[i] = sharedForms().of(readTexts(r))
	}
	p.keys = make([]source.Keys, r.Count())
	for i := range p.keys {
		p.keys[i] = source.NewKeys(readTexts(r))
	}
	n := r.Count()
	p.files = make(map[string]packedFile, n)
	for range n {
		p.files[r.Text()] = packedFile{r.Raw(len(Digest{})), r.Text()}
	}
	if !r.Ended() {
		return nil
	}
	return p
}

func readTexts(r *packed.Reader) []string {
	list := make([]string, r.Count())
	for i := range list {
		list[i] = r.Text()
	}
	return list
}

// Digest is one of what the definitions of a file follow from.
type Digest = [16]byte

// Size is in bytes.
func (p *Packed) Size() int {
	if p == nil {
		return 0
	}
	return p.size
}

// Has reports whether what was packed of a file has a digest.
func (p *Packed) Has(name string, digest Digest) bool {
	if p == nil {
		return false
	}
	f, ok := p.files[name]
	return ok && f.digest == string(digest[:])
}

// Definitions are those of a file with a name and a digest, whose content is data; nil where they are not known.
func (p *Packed) Definitions(name string, digest Digest, data []byte) []*Definition {
	if !p.Has(name, digest) {
		return nil
	}
	u := unpacker{Packed: p, Reader: packed.NewReader(p.files[name].record), file: name}
	all := u.all(data)
	if !u.Ended() {
		return nil
	}
	return all
}

// unpacker makes the definitions of one file. Once it is torn, nothing that it makes counts.
type unpacker struct {
	*Packed
	*packed.Reader
	file  string
	from  *source.Restored
	nodes int

	objects    []Object // made in advance, as all that follow
	values     []any
	refs       []Ref
	quantities []Quantity

	ref, amount int // the first ones of the definition that is being made
}

func (u *unpacker) all(data []byte) []*Definition {
	objects, values, refs, quantities := u.Count(), u.Count(), u.Count(), u.Count()
	u.nodes = u.Count()
	u.objects, u.values = make([]Object, 0, objects), make([]any, 0, values)
	u.refs, u.quantities = make([]Ref, 0, refs), make([]Quantity, 0, quantities)
	holds, lines, documents := u.Byte(), u.steps(), u.steps()
	if u.from = u.shelf.Restore(u.file, data, lines, documents, holds, u.nodes); u.from == nil {
		u.Tear()
		return nil
	}
	all := make([]*Definition, u.Count())
	room := make([]Definition, len(all))
	for i := range all {
		all[i] = &room[i]
		u.definition(all[i], all[:i])
	}
	return all
}

// steps are numbers that do not fall.
func (u *unpacker) steps() []uint32 {
	list := make([]uint32, u.Count())
	last := 0
	for i := range list {
		last += u.Number()
		list[i] = uint32(last)
	}
	return list
}

func (u *unpacker) word() string {
	n := u.Below(len(u.words))
	if u.Torn() {
		return ""
	}
	return u.words[n]
}

// definition makes a definition, which may stand in one of those before it.
func (u *unpacker) definition(d *Definition, before []*Definition) {
	d.Kind, d.Pointer, d.ID, d.File = u.word(), u.word(), u.Text(), u.file
	if around := u.Below(1 + len(before)); around > 0 {
		d.Around = before[around-1]
	}
	d.nested = u.Number()
	if n := u.Count(); n > 0 {
		d.counted = make([]string, n)
		for i := range d.counted {
			d.counted[i] = u.word()
		}
	}
	u.ref, u.amount = len(u.refs), len(u.quantities)
	d.Object = u.object()
	if n := u.Count(); n > 0 {
		d.refs = make([]pending, n)
		for i := range d.refs {
			of, s, path := u.Below(len(u.refs)-u.ref), shape.At(u.Number()), u.word()
			if s == nil || u.Torn() {
				u.Tear()
				return
			}
			d.refs[i] = pending{&u.refs[u.ref+of], s, path}
		}
	}
	if n := u.Count(); n > 0 {
		d.amounts, d.paths = make([]*Quantity, n), make([]string, n)
		for i := range d.amounts {
			of := u.Below(len(u.quantities) - u.amount)
			if d.paths[i] = u.word(); u.Torn() {
				return
			}
			d.amounts[i] = &u.quantities[u.amount+of]
		}
	}
}

func (u *unpacker) object() *Object {
	n := u.node("")
	place := u.Below(len(u.names))
	if u.Torn() || len(u.objects) == cap(u.objects) {
		u.Tear()
		return nil
	}
	u.objects = append(u.objects, Object{Node: n})
	o, f := &u.objects[len(u.objects)-1], u.names[place]
	if f == nil {
		u.Tear()
		return nil
	}
	if len(f.names) == 0 {
		return o
	}
	o.form, o.values = f, u.room(len(f.names))
	for i := range o.values {
		o.values[i] = u.value()
	}
	return o
}

// room is for so many values.
func (u *unpacker) room(n int) []any {
	from := len(u.values)
	if n > cap(u.values)-from {
		u.Tear()
		return nil
	}
	u.values = u.values[:from+n]
	return u.values[from : from+n : from+n]
}

func (u *unpacker) value() any {
	switch u.Byte() {
	case packedText:
		return u.Text()
	case packedFalse:
		return false
	case packedTrue:
		return true
	case packedInt:
		return u.Number()
	case packedQuantity:
		return u.read()
	case packedRef:
		return u.reference()
	case packedObject:
		return u.object()
	case packedList:
		list := List(u.room(u.Count()))
		for i := range list {
			list[i] = u.value()
		}
		return list
	}
	u.Tear()
	return nil
}

func (u *unpacker) reference() *Ref {
	text := u.Text()
	n := u.node(text)
	if len(u.refs) == cap(u.refs) {
		u.Tear()
		return nil
	}
	u.refs = append(u.refs, Ref{Text: text, Place: Place{u.file, n}})
	return &u.refs[len(u.refs)-1]
}

// read makes a quantity.
func (u *unpacker) read() *Quantity {
	how, place := u.Byte(), u.Below(len(u.Packed.quantities))
	if u.Torn() || how > withoutNumber || len(u.quantities) == cap(u.quantities) {
		u.Tear()
		return nil
	}
	of := &u.Packed.quantities[place]
	u.quantities = append(u.quantities, Quantity{Place: Place{File: u.file}})
	q := &u.quantities[len(u.quantities)-1]
	if how == withoutNumber {
		q.Quantity = &quantity.Quantity{Text: of.as}
	} else if q.Quantity = of.quantity(); q.Quantity == nil {
		u.Tear()
		return nil
	}
	if how == withComparator {
		q.own().Comparator = quantity.Comparator(u.word())
	}
	q.Node = u.node(of.as)
	return q
}

// quantity is what the text says; nil for nothing.
func (t *text) quantity() *quantity.Quantity {
	q := t.parsed.Load()
	if q == nil {
		var err error
		if q, err = quantity.Shared(t.as); err != nil {
			return nil
		}
		t.parsed.Store(q)
	}
	return q
}

// node makes a node. Its text is mostly that of its value.
func (u *unpacker) node(text string) *source.Node {
	bits, form := u.Byte(), u.Byte()
	r := source.Remainder{Kind: source.Kind(bits & 7), Form: form, Plain: bits&nodePlain != 0,
		Assumed: bits&nodeAssumed != 0, Filled: bits&nodeFilled != 0, Text: text}
	r.Start = u.Number()
	r.End = r.Start + u.Number()
	var keys source.Keys
	if r.Filled {
		if place := u.Below(len(u.keys)); !u.Torn() {
			keys = u.keys[place]
		}
	}
	if bits&nodeText != 0 {
		r.Text = u.Text()
	}
	if u.Torn() {
		return nil
	}
	n := u.from.Node(&r, keys)
	if n == nil {
		u.Tear()
	}
	return n
}
