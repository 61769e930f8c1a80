package model

import (
	"hash/maphash"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/source"
)

// A desk is what files are read on, one after the other. What is read of them lies together in memory, without what was
// only needed meanwhile in between: so it is collected sooner, and leaves no gaps.
type desk struct {
	objects    slab[Object]
	values     slab[any]
	refs       slab[Ref]
	quantities slab[Quantity]
	waiting    slab[pending]
	amounts    slab[*Quantity]
	paths      slab[string]

	texts  [sameTexts]any  // those that were read last, each where its digest says
	copies strings.Builder // for texts that are no part of a file

	lists []*form  // where names are noted until their list is shared, one for each depth
	depth int      // how many of them are in use
	names []string // room for their names

	steps []string // the names and indices that lead to what is being read
}

const (
	sameTexts  = 1 << 11
	longText   = 64      // bytes; a longer one is hardly said twice
	roomOfText = 4 << 10 // bytes
	spareNames = 256
	fewEntries = 4
)

var desks = sync.Pool{New: func() any { return &desk{names: make([]string, 0, spareNames)} }}

// leave clears the desk for the next one who needs it.
func (d *desk) leave() {
	clear(d.names[:cap(d.names)])
	clear(d.steps[:cap(d.steps)])
	d.names, d.steps, d.depth = d.names[:0], d.steps[:0], 0
	desks.Put(d)
}

// noted adds to a list of a definition. Most have at most a few entries.
func noted[T any](room *slab[T], list []T, one T) []T {
	if list == nil {
		list = room.take(fewEntries)[:0]
	}
	return append(list, one)
}

// object is an object without values yet.
func (d *desk) object(node *source.Node) *Object {
	o := &d.objects.take(1)[0]
	o.Node = node
	return o
}

// list gives an object room for so many values, until listed is told of what list returned.
func (d *desk) list(o *Object, room int) (used int) {
	if d.depth == len(d.lists) {
		d.lists = append(d.lists, &form{})
	}
	list, used := d.lists[d.depth], len(d.names)
	d.depth++
	list.names = d.room(room)
	o.form, o.values = list, d.values.take(room)[:0]
	return used
}

// listed shares the list of names of the object that was listed last.
func (d *desk) listed(o *Object, used int) {
	o.share()
	d.depth--
	d.lists[d.depth].names, d.names = nil, d.names[:used]
}

// room is where so many names are noted: names of what stands inside come after them, and are shared before.
func (d *desk) room(n int) []string {
	from := len(d.names)
	if cap(d.names)-from < n {
		return make([]string, 0, n)
	}
	d.names = d.names[:from+n]
	return d.names[from : from : from+n]
}

var textSeed = maphash.MakeSeed()

// text is a text as a value. Definitions say the same ones again and again, and one value is enough for each, which is
// no part of a file.
func (d *desk) text(text string) any {
	if len(text) > longText {
		return d.copied(text)
	}
	same := &d.texts[maphash.String(textSeed, text)%sameTexts]
	if known, ok := (*same).(string); ok && known == text {
		return *same
	}
	*same = d.copied(text)
	return *same
}

// own is a text that is no part of a file.
func (d *desk) own(text string) string {
	own, _ := d.text(text).(string)
	return own
}

// copied is a copy of a text. Many lie together.
func (d *desk) copied(text string) string {
	if d.copies.Cap()-d.copies.Len() < len(text) {
		d.copies = strings.Builder{}
		d.copies.Grow(max(roomOfText, len(text)))
	}
	from := d.copies.Len()
	d.copies.WriteString(text)
	return d.copies.String()[from:]
}
