package source

// Room is where the trees of files are made, one after the other. Once a tree is no longer needed, as after it was put
// on a shelf, the next one takes its place. It is not safe for concurrent use.
type Room struct {
	nodes   pieces[Node]
	insides pieces[inside]
	fields  pieces[Field]
	items   pieces[*Node]
}

// Parse is the function Parse, with the tree in the room until Leave or Keep is called.
func (r *Room) Parse(file string, data []byte) ([]*Document, []Problem) { return parse(file, data, r) }

// Leave lets the next trees take the place of those that were made since the last call. Nobody may have a node of them.
func (r *Room) Leave() {
	r.nodes.leave()
	r.insides.leave()
	r.fields.leave()
	r.items.leave()
}

// Keep leaves the trees where they are.
func (r *Room) Keep() {
	r.nodes.keep()
	r.insides.keep()
	r.fields.keep()
	r.items.keep()
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
