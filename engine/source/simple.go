package source

import (
	"bytes"
	"strings"
	"sync"
	"unsafe"
)

// What the simplest way to write YAML leaves out, so that nobody has to count there.
const (
	simpleDepth  = 32        // maps and lists inside each other
	simpleFields = indexFrom // of a map
	simpleKey    = 128       // bytes of a key
)

// simple reads YAML that is written in the simplest way, as most definitions are: maps and lists by indentation, plain
// and quoted scalars and brackets on one line, text below `|` and `>`, comments, and `---` on a line of its own. It
// makes what would be made of the library's nodes, in a fraction of the time. It is false where it meets anything else,
// however sound, and leaves nothing behind then: the library reads that. A fuzz test holds that both make the same.
func (y *yamlReader) simple(from, to int) bool {
	data := y.data[from:to]
	if y.keeps || y.holds&tabs != 0 && bytes.IndexByte(data, '\t') >= 0 || y.holds&returns != 0 && hasLoneReturn(data) {
		return false
	}
	s := newSimpleReader(y, from, to)
	defer s.wait.free()
	documents, scalars, left := len(y.documents), len(y.scalars), y.left
	if s.stream() {
		y.end = to
		return true
	}
	y.documents, y.scalars, y.left = y.documents[:documents], y.scalars[:scalars], left
	return false
}

// inPlace is a part of a file as a text, without a copy: what was read of a file never changes, and is kept for as long
// as its nodes, since reports quote it.
func inPlace(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// hasLoneReturn reports whether a carriage return ends a line by itself.
func hasLoneReturn(data []byte) bool {
	return bytes.Count(data, []byte("\r")) != bytes.Count(data, []byte("\r\n"))
}

// A simpleReader makes nodes of the simplest YAML. Where it meets anything else, what makes a node gives nil.
type simpleReader struct {
	*yamlReader
	source   string   // what is read; texts are parts of it
	starts   []uint32 // of the lines of the file, or of the part that is read
	from, to int      // where that lies in the file
	at       int      // the next byte to read
	start    int      // of its line
	row      int      // the index of that, or of an earlier one
	indent   int      // the column of the entry that begins there, from 0; negative at the end

	wait *pending
}

func newSimpleReader(y *yamlReader, from, to int) *simpleReader {
	s := y.room.newSimple()
	*s = simpleReader{yamlReader: y, source: inPlace(y.data[from:to]), from: from, to: to, at: from,
		starts: y.origin.lines, wait: unusedPending.Get().(*pending)}
	return s
}

// pending are the entries of maps and lists that are being made.
type pending struct {
	fields []Field
	items  []*Node
}

// unusedPending are those of files that are read. Files are many, and each needs some.
var unusedPending = sync.Pool{New: func() any { return &pending{} }}

// free gives them back, without what they hold.
func (p *pending) free() {
	clear(p.fields[:cap(p.fields)])
	clear(p.items[:cap(p.items)])
	p.fields, p.items = p.fields[:0], p.items[:0]
	unusedPending.Put(p)
}

func (s *simpleReader) stream() bool {
	for s.line(); s.at < s.to; {
		if s.divides() {
			s.next()
			continue
		}
		root := s.block(1)
		if root == nil || s.at < s.to && !s.divides() {
			return false
		}
		s.documents = append(s.documents, &Document{File: s.file, Index: len(s.documents), Root: root})
	}
	return true
}

// byte is the one at a place, and a line end after the last. A line may end in a carriage return, too.
func (s *simpleReader) byte(i int) byte {
	if i >= s.to || s.data[i] == '\r' {
		return '\n'
	}
	return s.data[i]
}

func (s *simpleReader) spaces() {
	for s.byte(s.at) == ' ' {
		s.at++
	}
}

// line goes to the first line from here on that holds more than a comment.
func (s *simpleReader) line() {
	for s.at < s.to {
		s.start = s.at
		if s.spaces(); s.byte(s.at) != '\n' && s.byte(s.at) != '#' {
			s.indent = s.at - s.start
			return
		}
		s.at = s.after(s.at)
	}
	s.indent = -1
}

// after is where the line after a place starts. Places only go on.
func (s *simpleReader) after(at int) int {
	for s.row+1 < len(s.starts) && int(s.starts[s.row+1]) <= at {
		s.row++
	}
	if s.row+1 == len(s.starts) {
		return s.to
	}
	return min(int(s.starts[s.row+1]), s.to)
}

// next goes to the next line that holds more than a comment.
func (s *simpleReader) next() {
	s.at = s.after(s.at)
	s.line()
}

// ends reports whether at most a comment follows on the line.
func (s *simpleReader) ends() bool {
	s.spaces()
	return s.byte(s.at) == '\n' || s.byte(s.at) == '#' && s.data[s.at-1] == ' '
}

// divides reports a line that only divides documents.
func (s *simpleReader) divides() bool {
	return s.indent == 0 && strings.HasPrefix(s.source[s.at-s.from:], "---") && s.byte(s.at+len("---")) == '\n'
}

// dashed reports whether an item of a list begins.
func (s *simpleReader) dashed() bool { return s.byte(s.at) == '-' && s.byte(s.at+1) == ' ' }

// block makes the map or list that begins with an entry, and goes to the line after it.
func (s *simpleReader) block(depth int) *Node {
	if s.dashed() {
		return s.list(depth)
	}
	return s.fieldsFrom(depth)
}

func (s *simpleReader) list(depth int) *Node {
	made, indent, first := s.begin(List, depth), s.indent, len(s.wait.items)
	for made != nil && s.indent == indent && s.dashed() {
		s.at++
		s.spaces()
		item := s.item(depth + 1)
		if item == nil {
			return nil
		}
		s.wait.items = append(s.wait.items, item)
	}
	if made == nil || s.indent > indent {
		return nil
	}
	s.take(made, first)
	return made.until(made.Items()[len(made.Items())-1])
}

// item makes what follows a dash: a map that goes on below its first key, or a value on this line.
func (s *simpleReader) item(depth int) *Node {
	if s.keyEnd() > s.at {
		s.indent = s.at - s.start
		return s.fieldsFrom(depth)
	}
	return s.last(depth)
}

// fieldsFrom makes the map whose first key begins here.
func (s *simpleReader) fieldsFrom(depth int) *Node {
	made, indent, first := s.begin(Map, depth), s.indent, len(s.wait.fields)
	for made != nil && s.indent == indent && !s.dashed() && !s.divides() {
		key := s.key(first)
		if key == nil {
			return nil
		}
		value := s.value(indent, depth+1)
		if value == nil {
			return nil
		}
		s.wait.fields = append(s.wait.fields, Field{key, value})
	}
	if made == nil || s.indent > indent {
		return nil
	}
	s.take(made, first)
	return made.until(made.Fields()[len(made.Fields())-1].Value)
}

// value makes what follows a key: what begins on the next line, or a value on this one.
func (s *simpleReader) value(indent, depth int) *Node {
	if !s.ends() {
		return s.last(depth)
	}
	if s.next(); s.indent > indent || s.indent == indent && s.dashed() {
		return s.block(depth)
	}
	return nil
}

// last makes the value that ends a line, and goes to the next one.
func (s *simpleReader) last(depth int) *Node {
	made := s.onLine(depth, false)
	if made == nil || !s.ends() {
		return nil
	}
	s.next()
	return made
}

// onLine makes a value that ends on its line, where brackets may be around it.
func (s *simpleReader) onLine(depth int, inBrackets bool) *Node {
	switch c := s.byte(s.at); c {
	case '[':
		return s.brackets(List, ']', depth)
	case '{':
		return s.brackets(Map, '}', depth)
	case '\'':
		return s.quoted(c, single)
	case '"':
		return s.quoted(c, double)
	case '|', '>':
		if inBrackets {
			return nil
		}
		return s.lines(c == '>')
	}
	return s.scalar(plain, s.plainEnd(inBrackets))
}

func (s *simpleReader) brackets(kind Kind, closing byte, depth int) *Node {
	made, first := s.begin(kind, depth), s.waiting(kind)
	if made == nil {
		return nil
	}
	s.at++
	for s.spaces(); s.byte(s.at) != closing; s.spaces() {
		if s.waiting(kind) > first && !s.comma() || !s.entry(kind, first, depth+1) {
			return nil
		}
	}
	s.at++
	made.end = uint32(s.at)
	s.take(made, first)
	return made
}

func (s *simpleReader) comma() bool {
	if s.byte(s.at) != ',' {
		return false
	}
	s.at++
	s.spaces()
	return true
}

// entry makes an entry of brackets whose fields are those from the first on.
func (s *simpleReader) entry(kind Kind, first, depth int) bool {
	var key *Node
	if kind == Map {
		if key = s.key(first); key == nil {
			return false
		}
		s.spaces()
	}
	value := s.onLine(depth, true)
	if kind == Map {
		s.wait.fields = append(s.wait.fields, Field{key, value})
	} else {
		s.wait.items = append(s.wait.items, value)
	}
	return value != nil
}

// keyEnd is where the key ends that begins here, and here where none does. Its colon follows, and a space or line end.
func (s *simpleReader) keyEnd() int {
	i := s.at
	for i < s.to && (isLetterOrDigit(s.data[i]) || i > s.at && insideKey[s.data[i]]) {
		i++
	}
	if i > s.at+simpleKey || s.byte(i) != ':' || s.byte(i+1) != ' ' && s.byte(i+1) != '\n' {
		return s.at
	}
	return i
}

// key makes a key that is new among the fields from the first on, and passes its colon.
func (s *simpleReader) key(first int) *Node {
	key := s.scalar(plain, s.keyEnd())
	if key == nil || len(s.wait.fields)-first == simpleFields-1 {
		return nil
	}
	for _, f := range s.wait.fields[first:] {
		if f.Key.Text == key.Text {
			return nil
		}
	}
	s.at++
	return key
}

// plainEnd is where the plain scalar ends that begins here, and here where none does.
func (s *simpleReader) plainEnd(inBrackets bool) int {
	first, second := s.byte(s.at), s.byte(s.at+1)
	if !startsPlain(first) && (first != '-' || !isLetterOrDigit(second)) {
		return s.at
	}
	for i := s.at; ; i++ {
		for i < s.to && !endsPlain[s.data[i]] {
			i++
		}
		switch next := s.byte(i + 1); s.byte(i) {
		case ':':
			if next == ' ' || next == '\n' || inBrackets && !isLetterOrDigit(next) {
				return s.at
			}
		case '\n':
			return s.trimmed(i)
		case '#':
			if s.data[i-1] == ' ' {
				return s.trimmed(i)
			}
		case ',', ']', '}', '[', '{':
			if inBrackets {
				return s.trimmed(i)
			}
		}
	}
}

// trimmed is the place before the spaces that stand before another one.
func (s *simpleReader) trimmed(i int) int {
	for s.data[i-1] == ' ' {
		i--
	}
	return i
}

// insideKey are the bytes of a key, but for the first, that are no letters or digits.
var insideKey = [256]bool{'_': true, '-': true, '.': true}

// endsPlain are the bytes that may end a plain scalar.
var endsPlain = [256]bool{
	':': true, '\n': true, '\r': true, '#': true, ',': true, '[': true, ']': true, '{': true, '}': true,
}

// startsPlain reports bytes that begin a plain scalar whatever follows.
func startsPlain(c byte) bool {
	return isLetterOrDigit(c) || c >= 0x80 || strings.IndexByte(`$(+./;<=^_~\`, c) >= 0
}

func isLetterOrDigit(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

// quoted makes a scalar in quotes that says what it is without escapes.
func (s *simpleReader) quoted(quote byte, form form) *Node {
	i := s.at + 1
	for c := s.byte(i); c != quote; c = s.byte(i) {
		if c == '\n' || c == '\\' && quote == '"' {
			return nil
		}
		i++
	}
	if s.byte(i+1) == quote {
		return nil
	}
	return s.scalar(form, i+1)
}

// lines makes the text that stands below a sign, on lines that are further in than what it belongs to. Where lines are
// folded, those that are further in than the first stay lines of their own, and none of them ends in a space.
func (s *simpleReader) lines(folded bool) *Node {
	end := s.at + 1
	keepsEnd := s.byte(end) != '-'
	if !keepsEnd {
		end++
	}
	at := afterLine(s.data[:s.to], end)
	indent := s.spacesAt(at)
	if s.byte(end) != '\n' || indent <= s.indent || s.byte(at+indent) == '\n' {
		return nil
	}
	var text strings.Builder
	empty := 0   // lines since the last that is not
	own := false // that one is further in than the first
	for last := false; at < s.to; at = afterLine(s.data[:s.to], at) {
		in, to := s.spacesAt(at), lineEnd(s.data[:s.to], at)
		switch {
		case at == to:
			empty++
			continue
		case at+in == to || to == s.to: // of spaces alone, or without an end
			return nil
		case in < indent:
			last = true
		case folded && s.data[to-1] == ' ':
			return nil
		}
		if last {
			break
		}
		switch {
		case text.Len() == 0:
		case !folded || own || in > indent:
			text.WriteByte('\n')
		case empty == 0:
			text.WriteByte(' ')
		}
		text.WriteString(strings.Repeat("\n", empty))
		text.Write(s.data[at+indent : to])
		end, empty, own = to, 0, in > indent
	}
	if keepsEnd {
		text.WriteByte('\n')
	}
	return s.text(text.String(), end)
}

// spacesAt counts the spaces from a place on.
func (s *simpleReader) spacesAt(i int) int {
	n := 0
	for s.byte(i+n) == ' ' {
		n++
	}
	return n
}

// text makes the node of a text below a sign, from here to its end, and goes there.
func (s *simpleReader) text(text string, end int) *Node {
	if len(text) > maxScalar {
		return nil
	}
	made := s.begin(String, 0)
	if made == nil {
		return nil
	}
	made.form, made.Text = block, text
	s.at, made.end = end, uint32(end)
	s.hold(made)
	return made
}

// scalar makes the scalar from here to its end, unless that is here, and goes there.
func (s *simpleReader) scalar(form form, end int) *Node {
	text := s.source[s.at-s.from : end-s.from]
	if text == "" || len(text) > maxScalar {
		return nil
	}
	made := s.begin(String, 0)
	if made == nil {
		return nil
	}
	if made.form, made.Text = form, text; form != plain {
		made.Text = text[1 : len(text)-1]
	} else if made.Plain, made.Kind = true, plainKind(text); made.Kind == Null {
		made.form = whole
	}
	s.at, made.end = end, uint32(end)
	s.hold(made)
	return made
}

// begin makes a node that starts here.
func (s *simpleReader) begin(kind Kind, depth int) *Node {
	if s.left == 0 || depth > simpleDepth {
		return nil
	}
	s.left--
	made := s.newNode()
	made.Kind, made.start = kind, uint32(s.at)
	return made
}

// until ends a node where its last child ends.
func (n *Node) until(child *Node) *Node {
	n.end = child.end
	return n
}

// waiting is how many fields, or items, wait for the maps or lists that are being made.
func (s *simpleReader) waiting(kind Kind) int {
	if kind == Map {
		return len(s.wait.fields)
	}
	return len(s.wait.items)
}

// take gives a map the fields from the first on, or a list the items.
func (s *simpleReader) take(made *Node, first int) {
	if made.inside = s.newInside(); made.Kind == Map {
		made.inside.fields = s.newFields(len(s.wait.fields) - first)
		copy(made.inside.fields, s.wait.fields[first:])
		s.wait.fields = s.wait.fields[:first]
		return
	}
	made.inside.items = s.newItems(len(s.wait.items) - first)
	copy(made.inside.items, s.wait.items[first:])
	s.wait.items = s.wait.items[:first]
}
