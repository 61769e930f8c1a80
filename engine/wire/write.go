package wire

import (
	"encoding/json"
	"strings"
	"unsafe"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// layout begins what is written; its number is that of the layout. It is read by the program that wrote it, and by no
// other.
const layout = "organisation 1\n"

// The sorts of values, as they are written.
const (
	aText = iota
	aFalse
	aTrue
	anInteger
	aDecimal
	aQuantity
	aReference
	anObject
	aSharedObject // of a KPI and of its rows
	aList
	endOfSorts
)

// The bits with which a resource begins.
const (
	endsWithID = 1 << iota // its name does
	hasTeam
	hasOwner
	isSummed
	endOfBits
)

// Less is what is named of some KPIs alone, where it is less than of others.
type Less struct {
	*Named
	Of func(kpi *model.Resource) bool
}

// Write writes what is named of an organisation, for Read. The same gives the same bytes. Of some KPIs it may be less;
// nil for none.
func Write(o *view.Organisation, n *Named, less *Less) []byte {
	w := &writer{o: o, n: n.followed(o), less: less, numbers: Number(o), forms: map[formOf]*form{}}
	if less != nil {
		w.lessKPI = less.Named.of("KPI")
	}
	w.nodes = network.Packer{Writer: &w.Writer, Amounts: &w.amounts, Texts: &w.texts, Place: w.place}
	w.records = view.Packer{Writer: &w.Writer, Texts: &w.texts, Nodes: &w.nodes}
	w.Raw([]byte(layout)...)
	w.all()
	return w.Bytes()
}

type writer struct {
	packed.Writer
	o       *view.Organisation
	n       *Named
	less    *Less
	lessKPI *ofKind // what is named of a KPI of less
	numbers *Numbers

	texts      packed.Texts
	amounts    quantity.Packer
	nodes      network.Packer
	records    view.Packer
	kinds      map[string]*ofKind
	forms      map[formOf]*form
	lists      packed.Once[string] // of names
	quantities packed.Once[*quantity.Quantity]
	places     packed.Once[source.ID]
	objects    packed.Once[*model.Object]
}

func (w *writer) text(s string)         { w.texts.Write(&w.Writer, s) }
func (w *writer) sums() bool            { return w.n.shows() }
func (w *writer) part(name string) bool { return w.n.all || w.n.parts[name] }

// shows reports whether somebody names how numbers come about.
func (n *Named) shows() bool {
	for _, detail := range n.facts {
		if detail&network.Sums != 0 {
			return true
		}
	}
	return n.all
}

func (w *writer) all() {
	w.Flag(w.o.Model.Watch != nil)
	w.Flag(w.n.documents)
	w.Flag(w.part("counts"))
	w.Text(w.o.AsOf.String())
	w.Number(len(w.o.Resources))
	w.Number(len(w.numbers.rows))
	w.Number(len(w.o.Others))
	beside := w.numbers.beside
	if !w.n.documents {
		beside = nil
	}
	w.Number(len(beside))
	for _, r := range w.o.Resources {
		w.resource(r)
	}
	for _, row := range w.numbers.rows {
		w.Number(w.numbers.Of(row.Row.Of))
		w.resource(row)
	}
	for _, r := range w.o.Others {
		w.standing(r)
	}
	for _, r := range beside {
		w.standing(r)
	}
	if w.n.documents {
		w.documents()
	}
	w.unresolved()
	w.facts()
}

// kind is what is named of definitions of a kind.
func (w *writer) kind(kind string) *ofKind {
	k := w.kinds[kind]
	if k == nil {
		if w.kinds == nil {
			w.kinds = map[string]*ofKind{}
		}
		k = w.n.of(kind)
		w.kinds[kind] = k
	}
	return k
}

// of is what is named of a resource.
func (w *writer) of(r *model.Resource) *ofKind {
	if w.less != nil && r.Kind == "KPI" && w.less.Of(r.Whole()) {
		return w.lessKPI
	}
	return w.kind(r.Kind)
}

// standing writes what a resource is, and where it stands.
func (w *writer) standing(r *model.Resource) {
	w.text(r.Kind)
	w.text(r.ID)
	w.text(r.Name)
	w.text(r.File)
	if w.n.documents {
		w.text(r.Pointer)
	}
}

func (w *writer) resource(r *model.Resource) {
	named, bits := w.of(r), 0
	for _, is := range []struct {
		so  bool
		bit int
	}{
		{strings.HasSuffix(r.Name, r.ID), endsWithID}, {r.Team != nil, hasTeam}, {r.Owner != nil, hasOwner},
		{w.o.Facts != nil && w.o.Facts.Summed(r), isSummed},
	} {
		if is.so {
			bits |= is.bit
		}
	}
	w.Number(bits)
	w.text(r.Kind)
	w.Text(r.Name)
	if bits&endsWithID != 0 {
		w.Number(len(r.ID))
	} else {
		w.Text(r.ID)
	}
	w.text(r.File)
	if w.n.documents {
		w.text(r.Pointer)
	}
	if r.Team != nil {
		w.text(r.Team.Name)
	}
	if r.Owner != nil {
		w.text(r.Owner.Name)
	}
	if w.part("counts") {
		w.Number(r.References())
	}
	w.object(r.Object, named, named.fieldsOf(w.n, r), len(w.o.RowsOf(r.Whole())) > 0)
}

// facts writes the facts of all definitions and rows, and then those of the whole organisation.
func (w *writer) facts() {
	if w.Flag(w.o.Facts != nil); w.o.Facts == nil {
		return
	}
	for _, list := range [][]*model.Resource{w.o.Resources, w.numbers.rows} {
		for _, r := range list {
			named := w.of(r)
			var record any
			if !named.none {
				record = w.o.For(r).Record(r)
			}
			if w.Flag(record != nil); record != nil {
				w.records.Record(record, named.facts)
			}
		}
	}
	w.records.Record(&w.o.Facts.Whole, w.kind("").facts)
}

// formOf is a list of names by where it lies, as objects of a kind have it.
type formOf struct {
	first *string
	count int
	of    *ofKind // nil for what lies in another object
	row   bool
}

// form is what is written of a list of names.
type form struct {
	key  string // the names that are kept, as they are written
	kept []bool
	many int
}

// object writes the values of an object that are named. Those in it are written as a whole.
func (w *writer) object(o *model.Object, of *ofKind, named func(name string) bool, shared bool) {
	names := o.Names()
	key := formOf{unsafe.SliceData(names), len(names), of, shared}
	f := w.forms[key]
	if f == nil {
		f = &form{kept: make([]bool, len(names))}
		var list packed.Writer
		for i, name := range names {
			if f.kept[i] = named == nil || named(name); f.kept[i] {
				f.many++
				list.Text(name)
			}
		}
		f.key = string(list.Bytes())
		w.forms[key] = f
	}
	if !w.lists.Again(&w.Writer, f.key) {
		w.Number(f.many)
		w.Raw([]byte(f.key)...)
		w.lists.Wrote(f.key)
	}
	i := 0
	o.Each(func(_ string, v any) {
		if f.kept[i] {
			w.value(v, shared)
		}
		i++
	})
}

func (w *writer) value(v any, shared bool) {
	switch v := v.(type) {
	case string:
		w.Raw(aText)
		w.text(v)
	case bool:
		if v {
			w.Raw(aTrue)
		} else {
			w.Raw(aFalse)
		}
	case int:
		w.Raw(anInteger)
		w.Integer(v)
	case json.Number:
		w.Raw(aDecimal)
		w.text(string(v))
	case *model.Quantity:
		w.Raw(aQuantity)
		w.quantity(v)
	case *model.Ref:
		w.Raw(aReference)
		w.text(v.String())
	case *model.Object:
		if !shared {
			w.Raw(anObject)
			w.object(v, nil, nil, false)
			return
		}
		if w.Raw(aSharedObject); !w.objects.Again(&w.Writer, v) {
			w.object(v, nil, nil, true)
			w.objects.Wrote(v)
		}
	case model.List:
		w.Raw(aList)
		w.Number(len(v))
		for _, entry := range v {
			w.value(entry, shared)
		}
	default:
		w.Raw(anObject) // what shows itself as an object
		w.object(v.(model.Viewer).View(), nil, nil, false)
	}
}

// quantity writes what rules see of a quantity, and of a range which one it is, by where it is written.
func (w *writer) quantity(q *model.Quantity) {
	if !w.quantities.Again(&w.Writer, q.Quantity) {
		w.amounts.Quantity(&w.Writer, q.Quantity)
		w.quantities.Wrote(q.Quantity)
	}
	if q.Low == nil || !q.IsRange() {
		return
	}
	w.place(q.Place)
	w.Flag(q.Base != nil && q.Change != nil)
	if q.Base == nil || q.Change == nil {
		return
	}
	w.quantity(q.Base)
	w.Flag(q.Change.Times != nil)
	if q.Change.Times != nil {
		w.amounts.Number(&w.Writer, q.Change.Times)
	} else {
		w.amounts.Amount(&w.Writer, q.Change.Plus)
	}
}

// place writes which value stands at a place, and where that is if somebody names how numbers come about.
func (w *writer) place(at model.Place) {
	w.Flag(at.Node != nil)
	if at.Node == nil {
		return
	}
	id := at.Node.ID()
	if w.places.Again(&w.Writer, id) {
		return
	}
	w.Flag(w.sums())
	if w.sums() {
		w.text(at.File)
		w.Flag(at.Node.Assumed)
		WriteSpan(&w.Writer, at.Span())
	}
	w.places.Wrote(id)
}

func (w *writer) unresolved() {
	if !w.part("unresolved") {
		w.Number(0)
		return
	}
	w.Number(len(w.o.Unresolved))
	for _, u := range w.o.Unresolved {
		w.text(u.From.Kind)
		w.text(u.From.Name)
		for _, text := range []string{u.Path, u.Text, u.Wanted, u.Nearest, u.Reason} {
			w.text(text)
		}
		w.Flag(u.Slip)
		w.Number(len(u.Candidates))
		for _, name := range u.Candidates {
			w.text(name)
		}
	}
}

// documents writes documents as they are written, and which definitions stand in which.
func (w *writer) documents() {
	for _, r := range w.o.Resources {
		w.Flag(r.Around == nil)
		if r.Around == nil {
			w.tree(r.Node)
		}
		w.nested(r)
	}
	for _, r := range w.numbers.beside {
		w.nested(r)
	}
	for _, r := range w.o.Others {
		w.tree(r.Node)
	}
}

func (w *writer) nested(r *model.Resource) {
	w.Number(len(r.Nested))
	for _, n := range r.Nested {
		w.Number(w.numbers.Of(n))
	}
}

// tree writes a value, and the lines of its keys.
func (w *writer) tree(n *source.Node) {
	w.Raw(byte(n.Kind))
	switch n.Kind {
	case source.List:
		w.Number(len(n.Items()))
		for _, item := range n.Items() {
			w.tree(item)
		}
	case source.Map:
		w.Number(len(n.Fields()))
		for _, f := range n.Fields() {
			w.text(f.Key.Text)
			w.Integer(f.Key.Span().Line)
			w.tree(f.Value)
		}
	case source.Null:
	default:
		w.text(n.Text)
	}
}
