package html

import (
	"strconv"

	"github.com/kpilint/kpilint/engine/content"
)

// table is one that is open.
type table struct {
	content.Table
	row     content.Row
	number  int // of the row
	rowOpen bool
	column  int
	until   map[int]int // by the column, the last row that a cell takes that began above
	cell    *content.Cell
	bold    int  // tags that were open when it began
	head    bool // inside of <thead>
	isHead  bool // the row is a header
	heading bool // all rows so far are
}

// startTable begins a table. What stands before it in a cell of another one is the text of that cell.
func (r *reader) startTable(begin int) {
	if len(r.tables) > 0 {
		r.endCell()
	}
	r.boundary(begin)
	r.flush()
	if len(r.tables) < content.MaxDepth {
		r.tables = append(r.tables, &table{until: map[int]int{}, heading: true})
	}
}

func (r *reader) endTable() {
	n := len(r.tables)
	if n == 0 {
		return
	}
	r.endCaption()
	r.endRow()
	t := r.tables[n-1]
	r.tables = r.tables[:n-1]
	if len(t.Rows) > 0 {
		r.file.Blocks = append(r.file.Blocks, content.Block{Kind: content.Grid, Table: &t.Table})
	}
}

func (r *reader) endCaption() {
	if !r.caption {
		return
	}
	r.caption = false
	if r.open {
		if text, ok := r.take(); ok {
			r.tables[len(r.tables)-1].Name = text.String()
		}
	}
}

// inTable takes the beginning of a part of a table.
func (r *reader) inTable(t tag) {
	if len(r.tables) == 0 {
		return
	}
	in := r.tables[len(r.tables)-1]
	switch t.name {
	case "thead", "tbody", "tfoot":
		r.endRow()
		in.head = t.name == "thead"
	case "tr":
		r.endRow()
		r.startRow(in)
	case "td", "th":
		r.endCell()
		r.flush()
		if !in.rowOpen {
			r.startRow(in)
		}
		in.isHead = in.isHead && t.name == "th"
		r.startCell(in, span(t.attrs["colspan"]), span(t.attrs["rowspan"]))
	}
}

func (r *reader) startRow(in *table) {
	in.number++
	in.row, in.rowOpen, in.column, in.isHead = content.Row{Number: in.number}, true, 0, true
}

// span is how many columns or rows a cell takes, in the bounds of HTML.
func span(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1000)
}

// maxSpans is how many columns of merged cells are followed, in all tables of a file.
const maxSpans = 5_000_000

// startCell begins a cell in the next column that no cell above takes.
func (r *reader) startCell(in *table, across, down int) {
	in.column++
	for r.spans < maxSpans && in.until[in.column] >= in.number {
		in.column++
		r.spans++
	}
	in.cell, in.bold = &content.Cell{Column: in.column}, len(r.boldTags)
	if across > 1 || down > 1 {
		in.cell.Across, in.cell.Down = int32(across), int32(down)
	}
	for i := 0; down > 1 && i < across && in.column+i <= content.MaxColumns && r.spans < maxSpans; i++ {
		in.until[in.column+i] = in.number + down - 1
		r.spans++
	}
	in.column += across - 1
}

func (r *reader) endCell() {
	n := len(r.tables)
	if n == 0 || r.tables[n-1].cell == nil {
		return
	}
	in := r.tables[n-1]
	c := *in.cell
	in.cell = nil
	if len(r.boldTags) > in.bold {
		r.boldTags = r.boldTags[:in.bold] // nobody ended them
	}
	if !r.open {
		return
	}
	c.Strong = r.strong == r.shown
	if text, ok := r.take(); ok && c.Column <= content.MaxColumns {
		c.Text = text
		in.row.Cells = append(in.row.Cells, c)
	}
}

func (r *reader) endRow() {
	n := len(r.tables)
	if n == 0 || !r.tables[n-1].rowOpen {
		return
	}
	r.endCell()
	in := r.tables[n-1]
	in.rowOpen = false
	if len(in.row.Cells) == 0 {
		return
	}
	in.Rows = append(in.Rows, in.row)
	if in.heading = in.heading && (in.head || in.isHead); in.heading {
		in.Header = len(in.Rows)
	}
}
