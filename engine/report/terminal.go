package report

import (
	"strings"
	"unicode/utf8"
)

// widestPage is the longest line of a page on a terminal: longer ones are hard to read.
const widestPage = 100

// Terminal sets a page in Markdown for a terminal: headings bold, paragraphs and lists wrapped to the width, code indented as it is. Without
// colour only the layout is left. Escapes of the page's own are made harmless.
func Terminal(markdown string, width int, color bool) string {
	p := &setter{width: min(max(width, 20), widestPage), text: text{Options: Options{Color: color}}}
	for line := range strings.SplitSeq(markdown, "\n") {
		p.line(Safe(line))
	}
	p.flush()
	return strings.TrimRight(p.out.String(), "\n") + "\n"
}

// setter collects the lines of a paragraph until it ends.
type setter struct {
	text
	out       strings.Builder
	width     int
	code      bool
	paragraph []string
	bullet    bool
}

func (p *setter) line(line string) {
	switch trimmed := strings.TrimSpace(line); {
	case strings.HasPrefix(trimmed, "```"):
		p.flush()
		p.code = !p.code
	case p.code:
		p.out.WriteString(strings.TrimRight("    "+line, " ") + "\n")
	case trimmed == "":
		p.flush()
		p.out.WriteString("\n")
	case strings.HasPrefix(line, "#"):
		p.flush()
		p.heading(strings.TrimSpace(strings.TrimLeft(line, "#")))
	case strings.HasPrefix(trimmed, "- "), strings.HasPrefix(trimmed, "* "):
		p.flush()
		p.bullet, p.paragraph = true, []string{trimmed[2:]}
	default:
		p.paragraph = append(p.paragraph, trimmed)
	}
}

func (p *setter) heading(text string) {
	p.out.WriteString(p.paint(bold, text) + "\n")
}

// flush writes the paragraph, or the entry of a list.
func (p *setter) flush() {
	if len(p.paragraph) == 0 {
		return
	}
	first, rest := "", ""
	if p.bullet {
		first, rest = "• ", "  "
	}
	lines := wrap(strings.Join(p.paragraph, " "), p.width-utf8.RuneCountInString(rest))
	inCode := false
	for i, line := range lines {
		lead := rest
		if i == 0 {
			lead = first
		}
		line, inCode = p.spans(line, inCode)
		p.out.WriteString(lead + line + "\n")
	}
	p.paragraph, p.bullet = nil, false
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
