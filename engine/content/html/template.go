package html

import (
	"bytes"

	"github.com/kpilint/kpilint/engine/content"
)

// Pages that a program fills in have its tags in them: {% if %}, {# a note #}, {{ a value }}. What they would show is
// not known, so a value reads as a word that is none. A list of texts in a tag, from which a template makes a table,
// is one.

// marks are how the tags of templates begin and end.
var marks = []struct{ begin, end string }{{"{%", "%}"}, {"{#", "#}"}, {"{{", "}}"}}

// isTemplate reports whether a text that begins with a brace begins with a tag of a template.
func isTemplate(text []byte) bool {
	for _, m := range marks {
		if bytes.HasPrefix(text, []byte(m.begin)) {
			return true
		}
	}
	return false
}

// listing is a table that stands in a tag of a template.
type listing struct {
	at    int
	cells [][][2]int // by rows, where the cells stand
}

// templates paints over the tags of templates.
func (r *reader) templates() {
	for _, m := range marks {
		begin, end := []byte(m.begin), []byte(m.end)
		var header [][2]int // that the tags so far give to a table
		for at := 0; ; {
			i := bytes.Index(r.painted[at:], begin)
			if i < 0 {
				break
			}
			from := at + i
			n := bytes.Index(r.painted[from:], end)
			if n < 0 {
				break
			}
			at = from + n + len(end)
			if l := listed(r.raw[from:at], from); l != nil && m.begin == "{%" {
				if len(header) == len(l.cells[0]) {
					l.cells = append([][][2]int{header}, l.cells...)
				}
				r.pending, header = append(r.pending, l), nil
			} else if h := headings(r.raw[from:at], from); h != nil && m.begin == "{%" {
				header = h
			}
			blank(r.painted[from:at])
			if m.begin == "{{" {
				clear(r.painted[from:at])
				r.painted[from] = content.Object
			}
		}
	}
}

func blank(text []byte) {
	for i := range text {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
}

var (
	tuple  = content.Pattern(`[(\[]\s*(?:'[^'\n]*'|"[^"\n]*")(?:\s*,\s*(?:'[^'\n]*'|"[^"\n]*"))+\s*,?\s*[)\]]`)
	quoted = content.Pattern(`'[^'\n]*'|"[^"\n]*"`)
	headed = content.Pattern(`(?i)(?:head(?:er|ing)s?|columns)\s*[=:]\s*([(\[][^)\]]*[)\]])`)
)

// headings are the names of columns that a tag gives to the table that follows: field_headings=['Postage', 'Time'].
func headings(text []byte, at int) [][2]int {
	m := headed.Get().FindSubmatchIndex(text)
	if m == nil {
		return nil
	}
	var all [][2]int
	for _, q := range quoted.Get().FindAllIndex(text[m[2]:m[3]], -1) {
		all = append(all, [2]int{at + m[2] + q[0] + 1, at + m[2] + q[1] - 1})
	}
	return all
}

// listed returns the table that stands in a tag: two groups of texts or more, with as many texts each.
func listed(text []byte, at int) *listing {
	l := &listing{at: at}
	for _, m := range tuple.Get().FindAllIndex(text, -1) {
		var row [][2]int
		for _, q := range quoted.Get().FindAllIndex(text[m[0]:m[1]], -1) {
			row = append(row, [2]int{at + m[0] + q[0] + 1, at + m[0] + q[1] - 1})
		}
		if len(l.cells) > 0 && len(row) != len(l.cells[0]) {
			return nil
		}
		l.cells = append(l.cells, row)
	}
	if len(l.cells) < 2 {
		return nil
	}
	return l
}

// templateTables adds the tables of templates that stand before an offset.
func (r *reader) templateTables(before int) {
	for len(r.pending) > 0 && r.pending[0].at < before {
		l := r.pending[0]
		r.pending = r.pending[1:]
		if len(r.tables) > 0 || r.skipped != "" {
			continue
		}
		r.flush()
		t := &content.Table{}
		for i, cells := range l.cells {
			row := content.Row{Number: i + 1}
			for j, c := range cells {
				copy(r.painted[c[0]:c[1]], r.raw[c[0]:c[1]])
				if r.text(c[0], c[1]); !r.open {
					continue
				}
				if text, ok := r.take(); ok {
					row.Cells = append(row.Cells, content.Cell{Column: j + 1, Text: text})
				}
			}
			if len(row.Cells) > 0 {
				t.Rows = append(t.Rows, row)
			}
		}
		r.file.Blocks = append(r.file.Blocks, content.Block{Kind: content.Grid, Table: t})
	}
}
