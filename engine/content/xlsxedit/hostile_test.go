package xlsxedit

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const sheetBegin = declaration + `<worksheet xmlns="` + mainSpace + `">`

// rowsOf is a sheet with these rows, and what comes behind them.
func rowsOf(rows, behind string) string {
	return sheetBegin + `<sheetData>` + rows + `</sheetData>` + behind + `</worksheet>`
}

// withSheet is a small workbook with a sheet of this XML.
func withSheet(t testing.TB, sheet string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	return repacked(t, saved(t, f), map[string]string{"xl/worksheets/sheet1.xml": sheet})
}

func at(row, column int) Mark {
	return Mark{Sheet: "Sheet1", Row: row, Column: column, Level: Error, Text: "too many"}
}

// TestCopyForms marks sheets that are written in all the ways that programs write them.
func TestCopyForms(t *testing.T) {
	for name, sheet := range map[string]string{
		"empty":             sheetBegin + `<sheetData/></worksheet>`,
		"without names":     rowsOf(`<row><c><v>1</v></c><c/><c s='0' ><v>3</v></c></row>`, ""),
		"an empty row":      sheetBegin + `<sheetData><row r="2"/><row r="9" spans="1:3"/></sheetData></worksheet>`,
		"a sign in a value": rowsOf(`<row r="2" x=">"><c r="A2" t="str"><f>"&lt;c r=">A1</f><v>x</v></c></row>`, ""),
		"a cell further on": sheetBegin + `<sheetData><row r="2"><c r="E2"/></row></sheetData></worksheet>`,
		"a remark":          rowsOf(`<!-- <row r="99"> --><row r="2"><c r="C2"><v>1</v></c></row>`, ""),
		"with a prefix": declaration + `<x:worksheet xmlns:x="` + mainSpace + `"><x:sheetData>` +
			`<x:row r="2"><x:c r="C2"><x:v>1</x:v></x:c></x:row></x:sheetData><x:tableParts count="0"/></x:worksheet>`,
		"controls with rows": rowsOf(`<row r="2"><c r="A2"/></row>`,
			`<controls><control><from><row>1</row><col>2</col><c r="C2"/></from></control></controls>`),
	} {
		t.Run(name, func(t *testing.T) {
			after := copied(t, withSheet(t, sheet), at(2, 3), at(1, 1), at(12, 40))
			sound(t, after)
			copied(t, after, at(2, 2)) // which refuses cells that are not in order
			f := opened(t, after)
			for _, cell := range []string{"C2", "A1", "AN12"} {
				if look := lookOf(t, f, "Sheet1", cell); len(look.Fill.Color) != 1 {
					t.Errorf("%s has no colour:\n%s", cell, entries(t, after)["xl/worksheets/sheet1.xml"])
				}
			}
			comments, err := f.GetComments("Sheet1")
			if err != nil || len(comments) != 3 {
				t.Errorf("%d comments %v", len(comments), err)
			}
		})
	}
}

// TestCopyRefuses holds that what would lose something is not written, and that the reason is said.
func TestCopyRefuses(t *testing.T) {
	plain := withSheet(t, sheetBegin+`<sheetData><row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>`)
	book := string(entries(t, plain)["xl/workbook.xml"])
	styles := string(entries(t, plain)["xl/styles.xml"])
	disordered := withSheet(t, sheetBegin+`<sheetData><row r="5"/><row r="2"/></sheetData></worksheet>`)
	backwards := withSheet(t, sheetBegin+`<sheetData><row r="2"><c r="D2"/><c r="A2"/></row></sheetData></worksheet>`)
	looked := withSheet(t, sheetBegin+`<sheetData><row r="2"><c r="C2" s="99"/></row></sheetData></worksheet>`)
	for why, data := range map[string][]byte{
		"structure of the workbook is protected": repacked(t, plain, map[string]string{
			"xl/workbook.xml": strings.Replace(book, "<sheets>", `<workbookProtection lockStructure="1"/><sheets>`, 1)}),
		"is signed":             repacked(t, plain, map[string]string{"_xmlsignatures/sig1.xml": "<Signature/>"}),
		"keeps a record of its": repacked(t, plain, map[string]string{"xl/revisions/revisionHeaders.xml": "<headers/>"}),
		"Strict Open XML": repacked(t, plain, map[string]string{
			"xl/workbook.xml": strings.ReplaceAll(book, mainSpace, "http://purl.oclc.org/ooxml/spreadsheetml/main")}),
		"rows of a sheet are not in order": disordered,
		"cells of row 2 are not in order":  backwards,
		"has the style 99":                 looked,
		"list of cellXfs is empty": repacked(t, plain, map[string]string{
			"xl/styles.xml": strings.ReplaceAll(styles, "cellXfs", "none")}),
		"not written in UTF-8": repacked(t, plain, map[string]string{"xl/styles.xml": "\xff\xfe<styleSheet/>"}),
	} {
		var b bytes.Buffer
		err := Copy(&b, data, []Mark{at(2, 3)}, list)
		var kept *Unkept
		if !errors.As(err, &kept) || !strings.Contains(err.Error(), why) || b.Len() > 0 {
			t.Errorf("%s: %v, and %d bytes", why, err, b.Len())
		}
	}
	if err := Copy(&bytes.Buffer{}, plain, []Mark{{Sheet: "Other", Row: 1, Column: 1}}, list); err == nil {
		t.Error("a mark on a sheet that does not exist is lost")
	}
}

// TestCopyThreads holds that a conversation on a cell stays, and has our words as an answer.
func TestCopyThreads(t *testing.T) {
	plain := saved(t, func() *excelize.File {
		f := excelize.NewFile()
		must(t, f.AddComment("Sheet1", excelize.Comment{Cell: "C2", Author: "tc={1}", Text: "[Threaded comment] Why 50?"}))
		return f
	}())
	const remark = `<threadedComment ref="C2" dT="2026-01-01T00:00:00.00" personId="{P}" id="{T}">` +
		`<text>Why 50?</text></threadedComment>`
	all := entries(t, plain)
	const sheetRelations = "xl/worksheets/_rels/sheet1.xml.rels"
	before := repacked(t, plain, map[string]string{
		"xl/threadedComments/threadedComment1.xml": declaration + `<ThreadedComments xmlns="` + threadSpace + `">` +
			remark + `</ThreadedComments>`,
		"xl/persons/person.xml": declaration + `<personList xmlns="` + threadSpace + `">` +
			`<person displayName="Ada" id="{P}" userId="a" providerId="None"/></personList>`,
		sheetRelations: strings.Replace(string(all[sheetRelations]), "</Relationships>",
			`<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" `+
				`Target="../threadedComments/threadedComment1.xml"/></Relationships>`, 1),
		"xl/_rels/workbook.xml.rels": strings.Replace(string(all["xl/_rels/workbook.xml.rels"]), "</Relationships>",
			`<Relationship Id="rIdP" Type="`+personKind+`" Target="persons/person.xml"/></Relationships>`, 1),
	})
	after := copied(t, before, at(2, 3), at(3, 3))
	sound(t, after)
	is := entries(t, after)
	thread := string(is["xl/threadedComments/threadedComment1.xml"])
	if !strings.Contains(thread, remark) || strings.Count(thread, `parentId="{T}"`) != 1 ||
		!strings.Contains(thread, "<text>too many</text>") {
		t.Error(thread)
	}
	people := string(is["xl/persons/person.xml"])
	if !strings.Contains(people, "Ada") || !strings.Contains(people, `displayName="kpilint"`) {
		t.Error(people)
	}
	old := string(is["xl/comments1.xml"])
	if !strings.Contains(old, "[Threaded comment] Why 50?") || !strings.Contains(old, "too many") {
		t.Error(old)
	}
}

// TestCopyGrows holds that the work grows with the workbook: marks in a sheet of many rows and texts.
func TestCopyGrows(t *testing.T) {
	cost := func(rows int) float64 {
		var b strings.Builder
		b.WriteString(sheetBegin + `<sheetData>`)
		var marks []Mark
		for i := range rows {
			fmt.Fprintf(&b, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>50 calls</t></is></c></row>`, i+1, i+1)
			marks = append(marks, at(i+1, 1), at(i+1, 9))
		}
		b.WriteString(`</sheetData></worksheet>`)
		data := withSheet(t, b.String())
		return testing.AllocsPerRun(1, func() {
			if err := Copy(&bytes.Buffer{}, data, marks, list); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := cost(2000), cost(8000); many > 5*few {
		t.Errorf("4 times the rows take %.1f times the work", many/few)
	}
}
