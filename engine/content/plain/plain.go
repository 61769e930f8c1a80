// Package plain reads text without any marks: its paragraphs, what stands in it as a heading, entries of lists, and
// tables of values with tabs or bars between them.
package plain

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/source"
)

// Read reads a text.
func Read(name string, data []byte) (*content.File, error) {
	text, said, err := charset.Decode(data)
	if err != nil {
		return nil, err
	}
	f := &content.File{Name: name, Format: "txt", Text: text, Said: said}
	r := &reader{file: f, text: text, lines: split(text), at: content.Text{Bytes: text, Line: 1, Column: 1}.Places()}
	for _, l := range r.lines {
		r.width = max(r.width, utf8.RuneCount(text[l.from:l.to]))
	}
	for i := 0; i < len(r.lines) && !r.full; {
		i += r.block(i)
	}
	return f, nil
}

// reader makes blocks of lines.
type reader struct {
	file  *content.File
	text  []byte
	lines []line
	width int // of the longest line
	at    *content.Places
	room  content.Room
	full  bool
}

// line is where a line stands, without the blanks around it.
type line struct {
	from, to int
	indent   int // blanks before it
}

func split(text []byte) []line {
	var all []line
	for from := 0; from < len(text); {
		to := len(text)
		if i := bytes.IndexByte(text[from:], '\n'); i >= 0 {
			to = from + i
		}
		row := text[from:to]
		l := line{indent: len(row) - len(bytes.TrimLeft(row, " \t"))}
		l.from, l.to = from+l.indent, from+len(bytes.TrimRight(row, " \t\r"))
		l.to = max(l.from, l.to)
		all = append(all, l)
		from = to + 1
	}
	return all
}

func (r *reader) bytes(i int) []byte { return r.text[r.lines[i].from:r.lines[i].to] }

func (r *reader) empty(i int) bool {
	return i < 0 || i >= len(r.lines) || r.lines[i].from == r.lines[i].to
}

// block reads the block that begins with a line, and returns how many lines it takes.
func (r *reader) block(i int) int {
	if r.empty(i) || isRule(r.bytes(i)) {
		return 1
	}
	if n := r.table(i); n > 0 {
		return n
	}
	if level, n := r.heading(i); level > 0 {
		r.add(content.Block{Kind: content.Heading, Level: level}, i, i, 0)
		return n
	}
	end := i + 1
	for r.goesOn(i, end) {
		end++
	}
	if n := content.Entry(r.bytes(i)); n > 0 {
		r.add(content.Block{Kind: content.Item, Level: 1 + min(r.lines[i].indent/2, content.MaxDepth)}, i, end-1, n)
	} else {
		r.add(content.Block{Kind: content.Paragraph}, i, end-1, 0)
	}
	return end - i
}

// goesOn reports whether a line goes on with the block that began above. Where lines are broken at some width, one
// that is long and ends no sentence does; a line that begins with a small letter goes on with any.
func (r *reader) goesOn(first, i int) bool {
	if r.empty(i) || isRule(r.bytes(i)) || content.Entry(r.bytes(i)) > 0 {
		return false
	}
	if level, _ := r.heading(i); level > 0 {
		return false
	}
	before := r.bytes(i - 1)
	last, _ := utf8.DecodeLastRune(before)
	next, _ := utf8.DecodeRune(r.bytes(i))
	switch {
	case r.lines[i].to-r.lines[first].from > content.MaxText:
		return false
	case unicode.IsLower(next):
		return !isEnd(last) || last == ','
	case r.width > longLine:
		return false // a line is a paragraph
	}
	return !isEnd(last) && utf8.RuneCount(before) > r.width/2
}

// longLine is a width at which nobody breaks lines: where one is longer, none are broken.
const longLine = 120

func isEnd(r rune) bool { return r == '.' || r == '!' || r == '?' || r == ':' || r == ';' }

// isRule reports whether a line is drawn.
func isRule(text []byte) bool {
	return len(text) >= 3 && len(bytes.Trim(text, "=-_*~ ")) == 0
}

// What a heading has at most.
const (
	maxHeading      = 80 // bytes
	maxHeadingWords = 8
	fewWords        = 5 // of a line that nothing but its place makes a heading
)

// heading returns the level of a line that stands as a heading, and how many lines it takes; 0 where it is none. It is
// underlined, in capitals, ends in a colon, or is a few words alone. But for the first two, a number makes it a
// sentence.
func (r *reader) heading(i int) (level, lines int) {
	text := r.bytes(i)
	words := len(bytes.Fields(text))
	if len(text) > maxHeading || words > maxHeadingWords || content.Entry(text) > 0 || !hasLetter(text) {
		return 0, 0
	}
	if r.empty(i-1) && !r.empty(i+1) && isRule(r.bytes(i+1)) {
		switch r.bytes(i + 1)[0] {
		case '=':
			return 1, 2
		case '-', '~':
			return 2, 2
		}
	}
	last, _ := utf8.DecodeLastRune(text)
	switch {
	case bytes.IndexByte(text, '\t') > 0 || bytes.IndexByte(text, '|') > 0:
		return 0, 0
	case isCapitals(text) && !isEnd(last) && last != ',':
		return 1, 1
	case bytes.ContainsAny(text, "0123456789"):
		return 0, 0
	case last == ':' && r.startsBlock(i):
		return 2, 1
	case words <= fewWords && (unicode.IsLetter(last) || last == ')') && r.startsBlock(i) && r.standsAbove(i):
		return 2, 1
	}
	return 0, 0
}

// startsBlock reports whether a line begins with a capital letter and does not go on with the line above.
func (r *reader) startsBlock(i int) bool {
	first, _ := utf8.DecodeRune(r.bytes(i))
	if !unicode.IsUpper(first) && !unicode.IsTitle(first) {
		return false
	}
	if r.empty(i-1) || isRule(r.bytes(i-1)) {
		return true
	}
	last, _ := utf8.DecodeLastRune(r.bytes(i - 1))
	return isEnd(last) || content.Entry(r.bytes(i-1)) > 0
}

// standsAbove reports whether what follows a line is set off from it: an empty line and text, or a list.
func (r *reader) standsAbove(i int) bool {
	if r.empty(i + 1) {
		for j := i + 2; j < len(r.lines) && j < i+5; j++ {
			if !r.empty(j) {
				return true
			}
		}
		return false
	}
	return content.Entry(r.bytes(i+1)) > 0
}

func hasLetter(text []byte) bool { return bytes.IndexFunc(text, unicode.IsLetter) >= 0 }

// isCapitals reports whether a text has three letters or more, and no small one.
func isCapitals(text []byte) bool {
	n := 0
	for _, c := range string(text) {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n >= 3
}

// add adds a block of lines, without the mark with which it begins.
func (r *reader) add(b content.Block, first, last, mark int) {
	if t, ok := r.part(r.lines[first].from+mark, r.lines[last].to); ok {
		b.Text = t
		r.file.Blocks = append(r.file.Blocks, b)
	}
}

// part is a stretch of the text, as far as there is room for it.
func (r *reader) part(from, to int) (content.Text, bool) {
	at := r.at.Span(from, from)
	text, cut := content.Cut(r.text[from:to:to])
	if cut {
		r.file.Unread = append(r.file.Unread, content.TooLong(source.Within{}, at))
	}
	if r.full {
		return content.Text{}, false
	}
	if r.full = !r.room.Take(len(text)); r.full {
		r.file.Unread = append(r.file.Unread, r.room.Note(source.Within{}, at))
		return content.Text{}, false
	}
	return content.Text{Bytes: text, Line: int32(at.Line), Column: int32(at.Column)}, true
}

// table reads lines of values with tabs or bars between them, two or more with as many values each, and returns how
// many lines they take; 0 for no table.
func (r *reader) table(i int) int {
	for _, separator := range []byte{'\t', '|'} {
		n := bytes.Count(r.bytes(i), []byte{separator})
		if n == 0 {
			continue
		}
		end := i + 1
		for !r.empty(end) && (bytes.Count(r.bytes(end), []byte{separator}) == n || isRow(r.bytes(end))) {
			end++
		}
		if end > i+1 {
			r.rows(i, end, separator)
			return end - i
		}
	}
	return 0
}

// isRow reports whether a line is drawn between the rows of a table.
func isRow(text []byte) bool { return len(text) >= 3 && len(bytes.Trim(text, "+-=|: ")) == 0 }

func (r *reader) rows(first, end int, separator byte) {
	t := &content.Table{}
	number := 0
	for i := first; i < end; i++ {
		if isRow(r.bytes(i)) {
			if number > 0 && t.Header == 0 {
				t.Header = number
			}
			continue
		}
		number++
		row := content.Row{Number: number}
		from := r.lines[i].from
		if separator == '|' && r.text[from] == '|' {
			from++
		}
		for column := 1; from <= r.lines[i].to && column <= content.MaxColumns; column++ {
			to := r.lines[i].to
			if n := bytes.IndexByte(r.text[from:to], separator); n >= 0 {
				to = from + n
			}
			value := bytes.TrimSpace(r.text[from:to])
			if len(value) > 0 {
				begin := from + bytes.Index(r.text[from:to], value)
				if t, ok := r.part(begin, begin+len(value)); ok {
					row.Cells = append(row.Cells, content.Cell{Column: column, Text: t})
				}
			}
			from = to + 1
		}
		if len(row.Cells) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	r.file.Blocks = append(r.file.Blocks, content.Block{Kind: content.Grid, Table: t})
}
