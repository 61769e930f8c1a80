package docx

import (
	"strconv"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/source"
)

// tableReader reads one table.
type tableReader struct {
	*reader
	table  *content.Table
	above  map[int]*started // by the column, the cell that goes on below
	header bool             // all rows so far are headers
	row    content.Row
	stored int // cells of the row so far
	column int // and the columns that they take
	skip   bool
}

// started is where a cell is that may go on below.
type started struct{ row, cell int }

// table reads the table that has just begun.
func (r *reader) table(n int) *content.Table {
	t := &tableReader{reader: r, table: &content.Table{}, above: map[int]*started{}, header: true}
	t.table.Within = source.Within{Medium: source.InTableCell, Table: n}
	number := 0
	for tok := range r.x.Elements() {
		if tok.Name == "tr" {
			number++
			t.readRow(number)
			continue
		}
		r.pass(tok)
	}
	return t.table
}

func (t *tableReader) readRow(number int) {
	t.row = content.Row{Number: number}
	t.stored, t.column, t.skip = 0, 0, false
	isHeader := false
	for tok := range t.x.Elements() {
		switch tok.Name {
		case "trPr":
			isHeader = t.rowProperties()
		case "tc":
			t.cell()
		default:
			t.pass(tok)
		}
	}
	t.header = t.header && isHeader
	if len(t.row.Cells) > 0 && !t.skip {
		t.table.Rows = append(t.table.Rows, t.row)
		if t.header {
			t.table.Header = len(t.table.Rows)
		}
	}
}

// rowProperties reads what a row is, and reports whether it is a header.
func (t *tableReader) rowProperties() (isHeader bool) {
	for tok := range t.x.Elements() {
		switch tok.Name {
		case "tblHeader":
			isHeader = isOn(tok)
		case "gridBefore":
			t.column += span(tok)
		case "del":
			t.skip, t.seen["changes"] = true, true
		case "ins":
			t.seen["changes"] = true
		}
	}
	return isHeader
}

// span is how many columns a cell takes.
func span(t parts.Token) int {
	n, err := strconv.Atoi(t.Attr("val"))
	if err != nil || n < 1 || n > content.MaxColumns {
		return 1
	}
	return n
}

// cell reads a cell: its paragraphs, a line each.
func (t *tableReader) cell() {
	t.stored++
	across, merge := 1, ""
	var text []byte
	strong, paragraphs := true, 0
	column := t.column + 1
	t.inCell(func(tok parts.Token) {
		switch tok.Name {
		case "gridSpan":
			across = span(tok)
		case "vMerge":
			if merge = tok.Attr("val"); merge == "" {
				merge = "continue"
			}
		case "tbl":
			t.nested = append(t.nested, t.reader.table(0))
		case "p":
			for _, p := range t.paragraph() {
				if len(p.text) == 0 || len(text) > content.MaxText {
					continue
				}
				if paragraphs++; paragraphs > 1 {
					text = append(text, '\n')
				}
				text = append(text, p.text...)
				strong = strong && p.strong
			}
		}
	})
	t.column += across
	if merge == "continue" {
		if s := t.above[column]; s != nil {
			c := &t.table.Rows[s.row].Cells[s.cell]
			c.Down = max(c.Down, 1) + 1
			c.Across = max(c.Across, 1)
		}
		return
	}
	delete(t.above, column)
	if len(text) == 0 || t.skip || column > content.MaxColumns {
		return
	}
	c := content.Cell{Column: column, Strong: strong, Text: content.Text{In: &t.table.Within, Line: int32(t.row.Number),
		Column: int32(t.stored)}}
	if across > 1 {
		c.Across, c.Down = int32(across), 1
	}
	if t.keep(&c, text) && merge != "" {
		t.above[column] = &started{len(t.table.Rows), len(t.row.Cells) - 1}
	}
}

// keep adds a cell, and reports whether there was room for it.
func (t *tableReader) keep(c *content.Cell, text []byte) bool {
	if t.full {
		return false
	}
	line, column := int(c.Text.Line), int(c.Text.Column)
	at := source.Span{Line: line, Column: column, EndLine: line, EndColumn: column + 1}
	var cut bool
	if c.Text.Bytes, cut = content.Cut(text); cut {
		t.file.Unread = append(t.file.Unread, content.TooLong(t.table.Within, at))
	}
	if t.full = !t.room.Take(len(c.Text.Bytes)); t.full {
		t.file.Unread = append(t.file.Unread, t.room.Note(t.table.Within, at))
		return false
	}
	t.row.Cells = append(t.row.Cells, *c)
	return true
}

// inCell calls do for what the cell that has just begun holds, and for what it is like.
func (t *tableReader) inCell(do func(parts.Token)) {
	for tok := range t.x.Elements() {
		switch tok.Name {
		case "p", "tbl", "gridSpan", "vMerge":
			do(tok)
		case "tcPrChange":
			t.x.Skip()
		default:
			t.pass(tok)
		}
	}
}
