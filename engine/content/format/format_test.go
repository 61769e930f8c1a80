package format

import (
	"archive/zip"
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
)

func zipped(t testing.TB, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(names); i += 2 {
		w, err := z.Create(names[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(names[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func wide(text string) string {
	var b strings.Builder
	for _, c := range text {
		b.WriteString(string(c) + "\x00")
	}
	return b.String()
}

// TestDetect holds what files are, by their bytes and their names.
func TestDetect(t *testing.T) {
	const cfb = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	table := "Team;Ziel\nA;1,5\nB;2\n"
	for _, c := range []struct{ name, data, want string }{
		{"a.docx", zipped(t, "word/document2.xml", ""), "a Word document"},
		{"a.md", zipped(t, "word/document.xml", ""), "a Word document"},
		{"a.xlsx", zipped(t, "xl/workbook.xml", ""), "an Excel workbook"},
		{"a.ods", zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", ""),
			"an OpenDocument file"},
		{"a.odt", zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", ""),
			"an OpenDocument file"},
		{"a.csv", table, "a table of values"}, {"a.xls", table, "a table of values"}, {"a.TSV", "a", "a table of values"},
		{"a.md", "<p>a", "Markdown"}, {"a.html", "text", "a page in HTML"}, {"a.xls", "\n<html><table>", "a page in HTML"},
		{"a.doc", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", "a page in HTML"}, {"a", "<!DOCTYPE html>", "a page in HTML"},
		{"a.json", `{"@type": "JobPosting"}`, "a job posting in JSON"}, {"a.txt", "{}", "a text file"}, {"a",
			"Make 50 calls a day", "a text file"},
		{"a.docx", "Make 50 calls a day", "a text file"},
		{"a.pdf", "%PDF-1.7", "error: the file is a PDF"}, {"a.txt", "%PDF-1.7", "error: the file is a PDF"},
		{"a.doc", cfb + wide("WordDocument\x00"), "error: the file is a Word document in the older format"},
		{"a.xls", cfb + wide("Workbook\x00 WordDocument\x00"), "error: the file is a workbook in the older format"},
		{"a.xlsx", cfb + wide("EncryptedPackage\x00"), "error: the file is protected with a password"},
		{"a.ppt", cfb + wide("PowerPoint Document\x00"), "error: the file is a presentation"}, {"a.x", cfb,
			"error: the file is in an older format"},
		{"a.rtf", `{\rtf1`, "error: the file is Rich Text"}, {"a.xlsb", zipped(t, "xl/workbook.bin", ""),
			"error: the file is a binary workbook"},
		{"a.pptx", zipped(t, "ppt/presentation.xml", ""), "error: the file is a presentation"},
		{"a.pages", zipped(t, "Index/Document.iwa", ""), "error: the file was made with Pages"}, {"a.numbers", zipped(t,
			"Index.zip", ""), "error: the file was made with Pages"},
		{"a.odp", zipped(t, "mimetype", "application/vnd.oasis.opendocument.presentation", "content.xml", ""),
			"error: the file is an OpenDocument presentation"},
		{"a.epub", zipped(t, "mimetype", "application/epub+zip"), "error: the file is a book"}, {"a.zip", zipped(t,
			"a.txt", ""), "error: the file is an archive"},
		{"a.docx", "PK\x03\x04", "error: the file is damaged"}, {"a.png", "\x89PNG\r\n\x1a\n\x00",
			"error: the file is a picture"},
		{"a.txt", "\xff\xd8\xff\xe0\x00", "error: the file is a picture"}, {"a.gz", "\x1f\x8b\x00",
			"error: the file is an archive"},
		{"a.xml", `<?xml version="1.0"?><Workbook xmlns="x">`, "error: the file is a workbook in the XML"},
		{"a.doc", "Date: x\nMIME-Version: 1.0\nContent-Type: multipart/related", "error: the file is a page or a message"},
		{"a.bin", "a\x00b", "error: the file is not text"}, {"a.csv", "", "error: the file is empty"}, {"a.docx", " \n",
			"error: the file is empty"},
	} {
		got, err := Detect(c.name, []byte(c.data))
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != c.want && !(strings.HasPrefix(c.want, "error") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s %.20q: got %q, want %q", c.name, c.data, got, c.want)
		}
	}
}

// TestNamed holds that a file that is not what its name says is read as what it is, and that this is said.
func TestNamed(t *testing.T) {
	word, err := os.ReadFile("../testdata/real/ifrc-theory-of-change/theory_of_change_table.docx")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		data   []byte
		format content.Format
		said   string
	}{
		{"a.md", word, "docx", "the file is named .md and is a Word document: it was read as one"},
		{"a.xls", []byte("<table><tr><td>50"), "html", "the file is named .xls and is a page in HTML: it was read as one"},
		{"a", []byte("Make 50 calls a day"), "txt", "the name of the file does not say what it is: it was read as a text " +
			"file"},
	} {
		f, err := Read(c.name, c.data)
		if err != nil || f.Format != c.format || len(f.Blocks) == 0 || f.Said[0].Text != c.said {
			t.Errorf("%s: %v %+v", c.name, err, f)
		}
	}
}

// TestExtensions holds that no two readers claim an extension.
func TestExtensions(t *testing.T) {
	all := Extensions()
	slices.Sort(all)
	if n := len(all); n < 15 || len(slices.Compact(all)) != n {
		t.Error(all)
	}
}

// FuzzRead holds that no file breaks the readers.
func FuzzRead(f *testing.F) {
	f.Add("a.docx", []byte(zipped(f, "word/document.xml", "<a>")))
	f.Add("a", []byte("a;b\nc;d\n"))
	f.Add("a.xls", []byte("<html>"))
	f.Add("a.json", []byte(`{"@type":"JobPosting"`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if file, err := Read(name, data); (file == nil) == (err == nil) {
			t.Fatal(file, err)
		}
	})
}
