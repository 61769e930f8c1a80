// Package odf reads documents and workbooks in the OpenDocument format, .odt and .ods, as LibreOffice writes them:
// headings, paragraphs, lists, tables and sheets. Text that was deleted, footnotes and comments are left out, and
// said.
package odf

import (
	"bytes"
	"errors"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Read reads a document or a workbook. Places are those of package docx and package xlsx.
func Read(name string, data []byte) (*content.File, error) {
	a, err := parts.Open(data)
	if err != nil {
		return nil, err
	}
	manifest, err := a.Bytes("META-INF/manifest.xml", maxManifest)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return nil, errors.New(wording.TheFileIsProtectedWith())
	}
	r := &reader{archive: a, file: &content.File{Name: name, Format: "odt"}, styles: map[string]style{},
		seen: map[string]bool{}}
	if err := r.readStyles(); err != nil {
		return nil, err
	}
	if r.x, err = a.XML("content.xml"); err != nil {
		return nil, err
	}
	if r.x == nil {
		return nil, errors.New(wording.TheFileIsDamagedIts())
	}
	defer r.x.Close()
	r.read()
	if r.x.Err() != nil {
		return nil, r.x.Err()
	}
	r.say()
	return r.file, nil
}

const maxManifest = 1 << 20 // bytes that are looked at

// reader reads one file.
type reader struct {
	archive *parts.Archive
	file    *content.File
	x       *parts.XML
	styles  map[string]style // by family and name
	room    content.Room
	full    bool
	seen    map[string]bool // what is left out

	paragraphs int // of the text so far
	tables     int
	nested     []*content.Table // those in cells and text boxes, which are counted after all others
	lists      int              // that are open
	item       int              // how deep the entry lies that the next paragraph begins; 0 for none
}

// read reads the styles of the file itself, and its text or its sheets.
func (r *reader) read() {
	for t, ok := r.x.Next(); ok; t, ok = r.x.Next() {
		if t.Kind != parts.Start {
			continue
		}
		switch t.Name {
		case "automatic-styles":
			r.styleList(r.x)
		case "text":
			r.body()
			for _, t := range r.nested {
				r.tables++
				t.Within.Table = r.tables
			}
		case "spreadsheet":
			r.file.Format = "ods"
			r.sheets()
		case "presentation", "drawing", "chart":
			r.seen["other"] = true
		}
	}
}

// style is what a style says of what has it.
type style struct {
	parent      string
	level       int // of a heading; 0 for none
	bold, plain bool
	hidden      bool // of a sheet
}

// readStyles reads the styles that have names for people.
func (r *reader) readStyles() error {
	x, err := r.archive.XML("styles.xml")
	if x == nil || err != nil {
		return err
	}
	defer x.Close()
	for t, ok := x.Next(); ok; t, ok = x.Next() {
		if t.Kind == parts.Start && (t.Name == "styles" || t.Name == "automatic-styles") {
			r.styleList(x)
		}
	}
	return x.Err()
}

// styleList reads the styles in the element that has just begun.
func (r *reader) styleList(x *parts.XML) {
	key := ""
	for t := range x.Elements() {
		switch t.Name {
		case "style":
			key = t.Attr("family") + " " + t.Attr("name")
			s := style{parent: t.Attr("parent-style-name"), level: level(t.Attr("default-outline-level"))}
			if t.Attr("name") == "Title" {
				s.level = 1
			}
			r.styles[key] = s
		case "text-properties":
			if weight := t.Attr("font-weight"); key != "" && weight != "" {
				s := r.styles[key]
				s.bold = weight == "bold" || weight >= "600" && weight <= "900" && len(weight) == 3
				s.plain = !s.bold
				r.styles[key] = s
			}
		case "table-properties":
			s := r.styles[key]
			s.hidden = t.Attr("display") == "false"
			r.styles[key] = s
		}
	}
}

// level is the level of a heading as it is written; 0 for none.
func level(text string) int {
	if len(text) == 1 && '1' <= text[0] && text[0] <= '9' {
		return int(text[0] - '0')
	}
	return 0
}

// inherited is what a style says with those that it stands on.
func (r *reader) inherited(family, name string) style {
	var all style
	for range 20 { // deeper ones lead in a circle
		s, ok := r.styles[family+" "+name]
		if !ok {
			break
		}
		if all.level == 0 {
			all.level = s.level
		}
		if !all.bold && !all.plain {
			all.bold, all.plain = s.bold, s.plain
		}
		all.hidden = all.hidden || s.hidden
		name = s.parent
	}
	return all
}

// leftOut are what of a file is not read, and what is said of it.
var leftOut = []content.LeftOut{
	{Seen: "changes", Text: wording.TheDocumentHasTrackedChanges},
	{Seen: "notes", Text: wording.FootnotesAndEndnotesAreNot},
	{Seen: "comments", Text: wording.CommentsAreNotRead},
	{Seen: "links", Text: wording.TheFileTakesDataFrom},
	{Seen: "other", Text: wording.PresentationsAndDrawingsAreNot},
}

func (r *reader) say() {
	r.file.LeaveOut(leftOut, r.seen)
	if len(r.archive.Names("object ")) > 0 {
		r.file.Said = append(r.file.Said, content.Note{Text: wording.TheFileHasChartsOr()})
	}
	if len(r.archive.Names("basic/"))+len(r.archive.Names("scripts/")) > 0 {
		r.file.Said = append(r.file.Said, content.Note{Text: wording.TheFileHasMacrosThey()})
	}
}

// fit returns a text as far as there is room for it, and says where there is none.
func (r *reader) fit(text []byte, within source.Within, row, column int) ([]byte, bool) {
	if r.full {
		return nil, false
	}
	at := source.Span{Line: row, Column: column, EndLine: row, EndColumn: column + 1}
	text, cut := content.Cut(text)
	if cut {
		r.file.Unread = append(r.file.Unread, content.TooLong(within, at))
	}
	if r.full = !r.room.Take(len(text)); r.full {
		r.file.Unread = append(r.file.Unread, r.room.Note(within, at))
	}
	return text, !r.full
}

// skip leaves out an element that has just begun and whose text is none of the paragraph or cell around it, and
// reports whether it is one.
func (r *reader) skip(t parts.Token) bool {
	switch t.Name {
	case "tracked-changes":
		r.seen["changes"] = true
	case "note":
		r.seen["notes"] = true
	case "annotation":
		r.seen["comments"] = true
	case "table-source", "cell-range-source", "dde-source":
		r.seen["links"] = true
	case "forms", "shapes", "sequence-decls", "variable-decls", "object", "object-ole", "title", "desc",
		"event-listeners":
	default:
		return false
	}
	r.x.Skip()
	return true
}

// field is an amount in an attribute, from 1 up to a limit.
func field(t parts.Token, name string, most int) int {
	n := 0
	for _, c := range []byte(strings.TrimSpace(t.Attr(name))) {
		if c < '0' || c > '9' || n > most {
			break
		}
		n = n*10 + int(c-'0')
	}
	return min(max(n, 1), most)
}
