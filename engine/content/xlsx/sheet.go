package xlsx

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// What is read of a workbook beside its cells.
const (
	maxMerged  = 100_000  // regions of merged cells of a sheet
	maxShifted = 32 << 20 // bytes of formulas that a workbook writes once and shows in many cells
)

// sheetReader reads the cells of one sheet.
type sheetReader struct {
	*book
	x       *parts.XML
	table   *content.Table
	within  source.Within                // of the table
	hidden  [content.MaxColumns + 1]bool // columns that are not shown
	formula map[string]master            // formulas that several cells share

	row, column int            // of the last cell
	cells       []content.Cell // of the row that is being read
	kept        []content.Cell // of rows before, with room for more
	value       []byte         // of the cell that is being read
	unsolved    int
}

// master is the cell in which a formula is written that others share.
type master struct {
	text        string
	row, column int
}

// sheet reads one sheet.
func (b *book) sheet(s sheet, part string) error {
	x, err := b.archive.XML(part)
	if err != nil {
		return err
	}
	table := &content.Table{Within: within(s.name), Name: s.name, Hidden: s.hidden}
	b.file.Blocks = append(b.file.Blocks, content.Block{Kind: content.Grid, Table: table})
	if x == nil {
		b.file.Unread = append(b.file.Unread, content.Note{Within: table.Within, Text: wording.TheSheetIsMissingIn()})
		return nil
	}
	defer x.Close()
	r := &sheetReader{book: b, x: x, table: table, within: table.Within, formula: map[string]master{}}
	for t, ok := x.Next(); ok; t, ok = x.Next() {
		if t.Kind == parts.Start && !r.element(t) {
			return nil
		}
	}
	if r.unsolved > 0 {
		b.file.Unread = append(b.file.Unread,
			content.Note{Within: r.within, Text: wording.NoResultInTheFile(formulas(r.unsolved))})
	}
	return x.Err()
}

func formulas(n int) string {
	if n == 1 {
		return wording.FormulaHas()
	}
	return wording.FormulasHave(n)
}

// element takes an element of a sheet, and reports whether to go on.
func (r *sheetReader) element(t parts.Token) bool {
	switch t.Name {
	case "col":
		first, last := whole(t.Attr("min")), whole(t.Attr("max"))
		for i := max(first, 1); t.On("hidden") && i <= min(last, content.MaxColumns); i++ {
			r.hidden[i] = true
		}
	case "row":
		return r.readRow(t)
	case "mergeCells":
		r.merged()
	}
	return true
}

// whole is a number of an attribute, 0 where it is none.
func whole(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// readRow reads a row, and reports whether there was room for its cells.
func (r *sheetReader) readRow(t parts.Token) bool {
	r.row++
	if n := whole(t.Attr("r")); n > 0 {
		r.row = n
	}
	if r.row > content.MaxRows {
		r.file.Unread = append(r.file.Unread, content.TooManyRows(r.within, r.span()))
		return false
	}
	row := content.Row{Number: r.row, Hidden: t.On("hidden")}
	r.column, r.cells = 0, r.cells[:0]
	room := true
	for t := range r.x.Elements() {
		if t.Name == "c" {
			room = r.readCell(t) && room
		}
	}
	if len(r.cells) > 0 {
		row.Cells = r.own(r.cells)
		r.table.Rows = append(r.table.Rows, row)
	}
	if !room {
		r.file.Unread = append(r.file.Unread, r.room.Note(r.within, r.span()))
	}
	return room
}

// cellsTogether is how many cells lie in one piece of memory, so that rows leave no gaps between them.
const cellsTogether = 1024

// own keeps the cells of a row beside those of the rows before.
func (r *sheetReader) own(cells []content.Cell) []content.Cell {
	if cap(r.kept)-len(r.kept) < len(cells) {
		r.kept = make([]content.Cell, 0, max(len(cells), min(cellsTogether, 2*cap(r.kept)+len(cells))))
	}
	from := len(r.kept)
	r.kept = append(r.kept, cells...)
	return slices.Clip(r.kept[from:])
}

// span is the cell that is being read.
func (r *sheetReader) span() source.Span {
	return source.Span{Line: r.row, Column: r.column, EndLine: r.row, EndColumn: r.column + 1}
}

// readCell reads a cell, and reports whether there was room for it.
func (r *sheetReader) readCell(t parts.Token) bool {
	r.column++
	if _, column := cellAt(t.Attr("r")); column > 0 {
		r.column = column
	}
	kind, look := t.Attr("t"), r.styles.of(t.Attr("s"))
	c := content.Cell{Column: r.column, Strong: look.strong}
	in, inline, formula := "", shared{}, ""
	r.value = r.value[:0]
	for t := range r.x.Tokens() {
		switch {
		case t.Kind == parts.End:
			in = ""
		case t.Kind == parts.Text:
			if in == "v" && len(r.value) <= content.MaxText {
				r.value = append(r.value, t.Text...)
			}
		case t.Name == "f":
			formula = r.readFormula(t)
		case t.Name == "is":
			inline = richText(r.x)
			inline.text = r.once(inline.text)
		default:
			in = t.Name
		}
	}
	if r.column > content.MaxColumns {
		return true
	}
	r.fill(&c, kind, look.format, inline, formula)
	return r.keep(c)
}

// What is kept of texts in cells, so that one that many cells say is there once.
const (
	maxOnce  = 4096 // texts
	longOnce = 64   // bytes
)

// once is a text that is written in a cell, and the same one where others say it.
func (r *sheetReader) once(text []byte) []byte {
	if len(text) > longOnce {
		return text
	}
	if had, ok := r.inline[string(text)]; ok {
		return had
	}
	if len(r.inline) < maxOnce {
		if r.inline == nil {
			r.inline = map[string][]byte{}
		}
		r.inline[string(text)] = text
	}
	return text
}

// fill writes what is in a cell by its type: ISO/IEC 29500-1, 18.18.11.
func (r *sheetReader) fill(c *content.Cell, kind string, format *numberFormat, inline shared,
	formula string,
) {
	value := r.value
	stored := content.Stored{Formula: formula}
	switch kind {
	case "s":
		i, err := strconv.Atoi(string(bytes.TrimSpace(value)))
		if err == nil && 0 <= i && i < len(r.strings) {
			c.Text.Bytes, c.Strong = r.strings[i].text, c.Strong || r.strings[i].strong
		}
	case "inlineStr":
		c.Text.Bytes, c.Strong = inline.text, c.Strong || inline.strong
		if len(inline.text) == 0 { // as some programs write it
			c.Text.Bytes = bytes.Clone(value)
		}
	case "str":
		c.Text.Bytes = unescape(bytes.Clone(value))
	case "b":
		c.Holds, c.Text.Bytes = content.Truth, []byte("FALSE")
		if string(value) == "1" {
			c.Text.Bytes = []byte("TRUE")
		}
	case "e":
		c.Holds, c.Text.Bytes = content.Fault, bytes.Clone(value)
	case "d":
		c.Holds, c.Text.Bytes = content.Date, bytes.Clone(value)
	default:
		r.fillNumber(c, &stored, format)
	}
	if formula != "" && len(value) == 0 && kind != "str" && kind != "inlineStr" {
		*c = content.Cell{Column: c.Column, Holds: content.Unsolved, Strong: c.Strong}
		stored = content.Stored{Formula: formula}
	}
	c.Store(stored)
}

// longest is how many characters a number has at most. Sheets write no more than 24.
const longest = 64

func (r *sheetReader) fillNumber(c *content.Cell, stored *content.Stored, format *numberFormat) {
	value := string(bytes.TrimSpace(r.value))
	if value == "" {
		return
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || len(value) > longest || math.IsInf(v, 0) || math.IsNaN(v) {
		c.Text.Bytes = []byte(value)
		return
	}
	stored.Number = shortest(value, v)
	var text string
	text, c.Holds = format.show(stored.Number, v, r.since)
	c.Text.Bytes = []byte(text)
	if format != nil {
		stored.Format = format.code
	}
}

// shortest is a number without the digits that sheets write to tell it from all others: 0.015 of
// 1.4999999999999999E-2. Both are the same number in a sheet.
func shortest(stored string, v float64) string {
	if len(stored) <= 15 && !strings.ContainsAny(stored, "eE") && !(strings.Contains(stored, ".") &&
		stored[len(stored)-1] == '0') {
		return stored
	}
	if a := math.Abs(v); a != 0 && (a < 1e-9 || a >= 1e18) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// keep adds a cell that is not empty, and reports whether there was room for it.
func (r *sheetReader) keep(c content.Cell) bool {
	if len(bytes.TrimSpace(c.Text.Bytes)) == 0 && c.Stored == nil {
		return true
	}
	var cut bool
	if c.Text.Bytes, cut = content.Cut(c.Text.Bytes); cut {
		r.file.Unread = append(r.file.Unread, content.TooLong(r.within, r.span()))
	}
	if !r.room.Take(len(c.Text.Bytes)) {
		return false
	}
	if c.Holds == content.Unsolved {
		r.unsolved++
	}
	c.Text.In, c.Text.Line, c.Text.Column = &r.table.Within, int32(r.row), int32(r.column)
	c.Hidden = r.hidden[r.column]
	r.cells = append(r.cells, c)
	return true
}

// readFormula reads a formula. One that several cells share is written in the first of them.
func (r *sheetReader) readFormula(t parts.Token) string {
	kind, id := t.Attr("t"), t.Attr("si")
	var text []byte
	for t := range r.x.Tokens() {
		if t.Kind == parts.Text && len(text) <= maxFormula {
			text = append(text, t.Text...)
		}
	}
	formula := string(bytes.TrimSpace(text[:min(len(text), maxFormula)]))
	if kind == "shared" {
		if m, ok := r.formula[id]; ok && formula == "" {
			return r.shift(m)
		}
		r.formula[id] = master{formula, r.row, r.column}
	}
	if formula == "" {
		return ""
	}
	return "=" + formula
}

// maxFormula is how long a formula is at most, as the format has it.
const maxFormula = 8192

// shift is a shared formula as it stands in the cell that is being read. Where a workbook has more of them than people
// look at, it is the formula of the first cell.
func (r *sheetReader) shift(m master) string {
	if r.shifted > maxShifted {
		return "=" + m.text
	}
	text := "=" + moved(m.text, r.row-m.row, r.column-m.column)
	r.shifted += len(text)
	return text
}

// merged reads the regions of merged cells, whose first cell takes all of their room.
func (r *sheetReader) merged() {
	type key struct{ row, column int }
	sizes := map[key]key{}
	for t := range r.x.Elements() {
		if t.Name != "mergeCell" || len(sizes) >= maxMerged {
			continue
		}
		first, last, _ := strings.Cut(t.Attr("ref"), ":")
		row, column := cellAt(first)
		endRow, endColumn := cellAt(last)
		if row > 0 && endRow >= row && endColumn >= column && endRow <= content.MaxRows && endColumn <= content.MaxColumns {
			sizes[key{row, column}] = key{endRow - row + 1, endColumn - column + 1}
		}
	}
	for _, row := range r.table.Rows {
		for i := range row.Cells {
			c := &row.Cells[i]
			if s, ok := sizes[key{row.Number, c.Column}]; ok {
				c.Down, c.Across = int32(s.row), int32(s.column)
			}
		}
	}
}

// cellAt reads the name of a cell, B3 or $B$3; zeros where it is none.
func cellAt(name string) (row, column int) {
	name = strings.ReplaceAll(name, "$", "")
	i := 0
	for ; i < len(name) && i < 4 && isLetter(name[i]); i++ {
		column = column*26 + int(name[i]|0x20-'a') + 1
	}
	row, err := strconv.Atoi(name[i:])
	if err != nil || row < 1 || column < 1 || column > content.MaxColumns {
		return 0, 0
	}
	return row, column
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
