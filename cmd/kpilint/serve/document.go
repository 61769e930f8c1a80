package serve

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
)

// What of a document is shown. Rows with findings always are.
const (
	mostBlocks  = 2_000
	mostRows    = 300 // of a table
	mostCells   = 60  // of a row
	mostLetters = 2_000
)

// fileView is a file with its contents.
type fileView struct {
	Version  int          `json:"version"`
	Path     string       `json:"path"`
	Name     string       `json:"name"`
	What     string       `json:"what"`
	Revision string       `json:"revision"`
	Editable bool         `json:"editable"`
	Text     string       `json:"text"`   // of a file that can be edited
	Blocks   []blockView  `json:"blocks"` // of a document that cannot
	More     int          `json:"more"`   // blocks that are left out
	Notes    []string     `json:"notes"`  // how it was read, and what of it was not
	Answers  []answerView `json:"answers"`
	Numbers  []numberView `json:"numbers"`
	Left     int          `json:"left"` // numbers that are left out
	Workbook bool         `json:"workbook"`
}

// blockView is a stretch of a document.
type blockView struct {
	Kind  string     `json:"kind"` // paragraph, heading, item or table
	Level int        `json:"level"`
	Parts []partView `json:"parts"`
	Name  string     `json:"name"` // of a sheet or table
	Rows  []rowView  `json:"rows"`
	More  int        `json:"more"` // rows that are left out
}

// partView is a stretch of a text, and the findings that stand there.
type partView struct {
	Text string   `json:"text"`
	IDs  []string `json:"ids,omitempty"`
}

// rowView is a row of a table.
type rowView struct {
	Number int        `json:"number"`
	Header bool       `json:"header"`
	Cells  []cellView `json:"cells"`
}

// cellView is a cell.
type cellView struct {
	Column int        `json:"column"`
	Across int        `json:"across,omitempty"`
	Name   string     `json:"name,omitempty"` // C12
	Right  bool       `json:"right,omitempty"`
	Parts  []partView `json:"parts"`
}

// answerView is what a demand of a document comes to.
type answerView struct {
	Said      string          `json:"said"`
	Where     string          `json:"where"`
	At        source.Location `json:"at"`
	Sums      []string        `json:"sums"`
	Questions []string        `json:"questions"`
	Unknown   []string        `json:"unknown"`
}

// editable reports whether a file is text that can be edited.
func editable(f engine.Held) bool {
	if !utf8.Valid(f.Data) || len(f.Data) > files.Max || bytes.IndexByte(f.Data, 0) >= 0 {
		return false
	}
	if !f.Document {
		return true
	}
	what, err := format.Detect(f.Path, f.Data)
	return err == nil && slices.Contains([]string{"Markdown", "a text file", "a table of values"}, what)
}

var bom = []byte("\xef\xbb\xbf")

// shown is a file as an editor shows it: with line feeds alone, and without a byte order mark.
func shown(data []byte) string {
	text := string(bytes.TrimPrefix(data, bom))
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// written gives a text that was edited the line ends and the byte order mark that the file had.
func written(before []byte, text string) []byte {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if returns := bytes.Count(before, []byte("\r\n")); returns > 0 && 2*returns > bytes.Count(before, []byte("\n")) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if bytes.HasPrefix(before, bom) {
		text = string(bom) + text
	}
	return []byte(text)
}

// file shows a file with its contents.
func (b *board) file(j *judged, path string) (*fileView, error) {
	f, ok := j.held(path)
	if !ok {
		return nil, &refused{"This file is not here any more."}
	}
	v := newViewer(j)
	s := &fileView{
		Version: j.version, Path: path, Name: report.Safe(f.Name), What: whatIs(f), Revision: revision(f.Data),
		Editable: editable(f),
	}
	if f.Document {
		v.document(s, f)
	}
	if s.Editable {
		s.Text = shown(f.Data)
	}
	if j.report.Model != nil {
		s.Numbers, s.Left = v.numbersIn(f.Name)
	}
	for _, a := range j.report.Answers {
		if a.Location.File != f.Name || len(s.Answers) == mostNotes {
			continue
		}
		view := answerView{
			Said: report.Safe(a.Said), Sums: safe(a.Sums), Questions: safe(a.Questions), Unknown: safe(a.Unknown),
		}
		view.Where, view.At = v.place(a.Location)
		s.Answers = append(s.Answers, view)
	}
	return s, nil
}

func safe(all []string) []string {
	var some []string
	for _, text := range all {
		some = append(some, report.Safe(text))
	}
	return some
}

// document shows what lies in a document.
func (v *viewer) document(s *fileView, f engine.Held) {
	read, err := format.Read(f.Name, f.Data)
	if err != nil {
		s.Notes = append(s.Notes, report.Safe(err.Error()))
		return
	}
	for _, n := range slices.Concat(read.Said, read.Unread) {
		if len(s.Notes) < mostNotes {
			s.Notes = append(s.Notes, report.Safe(n.Text))
		}
	}
	s.Workbook = read.Format == "xlsx" || read.Format == "xlsm"
	if s.Editable {
		return
	}
	m := v.marksIn(f.Name)
	for i := range read.Blocks {
		if len(s.Blocks) == mostBlocks {
			s.More = len(read.Blocks) - i
			break
		}
		s.Blocks = append(s.Blocks, m.block(&read.Blocks[i]))
	}
}

// marksInFile are the findings of a document by where they stand.
type marksInFile struct {
	paragraphs map[int][]*engine.Finding
	cells      map[source.Location][]*engine.Finding
	texts      []*engine.Finding // in lines and columns
	file       string
}

func (v *viewer) marksIn(name string) *marksInFile {
	m := &marksInFile{paragraphs: map[int][]*engine.Finding{}, cells: map[source.Location][]*engine.Finding{}, file: name}
	for _, f := range counting(v.report) {
		switch l := f.Location; {
		case l.File != name:
		case l.Part == nil:
			m.texts = append(m.texts, f)
		case l.Part.Medium == source.InParagraph:
			m.paragraphs[l.Line] = append(m.paragraphs[l.Line], f)
		default:
			m.cells[l.Key()] = append(m.cells[l.Key()], f)
		}
	}
	return m
}

var kinds = map[content.Kind]string{
	content.Paragraph: "paragraph", content.Heading: "heading", content.Item: "item", content.Grid: "table",
}

// block shows a block with its findings.
func (m *marksInFile) block(b *content.Block) blockView {
	s := blockView{Kind: kinds[b.Kind], Level: b.Level}
	if b.Table != nil {
		m.table(&s, b.Table)
		return s
	}
	s.Parts = m.parts(b.Text)
	return s
}

// parts are a text in stretches, each with its findings.
func (m *marksInFile) parts(t content.Text) []partView {
	places := t.Places()
	span := places.Span(0, len(t.Bytes))
	var all []*engine.Finding
	switch t.Within().Medium {
	case source.InParagraph:
		all = m.paragraphs[int(t.Line)]
	case source.InText:
		for _, f := range m.texts {
			if span.Holds(f.Location.Span) {
				all = append(all, f)
			}
		}
	default:
		all = m.cells[source.Location{File: m.file, Span: span}.Key()]
		return []partView{{Text: cut(t.String()), IDs: ids(all)}}
	}
	if len(all) == 0 {
		return []partView{{Text: cut(t.String())}}
	}
	return stretches(t, all)
}

// covers reports whether a letter lies in a span.
func covers(s source.Span, line, column int) bool {
	from := line > s.Line || line == s.Line && column >= s.Column
	return from && (line < s.EndLine || line == s.EndLine && column < s.EndColumn)
}

// stretches cuts a text where findings begin and end.
func stretches(t content.Text, all []*engine.Finding) []partView {
	var parts []partView
	var now []rune
	var open []string
	end := func() {
		if len(now) > 0 {
			parts = append(parts, partView{Text: report.Safe(string(now)), IDs: open})
		}
		now = nil
	}
	line, column := t.Line, t.Column
	for at := 0; at < len(t.Bytes); {
		r, size := utf8.DecodeRune(t.Bytes[at:])
		here := []string{}
		for _, f := range all {
			if covers(f.Location.Span, int(line), int(column)) {
				here = append(here, f.Fingerprint)
			}
		}
		if !slices.Equal(here, open) {
			end()
			open = here
		}
		if r != content.Nothing && r != content.Object {
			now = append(now, r)
		}
		if r == '\n' && t.Within().Medium == source.InText {
			line, column = line+1, 1
		} else {
			column++
		}
		at += size
	}
	end()
	return parts
}

// table shows a table: its first rows, and those with findings.
func (m *marksInFile) table(s *blockView, t *content.Table) {
	s.Name = report.Safe(t.Name)
	for i := range t.Rows {
		row := &t.Rows[i]
		view := rowView{Number: row.Number, Header: i < t.Header}
		found := false
		for k := range row.Cells {
			c := &row.Cells[k]
			cell := cellView{Column: c.Column, Across: int(c.Across), Parts: m.parts(c.Text)}
			cell.Right = c.Holds == content.Number
			if t.Within.Medium == source.InCell {
				cell.Name = source.CellName(row.Number, c.Column)
			}
			has := slices.ContainsFunc(cell.Parts, func(p partView) bool { return len(p.IDs) > 0 })
			if found = found || has; k < mostCells || has {
				view.Cells = append(view.Cells, cell)
			}
		}
		if len(s.Rows) >= mostRows && !found {
			s.More++
			continue
		}
		s.Rows = append(s.Rows, view)
	}
}

func ids(all []*engine.Finding) []string {
	var some []string
	for _, f := range all {
		some = append(some, f.Fingerprint)
	}
	return some
}

// cut shortens a text that nobody reads to its end here.
func cut(text string) string {
	if utf8.RuneCountInString(text) > mostLetters {
		text = string([]rune(text)[:mostLetters]) + " …"
	}
	return report.Safe(text)
}
