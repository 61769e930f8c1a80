package source

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// A Shelf is where the trees of files are put once their definitions are read. A tree is many times as large as its
// text, and few are ever looked at again: so nodes are left of it only where something refers to them, and what is
// inside of these is read again, from the same bytes, when somebody looks. Nodes on a shelf give the same answers as
// before. It is safe for concurrent use; the zero Shelf is empty.
type Shelf struct {
	mu     sync.Mutex
	keys   map[string]*inside   // lists of keys of maps, which many maps share
	recent map[shelved]*Node    // the documents that were read again last
	turns  [recentTrees]shelved // in which order they were
	next   int
	opened int // how many documents were read again, which tests count

	lines    latest[[]uint32] // where the lines start, of the files that were looked at last
	contents latest[[]byte]   // of the same, of those whose content was let go
}

// latest is what was made of the files that somebody looked at last, the last one last.
type latest[T any] struct {
	mu  sync.Mutex
	all []madeOf[T]
}

// madeOf is what was made of a file.
type madeOf[T any] struct {
	from *origin
	made T
}

// of is what was made of a file, or is made now. The last ones stay, up to so many.
func (l *latest[T]) of(from *origin, most int, makes func() T) T {
	known := func() int { return slices.IndexFunc(l.all, func(m madeOf[T]) bool { return m.from == from }) }
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := known(); i >= 0 {
		return l.all[i].made
	}
	l.mu.Unlock()
	made := makes()
	l.mu.Lock()
	if known() < 0 {
		if len(l.all) == most {
			l.all = slices.Delete(l.all, 0, 1)
		}
		l.all = append(l.all, madeOf[T]{from, made})
	}
	return made
}

// shelved is a document on a shelf, by where it starts.
type shelved struct {
	from *origin
	at   uint32
}

const (
	recentTrees = 512  // documents that stay open
	recentLines = 8    // files whose lines stay known
	recentFiles = 64   // files whose content stays at hand
	maxKeyLists = 4096 // lists of keys that are shared

	countedFile = 256 << 10 // bytes of a file in which lines are counted when somebody asks for a place
)

// Put puts the documents of a file on the shelf, which were read in a room, or nil. keep gives what stays of a node of
// theirs, always the same, with what own makes of its text; nil for the text itself. It is for use until the room is
// left. It is nil where the file is not written in the simplest way: the trees stay as they are then.
func (s *Shelf) Put(room *Room, docs []*Document, own func(string) string) (keep func(*Node) *Node) {
	if len(docs) == 0 || docs[0].Root.from == nil || !docs[0].Root.from.simply {
		return nil
	}
	from := docs[0].Root.from
	roots := make([]uint32, len(docs))
	for i, d := range docs {
		roots[i] = d.Root.start
		if start := from.lines[from.lineOf(int(d.Root.start))-1]; start != d.Root.start {
			return nil
		}
	}
	from.shelf, from.roots, from.lines = s, roots, nil
	if room == nil {
		room = &Room{}
	}
	room.left.keep()
	return func(n *Node) *Node {
		switch {
		case n == nil || n.from != from || n.shelved:
			return n
		case n.remains > 0:
			return room.remains[n.remains-1]
		case room.further[n] != nil:
			return room.further[n]
		}
		left := room.remain(n)
		if s.leave(n, left); own != nil {
			left.Text = own(n.Text)
		}
		return left
	}
}

// LetGo lets go of the content of a file on the shelf: it is packed, and read again when somebody looks. No text may be
// a part of it any more.
func (s *Shelf) LetGo(docs []*Document) *Content {
	from := docs[0].Root.from
	from.stored, from.data = NewContent(from.data), nil
	return from.stored
}

// contentOf is the content of a file that was let go.
func (s *Shelf) contentOf(from *origin) []byte {
	return s.contents.of(from, recentFiles, from.stored.Bytes)
}

// linesOf are where the lines of a file on the shelf start. Few places of few files are ever asked for.
func (s *Shelf) linesOf(from *origin) []uint32 {
	return s.lines.of(from, recentLines, func() []uint32 { return newOrigin(from.file, from.bytes(), nil).lines })
}

// leave says what is left of a node: its place and, of a map, which keys it has.
func (s *Shelf) leave(n, left *Node) {
	*left = *n
	left.remains = 0
	if n.inside != nil {
		left.inside, left.shelved = s.keysOf(n.inside.fields), true
	}
}

// keysOf are the keys of fields, without their values. They are shared, unless there are too many lists of keys.
func (s *Shelf) keysOf(fields []Field) *inside {
	var room [256]byte
	key := room[:0]
	for _, f := range fields {
		key = append(append(key, f.Key.Text...), 0)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.keys[string(key)]
	if in != nil {
		return in
	}
	in = &inside{}
	for _, f := range fields {
		in.fields = append(in.fields, Field{Key: &Node{Kind: String, Text: strings.Clone(f.Key.Text)}})
	}
	if s.keys == nil {
		s.keys = map[string]*inside{}
	}
	if len(s.keys) < maxKeyLists {
		s.keys[string(key)] = in
	}
	return in
}

// inside is what is inside of a node, which is read again where it was put on a shelf; nil for none.
func (n *Node) opened() *inside {
	if !n.shelved {
		return n.inside
	}
	root := n.from.shelf.open(n.from, n.start)
	found := root.within(n)
	if found == nil {
		panic("source: a document was read otherwise when it was read again")
	}
	return found.inside
}

// open is the document in which a byte lies.
func (s *Shelf) open(from *origin, at uint32) *Node {
	i, found := slices.BinarySearch(from.roots, at)
	if !found {
		i--
	}
	key := shelved{from, from.roots[i]}
	s.mu.Lock()
	root := s.recent[key]
	s.mu.Unlock()
	if root != nil {
		return root
	}
	data := from.bytes()
	until := len(data)
	if i+1 < len(from.roots) {
		until = int(from.roots[i+1])
	}
	root = from.again(data, int(key.at), until)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened++
	if s.recent == nil {
		s.recent = map[shelved]*Node{}
	}
	if s.recent[key] == nil {
		delete(s.recent, s.turns[s.next])
		s.turns[s.next], s.next = key, (s.next+1)%recentTrees
		s.recent[key] = root
	}
	return s.recent[key]
}

// again reads the document that starts at a byte of a file, before the next one starts or the file ends.
func (o *origin) again(data []byte, at, until int) *Node {
	lines := bytes.Count(data[at:until], []byte("\n"))
	t := &text{origin: o, data: data, end: len(data), expected: nodesALine * lines}
	s := newSimpleReader(&yamlReader{text: t, left: maxNodes}, at, len(data))
	defer s.wait.free()
	s.starts = make([]uint32, 1, 1+lines)
	s.starts[0] = uint32(at)
	for i, c := range data[at:until] {
		if c == '\n' {
			s.starts = append(s.starts, uint32(at+i+1))
		}
	}
	s.line()
	return s.block(1)
}

// within finds the node of a tree that another one was before the tree was read again; nil where there is none.
func (n *Node) within(was *Node) *Node {
	for n != nil && n.ID() != was.ID() {
		n = n.around(was)
	}
	return n
}

// around is the child that a node lies in; nil for none.
func (n *Node) around(inner *Node) *Node {
	holds := func(outer *Node) bool { return outer.start <= inner.start && inner.end <= outer.end }
	if n.inside == nil {
		return nil
	}
	for _, f := range n.inside.fields {
		if holds(f.Value) {
			return f.Value
		}
	}
	for _, item := range n.inside.items {
		if holds(item) {
			return item
		}
	}
	return nil
}

// ID tells a value from all others. It stays the same when the value is read again.
type ID struct {
	from       *origin
	start, end uint32
	kind       Kind
	made       *Node // of one that was not read from a file
}

// ID is which value a node is.
func (n *Node) ID() ID {
	if n.from == nil || n.start == n.end {
		return ID{made: n}
	}
	return ID{from: n.from, start: n.start, end: n.end, kind: n.Kind}
}

// Same reports whether two nodes are one value; false for none.
func (n *Node) Same(other *Node) bool {
	return n != nil && other != nil && (n == other || n.ID() == other.ID())
}

// Has reports whether a key is written in a map.
func (n *Node) Has(key string) bool { return n != nil && n.inside != nil && n.inside.field(key) != nil }

// Assumes reports whether nobody wrote the value of a key of a map. In what is on a shelf, all is written.
func (n *Node) Assumes(key string) bool {
	if n == nil || n.shelved {
		return false
	}
	value := n.Get(key)
	return value != nil && value.Assumed
}
