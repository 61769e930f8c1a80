package quantity

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/wording"
)

// Error says what is wrong with the text of a quantity, to the people who wrote it.
type Error struct {
	Start, End int // byte offsets in the text of the part that is wrong
	Message    string
	Instead    []string // texts to write in place of the whole one, each of which is read; none where nobody can say

	splices     []splice // what to put where, for Instead
	rule, other string   // what to do where nothing can be proposed, and what else may be done
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

func wrong(start, end int, message string) *Error {
	return &Error{Start: start, End: end, Message: message}
}

// scanner walks over the text of a quantity.
type scanner struct {
	text string
	pos  int
}

// maxText is far above any quantity, and keeps a paragraph out of messages.
const maxText = 500

// check refuses what no quantity holds, before anything looks at it closely.
func (s *scanner) check() *Error {
	if len(s.text) > maxText {
		return wrong(maxText, len(s.text), wording.AQuantityHasAtMost(maxText))
	}
	for i := 0; i < len(s.text); {
		size := 1
		if c := s.text[i]; c < ' ' || c >= 0x7f {
			r, n := utf8.DecodeRuneInString(s.text[i:])
			if size = n; r == utf8.RuneError && n == 1 {
				return wrong(i, i+1, wording.TheTextIsNotValid())
			}
			if unicode.In(r, unicode.Cc, unicode.Cf) {
				return wrong(i, i+n, wording.RemoveTheInvisibleCharacterHere(fmt.Sprintf("%U", r)))
			}
		}
		i += size
	}
	return nil
}

func (s *scanner) rest() string { return s.text[s.pos:] }

func (s *scanner) done() bool { return s.pos == len(s.text) }

// peek returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	if s.done() {
		return 0
	}
	return s.text[s.pos]
}

// eat moves past token if it comes next.
func (s *scanner) eat(token string) bool {
	if !strings.HasPrefix(s.rest(), token) {
		return false
	}
	s.pos += len(token)
	return true
}

// space moves past spaces, the non-breaking and thin ones of word processors
// included.
func (s *scanner) space() {
	for s.eat(" ") || s.peek() >= utf8.RuneSelf && (s.eat("\u00a0") || s.eat("\u202f") || s.eat("\u2009")) {
	}
}

// word returns the word that comes next, or "", and stays in front of it.
func (s *scanner) word() string {
	text, n := s.rest(), 0
	for n < len(text) {
		size := wordPart(text[n:], n == 0)
		if size == 0 {
			break
		}
		n += size
	}
	return text[:n]
}

// wordPart is how many bytes at the start of text continue a word. A hyphen
// does where more of the word follows.
func wordPart(text string, first bool) int {
	switch c := text[0]; {
	case isLetter(c) || isDigit(c) && !first:
		return 1
	case (c == '-' || c == '_') && !first && len(text) > 1:
		if isDigit(text[1]) || wordPart(text[1:], true) > 0 {
			return 1
		}
	case c >= utf8.RuneSelf:
		r, size := utf8.DecodeRuneInString(text)
		if unicode.IsLetter(r) || !first && (r == '²' || r == '³') || !first && unicode.IsMark(r) {
			return size
		}
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// chunk is the end of whatever stands here: a word, or all up to a space.
func (s *scanner) chunk() int {
	if w := s.word(); w != "" {
		return s.pos + len(w)
	}
	if i := strings.IndexAny(s.rest(), " \u00a0\u202f\u2009"); i >= 0 {
		return s.pos + i
	}
	return len(s.text)
}
