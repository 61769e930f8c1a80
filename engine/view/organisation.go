package view

import (
	"slices"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/model"
)

// Organisation is an organisation as rules and `kpilint model` see it: its definitions, and the facts about them.
type Organisation struct {
	*model.Model
	Facts *facts.Facts
	// Covered is what exceptions cover of what other rules found; nil before these ran.
	Covered map[*model.Resource]*definition.Covered
	reading *Reading // marks what rules read; nil where nobody watches
}

// For is the organisation as it is read to judge a definition, with the facts that were left until then.
func (o *Organisation) For(r *model.Resource) *Organisation {
	all := o.Facts.For(r)
	if all == o.Facts {
		return o
	}
	one := *o
	one.Facts = all
	return &one
}

// Definition is a definition as rules see it: its fields, and its facts.
type Definition struct {
	*model.Resource
	In *Organisation
}

// Definition shows a definition of the organisation; nil shows nothing.
func (o *Organisation) Definition(r *model.Resource) any {
	if r == nil {
		return nil
	}
	return Definition{r, o}
}

// Record are the facts of a definition, a pointer to the struct of its kind; nil for a kind that has none.
func (o *Organisation) Record(r *model.Resource) any {
	if covered := o.Covered[r]; covered != nil {
		return &facts.Exception{Term: o.Facts.Exception(r).Term, Covered: covered}
	}
	return o.Facts.Of(r)
}

// Value is a field of the definition as rules see it: what is written, its names, team and owner, and its facts. Nil
// when absent.
func (d Definition) Value(name string) any {
	if name == "facts" {
		return d.In.watched(d.In.Record(d.Resource), d.Resource, "")
	}
	return d.Resource.Value(name)
}

// View shows the definition as one object.
func (d Definition) View() *model.Object {
	o := d.Resource.View()
	of := d.In.Record(d.Resource)
	if slices.ContainsFunc(Fields(of), func(f Field) bool { return f.Get(of) != nil }) {
		o.Set("facts", Record{of})
	}
	return o
}

// MarshalJSON writes the definition as rules see it.
func (d Definition) MarshalJSON() ([]byte, error) { return d.View().MarshalJSON() }

// collections are the lists of the organisation, by the kind they hold.
var collections = model.Collections

// Names are those of all fields of the organisation, in their order.
func (o *Organisation) Names() []string { return o.View(nil).Names() }

// View shows the organisation to rules and to `kpilint model`: the fields named, nil for all.
func (o *Organisation) View(names []string) *model.Object {
	v := &model.Object{}
	wanted := func(name string) bool { return names == nil || slices.Contains(names, name) }
	v.Set("version", 1)
	v.Set("asOf", o.AsOf.String())
	if o.Model.Organisation != nil && wanted("organisation") {
		v.Set("organisation", o.Definition(o.Model.Organisation))
	}
	whole := o.whole()
	if wanted("calendar") {
		if planning := Get(whole, "calendar"); planning != nil {
			v.Set("calendar", Record{planning})
		}
	}
	if wanted("counts") {
		v.Set("counts", o.Counts())
	}
	for _, c := range collections {
		if wanted(c.Name) {
			v.Set(c.Name, o.definitions(o.Of(c.Kind)))
		}
		if c.Kind == "KPI" && wanted("rows") {
			v.Set("rows", o.definitions(o.Rows()))
		}
	}
	if wanted("unresolved") {
		v.Set("unresolved", o.UnresolvedView())
	}
	Each(whole, func(name string, value any) {
		if name != "calendar" && wanted(name) {
			v.Set(name, Record{value})
		}
	})
	return v
}

// whole are the facts of the whole organisation.
func (o *Organisation) whole() any {
	if o.Facts == nil {
		return nil
	}
	return &o.Facts.Whole
}

func (o *Organisation) definitions(all []*model.Resource) model.List {
	list := model.List{}
	for _, r := range all {
		list = append(list, Definition{r, o})
	}
	return list
}

// MarshalJSON writes the whole organisation.
func (o *Organisation) MarshalJSON() ([]byte, error) { return o.View(nil).MarshalJSON() }
