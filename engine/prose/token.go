package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// token is a word, a number or a sign of a text, without the punctuation around it.
type token struct {
	from, to    int    // in the whole text
	text        string // decoded, as written
	word        string // in lower case
	open, close string // the punctuation before and after it
}

// tokenize splits painted text at spaces, and dashes that stand for them.
func tokenize(painted []byte, offset int) []token {
	var all []token
	for i := 0; i < len(painted); {
		if n := spaceLen(painted[i:]); n > 0 {
			i += n
			continue
		}
		end := i
		for end < len(painted) && spaceLen(painted[end:]) == 0 {
			r, size := utf8.DecodeRune(painted[end:])
			end += size
			if r == '—' {
				break
			}
		}
		if t, ok := trimmed(painted, i, end); ok {
			t.from, t.to = t.from+offset, t.to+offset
			all = append(all, t)
		} else if len(all) > 0 {
			all[len(all)-1].close += text(painted[i:end])
		}
		i = end
	}
	return all
}

// spaceLen is the length of a space at the start of text; 0 for none.
func spaceLen(painted []byte) int {
	r, size := utf8.DecodeRune(painted)
	if unicode.IsSpace(r) {
		return size
	}
	return 0
}

const (
	openings = "([{\"'“‘«„"
	closings = ")]}\"'”’».,;:!?…—"
)

// trimmed takes a stretch without spaces and its punctuation apart; false when it is all punctuation.
func trimmed(painted []byte, from, to int) (token, bool) {
	t := token{from: from, to: to}
	for t.from < t.to {
		r, size := utf8.DecodeRune(painted[t.from:t.to])
		if r != content.Nothing && !strings.ContainsRune(openings, r) {
			break
		}
		t.from += size
	}
	for t.from < t.to {
		r, size := utf8.DecodeLastRune(painted[t.from:t.to])
		if r != content.Nothing && !strings.ContainsRune(closings, r) {
			break
		}
		t.to -= size
	}
	t.open, t.text, t.close = text(painted[from:t.from]), text(painted[t.from:t.to]), text(painted[t.to:to])
	t.word = strings.ToLower(t.text)
	return t, t.text != ""
}

// text is what is left of a painted stretch.
func text(painted []byte) string { return strings.ReplaceAll(string(painted), "\x00", "") }

// meanings are the words of a token that mean something, in the singular: the whole, and the parts of a hyphenated one.
func (t token) meanings() []string {
	var all []string
	for _, w := range append([]string{t.word}, parts(t.word)...) {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) && !empty.Has(w) {
			all = append(all, quantity.Singular(w))
		}
	}
	return all
}

// parts are those of a compound word; nil for any other.
func parts(word string) []string {
	p := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '/' })
	if len(p) < 2 {
		return nil
	}
	return p
}

// ends reports whether a clause ends after the token.
func (t token) ends() bool { return strings.ContainsAny(t.close, ",;:.!?)—") }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
