// Package docx reads documents as Word writes them, .docx and .docm: headings, paragraphs, entries of lists and
// tables, in their order. Text that was inserted counts, deleted text does not; what stands outside of the text, such
// as footnotes, comments, headers and footers, is left out, and said.
package docx

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Read reads a document. Paragraphs are counted in the body, those without text too, and not those in tables. A cell
// of a table is counted among those that its row stores: a merged cell counts once, and one that goes on with the cell
// above counts, too.
func Read(name string, data []byte) (*content.File, error) {
	a, err := parts.Open(data)
	if err != nil {
		return nil, err
	}
	f := &content.File{Name: name, Format: "docx"}
	if strings.EqualFold(path.Ext(name), ".docm") {
		f.Format = "docm"
	}
	r := &reader{archive: a, file: f, styles: map[string]*style{}}
	if err := r.read(); err != nil {
		return nil, err
	}
	return f, nil
}

// reader reads the parts of a document.
type reader struct {
	archive *parts.Archive
	x       *parts.XML
	file    *content.File
	styles  map[string]*style
	normal  string // the style of paragraphs that name none

	paragraphs int // of the body so far
	tables     int
	nested     []*content.Table // those in cells and text boxes, which are counted after all others
	room       content.Room
	full       bool
	seen       map[string]bool // what of the document is left out or takes some reading
}

func (r *reader) read() error {
	root, err := r.archive.Relations("")
	if err != nil {
		return err
	}
	main := "word/document.xml"
	for _, rel := range root {
		if rel.Type == "officeDocument" && !rel.External {
			main = rel.Target
		}
	}
	relations, err := r.archive.Relations(main)
	if err != nil {
		return err
	}
	r.seen = map[string]bool{}
	for _, rel := range relations {
		r.seen[rel.Type] = true
		if rel.Type == "styles" && !rel.External {
			if err := r.readStyles(rel.Target); err != nil {
				return err
			}
		}
	}
	if r.x, err = r.archive.XML(main); err != nil {
		return err
	}
	if r.x == nil {
		return errors.New(wording.TheFileIsDamagedIts())
	}
	defer r.x.Close()
	for t, ok := r.x.Next(); ok; t, ok = r.x.Next() {
		if t.Kind == parts.Start && t.Name == "body" {
			r.body()
		}
	}
	for _, t := range r.nested {
		r.tables++
		t.Within.Table = r.tables
	}
	r.file.LeaveOut(leftOut, r.seen)
	return r.x.Err()
}

// body reads the paragraphs and tables of the text.
func (r *reader) body() {
	depth := r.x.Depth()
	r.each(func(t parts.Token) {
		inside := len(r.nested)
		if t.Name == "p" {
			if r.x.Depth() == depth+1 {
				r.paragraphs++
			}
			for _, p := range r.paragraph() {
				r.add(p)
			}
		} else {
			r.tables++
			r.addTable(r.table(r.tables))
		}
		for _, t := range r.nested[inside:] {
			r.addTable(t)
		}
	})
}

func (r *reader) addTable(t *content.Table) {
	r.file.Blocks = append(r.file.Blocks, content.Block{Kind: content.Grid, Table: t})
}

// each calls do for each paragraph and table of the element that has just begun, through all that only holds them.
func (r *reader) each(do func(parts.Token)) {
	for t := range r.x.Elements() {
		switch t.Name {
		case "p", "tbl":
			do(t)
		case "altChunk":
			r.seen["altChunk"] = true
		default:
			r.pass(t)
		}
	}
}

// pass skips an element that has just begun and is no text: text that was deleted, the second one of two ways to show
// something, and properties. Others are gone through.
func (r *reader) pass(t parts.Token) {
	switch t.Name {
	case "del", "moveFrom":
		r.seen["changes"] = true
	case "Fallback", "sdtPr", "sectPr", "tblPr", "tblGrid":
	case "ins", "moveTo":
		r.seen["changes"] = true
		return
	default:
		return
	}
	r.x.Skip()
}

// add adds a paragraph to the blocks, unless it is empty.
func (r *reader) add(p paragraph) {
	if len(p.text) == 0 || r.full {
		return
	}
	within := source.Within{Medium: source.InParagraph}
	line := max(r.paragraphs, 1)
	at := source.Span{Line: line, Column: 1, EndLine: line, EndColumn: 2}
	text, cut := content.Cut(p.text)
	if cut {
		r.file.Unread = append(r.file.Unread, content.TooLong(within, at))
	}
	if r.full = !r.room.Take(len(text)); r.full {
		r.file.Unread = append(r.file.Unread, r.room.Note(within, at))
		return
	}
	b := content.Block{Kind: p.kind, Level: p.level, Strong: p.strong}
	b.Text = content.Text{Bytes: text, In: &within, Line: int32(at.Line), Column: 1}
	if n := content.Entry(text); n > 0 && b.Kind == content.Paragraph {
		b.Kind, b.Level = content.Item, 1
		b.Text.Bytes, b.Text.Column = text[n:], 1+int32(utf8.RuneCount(text[:n]))
	}
	r.file.Blocks = append(r.file.Blocks, b)
}

// leftOut are what of a document is not read, and what is said of it.
var leftOut = []content.LeftOut{
	{Seen: "changes", Text: wording.TheDocumentHasTrackedChanges},
	{Seen: "hidden", Text: wording.HiddenTextIsNotRead},
	{Seen: "notes", Text: wording.FootnotesAndEndnotesAreNot},
	{Seen: "comments", Text: wording.CommentsAreNotRead},
	{Seen: "header", Text: wording.HeadersAndFootersAreNot},
	{Seen: "footer", Text: wording.HeadersAndFootersAreNot},
	{Seen: "altChunk", Text: wording.TheDocumentTakesInOther},
	{Seen: "oleObject", Text: wording.TheDocumentHasOtherDocuments},
	{Seen: "package", Text: wording.TheDocumentHasOtherDocuments},
	{Seen: "vbaProject", Text: wording.TheDocumentHasMacrosThey},
}

// style is what the style of a paragraph or of letters says.
type style struct {
	name, basedOn string
	level         int // of a heading; 0 for none
	list          int // how deep an entry lies; 0 for none
	bold, plain   bool
}

// readStyles reads the styles. Those that an office program comes with have English names whatever its language, and
// ids that are not: Heading 1 is berschrift1 in German.
func (r *reader) readStyles(part string) error {
	x, err := r.archive.XML(part)
	if x == nil || err != nil {
		return err
	}
	defer x.Close()
	s := &style{}
	for t, ok := x.Next(); ok; t, ok = x.Next() {
		if t.Kind != parts.Start {
			continue
		}
		switch t.Name {
		case "style":
			s = &style{}
			id := t.Attr("styleId")
			r.styles[id] = s
			if t.On("default") && t.Attr("type") == "paragraph" {
				r.normal = id
			}
		case "name":
			s.name = strings.ToLower(t.Attr("val"))
		case "basedOn":
			s.basedOn = t.Attr("val")
		case "outlineLvl":
			s.level = outline(t)
		case "numId":
			s.list = max(s.list, 1)
		case "ilvl":
			s.list = depth(t)
		case "b":
			s.bold, s.plain = isOn(t), !isOn(t)
		}
	}
	for _, s := range r.styles {
		if n := headingName(s.name); n > 0 {
			s.level = n
		}
	}
	return x.Err()
}

// isOn reports whether an element that switches something on does: <w:b/>, and not <w:b w:val="0"/>.
func isOn(t parts.Token) bool { return !t.Has("val") || t.On("val") }

// outline is the level of a heading by its place in the outline, which counts from 0 and has 9 for text.
func outline(t parts.Token) int {
	if v := t.Attr("val"); len(v) == 1 && v[0] < '9' {
		return int(v[0]-'0') + 1
	}
	return 0
}

// depth is how deep an entry of a list lies.
func depth(t parts.Token) int {
	if v := t.Attr("val"); len(v) == 1 {
		return int(v[0]-'0') + 1
	}
	return 1
}

// headingName is the level that the name of a style says: heading 2; 0 for none.
func headingName(name string) int {
	if name == "title" {
		return 1
	}
	var n int
	if _, err := fmt.Sscanf(name, "heading %d", &n); err != nil || n < 1 || n > 9 {
		return 0
	}
	return n
}

// inherited is what a style says with those that it stands on.
func (r *reader) inherited(id string) style {
	var all style
	for range 20 { // deeper ones lead in a circle
		s := r.styles[id]
		if s == nil {
			break
		}
		if all.level == 0 {
			all.level = s.level
		}
		if all.list == 0 {
			all.list = s.list
		}
		if !all.bold && !all.plain {
			all.bold, all.plain = s.bold, s.plain
		}
		id = s.basedOn
	}
	return all
}
