package prose

import (
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/source"
)

// place is a byte of a text with its line and column. It only moves forward, so that a text is walked over once.
type place struct {
	text         string
	offset       int
	line, column int
}

func (p *place) moveTo(offset int) (line, column int) {
	for p.offset < offset {
		if p.text[p.offset] == '\n' {
			p.line, p.column, p.offset = p.line+1, 1, p.offset+1
			continue
		}
		_, size := utf8.DecodeRuneInString(p.text[p.offset:])
		p.column, p.offset = p.column+1, p.offset+size
	}
	return p.line, p.column
}

// places tell where the bytes of a text stand, from the first to the last.
type places interface {
	Span(from, to int) source.Span
}

// Span is the place of the bytes from one offset to another.
func (p *place) Span(from, to int) source.Span {
	var s source.Span
	s.Line, s.Column = p.moveTo(from)
	s.EndLine, s.EndColumn = p.moveTo(to)
	return s
}
