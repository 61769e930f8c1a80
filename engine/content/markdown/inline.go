package markdown

import (
	"bytes"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
)

// window is how far the end of what stands inside of text is looked for, so that a text of openings alone costs no
// more than others.
const window = 500

// paint paints over all inside of a block that is not text.
func paint(text []byte) {
	for i := 0; i < len(text); {
		n := element(text, i)
		if n == 0 {
			paintMark(text, i)
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
		return painted(rest, between(rest, "~~", "~~"), ' ')
	case '&':
		return charset.Entity(rest)
	case '!':
		return image(rest)
	case ']':
		return painted(rest, target(rest), content.Nothing)
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

// between is the length of what stands between two marks, with them; 0 where the second one is missing.
func between(text []byte, first, last string) int {
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
	text[0] = content.Nothing
	return 2
}

func code(text []byte) int {
	ticks := len(text) - len(bytes.TrimLeft(text, "`"))
	n := between(text, strings.Repeat("`", ticks), strings.Repeat("`", ticks))
	if n == 0 {
		return ticks // marks of nothing
	}
	painted(text, n, content.Nothing)
	text[0] = content.Object
	return n
}

// target is the length of the end of a link: "](address)" or "][name]".
func target(text []byte) int {
	if len(text) < 2 {
		return 0
	}
	if text[1] == '[' {
		if n := between(text[1:], "[", "]"); n > 0 {
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
	return painted(text, end+n, content.Nothing)
}

// tag takes a tag of HTML, or an address in angle brackets, which is a word.
func tag(text []byte) int {
	if len(text) < 2 || text[1] != '/' && !isLetter(text[1]) {
		return 0
	}
	n := between(text, "<", ">")
	if n == 0 {
		return 0
	}
	separates := bytes.HasPrefix(text, []byte("<br"))
	address := bytes.ContainsAny(text[:n], ":@") && !bytes.ContainsAny(text[:n], " =")
	painted(text, n, content.Nothing)
	switch {
	case separates:
		text[0] = ' '
	case address:
		text[0] = content.Object
	}
	return n
}

// paintMark paints over a mark of emphasis or of a link.
func paintMark(text []byte, i int) {
	switch c := text[i]; {
	case c == '[', c == ']':
		text[i] = content.Nothing
	case c == '*' && !(spaced(text, i-1) && spaced(text, i+1)):
		text[i] = content.Nothing
	case c == '_' && (!wordly(text, i-1) || !wordly(text, i+1)):
		text[i] = content.Nothing
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
