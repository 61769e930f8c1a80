package csv

import (
	"bytes"
	"fmt"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// dialect is how values are told from each other.
type dialect struct {
	separator byte // 0 where a row is one value
	wrapped   bool // each row is one quoted field, with the values and their own quotation marks inside
	declared  bool // the first line says the separator
}

// separators are looked for in this order. Where two of them split all rows alike, the first is taken: numbers and
// sentences have commas in them, and no tabs or semicolons.
var separators = []byte{'\t', ';', '|', ','}

// sampled is how many bytes, and rows, of a file are looked at.
const (
	sampled     = 256 << 10
	sampledRows = 1000
)

// most is the share of rows that have to agree before a separator is believed against another way to read them.
const most = 0.5

// recognise finds out how the values of a text are told from each other, and where its rows begin.
func recognise(text []byte, tabs bool) (d dialect, from int) {
	if line, _, _ := bytes.Cut(text, []byte("\n")); len(line) < 8 {
		line = bytes.Trim(bytes.TrimSpace(line), `"`)
		if value, ok := bytes.CutPrefix(bytes.ToLower(line), []byte("sep=")); ok && len(value) <= 1 {
			d = dialect{separator: '\t', declared: true}
			if len(value) == 1 {
				d.separator = value[0]
			}
			return d, min(bytes.IndexByte(text, '\n')+1, len(text))
		}
	}
	sample := text[:min(len(text), sampled)]
	usual := byte(',')
	if tabs {
		usual = '\t'
	}
	best := agreement(sample, dialect{separator: usual})
	d.separator = usual
	for _, s := range separators {
		if a := agreement(sample, dialect{separator: s}); a > best || a == best && a > 0 && before(s, d.separator) &&
			!tabs {
			d.separator, best = s, a
		}
	}
	if best <= most && allWrapped(sample) {
		for _, s := range separators {
			inside := dialect{separator: s, wrapped: true}
			if a := agreement(sample, inside); a > max(best, most) {
				d, best = inside, a
			}
		}
	}
	if best == 0 {
		d.separator = 0
	}
	return d, 0
}

// IsTable reports whether a text looks like a table of values: nearly all of its rows have as many of them.
func IsTable(text []byte) bool {
	d, from := recognise(text, false)
	return d.declared || bytes.Count(text, []byte("\n")) > 1 && agreement(text[from:min(len(text), sampled)], d) > 0.9
}

func before(a, b byte) bool { return bytes.IndexByte(separators, a) < bytes.IndexByte(separators, b) }

// agreement is the share of rows that a separator splits into the same number of values, which is more than one.
func agreement(sample []byte, d dialect) float64 {
	p := parser{text: sample, dialect: d, end: len(sample)}
	widths, rows := map[int]int{}, 0
	for n := 0; p.at < p.end && n < sampledRows; n++ {
		fields := p.row()
		if len(fields) == 1 && fields[0].empty {
			continue
		}
		if rows++; len(fields) > 1 {
			widths[len(fields)]++
		}
	}
	largest := 0
	for _, n := range widths {
		largest = max(largest, n)
	}
	if rows == 0 {
		return 0
	}
	return float64(largest) / float64(rows)
}

// allWrapped reports whether each row is one quoted field.
func allWrapped(sample []byte) bool {
	p := parser{text: sample, end: len(sample)}
	n := 0
	for p.at < p.end && n < sampledRows {
		if fields := p.row(); !fields[0].empty {
			if fields[0].quote == 0 {
				return p.at >= p.end && n > 0 // the sample may end within a row
			}
			n++
		}
	}
	return n > 0
}

// notes say how the values were told from each other, where it is not as the extension says.
func (d dialect) notes(tabs bool) []content.Note {
	var text string
	switch {
	case d.wrapped:
		text = wording.EachRowIsInQuotation(names[d.separator]())
	case d.declared:
		text = wording.TheFirstLineSaysThat(fmt.Sprintf("%q", d.separator))
	case d.separator == 0:
		text = wording.NoSeparatorWasFoundEach()
	case d.separator == '\t' && !tabs, d.separator != '\t' && tabs, d.separator == ';', d.separator == '|':
		text = wording.TheValuesAreSeparatedBy(names[d.separator]())
	default:
		return nil
	}
	return []content.Note{{Text: text}}
}

var names = map[byte]wording.Text{
	',': wording.SeparatedByCommas, ';': wording.SeparatedBySemicolons, '\t': wording.SeparatedByTabs,
	'|': wording.SeparatedByBars,
}
