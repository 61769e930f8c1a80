// Package field has the names of what definitions write, one identifier each, made from the JSON Schemas. Code that
// reads a field says field.Target, so that a name that no schema has does not compile.
package field

import "strconv"

//go:generate go run ./generate

// Path is where something is written, as seen from the object that holds it: the name of a field, or names and indexes
// that lead to it, joined by "/". Texts do not convert to it.
type Path struct{ text string }

// Itself is the path that leads nowhere else: to the object itself.
var Itself Path

// String is the path as findings and facts have it: needs/3/amount.
func (p Path) String() string { return p.text }

// At is the path to an entry of a list, and on to a field of it: needs/3/amount.
func (p Path) At(i int, then ...Path) Path {
	text := make([]byte, 0, 64)
	text = strconv.AppendInt(append(append(text, p.text...), '/'), int64(i), 10)
	for _, next := range then {
		text = append(append(text, '/'), next.text...)
	}
	return Path{string(text)}
}

// To is the path to a field of what is written under this one: promise/hours.
func (p Path) To(next Path) Path {
	switch {
	case p == Itself:
		return next
	case next == Itself:
		return p
	}
	return Path{p.text + "/" + next.text}
}

// Last is the name at the end of the path: amount of needs/3/amount.
func (p Path) Last() Path {
	for i := len(p.text) - 1; i >= 0; i-- {
		if p.text[i] == '/' {
			return Path{p.text[i+1:]}
		}
	}
	return p
}
