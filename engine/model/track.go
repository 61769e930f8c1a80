package model

import (
	"slices"
	"strconv"
	"sync/atomic"
)

// track makes an object remember which of its own values are read from now on. Showing a whole resource, as JSON or to
// a rule that judges the whole organisation, reads none of them.
func (o *Object) track() {
	noted := &rare{read: make([]atomic.Bool, len(o.names))}
	if o.rare != nil {
		noted.index = o.rare.index
	}
	o.rare = noted
}

// Unread calls f for each written field of the resource that nothing read, where Options.Track asked for that, with
// its path from the resource ("needs/0/takes") and its name without indices ("needs/takes"). References, and what
// says who and what a resource is, are read by the loader.
func (r *Resource) Unread(f func(path, name string)) { r.Object.unread("", "", f) }

// identity are the fields that name and describe: no rule has to judge them.
var identity = []string{"id", "name", "title", "description", "labels"}

func (o *Object) unread(path, name string, f func(path, name string)) {
	for i, field := range o.names {
		if slices.Contains(identity, field) {
			continue
		}
		at, called := join(path, field), join(name, field)
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
	return o.rare == nil || i >= len(o.rare.read) || o.rare.read[i].Load()
}
