package format

import (
	"slices"

	"github.com/kpilint/kpilint/engine/source"
)

// unread are the endings of documents for people that no reader takes, and what is to be said of each.
var unread = map[string]string{
	"doc": "a Word document of 2003 or before " + save + ".docx", "rtf": "a rich text file " + save + ".docx",
	"pdf":   "a PDF file " + save + ".docx, or take the document that it was made of",
	"pages": "a Pages document " + save + ".docx", "numbers": "a Numbers spreadsheet " + save + ".xlsx",
	"xls": "a spreadsheet of 2003 or before " + save + ".xlsx",
	"rst": "a reStructuredText file " + save + "Markdown", "adoc": "an AsciiDoc file " + save + "Markdown",
	"ppt": "a presentation " + save + ".docx", "pptx": "a presentation " + save + ".docx",
	"odp":  "a presentation " + save + ".odt",
	"toml": "a TOML file is not read: write definitions in YAML, JSON or Markdown",
}

const save = "is not read: save it as "

// Met says of a file for people that lies in a folder why it is not read there; "" of other files. Those that can be
// read are read where somebody names them: a folder may hold very many that ask for nothing.
func Met(name string) string {
	e := extension(name)
	for _, r := range readers {
		if slices.Contains(r.extensions, e) && source.LanguageOf(name) == source.NoLanguage {
			return r.what + " is read where the command line or `sources` in the configuration names it"
		}
	}
	return unread[e]
}
