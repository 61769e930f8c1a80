// Package content is what lies in a document or a workbook, whatever its format: headings, paragraphs, entries of
// lists and tables, in their order, each with the place where somebody finds it again. The packages below it read one
// format each. None of them says what a number means.
package content

import (
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/source"
)

// File is what was read of one file.
type File struct {
	Name   string
	Format Format
	Blocks []Block // in the order of the file; of a workbook, one table a sheet
	Text   []byte  // of a file of text, what it says in UTF-8, which places count; nil of others
	Said   []Note  // how it was read, where that is not plain: the encoding, the separator, what was left out
	Unread []Note  // what could not be read; the rest of the file is there
}

// LeftOut is what of a file is not read, and what is said of it.
type LeftOut struct {
	Seen string // what a reader calls it
	Text func() string
}

// LeaveOut says of what a reader has seen and does not read that it is left out, each text once.
func (f *File) LeaveOut(all []LeftOut, seen map[string]bool) {
	said := map[string]bool{}
	for _, l := range all {
		if text := l.Text(); seen[l.Seen] && !said[text] {
			said[text] = true
			f.Said = append(f.Said, Note{Text: text})
		}
	}
}

// Format is the format of a file, by its usual extension: csv, docx.
type Format string

// Note is a sentence about one place.
type Note struct {
	Within source.Within
	Span   source.Span // the zero Span is the whole file
	Text   string
}

// Kind is what a block is.
type Kind uint8

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	Item // an entry of a list
	Grid // a table
)

// Block is a stretch of a file that is read on its own. A sentence never goes on in the next one.
type Block struct {
	Kind   Kind
	Level  int  // of a heading, from 1; of an entry, how deep it lies, from 1
	Strong bool // all of its text is bold
	Ticked bool // an entry whose box is ticked: it is done
	Text   Text
	Table  *Table // of a Grid
}

// Nothing stands in a Text for a byte of the file that takes no room, such as a mark of emphasis: "**4**" reads as 4.
// Object stands for one word that is no word, such as a piece of code or an address.
const (
	Nothing = 0
	Object  = 0x1a
)

// Text is a stretch of text in UTF-8 and where it begins. In a file of text its bytes are those of the file, one for
// one, with blanks, Nothing or Object in the place of what is not text.
type Text struct {
	Bytes  []byte
	Raw    *[]byte        // as the file has them, where some stand in the place of others; nil where none do
	In     *source.Within // the sheet or the table, which all of its cells share; nil in a file of text
	Line   int32          // of its first byte; in a sheet or table, the row. Workbooks have millions of texts
	Column int32          // in a sheet or table, the column
}

// Within is the part of the file in which the text stands.
func (t Text) Within() source.Within {
	if t.In == nil {
		return source.Within{}
	}
	return *t.In
}

// raw are the bytes as the file has them.
func (t Text) raw() []byte {
	if t.Raw == nil {
		return t.Bytes
	}
	return *t.Raw
}

// String is the text as people read it.
func (t Text) String() string {
	all := make([]byte, 0, len(t.Bytes))
	for _, c := range t.Bytes {
		if c != Nothing && c != Object {
			all = append(all, c)
		}
	}
	return string(all)
}

// Places tells where the bytes of a text stand. It only goes forward, so that a text is walked over once.
type Places struct {
	part         *source.Part // the same for all spans
	raw          []byte
	medium       source.Medium
	offset       int
	line, column int
}

// Places begins at the start of the text.
func (t Text) Places() *Places {
	within := t.Within()
	line, column := int(t.Line), int(t.Column)
	return &Places{raw: t.raw(), medium: within.Medium, part: within.Part(line, column, t.String()), line: line,
		column: column}
}

// Span is the place of the bytes from one offset to another, neither before the last one that was asked for. In a cell
// it is the cell.
func (p *Places) Span(from, to int) source.Span {
	if m := p.medium; m == source.InCell || m == source.InTableCell {
		return source.Span{Line: p.line, Column: p.column, EndLine: p.line, EndColumn: p.column + 1, Part: p.part}
	}
	s := source.Span{Part: p.part}
	s.Line, s.Column = p.moveTo(from)
	s.EndLine, s.EndColumn = p.moveTo(to)
	return s
}

func (p *Places) moveTo(offset int) (line, column int) {
	for p.offset < min(offset, len(p.raw)) {
		if p.raw[p.offset] == '\n' && p.medium == source.InText {
			p.line, p.column, p.offset = p.line+1, 1, p.offset+1
			continue
		}
		_, size := utf8.DecodeRune(p.raw[p.offset:])
		p.column, p.offset = p.column+1, p.offset+size
	}
	return p.line, p.column
}

// Table is a table, or a sheet of a workbook.
type Table struct {
	Within source.Within
	Name   string // of a sheet; the caption of a table; "" for none
	Hidden bool   // a sheet that the workbook does not show
	Header int    // how many of the first rows the file marks as header; 0 where it does not say
	Rows   []Row  // those with a cell that is not empty
}

// FrontMatter is the name of the table that holds what stands above a text between two lines of dashes: in its first
// column keys, in its second one values.
const FrontMatter = "front matter"

// Row is a row of a table, and its cells that are not empty.
type Row struct {
	Number int // from 1
	Hidden bool
	Cells  []Cell // by their columns
}

// Cell is a cell that is not empty.
type Cell struct {
	Column       int   // from 1
	Across, Down int32 // how many columns and rows it takes; 0 and 1 for one
	Holds        Holds
	Strong       bool
	Hidden       bool    // its column is not shown
	Text         Text    // as people see it, as far as that is known
	Stored       *Stored // what is stored beside its text; nil where that is the text itself. It is never changed
}

// Stored is what a sheet keeps of a cell beside what it shows. Most cells have nothing of the kind, so it is apart.
type Stored struct {
	Number  string // of a number or a date: 0.8 where 80 % is shown
	Format  string // how the sheet shows the number: 0.00 %, "€"#,##0
	Formula string // what works it out; "" for none
}

// Store keeps what is stored of a cell, where it is more than its text.
func (c *Cell) Store(s Stored) {
	if s != (Stored{}) && (s.Format != "" || s.Formula != "" || s.Number != string(c.Text.Bytes) || c.Holds != Number) {
		c.Stored = &s
	}
}

// Number is the number that is stored of a number or a date; "" of other cells.
func (c *Cell) Number() string {
	switch {
	case c.Stored != nil:
		return c.Stored.Number
	case c.Holds == Number:
		return string(c.Text.Bytes)
	}
	return ""
}

// Format is how the sheet shows the number; "" where it says nothing.
func (c *Cell) Format() string {
	if c.Stored == nil {
		return ""
	}
	return c.Stored.Format
}

// Formula is what works the cell out; "" for none.
func (c *Cell) Formula() string {
	if c.Stored == nil {
		return ""
	}
	return c.Stored.Formula
}

// Holds is what is in a cell.
type Holds uint8

// What cells hold. A date has its text as ISO 8601. Of a formula whose result is not stored nothing is known.
const (
	Words Holds = iota
	Number
	Date
	Truth
	Fault    // #DIV/0!
	Unsolved // a formula whose result is not stored
)

// Cell returns the cell in a column, nil where it is empty.
func (r Row) Cell(column int) *Cell {
	for i := range r.Cells {
		if r.Cells[i].Column == column {
			return &r.Cells[i]
		}
	}
	return nil
}
