package source

import "math"

// Room is where the trees of files are made, one after the other. Once a tree is no longer needed, as after it was put
// on a shelf, the next one takes its place. It is not safe for concurrent use.
type Room struct {
	nodes   pieces[Node]
	insides pieces[inside]
	fields  pieces[Field]
	items   pieces[*Node]

	text   text // the file that is being read, and its readers
	yaml   yamlReader
	simple simpleReader
	lines  []uint32 // where its lines start

	left    pieces[Node]    // what is left of nodes on a shelf; it stays
	remains []*Node         // of the file that is put there, by their numbers less one
	further map[*Node]*Node // of those beyond so many
}

// Parse is the function Parse, with the tree in the room until Leave or Keep is called.
func (r *Room) Parse(file string, data []byte) ([]*Document, []Problem) { return parse(file, data, r) }

// newText is a file that is read in the room, or by itself where that is nil.
func (r *Room) newText(file string, data []byte) *text {
	if r == nil {
		return newText(file, data)
	}
	if r.text.origin != nil {
		r.lines = nil // they are those of another file, which was not left
	}
	o := newOrigin(file, data, r.lines)
	r.lines = o.lines
	r.text = textOf(o)
	r.text.room = r
	return &r.text
}

// newYAML and newSimple are where its readers are.
func (r *Room) newYAML() *yamlReader {
	if r == nil {
		return &yamlReader{}
	}
	return &r.yaml
}

func (r *Room) newSimple() *simpleReader {
	if r == nil {
		return &simpleReader{}
	}
	return &r.simple
}

// Leave lets the next trees take the place of those that were made since the last call. Nobody may have a node of them.
func (r *Room) Leave() {
	r.nodes.leave()
	r.insides.leave()
	r.fields.leave()
	r.items.leave()
	r.forget()
}

// Keep leaves the trees where they are.
func (r *Room) Keep() {
	r.nodes.keep()
	r.insides.keep()
	r.fields.keep()
	r.items.keep()
	r.forget()
	r.lines = nil
}

// forget lets go of what was read.
func (r *Room) forget() {
	r.text, r.yaml, r.simple = text{}, yamlReader{}, simpleReader{}
	clear(r.remains)
	r.remains, r.further = r.remains[:0], nil
}

// remain makes room for what stays of a node.
func (r *Room) remain(n *Node) *Node {
	left := &r.left.take(1)[0]
	if len(r.remains) < math.MaxUint16 {
		r.remains = append(r.remains, left)
		n.remains = uint16(len(r.remains))
		return left
	}
	if r.further == nil {
		r.further = map[*Node]*Node{}
	}
	r.further[n] = left
	return left
}

// pieces are parts of memory from which values are taken one after the other.
type pieces[T any] struct {
	all  [][]T
	at   int // the piece from which is taken
	used int // of it
	kept int // of the first piece
}

const (
	fewestInPiece = 16
	mostInPiece   = 512
	mostPieces    = 128 // that are used again
)

// take takes as many zero values as asked for, side by side.
func (p *pieces[T]) take(n int) []T {
	for p.at < len(p.all) && p.used+n > len(p.all[p.at]) {
		p.at, p.used = p.at+1, 0
	}
	if p.at == len(p.all) {
		size := fewestInPiece
		if p.at > 0 {
			size = min(2*len(p.all[p.at-1]), mostInPiece)
		}
		p.all = append(p.all, make([]T, max(n, size)))
	}
	taken := p.all[p.at][p.used : p.used+n : p.used+n]
	p.used += n
	return taken
}

func (p *pieces[T]) leave() {
	for i := range min(p.at+1, len(p.all)) {
		from, to := 0, len(p.all[i])
		if i == 0 {
			from = p.kept
		}
		if i == p.at {
			to = p.used
		}
		clear(p.all[i][from:to])
	}
	if p.at, p.used = 0, p.kept; len(p.all) > mostPieces {
		p.all = p.all[:mostPieces:mostPieces]
	}
}

func (p *pieces[T]) keep() {
	p.all = p.all[min(p.at, len(p.all)):]
	p.at, p.kept = 0, p.used
}
