// Package format knows which reader takes a file: by its bytes first, since files are often named for something that
// they are not, and by its extension second.
package format

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/content/csv"
	"github.com/kpilint/kpilint/engine/content/docx"
	"github.com/kpilint/kpilint/engine/content/html"
	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/content/odf"
	"github.com/kpilint/kpilint/engine/content/plain"
	"github.com/kpilint/kpilint/engine/content/xlsx"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// reader reads files of one format.
type reader struct {
	what       wording.Text       // a file is, for people
	extensions []string           // of its files, without the dot
	is         func(*sample) bool // its bytes say so, whatever its name is; nil for files of text
	looks      func(*sample) bool // a text is one where its name does not say what it is; nil for none
	read       func(name string, data []byte) (*content.File, error)
}

// readers are all that there are, in the order in which they are asked. A new one has a line here and one in
// ARCHITECTURE.md.
var readers = []reader{
	{wording.AWordDocument, []string{"docx", "docm"}, (*sample).isWord, nil, docx.Read},
	{wording.AnExcelWorkbook, []string{"xlsx", "xlsm"}, (*sample).isExcel, nil, xlsx.Read},
	{wording.AnOpendocumentFile, []string{"odt", "ods"}, (*sample).isOpenDocument, nil, odf.Read},
	{wording.AJobPostingInJSON, []string{"jsonld"}, nil, (*sample).looksPosted, html.Read},
	{wording.APageInHTML, []string{"html", "htm", "xhtml"}, nil, (*sample).looksLikePage, html.Read},
	{wording.ATableOfValues, []string{"csv", "tsv", "tab"}, nil, (*sample).looksLikeTable, csv.Read},
	{wording.MarkdownFormat, []string{"md", "markdown"}, nil, nil, markdown.Read},
	{wording.ATextFile, []string{"txt", "text"}, nil, (*sample).isText, plain.Read},
}

// Extensions are those of all files that are read, without the dot.
func Extensions() []string {
	var all []string
	for _, r := range readers {
		all = append(all, r.extensions...)
	}
	return all
}

// Read reads a document, a workbook or a text. A text may be empty. An error is a sentence that says what the file is,
// and what to do.
func Read(name string, data []byte) (*content.File, error) {
	if isEmptyText(name, data) {
		empty := content.Note{Span: source.Beginning, Text: wording.TheFileIsEmpty()}
		return &content.File{Name: name, Said: []content.Note{empty}}, nil
	}
	r, err := detect(name, data)
	if err != nil {
		return nil, err
	}
	f, err := r.read(name, data)
	if err != nil {
		return nil, err
	}
	if e := extension(name); !slices.Contains(r.extensions, e) {
		note := content.Note{Text: wording.TheNameOfTheFile(r.what())}
		if e != "" {
			note.Text = wording.TheFileIsNamedAnd(e, r.what())
		}
		f.Said = slices.Insert(f.Said, 0, note)
	}
	return f, nil
}

// Detect says what a file is for people: "a Word document". An error is a sentence that says why it is not read.
func Detect(name string, data []byte) (string, error) {
	r, err := detect(name, data)
	if err != nil {
		return "", err
	}
	return r.what(), nil
}

// isEmptyText reports whether nothing stands in a file that is a text by its name.
func isEmptyText(name string, data []byte) bool {
	return len(bytes.TrimSpace(data)) == 0 && slices.ContainsFunc(readers, func(r reader) bool {
		return r.is == nil && slices.Contains(r.extensions, extension(name))
	})
}

func extension(name string) string { return strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")) }

// detect finds the reader of a file.
func detect(name string, data []byte) (*reader, error) {
	if err := content.FitsFile(data); err != nil {
		return nil, err
	}
	s, err := newSample(data)
	if err != nil {
		return nil, err
	}
	for i, r := range readers {
		if r.is != nil && r.is(s) {
			return &readers[i], nil
		}
	}
	for _, o := range others {
		if o.is(s) {
			return nil, errors.New(o.says())
		}
	}
	e := extension(name)
	for i, r := range readers {
		if r.is == nil && slices.Contains(r.extensions, e) {
			return &readers[i], nil
		}
	}
	for i, r := range readers {
		if r.looks != nil && r.looks(s) {
			return &readers[i], nil
		}
	}
	return nil, charset.ErrBinary
}
