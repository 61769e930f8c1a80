package xlsxedit

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/source"
)

// Sheet is a new sheet.
type Sheet struct {
	Name     string
	Widths   []float64 // of the columns, in characters
	Rows     [][]Cell
	Frozen   int      // rows that stay when the others are scrolled
	Filter   int      // the row whose columns can be filtered; 0 for none
	FilterTo int      // and the last row that is
	Choices  []Choice // what may be picked in cells
	Notes    []Mark   // comments on its cells
}

// Cell is a cell of a new sheet. Its text is stored as text, whatever it begins with: no program takes it for a
// formula.
type Cell struct {
	Text   string
	Number string // in place of a text: as JSON writes numbers
	Style  Style
	Link   *Link
}

// Link leads to a cell of the same workbook.
type Link struct{ Sheet, Cell string }

// Choice is a list of words that may be picked in the cells of a column, from a row to another. Others may be written.
type Choice struct {
	Column, From, To int
	Words            []string // or
	Of               string   // the cells with the words: Teams!$A$2:$A$100
	Says             string   // what a program says where something else is written
}

// mostText is how many characters a cell holds at most, of which programs take 32,767.
const mostText = 30_000

// xml writes the sheet: ISO/IEC 29500-1, 18.3.1.99, which says in which order its parts come.
func (s *Sheet) xml(looks *styles, shown bool) ([]byte, error) {
	var b strings.Builder
	b.WriteString(declaration + `<worksheet xmlns="` + mainSpace +
		`"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"`)
	if shown {
		b.WriteString(` tabSelected="1"`)
	}
	b.WriteString(`>`)
	if s.Frozen > 0 {
		fmt.Fprintf(&b, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`,
			s.Frozen, s.Frozen+1)
	}
	b.WriteString(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`)
	if len(s.Widths) > 0 {
		b.WriteString(`<cols>`)
		for i, w := range s.Widths {
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, w)
		}
		b.WriteString(`</cols>`)
	}
	b.WriteString(`<sheetData>`)
	for i, row := range s.Rows {
		fmt.Fprintf(&b, `<row r="%d" ht="%d" customHeight="1">`, i+1, s.height(row))
		for j := range row {
			row[j].xml(&b, i+1, j+1, looks)
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	if s.Filter > 0 && s.FilterTo > s.Filter {
		fmt.Fprintf(&b, `<autoFilter ref="A%d:%s"/>`, s.Filter, source.CellName(s.FilterTo, len(s.Rows[s.Filter-1])))
	}
	s.choices(&b)
	s.links(&b)
	b.WriteString(`<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>` +
		`<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`)
	return []byte(b.String()), nil
}

// What a row is high, in points: a line, and as much as programs let a row be.
const (
	lineHeight    = 15
	largestHeight = 405
)

// height is how high a row must be for its texts, about, in points. Not all programs find it out when they open a file.
func (s *Sheet) height(row []Cell) int {
	lines := 1
	for i, c := range row {
		if i >= len(s.Widths) || c.Style == Title || c.Style == Unwrapped {
			continue
		}
		needs := 0
		for line := range strings.SplitSeq(c.Text, "\n") {
			needs += 1 + int(1.1*float64(utf8.RuneCountInString(line))/s.Widths[i])
		}
		lines = max(lines, needs)
	}
	if len(row) > 0 && row[0].Style == Title {
		lines++
	}
	return min(lines*lineHeight, largestHeight)
}

func (c *Cell) xml(b *strings.Builder, row, column int, looks *styles) {
	name := source.CellName(row, column)
	switch {
	case c.Number != "":
		fmt.Fprintf(b, `<c r="%s" s="%d"><v>%s</v></c>`, name, looks.of(c.Style, false), text(c.Number))
	case c.Text == "":
		fmt.Fprintf(b, `<c r="%s" s="%d"/>`, name, looks.of(c.Style, false))
	default:
		fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, name,
			looks.of(c.Style, formulaLike(c.Text)), text(escaped(shorten(c.Text, mostText))))
	}
}

// formulaLike reports whether a program would read a text as a formula if somebody typed it.
func formulaLike(s string) bool { return s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) }

// code matches what looks like the code of a character, _x0041_: ISO/IEC 29500-1, 22.9.2.19.
var code = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)
})

// escaped keeps such a text from being read as a code.
func escaped(s string) string { return code().ReplaceAllString(s, "_x005F_$1") }

func (s *Sheet) choices(b *strings.Builder) {
	if len(s.Choices) == 0 {
		return
	}
	fmt.Fprintf(b, `<dataValidations count="%d">`, len(s.Choices))
	for _, c := range s.Choices {
		formula := c.Of
		if len(c.Words) > 0 {
			formula = `"` + strings.Join(c.Words, ",") + `"`
		}
		fmt.Fprintf(b, `<dataValidation type="list" errorStyle="warning" allowBlank="1" showInputMessage="1" `+
			`showErrorMessage="1" errorTitle="%s" error="%s" sqref="%s:%s"><formula1>%s</formula1></dataValidation>`,
			author, attribute(c.Says),
			source.CellName(c.From, c.Column), source.CellName(c.To, c.Column), text(formula))
	}
	b.WriteString(`</dataValidations>`)
}

func (s *Sheet) links(b *strings.Builder) {
	begun := false
	for i, row := range s.Rows {
		for j, c := range row {
			if c.Link == nil {
				continue
			}
			if !begun {
				b.WriteString(`<hyperlinks>`)
				begun = true
			}
			at := "'" + strings.ReplaceAll(c.Link.Sheet, "'", "''") + "'!" + c.Link.Cell
			fmt.Fprintf(b, `<hyperlink ref="%s" location="%s"/>`, source.CellName(i+1, j+1), attribute(at))
		}
	}
	if begun {
		b.WriteString(`</hyperlinks>`)
	}
}
