package markdown

import (
	"bytes"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/markdown/frontmatter"
)

var (
	pair   = content.Pattern(`^([ \t]*(?:- )?)([^\s:#"'{\[=][^\s:=]*)[ \t]*(?:[:=][ \t]+|[:=]$)(.*)$`)
	folded = content.Pattern(`^[|>][-+0-9]*$`)
)

// frontMatter reads what stands above a text between lines of dashes: a row for each line, with its key in the first
// column and its value in the second. It returns where the text begins; nil where there is none.
func frontMatter(text []byte) (*content.Table, int) {
	m := frontmatter.Find(text, frontmatter.Any)
	if m == nil || !m.Closed {
		return nil, 0
	}
	t := &content.Table{Name: content.FrontMatter}
	for from, line := m.From, 2; from < m.To; line++ {
		to := from + lineLength(text[from:])
		addRow(t, bytes.TrimRight(text[from:to], " \t\r\n"), line)
		from = to
	}
	return t, m.After
}

func addRow(t *content.Table, line []byte, number int) {
	if len(bytes.TrimSpace(line)) == 0 || bytes.TrimSpace(line)[0] == '#' {
		return
	}
	row := content.Row{Number: number}
	m := pair.Get().FindSubmatchIndex(line)
	value := 0
	if m != nil {
		row.Cells = append(row.Cells, content.Cell{Column: 1, Text: part(line, m[4], m[5], number)})
		value = m[6]
	}
	if rest := bytes.TrimSpace(line[value:]); len(rest) > 0 && !folded.Get().Match(rest) {
		from := value + bytes.Index(line[value:], rest)
		row.Cells = append(row.Cells, content.Cell{Column: 2, Text: part(line, from, from+len(rest), number)})
	}
	t.Rows = append(t.Rows, row)
}

// part is a stretch of a line, without the quotation marks around it.
func part(line []byte, from, to, number int) content.Text {
	raw := line[from:to]
	raw, _ = content.Cut(raw)
	column := 1 + len(bytes.Runes(line[:from]))
	t := content.Text{Bytes: raw, Line: int32(number), Column: int32(column)}
	if n := len(raw) - 1; n > 0 && (raw[0] == '"' || raw[0] == '\'') && raw[n] == raw[0] {
		t.Raw, t.Bytes = &raw, bytes.Clone(raw)
		t.Bytes[0], t.Bytes[n] = content.Nothing, content.Nothing
	}
	return t
}
