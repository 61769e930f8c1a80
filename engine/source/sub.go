package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A form is how a value is written, as far as its text and its source differ.
type form uint8

const (
	whole  form = iota // nothing inside it can be pointed at
	plain              // as it is, lines folded
	single             // in single quotes, lines folded
	double             // in double quotes, with escapes
	block              // indented lines
)

// Sub returns the span of Text[from:to], which are byte offsets. It is exact
// wherever those characters are written: also through escapes, folded lines
// and indentation. Where they are not, in an alias for example, or when the
// offsets are no part of Text, it is the whole Span.
func (n *Node) Sub(from, to int) Span {
	if n == nil {
		return Span{}
	}
	if n.form == whole || from < 0 || to < from || to > len(n.Text) {
		return n.Span()
	}
	start, end, ok := n.stretch(from, to)
	if !ok {
		return n.Span()
	}
	var s Span
	s.Line, s.Column = advance(n.from.bytes(), int(n.start), n.Span().Line, n.Span().Column, start)
	s.EndLine, s.EndColumn = advance(n.from.bytes(), start, s.Line, s.Column, end)
	return s
}

// stretch returns the bytes of the file in which Text[from:to] is written.
func (n *Node) stretch(from, to int) (start, end int, ok bool) {
	inner := n.inner()
	if string(n.from.bytes()[inner.from:inner.to]) == n.Text {
		return inner.from + from, inner.from + to, true
	}
	m := tracer{node: n, data: n.from.bytes()[:inner.to], at: inner.from}
	if !m.run() {
		return 0, 0, false
	}
	return m.stretch(from, to, inner.from)
}

type interval struct{ from, to int }

// inner returns the part of the source that holds characters of the text.
func (n *Node) inner() interval {
	start, end := int(n.start), int(n.end)
	switch n.form {
	case single, double:
		return interval{start + 1, end - 1}
	case block:
		return interval{min(afterLine(n.from.bytes(), headerEnd(n.from.bytes(), start)), end), end}
	}
	return interval{start, end}
}

// A tracer decodes a scalar a second time and notes for each byte of its text
// between which bytes of the source it is written.
type tracer struct {
	node       *Node
	data       []byte // up to the end of the scalar
	at         int    // next byte of data
	begin, end []int  // of each byte of the text
}

func (m *tracer) run() bool {
	for m.at < len(m.data) {
		ok := true
		switch c := m.data[m.at]; {
		case isSpace(c) || c == '\\' && m.node.form == double && m.at+1 < len(m.data) && isBreak(m.data[m.at+1]):
			ok = m.space()
		case c == '\\' && m.node.form == double:
			ok = m.escape()
		case c == '\'' && m.node.form == single:
			ok = m.unit("'", 2)
		default:
			n := charLen(m.data[m.at:])
			ok = m.unit(string(m.data[m.at:m.at+n]), n)
		}
		if !ok {
			return false
		}
	}
	return m.finish()
}

// finish maps what follows the last line of a block scalar to its end.
func (m *tracer) finish() bool {
	rest := m.rest()
	if m.node.form == block && strings.Trim(rest, " \t\n") == "" {
		m.note(len(rest), len(m.data), len(m.data))
	}
	return m.rest() == ""
}

func (m *tracer) rest() string { return m.node.Text[len(m.begin):] }

func (m *tracer) note(count, begin, end int) {
	for ; count > 0; count-- {
		m.begin, m.end = append(m.begin, begin), append(m.end, end)
	}
}

// unit takes size bytes of source that stand for s.
func (m *tracer) unit(s string, size int) bool {
	if !strings.HasPrefix(m.rest(), s) {
		return false
	}
	m.note(len(s), m.at, m.at+size)
	m.at += size
	return true
}

// space takes a run of spaces and line ends. What of it is in the text lies at
// its start, but for what follows the last line end, which lies at its end.
func (m *tracer) space() bool {
	to, breaks, escaped := m.spaceEnd()
	n := m.decodedSpace(to, breaks, escaped)
	if n > len(m.rest()) {
		return false
	}
	run := m.rest()[:n]
	head := strings.LastIndexByte(run, '\n') + 1
	if breaks > 0 && head == 0 && len(m.begin) > 0 {
		head = n
	}
	m.head(head, to)
	for i := n - head; i > 0; i-- {
		m.note(1, max(to-i, m.at), max(to-i+1, m.at))
	}
	m.at = to
	return true
}

func (m *tracer) head(n, to int) {
	for p := m.at; n > 0; n-- {
		next := p
		if p < to {
			next = min(max(p+1, breakAt(m.data, p)), to)
		}
		m.note(1, p, next)
		p = next
	}
}

// spaceEnd returns where the run ends, how many lines it ends, and whether
// the first of them only because a backslash stands before its end.
func (m *tracer) spaceEnd() (to, breaks int, escaped bool) {
	for to = m.at; to < len(m.data); {
		switch c := m.data[to]; {
		case isBreak(c):
			to = afterLine(m.data, to)
			breaks++
		case isSpace(c):
			to++
		case c == '\\' && breaks == 0 && m.node.form == double && to+1 < len(m.data) && isBreak(m.data[to+1]):
			to, escaped = to+1, true
		default:
			return to, breaks, escaped
		}
	}
	return to, breaks, escaped
}

// decodedSpace returns how many bytes of text the run stands for.
func (m *tracer) decodedSpace(to, breaks int, escaped bool) int {
	switch {
	case m.node.form == plain || m.node.form == block:
		rest := m.rest()
		return len(rest) - len(strings.TrimLeft(rest, " \t\n"))
	case breaks == 0:
		return to - m.at
	case escaped:
		return bytes.IndexByte(m.data[m.at:], '\\') + breaks - 1
	case breaks == 1:
		return 1
	}
	return breaks - 1
}

// escape takes one escape of a double quoted scalar, or two that JSON needs
// for one character.
func (m *tracer) escape() bool {
	if m.at+1 >= len(m.data) {
		return false
	}
	c := m.data[m.at+1]
	if size := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]; size > 0 {
		return m.codePoint(size)
	}
	s, known := escapes[c]
	return known && m.unit(s, 2)
}

var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

func (m *tracer) codePoint(digits int) bool {
	r, ok := hex(m.data, m.at+2, digits)
	size := 2 + digits
	if ok && utf16.IsSurrogate(r) {
		low, _ := hex(m.data, m.at+size+2, 4)
		r, size = utf16.DecodeRune(r, low), size+6
	}
	return ok && m.unit(string(r), size)
}

func hex(data []byte, at, digits int) (rune, bool) {
	if at+digits > len(data) {
		return utf8.RuneError, false
	}
	v, err := strconv.ParseUint(string(data[at:at+digits]), 16, 32)
	return rune(v), err == nil
}

// stretch answers for Text[from:to]; empty is where a text without characters is.
func (m *tracer) stretch(from, to, empty int) (start, end int, ok bool) {
	switch {
	case len(m.begin) == 0:
		return empty, empty, true
	case from == len(m.begin):
		last := m.end[from-1]
		return last, last, true
	case from == to:
		return m.begin[from], m.begin[from], true
	}
	return m.begin[from], max(m.end[to-1], m.begin[from]), true
}
