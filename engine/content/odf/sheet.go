package odf

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// sheetReader reads one sheet.
type sheetReader struct {
	*reader
	table    *content.Table
	hidden   [content.MaxColumns + 1]bool // columns that are not shown
	row      int                          // the number of the last row
	column   int
	unsolved int
}

// sheets reads the sheets of a workbook.
func (r *reader) sheets() {
	for t := range r.x.Elements() {
		if t.Name != "table" {
			r.skip(t)
			continue
		}
		s := &sheetReader{reader: r, table: &content.Table{Name: t.Attr("name")}}
		s.table.Within = source.Within{Medium: source.InCell, Sheet: s.table.Name}
		s.table.Hidden = r.inherited("table", t.Attr("style-name")).hidden
		s.read(false)
		r.file.Blocks = append(r.file.Blocks, content.Block{Kind: content.Grid, Table: s.table})
		if s.unsolved > 0 {
			r.file.Unread = append(r.file.Unread,
				content.Note{Within: s.table.Within, Text: wording.FormulasWithoutAResultIn(s.unsolved)})
		}
	}
}

// read reads the rows and columns in the element that has just begun.
func (s *sheetReader) read(header bool) {
	for t := range s.x.Elements() {
		switch t.Name {
		case "table-column":
			n := field(t, "number-columns-repeated", content.MaxColumns)
			for i := s.column + 1; i <= min(s.column+n, content.MaxColumns); i++ {
				s.hidden[i] = isHidden(t)
			}
			s.column += n
		case "table-header-rows":
			s.read(true)
		case "table-row":
			s.readRow(t)
			if header {
				s.table.Header = len(s.table.Rows)
			}
		default:
			s.skip(t)
		}
	}
}

// isHidden reports whether a row or a column is not shown.
func isHidden(t parts.Token) bool {
	v := t.Attr("visibility")
	return v == "collapse" || v == "filter"
}

// cell is one that was read, and in how many columns it stands.
type cell struct {
	content.Cell
	times int
}

// readRow reads a row, which may stand for several.
func (s *sheetReader) readRow(t parts.Token) {
	times := field(t, "number-rows-repeated", content.MaxRows)
	row := content.Row{Hidden: isHidden(t)}
	var cells []cell
	column := 0
	for t := range s.x.Elements() {
		if t.Name != "table-cell" && t.Name != "covered-table-cell" {
			continue
		}
		c := cell{times: field(t, "number-columns-repeated", content.MaxColumns)}
		c.Column = column + 1
		column += c.times
		s.fill(&c.Cell, t)
		if t.Name == "table-cell" && c.Column <= content.MaxColumns && (len(c.Text.Bytes) > 0 || c.Formula() != "") {
			var cut bool
			if c.Text.Bytes, cut = content.Cut(c.Text.Bytes); cut {
				at := source.Span{Line: s.row + 1, Column: c.Column, EndLine: s.row + 1, EndColumn: c.Column + 1}
				s.file.Unread = append(s.file.Unread, content.TooLong(s.table.Within, at))
			}
			cells = append(cells, c)
		}
	}
	first := s.row + 1
	s.row += times
	for n := first; len(cells) > 0 && n <= s.row && !s.full; n++ {
		if n > content.MaxRows {
			s.file.Unread = append(s.file.Unread, content.TooManyRows(s.table.Within, source.Span{}))
			return
		}
		row.Number = n
		row.Cells = s.placed(cells, n)
		if len(row.Cells) > 0 {
			s.table.Rows = append(s.table.Rows, row)
		}
	}
}

// placed are the cells of one row.
func (s *sheetReader) placed(cells []cell, row int) []content.Cell {
	all := make([]content.Cell, 0, len(cells))
	for _, c := range cells {
		for i := range c.times {
			one := c.Cell
			if one.Column += i; one.Column > content.MaxColumns {
				break
			}
			var ok bool
			if one.Text.Bytes, ok = s.fit(one.Text.Bytes, s.table.Within, row, one.Column); !ok {
				return all
			}
			one.Text.In, one.Text.Line, one.Text.Column = &s.table.Within, int32(row), int32(one.Column)
			one.Hidden = s.hidden[one.Column]
			if one.Holds == content.Unsolved {
				s.unsolved++
			}
			all = append(all, one)
		}
	}
	return all
}

// fill reads what is in the cell that has just begun, by its type: OpenDocument 1.3, part 3, 19.387.
func (s *sheetReader) fill(c *content.Cell, t parts.Token) {
	stored := content.Stored{Formula: formula(t.Attr("formula"))}
	if a, d := spans(t); a > 1 || d > 1 {
		c.Across, c.Down = int32(a), int32(d)
	}
	kind := t.Attr("value-type")
	fault := slices.Contains(t.All("value-type"), "error") // in the attribute of LibreOffice
	strong := s.inherited("table-cell", t.Attr("style-name")).bold
	text, bold := s.inCell()
	c.Text.Bytes, c.Strong = text, strong || bold
	defer func() { c.Store(stored) }()
	switch {
	case fault:
		c.Holds = content.Fault
	case kind == "float" || kind == "percentage" || kind == "currency":
		fillNumber(c, &stored, kind, t)
	case kind == "date":
		c.Holds, c.Text.Bytes = content.Date, []byte(isoDate(t.Attr("date-value")))
	case kind == "time":
		fillTime(c, &stored, t.Attr("time-value"))
	case kind == "boolean":
		c.Holds, c.Text.Bytes = content.Truth, []byte(strings.ToUpper(t.Attr("boolean-value")))
	case kind == "" && stored.Formula != "" && len(text) == 0:
		c.Holds = content.Unsolved
	}
}

// longest is how many characters a number has at most.
const longest = 64

func fillNumber(c *content.Cell, stored *content.Stored, kind string, t parts.Token) {
	value := t.Attr("value")
	if v, err := strconv.ParseFloat(value, 64); err != nil || len(value) > longest || math.IsInf(v, 0) || math.IsNaN(v) {
		return
	}
	c.Holds, stored.Number = content.Number, value
	switch {
	case kind == "percentage":
		stored.Format = "0%"
	case kind == "currency" && t.Attr("currency") != "":
		stored.Format = "[$" + t.Attr("currency") + "] #,##0.00"
	}
	if len(c.Text.Bytes) == 0 {
		c.Text.Bytes = []byte(value)
	}
}

// isoDate is a date without a time of midnight and without seconds that are none.
func isoDate(value string) string {
	day, clock, ok := strings.Cut(value, "T")
	clock, _, _ = strings.Cut(clock, ".")
	clock = strings.TrimSuffix(clock, ":00")
	if !ok || clock == "00:00" || clock == "" {
		return day
	}
	return day + "T" + clock
}

var timeValue = content.Pattern(`^PT([0-9]{1,9})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S$`)

// fillTime reads hours, minutes and seconds: a time of the day, or a duration of a day or more.
func fillTime(c *content.Cell, stored *content.Stored, value string) {
	m := timeValue.Get().FindStringSubmatch(value)
	if m == nil {
		return
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	text := fmt.Sprintf("%02d:%02d", n[0], n[1])
	if n[2] > 0 {
		text += fmt.Sprintf(":%02d", n[2])
	}
	c.Text.Bytes, c.Holds = []byte(text), content.Date
	if n[0] >= 24 {
		c.Holds = content.Number
	}
	stored.Number = strconv.FormatFloat(float64(n[0]*3600+n[1]*60+n[2])/86_400, 'f', -1, 64)
}

var reference = content.Pattern(`\[([^\[\]]*)\]`)

// maxFormula is how long a formula is at most.
const maxFormula = 8192

// formula is a formula as people write it: =SUM(A1:B2) of of:=SUM([.A1:.B2]).
func formula(text string) string {
	if len(text) > maxFormula {
		text = text[:maxFormula]
	}
	if i := strings.Index(text, "="); i >= 0 && i < 8 {
		text = text[i:]
	}
	return reference.Get().ReplaceAllStringFunc(text, func(cell string) string {
		inside := strings.ReplaceAll(cell[1:len(cell)-1], ":.", ":")
		return strings.Replace(strings.TrimPrefix(inside, "."), ".", "!", 1)
	})
}
