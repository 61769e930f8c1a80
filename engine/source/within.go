package source

import (
	"errors"
	"strconv"

	"github.com/kpilint/kpilint/engine/wording"
)

// Medium says what the lines and columns of a Span count.
type Medium uint8

// The media. The zero Medium is text: lines and code points.
const (
	InText      Medium = iota
	InCell             // of a sheet: Line is its row and Column its column, and the span ends in the next column
	InParagraph        // of a document: Line is the number of the paragraph, Column counts code points in it
	InTableCell        // of a table in a document: Line is its row in the table, Column its place in the row
)

// String returns the medium as JSON names it.
func (m Medium) String() string {
	return [...]string{"text", "cell", "paragraph", "table-cell"}[m]
}

// Within says in what part of a file a Span lies. The zero Within is a file of text.
type Within struct {
	Medium Medium
	Sheet  string // the name of a sheet
	Table  int    // the number of a table in a document, from 1
}

// Part is what a span that begins at a line and column is a stretch of, and the text that stands there; nil in a file
// of text.
func (w Within) Part(line, column int, text string) *Part {
	switch w.Medium {
	case InCell:
		return &Part{Medium: w.Medium, Sheet: w.Sheet, Cell: CellName(line, column), Text: text}
	case InParagraph:
		return &Part{Medium: w.Medium, Paragraph: line, Text: text}
	case InTableCell:
		return &Part{Medium: w.Medium, Table: w.Table, Text: text}
	}
	return nil
}

// Part says what a Span is a stretch of, where that is no line of a text: a cell, a paragraph, a cell of a table.
type Part struct {
	Medium    Medium `json:"kind"`
	Sheet     string `json:"sheet,omitempty"`
	Cell      string `json:"cell,omitempty"`
	Paragraph int    `json:"paragraph,omitempty"`
	Table     int    `json:"table,omitempty"`
	Text      string `json:"-"` // what stands there, all of it
}

// MarshalText writes the medium as JSON names it.
func (m Medium) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the medium as JSON names it.
func (m *Medium) UnmarshalText(text []byte) error {
	for one := InText; one <= InTableCell; one++ {
		if one.String() == string(text) {
			*m = one
			return nil
		}
	}
	return errors.New(wording.ThereIsNoMedium(strconv.Quote(string(text))))
}

// CellName is the name of a cell by its row and column, both from 1: C12 of 12 and 3.
func CellName(row, column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name + strconv.Itoa(row)
}
