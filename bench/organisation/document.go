package organisation

import (
	"strconv"
	"strings"
)

// A document is one definition, as keys and values in the order in which they are written. A value is a text, a number,
// a list or a mapping of its own.
type document []field

type field struct {
	key   string
	value any // string, int, document or list
}

type list []document

// appendYAML writes a document in block style, as people do.
func (d document) appendYAML(b []byte, indent int) []byte {
	for i, f := range d {
		if i > 0 {
			b = append(b, strings.Repeat(" ", indent)...)
		}
		b = append(append(b, f.key...), ':')
		switch v := f.value.(type) {
		case string:
			b = append(appendScalar(append(b, ' '), v), '\n')
		case int:
			b = append(strconv.AppendInt(append(b, ' '), int64(v), 10), '\n')
		case document:
			b = append(append(b, '\n'), strings.Repeat(" ", indent+2)...)
			b = v.appendYAML(b, indent+2)
		case list:
			b = append(b, '\n')
			for _, entry := range v {
				b = append(append(b, strings.Repeat(" ", indent+2)...), "- "...)
				b = entry.appendYAML(b, indent+4)
			}
		}
	}
	return b
}

// appendScalar puts a text into quotation marks where YAML would read it as something else.
func appendScalar(b []byte, text string) []byte {
	if strings.ContainsAny(text[:1], ">=<\"'&*!|%@`-?[]{}#,") || strings.Trim(text, "0123456789.-") == "" ||
		strings.Contains(text, ": ") || strings.Contains(text, " #") {
		return strconv.AppendQuote(b, text)
	}
	return append(b, text...)
}

// appendJSON writes a document as an object.
func (d document) appendJSON(b []byte, indent string) []byte {
	b = append(b, '{')
	for i, f := range d {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '\n'), indent...), "  "...)
		b = append(strconv.AppendQuote(b, f.key), ": "...)
		switch v := f.value.(type) {
		case string:
			b = strconv.AppendQuote(b, v)
		case int:
			b = strconv.AppendInt(b, int64(v), 10)
		case document:
			b = v.appendJSON(b, indent+"  ")
		case list:
			b = append(b, '[')
			for j, entry := range v {
				if j > 0 {
					b = append(b, ", "...)
				}
				b = entry.appendJSON(b, indent+"  ")
			}
			b = append(b, ']')
		}
	}
	return append(append(append(b, '\n'), indent...), '}')
}
