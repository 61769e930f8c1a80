// Package charset turns the bytes of a file of text into UTF-8 with lines that end in LF or CRLF. It decides on what
// is in the file, and says what it found.
package charset

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// ErrBinary is what Decode returns for bytes that are not text.
var ErrBinary = errors.New(wording.TheFileIsNoText())

// Decode returns a text in UTF-8, without a byte order mark and without control characters but tabs and line ends, and
// how it was read. Where the file is UTF-8, each of its bytes is one of the result. Lines and columns are the same in
// both. A file that is too large is refused.
func Decode(data []byte) ([]byte, []content.Note, error) {
	if err := content.FitsFile(data); err != nil {
		return nil, nil, err
	}
	text, notes, err := unicodeOf(data)
	if err != nil {
		return nil, nil, err
	}
	text, ends := plain(text)
	return text, append(notes, ends...), nil
}

// unicodeOf returns the letters of a file as UTF-8.
func unicodeOf(data []byte) ([]byte, []content.Note, error) {
	if order, mark := sixteen(data); order != nil {
		text, err := fromSixteen(data[mark:], order)
		return text, said(wording.TheFileIsUtf16Text()), err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if controls(data) {
		return nil, nil, ErrBinary
	}
	whole, broken, first := validity(data)
	switch {
	case broken == 0:
		return data, nil, nil
	case whole > broken:
		line := 1 + bytes.Count(data[:first], []byte("\n"))
		text := bytes.ToValidUTF8(data, []byte("\ufffd"))
		return text, said(wording.TheFileIsUtf8(count(broken, "byte"), line)), nil
	}
	text, note := fromTable(data, first)
	return text, said(note), nil
}

func said(text string) []content.Note { return []content.Note{{Text: text}} }

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// sixteen tells UTF-16 by its mark, or by the zero bytes that letters of Latin have in it, and the length of its
// mark.
func sixteen(data []byte) (order func([]byte) uint16, mark int) {
	little := func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }
	big := func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 }
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return little, 2
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return big, 2
	}
	sample := data[:min(len(data), 4096)&^1]
	var zero [2]int
	for i, c := range sample {
		if c == 0 {
			zero[i%2]++
		}
	}
	pairs := len(sample) / 2
	switch {
	case pairs < 4:
		return nil, 0
	case zero[0] == 0 && zero[1] > pairs*3/4:
		return little, 0
	case zero[1] == 0 && zero[0] > pairs*3/4:
		return big, 0
	}
	return nil, 0
}

func fromSixteen(data []byte, order func([]byte) uint16) ([]byte, error) {
	text := make([]byte, 0, len(data))
	for i := 0; i+1 < len(data); i += 2 {
		r := rune(order(data[i:]))
		if utf16.IsSurrogate(r) && i+3 < len(data) {
			if both := utf16.DecodeRune(r, rune(order(data[i+2:]))); both != unicode.ReplacementChar {
				r = both
				i += 2
			}
		}
		text = utf8.AppendRune(text, r)
	}
	if controls(text) {
		return nil, ErrBinary
	}
	return text, nil
}

// controls reports whether a text has a zero byte, or more control characters than a text can have.
func controls(text []byte) bool {
	n := 0
	for _, c := range text {
		if c == 0 {
			return true
		}
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' {
			n++
		}
	}
	return n > 8+len(text)/100
}

// validity counts the letters of several bytes that are UTF-8, the bytes that are not, and where the first of those
// is.
func validity(data []byte) (whole, broken, first int) {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			if broken == 0 {
				first = i
			}
			broken++
		} else {
			whole++
		}
		i += size
	}
	return whole, broken, first
}

// tables are the encodings of one byte a letter in which office programs write, those of today before older ones.
var tables = []struct {
	name  wording.Text
	table *charmap.Charmap
}{
	{wording.Windows1252, charmap.Windows1252},
	{wording.MacintoshCharset, charmap.Macintosh},
	{wording.CodePage850, charmap.CodePage850},
}

// fromTable reads a file of one byte a letter by the table that gives the most usual letters.
func fromTable(data []byte, first int) ([]byte, string) {
	best, most := 0, -1<<31
	for i := range tables {
		if n := usual(data, tables[i].table); n > most {
			best, most = i, n
		}
	}
	text := make([]byte, 0, len(data)+len(data)/16)
	for _, c := range data {
		text = utf8.AppendRune(text, tables[best].table.DecodeByte(c))
	}
	line := 1 + bytes.Count(data[:first], []byte("\n"))
	return text, wording.TheFileIsNotUtf(tables[best].name(), fmt.Sprintf("%02X", data[first]), line,
		fmt.Sprintf("%q", tables[best].table.DecodeByte(data[first])))
}

// inWords are letters of the languages of Western Europe beyond ASCII, and besideWords the signs that stand at words
// and numbers. They tell the tables apart: in each of them, the bytes of such letters in another one are rare signs.
var (
	inWords     = letters("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ’")
	besideWords = letters("“”‘’„«»‹›–—…•€£§°©®™¿¡ºª·±≥≤²³½¼¾µ\u00a0\u202f")
)

func letters(list string) map[rune]bool {
	all := map[rune]bool{}
	for _, r := range list {
		all[r] = true
	}
	return all
}

// usual counts how many bytes beyond ASCII are usual where they stand, less those that are not.
func usual(data []byte, table *charmap.Charmap) int {
	n := 0
	for i, c := range data {
		if c < utf8.RuneSelf {
			continue
		}
		before, after := i > 0 && isLetter(data[i-1]), i+1 < len(data) && isLetter(data[i+1])
		r := table.DecodeByte(c)
		switch {
		case r == utf8.RuneError || unicode.IsControl(r):
			n -= 4
		case inWords[r] && unicode.IsUpper(r) && before && data[i-1] >= 'a': // QuŽ
			n -= 2
		case inWords[r] && (before || after), besideWords[r] && (!before || !after):
			n++
		case besideWords[r]:
			n--
		case !inWords[r]:
			n -= 2
		}
	}
	return n
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= utf8.RuneSelf }

// plain puts LF in the place of a lone CR, and a blank in that of other control characters.
func plain(text []byte) ([]byte, []content.Note) {
	var notes []content.Note
	copied := false
	write := func(i int, c byte) {
		if !copied {
			text, copied = bytes.Clone(text), true
		}
		text[i] = c
	}
	feeds, returns := 0, 0
	for i, c := range text {
		switch {
		case c == '\n':
			feeds++
		case c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			returns++
			write(i, '\n')
		case c < ' ' && c != '\t' && c != '\r' || c == 0x7f:
			write(i, ' ')
		}
	}
	if returns > 0 && feeds == 0 {
		notes = append(notes, content.Note{Text: wording.ItsLinesEndInCr()})
	}
	return text, notes
}
