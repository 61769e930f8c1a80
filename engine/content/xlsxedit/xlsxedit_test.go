package xlsxedit

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/contenttest"
	"github.com/kpilint/kpilint/engine/content/xlsx"
)

// entries are the parts of a package by their names.
func entries(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// raw are the parts as they lie in the archive, compressed.
func raw(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// repacked is a workbook with other parts than it had.
func repacked(t testing.TB, data []byte, with map[string]string) []byte {
	t.Helper()
	all := map[string]string{}
	for name, part := range entries(t, data) {
		all[name] = string(part)
	}
	for name, part := range with {
		all[name] = part
	}
	return contenttest.Zip(t, all)
}

var list = &Sheet{Name: "kpilint", Rows: [][]Cell{{{Text: "=1+1"}, {Text: "plain _x0041_ <&>\n\"two\" lines"}}}}

func copied(t testing.TB, data []byte, marks ...Mark) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Copy(&b, data, marks, list); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// opened reads a workbook by excelize.
func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func saved(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// must ends a test where an error is not nil.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rich is a workbook with a chart, a pivot table, conditional formats, comments, a protected sheet, a table, merged
// cells, names, choices and two looks.
func rich(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must(t, f.SetSheetName("Sheet1", "R&D O'Neill"))
	sheet := "R&D O'Neill"
	for i, row := range [][]any{
		{"Team", "KPI", "Target"}, {"Sales", "Calls", 50}, {"Sales", "Orders", 0.25}, {"Support", "Tickets", 9},
	} {
		must(t, f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row))
	}
	percent, err := f.NewStyle(&excelize.Style{
		NumFmt: 10, Font: &excelize.Font{Bold: true},
		Border:    []excelize.Border{{Type: "left", Color: "00FF00", Style: 1}},
		Alignment: &excelize.Alignment{Horizontal: "center"}, Protection: &excelize.Protection{Locked: false},
	})
	must(t, err)
	must(t, f.SetCellStyle(sheet, "C3", "C3", percent))
	must(t, f.SetColStyle(sheet, "E", percent))
	must(t, f.AddComment(sheet, excelize.Comment{Cell: "C2", Author: "Ada", Text: "Agreed in May"}))
	must(t, f.AddComment(sheet, excelize.Comment{Cell: "A1", Author: "Ada", Text: "Names as in HR"}))
	must(t, f.AddTable(sheet, &excelize.Table{Range: "A1:C4", Name: "targets"}))
	must(t, f.SetConditionalFormat(sheet, "C2:C4", []excelize.ConditionalFormatOptions{{
		Type: "data_bar", Criteria: "=", MinType: "min", MaxType: "max", BarColor: "#638EC6",
	}}))
	dv := excelize.NewDataValidation(true)
	dv.SetSqref("B2:B4")
	must(t, dv.SetDropList([]string{"Calls", "Orders"}))
	must(t, f.AddDataValidation(sheet, dv))
	_, err = f.NewSheet("Data")
	must(t, err)
	must(t, f.MergeCell("Data", "A1", "B2"))
	for i, row := range [][]any{{"Team", "KPI", "Target"}, {"Sales", "Calls", 50}, {"Support", "Tickets", 9}} {
		must(t, f.SetSheetRow("Data", fmt.Sprintf("A%d", i+5), &row))
	}
	must(t, f.AddChart("Data", "D1", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{
		Values: "'R&D O''Neill'!$C$2:$C$4"}}}))
	must(t, f.ProtectSheet("Data", &excelize.SheetProtectionOptions{Password: "secret"}))
	must(t, f.SetDefinedName(&excelize.DefinedName{Name: "goal", RefersTo: "Data!$A$1", Scope: "Data"}))
	_, err = f.NewSheet("Pivot")
	must(t, err)
	must(t, f.AddPivotTable(&excelize.PivotTableOptions{DataRange: "Data!A5:C7", PivotTableRange: "Pivot!A3:C9",
		Rows: []excelize.PivotTableField{{Data: "Team"}},
		Data: []excelize.PivotTableField{{Data: "Target", Subtotal: "Sum"}}}))
	f.SetActiveSheet(1)
	return saved(t, f)
}

// TestCopyKeeps holds that a copy has all parts of the original as they lie there, byte for byte, but for those that
// have to change, and that these differ only by what was added.
func TestCopyKeeps(t *testing.T) {
	before := rich(t)
	after := copied(t, before, Mark{Sheet: "R&D O'Neill", Row: 2, Column: 3, Level: Error, Text: "too many"},
		Mark{Sheet: "R&D O'Neill", Row: 3, Column: 3, Level: Warning, Text: "few"})
	change := map[string]bool{
		"[Content_Types].xml": true, "xl/workbook.xml": true, "xl/_rels/workbook.xml.rels": true, "xl/styles.xml": true,
		"xl/worksheets/sheet1.xml": true, "xl/comments1.xml": true, "xl/drawings/vmlDrawing1.vml": true,
	}
	was, is := raw(t, before), raw(t, after)
	for name, data := range was {
		switch now, there := is[name]; {
		case !there:
			t.Errorf("%s is missing", name)
		case bytes.Equal(now, data) == change[name]:
			t.Errorf("%s: the same %v", name, !change[name])
		}
	}
	for name := range is {
		if was[name] == nil && name != "xl/worksheets/kpilint.xml" {
			t.Errorf("%s is new", name)
		}
	}
	sound(t, after)
	looks := string(entries(t, after)["xl/styles.xml"])
	for _, look := range regexp.MustCompile(`<xf [^>]*fillId="[2-9]"[^>]*>`).FindAllString(looks, -1) {
		if !strings.Contains(look, `applyFill="1"`) {
			t.Errorf("a look does not say that its colour counts: %s", look)
		}
	}
	if strings.Count(looks, `quotePrefix="1"`) != 1 {
		t.Errorf("a text becomes a formula when somebody edits it: %s", looks)
	}
	additions(t, entries(t, before), entries(t, after))
}

// additions holds that what changed has all that it had, in its order.
func additions(t *testing.T, was, is map[string][]byte) {
	t.Helper()
	for _, name := range []string{"xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/workbook.xml"} {
		at := 0
		for token := range strings.SplitAfterSeq(string(was[name]), "<") {
			// A number that counts, and the look of a cell, may be another.
			if strings.Contains(token, `count="`) || strings.Contains(token, ` s="`) || strings.HasPrefix(token, "c r=") ||
				strings.Contains(token, "activeTab") || strings.Contains(token, "localSheetId") {
				continue
			}
			i := strings.Index(string(is[name][at:]), strings.TrimSuffix(token, "<"))
			if i < 0 {
				t.Fatalf("%s lost %q", name, token)
			}
			at += i
		}
	}
}

// sound holds that every part of XML can be read.
func sound(t testing.TB, data []byte) {
	t.Helper()
	for name, part := range entries(t, data) {
		ours := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels")
		if !ours || strings.HasPrefix(name, "customXml/") {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(part))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v\n%.3000s", name, err, part)
			}
		}
	}
}

// TestCopyMarks reads a copy back by another program's library.
func TestCopyMarks(t *testing.T) {
	sheet := "R&D O'Neill"
	f := opened(t, copied(t, rich(t),
		Mark{Sheet: sheet, Row: 2, Column: 3, Level: Warning, Text: "50 calls do not fit"},
		Mark{Sheet: sheet, Row: 2, Column: 3, Level: Error, Text: "nor do 40"},
		Mark{Sheet: sheet, Row: 3, Column: 3, Level: Warning, Text: "=few <&>"},
		Mark{Sheet: sheet, Row: 9, Column: 5, Level: Note, Text: "nothing stands here"}))
	if got := fmt.Sprint(f.GetSheetList()); got != "[kpilint R&D O'Neill Data Pivot]" {
		t.Error(got)
	}
	if f.GetActiveSheetIndex() != 2 {
		t.Errorf("another sheet is shown: %d", f.GetActiveSheetIndex())
	}
	comments := map[string]string{}
	all, err := f.GetComments(sheet)
	must(t, err)
	for _, c := range all {
		for _, run := range c.Paragraph {
			comments[c.Cell] += run.Text
		}
		if len(c.Paragraph) == 0 {
			comments[c.Cell] = c.Text
		}
	}
	for cell, want := range map[string]string{
		"C2": "Agreed in May\n\n50 calls do not fit\n\nnor do 40", "C3": "=few <&>", "E9": "nothing stands here",
		"A1": "Names as in HR",
	} {
		if got := comments[cell]; !strings.HasSuffix(got, want) {
			t.Errorf("comment %s: %q", cell, got)
		}
	}
	for cell, colour := range map[string]string{"C2": "FFC7CE", "C3": "FFEB9C", "E9": "DDEBF7", "C4": ""} {
		look := lookOf(t, f, sheet, cell)
		got := fmt.Sprint(look.Fill.Color)
		if !strings.Contains(got, colour) || (colour == "") != (len(look.Fill.Color) == 0) {
			t.Errorf("%s is %s", cell, got)
		}
		if percent := cell == "C3" || cell == "E9"; percent != (look.NumFmt == 10 && look.Font.Bold &&
			len(look.Border) == 1 && look.Alignment.Horizontal == "center" && !look.Protection.Locked) {
			t.Errorf("%s lost its look: %+v", cell, look)
		}
	}
	if v, err := f.GetCellValue(sheet, "C3"); err != nil || v != "25.00%" {
		t.Errorf("C3 is %q %v", v, err)
	}
	if v, err := f.GetCellFormula("kpilint", "A1"); err != nil || v != "" {
		t.Errorf("a text is the formula %q", v)
	}
	for _, n := range f.GetDefinedName() {
		if n.Name == "goal" && n.Scope != "Data" {
			t.Errorf("a name belongs to %s", n.Scope)
		}
	}
}

func lookOf(t *testing.T, f *excelize.File, sheet, cell string) *excelize.Style {
	t.Helper()
	n, err := f.GetCellStyle(sheet, cell)
	must(t, err)
	style, err := f.GetStyle(n)
	must(t, err)
	if style.Font == nil {
		style.Font = &excelize.Font{}
	}
	if style.Alignment == nil {
		style.Alignment = &excelize.Alignment{}
	}
	if style.Protection == nil {
		style.Protection = &excelize.Protection{Locked: true}
	}
	return style
}

// TestCopyReal marks real workbooks in cells that are there and in cells that are not, and holds that nothing else of
// them changes: not a part, and not what our reader finds.
func TestCopyReal(t *testing.T) {
	files, err := filepath.Glob("../testdata/real/*/*.xls[xm]")
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			before, err := os.ReadFile(name)
			must(t, err)
			read, err := xlsx.Read(name, before)
			must(t, err)
			var marks []Mark
			for _, b := range read.Blocks {
				for i, row := range b.Table.Rows {
					if i%7 == 0 {
						at := Mark{Sheet: b.Table.Name, Row: row.Number, Column: row.Cells[0].Column, Level: Error, Text: "one"}
						marks = append(marks, at)
						at.Column, at.Level, at.Text = 60, Note, "far to the right"
						marks = append(marks, at)
					}
				}
			}
			after := copied(t, before, marks...)
			sound(t, after)
			was, is := raw(t, before), raw(t, after)
			for part, data := range was {
				mayChange := part == "[Content_Types].xml" || part == "xl/styles.xml" ||
					strings.HasPrefix(part, "xl/workbook.xml") ||
					strings.HasPrefix(part, "xl/_rels/") || strings.HasPrefix(part, "xl/worksheets/") ||
					strings.HasPrefix(part, "xl/comments") || strings.Contains(part, "vmlDrawing")
				if !mayChange && !bytes.Equal(is[part], data) {
					t.Errorf("%s changed", part)
				}
			}
			again, err := xlsx.Read(name, after)
			must(t, err)
			same(t, read.Blocks, again.Blocks[1:])
			if got := again.Blocks[0].Table.Rows[0].Cells[1].Text.Bytes; string(got) != list.Rows[0][1].Text {
				t.Errorf("the list holds %q", got)
			}
			comments, err := opened(t, after).GetComments(marks[0].Sheet)
			if err != nil || len(comments) == 0 {
				t.Errorf("no comments: %v", err)
			}
		})
	}
}

// same holds that the cells of two readings are equal.
func same(t *testing.T, was, is []content.Block) {
	t.Helper()
	var a, b strings.Builder
	for _, blocks := range []struct {
		to  *strings.Builder
		all []content.Block
	}{{&a, was}, {&b, is}} {
		for _, block := range blocks.all {
			fmt.Fprintf(blocks.to, "%s\n", block.Table.Name)
			for _, row := range block.Table.Rows {
				for _, c := range row.Cells {
					fmt.Fprintf(blocks.to, "%d:%d %q %q %q %v\n", row.Number, c.Column,
						c.Text.Bytes, c.Number(), c.Formula(), c.Format())
				}
			}
		}
	}
	if a.String() != b.String() {
		t.Error("cells are otherwise")
	}
}
