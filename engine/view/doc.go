// Package view shows typed facts to those who read them by name: rules in CEL and Rego, and `kpilint model`.
//
// A fact is a field of a struct below engine/facts. The tables of this package have an accessor for each of them, in
// the order of the struct, and are generated from the structs, as are schema/facts.schema.json and docs/facts.md. So
// nothing here uses reflection or builds a map, and adding a fact touches its struct alone:
//
//	go generate ./engine/view
package view

//go:generate go run ./generate -partial
