package prose

import (
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
)

// block is a stretch of text that is read on its own: a paragraph, an entry of a list, a cell of a table. A row of a
// table is a block of cells.
type block struct {
	text   []byte // painted
	from   int    // of its first byte
	level  int    // of a heading, from 1; 0 for others
	item   bool   // it is an entry of a list
	depth  int    // of an entry, how deep it lies, from 1
	strong bool   // all of it is bold
	ticked bool   // it is done
	leads  bool   // entries of a list follow it
	places places

	cells  []block // of a row
	header []block // the cells above them; nil where the table has no header
}

func blockOf(b content.Block) block {
	one := stretch(b.Text)
	one.item, one.strong, one.ticked = b.Kind == content.Item, b.Strong, b.Ticked
	switch b.Kind {
	case content.Heading:
		one.level = max(b.Level, 1)
	case content.Item:
		one.depth = b.Level
	}
	return one
}

func stretch(t content.Text) block { return block{text: t.Bytes, places: t.Places()} }

// rowsOf are the rows of a table as blocks of cells, those that are empty too, below the first of them.
func rowsOf(t *content.Table) []block {
	var rows []block
	var header []block
	for i, r := range t.Rows {
		var cells []block
		for _, c := range r.Cells {
			for len(cells) < min(c.Column-1, maxColumns) {
				cells = append(cells, block{places: content.Text{}.Places()})
			}
			cells = append(cells, stretch(c.Text))
		}
		one := block{cells: cells}
		if i == 0 && len(t.Rows) > 1 {
			header = cells
		} else {
			one.header = header
		}
		rows = append(rows, one)
	}
	return rows
}

// maxColumns is how many empty cells are filled in before one that is not: a sheet may have a cell far to the right.
const maxColumns = 256

// places tell where the bytes of a text stand, from the first to the last.
type places interface {
	Span(from, to int) source.Span
}
