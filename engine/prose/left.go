package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/source"
)

// Left are the numbers of one sentence that are not taken for something that is asked.
type Left []Number

// Number is a number in digits, as written, where it stands.
type Number struct {
	Words string
	Span  source.Span
}

// left are the tokens of a sentence with digits that stand in none of its demands.
func (s sentence) left(all []found) []token {
	taken := make([]bool, len(s.tokens))
	for _, f := range all {
		for i := min(f.begin, f.number.at); i < min(max(f.stop, f.number.next), len(taken)); i++ {
			taken[i] = true
		}
	}
	var left []token
	for i := s.label; i < s.ownEnd(); i++ {
		if !taken[i] && s.tokens[i].figures() {
			left = append(left, s.tokens[i])
		}
	}
	return left
}

// figures reports whether a token is written with digits, and is no name that begins with a letter: B2B.
func (t token) figures() bool {
	first, _ := utf8.DecodeRuneInString(t.text)
	return !unicode.IsLetter(first) && strings.ContainsAny(t.text, "0123456789")
}

// leave adds the numbers before an offset to those that are left of a sentence, and returns the others. Places are
// asked for in their order.
func (l *Left) leave(s sentence, tokens []token, before int) []token {
	for len(tokens) > 0 && tokens[0].from < before {
		*l = append(*l, Number{tokens[0].text, s.places.Span(tokens[0].from, tokens[0].to)})
		tokens = tokens[1:]
	}
	return tokens
}
