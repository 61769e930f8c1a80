package xlsx

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/contenttest"
)

const (
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// workbook packs a workbook of sheets, with the other parts that are given by name.
func workbook(t testing.TB, sheets []string, other map[string]string) []byte {
	t.Helper()
	parts := map[string]string{"_rels/.rels": relations(office+"/officeDocument", "xl/workbook.xml")}
	var list strings.Builder
	targets := []string{office + "/styles", "styles.xml", office + "/sharedStrings", "sharedStrings.xml"}
	for i, s := range sheets {
		name := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		parts["xl/"+name] = `<worksheet ` + mainSpace + `>` + s + `</worksheet>`
		targets = append(targets, office+"/worksheet", name)
		fmt.Fprintf(&list, `<sheet name="S%d" sheetId="%d" r:id="r%d"/>`, i+1, i+1, i+3)
	}
	parts["xl/workbook.xml"] = `<workbook ` + mainSpace + ` xmlns:r="` + office + `"><sheets>` + list.String() +
		`</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = relations(targets...)
	maps.Copy(parts, other)
	return contenttest.Zip(t, parts)
}

func relations(of ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i < len(of); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="r%d" Type="%s" Target="%s"/>`, i/2+1, of[i], of[i+1])
	}
	return b.String() + `</Relationships>`
}

// shown writes the sheets of a file: a line for each, and one for each of its cells.
func shown(f *content.File) string {
	var b strings.Builder
	for _, block := range f.Blocks {
		fmt.Fprintf(&b, "%s%s\n", block.Table.Name, mark(block.Table.Hidden, " hidden"))
		for _, row := range block.Table.Rows {
			for _, c := range row.Cells {
				holds := [...]string{"words", "number", "date", "truth", "fault", "unsolved"}[c.Holds]
				fmt.Fprintf(&b, "  %d,%d %s %q", row.Number, c.Column, holds, c.Text)
				if c.Number() != "" {
					fmt.Fprintf(&b, " of %s", c.Number())
				}
				if c.Formula() != "" {
					fmt.Fprintf(&b, " by %s", c.Formula())
				}
				if c.Across+c.Down > 0 {
					fmt.Fprintf(&b, " %d across %d down", c.Across, c.Down)
				}
				fmt.Fprintln(&b, mark(c.Strong, " strong")+mark(c.Hidden, " column hidden")+mark(row.Hidden, " row hidden"))
			}
		}
	}
	return b.String()
}

func mark(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}

const someStyles = `<styleSheet ` + mainSpace + `><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>` +
	`<numFmt numFmtId="165" formatCode="#,##0.0&quot; calls&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/>` +
	`</numFmts>` +
	`<fonts><font/><font><b/></font><font><b val="0"/></font></fonts><cellStyleXfs><xf numFmtId="9" fontId="1"/>` +
	`</cellStyleXfs>` +
	`<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="164" fontId="2"/><xf ` +
	`numFmtId="9"/>` +
	`<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs><dxfs><dxf><font><b/></font></dxf></dxfs>` +
	`</styleSheet>`

// TestRead holds what is read of cells.
func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		sheet string
		other map[string]string
		want  string
	}{
		"numbers": {`<sheetData><row r="2"><c r="B2"><v>50</v></c><c r="D2" s="3"><v>0.8</v></c><c s="4"><v>1234.56</v>` +
			`</c><c><v>1.4999999999999999E-2</v></c></row></sheetData>`,
			nil, "S1\n  2,2 number \"50\" of 50\n  2,4 number \"80%\" of 0.8\n  2,5 number \"1,234.6 calls\" of 1234.56\n  " +
				"2,6 number \"0.015\" of 0.015\n"},
		"dates": {`<sheetData><row><c s="2"><v>45810</v></c><c s="2"><v>45810.5</v></c><c s="6"><v>0.375</v></c><c ` +
			`s="5"><v>1.5</v></c><c t="d"><v>2025-06-02</v></c><c s="2"><v>-1</v></c></row></sheetData>`,
			nil, "S1\n  1,1 date \"2025-06-02\" of 45810\n  1,2 date \"2025-06-02T12:00\" of 45810.5\n  1,3 date \"09:00\" " +
				"of 0.375\n" +
				"  1,4 number \"36:00\" of 1.5\n  1,5 date \"2025-06-02\"\n  1,6 number \"-1\" of -1\n"},
		"texts": {`<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c><c t="inlineStr"><is>` +
			`<r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>x</t></rPh></is></c><c s="1" t="str"><v>c</v></c>` +
			`</row></sheetData>`,
			map[string]string{"xl/sharedStrings.xml": `<sst ` + mainSpace + `><si><t>Sales_x000D_
&amp; more_x0041_</t></si><si><r><rPr><b/></rPr><t>All</t></r><r><rPr><b/></rPr><t> bold</t></r></si></sst>`},
			"S1\n  1,1 words \"Sales \\n& moreA\"\n  1,2 words \"All bold\" strong\n  1,4 words \"a b\"\n  1,5 words \"c\" " +
				"strong\n"},
		"others": {`<sheetData><row><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="n"><v>x</v></c><c s="1"/><c>` +
			`<v> </v></c></row></sheetData>`,
			nil, "S1\n  1,1 truth \"TRUE\"\n  1,2 fault \"#DIV/0!\"\n  1,3 words \"x\"\n"},
		"formulas": {`<sheetData><row r="1"><c r="A1"><f>B1*2</f><v>4</v></c><c r="B1"><f>SUM(T[[#This Row],[Unit ` +
			`Cost]])</f></c><c r="C1" t="str"><f>A1&amp;""</f><v></v></c></row>` +
			`<row r="3"><c r="A3"><f t="shared" ref="A3:B4" si="0">SUM(A:A,$1:2)+B1+$B$1+LOG10(C9)+S1!A1</f><v>1</v></c><c ` +
			`r="B3"><f ` +
			`t="shared" si="0"/><v>1</v></c></row><row r="4"><c r="A4"><f t="shared" si="0"/><v>2</v></c></row>` +
			`</sheetData>`,
			nil, "S1\n  1,1 number \"4\" of 4 by =B1*2\n  1,2 unsolved \"\" by =SUM(T[[#This Row],[Unit Cost]])\n  1,3 " +
				"words \"\" by =A1&\"\"\n" +
				"  3,1 number \"1\" of 1 by =SUM(A:A,$1:2)+B1+$B$1+LOG10(C9)+S1!A1\n  3,2 number \"1\" of 1 by " +
				"=SUM(B:B,$1:2)+C1+$B$1+LOG10(D9)+S1!B1\n  " +
				"4,1 number \"2\" of 2 by =SUM(A:A,$1:3)+B2+$B$1+LOG10(C10)+S1!A2\n"},
		"merged and hidden": {`<cols><col min="3" max="4" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1">` +
			`<v>1</v></c><c r="C1"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B3"/><mergeCell ` +
			`ref="C1:A1"/><mergeCell ref="x"/></mergeCells>`,
			nil, "S1\n  1,1 number \"1\" of 1 2 across 3 down row hidden\n  1,3 number \"2\" of 2 column hidden row hidden\n"},
		"empty": {`<sheetData><row r="9"/></sheetData>`, nil, "S1\n"},
		"hidden sheet and old dates": {`<sheetData><row><c s="2"><v>1</v></c></row></sheetData>`, map[string]string{
			"xl/workbook.xml": `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" ` +
				`xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships">` +
				`<x:workbookPr date1904="1"/><x:sheets><x:sheet name="Old" sheetId="1" state="veryHidden" r:id="r3"/>` +
				`</x:sheets></x:workbook>`},
			"Old hidden\n  1,1 date \"1904-01-02\" of 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			parts := map[string]string{"xl/styles.xml": someStyles}
			maps.Copy(parts, c.other)
			f, err := Read("a.xlsx", workbook(t, []string{c.sheet}, parts))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, shown(f)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSaid holds what is said of a workbook.
func TestSaid(t *testing.T) {
	for name, c := range map[string]struct {
		sheet        string
		other        map[string]string
		said, unread string
	}{
		"plain":  {"", nil, "", ""},
		"macros": {"", map[string]string{"xl/vbaProject.bin": "x"}, "the workbook has macros: they are not run", ""},
		"links": {"", map[string]string{"xl/externalLinks/externalLink1.xml": "x"},
			"the workbook has links to other workbooks: they are not followed, and the numbers from there are those that " +
				"were stored", ""},
		"embedded": {"", map[string]string{"xl/embeddings/a.docx": "x"},
			"the workbook has other documents or controls in it: they are not read", ""},
		"unsolved": {`<sheetData><row><c><f>1+1</f></c></row></sheetData>`, nil, "",
			"1 formula has no result in the file: open it in its program, let it calculate, and save it"},
		"long text": {`<sheetData><row><c t="str"><v>` + strings.Repeat("x", content.MaxText+1) +
			`</v></c></row></sheetData>`, nil, "", "only the first 64 KiB of this text are read"},
		"far row": {`<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>`, nil, "",
			"only the first 1048576 rows are read: split the table"},
		"one text many times": {`<sheetData>` + strings.Repeat(`<row>`+strings.Repeat(`<c t="s"><v>0</v></c>`, 50)+
			`</row>`, 60) + `</sheetData>`,
			map[string]string{"xl/sharedStrings.xml": `<sst ` + mainSpace + `><si><t>` + strings.Repeat("x", content.MaxText) +
				`</t></si></sst>`}, "",
			"what follows is not read, since the first 128 MiB of text are: split the file"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("a.xlsx", workbook(t, []string{c.sheet}, c.other))
			if err != nil {
				t.Fatal(err)
			}
			if got := contenttest.Notes(f.Said); got != c.said {
				t.Errorf("said %q, want %q", got, c.said)
			}
			if got := contenttest.Notes(f.Unread); got != c.unread {
				t.Errorf("unread %q, want %q", got, c.unread)
			}
		})
	}
}

// TestRefused holds what is no sound workbook.
func TestRefused(t *testing.T) {
	for want, data := range map[string][]byte{
		"the file is damaged: its end":                  []byte("PK\x03\x04 and no more"),
		"the file is damaged in its part xl/worksheets": workbook(t, []string{"<sheetData>"}, nil),
		"it declares entities": workbook(t, nil, map[string]string{
			"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY b "cc">]><workbook>&b;</workbook>`}),
		"the file is damaged: its list of sheets": contenttest.Zip(t, map[string]string{"a.xml": "<a/>"}),
	} {
		if _, err := Read("a.xlsx", data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestShown holds how numbers are shown.
func TestShown(t *testing.T) {
	for _, c := range []struct{ code, number, want string }{
		{"0", "2.5", "3"}, {"0", "-2.5", "-3"}, {"0.00", "2.675", "2.68"}, {"0.0#", "2", "2.0"}, {"#.##", "0.5", ".5"}, {
			"#,##0", "1234567.8", "1,234,568"},
		{"0%", "0.125", "13%"}, {"0.0%", "0.125", "12.5%"}, {`0.00 "€"`, "3", "3.00 €"}, {`[$€-407] #,##0.00`, "1234",
			"€ 1,234.00"},
		{`"$"#,##0_);[Red]\("$"#,##0\)`, "-12", `($12)`}, {`_("$"* #,##0.00_)`, "5", "$5.00"}, {"#,##0,", "1234567",
			"1,235"}, {"0,,\\M", "2500000", "3M"},
		{"000", "7", "007"}, {"000-0000", "5551234", "5551234"}, {"# ?/?", "0.5", "0.5"}, {"0.00E+00", "12345", "12345"}, {
			"General", "100654051.21731578", "100654051.2"},
		{"General", "1234567890123", "1.23457E+12"}, {`" Good"`, "3", "Good"}, {"[=0]?;0%", "0.998", "100%"}, {
			"[>999]0.0,K;0", "1500", "1.5K"},
		{"[>999]0.0,K;0", "15", "15"}, {`0;-0;"none"`, "0", "none"}, {"[<>5]0;0.0", "5", "5.0"}, {"[?]0", "5", "5"},
		{`;;;`, "5", "5"}, {"@", "5", "5"}, {"0", "0.4", "0"}, {"0", "-0.4",
			"0"}, {"0.0", "999.96", "1000.0"},
		{"yyyy", "45810", "2025-06-02"}, {"mmm yy", "45810", "2025-06-02"}, {"d/m/yyyy h:mm AM/PM", "45810.25",
			"2025-06-02T06:00"}, {"h:mm:ss", "0.5000115740740741", "12:00:01"},
		{"dd.mm.yyyy", "60", "1900-02-28"}, {"dd.mm.yyyy", "59", "1900-02-28"}, {"dd.mm.yyyy", "1", "1900-01-01"}, {
			"[mm]:ss", "0.5", "12:00"}, {"[Blue]0", "1", "1"}, {`"day "0`, "3", "day 3"},
	} {
		v := mustFloat(c.number)
		if got, _ := parseFormat(c.code).show(c.number, v, 1900); got != c.want {
			t.Errorf("%s as %s: got %q, want %q", c.number, c.code, got, c.want)
		}
	}
}

// FuzzRead holds that no workbook breaks the reader, and that the cells of a row are in order.
func FuzzRead(f *testing.F) {
	f.Add(`<cols><col min="1" max="99999999" hidden="1"/></cols><sheetData><row r="2"><c r="B2" t="s"><v>1</v></c>`+
		`</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`, `<si><t>a</t></si>`, "0.0;@")
	f.Add(`<sheetData><row r="-1"><c r="ZZZZ9" s="1"><f t="shared" si="">A1</f><v>1e309</v></c><c><f t="shared" `+
		`si=""/></c></row></sheetData>`, `<si><r><rPr><b/></rPr></r></si>`, `[$-`)
	f.Add(`<sheetData><row><c s="1"><v>9e99</v></c><c s="1"><v>-0.000001</v></c></row></sheetData>`, `_x000D_`, `\`)
	f.Fuzz(func(t *testing.T, sheet, shared, code string) {
		var escaped bytes.Buffer
		for _, r := range code {
			fmt.Fprintf(&escaped, "&#%d;", r)
		}
		file, err := Read("a.xlsx", workbook(t, []string{sheet}, map[string]string{
			"xl/sharedStrings.xml": `<sst>` + shared + `</sst>`,
			"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="` + escaped.String() +
				`"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`,
		}))
		if err != nil {
			return
		}
		for _, block := range file.Blocks {
			for _, row := range block.Table.Rows {
				for _, c := range row.Cells {
					if row.Number < 1 || c.Column < 1 || c.Column > content.MaxColumns || len(c.Text.Bytes) > content.MaxText {
						t.Fatalf("row %d column %d %q", row.Number, c.Column, c.Text)
					}
				}
			}
		}
	})
}

// TestRealFiles holds that all of real workbooks is read.
func TestRealFiles(t *testing.T) {
	files, err := filepath.Glob("../testdata/real/*/*.xls?")
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := Read(file, data); err != nil || len(f.Unread) > 0 {
			t.Errorf("%s: %v %v", file, err, f.Unread)
		}
	}
}

// TestHostile holds that reading takes memory in proportion to what a workbook unpacks to, also where it says much in
// few bytes.
func TestHostile(t *testing.T) {
	pieces := []string{`<row><c s="1"/></row>`, `<row><c><v>1</v></c></row>`, `<row/>`,
		`<row r="9999999"/>`, `<row><c t="s"><v>0</v></c></row>`,
		`<row><c><f t="shared" si="0">A1</f><v>1</v></c><c><f t="shared" si="0"/><v>1</v></c></row>`,
		`<row><c t="inlineStr"><is><t>a</t></is></c></row>`,
		`<row><c r="XFD1"><v>1</v></c></row>`}
	contenttest.InProportion(t, 1<<20, pieces, func(text string) func() {
		data := workbook(t, []string{`<sheetData>` + text + `</sheetData>`},
			map[string]string{"xl/sharedStrings.xml": `<sst><si><t>a text</t></si></sst>`})
		return func() {
			if _, err := Read("a.xlsx", data); err != nil {
				t.Fatal(err)
			}
		}
	})
}
