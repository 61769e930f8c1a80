package source

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/wording"
)

var bom = []byte("\ufeff")

// An origin is a file as its nodes remember it: what it takes to say where they stand. It is safe for concurrent use.
type origin struct {
	file   string
	data   []byte
	stored *Content // in its place, where a shelf keeps that; nil else
	lines  []uint32 // where each line starts; the first after a byte order mark. None on a shelf: see starts
	holds  sorts    // of bytes
	simply bool     // all of it was read in the simplest way
	shelf  *Shelf   // on which its documents are; nil for none
	roots  []uint32 // where each of these starts

	mu     sync.Mutex
	long   *Lines       // for the places on long lines; nil where nobody asked for one
	walked atomic.Int64 // bytes that were passed to find places, which tests count
}

// newOrigin is a file, whose lines are noted where there is room for them; nil for none.
func newOrigin(file string, data []byte, room []uint32) *origin {
	first := 0
	if bytes.HasPrefix(data, bom) {
		first = len(bom)
	}
	o := &origin{file: file, data: data}
	o.lines = append(slices.Grow(room[:0], 2+bytes.Count(data, []byte("\n"))), uint32(first))
	for i, c := range data[first:] {
		switch {
		case c >= 0x20 && c < 0x7f:
		case c == '\n':
			o.lines = append(o.lines, uint32(first+i+1))
		case c == '\t':
			o.holds |= tabs
		case c == '\r':
			o.holds |= returns
		default:
			o.holds |= unusual
		}
	}
	if o.holds&returns == 0 {
		return o
	}
	o.lines = o.lines[:1]
	for at := lineEnd(data, first); at < len(data); at = lineEnd(data, at) {
		at = afterLine(data, at)
		o.lines = append(o.lines, uint32(at))
	}
	return o
}

// sorts are those bytes of a file that somebody has to look at more closely.
type sorts uint8

const (
	tabs    sorts = 1 << iota
	returns       // carriage returns
	unusual       // beyond ASCII, or control characters that end no line
)

// place returns the line and column of a byte.
func (o *origin) place(offset int) (line, column int) {
	line, start := o.line(offset)
	if offset-start > stride {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.walked.Add(stride)
		return o.index().place(offset)
	}
	o.walked.Add(int64(offset - start))
	return line, 1 + points(o.bytes()[start:max(offset, start)])
}

// index finds places on long lines. Its user has the lock.
func (o *origin) index() *Lines {
	if o.long == nil {
		o.long = &Lines{data: o.bytes(), starts: o.starts()}
	}
	return o.long
}

// lineOf returns the number of the line that a byte lies in.
func (o *origin) lineOf(offset int) int {
	line, _ := o.line(offset)
	return line
}

// line returns the number of the line that a byte lies in, and where that starts. In a small file on a shelf, the lines
// before are counted: that takes less than to find them all, and no memory.
func (o *origin) line(offset int) (line, start int) {
	if o.shelf == nil || o.size() > countedFile {
		starts := o.starts()
		line = lineAt(starts, offset)
		return line, int(starts[line-1])
	}
	first := 0
	data := o.bytes()
	if bytes.HasPrefix(data, bom) {
		first = len(bom)
	}
	before := data[first:max(first, offset)]
	return 1 + bytes.Count(before, []byte("\n")), first + bytes.LastIndexByte(before, '\n') + 1
}

// bytes are those of the file.
func (o *origin) bytes() []byte {
	if o.stored == nil {
		return o.data
	}
	return o.shelf.contentOf(o)
}

// size is how many there are.
func (o *origin) size() int {
	if o.stored == nil {
		return len(o.data)
	}
	return o.stored.Size()
}

// starts are where the lines start, which are found again where the file is on a shelf.
func (o *origin) starts() []uint32 {
	if o.shelf != nil {
		return o.shelf.linesOf(o)
	}
	return o.lines
}

func (o *origin) span(start, end int) Span {
	var s Span
	s.Line, s.Column = o.place(start)
	s.EndLine, s.EndColumn = o.place(end)
	return s
}

// A text is a file while it is read: its bytes, its lines, its problems.
type text struct {
	*origin
	data     []byte
	end      int // of the part that is being read
	problems []Problem
	room     *Room             // where nodes are made; nil for none
	unused   []Node            // made in advance, where there is none
	expected int               // how many nodes will probably be made
	made     int               // how many were
	speaks   bool              // to us, in comments maybe
	keeps    bool              // what only a formatter needs
	scalars  []interval        // where # begins no comment; only when it speaks or keeps
	written  map[*Node][]Field // the fields of YAML maps as written, `<<` too; only when it keeps

	// Nodes are mostly met in the order they are written, so the translation of a
	// column goes on from its last answer. Where they are not, a long line is not
	// counted from its start again.
	seen cursor
}

type cursor struct{ offset, line, column int }

func newText(file string, data []byte) *text {
	t := textOf(newOrigin(file, data, nil))
	return &t
}

// textOf is a file of which nothing was read.
func textOf(o *origin) text {
	return text{
		origin: o, data: o.data, end: len(o.data), expected: nodesALine * len(o.lines), speaks: maySpeak(o.data),
		seen: cursor{int(o.lines[0]), 1, 1},
	}
}

// nodesALine is how many nodes a line has, most times.
const nodesALine = 2

// newNode returns an empty node. They are made many at a time, as one allocation
// each is a fifth of the cost of reading a file: as many as the lines that are left
// will probably have.
func (t *text) newNode() *Node {
	if t.room != nil {
		n := &t.room.nodes.take(1)[0]
		n.from = t.origin
		return n
	}
	if len(t.unused) == 0 {
		const fewest, most = 8, 240
		t.unused = make([]Node, min(max(t.expected-t.made, fewest), most))
		t.made += len(t.unused)
	}
	n := &t.unused[0]
	t.unused = t.unused[1:]
	n.from = t.origin
	return n
}

// newInside, newFields and newItems are room for what stands inside of a node.
func (t *text) newInside() *inside {
	if t.room == nil {
		return &inside{}
	}
	return &t.room.insides.take(1)[0]
}

func (t *text) newFields(n int) []Field {
	if t.room == nil {
		return make([]Field, n)
	}
	return t.room.fields.take(n)
}

func (t *text) newItems(n int) []*Node {
	if t.room == nil {
		return make([]*Node, n)
	}
	return t.room.items.take(n)
}

func isBreak(c byte) bool { return c == '\n' || c == '\r' }

// lineEnd returns where the line that i lies in ends, before its line end.
func lineEnd(data []byte, i int) int {
	for i < len(data) && !isBreak(data[i]) {
		i++
	}
	return i
}

// afterLine returns where the next line starts.
func afterLine(data []byte, i int) int {
	i = lineEnd(data, i)
	if i+1 < len(data) && data[i] == '\r' && data[i+1] == '\n' {
		return i + 2
	}
	return min(i+1, len(data))
}

// offset returns the byte at a line and column. Beyond the end of a line it
// is the end of the line, beyond the last line the end of the file.
func (t *text) offset(line, column int) int {
	if line > len(t.lines) {
		return len(t.data)
	}
	c := &t.seen
	if line != c.line || column < c.column || column > c.column+stride {
		*c = cursor{int(t.lines[line-1]), line, 1}
		if column > stride {
			*c = t.far(line, column)
		}
	}
	from := c.column
	for c.column < column && c.offset < len(t.data) && !isBreak(t.data[c.offset]) {
		c.offset += charLen(t.data[c.offset:])
		c.column++
	}
	t.walked.Add(int64(c.column - from))
	return c.offset
}

// far is a place in a long line, without counting from its start.
func (t *text) far(line, column int) cursor {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.walked.Add(stride)
	at := int(t.lines[line-1]) + t.index().Bytes(line, column-1)
	return cursor{at, line, 1 + min(column-1, t.index().Count(line))}
}

// lineAt returns the number of the line that a byte lies in, where starts are those of the lines.
func lineAt(starts []uint32, offset int) int {
	return max(1, sort.Search(len(starts), func(i int) bool { return int(starts[i]) > offset }))
}

// points counts code points. The library makes a copy for it.
func points(data []byte) int {
	n := 0
	for len(data) > 0 {
		data = data[charLen(data):]
		n++
	}
	return n
}

func charLen(data []byte) int {
	if data[0] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRune(data)
	return size
}

func (t *text) problem(start, end int, message string) {
	t.problems = append(t.problems, Problem{
		File: t.file, Rule: NotParsed, Span: t.span(start, end), Message: message,
		Subject: t.subject(start),
	})
}

// subject is what stands at a byte, up to the end of its line, as far as it tells one place from others.
func (t *text) subject(at int) string {
	const enough = 80
	if at == 0 || at >= len(t.data) { // the file as a whole, or its end
		return ""
	}
	rest := t.data[at:min(at+enough, len(t.data))]
	return strings.TrimSpace(string(rest[:lineEnd(rest, 0)]))
}

// problemAt reports a problem with the one character at offset.
func (t *text) problemAt(offset int, message string) {
	end := offset
	if offset < t.end && !isBreak(t.data[offset]) {
		end += charLen(t.data[offset:])
	}
	t.problem(offset, end, message)
}

// see quotes the rest of the line at a byte.
func (t *text) see(at int) string {
	if at >= t.end && t.end == len(t.data) {
		return wording.TheEndOfTheFile()
	} else if at >= t.end {
		return wording.TheEndOfTheDocument()
	}
	rest := strings.TrimRight(string(t.data[at:lineEnd(t.data, at)]), " \t")
	if rest == "" {
		return wording.TheEndOfTheLine()
	}
	return fmt.Sprintf("%q", clip(rest))
}

// duplicate reports a key that stands in its map a second time.
func (t *text) duplicate(key, first *Node) {
	remedy := wording.RemoveOrRenameOne()
	if len(key.Text) > 2 && strings.Trim(key.Text[:3], "0123456789") == "" { // {from: 9,000, to: 3,000}
		remedy = wording.IfItIsTheEnd()
	}
	t.problems = append(t.problems, Problem{
		File: t.file, Rule: DuplicateKey, Span: key.Span(),
		Message: wording.KeyIsWrittenTwiceIt(strconv.Quote(clip(key.Text)), first.Span().Line, remedy),
		Related: []Related{{Location{t.file, first.Span()}, wording.TheFirstOne()}},
		Subject: key.Text,
	})
}

// clip shortens what a message quotes.
func clip(s string) string {
	const limit = 40
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}

// advance walks from one byte with a known place to a later one.
func advance(data []byte, from, line, column, to int) (int, int) {
	for i := from; i < to; {
		if next := breakAt(data, i); next > i {
			line, column, i = line+1, 1, next
			continue
		}
		i += charLen(data[i:])
		column++
	}
	return line, column
}

// breakAt returns what follows the line end at i, or i when there is none.
func breakAt(data []byte, i int) int {
	if isBreak(data[i]) {
		return afterLine(data, i)
	}
	return i
}
