package odf

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/contenttest"
)

const spaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
	`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
	`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
	`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" ` +
	`xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"`

// file packs a document or a workbook, with the other parts that are given by name.
func file(t testing.TB, body string, other map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"styles.xml": `<office:document-styles ` + spaces + `><office:styles>` + someStyles +
			`</office:styles></office:document-styles>`,
		"content.xml": `<office:document-content ` + spaces + `><office:automatic-styles>` + ownStyles +
			`</office:automatic-styles><office:body>` + body + `</office:body></office:document-content>`,
	}
	maps.Copy(parts, other)
	return contenttest.Zip(t, parts)
}

const (
	someStyles = `<style:style style:name="Title" style:family="paragraph"/><style:style style:name="Strong" ` +
		`style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>` +
		`<style:style style:name="Sub" style:family="paragraph" style:default-outline-level="2"/>`
	ownStyles = `<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><style:style ` +
		`style:name="T1" style:family="text" style:parent-style-name="Strong"/>` +
		`<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>` +
		`<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>` +
		`</style:style>` +
		`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>` +
		`<style:style style:name="ce1" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>` +
		`</style:style>`
)

// shown writes the blocks of a file: what one is, its place, and its text.
func shown(f *content.File) string {
	var b strings.Builder
	fmt.Fprintln(&b, f.Format)
	for _, block := range f.Blocks {
		if block.Table != nil {
			t := block.Table
			fmt.Fprintf(&b, "table %d %q header %d%s\n", t.Within.Table, t.Name, t.Header, mark(t.Hidden, " hidden"))
			for _, row := range t.Rows {
				for _, c := range row.Cells {
					holds := [...]string{"words", "number", "date", "truth", "fault", "unsolved"}[c.Holds]
					fmt.Fprintf(&b, "  %d,%d@%d,%d %s%s %q", row.Number, c.Column, c.Text.Line, c.Text.Column, holds, mark(c.Strong,
						" strong"), c.Text)
					if c.Number()+c.Formula()+c.Format() != "" {
						fmt.Fprintf(&b, " of %s by %s as %s", c.Number(), c.Formula(), c.Format())
					}
					if c.Across+c.Down > 0 {
						fmt.Fprintf(&b, " %dx%d", c.Across, c.Down)
					}
					fmt.Fprintln(&b, mark(c.Hidden, " column hidden")+mark(row.Hidden, " row hidden"))
				}
			}
			continue
		}
		kind := [...]string{"paragraph", "heading", "item"}[block.Kind]
		if block.Level > 0 {
			kind += fmt.Sprint(" ", block.Level)
		}
		fmt.Fprintf(&b, "%s@%d%s %q\n", kind, block.Text.Line, mark(block.Strong, " strong"), block.Text)
	}
	return b.String()
}

func mark(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}

func p(text string) string { return `<text:p>` + text + `</text:p>` }

func sheet(rows string) string {
	return `<office:spreadsheet><table:table table:name="S">` + rows + `</table:table></office:spreadsheet>`
}

// TestRead holds what blocks a file has, and what is said of it.
func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ body, want, said, unread string }{
		"paragraphs": {`<office:text>` + p("One\n  word") + p("") + p(
			`a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d`) + `</office:text>`,
			"odt\nparagraph@1 \"One   word\"\nparagraph@3 \"a  b\\tc\\nd\"\n", "", ""},
		"headings": {`<office:text><text:h text:outline-level="2">A</text:h><text:p text:style-name="P1">B</text:p>` +
			`<text:section><text:p text:style-name="Sub">C</text:p></text:section></office:text>`,
			"odt\nheading 2@1 \"A\"\nheading 1@2 \"B\"\nheading 2@3 \"C\"\n", "", ""},
		"lists": {`<office:text><text:list><text:list-item>` + p("A") + p("B") + `<text:list><text:list-item>` + p("C") +
			`</text:list-item></text:list></text:list-item></text:list>` + p("• D") + `</office:text>`,
			"odt\nitem 1@1 \"A\"\nparagraph@2 \"B\"\nitem 2@3 \"C\"\nitem 1@4 \"D\"\n", "", ""},
		"strong": {`<office:text><text:p><text:span text:style-name="T1">All</text:span> </text:p><text:p ` +
			`text:style-name="P2">A<text:span text:style-name="T2">b</text:span></text:p><text:p text:style-name="P2">` +
			`C</text:p></office:text>`,
			"odt\nparagraph@1 strong \"All\"\nparagraph@2 \"Ab\"\nparagraph@3 strong \"C\"\n", "", ""},
		"left out": {`<office:text><text:tracked-changes><text:changed-region><text:deletion>` + p("old") +
			`</text:deletion></text:changed-region></text:tracked-changes>` +
			p(`A<text:note><text:note-citation>1</text:note-citation><text:note-body>`+p("note")+
				`</text:note-body></text:note><office:annotation>`+p("c")+`</office:annotation>B`) + `</office:text>`,
			"odt\nparagraph@1 \"AB\"\n", "the document has tracked changes: inserted text counts, deleted text does not; " +
				"footnotes and endnotes are not read; comments are not read", ""},
		"text box": {`<office:text>` + p(`A<draw:frame><draw:text-box>`+p("B")+`</draw:text-box></draw:frame>`) + p("C") +
			`</office:text>`,
			"odt\nparagraph@1 \"A\"\nparagraph@1 \"B\"\nparagraph@2 \"C\"\n", "", ""},
		"table": {`<office:text><table:table table:name="T"><table:table-header-rows><table:table-row><table:table-cell ` +
			`table:number-columns-spanned="2">` + p("A") + `</table:table-cell><table:covered-table-cell/>` +
			`<table:table-cell>` +
			p("B") + p("C") + `</table:table-cell></table:table-row></table:table-header-rows><table:table-row>` +
			`<table:table-cell/><table:table-cell>` + p("D") +
			`<table:table><table:table-row><table:table-cell>` + p("E") +
			`</table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>` +
			`</office:text>`,
			"odt\ntable 1 \"\" header 1\n  1,1@1,1 words \"A\" 2x1\n  1,3@1,2 words \"B\\nC\"\n  2,2@2,2 words \"D\"\n" +
				"table 2 \"\" header 0\n  1,1@1,1 words \"E\"\n", "", ""},
		"sheet": {`<office:spreadsheet><table:table table:name="A" table:style-name="ta2"><table:table-column/>` +
			`<table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>` +
			`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/>` +
			`</table:table-row>` +
			`<table:table-row><table:table-cell office:value-type="string" table:style-name="ce1">` + p("KPI") +
			`</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.8">` + p("80 %") +
			`</table:table-cell>` +
			`<table:covered-table-cell>` + p("x") +
			`</table:covered-table-cell><table:table-cell office:value-type="currency" office:currency="EUR" ` +
			`office:value="1234.5" table:number-columns-spanned="2" table:number-rows-spanned="1">` + p("1.234,50 €") +
			`</table:table-cell></table:table-row>` +
			`<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell ` +
			`office:value-type="float" office:value="5" table:number-columns-repeated="2">` + p("5") +
			`</table:table-cell></table:table-row></table:table></office:spreadsheet>`,
			"ods\ntable 0 \"A\" header 0 hidden\n  4,1@4,1 words strong \"KPI\"\n  4,2@4,2 number \"80 %\" of 0.8 by  as " +
				"0% column hidden\n  4,4@4,4 number \"1.234,50 €\" of 1234.5 by  as [$EUR] #,##0.00 2x1\n" +
				"  5,1@5,1 number \"5\" of 5 by  as  row hidden\n  5,2@5,2 number \"5\" of 5 by  as  column hidden row " +
				"hidden\n  6,1@6,1 number \"5\" of 5 by  as  row hidden\n  6,2@6,2 number \"5\" of 5 by  as  column hidden " +
				"row hidden\n", "", ""},
		"values": {sheet(`<table:table-row><table:table-cell office:value-type="date" office:date-value="2025-06-02">` + p(
			"02.06.25") + `</table:table-cell><table:table-cell office:value-type="date" ` +
			`office:date-value="2025-06-02T10:30:00"/>` +
			`<table:table-cell office:value-type="time" office:time-value="PT09H05M00S"/><table:table-cell ` +
			`office:value-type="time" office:time-value="PT36H00M30S"/><table:table-cell office:value-type="boolean" ` +
			`office:boolean-value="true"/></table:table-row>`),
			"ods\ntable 0 \"S\" header 0\n  1,1@1,1 date \"2025-06-02\"\n  1,2@1,2 date \"2025-06-02T10:30\"\n  1,3@1,3 " +
				"date \"09:05\" of 0.3784722222222222 by  as \n  1,4@1,4 number \"36:00:30\" of 1.5003472222222223 by  as \n  " +
				"1,5@1,5 truth \"TRUE\"\n", "", ""},
		"formulas": {sheet(`<table:table-row><table:table-cell table:formula="of:=SUM([.A1:.B2])*[$Other.C3]" ` +
			`office:value-type="float" office:value="4">` + p("4") +
			`</table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" ` +
			`calcext:value-type="error">` + p("#DIV/0!") +
			`</table:table-cell><table:table-cell table:formula="of:=1+1"/></table:table-row>`),
			"ods\ntable 0 \"S\" header 0\n  1,1@1,1 number \"4\" of 4 by =SUM(A1:B2)*$Other!C3 as \n  1,2@1,2 fault " +
				"\"#DIV/0!\" of  by =1/0 as \n  1,3@1,3 unsolved \"\" of  by =1+1 as \n", "",
			"formulas without a result in the file: 1; open it in its program, let it calculate, and save it"},
		"presentation": {`<office:presentation/>`, "odt\n", "presentations and drawings are not read", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("a.odt", file(t, c.body, nil))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, shown(f)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
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

// TestBounds holds what is refused, and that cells and rows that are written once for many are bounded.
func TestBounds(t *testing.T) {
	for want, data := range map[string][]byte{
		"protected with a password": file(t, "", map[string]string{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
		"damaged in its part":       file(t, "<office:text>", nil),
		"declares entities": file(t, "", map[string]string{"content.xml": `<!DOCTYPE a [<!ENTITY b "c">]><a>` +
			`&b;</a>`}),
	} {
		if _, err := Read("a.odt", data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	empty := `<table:table-row table:number-rows-repeated="1048576"><table:table-cell ` +
		`table:number-columns-repeated="16384"/></table:table-row>`
	full := `<table:table-row table:number-rows-repeated="1048576"><table:table-cell ` +
		`table:number-columns-repeated="16384">` + p("x") + `</table:table-cell></table:table-row>`
	f, err := Read("a.ods", file(t, sheet(empty), nil))
	if err != nil || len(f.Blocks[0].Table.Rows) > 0 || len(f.Unread) > 0 {
		t.Error(err, f)
	}
	f, err = Read("a.ods", file(t, sheet(full), nil))
	if err != nil || len(f.Unread) != 1 || !strings.Contains(f.Unread[0].Text, "2000000 cells") {
		t.Error(err, f.Unread)
	}
}

// FuzzRead holds that no file breaks the reader.
func FuzzRead(f *testing.F) {
	f.Add(`<office:text><text:list><table:table/>` + p(`<text:s text:c="99999999999999999999"/>`) +
		`</text:list></office:text>`)
	f.Add(sheet(`<table:table-row table:number-rows-repeated="-1"><table:table-cell ` +
		`table:number-columns-repeated="x" table:formula="=" office:value-type="time" office:time-value="PT1H"/>` +
		`</table:table-row>`))
	f.Add(`<office:text><text:p><draw:text-box><table:table><table:table-row><table:table-cell/></table:table-row>` +
		`</table:table></draw:text-box></text:p></office:text>`)
	f.Fuzz(func(t *testing.T, body string) {
		got, err := Read("a.odt", file(t, body, nil))
		if err != nil {
			return
		}
		for _, b := range got.Blocks {
			if b.Table == nil {
				continue
			}
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					if row.Number < 1 || c.Column < 1 || int(c.Text.Line) != row.Number {
						t.Fatalf("%q stands in %+v", c.Text, c)
					}
				}
			}
		}
	})
}
