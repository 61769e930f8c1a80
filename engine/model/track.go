package model

import (
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// Watch notes which fields of definitions are read. Whoever looks at a field to work something out
// does not read it yet: a [Look] keeps which it was, until somebody reads the result. Showing a whole resource, as JSON
// or to a rule that judges the whole organisation, reads nothing. A nil Watch notes nothing.
type Watch struct {
	numbers map[*source.Node]*mark // of quantities, by where they are written
	look    *Look                  // the one that goes on; nil where fields are read
}

// mark is whether a field is read.
type mark struct {
	read atomic.Bool
	last *Look // the latest that has noted it
	twin *mark // of another field that is written at the same place, as by a merge
}

// Look is what was looked at to work something out.
type Look struct {
	texts, numbers []*mark // what is not a quantity, and what is
	of             []*Look // what was worked out on the way, or before
	done           [2]atomic.Bool
}

// At works something out, and returns what that looked at, also where it panics. Nothing runs at the same time.
func (w *Watch) At(do func()) (l *Look) {
	if w == nil {
		do()
		return nil
	}
	l = &Look{}
	around := w.look
	w.look = l
	defer func() { w.look = around }()
	w.lookedFrom(around, l)
	do()
	return l
}

// Latest is the look that goes on.
func (w *Watch) Latest() *Look { return w.look }

// Again notes that something was taken that was worked out before.
func (w *Watch) Again(l *Look) {
	if w != nil && l != nil {
		w.lookedFrom(w.look, l)
	}
}

func (w *Watch) lookedFrom(around, l *Look) {
	if around != nil && around != l {
		around.of = append(around.of, l)
	}
}

// noted is that the value of a field was taken.
func (w *Watch) noted(m *mark, value any) {
	if w.look == nil {
		m.store()
		return
	}
	if m.last == w.look {
		return
	}
	m.last = w.look
	if _, ok := value.(*Quantity); ok {
		w.look.numbers = append(w.look.numbers, m)
	} else {
		w.look.texts = append(w.look.texts, m)
	}
}

// ReadNumber marks the quantity that is written at a node as read.
func (w *Watch) ReadNumber(at *source.Node) {
	if w == nil {
		return
	}
	w.numbers[at].store()
}

// store is that the field is read, and with it those before it that are written at the same place: of a target that is
// a step also the step.
func (m *mark) store() {
	for ; m != nil; m = m.twin {
		m.read.Store(true)
	}
}

// Look looks at what stands at a path of the resource, such as steps/0/target, as working something out does.
func (r *Resource) Look(path string) {
	var at any = r.Object
	for name := range strings.SplitSeq(path, "/") {
		switch v := at.(type) {
		case *Object:
			at = v.Named(name)
		case List:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(v) {
				return
			}
			at = v[i]
		}
	}
}

// Read marks what was looked at as read: all but quantities, or quantities too. It is safe for concurrent use, and on
// nil.
func (l *Look) Read(numbers bool) {
	if l == nil {
		return
	}
	l.read(0, func(l *Look) []*mark { return l.texts })
	if numbers {
		l.read(1, func(l *Look) []*mark { return l.numbers })
	}
}

func (l *Look) read(which int, marks func(*Look) []*mark) {
	if l.done[which].Swap(true) {
		return
	}
	for _, m := range marks(l) {
		m.store()
	}
	for _, inner := range l.of {
		inner.read(which, marks)
	}
}

// track makes an object note which of its own values are read from now on.
func (o *Object) track(w *Watch) {
	noted := &rare{marks: make([]mark, len(o.values)), watch: w}
	if o.rare != nil {
		noted.index = o.rare.index
	}
	o.rare = noted
	for i, v := range o.values {
		if q, ok := v.(*Quantity); ok && q.Node != nil {
			m := &noted.marks[i]
			m.twin, w.numbers[q.Node] = w.numbers[q.Node], m
		}
	}
}

// lend makes an object that is made of fields of others note with their marks which of its values are read.
func (o *Object) lend(marks []*mark, w *Watch) {
	if len(marks) == 0 {
		return
	}
	if o.rare == nil {
		o.rare = &rare{}
	}
	o.rare.lent, o.rare.watch = marks, w
}

// Unread calls f for each written field of the resource that nothing read, where Options.Track asked for that, with
// its path from the resource ("needs/0/takes") and its name without indices ("needs/takes"). References, and what
// says who and what a resource is, are read by the loader.
func (r *Resource) Unread(f func(path, name string)) { r.Object.unread("", "", f) }

// identity are the fields that name and describe: no rule has to judge them.
var identity = []string{
	field.ID.String(), field.Name.String(), "title", field.Description.String(), field.Labels.String(),
}

func (o *Object) unread(path, name string, f func(path, name string)) {
	for i, key := range o.Names() {
		if slices.Contains(identity, key) {
			continue
		}
		at, called := join(path, key), join(name, key)
		switch v := o.values[i].(type) {
		case *Ref:
		case *Object:
			v.unread(at, called, f)
		case List:
			v.unread(o.isRead(i), at, called, f)
		default:
			if !o.isRead(i) {
				f(at, called)
			}
		}
	}
}

// unread looks into the entries of a list; one of plain values is read as a whole.
func (l List) unread(read bool, path, name string, f func(path, name string)) {
	for i, v := range l {
		switch v := v.(type) {
		case *Ref:
		case *Object:
			v.unread(join(path, strconv.Itoa(i)), name, f)
		default:
			if !read {
				f(path, name)
			}
			return
		}
	}
}

func (o *Object) isRead(i int) bool {
	return o.rare == nil || i >= len(o.rare.marks) || o.rare.marks[i].read.Load()
}
