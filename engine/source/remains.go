package source

import "slices"

// A Remainder is what is left of a node on a shelf, as values that can be kept: what stands inside is read again from
// the bytes of the file.
type Remainder struct {
	Kind           Kind
	Plain, Assumed bool
	Form           uint8 // how it is written
	Start, End     int   // where it stands in the file, in bytes
	Text           string
	Filled         bool     // it is a map or a list with something in it
	Keys           []string // of a map
}

// Remainder is what is left of a node; false where more has to be known, as of one that was not read in the simplest
// way.
func (n *Node) Remainder() (r Remainder, ok bool) {
	if n == nil || n.from == nil || !n.from.simply || n.start >= n.end || n.inside != nil && n.inside.at != nil {
		return r, false
	}
	r = Remainder{Kind: n.Kind, Plain: n.Plain, Assumed: n.Assumed, Form: uint8(n.form), Start: int(n.start),
		End: int(n.end), Text: n.Text, Filled: n.inside != nil}
	if n.inside != nil {
		for _, f := range n.inside.fields {
			r.Keys = append(r.Keys, f.Key.Text)
		}
	}
	return r, true
}

// Lines are where the lines of the file start in which a node stands, and which sorts of bytes the file holds.
func (n *Node) Lines() (starts []uint32, holds uint8) { return n.from.lines, uint8(n.from.holds) }

// Keys are those of maps, which many maps share.
type Keys struct{ in *inside }

// NewKeys are keys in their order.
func NewKeys(names []string) Keys {
	in := &inside{fields: make([]Field, len(names))}
	for i, name := range names {
		in.fields[i].Key = &Node{Kind: String, Text: name}
	}
	return Keys{in}
}

// A Restored file is one of which nodes are made again of what was left of them, without reading the file. It is not
// safe for concurrent use; its nodes are.
type Restored struct {
	from  *origin
	nodes []Node // made in advance
}

// Restore puts a file on the shelf as it was put there before: with the places where its lines and its documents start,
// in their order. There will be so many nodes. It is nil where the places cannot be those of the file.
func (s *Shelf) Restore(file string, data []byte, lines, documents []uint32, holds uint8, nodes int) *Restored {
	within := func(places []uint32) bool {
		return len(places) > 0 && slices.IsSorted(places) && int(places[len(places)-1]) <= len(data)
	}
	if !within(lines) || !within(documents) {
		return nil
	}
	for _, at := range documents {
		if _, starts := slices.BinarySearch(lines, at); !starts {
			return nil
		}
	}
	from := &origin{file: file, data: data, lines: lines, holds: sorts(holds), simply: true, shelf: s, roots: documents}
	return &Restored{from: from, nodes: make([]Node, 0, nodes)}
}

// Node is one of the nodes of the file; nil where it cannot be. Keys count for one with something in it.
func (f *Restored) Node(r *Remainder, keys Keys) *Node {
	if r.Start < int(f.from.roots[0]) || r.Start >= r.End || r.End > len(f.from.bytes()) || r.Kind > Map ||
		form(r.Form) > block {
		return nil
	}
	f.nodes = append(f.nodes, Node{Kind: r.Kind, Plain: r.Plain, Assumed: r.Assumed, form: form(r.Form),
		start: uint32(r.Start), end: uint32(r.End), Text: r.Text, from: f.from})
	n := &f.nodes[len(f.nodes)-1]
	if r.Filled {
		n.inside, n.shelved = keys.in, true
	}
	return n
}
