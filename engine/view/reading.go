package view

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// Reading marks the written fields on which the facts depend that rules read. Of a number these are its leaves. A flag
// depends on whatever was looked at to work it out, and so does a number that could not be worked out, or a fact that
// is not there. A text, or a list of facts, depends on all of that but quantities, unless its tag says so.
type Reading struct {
	in    *Organisation
	nodes sync.Map // whose leaves are marked
}

// MarkReads makes an organisation mark what rules read, where its model has a watch.
func (o *Organisation) MarkReads() {
	if o.Model.Watch != nil {
		o.reading = &Reading{in: o}
	}
}

// Watched is a record as a rule sees it that reads one fact after the other, each of which is marked.
type Watched struct {
	Of   any // a pointer to a struct of facts
	of   *model.Resource
	fact string // of the definition, or of the whole organisation, to which the record belongs; "" for its facts
	by   *Reading
}

// watched is a record that belongs to a fact of a definition, or to all of them; itself where nobody watches.
func (o *Organisation) watched(record any, of *model.Resource, fact string) any {
	if o.reading == nil || record == nil {
		return record
	}
	return Watched{record, of, fact, o.reading}
}

// Calendar are the facts of the calendar in force, as a rule sees them; nil where nobody asked for them.
func (o *Organisation) Calendar() any {
	if c := o.Facts.Whole.Calendar; c != nil {
		return o.watched(c, nil, "calendar")
	}
	return nil
}

// Unwatched is a record itself.
func Unwatched(record any) any {
	if w, ok := record.(Watched); ok {
		return w.Of
	}
	return record
}

// Get reads a fact of the record by its name; nil where it does not have it.
func (w Watched) Get(name string) any {
	fields := Fields(w.Of)
	for i := range fields {
		if fields[i].Name == name {
			return w.read(&fields[i])
		}
	}
	return nil
}

// read reads a fact. What it holds is watched too.
func (w Watched) read(f *Field) any {
	v := f.Get(w.Of)
	w.mark(f, v)
	return w.holding(f, v)
}

// partOf is the fact of the definition to which a field of the record belongs: the field itself, for that of its facts.
func (w Watched) partOf(f *Field) string {
	if w.fact == "" {
		return f.Name
	}
	return w.fact
}

// holding is what a field holds; a record, or a list of them, is watched too.
func (w Watched) holding(f *Field, v any) any {
	switch v := v.(type) {
	case *network.Node, string, bool, int, []string, nil:
		return v
	case List:
		return watchedList{v, w.of, w.partOf(f), w.by}
	}
	return Watched{v, w.of, w.partOf(f), w.by}
}

// mark marks what a field depends on that holds a value, or nothing.
func (w Watched) mark(f *Field, v any) {
	n, isNumber := v.(*network.Node)
	all := f.reads == ofAll && v != nil || isNumber && !n.Known() || v == nil && (w.fact == "" || f.reads == ofItsOwn)
	w.by.in.Facts.Read(w.of, w.partOf(f), all)
	if isNumber {
		w.by.number(n)
	}
	for name := range strings.FieldsSeq(f.with) {
		if n, ok := Get(w.Of, name).(*network.Node); ok {
			w.by.number(n)
		}
	}
}

// number marks the leaves of a number.
func (r *Reading) number(n *network.Node) {
	n.LeavesBut(r.known, func(leaf *network.Node) { r.in.Model.Watch.ReadNumber(leaf.At.Node) })
}

// known reports whether the leaves of a node are marked, and notes that they are from now on.
func (r *Reading) known(n *network.Node) bool {
	_, known := r.nodes.LoadOrStore(n, nil)
	return known
}

// IsRead reports whether a rule has read a number since reads are marked.
func (o *Organisation) IsRead(n *network.Node) bool {
	if o.reading == nil {
		return false
	}
	_, read := o.reading.nodes.Load(n)
	return read
}

// ReadNumber marks a number as read, as a rule does that reads it.
func (o *Organisation) ReadNumber(n *network.Node) {
	if o.reading != nil {
		o.reading.number(n)
	}
}

// watchedList is a list of records that are watched.
type watchedList struct {
	List
	of   *model.Resource
	fact string
	by   *Reading
}

// At is an entry of the list.
func (l watchedList) At(i int) any {
	if entry := l.List.At(i); entry != nil {
		return Watched{entry, l.of, l.fact, l.by}
	}
	return nil
}

// WatchedWhole are the facts of the whole organisation, as a rule sees them.
func (o *Organisation) WatchedWhole() any { return o.watched(o.whole(), nil, "") }
