//go:build hostile && linux

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// hostileDocument is a document or a workbook that tries to stall or mislead a run, or cannot be read, and what is
// said.
type hostileDocument struct {
	name string
	data func(t *testing.T) []byte
	exit int
	says string // a pattern
}

const (
	documentSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	sheetSpace    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	officeSpace   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
	compoundFile  = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

const unpacks = "the file is not as an office program writes it: a part of it unpacks to more than 250 times its size"

// cellsOf are rows of so many cells, each as given.
func cellsOf(rows, columns int, cell string) string {
	var b strings.Builder
	for i := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		b.WriteString(strings.Repeat(cell, columns))
		b.WriteString(`</row>`)
	}
	return b.String()
}

// notRead is how a file is refused: an error at its beginning.
func notRead(says string) string {
	return `(?m)^[^ ]+:1:1: error: ` + says + `.*\[definition-file/not-parsed\]$`
}

func hostileDocuments() []hostileDocument {
	sheet := `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>KPI</t></is></c>` +
		`<c r="B1" t="inlineStr"><is><t>Target</t>` +
		`</is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Visits</t></is></c>` +
		`<c r="B2"><v>40</v></c></row></sheetData>`
	target := `(?m)^[^ ]+!S1!B2: Visits: 40$`
	asked := `(?m)Make 50 calls a day$`
	return []hostileDocument{
		// more than there seems to be
		{"bomb.docx", wordOf(`<w:p><w:r><w:t>` + strings.Repeat(" ", 300<<20) + `</w:t></w:r></w:p>`), 1, notRead(unpacks)},
		{"bomb.xlsx", bookOf(`<sheetData>` + strings.Repeat(`<row><c><v>1</v></c></row>`, 10<<20) + `</sheetData>`), 1,
			notRead(unpacks)},
		{"bomb-slow.xlsx", bookOf(`<sheetData>` + cellsOf(1_000_000, 20, `<c><v>1</v></c>`) + `</sheetData>`), 1,
			notRead("the file is larger than 200 MiB when it is unpacked")},
		{"bomb.ods", packed("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
			`<office:document-content>`+strings.Repeat(" ", 300<<20)), 1, notRead(".*")},
		{"repeated.ods", packed("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
			openSheet(`<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" `+
				`table:number-columns-repeated="16384"><text:p>KPI</text:p></table:table-cell></table:table-row>`)), 0,
			`what follows is not read`},
		{"many-parts.docx", manyParts, 1, notRead(".*")},
		{"empty-cells.xlsx", bookOf(`<sheetData>` + cellsOf(1_000_000, 10, `<c s="1"/>`) + `</sheetData>`), 0,
			`(?m)no number in it asks anything`},
		{"empty-cells.csv", ofText(strings.Repeat(strings.Repeat(",", 9_999)+"\n", 1000)), 0, `(?m)no number in it asks`},
		{"merged.xlsx", bookOf(sheet + `<mergeCells>` + strings.Repeat(`<mergeCell ref="A3:XFD1048576"/>`, 200_000) +
			`</mergeCells>`), 0, target},
		{"large.txt", ofText(strings.Repeat("Make 50 calls a day.\n", 1<<20)), 1,
			notRead("the file has 21 MiB, and at most 20 MiB")},
		{"nested.html", ofText(strings.Repeat("<table><tr><td>", 100_000) + "Make 50 calls a day"), 0, `.`},
		{"nested.md", ofText(strings.Repeat("> ", 200_000) + "Make 50 calls a day\n"), 0, `.`},
		{"nested.docx", wordOf(strings.Repeat(`<w:tbl><w:tr><w:tc>`, 50_000) + `<w:p/>`), 1, `.`},

		// entities and other files
		{"laughs.docx", packed("_rels/.rels", relationsTo("officeDocument", "word/document.xml"), "word/document.xml",
			`<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "`+strings.Repeat("&a;", 1000)+`"><!ENTITY c "`+
				strings.Repeat("&b;", 1000)+`">]><w:document `+documentSpace+`><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p>`+
				`</w:body></w:document>`), 1, notRead(".*")},
		{"outside.docx", packed("_rels/.rels", relationsTo("officeDocument", "word/document.xml"), "word/document.xml",
			`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document `+documentSpace+
				`><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>`), 1, notRead(".*")},
		{"outside.xlsx", packed("_rels/.rels", relationsTo("officeDocument", "../../../../etc/passwd")), 1, notRead(".*")},
		{"outside.html", ofText(`<!DOCTYPE html><iframe src="file:///etc/passwd"></iframe>` +
			`<p>Make 50 calls a day</p>`), 0, asked},

		// what programs leave in files
		{"uncalculated.xlsx", bookOf(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>KPI</t></is></c><c r="B1" ` +
			`t="inlineStr"><is><t>Target</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Visits</t></is></c>` +
			`<c r="B2"><f>20*2</f></c></row></sheetData>`), 0,
			`S1!B2: the result of its formula is not stored: open the workbook, let it calculate, and save it`},
		{"macros.xlsm", bookOf(sheet, "xl/vbaProject.bin", compoundFile+"Shell \"rm -rf /\""), 0, target},
		{"password.xlsx", ofText(compoundFile + twoBytes("EncryptedPackage\x00")), 1,
			notRead("the file is protected with a password")},
		{"word.md", wordOf(`<w:p><w:r><w:t>Make 50 calls a day</w:t></w:r></w:p>`), 0, asked},
		{"book.csv", bookOf(sheet), 0, target},
		{"page.xls", ofText("<html><table><tr><th>KPI<th>Target<tr><td>Visits<td>40</table>"), 0, `Visits: 40`},
		{"binary.txt", ofText("Make 50 calls a day\x00\x01\x02\x1b[31m::error::x"), 1, notRead("the file is not text")},
		{"binary.bin", ofText("\x7fELF\x02\x01\x01\x00"), 1, notRead("the file is not text")},
		{"damaged.docx", ofText("PK\x03\x04\x14\x00\x06\x00"), 1, notRead("the file is damaged")},

		// what is not read says what to save it as
		{"job.pdf", ofText("%PDF-1.7\n%\xe2\xe3"), 1, notRead(`the file is a PDF.*\.docx`)},
		{"job.doc", ofText(compoundFile + twoBytes("WordDocument\x00")), 1, notRead(`.*\.doc.*save it as \.docx`)},
		{"plan.xls", ofText(compoundFile + twoBytes("Workbook\x00")), 1, notRead(`.*\.xls.*save it as \.xlsx`)},
		{"job.rtf", ofText(`{\rtf1 Make 50 calls a day}`), 1, notRead(`the file is Rich Text.*save it as \.docx`)},
		{"job.pages", packed("Index/Document.iwa", "x"), 1, notRead(`the file was made with Pages.*Export To`)},
		{"plan.numbers", packed("Index/Document.iwa", "x", "Index/Tables/DataList.iwa", "x"), 1,
			notRead(`the file was made with Pages.*Export To`)},
		{"job.txt", ofText("%PDF-1.7\nnever shown"), 1, notRead(`the file is a PDF`)},

		// pages as other programs export them
		{"google.html", ofText(googleDocs), 0, `(?m)^google.html:1:\d+: Make 50 calls a day$`},
		{"confluence.html", ofText(confluence), 0, `(?m)^confluence.html:15:\d+: Visits: at least 40 visits/week$`},
		{"confluence.doc", ofText("Date: Mon, 4 May 2026\nMIME-Version: 1.0\n" +
			"Content-Type: multipart/related; boundary=x\n\n--x\n"),
			1, notRead(`the file is a page or a message.*\.docx`)},
	}
}

// TestHostileDocuments runs lint over hostile documents, each in a process with limits of time and memory.
func TestHostileDocuments(t *testing.T) {
	kpilint := ourselves(t)
	for _, d := range hostileDocuments() {
		t.Run(d.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, d.name), d.data(t), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithTimeout(context.Background(), hostileTime)
			defer stop()
			limited := `ulimit -v "$0" && ulimit -t "$1" && shift && exec "$@"`
			cmd := exec.CommandContext(ctx, "sh", "-c", limited, strconv.Itoa(hostileMemory), strconv.Itoa(hostileCPU),
				kpilint, "lint", "-v", "--as-of", "2026-05-20", d.name)
			cmd.Dir, cmd.Env = dir, append(os.Environ(), "NO_COLOR=1", "KPILINT_DEBUG=")
			out, err := cmd.CombinedOutput()
			if cmd.ProcessState == nil {
				t.Fatal(err)
			}
			printed := string(out)
			harmless(t, dir, printed)
			if code := cmd.ProcessState.ExitCode(); code != d.exit {
				t.Errorf("exit code %d (%v), want %d", code, cmd.ProcessState, d.exit)
			}
			if !regexp.MustCompile(d.says).MatchString(printed) {
				t.Errorf("does not say %s", d.says)
			}
			for _, never := range []string{"root:", "never shown", "\x00", "rm -rf"} {
				if strings.Contains(printed, never) {
					t.Errorf("prints %q", never)
				}
			}
			use := cmd.ProcessState
			t.Logf("%v of CPU time", use.UserTime()+use.SystemTime())
			if t.Failed() {
				t.Logf("%.2000s", printed)
			}
		})
	}
}

func ofText(text string) func(*testing.T) []byte {
	return func(*testing.T) []byte { return []byte(text) }
}

// packed is a zip archive of parts, each a name and a text.
func packed(parts ...string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		t.Helper()
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i < len(parts); i += 2 {
			w, err := z.Create(parts[i])
			if err == nil {
				_, err = w.Write([]byte(parts[i+1]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
}

func relationsTo(kind, part string) string {
	return `<Relationships xmlns="` + packageSpace + `"><Relationship Id="r1" Type="` + officeSpace + `/` + kind +
		`" Target="` + part + `"/></Relationships>`
}

// wordOf is a Word document with a body.
func wordOf(body string) func(*testing.T) []byte {
	return packed("_rels/.rels", relationsTo("officeDocument", "word/document.xml"), "word/document.xml",
		`<w:document `+documentSpace+`><w:body>`+body+`</w:body></w:document>`)
}

// bookOf is a workbook with one sheet, and more parts.
func bookOf(sheet string, more ...string) func(*testing.T) []byte {
	parts := []string{
		"_rels/.rels", relationsTo("officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml", `<workbook ` + sheetSpace + ` xmlns:r="` + officeSpace +
			`"><sheets><sheet name="S1" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", relationsTo("worksheet", "worksheets/sheet1.xml"),
		"xl/worksheets/sheet1.xml", `<worksheet ` + sheetSpace + `>` + sheet + `</worksheet>`,
	}
	return packed(append(parts, more...)...)
}

func openSheet(rows string) string {
	return `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
		`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
		`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">` +
		`<office:body><office:spreadsheet><table:table table:name="S1">` + rows +
		`</table:table></office:spreadsheet></office:body></office:document-content>`
}

// manyParts is an archive of very many parts.
func manyParts(t *testing.T) []byte {
	parts := []string{"word/document.xml", `<w:document ` + documentSpace + `/>`}
	for i := range 200_000 {
		parts = append(parts, fmt.Sprintf("word/part%d.xml", i), "")
	}
	return packed(parts...)(t)
}

// twoBytes are the letters of a text, each with a zero behind it, as names in older files of Office stand.
func twoBytes(text string) string {
	var b strings.Builder
	for _, c := range text {
		b.WriteString(string(c) + "\x00")
	}
	return b.String()
}

// googleDocs is a page as Google Docs exports it: on one line, with a style at every piece of text.
const googleDocs = `<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type">` +
	`<style type="text/css">@import url(https://themes.googleusercontent.com/fonts/css?kit=x);.c1{margin-left:36pt;` +
	`width:99%}ul.lst-kix_list-0{list-style-type:none}</style></head><body class="c4 doc-content"><p class="c2 title" ` +
	`id="h.x"><span class="c0">Salesperson</span></p><p class="c3"><span class="c1"></span></p><ul class="c5 ` +
	`lst-kix_x-0 start"><li class="c1 li-bullet-0"><span class="c0">Make&nbsp;50</span><span class="c6"> calls a ` +
	`day</span></li></ul><table class="c9"><tr class="c7"><td class="c8" colspan="1" rowspan="1"><p class="c2"><span ` +
	`class="c0">KPI</span></p></td><td class="c8" colspan="1" rowspan="1"><p class="c2"><span class="c0">Target</span>` +
	`</p></td></tr><tr class="c7"><td class="c8" colspan="1" rowspan="1">` +
	`<p class="c2"><span class="c0">Offers</span></p>` +
	`</td><td class="c8" colspan="1" rowspan="1"><p class="c2"><span class="c0">12 a week</span></p></td></tr></table>` +
	`</body></html>`

// confluence is a page as Confluence exports a space.
const confluence = `<!DOCTYPE html>
<html><head><title>Sales : Targets</title><link rel="stylesheet" href="styles/site.css" type="text/css"/></head>
<body class="theme-default aui-theme-default"><div id="page"><div id="main" class="aui-page-panel">
<div id="main-header"><div id="breadcrumb-section"><ol id="breadcrumbs"><li class="first"><span>
<a href="index.html">Sales
</a></span></li></ol></div>
<h1 id="title-heading" class="pagetitle"><span id="title-text">Sales : Targets</span></h1></div>
<div id="content" class="view">
<div class="page-metadata">Created by <span class="author">Kim</span> on May 04, 2026</div>
<div id="main-content" class="wiki-content group">
<div class="table-wrap"><table class="wrapped confluenceTable"><colgroup><col/><col/></colgroup><tbody>
<tr><th class="confluenceTh">KPI</th><th class="confluenceTh">Target</th></tr>
<tr><td class="confluenceTd"><p>Offers</p></td>
<td class="confluenceTd"><p><strong>12 offers</strong> a week</p></td></tr>
<tr><td class="confluenceTd"><p>Visits</p></td><td class="confluenceTd"><p>at least 40 visits a week</p></td></tr>
</tbody></table></div></div></div></div>
<div id="footer">
<section class="footer-body"><p>Document generated by Confluence on May 04, 2026 08:12</p></section></div>
</div></body></html>`
