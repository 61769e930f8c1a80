package source

import (
	"slices"
	"strings"
)

// json writes the values of a JSON file.
func (f *formatter) json() {
	var problems []Problem
	f.old, problems = parseJSON(f.file, f.data)
	if f.problems = append(f.problems, problems...); len(f.problems) > 0 {
		return
	}
	for _, d := range f.old {
		if layout := f.layout(d.Root); layout != nil {
			f.out = append(f.out, f.jsonValue(d.Root, layout, 0)...)
		} else {
			f.out = append(f.out, f.data[d.Root.start:d.Root.end]...)
		}
		f.out = append(f.out, f.eol...)
	}
}

// jsonValue is the text of a value that begins on a line of some indentation. A collection that goes over several lines has one for each
// of its elements.
func (f *formatter) jsonValue(n *Node, layout Layout, indent int) string {
	text := string(f.data[n.start:n.end])
	parts := f.parts(n)
	switch {
	case n.Kind != Map && n.Kind != List:
		return text
	case len(parts) == 0:
		return text[:1] + text[len(text)-1:]
	}
	wide := strings.ContainsAny(text, "\r\n")
	between, after := ", ", ""
	if wide {
		indent += indentation
		between, after = ","+f.eol+strings.Repeat(" ", indent), f.eol+strings.Repeat(" ", indent-indentation)
	}
	elements := make([]element, 0, len(parts))
	for _, field := range parts {
		e := element{}
		if field.Key != nil {
			e.rank, e.key = rank(layout, field.Key.Text), string(f.data[field.Key.start:field.Key.end])+": "
		}
		e.value.lines = []string{f.jsonValue(field.Value, of(layout, field), indent)}
		elements = append(elements, e)
	}
	slices.SortStableFunc(elements, func(a, b element) int { return a.rank - b.rank })
	texts := make([]string, len(elements))
	for i, e := range elements {
		texts[i] = e.key + e.value.lines[0]
	}
	open := text[:1]
	if wide {
		open += between[1:]
	}
	return open + strings.Join(texts, between) + after + text[len(text)-1:]
}
