package model

import (
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// Object is a set of named values in a stable order: a resource, a list entry of one, or a computed fact. Its values are
// string, bool, int, *Quantity, *Ref, *Object, List, or anything that views itself as an object (see Viewer).
type Object struct {
	Node   *source.Node // where it is written; nil when it was computed
	form   *form        // the names; nil where there are none
	values []any
	rare   *rare // nil for most
}

// newObject is an object without values yet, with room for so many.
func newObject(room int) *Object {
	return &Object{form: &form{names: make([]string, 0, room)}, values: make([]any, 0, room)}
}

// rare is what few objects have.
type rare struct {
	index map[string]int // the places of names, where there are many
	marks []mark         // which of the values are read; nil where nobody asks
	lent  []*mark        // of an object that is made of fields of others: their marks, for as many of its values
	watch *Watch         // with marks: who notes it
}

// manyNames is from how many names on an index is faster than looking through them.
const manyNames = 64

// find is the place of a name, -1 when it is absent.
func (o *Object) find(name string) int {
	if o.rare != nil && o.rare.index != nil {
		if i, ok := o.rare.index[name]; ok {
			return i
		}
		return -1
	}
	return slices.Index(o.Names(), name)
}

// List is a sequence of values as Object holds them.
type List []any

// Viewer is a value, such as a fact, that is shown to rules and in JSON as an object.
type Viewer interface{ View() *Object }

// Amounter is a value that rules compare as an exact number with a unit.
type Amounter interface{ Amounts() quantity.Amount }

// Quantity is a quantity together with the place where it is written.
type Quantity struct {
	*quantity.Quantity // many share one: see own
	Place
	Change *quantity.Change // what it asks of the number of today, nil where it says the number itself
	Base   *Quantity        // the number of today, from which the change is counted; nil where that is not known
}

// own is the quantity as a copy that nobody shares, to be changed.
func (q *Quantity) own() *quantity.Quantity {
	own := *q.Quantity
	q.Quantity = &own
	return q.Quantity
}

// Fraction is the number as a plain decimal, a percentage as its hundredth.
func (q *Quantity) Fraction() Decimal { return decimal(q.Plain().Low) }

// Place is where a value is written, before anybody asks for its location.
type Place struct {
	File string
	Node *source.Node
}

// Span is the region of the place; the zero Span when it was never written.
func (p Place) Span() source.Span {
	if p.Node == nil {
		return source.Span{}
	}
	return p.Node.Span()
}

// Location is the place with its region.
func (p Place) Location() source.Location { return source.Location{File: p.File, Span: p.Span()} }

// Ref is a reference as written and what it resolved to.
type Ref struct {
	Text string
	To   *Resource // nil: unresolved, or no resource (a market, a cycle)
	Part string    // the id of a key result of To
	Place
}

// Get returns the value of a field, nil when it is absent. It is safe on a nil object.
func (o *Object) Get(name field.Path) any { return o.field(name.String()) }

// field is Named for a name that is asked for again and again, of many objects.
func (o *Object) field(name string) any {
	if o == nil || o.form == nil || o.form.asked == nil {
		return o.Named(name)
	}
	return o.value(o.form.find(name))
}

// Named is Get for what can have any name: an activity, a label, a parameter, what a rule calls a field.
func (o *Object) Named(name string) any {
	if o == nil {
		return nil
	}
	return o.value(o.find(name))
}

// value is the one at a place, nil at none. It is noted where somebody asks what is read.
func (o *Object) value(i int) any {
	if i < 0 {
		return nil
	}
	switch {
	case o.rare == nil:
	case i < len(o.rare.marks):
		o.rare.watch.noted(&o.rare.marks[i], o.values[i])
	case i < len(o.rare.lent):
		o.rare.watch.noted(o.rare.lent[i], o.values[i])
	}
	return o.values[i]
}

// Has reports whether the name has a value.
func (o *Object) Has(name field.Path) bool { return o.Get(name) != nil }

// Set gives a name its value, replacing an earlier one. A nil value is not kept.
func (o *Object) Set(name string, value any) {
	if value == nil {
		return
	}
	if i := o.find(name); i >= 0 {
		o.values[i] = value
		return
	}
	o.add(name, value)
}

// add is Set for a name that has no value yet.
func (o *Object) add(name string, value any) {
	if value == nil {
		return
	}
	if o.form == nil || o.form.asked != nil {
		o.form = &form{names: slices.Clip(o.Names())}
	}
	o.form.names, o.values = append(o.form.names, name), append(o.values, value)
	if n := len(o.form.names); n == manyNames {
		o.note()
	} else if n > manyNames {
		o.rare.index[name] = n - 1
	}
}

// share gives an object a list of names that others have too, in the place of one that is used again.
func (o *Object) share() {
	names := o.Names()
	if o.form = nil; len(names) < manyNames { // one with more has an index
		o.form = sharedForms().of(names)
	}
	if o.form == nil {
		o.form = &form{names: slices.Clone(names)}
	}
}

// without is an object without one of its names.
func (o *Object) without(name string) *Object {
	left := &Object{Node: o.Node}
	var kept []int
	for i, n := range o.Names() {
		if n != name {
			left.Set(n, o.values[i])
			kept = append(kept, i)
		}
	}
	if o.rare != nil && o.rare.marks != nil {
		left.track(o.rare.watch)
		for i, was := range kept {
			left.rare.marks[i].read.Store(o.rare.marks[was].read.Load())
		}
	}
	return left
}

// with is an object with one more value, or with another one under a name that it has.
func (o *Object) with(name string, value any) *Object {
	more := newObject(len(o.values) + 1)
	more.Node = o.Node
	for i, n := range o.Names() {
		more.Set(n, o.values[i])
	}
	more.Set(name, value)
	if o.rare != nil && o.rare.marks != nil {
		more.track(o.rare.watch)
		for i := range o.values {
			more.rare.marks[i].read.Store(o.rare.marks[i].read.Load())
		}
	}
	return more
}

// note makes the index of the names.
func (o *Object) note() {
	if o.rare == nil {
		o.rare = &rare{}
	}
	o.rare.index = make(map[string]int, 2*manyNames)
	for i, n := range o.form.names {
		o.rare.index[n] = i
	}
}

// Each calls f for every name in order. It is safe on a nil object.
func (o *Object) Each(f func(name string, value any)) {
	if o == nil {
		return
	}
	for i, n := range o.Names() {
		f(n, o.values[i])
	}
}

// Names returns the names in order. The list is for reading.
func (o *Object) Names() []string {
	if o.form == nil {
		return nil
	}
	return o.form.names
}

// Text returns the value of a text field, "" when it is absent.
func (o *Object) Text(name field.Path) string {
	switch v := o.Get(name).(type) {
	case string:
		return v
	case *Ref:
		return v.Text
	}
	return ""
}

// Quantity returns a quantity field, nil when it is absent or was not readable.
func (o *Object) Quantity(name field.Path) *Quantity {
	q, _ := o.Get(name).(*Quantity)
	return q
}

// Ref returns a reference field, nil when it is absent.
func (o *Object) Ref(name field.Path) *Ref {
	r, _ := o.Get(name).(*Ref)
	return r
}

// To returns the resource that a reference field resolved to, nil when there is none.
func (o *Object) To(name field.Path) *Resource {
	if r := o.Ref(name); r != nil {
		return r.To
	}
	return nil
}

// Object returns an object field, nil when it is absent.
func (o *Object) Object(name field.Path) *Object {
	v, _ := o.Get(name).(*Object)
	return v
}

// Objects returns the objects of a list field.
func (o *Object) Objects(name field.Path) []*Object { return entries[*Object](o, name) }

// Refs returns the references of a list field.
func (o *Object) Refs(name field.Path) []*Ref { return entries[*Ref](o, name) }

// entries are those of a list field that have one type.
func entries[T any](o *Object, name field.Path) []T {
	var all []T
	list, _ := o.Get(name).(List)
	for _, v := range list {
		if entry, ok := v.(T); ok {
			if all == nil {
				all = make([]T, 0, len(list))
			}
			all = append(all, entry)
		}
	}
	return all
}

// Texts returns the texts of a list field.
func (o *Object) Texts(name field.Path) []string {
	list, _ := o.Get(name).(List)
	return texts(list)
}

func texts(list List) []string {
	var all []string
	for _, v := range list {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case *Ref:
			all = append(all, v.Text)
		}
	}
	return all
}

// Bool returns a boolean field, or the default when it is absent.
func (o *Object) Bool(name field.Path, otherwise bool) bool {
	if b, ok := o.Get(name).(bool); ok {
		return b
	}
	return otherwise
}

// NodeOf returns the node that is written under a name, nil for none. It is safe on a nil object.
func (o *Object) NodeOf(name field.Path) *source.Node {
	if o == nil {
		return nil
	}
	return o.Node.Get(name.String())
}

// IsWritten reports whether something is written under a name, whatever it is worth. It is safe on a nil object.
func (o *Object) IsWritten(name field.Path) bool { return o != nil && o.Node.Has(name.String()) }

// Place returns where a field is written: its value, else the nearest written parent.
func (o *Object) Place(file string, name field.Path) Place {
	if n := o.NodeOf(name); n != nil {
		return Place{file, n}
	}
	return Place{file, o.Node}
}

// FullName is how a resource is named across teams: team/id, or id alone without a team.
func FullName(team *Resource, id string) string {
	if team == nil || team.Name == "" {
		return id
	}
	return team.Name + "/" + id
}

// pointer joins JSON Pointer tokens (RFC 6901).
func pointer(base string, tokens ...string) string {
	var b strings.Builder
	b.WriteString(base)
	for _, t := range tokens {
		b.WriteByte('/')
		b.WriteString(pointerEscape().Replace(t))
	}
	return b.String()
}

var pointerEscape = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("~", "~0", "/", "~1")
})
