package discover

import (
	"path"
	"strings"
)

// What is said of documents for people that lie in a folder. Those that can be read are read where somebody names them:
// a folder may hold very many that ask for nothing.
const (
	named = "is read where the command line or `sources` in the configuration names it"
	save  = "is not read: save it as "
)

// others are the endings of documents for people, and what is to be said of each.
var others = map[string]string{
	".docx": "a Word document " + named, ".odt": "a text document " + named, ".txt": "a text file " + named,
	".html": "a web page " + named, ".htm": "a web page " + named,
	".xlsx": "a spreadsheet " + named, ".xlsm": "a spreadsheet " + named, ".ods": "a spreadsheet " + named,
	".csv": "a table " + named, ".tsv": "a table " + named, ".jsonld": "a job posting " + named,
	".doc": "a Word document of 2003 or before " + save + ".docx", ".rtf": "a rich text file " + save + ".docx",
	".pdf":   "a PDF file " + save + ".docx, or take the document that it was made of",
	".pages": "a Pages document " + save + ".docx", ".numbers": "a Numbers spreadsheet " + save + ".xlsx",
	".xls": "a spreadsheet of 2003 or before " + save + ".xlsx",
	".rst": "a reStructuredText file " + save + "Markdown", ".adoc": "an AsciiDoc file " + save + "Markdown",
	".ppt": "a presentation " + save + ".docx", ".pptx": "a presentation " + save + ".docx",
	".odp":  "a presentation " + save + ".odt",
	".toml": "a TOML file is not read: write definitions in YAML, JSON or Markdown",
}

// other notes a file for people that is not read, and what to do about it.
func (w *walker) other(p string) {
	if what := others[strings.ToLower(path.Ext(p))]; what != "" {
		w.Others = append(w.Others, Skip{File: w.in.Called(p), Reason: what})
	}
}
