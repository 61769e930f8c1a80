package markdown

import (
	"bytes"
	"strconv"

	"github.com/kpilint/kpilint/engine/content"
)

// Tables in Markdown are often HTML, as a wiki exports them or because a cell has several lines. CommonMark ends HTML
// at an empty line, which such tables have inside, so they are found before the blocks are.

var (
	openTable = content.Pattern(`(?i)^ {0,3}(?:<div[^>]*>\s*)?<table[\s>]`)
	tableTag  = content.Pattern(`(?i)<(/?)(table|thead|tr|td|th|caption|li|p|br|div)(\s[^<>]*)?/?>`)
	spanOf    = content.Pattern(`(?i)\b(col|row)span\s*=\s*["']?([0-9]{1,4})`)
)

// htmlTable is a table of HTML, and where it stands.
type htmlTable struct {
	extent
	caption extent
	rows    [][]htmlCell
}

// htmlCell is where the text of a cell stands, and what room it takes.
type htmlCell struct {
	extent
	across, down int
	header       bool
}

// htmlTables finds the tables of HTML in a text, and paints over them, so that nothing else reads them.
func (r *reader) htmlTables() {
	fenced := ""
	for from := 0; from < len(r.painted); {
		to := from + lineLength(r.painted[from:])
		line := r.painted[from:to]
		if m := fence.Get().FindSubmatch(line); m != nil && (fenced == "" || string(m[1]) >= fenced && m[1][0] == fenced[0]) {
			if fenced == "" {
				fenced = string(m[1])
			} else {
				fenced = ""
			}
		}
		if fenced == "" && openTable.Get().Match(line) {
			t := r.htmlTable(from)
			if t == nil {
				break // those behind it would be searched for their ends again and again
			}
			r.tables = append(r.tables, t)
			to = t.to
		}
		from = to
	}
	for _, t := range r.tables {
		blank(r.painted[t.from:t.to])
	}
}

var fence = content.Pattern("^ {0,3}(```+|~~~+)")

// htmlTable reads the table that begins in a line; nil where it does not end. A table in a cell is a part of its
// text.
func (r *reader) htmlTable(from int) *htmlTable {
	t := &htmlTable{extent: extent{from, 0}}
	depth, head := 0, false
	end := func(at int) {
		if n := len(t.rows); n > 0 {
			if m := len(t.rows[n-1]); m > 0 && t.rows[n-1][m-1].to == 0 {
				t.rows[n-1][m-1].to = at
			}
		}
	}
	for at := from; ; {
		m := tableTag.Get().FindSubmatchIndex(r.painted[at:])
		if m == nil {
			return nil
		}
		begin, after := at+m[0], at+m[1]
		closes, name := m[2] < m[3], string(bytes.ToLower(r.painted[at+m[4]:at+m[5]]))
		var attrs []byte
		if m[6] >= 0 {
			attrs = r.painted[at+m[6] : at+m[7]]
		}
		at = after
		switch {
		case name == "table" && !closes:
			depth++
		case name == "table":
			if depth--; depth == 0 {
				end(begin)
				t.to = after
				return t
			}
		case depth > 1:
		case name == "thead":
			head = !closes
		case name == "caption" && !closes:
			t.caption = extent{after, after}
		case name == "caption":
			t.caption.to = begin
		case name == "tr" && !closes:
			end(begin)
			t.rows = append(t.rows, nil)
		case (name == "td" || name == "th") && !closes:
			end(begin)
			if len(t.rows) == 0 {
				t.rows = append(t.rows, nil)
			}
			n := len(t.rows) - 1
			t.rows[n] = append(t.rows[n], newCell(after, attrs, name == "th" || head))
		case name == "td", name == "th", name == "tr":
			end(begin)
		}
	}
}

func newCell(from int, attrs []byte, header bool) htmlCell {
	c := htmlCell{extent: extent{from, 0}, across: 1, down: 1, header: header}
	for _, m := range spanOf.Get().FindAllSubmatch(attrs, -1) {
		n, _ := strconv.Atoi(string(m[2]))
		n = min(max(n, 1), maxSpan)
		if m[1][0]|0x20 == 'c' {
			c.across = n
		} else {
			c.down = n
		}
	}
	return c
}

// maxSpan is how many columns or rows a cell takes at most, and maxSpans how many columns of merged cells are
// followed, in all tables of a file.
const (
	maxSpan  = 100
	maxSpans = 5_000_000
)

// addHTML adds the tables of HTML that stand before an offset.
func (r *reader) addHTML(before int) {
	for len(r.tables) > 0 && r.tables[0].from < before {
		t := r.tables[0]
		r.tables = r.tables[1:]
		copy(r.painted[t.from:t.to], r.raw[t.from:t.to])
		r.blocks = append(r.blocks, content.Block{Kind: content.Grid, Table: r.grid(t)})
	}
}

// grid makes a table of cells, each in its column.
func (r *reader) grid(t *htmlTable) *content.Table {
	table := &content.Table{}
	if t.caption.to > t.caption.from {
		table.Name = r.paint(t.caption.from, t.caption.to).String()
	}
	until := map[int]int{} // by the column, the last row that a cell takes that began above
	heading := true
	for i, cells := range t.rows {
		row, column := content.Row{Number: i + 1}, 1
		for _, c := range cells {
			for until[column] > i && column <= content.MaxColumns && r.spans < maxSpans {
				column++
				r.spans++
			}
			heading = heading && c.header
			cell := content.Cell{Column: column, Strong: c.header}
			if c.across > 1 || c.down > 1 {
				cell.Across, cell.Down = int32(c.across), int32(c.down)
			}
			for k := 0; c.down > 1 && k < c.across; k++ {
				until[column+k] = i + c.down
			}
			column += c.across
			if text := r.cellText(c.extent); text.Bytes != nil {
				cell.Text = text
				row.Cells = append(row.Cells, cell)
			}
		}
		if len(row.Cells) == 0 {
			continue
		}
		table.Rows = append(table.Rows, row)
		if heading {
			table.Header = len(table.Rows)
		}
	}
	return table
}

// cellText is the text of a cell, with a line for each of its paragraphs; an empty one where it has no letters.
func (r *reader) cellText(e extent) content.Text {
	for _, m := range tableTag.Get().FindAllIndex(r.painted[e.from:e.to], -1) {
		clear(r.painted[e.from+m[0] : e.from+m[1]])
		r.painted[e.from+m[0]] = '\n'
	}
	inside := r.painted[e.from:e.to]
	left := bytes.TrimLeft(inside, " \t\r\n\x00")
	e.from += len(inside) - len(left)
	e.to = e.from + len(bytes.TrimRight(left, " \t\r\n\x00"))
	if e.from >= e.to || !r.fits(e.from, e.to) {
		return content.Text{}
	}
	text := r.paint(e.from, e.to)
	if len(bytes.TrimSpace([]byte(text.String()))) == 0 {
		return content.Text{}
	}
	return text
}
