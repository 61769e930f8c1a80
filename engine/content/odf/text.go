package odf

import (
	"bytes"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/source"
)

// paragraph is one that was read.
type paragraph struct {
	level  int // of a heading
	strong bool
	text   []byte
}

// body reads the paragraphs and tables of a text.
func (r *reader) body() { r.blocks() }

// blocks reads what the element that has just begun holds.
func (r *reader) blocks() {
	for t := range r.x.Elements() {
		inside := len(r.nested)
		switch t.Name {
		case "p", "h":
			r.paragraphs++
			for i, p := range r.paragraph(t) {
				r.add(p, i == 0)
			}
		case "list":
			r.lists++
			r.blocks()
			r.lists--
			continue
		case "list-item", "list-header":
			if t.Name == "list-item" {
				r.item = min(r.lists, content.MaxDepth)
			}
			r.blocks()
			r.item = 0
			continue
		case "table":
			r.tables++
			r.addTable(r.table(r.tables))
		default:
			r.skip(t)
			continue
		}
		for _, t := range r.nested[inside:] {
			r.addTable(t)
		}
	}
}

func (r *reader) addTable(t *content.Table) {
	r.file.Blocks = append(r.file.Blocks, content.Block{Kind: content.Grid, Table: t})
}

// add adds a paragraph to the blocks, unless it is empty.
func (r *reader) add(p paragraph, own bool) {
	if len(p.text) == 0 {
		return
	}
	within := source.Within{Medium: source.InParagraph}
	text, ok := r.fit(p.text, within, r.paragraphs, 1)
	if !ok {
		return
	}
	b := content.Block{Kind: content.Paragraph, Strong: p.strong}
	b.Text = content.Text{Bytes: text, In: &within, Line: int32(r.paragraphs), Column: 1}
	switch n := content.Entry(text); {
	case p.level > 0:
		b.Kind, b.Level = content.Heading, p.level
	case r.item > 0 && own:
		b.Kind, b.Level, r.item = content.Item, r.item, 0
	case n > 0:
		b.Kind, b.Level = content.Item, 1
		b.Text.Bytes, b.Text.Column = text[n:], 1+int32(utf8.RuneCount(text[:n]))
	}
	r.file.Blocks = append(r.file.Blocks, b)
}

// paragraphReader reads one paragraph.
type paragraphReader struct {
	*reader
	p           paragraph
	boxes       []paragraph
	bold, plain bool // some of its text is bold, or is not
}

// paragraph reads the paragraph that has just begun, and those of text boxes in it behind it.
func (r *reader) paragraph(t parts.Token) []paragraph {
	s := r.inherited("paragraph", t.Attr("style-name"))
	p := paragraphReader{reader: r}
	if p.p.level = s.level; t.Name == "h" {
		p.p.level = max(level(t.Attr("outline-level")), 1)
	}
	p.walk(s.bold)
	p.p.text = bytes.TrimSpace(p.p.text)
	p.p.strong = p.bold && !p.plain
	return append([]paragraph{p.p}, p.boxes...)
}

// walk reads the text of the element that has just begun.
func (p *paragraphReader) walk(bold bool) {
	for t := range p.x.Tokens() {
		switch {
		case t.Kind == parts.Text:
			p.write(t.Text, bold)
		case t.Kind == parts.End:
		case t.Name == "span":
			s := p.inherited("text", t.Attr("style-name"))
			p.walk(s.bold || bold && !s.plain)
		case t.Name == "s":
			p.write(bytes.Repeat([]byte{' '}, field(t, "c", 100)), bold)
		case t.Name == "tab":
			p.write([]byte{'\t'}, bold)
		case t.Name == "line-break":
			p.write([]byte{'\n'}, bold)
		case t.Name == "text-box":
			p.box()
		default:
			p.skip(t)
		}
	}
}

// write adds letters. Line ends in the file are blanks; those of the text are elements.
func (p *paragraphReader) write(text []byte, bold bool) {
	if len(p.p.text) > content.MaxText {
		return
	}
	if len(bytes.TrimSpace(text)) > 0 {
		p.bold, p.plain = p.bold || bold, p.plain || !bold
	}
	if len(text) == 1 {
		p.p.text = append(p.p.text, text...)
		return
	}
	for _, c := range text {
		if c == '\n' || c == '\r' {
			c = ' '
		}
		p.p.text = append(p.p.text, c)
	}
}

// box reads the text of a text box. Its paragraphs stand where it is anchored.
func (p *paragraphReader) box() {
	for t := range p.x.Elements() {
		switch t.Name {
		case "p", "h":
			p.boxes = append(p.boxes, p.paragraph(t)...)
		case "table":
			p.nested = append(p.nested, p.table(0))
		default:
			p.skip(t)
		}
	}
}

// table reads the table of a text that has just begun.
func (r *reader) table(n int) *content.Table {
	t := &tableReader{reader: r, table: &content.Table{Within: source.Within{Medium: source.InTableCell, Table: n}}}
	t.rows(false)
	return t.table
}

// tableReader reads one table of a text.
type tableReader struct {
	*reader
	table *content.Table
	row   content.Row
	count int // rows so far
}

// rows reads those in the element that has just begun.
func (t *tableReader) rows(header bool) {
	for tok := range t.x.Elements() {
		switch tok.Name {
		case "table-header-rows":
			t.rows(true)
		case "table-row":
			t.count++
			t.readRow()
			if len(t.row.Cells) > 0 {
				t.table.Rows = append(t.table.Rows, t.row)
				if header {
					t.table.Header = len(t.table.Rows)
				}
			}
		default:
			t.skip(tok)
		}
	}
}

// readRow reads a row. A cell that another one covers is none.
func (t *tableReader) readRow() {
	t.row = content.Row{Number: t.count}
	column, stored := 1, 0
	for tok := range t.x.Elements() {
		switch tok.Name {
		case "covered-table-cell":
			column += field(tok, "number-columns-repeated", content.MaxColumns)
			t.x.Skip()
		case "table-cell":
			stored++
			c := content.Cell{Column: column}
			if a, d := spans(tok); a > 1 || d > 1 {
				c.Across, c.Down = int32(a), int32(d)
			}
			column += field(tok, "number-columns-repeated", content.MaxColumns)
			var text []byte
			if text, c.Strong = t.inCell(); len(text) == 0 || c.Column > content.MaxColumns {
				continue
			}
			if text, ok := t.fit(text, t.table.Within, t.count, stored); ok {
				c.Text = content.Text{Bytes: text, In: &t.table.Within, Line: int32(t.count), Column: int32(stored)}
				t.row.Cells = append(t.row.Cells, c)
			}
		}
	}
}

// spans are how many columns and rows a cell takes.
func spans(t parts.Token) (across, down int) {
	return field(t, "number-columns-spanned", content.MaxColumns), field(t, "number-rows-spanned", content.MaxRows)
}

// inCell reads the text of the cell that has just begun, a line for each of its paragraphs, and whether it is bold.
func (r *reader) inCell() (text []byte, strong bool) {
	strong = true
	for t := range r.x.Elements() {
		switch t.Name {
		case "p", "h":
			for _, p := range r.paragraph(t) {
				if len(p.text) == 0 || len(text) > content.MaxText {
					continue
				}
				if len(text) > 0 {
					text = append(text, '\n')
				}
				text = append(text, p.text...)
				strong = strong && p.strong
			}
		case "table":
			r.nested = append(r.nested, r.table(0))
		default:
			r.skip(t)
		}
	}
	return text, strong && len(text) > 0
}
