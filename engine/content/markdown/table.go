package markdown

import (
	"bytes"

	"github.com/kpilint/kpilint/engine/content"
)

var delimiter = content.Pattern(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

// tableAt counts the lines of the table that begins with the first of these lines, and those above its line of dashes;
// 0 where none begins. Lines that begin with a bar are a table also without dashes.
func (r *reader) tableAt(lines []extent) (n, header int) {
	if !bytes.ContainsRune(r.line(lines[0]), '|') {
		return 0, 0
	}
	if len(lines) > 1 && r.isDelimiter(lines[1]) {
		return len(lines), 1
	}
	for n < len(lines) && bytes.HasPrefix(r.line(lines[n]), []byte("|")) {
		if n > 0 && r.isDelimiter(lines[n]) {
			return len(lines), n
		}
		n++
	}
	return n, 0
}

func (r *reader) line(e extent) []byte { return bytes.TrimSpace(r.painted[e.from:e.to]) }

func (r *reader) isDelimiter(e extent) bool {
	line := r.line(e)
	return bytes.ContainsRune(line, '|') && delimiter.Get().Match(line)
}

// table reads a table.
func (r *reader) table(lines []extent, header int) {
	r.item = 0
	t := &content.Table{}
	number := 0
	for _, line := range lines {
		if r.isDelimiter(line) {
			if t.Header == 0 {
				t.Header = header
			}
			continue
		}
		number++
		row := content.Row{Number: number}
		for i, c := range r.cells(line) {
			if c.from < c.to && r.fits(c.from, c.to) {
				cell := content.Cell{Column: i + 1, Strong: bold.Get().Match(r.painted[c.from:c.to])}
				cell.Text = r.paint(c.from, c.to)
				row.Cells = append(row.Cells, cell)
			}
		}
		if len(row.Cells) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	r.blocks = append(r.blocks, content.Block{Kind: content.Grid, Table: t})
}

// cells are where the cells of a line stand, without the blanks around them.
func (r *reader) cells(line extent) []extent {
	text := r.line(line)
	at := line.from + bytes.Index(r.painted[line.from:line.to], text)
	end := at + len(text)
	if len(text) > 0 && text[0] == '|' {
		at++
	}
	var all []extent
	for i := at; i <= end; i++ {
		if i < end && (r.painted[i] != '|' || r.painted[i-1] == '\\') {
			continue
		}
		if i < end || i > at {
			all = append(all, r.trimmed(extent{at, i}))
		}
		at = i + 1
	}
	return all
}

func (r *reader) trimmed(e extent) extent {
	text := r.painted[e.from:e.to]
	e.from += len(text) - len(bytes.TrimLeft(text, " \t"))
	return extent{e.from, e.from + len(bytes.TrimSpace(text))}
}
