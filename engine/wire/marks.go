package wire

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/view"
)

// What rules read of an organisation goes back as marks: a bit for each value and each number that was written, in the
// order of definitions and rows, and the facts that were read by their names.

// Marks are what rules have read of an organisation that Read made, for Apply. They are nil where nobody watches.
func Marks(o *view.Organisation) []byte {
	if o.Model.Watch == nil {
		return nil
	}
	numbers, all := Number(o), &bits{}
	for _, r := range numbers.judged(o) {
		all.object(r.Object)
	}
	number := func(n *network.Node) { all.add(o.IsRead(n)) }
	for _, r := range numbers.judged(o) {
		numbersIn(o.Record(r), nil, number)
	}
	var w packed.Writer
	if o.Facts == nil {
		w.Text(string(all.list))
		w.Number(0)
		return w.Bytes()
	}
	numbersIn(&o.Facts.Whole, nil, number)
	w.Text(string(all.list))
	read := o.Facts.Reads(numbers.Of)
	w.Number(len(read))
	var texts packed.Texts
	for _, one := range read {
		w.Number(numbers.Of(one.Of) + 1)
		texts.Write(&w, one.Fact)
		w.Flag(one.Numbers)
	}
	return w.Bytes()
}

// Apply marks as read, in the organisation that was written with these names, what Marks says. An error is marks that
// are something else; some of what they say may be marked then.
func Apply(o *view.Organisation, n *Named, marks []byte) error {
	if o.Model.Watch == nil || len(marks) == 0 {
		return nil
	}
	n = n.followed(o)
	r := packed.NewReader(string(marks))
	numbers, all := Number(o), &bits{list: []byte(r.Text())}
	kinds := map[string]*ofKind{}
	of := func(kind string) *ofKind {
		if kinds[kind] == nil {
			kinds[kind] = n.of(kind)
		}
		return kinds[kind]
	}
	for _, r := range numbers.judged(o) {
		all.apply(r.Object, of(r.Kind).fieldsOf(n, r))
	}
	number := func(n *network.Node) {
		if all.next() {
			o.ReadNumber(n)
		}
	}
	if o.Facts != nil {
		for _, r := range numbers.judged(o) {
			if k := of(r.Kind); !k.none {
				numbersIn(o.For(r).Record(r), k.facts, number)
			}
		}
		numbersIn(&o.Facts.Whole, of("").facts, number)
	}
	var texts packed.SeenTexts
	for range r.Count() {
		on := numbers.At(r.Below(len(numbers.all)+1) - 1)
		fact := texts.Read(r)
		if read := r.Flag(); !r.Torn() && o.Facts != nil {
			o.Facts.Read(on, fact, read)
		}
	}
	if !r.Ended() || all.torn || (all.at+7)/8 != len(all.list) {
		return errTorn
	}
	return nil
}

// judged are the definitions and the rows.
func (n *Numbers) judged(o *view.Organisation) []*model.Resource {
	return n.all[:len(o.Resources)+len(n.rows)]
}

// bits are marks that are written or read one after the other.
type bits struct {
	list []byte
	at   int
	torn bool // there were too few of them
}

func (b *bits) add(is bool) {
	if b.at%8 == 0 {
		b.list = append(b.list, 0)
	}
	if is {
		b.list[b.at/8] |= 1 << (b.at % 8)
	}
	b.at++
}

func (b *bits) next() bool {
	if b.torn = b.torn || b.at >= len(b.list)*8; b.torn {
		return false
	}
	is := b.list[b.at/8]&(1<<(b.at%8)) != 0
	b.at++
	return is
}

// object adds which values of an object are read, and of those in it.
func (b *bits) object(o *model.Object) {
	o.ReadOf(func(v any, read bool) {
		b.add(read)
		eachIn(v, b.object)
	})
}

// apply reads values of an object that are read by what was added for it: those that are named.
func (b *bits) apply(o *model.Object, named func(name string) bool) {
	o.Each(func(name string, v any) {
		if named != nil && !named(name) {
			return
		}
		if b.next() {
			o.Named(name)
		}
		eachIn(v, func(inner *model.Object) { b.apply(inner, nil) })
	})
}

// eachIn calls f for each object that a value holds.
func eachIn(v any, f func(*model.Object)) {
	switch v := v.(type) {
	case *model.Object:
		f(v)
	case model.List:
		for _, entry := range v {
			eachIn(entry, f)
		}
	}
}

// numbersIn calls f for each number that is packed of a record.
func numbersIn(record any, with func(fact string) (network.Detail, bool), f func(*network.Node)) {
	view.Each(record, func(name string, v any) {
		if with != nil {
			if _, named := with(name); !named {
				return
			}
		}
		switch v := v.(type) {
		case *network.Node:
			f(v)
		case view.List:
			for i := range v.Len() {
				numbersIn(v.At(i), nil, f)
			}
		case string, bool, int, []string:
		default:
			numbersIn(v, nil, f)
		}
	})
}
