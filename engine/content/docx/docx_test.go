package docx

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/contenttest"
)

const (
	space     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relations = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// document packs a document, with the other parts that are given by name.
func document(t testing.TB, body string, other map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"_rels/.rels": `<Relationships ` + relations + `><Relationship Id="a" Type="` + office +
			`/officeDocument" Target="/word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships ` + relations + `><Relationship Id="a" Type="` + office +
			`/styles" Target="styles.xml"/></Relationships>`,
		"word/styles.xml": `<w:styles ` + space + `>` + someStyles + `</w:styles>`,
		"word/document.xml": `<w:document ` + space +
			` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
			` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>` + body + `</w:body></w:document>`,
	}
	maps.Copy(parts, other)
	maps.DeleteFunc(parts, func(_, text string) bool { return text == "" })
	return contenttest.Zip(t, parts)
}

const someStyles = `<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Mein"><w:name w:val="Mein Titel"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Abschnitt"><w:name w:val="Abschnitt"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Kreis"><w:basedOn w:val="Kreis"/></w:style>`

// shown writes the blocks of a file: what one is, its place, and its text.
func shown(f *content.File) string {
	var b strings.Builder
	for _, block := range f.Blocks {
		if block.Table != nil {
			fmt.Fprintf(&b, "table %d header %d\n", block.Table.Within.Table, block.Table.Header)
			for _, row := range block.Table.Rows {
				for _, c := range row.Cells {
					fmt.Fprintf(&b, "  %d,%d row %d cell %d%s %q", row.Number, c.Column, c.Text.Line, c.Text.Column, mark(c.Strong),
						c.Text)
					if c.Across+c.Down > 0 {
						fmt.Fprintf(&b, " %d across %d down", c.Across, c.Down)
					}
					b.WriteByte('\n')
				}
			}
			continue
		}
		kind := [...]string{"paragraph", "heading", "item"}[block.Kind]
		if block.Level > 0 {
			kind += fmt.Sprint(" ", block.Level)
		}
		fmt.Fprintf(&b, "%s@%d%s %q\n", kind, block.Text.Line, mark(block.Strong), block.Text)
	}
	return b.String()
}

func mark(strong bool) string {
	if strong {
		return " strong"
	}
	return ""
}

func p(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func styled(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func cell(properties, text string) string {
	return `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + p(text) + `</w:tc>`
}

// TestRead holds what blocks a document has, and what is said of it.
func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ body, want, said string }{
		"paragraphs": {p("One") + `<w:p/>` + `<w:p><w:r><w:t>Two</w:t><w:tab/><w:t xml:space="preserve"> &amp; </w:t>` +
			`<w:br/></w:r><w:r><w:t>a</w:t>` +
			`<w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>`, "paragraph@1 \"One\"\nparagraph@3 \"Two\\t & \\na-b\"\n", ""},
		"headings": {styled("berschrift1", "A") + styled("Mein", "B") + styled("Abschnitt", "C") + styled("Kreis", "D") +
			`<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>E</w:t></w:r></w:p>`,
			"heading 1@1 \"A\"\nheading 1@2 \"B\"\nheading 3@3 \"C\"\nparagraph@4 \"D\"\nheading 2@5 \"E\"\n", ""},
		"lists": {styled("Liste", "A") + `<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>` +
			`<w:r><w:t>B</w:t></w:r></w:p>` +
			`<w:p><w:pPr><w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>C</w:t></w:r>` +
			`</w:p>` + p("•  D") + p("- "),
			"item 1@1 \"A\"\nitem 2@2 \"B\"\nparagraph@3 \"C\"\nitem 1@4 \"D\"\nparagraph@5 \"-\"\n", ""},
		"bold": {`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A</w:t></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r><w:r>` +
			`<w:rPr><w:rStyle w:val="Fett"/></w:rPr><w:t>B</w:t></w:r></w:p>` +
			`<w:p><w:r><w:rPr><w:b w:val="false"/></w:rPr><w:t>C</w:t></w:r></w:p>`,
			"paragraph@1 strong \"A B\"\nparagraph@2 \"C\"\n", ""},
		"changes": {`<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText><w:t>older</w:t>` +
			`</w:r></w:del></w:p>`,
			"paragraph@1 \"new\"\n", "the document has tracked changes: inserted text counts, deleted text does not"},
		"fields": {`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>x</w:t>` +
			`</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
			`<w:r><w:t>4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/><w:t> calls</w:t></w:r><w:hyperlink><w:r><w:t> a ` +
			`day</w:t></w:r></w:hyperlink></w:p>`,
			"paragraph@1 \"4 calls a day\"\n", ""},
		"left out": {`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t>` +
			`<w:footnoteReference w:id="2"/><w:commentReference w:id="1"/></w:r></w:p>`,
			"paragraph@1 \"seen\"\n", "hidden text is not read; footnotes and endnotes are not read; comments are not read"},
		"text box": {`<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><a:t>chart</a:t></w:drawing><w:txbxContent>` + p(
			"In a box") + `</w:txbxContent></mc:Choice>` +
			`<mc:Fallback><w:txbxContent>` + p("In a box") +
			`</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>Around</w:t></w:r></w:p>`,
			"paragraph@1 \"Around\"\nparagraph@1 \"In a box\"\n", ""},
		"control": {p("Zero") + `<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>` + p("One") + `</w:sdtContent>` +
			`</w:sdt>` + p("Two"),
			"paragraph@1 \"Zero\"\nparagraph@1 \"One\"\nparagraph@2 \"Two\"\n", ""},
		"table": {`<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>` + cell(`<w:gridSpan w:val="2"/>`, "A") + cell("", "B") +
			`</w:tr>` +
			`<w:tr>` + cell(`<w:vMerge w:val="restart"/>`, "C") + cell("", "D") + cell("", "") + `</w:tr><w:tr>` + cell(
			`<w:vMerge/>`, "") + cell("", "E") + `</w:tr></w:tbl>`,
			"table 1 header 1\n  1,1 row 1 cell 1 \"A\" 2 across 1 down\n  1,3 row 1 cell 2 \"B\"\n  2,1 row 2 cell 1 " +
				"\"C\" 1 across 2 down\n" +
				"  2,2 row 2 cell 2 \"D\"\n  3,2 row 3 cell 2 \"E\"\n", ""},
		"nested tables": {`<w:tbl><w:tr><w:tc>` + p("A") + `<w:tbl><w:tr>` + cell("", "B") + `</w:tr></w:tbl>` + p("C") +
			`</w:tc></w:tr></w:tbl><w:tbl><w:tr>` + cell("", "D") + `</w:tr></w:tbl>`,
			"table 1 header 0\n  1,1 row 1 cell 1 \"A\\nC\"\ntable 3 header 0\n  1,1 row 1 cell 1 \"B\"\ntable 2 header 0\n" +
				"  1,1 row 1 cell 1 \"D\"\n", ""},
		"deleted row": {`<w:tbl><w:tr><w:trPr><w:del/></w:trPr>` + cell("", "A") + `</w:tr><w:tr>` + cell("", "B") +
			`</w:tr></w:tbl>`,
			"table 1 header 0\n  2,1 row 2 cell 1 \"B\"\n",
			"the document has tracked changes: inserted text counts, deleted text does not"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("a.docx", document(t, c.body, nil))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, shown(f)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var said []string
			for _, n := range f.Said {
				said = append(said, n.Text)
			}
			if got := strings.Join(said, "; "); got != c.said || len(f.Unread) > 0 {
				t.Errorf("said %q, want %q; unread %v", got, c.said, f.Unread)
			}
		})
	}
}

// TestBounds holds what is refused, and what is read of texts that are too long.
func TestBounds(t *testing.T) {
	long := p(strings.Repeat("x", content.MaxText+1)) + `<w:tbl><w:tr>` + cell("", strings.Repeat("y",
		content.MaxText+1)) + `</w:tr></w:tbl>`
	f, err := Read("a.docx", document(t, long, nil))
	if err != nil || len(f.Unread) != 2 || len(f.Blocks[0].Text.Bytes) != content.MaxText {
		t.Error(err, f)
	}
	deep := strings.Repeat(`<w:tbl><w:tr><w:tc>`, 400)
	for want, data := range map[string][]byte{
		"lie inside each other":        document(t, deep, nil),
		"damaged in its part word/doc": document(t, "<w:p>", nil),
		"declares entities": document(t, "", map[string]string{"word/document.xml": `<!DOCTYPE a ` +
			`[<!ENTITY b "c">]><a/>`}),
		"its text is missing": document(t, "", map[string]string{"word/document.xml": ""}),
	} {
		if _, err := Read("a.docx", data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// FuzzRead holds that no document breaks the reader, and that its paragraphs are in order.
func FuzzRead(f *testing.F) {
	for _, body := range []string{
		p("a") + `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="3"/></w:trPr>` + cell(`<w:gridSpan w:val="99999"/>`+
			`<w:vMerge/>`, "b") + `</w:tr></w:tbl>`,
		`<w:p><w:r><w:fldChar w:fldCharType="end"/><w:txbxContent><w:tbl><w:tr/></w:tbl></w:txbxContent></w:r></w:p>`,
		`<w:sdt><w:p><w:pPr><w:numPr><w:ilvl/></w:numPr></w:pPr></w:p></w:sdt>`, `<w:body/>`, `</w:body>`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		file, err := Read("a.docx", document(t, body, nil))
		if err != nil {
			return
		}
		last := int32(0)
		for _, b := range file.Blocks {
			if b.Table == nil {
				if b.Text.Line < last || len(b.Text.Bytes) == 0 {
					t.Fatalf("%q stands in paragraph %d, after %d", b.Text, b.Text.Line, last)
				}
				last = b.Text.Line
				continue
			}
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					if c.Text.Within().Table < 1 || c.Column < 1 || c.Text.Column < 1 {
						t.Fatalf("%q stands in %+v", c.Text, c)
					}
				}
			}
		}
	})
}

// TestHostile holds that reading takes memory in proportion to what a document unpacks to.
func TestHostile(t *testing.T) {
	pieces := []string{p("a"), `<w:p/>`, `<w:p><w:r><w:txbxContent>` + p("a") +
		`</w:txbxContent></w:r></w:p>`,
		`<w:tbl><w:tr>` + cell(`<w:gridSpan w:val="16384"/><w:vMerge w:val="restart"/>`, "a") + `</w:tr><w:tr>` + cell(
			`<w:vMerge/>`, "") + `</w:tr></w:tbl>`,
		`<w:tbl/>`, `<w:tbl><w:tr><w:tc><w:tbl><w:tr>` + cell("", "a") + `</w:tr></w:tbl></w:tc></w:tr></w:tbl>`}
	contenttest.InProportion(t, 1<<20, pieces, func(text string) func() {
		data := document(t, text, nil)
		return func() {
			if _, err := Read("a.docx", data); err != nil {
				t.Fatal(err)
			}
		}
	})
}
