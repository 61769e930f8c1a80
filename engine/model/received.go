package model

import (
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/source"
)

// Received is what a model is made of that another process sent: definitions that are joined already, with what is
// named of them.
type Received struct {
	AsOf       calendar.Date
	Resources  []*Resource
	Rows       []*Resource // of KPIs among the resources, in their order
	Unresolved []*Unresolved
	Others     []*Resource
	Track      bool // resources note which of their fields are read
}

// Model is the organisation.
func (in *Received) Model() *Model {
	m := &Model{
		AsOf: in.AsOf, Resources: in.Resources, Unresolved: in.Unresolved, Others: in.Others,
		byName: map[string]map[string]*Resource{}, byKind: map[string][]*Resource{},
		targets: map[*Resource]*Targets{}, rowNamed: map[string]*Resource{},
	}
	for _, r := range in.Resources {
		m.byKind[r.Kind] = append(m.byKind[r.Kind], r)
		if m.byName[r.Kind] == nil {
			m.byName[r.Kind] = map[string]*Resource{}
		}
		m.byName[r.Kind][r.Name] = r
	}
	if m.organisations = m.Of("Organisation"); len(m.organisations) > 0 {
		m.Organisation = m.organisations[0]
	}
	for _, row := range in.Rows {
		t := m.targets[row.Row.Of]
		if t == nil {
			t = &Targets{}
			m.targets[row.Row.Of] = t
		}
		t.Rows = append(t.Rows, row)
		m.rowNamed[row.Name] = row
	}
	if in.Track {
		m.Watch = &Watch{numbers: map[*source.Node]*mark{}}
		for _, r := range append(in.Resources[:len(in.Resources):len(in.Resources)], in.Rows...) {
			r.Object.trackAll(m.Watch)
		}
	}
	return m
}

// trackAll makes an object and those in it note what is read of them.
func (o *Object) trackAll(w *Watch) {
	if o.rare != nil && o.rare.marks != nil {
		return // it is shared, and does so already
	}
	o.track(w)
	for _, v := range o.values {
		switch v := v.(type) {
		case *Object:
			v.trackAll(w)
		case List:
			for _, entry := range v {
				if entry, ok := entry.(*Object); ok {
					entry.trackAll(w)
				}
			}
		}
	}
}

// NewObject is an object with these names and as many values, none of them nil.
func NewObject(names []string, values []any) *Object {
	o := &Object{form: &form{names: names}, values: values}
	if o.share(); len(names) >= manyNames {
		o.note()
	}
	return o
}

// ReadOf calls f for each value of an object in order: whether somebody read it since the object notes that.
func (o *Object) ReadOf(f func(value any, read bool)) {
	for i, v := range o.values {
		f(v, o.isRead(i))
	}
}

// References is how many references are written in the definition.
func (r *Resource) References() int { return r.references }

// Refer says how many references are written in a definition that another process sent.
func (r *Resource) Refer(n int) { r.references = n }
