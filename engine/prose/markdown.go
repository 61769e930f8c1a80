package prose

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

// Markdown is read in one walk over its lines and one over its characters. What is no text (code, addresses, tags,
// comments, marks of emphasis) is painted over in a copy that keeps every byte in its place, so that positions need no
// table. Libraries for Markdown take quadratic time on texts made to provoke it, and what is needed here is little.

// Bytes that stand for what was painted over.
const (
	nothing = 0    // of no width: "**4**" is "4"
	object  = 0x1a // one word that is no word: a code span, an address
)

// block is a stretch of text that is read on its own: a paragraph, an entry of a list, a cell of a table. A row of a
// table is a block of cells.
type block struct {
	text   []byte // painted
	from   int    // of its first byte, in the whole text
	level  int    // of a heading, from 1; 0 for others
	item   bool   // it is an entry of a list
	strong bool   // all of it is bold
	places places

	cells  []block // of a row
	header []block // the cells above them; nil where the table has no header
}

// blocks splits a text where a sentence cannot go on.
func blocks(text string) []block {
	painted := []byte(text)
	hide(painted, comment)
	s := &splitter{text: painted}
	for at := 0; at < len(painted); {
		end := len(painted)
		if i := bytes.IndexByte(painted[at:], '\n'); i >= 0 {
			end = at + i
		}
		s.line(at, end)
		at = end + 1
	}
	s.close(0)
	s.endTable()
	return s.all
}

var comment = regexp.MustCompile(`(?s)<!--.*?(?:-->|$)`)

// hide paints over all matches but their line ends.
func hide(text []byte, what *regexp.Regexp) {
	for _, m := range what.FindAllIndex(text, -1) {
		blank(text[m[0]:m[1]])
	}
}

func blank(text []byte) {
	for i := range text {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
}

// splitter collects lines into blocks.
type splitter struct {
	text     []byte
	all      []block
	from, to int    // of the block that is open; none when equal
	fence    string // what closes the code that is open
	list     bool   // inside a list, where text is indented
	item     bool   // the block that is open began with a mark of a list

	rows   [][]block // of the table that is open
	header int       // how many of them stand above the line of dashes
}

var (
	marker    = regexp.MustCompile(`^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)|>[ \t]?)`)
	fence     = regexp.MustCompile("^[ \t]*(```+|~~~+)")
	heading   = regexp.MustCompile(`^ {0,3}#{1,6}(?:[ \t]|$)`)
	underline = regexp.MustCompile(`^ {0,3}(?:=+|-+)[ \t]*$`)
	rule      = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	reference = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:[ \t]*\S`)
	delimiter = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
)

func (s *splitter) line(from, to int) {
	line := s.text[from:to]
	switch {
	case s.fence != "":
		if strings.HasPrefix(strings.TrimSpace(string(line)), s.fence) {
			s.fence = ""
		}
		return
	case len(bytes.TrimSpace(line)) == 0:
		s.close(0)
		s.endTable()
		return
	case s.from == s.to && !s.list && (bytes.HasPrefix(line, []byte("    ")) || line[0] == '\t'):
		return // indented code
	case s.from < s.to && underline.Match(line):
		s.close(underlined[bytes.TrimSpace(line)[0]])
		return
	case rule.Match(line), reference.Match(line):
		s.close(0)
		s.endTable()
		return
	}
	s.content(from, to)
}

// content takes a line of text, after the marks of quotes and lists before it.
func (s *splitter) content(from, to int) {
	if !indented(s.text[from]) {
		s.list = s.list && s.from < s.to
	}
	for range 16 { // deeper ones are no text that somebody reads
		m := marker.FindIndex(s.text[from:to])
		if m == nil {
			break
		}
		if !bytes.ContainsRune(s.text[from:from+m[1]], '>') {
			s.close(0)
			s.list, s.item = true, true
		}
		from += m[1]
	}
	line := s.text[from:to]
	if m := fence.FindSubmatch(line); m != nil {
		s.close(0)
		s.fence = string(m[1])
		return
	}
	text := bytes.TrimSpace(line)
	if len(text) > 0 && text[0] == '|' {
		s.close(0)
		s.row(from, to)
		return
	}
	s.endTable()
	if heading.Match(line) {
		s.close(0)
		s.open(from, to)
		s.close(len(text) - len(bytes.TrimLeft(text, "#")))
		return
	}
	s.open(from, to)
}

func indented(c byte) bool { return c == ' ' || c == '\t' }

// underlined are the levels of headings by the line below them.
var underlined = map[byte]int{'=': 1, '-': 2}

// row takes a row of a table apart.
func (s *splitter) row(from, to int) {
	if delimiter.Match(s.text[from:to]) {
		if s.header == 0 {
			s.header = len(s.rows)
		}
		return
	}
	var cells []block
	at := from + bytes.IndexByte(s.text[from:to], '|') + 1
	for i := at; i <= to; i++ {
		if i < to && (s.text[i] != '|' || s.text[i-1] == '\\') {
			continue
		}
		if i < to || len(bytes.TrimSpace(s.text[at:i])) > 0 {
			b := block{text: s.text[at:i], from: at}
			paint(b.text)
			cells = append(cells, b)
		}
		at = i + 1
	}
	s.rows = append(s.rows, cells)
}

// endTable makes blocks of the rows of a table; its header is one of its own.
func (s *splitter) endTable() {
	var header []block
	if s.header > 0 {
		header = s.rows[s.header-1]
	}
	for i, cells := range s.rows {
		b := block{cells: cells}
		if i >= s.header {
			b.header = header
		}
		s.all = append(s.all, b)
	}
	s.rows, s.header = nil, 0
}

// open adds a stretch to the block, and paints over what lies between it and the block so far: the marks of a quote.
func (s *splitter) open(from, to int) {
	if s.from == s.to {
		s.from = from
	} else {
		blank(s.text[s.to:from])
	}
	s.to = to
}

func (s *splitter) close(level int) {
	if s.from < s.to {
		b := block{text: s.text[s.from:s.to], from: s.from, level: level, item: s.item}
		b.strong = bold.Match(b.text)
		paint(b.text)
		s.all = append(s.all, b)
	}
	s.from, s.to, s.item = 0, 0, false
}

// bold matches a text that is bold from its first to its last word.
var bold = regexp.MustCompile(`^\s*(?:\*\*[^*\n]+\*\*|__[^_\n]+__):?\s*$`)

// window is how far the end of what stands inside of text is looked for, so that a text of openings alone costs no more
// than others.
const window = 500

// paint paints over all inside of a block that is no text.
func paint(text []byte) {
	for i := 0; i < len(text); {
		n := element(text, i)
		if n == 0 {
			mark(text, i)
			n = 1
		}
		i += n
	}
}

// element paints over what begins at i and is no text, and returns its length; 0 when it is text.
func element(text []byte, i int) int {
	rest := text[i:min(i+window, len(text))]
	switch rest[0] {
	case '\\':
		return escape(rest)
	case '`':
		return code(rest)
	case '~':
		return painted(rest, pair(rest, "~~", "~~"), ' ')
	case '&':
		return entity(rest)
	case '!':
		return image(rest)
	case ']':
		return painted(rest, target(rest), nothing)
	case '<':
		return tag(rest)
	}
	return 0
}

// painted paints over the first n bytes but for line ends, which separate words.
func painted(text []byte, n int, with byte) int {
	for i := range text[:n] {
		if text[i] != '\n' {
			text[i] = with
		}
	}
	return n
}

// pair is the length of what stands between two marks, with them; 0 where the second one is missing.
func pair(text []byte, first, last string) int {
	if !bytes.HasPrefix(text, []byte(first)) {
		return 0
	}
	end := bytes.Index(text[len(first):], []byte(last))
	if end <= 0 {
		return 0
	}
	return len(first) + end + len(last)
}

// escape lets the character after a backslash stand as it is.
func escape(text []byte) int {
	if len(text) < 2 || !strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rune(text[1])) {
		return 0
	}
	text[0] = nothing
	return 2
}

func code(text []byte) int {
	ticks := len(text) - len(bytes.TrimLeft(text, "`"))
	n := pair(text, strings.Repeat("`", ticks), strings.Repeat("`", ticks))
	if n == 0 {
		return ticks // marks of nothing
	}
	painted(text, n, nothing)
	text[0] = object
	return n
}

// target is the length of the end of a link: "](address)" or "][name]".
func target(text []byte) int {
	if len(text) < 2 {
		return 0
	}
	if text[1] == '[' {
		if n := pair(text[1:], "[", "]"); n > 0 {
			return 1 + n
		}
		return 0
	}
	depth := 0
	for i, c := range text[1:] {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
		if depth == 0 {
			return (i + 2) * min(i, 1) // without a bracket at all it is none
		}
	}
	return 0
}

func image(text []byte) int {
	if len(text) < 2 || text[1] != '[' {
		return 0
	}
	end := bytes.IndexByte(text, ']')
	if end < 0 {
		return 0
	}
	n := max(target(text[end:]), 1)
	return painted(text, end+n, nothing)
}

// tag takes a tag of HTML, or an address in angle brackets, which is a word.
func tag(text []byte) int {
	if len(text) < 2 || text[1] != '/' && !isLetter(text[1]) {
		return 0
	}
	n := pair(text, "<", ">")
	if n == 0 {
		return 0
	}
	separates := bytes.HasPrefix(text, []byte("<br"))
	address := bytes.ContainsAny(text[:n], ":@") && !bytes.ContainsAny(text[:n], " =")
	painted(text, n, nothing)
	switch {
	case separates:
		text[0] = ' '
	case address:
		text[0] = object
	}
	return n
}

// entity writes the character that an entity stands for in its place.
func entity(text []byte) int {
	end := bytes.IndexByte(text[:min(len(text), 32)], ';')
	if end < 0 {
		return 0
	}
	name := string(text[:end+1])
	decoded := html.UnescapeString(name)
	if decoded == name || len(decoded) > len(name) {
		return 0
	}
	painted(text, len(name), nothing)
	copy(text, decoded)
	return len(name)
}

// mark paints over a mark of emphasis or of a link.
func mark(text []byte, i int) {
	switch c := text[i]; {
	case c == '[', c == ']':
		text[i] = nothing
	case c == '*' && !(spaced(text, i-1) && spaced(text, i+1)):
		text[i] = nothing
	case c == '_' && (!wordly(text, i-1) || !wordly(text, i+1)):
		text[i] = nothing
	}
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func spaced(text []byte, i int) bool {
	return i < 0 || i >= len(text) || text[i] == ' ' || text[i] == '\n' || text[i] == '\t'
}

func wordly(text []byte, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	c := text[i]
	return isLetter(c) || isDigit(c) || c >= 0x80
}
