// Package csv reads tables that are text: values with a separator between them, one row a line. What separates values,
// and how they are quoted, it finds out from the file. It reads no number: whether 2.500 is a small or a large one, a
// field cannot say.
package csv

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Read reads a file of values. Its only block is a table, whose rows have the numbers that a program for spreadsheets
// shows: a line without text is a row, and a field of several lines is in one. A cell begins at the quotation mark of
// its field.
func Read(name string, data []byte) (*content.File, error) {
	text, said, err := charset.Decode(data)
	if err != nil {
		return nil, err
	}
	f := &content.File{Name: name, Format: "csv", Text: text, Said: said}
	tabs := strings.EqualFold(path.Ext(name), ".tsv") || strings.EqualFold(path.Ext(name), ".tab")
	if tabs {
		f.Format = "tsv"
	}
	d, from := recognise(text, tabs)
	f.Said = append(f.Said, d.notes(tabs)...)
	b := &builder{file: f, table: &content.Table{}, text: text, line: 1, column: 1, widths: map[int]*width{}}
	b.moveTo(from)
	p := parser{text: text, dialect: d, at: from, end: len(text)}
	for row := 1 + bytes.Count(text[:from], []byte("\n")); p.at < p.end; row++ {
		if !b.fits(row) {
			break
		}
		b.record(row, p.row())
	}
	b.say(&p)
	f.Blocks = []content.Block{{Kind: content.Grid, Table: b.table}}
	return f, nil
}

// builder makes a table of records.
type builder struct {
	file   *content.File
	table  *content.Table
	text   []byte
	room   content.Room
	full   bool
	widths map[int]*width // by the number of fields

	offset, line, column int // how far the text was walked over
}

// width is how many records have the same number of fields, and where the first of them begins.
type width struct {
	records int
	first   source.Span
}

// fits reports whether there is room for one more row, and says so where there is none.
func (b *builder) fits(row int) bool {
	switch {
	case row > content.MaxRows:
		b.file.Unread = append(b.file.Unread, content.TooManyRows(source.Within{}, b.span()))
	case b.full:
		b.file.Unread = append(b.file.Unread, b.room.Note(source.Within{}, b.span()))
	default:
		return true
	}
	return false
}

// record adds a row of the table, if it has a cell that is not empty.
func (b *builder) record(number int, fields []field) {
	n := 0
	for _, f := range fields {
		if !f.empty {
			n++
		}
	}
	if n == 0 {
		return
	}
	b.moveTo(fields[0].from)
	w := b.widths[len(fields)]
	if w == nil {
		w = &width{first: b.span()}
		b.widths[len(fields)] = w
	}
	w.records++
	row := content.Row{Number: number, Cells: make([]content.Cell, 0, n)}
	for i, f := range fields {
		switch {
		case f.empty:
		case i == content.MaxColumns:
			b.moveTo(f.from)
			b.file.Unread = append(b.file.Unread, content.TooManyColumns(source.Within{}, b.span()))
		case !b.room.Take(f.to - f.from):
			b.full = true
		default:
			row.Cells = append(row.Cells, content.Cell{Column: i + 1, Text: b.cell(f)})
		}
	}
	b.table.Rows = append(b.table.Rows, row)
}

// cell is the text of a field, with its quotation marks painted over.
func (b *builder) cell(f field) content.Text {
	b.moveTo(f.from)
	raw := b.text[f.from:f.to:f.to]
	if short, cut := content.Cut(raw); cut {
		raw = short
		b.file.Unread = append(b.file.Unread, content.TooLong(source.Within{}, b.span()))
	}
	t := content.Text{Bytes: raw, Line: int32(b.line), Column: int32(b.column)}
	if f.quote > 0 {
		t.Bytes, t.Raw = unquoted(raw, f.quote), &raw
	}
	return t
}

// unquoted paints over the quotation marks around a field, and over one of each two inside of it. A mark is one
// character, or two where the whole row is quoted, too.
func unquoted(raw []byte, mark int) []byte {
	text := bytes.Clone(raw)
	clear(text[:mark]) // content.Nothing
	for i := mark; i < len(text); {
		n := quotes(text[i:])
		kept := (n/mark + 1) / 2 // one that stands alone is a part of the text
		if n > 0 && i+n == len(text) {
			kept = (n/mark - 1) / 2 // the last one closes the field
		}
		clear(text[i : i+n-kept])
		i += max(n, 1)
	}
	return text
}

// moveTo walks on to an offset.
func (b *builder) moveTo(offset int) {
	for b.offset < offset {
		if b.text[b.offset] == '\n' {
			b.line, b.column, b.offset = b.line+1, 1, b.offset+1
			continue
		}
		_, size := utf8.DecodeRune(b.text[b.offset:])
		b.column, b.offset = b.column+1, b.offset+size
	}
}

// span is the character where the builder stands.
func (b *builder) span() source.Span {
	return source.Span{Line: b.line, Column: b.column, EndLine: b.line, EndColumn: b.column + 1}
}

// say tells what of the file is not plain.
func (b *builder) say(p *parser) {
	most := 0
	for n, w := range b.widths {
		if w.records > b.widths[most].count() || w.records == b.widths[most].count() && n > most {
			most = n
		}
	}
	more, fewer := &width{}, &width{}
	for n, w := range b.widths {
		if n > most {
			more.add(w)
		} else if n < most {
			fewer.add(w)
		}
	}
	if more.records > 0 {
		b.note(more.first, wording.MoreThanTheValuesThat(have(more.records), most))
	}
	if fewer.records > 0 {
		b.note(fewer.first, wording.FewerThanTheValuesThat(have(fewer.records), most))
	}
	if p.open != nil {
		b.note(source.Span{}, wording.AQuotationMarkOnLine(1+bytes.Count(b.text[:*p.open], []byte("\n"))))
	}
}

func have(rows int) string {
	if rows == 1 {
		return wording.RowHas()
	}
	return wording.RowsHave(rows)
}

func (b *builder) note(at source.Span, text string) {
	b.file.Said = append(b.file.Said, content.Note{Span: at, Text: text})
}

func (w *width) count() int {
	if w == nil {
		return 0
	}
	return w.records
}

// add counts the records of another width, too.
func (w *width) add(other *width) {
	if w.records == 0 || other.first.Line < w.first.Line {
		w.first = other.first
	}
	w.records += other.records
}
