package model

import (
	"encoding/json"
	"math/big"

	"github.com/kpilint/kpilint/engine/quantity"
)

// Amounts returns the exact number of the quantity.
func (q *Quantity) Amounts() quantity.Amount { return q.Amount }

// View shows a quantity to rules: its text as written, its parts, its exact ends and its unit.
func (q *Quantity) View() *Object {
	o := newObject(9)
	o.Set("text", q.Text)
	if q.Low != nil {
		SetAmount(o, q.Amount)
	}
	for _, part := range []struct{ name, text string }{
		{"comparator", string(q.Comparator)}, {"statistic", q.Statistic}, {"by", q.By}, {"note", q.Note},
	} {
		if part.text != "" {
			o.Set(part.name, part.text)
		}
	}
	return o
}

// Field is one field of the view, nil where the quantity does not have it.
func (q *Quantity) Field(name string) any {
	switch name {
	case "text":
		return q.Text
	case "comparator":
		return orNone(string(q.Comparator))
	case "statistic":
		return orNone(q.Statistic)
	case "by":
		return orNone(q.By)
	case "note":
		return orNone(q.Note)
	}
	if q.Low == nil {
		return nil
	}
	return AmountField(q.Amount, name)
}

// Decimal is an exact number on its way to a rule or to JSON.
type Decimal = json.Number

// SetAmount gives an object the fields of an amount: low, high, unit, and the noun, scope and period of the unit where it has one.
func SetAmount(o *Object, a quantity.Amount) {
	for _, name := range amountFields {
		o.Set(name, AmountField(a, name))
	}
}

// amountFields are the fields of an amount, in their order.
var amountFields = []string{"low", "high", "unit", "noun", "scope", "period"}

// AmountField is one field of those that SetAmount sets; nil where the amount does not have it.
func AmountField(a quantity.Amount, name string) any {
	switch name {
	case "low":
		return decimal(a.Low)
	case "high":
		return decimal(a.High)
	case "unit":
		return a.Unit.String()
	case "noun":
		return orNone(a.Unit.Noun())
	case "scope":
		return orNone(a.Unit.Scope())
	case "period":
		return orNone(a.Unit.Period())
	}
	return nil
}

// orNone is a text, or nothing where it is empty.
func orNone(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// decimal writes a number for JSON: exact where a finite decimal exists, else to the digits that quantity.Decimal keeps.
func decimal(r *big.Rat) Decimal {
	text, _ := quantity.Decimal(r)
	return Decimal(text)
}

// MarshalJSON writes the object with its names in order.
func (o *Object) MarshalJSON() ([]byte, error) {
	return o.appendJSON(nil)
}

// appendJSON writes objects and lists in each other in one go: what marshals itself is gone through by each that it
// stands in.
func (o *Object) appendJSON(to []byte) (_ []byte, err error) {
	to = append(to, '{')
	for i, name := range o.Names() {
		if i > 0 {
			to = append(to, ',')
		}
		key, _ := json.Marshal(name)
		if to, err = appendJSON(append(append(to, key...), ':'), o.values[i]); err != nil {
			return nil, err
		}
	}
	return append(to, '}'), nil
}

func appendJSON(to []byte, v any) (_ []byte, err error) {
	switch v := v.(type) {
	case *Object:
		if v != nil {
			return v.appendJSON(to)
		}
	case List:
		if v != nil {
			to = append(to, '[')
			for i, entry := range v {
				if i > 0 {
					to = append(to, ',')
				}
				if to, err = appendJSON(to, entry); err != nil {
					return nil, err
				}
			}
			return append(to, ']'), nil
		}
	}
	value, err := json.Marshal(v)
	return append(to, value...), err
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

// Value is a field of a resource: what is written, and its kind, names, team and owner. Nil when absent.
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
	}
	return r.field(name)
}

func nameOf(r *Resource) any {
	if r == nil {
		return nil
	}
	return r.Name
}

// View shows a resource as one object, without its facts.
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
	return o
}

// Collections are the lists of an organisation, by the kind they hold.
var Collections = []struct{ Name, Kind string }{
	{"calendars", "Calendar"}, {"teams", "Team"}, {"roles", "Role"}, {"kpis", "KPI"}, {"objectives", "Objective"},
	{"services", "Service"}, {"cashPlans", "CashPlan"}, {"exceptions", "Exception"},
}

// Collection returns the resources that rules see under a name such as kpis, in the order in which they see them.
func (m *Model) Collection(name string) []*Resource {
	for _, c := range Collections {
		if c.Name == name {
			return m.Of(c.Kind)
		}
	}
	return nil
}

// Counts says how many there are of each collection, and of references.
func (m *Model) Counts() *Object {
	o := &Object{}
	references := 0
	for _, r := range m.Resources {
		references += r.references
	}
	for _, c := range Collections {
		o.Set(c.Name, len(m.byName[c.Kind]))
	}
	o.Set("references", references)
	return o
}

// UnresolvedView lists the references that name nothing, or several things.
func (m *Model) UnresolvedView() List {
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
