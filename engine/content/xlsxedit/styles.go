package xlsxedit

import (
	"fmt"
	"path"
	"strconv"

	"github.com/kpilint/kpilint/engine/wording"
)

// Style is how a cell of a new sheet looks.
type Style uint8

// The styles.
const (
	Plain     Style = iota // text at the top of its cell, in as many lines as it needs
	Unwrapped              // in one line, over the cells beside it
	Title                  // large
	Heading                // of a column
	Linked                 // blue and underlined
	Wrong                  // with the colour of an error
	Careful                // of a warning
	Worth                  // of what is worth knowing
	Entry                  // to be filled in, with a border
	Day                    // to be filled in with a date
	Number
	numberOfStyles
)

// fills are the colours of cells: light, so that the text can be read, and words always say the same.
var fills = map[Level]string{Error: "FFFFC7CE", Warning: "FFFFEB9C", Note: "FFDDEBF7"}

const headingFill = "FFD9E1F2"

// mostStyles is how many looks of cells programs take: Excel 64,000.
const mostStyles = 64_000

// styles are the looks of cells, while more are added.
type styles struct {
	book  *book
	part  string
	edits *editor
	new   bool
	looks []look              // of the cells, in their order
	count map[string]int      // fonts, fills, borders and looks there are
	own   map[string]int      // what was added, by its XML
	begun map[string]tag      // the elements that hold them
	made  map[[2]int]int      // by the number of the look of a cell and the level of its mark
	ours  [numberOfStyles]int // the numbers of the styles of new sheets, 0 for one that is not there yet
}

// look is one of them, as it is written.
type look struct{ begin, whole tag }

// noStyles is the part of a workbook that has none.
const noStyles = declaration + `<styleSheet xmlns="` + mainSpace + `">` +
	`<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill>` +
	`<fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func openStyles(b *book) (*styles, error) {
	s := &styles{book: b, part: b.relations.of("styles"), count: map[string]int{}, own: map[string]int{},
		begun: map[string]tag{}, made: map[[2]int]int{}}
	data := []byte(noStyles)
	if s.part != "" && b.pack.has(s.part) {
		var err error
		if data, err = b.pack.read(s.part); err != nil {
			return nil, err
		}
	} else {
		s.new, s.part = true, b.pack.free(path.Join(path.Dir(b.part), "styles"), ".xml", 0)
	}
	var err error
	if s.edits, err = edit(s.part, data); err != nil {
		return nil, err
	}
	s.read()
	for _, list := range []string{"fonts", "fills", "borders", "cellXfs"} {
		if s.count[list] == 0 {
			return nil, unkept(wording.ItsListOfIsEmpty(list))
		}
	}
	return s, nil
}

// read counts what there is.
func (s *styles) read() {
	in := ""
	for t := range s.edits.tags() {
		switch name := string(t.name); {
		case t.depth == 1 && !t.closes:
			in, s.begun[name] = name, t
		case t.depth == 2 && !t.closes:
			s.count[in]++
			if in == "cellXfs" {
				s.looks = append(s.looks, look{t, t})
			}
		case t.depth == 2 && in == "cellXfs":
			s.looks[len(s.looks)-1].whole.to = t.to
		}
	}
}

// keep adds to a list what is not there yet, and gives its number.
func (s *styles) keep(list, xml string) int {
	key := list + xml
	n, known := s.own[key]
	if !known {
		n = s.count[list]
		s.own[key] = n
		s.count[list]++
		s.edits.append(list, xml)
	}
	return n
}

func (s *styles) fill(colour string) int {
	p := s.edits.prefix
	return s.keep("fills", fmt.Sprintf(`<%[1]sfill><%[1]spatternFill patternType="solid"><%[1]sfgColor rgb="%[2]s"/>`+
		`<%[1]sbgColor indexed="64"/></%[1]spatternFill></%[1]sfill>`, p, colour))
}

// marked is the number of the look of a cell, with the colour of a level. Its number format, font, border, alignment
// and protection stay.
func (s *styles) marked(of int, level Level) (int, error) {
	if of < 0 || of >= len(s.looks) {
		return 0, unkept(wording.ACellHasTheStyle(of, len(s.looks)))
	}
	key := [2]int{of, int(level)}
	if n, ok := s.made[key]; ok {
		return n, nil
	}
	l := s.looks[of]
	e := &editor{data: s.edits.data[l.begin.from:l.whole.to]}
	t, _ := nextTag(e.data, 0)
	e.setAttr(t, "fillId", strconv.Itoa(s.fill(fills[level])))
	e.setAttr(t, "applyFill", "1")
	n := s.count["cellXfs"]
	s.count["cellXfs"]++
	s.edits.append("cellXfs", string(e.apply()))
	s.made[key] = n
	if n >= mostStyles {
		return 0, unkept(wording.ItHasStylesOfCells(n, mostStyles))
	}
	return n, nil
}

// of is the number of a style of new sheets. One whose text looks like a formula stays a text when somebody edits it.
func (s *styles) of(style Style, quoted bool) int {
	if !quoted && s.ours[style] > 0 {
		return s.ours[style]
	}
	p := s.edits.prefix
	font := func(more string, size int) int {
		return s.keep("fonts", fmt.Sprintf(`<%[1]sfont>%[2]s<%[1]ssz val="%[3]d"/>%[4]s<%[1]sname val="Calibri"/>`+
			`<%[1]sfamily val="2"/></%[1]sfont>`, p, bold(p, more), size, colour(p, more)))
	}
	fontOf, fillOf, border, format := font("", 11), 0, 0, 0
	line := `style="thin"><` + p + `color rgb="FFBFBFBF"/></` + p
	framed := fmt.Sprintf(`<%[1]sborder><%[1]sleft %[2]sleft><%[1]sright %[2]sright><%[1]stop %[2]stop>`+
		`<%[1]sbottom %[2]sbottom><%[1]sdiagonal/></%[1]sborder>`, p, line)
	switch style {
	case Title:
		fontOf = font("bold", 14)
	case Heading:
		fontOf, fillOf, border = font("bold", 11), s.fill(headingFill), s.keep("borders", framed)
	case Linked:
		fontOf = font("link", 11)
	case Wrong:
		fillOf = s.fill(fills[Error])
	case Careful:
		fillOf = s.fill(fills[Warning])
	case Worth:
		fillOf = s.fill(fills[Note])
	case Entry, Number:
		border = s.keep("borders", framed)
	case Day:
		border, format = s.keep("borders", framed), 14 // the short date of the reader's country
	}
	wrap := "1"
	if style == Title || style == Unwrapped {
		wrap = "0"
	}
	quote := ""
	if quoted {
		quote = ` quotePrefix="1"`
	}
	n := s.keep("cellXfs", fmt.Sprintf(`<%[1]sxf numFmtId="%[2]d" fontId="%[3]d" fillId="%[4]d" borderId="%[5]d" `+
		`xfId="0"%[6]s `+
		`applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">`+
		`<%[1]salignment vertical="top" wrapText="%[7]s"/></%[1]sxf>`, p, format, fontOf, fillOf, border, quote, wrap))
	if !quoted {
		s.ours[style] = n
	}
	return n
}

// bold and colour are what a font has before and after its size: ISO/IEC 29500-1, 18.8.22.
func bold(prefix, more string) string {
	switch more {
	case "bold":
		return "<" + prefix + "b/>"
	case "link":
		return "<" + prefix + "u/>"
	}
	return ""
}

func colour(prefix, more string) string {
	if more == "link" {
		return "<" + prefix + `color rgb="FF0563C1"/>`
	}
	return ""
}

// save writes the styles.
func (s *styles) save() error {
	for list, t := range s.begun {
		if s.edits.appended(list) != "" {
			s.edits.setAttr(t, "count", strconv.Itoa(s.count[list]))
		}
	}
	if s.new {
		s.book.relations.add("styles", s.part)
		if err := s.book.pack.overrideType(s.part, stylesType); err != nil {
			return err
		}
	}
	if s.new || s.edits.changed() {
		s.book.pack.set(s.part, s.edits.apply())
	}
	return nil
}
