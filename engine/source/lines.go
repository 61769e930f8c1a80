package source

import (
	"bytes"
	"sort"
)

// Lines finds the lines of a file, and the columns of a line, without reading
// the file from its start each time. It is not safe for concurrent use.
type Lines struct {
	data   []byte
	starts []uint32 // of each line; the first after a byte order mark
	long   map[int]*longLine
}

// A longLine remembers where every stride-th code point of a line starts.
type longLine struct {
	marks []int // from the start of the line, in bytes
	count int   // code points
}

// stride is short enough to count through, and long enough for the marks to
// take little room.
const stride = 256

// NewLines returns the lines of a file. LF, CRLF and a lone CR end a line.
func NewLines(data []byte) *Lines {
	return &Lines{data: data, starts: newOrigin("", data, nil).lines}
}

// Size is how many bytes the file has.
func (l *Lines) Size() int { return len(l.data) }

// Line returns the nth line, from 1, without its line end and without a byte
// order mark; nil when there is none. It is a part of the file, not a copy.
func (l *Lines) Line(n int) []byte {
	if n < 1 || n > len(l.starts) {
		return nil
	}
	start, end := int(l.starts[n-1]), len(l.data)
	if n < len(l.starts) {
		end = int(l.starts[n])
	}
	return bytes.TrimRight(l.data[start:end], "\r\n")
}

// Count returns how many code points the nth line has.
func (l *Lines) Count(n int) int {
	line := l.Line(n)
	if len(line) <= stride {
		return points(line)
	}
	return l.marked(n, line).count
}

// Cut returns the code points [from, to) of the nth line, counted from 0, as
// far as there are.
func (l *Lines) Cut(n, from, to int) string {
	line := l.Line(n)
	return string(line[l.Bytes(n, from):l.Bytes(n, to)])
}

// Bytes returns how many bytes the first code points of the nth line take, all
// of the line where it has fewer.
func (l *Lines) Bytes(n, points int) int {
	line, at := l.Line(n), 0
	if len(line) > stride && points >= stride {
		m := l.marked(n, line)
		if points >= m.count {
			return len(line)
		}
		at = m.marks[points/stride]
		points %= stride
	}
	for ; points > 0 && at < len(line); points-- {
		at += charLen(line[at:])
	}
	return at
}

func (l *Lines) marked(n int, line []byte) *longLine {
	if m := l.long[n]; m != nil {
		return m
	}
	m := &longLine{}
	for at := 0; at < len(line); at += charLen(line[at:]) {
		if m.count%stride == 0 {
			m.marks = append(m.marks, at)
		}
		m.count++
	}
	if l.long == nil {
		l.long = map[int]*longLine{}
	}
	l.long[n] = m
	return m
}

// Span returns the region of the bytes [from, to) of the file.
func (l *Lines) Span(from, to int) Span {
	var s Span
	s.Line, s.Column = l.place(from)
	s.EndLine, s.EndColumn = l.place(to)
	return s
}

// place returns the line and column of a byte.
func (l *Lines) place(offset int) (line, column int) {
	line = lineAt(l.starts, offset)
	start := int(l.starts[line-1])
	at := 0
	if text := l.Line(line); len(text) > stride && offset-start > stride {
		m := l.marked(line, text)
		i := max(0, sort.SearchInts(m.marks, offset-start+1)-1)
		at, column = m.marks[i], i*stride
	}
	return line, column + 1 + points(l.data[start+at:max(offset, start+at)])
}
