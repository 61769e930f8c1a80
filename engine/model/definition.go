package model

import (
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// Definition is one definition as its document has it: a KPI, a Team, … with its fields read. It never changes after
// Read, so it can be resolved any number of times, also at the same time; what it means among others is the Resource
// that Resolve makes of it.
type Definition struct {
	Kind    string
	ID      string
	*Object               // its fields; what refers to others is not resolved
	File    string        // as findings call it
	Pointer string        // JSON Pointer of the definition in its document as written
	Around  *Definition   // the definition it is nested in, nil for one of its own document
	Prose   *source.Prose // the text of a job description
	Drafted bool          // made of a document that is no definition
	Mapped  bool          // made by a mapping of a file that is no definition
	nested  int           // how many definitions are nested in it directly
	refs    []pending     // references to resolve, in the order in which they are met in Object
	amounts []*Quantity   // quantities per something that may be a role, and those due by a period, in the same order
	paths   []string      // where each of these stands
	counted []string      // the nouns that its quantities count and its fields name
}

// pending is a reference that waits for all names to be known.
type pending struct {
	ref   *Ref
	shape *shape.Shape // which says what it refers to
	path  string
}

// Alone is the resource of a definition among no others: without a full name, a team or an owner.
func (d *Definition) Alone() *Resource {
	r := &Resource{}
	d.fill(r)
	return r
}

// fill gives a resource what its definition says by itself.
func (d *Definition) fill(r *Resource) {
	r.Kind, r.ID, r.Object, r.File, r.Pointer, r.Prose = d.Kind, d.ID, d.Object, d.File, d.Pointer, d.Prose
	r.Drafted, r.Mapped = d.Drafted, d.Mapped
	if r.references = len(d.refs); d.nested > 0 {
		r.Nested = make([]*Resource, 0, d.nested)
	}
}

// letGo lets go of what nobody needs of a definition once its resource has its object: all but references whose names
// are known later.
func (d *Definition) letGo() {
	var left []pending
	for _, p := range d.refs {
		if refersTo(p.shape, "Activity", "Cycle") {
			left = append(left, p)
		}
	}
	d.refs, d.amounts, d.paths, d.counted = left, nil, nil, nil
}

// Links calls f for each reference of the definition, with the path at which it is written.
func (d *Definition) Links(f func(path, text string)) {
	for _, p := range d.refs {
		f(p.path, p.ref.Text)
	}
}

// Counted are the nouns that its quantities count and its fields name, sorted, each once.
func (d *Definition) Counted() []string {
	return slices.Compact(slices.Sorted(slices.Values(d.counted)))
}

// A settler makes the objects of resources from those of their definitions: copies along the path to each reference
// that leads somewhere and to each quantity whose unit changes. All else is shared.
type settler struct {
	watch   *Watch // with it every object is copied, and notes which of its values are read
	inPlace bool   // nothing is copied: the definitions are not needed any more

	objects slab[Object]
	values  slab[any]
	refs    slab[Ref]

	of      *Definition
	targets []target        // of its references
	units   []quantity.Unit // of its amounts
	due     []dated         // those that are due by a period, made anew
	ref     int             // how many references were met so far
	amount  int             // and amounts
}

// target is what a reference resolved to; zero for nothing.
type target struct {
	to   *Resource
	part string
}

// settle makes the object of a definition, whose references lead to these targets and whose amounts have these units.
func (s *settler) settle(d *Definition, targets []target, units []quantity.Unit) *Object {
	s.of, s.targets, s.units, s.ref, s.amount = d, targets, units, 0, 0
	return s.object(d.Object)
}

// object is an object with what differs in it; the same one where nothing does.
func (s *settler) object(o *Object) *Object {
	var settled *Object
	if s.watch != nil {
		settled = s.copy(o)
	}
	for i, v := range o.values {
		now, changed := s.value(v)
		if !changed {
			continue
		}
		if settled == nil {
			settled = s.copy(o)
		}
		settled.values[i] = now
	}
	if settled == nil {
		return o
	}
	return settled
}

func (s *settler) copy(o *Object) *Object {
	c := &s.objects.take(1)[0]
	*c = Object{Node: o.Node, form: o.form, values: s.values.take(len(o.values)), rare: o.rare}
	if c.form != nil && c.form.asked == nil {
		c.form = &form{names: slices.Clip(c.form.names)} // either may get another name
	}
	copy(c.values, o.values)
	if s.watch != nil {
		c.track(s.watch)
	}
	return c
}

// value is a value with what differs in it, and whether anything does.
func (s *settler) value(v any) (any, bool) {
	switch v := v.(type) {
	case *Ref:
		return s.reference(v)
	case *Quantity:
		return s.quantity(v)
	case *Object:
		settled := s.object(v)
		return settled, settled != v
	case List:
		return s.list(v)
	}
	return v, false
}

func (s *settler) list(l List) (List, bool) {
	settled := l
	changed := false
	for i, v := range l {
		now, differs := s.value(v)
		if !differs {
			continue
		}
		if !changed {
			settled, changed = s.values.take(len(l)), true
			copy(settled, l)
		}
		settled[i] = now
	}
	return settled, changed
}

// reference is a reference with what it leads to. One that is badly written is not among those to resolve.
func (s *settler) reference(ref *Ref) (*Ref, bool) {
	if s.ref == len(s.of.refs) || s.of.refs[s.ref].ref != ref {
		return ref, false
	}
	to := s.targets[s.ref]
	if s.ref++; to.to == nil {
		return ref, false
	}
	settled := ref
	if !s.inPlace {
		settled = &s.refs.take(1)[0]
		*settled = *ref
	}
	settled.To, settled.Part = to.to, to.part
	return settled, !s.inPlace
}

// quantity is a quantity in its unit among others.
func (s *settler) quantity(q *Quantity) (*Quantity, bool) {
	if s.amount == len(s.of.amounts) || s.of.amounts[s.amount] != q {
		return q, false
	}
	unit, at := s.units[s.amount], s.of.paths[s.amount]
	if s.amount++; unit == q.Unit && q.Due == "" && q.Cycle == "" {
		return q, false
	}
	settled := q
	if !s.inPlace {
		copied := *q
		settled = &copied
	}
	if unit != q.Unit {
		settled.own().Unit = unit
	}
	if q.Due != "" || q.Cycle != "" {
		s.due = append(s.due, dated{at: at, q: settled})
	}
	return settled, !s.inPlace
}

// A slab hands out parts of larger pieces of memory, for what is many, small and kept together.
type slab[T any] struct {
	left  []T
	piece int // the size of the latest piece
}

// maxPiece is how many values a piece of a slab has, unless more are asked for at once.
const maxPiece = 1024

func (s *slab[T]) take(n int) []T {
	if n > len(s.left) {
		s.piece = min(max(8, 2*s.piece), maxPiece)
		s.left = make([]T, max(n, s.piece))
	}
	taken := s.left[:n:n]
	s.left = s.left[n:]
	return taken
}
