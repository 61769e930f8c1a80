package model

import (
	"unsafe"

	"github.com/kpilint/kpilint/engine/source"
)

// Shelve puts the documents of a file, which were read in a room, on a shelf, and lets the trees go of which its
// definitions were read, as far as they can be read again; false where they stay as they are. It is for definitions
// that nobody else has yet.
func Shelve(shelf *source.Shelf, room *source.Room, docs []*source.Document, definitions []*Definition) bool {
	return (&shelver{room: room}).shelve(shelf, docs, definitions)
}

// ShelveAll is Shelve, and lets the content go as well, which it returns: data is what was read. Nil where all stays as
// it is.
func ShelveAll(
	shelf *source.Shelf, room *source.Room, docs []*source.Document, definitions []*Definition, data []byte,
) *source.Content {
	s := &shelver{room: room, desk: desks.Get().(*desk), data: data}
	shelved := s.shelve(shelf, docs, definitions)
	desks.Put(s.desk)
	if !shelved {
		return nil
	}
	return shelf.LetGo(docs)
}

// A shelver puts the definitions of one file on a shelf.
type shelver struct {
	room *source.Room                    // in which the file was read
	keep func(*source.Node) *source.Node // what stays of a node
	desk *desk
	data []byte // the content that is let go; nil where it stays
}

func (s *shelver) shelve(shelf *source.Shelf, docs []*source.Document, definitions []*Definition) bool {
	var own func(string) string
	if s.data != nil {
		own = s.own
	}
	if s.keep = shelf.Put(s.room, docs, own); s.keep == nil {
		return false
	}
	for _, d := range definitions {
		s.object(d.Object)
		if s.data != nil {
			s.definition(d)
		}
	}
	return true
}

// own is a text that is no part of the content.
func (s *shelver) own(text string) string {
	if !s.isPart(text) {
		return text
	}
	return s.desk.own(text)
}

// isPart reports whether a text is a part of the content.
func (s *shelver) isPart(text string) bool {
	if len(text) == 0 || len(s.data) == 0 {
		return false
	}
	at, first := uintptr(unsafe.Pointer(unsafe.StringData(text))), uintptr(unsafe.Pointer(unsafe.SliceData(s.data)))
	return at >= first && at < first+uintptr(len(s.data))
}

// definition gives a definition texts of its own.
func (s *shelver) definition(d *Definition) {
	d.Kind, d.ID, d.Pointer = s.own(d.Kind), s.own(d.ID), s.own(d.Pointer)
	for i := range d.refs {
		d.refs[i].path = s.own(d.refs[i].path)
	}
	for _, list := range [][]string{d.paths, d.counted} {
		for i := range list {
			list[i] = s.own(list[i])
		}
	}
}

func (s *shelver) object(o *Object) {
	o.Node = s.keep(o.Node)
	for i, v := range o.values {
		o.values[i] = s.value(v)
	}
}

// value is what stays of a value, mostly itself.
func (s *shelver) value(v any) any {
	switch v := v.(type) {
	case string:
		if s.isPart(v) {
			return s.desk.text(v)
		}
	case *Ref:
		v.Node, v.Text = s.keep(v.Node), s.own(v.Text)
	case *Quantity:
		v.Node = s.keep(v.Node)
	case *Object:
		s.object(v)
	case List:
		for i, item := range v {
			v[i] = s.value(item)
		}
	}
	return v
}
