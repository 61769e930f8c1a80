package view

import "strings"

// Field is one fact of a record.
type Field struct {
	Name  string // as rules write it
	reads numbers
	with  string // names of other numbers of the record that are read with it
	holds holding
	make  func() any // makes the record that it holds, or an entry of its list; nil for what holds none

	// Get returns the fact of a record, which must be a pointer to the struct that the field belongs to, and not nil.
	// It is a string, bool, int, []string, *network.Node, List or, of a nested record, a pointer to its struct; nil
	// where the record does not have it. A list that is there is never nil.
	Get func(of any) any

	put func(of, v any) // puts a value as Get gives it into a record; of a list of records these, as []any
}

// holding is what a field holds.
type holding uint8

const (
	aText holding = iota
	aFlag
	aCount
	aNumber
	listOfTexts
	aRecord
	listOfRecords
)

// numbers are the quantities that whoever reads a fact has read, of those that were looked at to work it out.
type numbers uint8

const (
	ofNone   numbers = iota // it is a text, or holds other facts
	ofItsOwn                // it is a number, and has them as leaves
	ofAll                   // it depends on quantities, and is none
)

// table is what is generated from one struct.
type table struct {
	definition string
	fields     []Field
}

// List is a list of records.
type List interface {
	Len() int

	// At returns a pointer to the struct of one entry; nil where that is missing.
	At(i int) any
}

// Fields returns the fields of a record, in the order of its struct. They are shared: leave them as they are. The
// result is nil where `of` is not a record.
func Fields(of any) []Field {
	if t := tableOf(of); t != nil {
		return t.fields
	}
	return nil
}

// SchemaName names the part of schema/facts.schema.json that describes a record: KPIFacts, or KPIFacts.spend for what
// stands in its property `spend`. A struct that is used in several places has the name of the first. It is empty for
// the record of the whole organisation, which is the root of that schema, and for what is not a record.
func SchemaName(of any) string {
	if t := tableOf(of); t != nil {
		return t.definition
	}
	return ""
}

// Get returns a fact of a record by its name, as Field.Get does; nil where the record does not have it, there is no
// such name, or `of` is not a record.
func Get(of any, name string) any {
	fields := Fields(of)
	for i := range fields {
		if fields[i].Name == name {
			return fields[i].Get(of)
		}
	}
	return nil
}

// Accessor is the function that gets a field of the records that a definition of the schema describes, as SchemaName
// names it; nil where there is no such definition, or it has no such field.
func Accessor(definition, field string) func(of any) any {
	t := tableNamed(definition)
	if t == nil {
		return nil
	}
	for i := range t.fields {
		if t.fields[i].Name == field {
			return t.fields[i].Get
		}
	}
	return nil
}

// ReadWith are the facts of a kind of definitions that are numbers and are read with one of them.
func ReadWith(kind, fact string) []string {
	t := tableNamed(kind + "Facts")
	if t == nil {
		return nil
	}
	for i := range t.fields {
		if t.fields[i].Name == fact {
			return strings.Fields(t.fields[i].with)
		}
	}
	return nil
}

// Each calls f for every fact that a record has, in the order of its struct.
func Each(of any, f func(name string, value any)) {
	for _, field := range Fields(of) {
		if v := field.Get(of); v != nil {
			f(field.Name, v)
		}
	}
}
