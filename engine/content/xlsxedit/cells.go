package xlsxedit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// cellMarker colours cells of a sheet, and adds those that are not there.
type cellMarker struct {
	*editor
	styles  *styles
	marks   []Mark // by row and column; those that are done are cut off
	columns []columnLook
	row     int
	column  int
	look    int  // of cells that the row does not hold, -1 for that of their column
	past    bool // the rows have ended; drawings further down have rows and columns, too
	failed  error
}

// columnLook is the look of cells in columns that no row holds.
type columnLook struct{ first, last, look int }

// markCells changes a sheet so that each cell with a mark has its colour. Nothing else of it changes.
func markCells(data []byte, marks []Mark, s *styles) (*editor, error) {
	e, err := edit("of a sheet", data)
	if err != nil {
		return nil, err
	}
	m := &cellMarker{editor: e, styles: s, marks: marks}
	for t := range e.tags() {
		if m.take(t); m.failed != nil {
			return nil, m.failed
		}
	}
	if len(m.marks) > 0 {
		return nil, unkept(wording.TheSheetHasNoPlace(strconv.Quote(m.marks[0].Sheet), nameOf(m.marks[0])))
	}
	return e, nil
}

func nameOf(m Mark) string { return source.CellName(m.Row, m.Column) }

// take takes a tag of the sheet.
func (m *cellMarker) take(t tag) {
	switch name := string(t.name); {
	case m.past:
	case t.is("sheetData") && t.empty:
		m.past = true
		if rows := m.rows(maxRow); rows != "" {
			m.replace(t.to-2, t.to, ">"+rows+"</"+string(t.full)+">")
		}
	case t.is("col"):
		look, err := strconv.Atoi(m.attr(t, "style"))
		if err == nil {
			m.columns = append(m.columns, columnLook{number(m.attr(t, "min")), number(m.attr(t, "max")), look})
		}
	case t.is("row"):
		m.beginRow(t)
	case t.is("c"):
		m.cell(t)
	case name == "row":
		m.insert(t.from, m.missing(m.row, maxColumn))
	case name == "sheetData" && t.closes:
		m.past = true
		m.insert(t.from, m.rows(maxRow))
	}
}

// What a sheet holds.
const (
	maxRow    = 1_048_576
	maxColumn = 16_384
)

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// beginRow begins a row, after those that have marks and are not there.
func (m *cellMarker) beginRow(t tag) {
	next := m.row + 1
	if n := number(m.attr(t, "r")); n > 0 {
		next = n
	}
	if next <= m.row {
		m.failed = unkept(wording.TheRowsOfASheet())
		return
	}
	m.insert(t.from, m.rows(next-1))
	m.row, m.column, m.look = next, 0, -1
	if on(m.attr(t, "customFormat")) {
		m.look = number(m.attr(t, "s"))
	}
	if t.empty {
		if cells := m.missing(next, maxColumn); cells != "" {
			m.replace(t.to-2, t.to, ">"+cells+"</"+string(t.full)+">")
		}
	}
}

// cell colours a cell, after those of its row that are not there.
func (m *cellMarker) cell(t tag) {
	next := m.column + 1
	if _, column := position(m.attr(t, "r")); column > 0 {
		next = column
	}
	if next <= m.column {
		m.failed = unkept(wording.TheCellsOfRowAre(m.row))
		return
	}
	m.insert(t.from, m.missing(m.row, next-1))
	m.column = next
	if len(m.marks) == 0 || m.marks[0].Row != m.row || m.marks[0].Column != next {
		return
	}
	look, err := m.styles.marked(number(m.attr(t, "s")), m.marks[0].Level)
	if err != nil {
		m.failed = err
		return
	}
	m.setAttr(t, "s", strconv.Itoa(look))
	m.marks = m.marks[1:]
}

// missing are the cells of a row with marks that come before the next one that is there, up to a column.
func (m *cellMarker) missing(row, column int) string {
	var b strings.Builder
	for len(m.marks) > 0 && m.marks[0].Row == row && m.marks[0].Column <= column {
		b.WriteString(m.newCell(m.marks[0]))
		m.marks = m.marks[1:]
	}
	return b.String()
}

// rows are those with marks that come before the next one that is there, up to one.
func (m *cellMarker) rows(to int) string {
	var b strings.Builder
	for len(m.marks) > 0 && m.marks[0].Row <= to {
		row := m.marks[0].Row
		m.look = -1
		fmt.Fprintf(&b, `<%[1]srow r="%[2]d">%[3]s</%[1]srow>`, m.prefix, row, m.missing(row, maxColumn))
	}
	return b.String()
}

// newCell is an empty cell that looks like its row or its column, with the colour of its mark.
func (m *cellMarker) newCell(mark Mark) string {
	look := max(m.look, 0)
	for _, c := range m.columns {
		if m.look < 0 && c.first <= mark.Column && mark.Column <= c.last {
			look = c.look
		}
	}
	look, err := m.styles.marked(look, mark.Level)
	if err != nil {
		m.failed = err
	}
	return fmt.Sprintf(`<%sc r="%s" s="%d"/>`, m.prefix, nameOf(mark), look)
}

// insert leaves out what would change nothing.
func (m *cellMarker) insert(at int, text string) {
	if text != "" {
		m.editor.insert(at, text)
	}
}

// position is the row and the column of a cell by its name: 12 and 3 of C12. Both are 0 where it is none.
func position(name string) (row, column int) {
	i := 0
	for ; i < len(name) && i < 4; i++ {
		c := name[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		column = column*26 + int(c-'a'+1)
	}
	row, err := strconv.Atoi(name[i:])
	if err != nil || i == 0 || row < 1 || row > maxRow || column > maxColumn {
		return 0, 0
	}
	return row, column
}
