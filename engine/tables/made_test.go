package tables

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
)

// What follows makes files in the formats of the world of tables that are written as text.

// workbook makes a workbook of a table in the notation of testdata/invented.
func workbook(t *testing.T, body string) []byte {
	t.Helper()
	f := excelize.NewFile()
	sheet := "Sheet1"
	styles := map[string]int{}
	row := 0
	for l := range strings.SplitSeq(body, "\n") {
		if name, ok := strings.CutPrefix(l, "sheet: "); ok {
			if err := f.SetSheetName(sheet, name); err != nil {
				t.Fatal(err)
			}
			sheet = name
			continue
		}
		row++
		for _, r := range appendRow(nil, l) {
			for _, c := range r.Cells {
				at := source.CellName(row, c.Column)
				if c.Holds == content.Words {
					_ = f.SetCellStr(sheet, at, string(c.Text.Bytes))
				} else if v, err := strconv.ParseFloat(c.Number(), 64); err == nil {
					_ = f.SetCellFloat(sheet, at, v, -1, 64)
				}
				if shown := c.Format(); shown != "" {
					if _, ok := styles[shown]; !ok {
						id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &shown})
						if err != nil {
							t.Fatal(err)
						}
						styles[shown] = id
					}
					_ = f.SetCellStyle(sheet, at, at, styles[shown])
				}
				if across, down := max(int(c.Across), 1), max(int(c.Down), 1); across > 1 || down > 1 {
					_ = f.MergeCell(sheet, at, source.CellName(row+down-1, c.Column+across-1))
				}
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// document makes a Word document: lines between strokes are the rows of a table, "# " begins a heading, and all else
// is a paragraph.
func document(t *testing.T, body string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><w:document ` +
		`xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	inTable := false
	for l := range strings.SplitSeq(body, "\n") {
		if row := strings.HasPrefix(l, "|"); row != inTable {
			b.WriteString(map[bool]string{true: "<w:tbl>", false: "</w:tbl>"}[row])
			inTable = row
		}
		heading, isHeading := strings.CutPrefix(l, "# ")
		switch {
		case inTable:
			b.WriteString("<w:tr>")
			for text := range strings.SplitSeq(strings.Trim(l, "|"), "|") {
				b.WriteString("<w:tc>" + inCell(strings.TrimSpace(text)) + "</w:tc>")
			}
			b.WriteString("</w:tr>")
		case isHeading:
			b.WriteString(paragraph(heading, `<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>`))
		case l != "":
			b.WriteString(paragraph(l, ""))
		}
	}
	if inTable {
		b.WriteString("</w:tbl>")
	}
	b.WriteString(`</w:body></w:document>`)
	return zipped(t, [][2]string{
		{"_rels/.rels", `<?xml version="1.0"?>` +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" ` +
			`Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", b.String()},
	})
}

// inCell is what stands in a cell of a document: a paragraph, or a table of its own. "[[a ; b // c ; d]]" is one of two
// rows.
func inCell(text string) string {
	rows, nested := strings.CutPrefix(text, "[[")
	if !nested {
		return paragraph(text, "")
	}
	var b strings.Builder
	b.WriteString("<w:tbl>")
	for row := range strings.SplitSeq(strings.TrimSuffix(rows, "]]"), " // ") {
		b.WriteString("<w:tr>")
		for cell := range strings.SplitSeq(row, " ; ") {
			b.WriteString("<w:tc>" + paragraph(strings.TrimSpace(cell), "") + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>" + paragraph("", "")
}

func paragraph(text, properties string) string {
	var b strings.Builder
	b.WriteString("<w:p>" + properties + "<w:r><w:t>")
	_ = xml.EscapeText(&b, []byte(text))
	b.WriteString("</w:t></w:r></w:p>")
	return b.String()
}

// openSheet makes an OpenDocument spreadsheet of a table in the notation of testdata/invented.
func openSheet(t *testing.T, body string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><office:document-content ` +
		`xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
		`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
		`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>`)
	open := false
	for l := range strings.SplitSeq(body, "\n") {
		name, isSheet := strings.CutPrefix(l, "sheet: ")
		if isSheet && open {
			b.WriteString("</table:table>")
		}
		if isSheet || !open {
			b.WriteString(`<table:table table:name="` + name + `">`)
			open = true
		}
		if isSheet {
			continue
		}
		b.WriteString("<table:table-row>")
		at := 1
		for _, r := range appendRow(nil, l) {
			for _, c := range r.Cells {
				if c.Column > at {
					fmt.Fprintf(&b, `<table:table-cell table:number-columns-repeated="%d"/>`, c.Column-at)
				}
				b.WriteString(openCell(c))
				at = c.Column + max(int(c.Across), 1)
				if c.Across > 1 {
					fmt.Fprintf(&b, `<table:covered-table-cell table:number-columns-repeated="%d"/>`, c.Across-1)
				}
			}
		}
		b.WriteString("</table:table-row>")
	}
	b.WriteString("</table:table></office:spreadsheet></office:body></office:document-content>")
	return zipped(t, [][2]string{
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
		{"content.xml", b.String()},
	})
}

// openCell is a cell of an OpenDocument spreadsheet: a number has its value beside the text that is shown.
func openCell(c content.Cell) string {
	var b strings.Builder
	b.WriteString("<table:table-cell")
	if c.Across > 1 {
		fmt.Fprintf(&b, ` table:number-columns-spanned="%d"`, c.Across)
	}
	if c.Down > 1 {
		fmt.Fprintf(&b, ` table:number-rows-spanned="%d"`, c.Down)
	}
	text := c.Text.String()
	if c.Holds == content.Number {
		kind := "float"
		for sign, code := range map[string]string{"£": "GBP", "€": "EUR", "$": "USD"} {
			if strings.Contains(c.Format(), sign) {
				kind, text = "currency", sign+text
				fmt.Fprintf(&b, ` office:currency="%s"`, code)
			}
		}
		if strings.Contains(c.Format(), "%") {
			kind = "percentage"
			v, _ := strconv.ParseFloat(c.Number(), 64)
			text = strconv.FormatFloat(v*100, 'f', -1, 64) + "%"
		}
		fmt.Fprintf(&b, ` office:value-type="%s" office:value="%s"`, kind, c.Number())
	} else {
		b.WriteString(` office:value-type="string"`)
	}
	b.WriteString("><text:p>")
	_ = xml.EscapeText(&b, []byte(text))
	b.WriteString("</text:p></table:table-cell>")
	return b.String()
}

func zipped(t *testing.T, parts [][2]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range parts {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(part[1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
