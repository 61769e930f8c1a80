package wire

import (
	"github.com/kpilint/kpilint/engine/facts/descriptions"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/view"
)

// A Path says where a number, or words in a text, stand among the facts that a rule about one definition sees. First
// comes whose facts these are; then fields and entries of lists by their places. It is nil for what stands nowhere.
type Path []int

// Whose facts a path begins with.
const (
	ofDefinition = iota
	ofOrganisation
	ofCalendar
)

// PathTo is the path to a number, as a rule about a definition sees it.
func PathTo(o *view.Organisation, r *model.Resource, n *network.Node) Path {
	return search(o, r, func(v any) bool { return v == any(n) })
}

// PathToWords is the path to where words stand in a text that describes a definition.
func PathToWords(o *view.Organisation, r *model.Resource, at *model.Place) Path {
	return search(o, r, func(v any) bool {
		n, ok := v.(*descriptions.TextNumber)
		return ok && &n.Stands == at
	})
}

// Number is the number at a path; nil where there is none.
func (p Path) Number(o *view.Organisation, r *model.Resource) *network.Node {
	n, _ := p.follow(o, r).(*network.Node)
	return n
}

// Words is where the words at a path stand; nil where there are none.
func (p Path) Words(o *view.Organisation, r *model.Resource) *model.Place {
	if n, ok := p.follow(o, r).(*descriptions.TextNumber); ok {
		return &n.Stands
	}
	return nil
}

// records are the facts that a rule about a definition sees, by whose they are.
func records(o *view.Organisation, r *model.Resource) []any {
	if o.Facts == nil {
		return nil
	}
	all := []any{o.For(r).Record(r), o.Record(o.Model.Organisation), nil}
	if c := o.Facts.Whole.Calendar; c != nil {
		all[ofCalendar] = c
	}
	return all
}

func search(o *view.Organisation, r *model.Resource, is func(v any) bool) Path {
	for whose, record := range records(o, r) {
		if path := within(record, Path{whose}, is); path != nil {
			return path
		}
	}
	return nil
}

// within is the path to something in a record, below the path to that.
func within(record any, to Path, is func(v any) bool) Path {
	below := func(place int) Path { return append(to[:len(to):len(to)], place) }
	for i, f := range view.Fields(record) {
		v := f.Get(record)
		if v == nil {
			continue
		}
		at := below(i)
		if is(v) {
			return at
		}
		list, isList := v.(view.List)
		if !isList {
			if path := within(v, at, is); path != nil {
				return path
			}
			continue
		}
		for n := range list.Len() {
			entry := list.At(n)
			if path := append(at[:len(at):len(at)], n); entry != nil && is(entry) {
				return path
			} else if found := within(entry, path, is); found != nil {
				return found
			}
		}
	}
	return nil
}

func (p Path) follow(o *view.Organisation, r *model.Resource) any {
	all := records(o, r)
	if len(p) == 0 || p[0] < 0 || p[0] >= len(all) {
		return nil
	}
	at := all[p[0]]
	for _, place := range p[1:] {
		if list, ok := at.(view.List); ok {
			if place < 0 || place >= list.Len() {
				return nil
			}
			at = list.At(place)
			continue
		}
		fields := view.Fields(at)
		if place < 0 || place >= len(fields) {
			return nil
		}
		at = fields[place].Get(at)
	}
	return at
}
