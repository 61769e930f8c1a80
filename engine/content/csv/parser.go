package csv

import (
	"bytes"

	"github.com/kpilint/kpilint/engine/content"
)

// encoding/csv says of a field where it begins, and not which of its bytes are quotation marks, so that a place inside
// of a field could not be told; and one quotation mark that is never closed ends its reading. This parser takes the
// same fields from sound files, which a test holds, and goes on after what is not sound.

// parser walks over the fields of a text.
type parser struct {
	text []byte
	dialect
	at, end int

	fields  []field
	closing ending
	open    *int // the first quotation mark that is never closed
}

// field is where a field stands, with its quotation marks.
type field struct {
	from, to int
	quote    int // the length of its quotation marks; 0 for none
	empty    bool
}

// ending remembers the next quotation mark that ends a field, and from where on it is the next one, so that a text of
// marks that end nothing is walked over once.
type ending struct{ from, at int }

// row returns the fields of the next row, which are valid until the next call, and stands behind its line end.
func (p *parser) row() []field {
	if p.wrapped {
		return p.wrappedRow()
	}
	p.fields = p.fields[:0]
	for {
		p.take(p.field(1))
		if p.at < p.end && p.text[p.at] == p.separator && p.separator != 0 {
			p.at++
			continue
		}
		p.endLine()
		return p.fields
	}
}

// take keeps a field, and one more than a row can have.
func (p *parser) take(f field) {
	if len(p.fields) <= content.MaxColumns {
		p.fields = append(p.fields, f)
	}
}

// wrappedRow takes a row that is one quoted field as a whole, apart into the fields inside of it.
func (p *parser) wrappedRow() []field {
	p.fields = p.fields[:0]
	whole := p.field(1)
	inside := parser{text: p.text, dialect: dialect{separator: p.separator}, at: whole.from, end: whole.to,
		fields: p.fields}
	mark := 1
	if whole.quote > 0 {
		inside.at, inside.end, mark = whole.from+1, max(whole.to-1, whole.from+1), 2
	}
	for {
		inside.take(inside.field(mark))
		if inside.at >= inside.end || inside.text[inside.at] != p.separator {
			break
		}
		inside.at++
	}
	p.fields = inside.fields
	for p.at < p.end && p.text[p.at] != '\n' {
		p.at++ // what follows the quoted field is no row
	}
	p.endLine()
	return p.fields
}

func (p *parser) endLine() {
	if p.at < p.end && p.text[p.at] == '\r' {
		p.at++
	}
	if p.at < p.end && p.text[p.at] == '\n' {
		p.at++
	}
}

// field takes the next field and stands at what follows it: a separator, a line end or the end.
func (p *parser) field(mark int) field {
	begin := p.at
	for begin < p.end && (p.text[begin] == ' ' || p.text[begin] == '\t') && p.text[begin] != p.separator {
		begin++
	}
	if begin+mark <= p.end && allQuotes(p.text[begin:begin+mark]) {
		if end, ok := p.quoted(begin, mark); ok {
			p.at = p.skipBlanks(end)
			inside := bytes.TrimSpace(p.text[begin+mark : end-mark])
			return field{from: begin, to: end, quote: mark, empty: len(inside) == 0}
		}
		if p.open == nil {
			p.open = &begin
		}
	}
	from := p.at
	for p.at < p.end && p.text[p.at] != '\n' && (p.text[p.at] != p.separator || p.separator == 0) {
		p.at++
	}
	to := p.at
	if p.at < p.end && p.text[p.at] == '\n' && to > from && p.text[to-1] == '\r' {
		to--
	}
	from += len(p.text[from:to]) - len(bytes.TrimLeft(p.text[from:to], " \t"))
	to -= len(p.text[from:to]) - len(bytes.TrimRight(p.text[from:to], " \t\r"))
	return field{from: from, to: to, empty: len(bytes.TrimSpace(p.text[from:to])) == 0}
}

func allQuotes(text []byte) bool { return bytes.Count(text, []byte{'"'}) == len(text) }

func (p *parser) skipBlanks(at int) int {
	for at < p.end && (p.text[at] == ' ' || p.text[at] == '\t') && p.text[at] != p.separator {
		at++
	}
	if at+1 < p.end && p.text[at] == '\r' && p.text[at+1] == '\n' {
		at++
	}
	return at
}

// quoted returns where a field ends that begins with a quotation mark. A mark ends it where a separator or a line end
// follows; others in the text are left in it, as people write them.
func (p *parser) quoted(begin, mark int) (end int, ok bool) {
	first := begin + mark
	at := first
	// Two marks at the beginning are a field without text only when nothing else follows.
	if n := quotes(p.text[at:p.end]); n > 0 {
		if n/mark%2 == 1 && p.ends(at+n) {
			return at + n, true
		}
		at += n
	}
	if p.closing.from > at || p.closing.at < at {
		p.closing = ending{at, p.nextEnding(at, mark)}
	}
	end = p.closing.at
	return end, end < p.end+1 && end-first <= 4*content.MaxText
}

// nextEnding returns where the next run of marks ends that ends a field, beyond the end where there is none.
func (p *parser) nextEnding(at, mark int) int {
	for at < p.end {
		i := bytes.IndexByte(p.text[at:p.end], '"')
		if i < 0 {
			break
		}
		at += i
		n := quotes(p.text[at:p.end])
		at += n
		if n/mark%2 == 1 && p.ends(at) {
			return at
		}
	}
	return p.end + 1
}

// quotes counts the quotation marks at the beginning of a text.
func quotes(text []byte) int {
	n := 0
	for n < len(text) && text[n] == '"' {
		n++
	}
	return n
}

// ends reports whether a field can end here.
func (p *parser) ends(at int) bool {
	at = p.skipBlanks(at)
	return at >= p.end || p.text[at] == '\n' || p.text[at] == p.separator && p.separator != 0
}
