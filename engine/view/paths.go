package view

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/packed"
)

// A rule over the whole organisation takes it as a copy, so what it reads is told by the paths in it: each field stands
// in a part of the schema of the model. A part is a definition of the schema, KPI or KPIFacts; what an entry of a list
// or an object in a definition is, KPI.needs; or "" for the root.

// Paths are the fields of the model that a rule reads.
type Paths struct {
	of       map[fieldOf]bool
	anywhere map[string]bool   // names of fields of something that is not known
	parts    map[string]string // how a part is called that is a definition
}

type fieldOf struct{ part, name string }

// Any is the name of all fields of a part.
const Any = "*"

// NewPaths are those of a rule that reads nothing.
func NewPaths() *Paths {
	return &Paths{of: map[fieldOf]bool{}, anywhere: map[string]bool{}, parts: map[string]string{}}
}

// PartOf is the part that stands in a field of another.
func PartOf(part, field string) string { return strings.TrimPrefix(part+"."+field, ".") }

// Reads adds a field of a part.
func (p *Paths) Reads(part, name string) { p.of[fieldOf{part, name}] = true }

// ReadsAnywhere adds all fields of a name.
func (p *Paths) ReadsAnywhere(name string) { p.anywhere[name] = true }

// Is notes that a part is a definition of the schema.
func (p *Paths) Is(part, definition string) { p.parts[part] = definition }

// Add adds other fields.
func (p *Paths) Add(more *Paths) {
	for k := range more.of {
		p.of[k] = true
	}
	for k := range more.anywhere {
		p.anywhere[k] = true
	}
	for k, v := range more.parts {
		p.parts[k] = v
	}
}

func (p *Paths) has(part, name string) bool {
	return p.of[fieldOf{part, name}] || p.anywhere[name] || p.of[fieldOf{part, Any}]
}

// in is the part in a field of another.
func (p *Paths) in(part, name string) string {
	at := PartOf(part, name)
	if definition := p.parts[at]; definition != "" {
		return definition
	}
	return at
}

// Read marks some fields of the whole organisation as read, and what its facts depend on among them.
func (o *Organisation) Read(paths *Paths) {
	if o.reading == nil {
		return
	}
	for _, r := range o.Resources {
		paths.written(r.Object, r.Kind)
		paths.record(o.watched(o.Record(r), r, ""))
	}
	if paths.has("", "rows") {
		for _, row := range o.Rows() {
			paths.written(row.Object, row.Kind)
			paths.record(o.watched(o.Record(row), row, ""))
		}
	}
	paths.record(o.watched(o.whole(), nil, ""))
}

// written reads fields that are written.
func (p *Paths) written(o *model.Object, part string) {
	o.Each(func(name string, v any) {
		if p.has(part, name) {
			o.Named(name)
		}
		switch v := v.(type) {
		case *model.Object:
			p.written(v, p.in(part, name))
		case model.List:
			for _, entry := range v {
				if entry, ok := entry.(*model.Object); ok {
					p.written(entry, p.in(part, name))
				}
			}
		}
	})
}

// record reads facts of a record; nil and what is not watched have none.
func (p *Paths) record(record any) {
	if w, ok := record.(Watched); ok {
		p.facts(w, SchemaName(w.Of))
	}
}

// facts reads facts of a record that stands in a part, and of those in it.
func (p *Paths) facts(w Watched, part string) {
	fields := Fields(w.Of)
	for i := range fields {
		field := &fields[i]
		v := field.Get(w.Of)
		if p.has(part, field.Name) {
			w.mark(field, v)
		}
		switch v := w.holding(field, v).(type) {
		case Watched:
			p.facts(v, p.partOf(v, part, field.Name))
		case watchedList:
			for n := range v.Len() {
				if entry, ok := v.At(n).(Watched); ok {
					p.facts(entry, p.partOf(entry, part, field.Name))
				}
			}
		}
	}
}

// partOf is the part of a record in a field of another.
func (p *Paths) partOf(w Watched, part, name string) string {
	if definition := SchemaName(w.Of); !strings.Contains(definition, ".") {
		return definition
	}
	return p.in(part, name)
}

// Bytes are the paths, for ReadPaths.
func (p *Paths) Bytes() []byte {
	var w packed.Writer
	read := slices.SortedFunc(maps.Keys(p.of), func(a, b fieldOf) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.name, b.name))
	})
	w.Number(len(read))
	for _, one := range read {
		w.Text(one.part)
		w.Text(one.name)
	}
	w.Number(len(p.anywhere))
	for _, name := range slices.Sorted(maps.Keys(p.anywhere)) {
		w.Text(name)
	}
	w.Number(len(p.parts))
	for _, part := range slices.Sorted(maps.Keys(p.parts)) {
		w.Text(part)
		w.Text(p.parts[part])
	}
	return w.Bytes()
}

// ReadPaths reads what Bytes has written; false where it is something else.
func ReadPaths(data []byte) (*Paths, bool) {
	r, p := packed.NewReader(string(data)), NewPaths()
	for range r.Count() {
		part := r.Text()
		p.Reads(part, r.Text())
	}
	for range r.Count() {
		p.ReadsAnywhere(r.Text())
	}
	for range r.Count() {
		part := r.Text()
		p.Is(part, r.Text())
	}
	return p, r.Ended()
}
