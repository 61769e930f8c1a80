package source

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/wording"
)

// What a file may ask of us. Definitions stay far below; what lies above is a
// mistake, or meant to keep us busy.
const (
	maxSize       = 1 << 20 // bytes of a file
	maxScalar     = 64 << 10
	maxDepth      = 64      // maps and lists inside each other
	maxNodes      = 200_000 // values of a file, aliases counted as if written out
	maxDirectives = 8       // lines that start with %
	maxNumber     = 64      // characters
	maxExponent   = 100
)

// safe checks what holds for a file of any format and reports what does not.
func (t *text) safe() bool {
	switch {
	case len(t.data) > maxSize:
		t.problem(0, 0, wording.TheFileIsLargerThan(maxSize))
	case bytes.HasPrefix(t.data, []byte("\xff\xfe")), bytes.HasPrefix(t.data, []byte("\xfe\xff")):
		t.problem(0, 0, wording.TheFileIsUtf16())
	default:
		return t.checkEncoding()
	}
	return false
}

// checkEncoding refuses what is no UTF-8, and control characters, which nobody sees.
func (t *text) checkEncoding() bool {
	if t.holds&unusual == 0 {
		return true
	}
	for i := int(t.lines[0]); i < len(t.data); {
		c := t.data[i]
		if c >= 0x20 && c < 0x7f || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(t.data[i:])
		if r == utf8.RuneError && size == 1 {
			t.problem(i, i, wording.Byte0xIsNotUtf(fmt.Sprintf("%02X", c)))
			return false
		}
		if r < 0x20 {
			t.problemAt(i, wording.ControlCharacterUIsNot(fmt.Sprintf("%04X", r)))
			return false
		}
		i += size
	}
	return true
}

// safeYAML refuses the characters on which YAML readers disagree: whether they
// end a line, and with it a comment, or belong to a key.
func (t *text) safeYAML(from, to int) bool {
	for i := from; i < to && t.holds&unusual != 0; i += charLen(t.data[i:]) {
		if t.data[i] < 0x7f {
			continue
		}
		if r, _ := utf8.DecodeRune(t.data[i:]); unsafeInYAML(r) {
			t.problemAt(i, wording.TheInvisibleCharacterUIs(fmt.Sprintf("%04X", r)))
			return false
		}
	}
	return t.fewDirectives(from, to)
}

func unsafeInYAML(r rune) bool {
	return r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff
}

// fewDirectives counts lines that start with %: they take a YAML parser
// quadratic time.
func (t *text) fewDirectives(from, to int) bool {
	count := 0
	for _, start := range t.lines {
		i := int(start)
		if i < from || i >= to || t.data[i] != '%' {
			continue
		}
		if count++; count > maxDirectives {
			t.problemAt(i, wording.MoreThanLinesStartWith(maxDirectives))
			return false
		}
	}
	return true
}

func (t *text) shortEnough(start, end int, s string) bool {
	if len(s) <= maxScalar {
		return true
	}
	t.problem(start, end, wording.AValueOfBytesIs(len(s), maxScalar))
	return false
}
