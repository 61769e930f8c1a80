package model

import (
	"encoding/json"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/quantity"
)

// Amounts returns the exact number of the quantity.
func (q *Quantity) Amounts() quantity.Amount { return q.Amount }

// View shows a quantity to rules: its text as written, its parts, its exact ends and its unit.
func (q *Quantity) View() *Object {
	o := &Object{names: make([]string, 0, 9), values: make([]any, 0, 9)}
	o.Set("text", q.Text)
	if q.Low != nil {
		SetAmount(o, q.Amount)
	}
	for _, part := range []struct{ name, text string }{
		{"comparator", string(q.Comparator)}, {"statistic", q.Statistic}, {"by", q.By},
	} {
		if part.text != "" {
			o.Set(part.name, part.text)
		}
	}
	return o
}

// Decimal is an exact number on its way to a rule or to JSON.
type Decimal = json.Number

// SetAmount gives an object the fields of an amount: low, high, unit, and the noun, scope and period of the unit where it has one.
func SetAmount(o *Object, a quantity.Amount) {
	o.Set("low", decimal(a.Low))
	o.Set("high", decimal(a.High))
	o.Set("unit", a.Unit.String())
	for _, part := range []struct{ name, text string }{
		{"noun", a.Unit.Noun()}, {"scope", a.Unit.Scope()}, {"period", a.Unit.Period()},
	} {
		if part.text != "" {
			o.Set(part.name, part.text)
		}
	}
}

// decimal writes a number for JSON: exact where a finite decimal exists, else to the digits that quantity.Decimal keeps.
func decimal(r *big.Rat) Decimal {
	text, _ := quantity.Decimal(r)
	return Decimal(text)
}

// MarshalJSON writes the object with its names in order.
func (o *Object) MarshalJSON() ([]byte, error) {
	buf := []byte{'{'}
	for i, name := range o.names {
		if i > 0 {
			buf = append(buf, ',')
		}
		key, _ := json.Marshal(name)
		value, err := json.Marshal(o.values[i])
		if err != nil {
			return nil, err
		}
		buf = append(append(append(buf, key...), ':'), value...)
	}
	return append(buf, '}'), nil
}

// MarshalJSON writes the quantity as rules see it.
func (q *Quantity) MarshalJSON() ([]byte, error) { return q.View().MarshalJSON() }

// MarshalJSON writes the full name of what the reference names, or the text as written where that is unknown.
func (r *Ref) MarshalJSON() ([]byte, error) { return json.Marshal(r.String()) }

// String is the full name of what the reference names, or the text as written where that is unknown.
func (r *Ref) String() string {
	switch {
	case r.To != nil && r.Part != "":
		return r.To.Name + "/" + r.Part
	case r.To != nil:
		return r.To.Name
	}
	return r.Text
}

// Value is a field of a resource as rules see it: what is written, and its kind, names, team, owner and facts. Nil when absent.
func (r *Resource) Value(name string) any {
	switch name {
	case "kind":
		return r.Kind
	case "id":
		return r.ID
	case "fullName":
		return r.Name
	case "title":
		return r.Title()
	case "team":
		return nameOf(r.Team)
	case "owner":
		if r.Owner != nil {
			return r.Owner.Name
		}
	case "facts":
		return r.Facts
	}
	return r.Get(name)
}

func nameOf(r *Resource) any {
	if r == nil {
		return nil
	}
	return r.Name
}

// View shows a resource as one object.
func (r *Resource) View() *Object {
	o := &Object{Node: r.Node}
	for _, name := range []string{"kind", "id", "fullName", "title", "team", "owner"} {
		o.Set(name, r.Value(name))
	}
	o.Set("file", r.File)
	r.Each(func(name string, value any) {
		if name != "id" && name != "team" && name != "owner" {
			o.Set(name, value)
		}
	})
	if r.Facts != nil && len(r.Facts.names) > 0 {
		o.Set("facts", r.Facts)
	}
	return o
}

// MarshalJSON writes the resource as rules see it.
func (r *Resource) MarshalJSON() ([]byte, error) { return r.View().MarshalJSON() }

// collections are the lists of the model, by the kind they hold.
var collections = []struct{ name, kind string }{
	{"calendars", "Calendar"}, {"teams", "Team"}, {"roles", "Role"}, {"kpis", "KPI"}, {"objectives", "Objective"},
	{"services", "Service"}, {"cashPlans", "CashPlan"}, {"exceptions", "Exception"},
}

// Collection returns the resources that rules see under a name such as kpis, in the order in which they see them.
func (m *Model) Collection(name string) []*Resource {
	for _, c := range collections {
		if c.name == name {
			return m.Of(c.kind)
		}
	}
	return nil
}

// View shows the organisation to rules and to `kpilint model`: the collections named, nil for all.
func (m *Model) View(names []string) *Object {
	o := &Object{}
	wanted := func(name string) bool { return names == nil || slices.Contains(names, name) }
	o.Set("version", 1)
	o.Set("asOf", m.AsOf.String())
	if m.Organisation != nil && wanted("organisation") {
		o.Set("organisation", m.Organisation.View())
	}
	if m.Planning != nil && wanted("calendar") {
		o.Set("calendar", m.Planning)
	}
	if wanted("counts") {
		o.Set("counts", m.counts())
	}
	for _, c := range collections {
		if wanted(c.name) {
			o.Set(c.name, m.views(c.kind))
		}
	}
	if wanted("unresolved") {
		o.Set("unresolved", m.unresolvedView())
	}
	if m.Computed != nil {
		m.Computed.Each(func(name string, value any) {
			if wanted(name) {
				o.Set(name, value)
			}
		})
	}
	return o
}

// counts says how many there are of each collection, and of references.
func (m *Model) counts() *Object {
	o := &Object{}
	references := 0
	for _, r := range m.Resources {
		references += r.references
	}
	for _, c := range collections {
		o.Set(c.name, len(m.byName[c.kind]))
	}
	o.Set("references", references)
	return o
}

func (m *Model) views(kind string) List {
	list := List{}
	for _, r := range m.Of(kind) {
		list = append(list, r.View())
	}
	return list
}

func (m *Model) unresolvedView() List {
	list := List{}
	for _, u := range m.Unresolved {
		o := &Object{}
		o.Set("kind", u.From.Kind)
		o.Set("resource", u.From.Name)
		o.Set("at", u.Path)
		o.Set("text", u.Text)
		o.Set("wanted", u.Wanted)
		for _, part := range []struct{ name, text string }{{"nearest", u.Nearest}, {"reason", u.Reason}} {
			if part.text != "" {
				o.Set(part.name, part.text)
			}
		}
		if u.Slip {
			o.Set("slip", true)
		}
		if len(u.Candidates) > 0 {
			candidates := List{}
			for _, name := range u.Candidates {
				candidates = append(candidates, name)
			}
			o.Set("candidates", candidates)
		}
		list = append(list, o)
	}
	return list
}

// MarshalJSON writes the whole organisation.
func (m *Model) MarshalJSON() ([]byte, error) { return m.View(nil).MarshalJSON() }
