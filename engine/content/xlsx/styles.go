package xlsx

import (
	"strconv"

	"github.com/kpilint/kpilint/engine/content/parts"
)

// styles are how cells look: what tells a date from a number, and a header from what lies below.
type styles struct {
	codes map[int]string // formats of numbers, by their ids
	bold  []bool         // of each font
	cells []style
	known map[string]*numberFormat
}

type style struct {
	format *numberFormat
	strong bool
}

// builtIn are the formats of numbers that a workbook does not write down: ISO/IEC 29500-1, 18.8.30.
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
	21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
	40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}

// code is the format of numbers with an id, "" for none. Dates of East Asian calendars have the ids 27 to 36 and 50 to
// 58; how they look depends on the language.
func (s *styles) code(id int) string {
	switch code, ok := s.codes[id]; {
	case ok:
		return code
	case 27 <= id && id <= 36, 50 <= id && id <= 58:
		return "yyyy-mm-dd"
	}
	return builtIn[id]
}

func (b *book) readStyles(part string) error {
	x, err := b.archive.XML(part)
	if x == nil || err != nil {
		return err
	}
	defer x.Close()
	s := &b.styles
	s.codes, s.known = map[int]string{}, map[string]*numberFormat{}
	in := ""
	for t, ok := x.Next(); ok; t, ok = x.Next() {
		if t.Kind != parts.Start {
			if t.Kind == parts.End && t.Name == in {
				in = ""
			}
			continue
		}
		switch t.Name {
		case "fonts", "cellXfs", "cellStyleXfs", "dxfs", "numFmts":
			in = t.Name
		}
		switch {
		case in == "numFmts" && t.Name == "numFmt":
			if id, err := strconv.Atoi(t.Attr("numFmtId")); err == nil {
				s.codes[id] = t.Attr("formatCode")
			}
		case in == "fonts" && t.Name == "font":
			s.bold = append(s.bold, false)
		case in == "fonts" && t.Name == "b" && len(s.bold) > 0:
			s.bold[len(s.bold)-1] = t.Attr("val") != "0" && t.Attr("val") != "false"
		case in == "cellXfs" && t.Name == "xf":
			s.cells = append(s.cells, s.style(t))
		}
	}
	return x.Err()
}

// style reads how a kind of cell looks. The formats of numbers and the fonts stand before it.
func (s *styles) style(t parts.Token) style {
	var st style
	if id, err := strconv.Atoi(t.Attr("numFmtId")); err == nil && s.code(id) != "" {
		code := s.code(id)
		if s.known[code] == nil {
			s.known[code] = parseFormat(code)
		}
		st.format = s.known[code]
	}
	if id, err := strconv.Atoi(t.Attr("fontId")); err == nil && 0 <= id && id < len(s.bold) {
		st.strong = s.bold[id]
	}
	return st
}

// of is the style of a cell by its number.
func (s *styles) of(number string) style {
	if number == "" {
		number = "0"
	}
	if i, err := strconv.Atoi(number); err == nil && 0 <= i && i < len(s.cells) {
		return s.cells[i]
	}
	return style{}
}
