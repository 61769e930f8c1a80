// Package xlsx reads workbooks as Excel writes them, .xlsx and .xlsm: what people see in a cell, and what is stored in
// it. It works nothing out: a formula has the result that was stored with it, or none. What would lead out of the file
// or run is left alone, and said.
package xlsx

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Read reads a workbook, a block for each of its sheets.
func Read(name string, data []byte) (*content.File, error) {
	a, err := parts.Open(data)
	if err != nil {
		return nil, err
	}
	f := &content.File{Name: name, Format: "xlsx"}
	if strings.EqualFold(path.Ext(name), ".xlsm") {
		f.Format = "xlsm"
	}
	b := &book{archive: a, file: f}
	if err := b.read(); err != nil {
		return nil, err
	}
	return f, nil
}

// book is a workbook while it is read.
type book struct {
	archive *parts.Archive
	file    *content.File
	from    string // the part that lists the sheets
	styles  styles
	strings []shared
	since   int // the year with which the days of dates begin: 1900, or 1904
	room    content.Room
	shifted int               // bytes of formulas that were made of those of other cells
	inline  map[string][]byte // short texts that are written in cells, each once
}

// shared is a text that cells name by its number.
type shared struct {
	text   []byte
	strong bool
}

// sheet is an entry in the list of sheets.
type sheet struct {
	name   string
	id     string
	hidden bool
}

func (b *book) read() error {
	root, err := b.archive.Relations("")
	if err != nil {
		return err
	}
	b.from = "xl/workbook.xml"
	for _, r := range root {
		if r.Type == "officeDocument" && !r.External {
			b.from = r.Target
		}
	}
	sheets, err := b.sheets()
	if err != nil {
		return err
	}
	relations, err := b.archive.Relations(b.from)
	if err != nil {
		return err
	}
	parts := map[string]relation{}
	for _, r := range relations {
		parts[r.ID] = relation{r.Type, r.Target}
		switch r.Type {
		case "styles":
			err = b.readStyles(r.Target)
		case "sharedStrings":
			err = b.readStrings(r.Target)
		}
		if err != nil {
			return err
		}
	}
	for _, s := range sheets {
		r := parts[s.id]
		if r.kind != "worksheet" {
			b.say(wording.TheSheetIsAChart(strconv.Quote(s.name)))
			continue
		}
		if err := b.sheet(s, r.target); err != nil {
			return err
		}
	}
	b.leftOut()
	return nil
}

type relation struct{ kind, target string }

func (b *book) say(text string) {
	b.file.Said = append(b.file.Said, content.Note{Text: text})
}

// sheets reads the list of sheets.
func (b *book) sheets() ([]sheet, error) {
	x, err := b.archive.XML(b.from)
	if err != nil {
		return nil, err
	}
	if x == nil {
		return nil, errors.New(wording.TheFileIsDamagedItsList())
	}
	defer x.Close()
	var all []sheet
	b.since = 1900
	for t, ok := x.Next(); ok; t, ok = x.Next() {
		if t.Kind != parts.Start {
			continue
		}
		switch t.Name {
		case "workbookPr":
			if t.On("date1904") {
				b.since = 1904
			}
		case "sheet":
			state := t.Attr("state")
			all = append(all, sheet{t.Attr("name"), t.Attr("id"), state == "hidden" || state == "veryHidden"})
		}
	}
	if len(all) > maxSheets {
		return nil, errors.New(wording.TheWorkbookHasSheetsAnd(len(all), maxSheets))
	}
	return all, x.Err()
}

const maxSheets = 1000

// readStrings reads the texts that cells share.
func (b *book) readStrings(part string) error {
	x, err := b.archive.XML(part)
	if x == nil || err != nil {
		return err
	}
	defer x.Close()
	for t, ok := x.Next(); ok; t, ok = x.Next() {
		if t.Kind == parts.Start && t.Name == "si" {
			b.strings = append(b.strings, richText(x))
		}
	}
	return x.Err()
}

// richText reads the text of the element that has just begun, without what says how to pronounce it. It is strong when
// all of its pieces are bold.
func richText(x *parts.XML) shared {
	var s shared
	pieces, bold, strong := 0, 0, false
	in := ""
	for t := range x.Tokens() {
		switch {
		case t.Kind == parts.Text:
			if in == "t" && len(s.text) <= content.MaxText {
				s.text = append(s.text, t.Text...)
			}
		case t.Kind == parts.End:
			in = ""
		case t.Name == "rPh" || t.Name == "phoneticPr":
			x.Skip()
		case t.Name == "r":
			pieces, strong = pieces+1, false
		case t.Name == "b" && !strong && t.Attr("val") != "0" && t.Attr("val") != "false":
			bold, strong = bold+1, true
		default:
			in = t.Name
		}
	}
	s.text = unescape(s.text)
	s.strong = pieces > 0 && bold == pieces
	return s
}

// unescape turns _x000D_ into the character that it stands for, but for control characters, which become blanks.
func unescape(text []byte) []byte {
	if !strings.Contains(string(text), "_x") {
		return text
	}
	out := text[:0]
	for i := 0; i < len(text); i++ {
		var r rune
		if i+7 <= len(text) && text[i+6] == '_' {
			if n, _ := fmt.Sscanf(string(text[i:i+7]), "_x%04x_", &r); n == 1 {
				if r < ' ' && r != '\n' && r != '\t' {
					r = ' '
				}
				out = append(out, string(r)...)
				i += 6
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}

// leftOut says what of the workbook was not read, and what of it leads elsewhere.
func (b *book) leftOut() {
	has := func(begins ...string) bool {
		for _, begin := range begins {
			if len(b.archive.Names(begin)) > 0 {
				return true
			}
		}
		return false
	}
	if has("xl/vbaproject", "xl/macrosheets/") {
		b.say(wording.TheWorkbookHasMacrosThey())
	}
	if has("xl/externallinks/") {
		b.say(wording.TheWorkbookHasLinksTo())
	}
	if has("xl/connections", "xl/querytables/") {
		b.say(wording.TheWorkbookTakesDataFrom())
	}
	if has("xl/embeddings/", "xl/activex/") {
		b.say(wording.TheWorkbookHasOtherDocuments())
	}
	if has("xl/comments", "xl/threadedcomments/") {
		b.say(wording.CommentsOnCellsAreNot())
	}
	if has("xl/drawings/drawing") {
		b.say(wording.TextBoxesChartsAndPictures())
	}
}

// within is the sheet, as a part of places.
func within(name string) source.Within { return source.Within{Medium: source.InCell, Sheet: name} }
