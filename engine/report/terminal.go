package report

import (
	"strings"
	"unicode/utf8"

	md "github.com/kpilint/kpilint/engine/content/markdown"
)

// widestPage is the longest line of a page on a terminal: longer ones are hard to read.
const widestPage = 100

// Terminal sets a page in Markdown for a terminal: headings bold, paragraphs and lists wrapped to the width, code
// indented as it is. Without colour only the layout is left. Escapes of the page's own are made harmless.
func Terminal(page string, width int, color bool) string {
	p := &setter{width: min(max(width, 20), widestPage), text: text{Options: Options{Color: color}}}
	var lines []string
	for line := range strings.SplitSeq(page, "\n") {
		lines = append(lines, Safe(line))
	}
	for _, piece := range md.Page(strings.Join(lines, "\n")) {
		p.piece(piece)
	}
	return strings.TrimRight(p.out.String(), "\n") + "\n"
}

// setter sets the pieces of a page.
type setter struct {
	text
	out   strings.Builder
	width int
}

func (p *setter) piece(piece md.Piece) {
	if piece.Apart {
		p.out.WriteString("\n")
	}
	switch piece.Kind {
	case md.Title:
		p.out.WriteString(p.paint(bold, strings.Join(piece.Lines, " ")) + "\n")
	case md.Code:
		for _, line := range piece.Lines {
			p.out.WriteString(strings.TrimRight("    "+line, " ") + "\n")
		}
	case md.Entry:
		p.paragraph(piece.Lines, "• ", "  ")
	default:
		p.paragraph(piece.Lines, "", "")
	}
}

// paragraph writes a paragraph, or the entry of a list, with what stands before its first line and the others.
func (p *setter) paragraph(lines []string, first, rest string) {
	inCode := false
	for i, line := range wrap(strings.Join(lines, " "), p.width-utf8.RuneCountInString(rest)) {
		lead := rest
		if i == 0 {
			lead = first
		}
		line, inCode = p.spans(line, inCode)
		p.out.WriteString(lead + line + "\n")
	}
}

// spans colours what stands between backticks, which may go on over a line's end, and takes them away: colour says as much. Without
// colour they stay.
func (p *setter) spans(line string, inCode bool) (string, bool) {
	if !p.Color {
		return line, false
	}
	var b strings.Builder
	for i, part := range strings.Split(line, "`") {
		if i > 0 {
			inCode = !inCode
		}
		if inCode && part != "" {
			part = p.paint(cyan, part)
		}
		b.WriteString(part)
	}
	return b.String(), inCode
}

// wrap breaks a text between words into lines of at most so many characters; a longer word has a line of its own.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > width {
			lines = append(lines, line)
			line, used = "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	return append(lines, line)
}
