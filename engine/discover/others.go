package discover

import (
	"path"
	"strings"
)

// What to do about documents in forms that are not read.
const (
	document = "is not read: save it as Markdown, and put front matter with `apiVersion: kpilint/v1` and a `kind` on top"
	numbers  = "is not read: write its numbers as definitions in YAML; `kpilint init` writes a first one"
)

// others are the endings of documents for people that may hold what definitions should, and what to do about them.
var others = map[string]string{
	".doc": "a Word document " + document, ".docx": "a Word document " + document, ".odt": "a text document " + document,
	".rtf": "a text document " + document, ".txt": "a text file " + document, ".pdf": "a PDF file " + document,
	".pages": "a Pages document " + document, ".html": "a web page " + document, ".htm": "a web page " + document,
	".rst": "a reStructuredText file " + document, ".adoc": "an AsciiDoc file " + document,
	".ppt": "a presentation " + document, ".pptx": "a presentation " + document, ".odp": "a presentation " + document,
	".xls": "a spreadsheet " + numbers, ".xlsx": "a spreadsheet " + numbers, ".xlsm": "a spreadsheet " + numbers,
	".ods": "a spreadsheet " + numbers, ".numbers": "a spreadsheet " + numbers,
	".csv": "a table " + numbers, ".tsv": "a table " + numbers,
	".toml": "a TOML file is not read: write definitions in YAML, JSON or Markdown",
}

// OtherForm says what to do about a file that is not read, by its ending; "" for one of which nothing is known.
func OtherForm(p string) string { return others[strings.ToLower(path.Ext(p))] }

// other notes a file for people that is not read, and what to do about it.
func (w *walker) other(p string) {
	if what := OtherForm(p); what != "" {
		w.Others = append(w.Others, Skip{File: w.in.Called(p), Reason: what})
	}
}
