package xlsx

import (
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
)

// reference matches what a formula holds: a text or a name in quotation marks, an index of a table in brackets, what
// may be the name of a cell, of columns or of rows, and other words.
var reference = content.Pattern(`"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\[\]]*\]|[$]?[A-Za-z]{1,3}[$]?[0-9]{1,7}|` +
	`[$]?[A-Za-z]{1,3}:[$]?[A-Za-z]{1,3}|[$]?[0-9]{1,7}:[$]?[0-9]{1,7}|[\pL_\\][\pL\pN_.]*|[0-9][\pL\pN_.]*`)

var cellName = content.Pattern(`^([$]?)([A-Za-z]{1,3})([$]?)([0-9]{1,7})$`)

// moved is a formula as it reads so many rows down and columns to the right. Names of cells follow, but for their
// parts behind $.
func moved(formula string, down, right int) string {
	var b strings.Builder
	last := 0
	for _, m := range reference.Get().FindAllStringIndex(formula, -1) {
		b.WriteString(formula[last:m[0]])
		last = m[1]
		word := formula[m[0]:m[1]]
		if last < len(formula) && (formula[last] == '(' || formula[last] == '!' || isWord(formula[last])) {
			b.WriteString(word) // a function, a sheet, or the beginning of a longer name
			continue
		}
		b.WriteString(movedName(word, down, right))
	}
	b.WriteString(formula[last:])
	return b.String()
}

func isWord(c byte) bool {
	return isLetter(c) || '0' <= c && c <= '9' || c == '_' || c == '.' || c >= 0x80
}

// movedName moves one name of a cell, of columns or of rows, and leaves other words as they are.
func movedName(word string, down, right int) string {
	if first, last, ok := strings.Cut(word, ":"); ok && isName(first) && isName(last) {
		return movedPart(first, down, right) + ":" + movedPart(last, down, right)
	}
	m := cellName.Get().FindStringSubmatch(word)
	if m == nil {
		return word
	}
	column, row := movedPart(m[1]+m[2], 0, right), movedPart(m[3]+m[4], down, 0)
	if column == outside || row == outside {
		return outside
	}
	return column + row
}

const outside = "#REF!"

// isName reports whether a word is the name of a column or a row: C, $C, 3.
func isName(word string) bool {
	word = strings.TrimPrefix(word, "$")
	return word != "" && (strings.Trim(word, "0123456789") == "" || strings.IndexFunc(word, func(r rune) bool {
		return r > 0x7f || !isLetter(byte(r))
	}) < 0)
}

// movedPart moves the name of a column or a row, unless it stands behind $.
func movedPart(name string, down, right int) string {
	if strings.HasPrefix(name, "$") {
		return name
	}
	if row, err := strconv.Atoi(name); err == nil {
		if row += down; row < 1 || row > content.MaxRows {
			return outside
		}
		return strconv.Itoa(row)
	}
	_, column := cellAt(name + "1")
	if column += right; column < 1+right || column < 1 || column > content.MaxColumns {
		return outside
	}
	return strings.TrimRight(source.CellName(1, column), "1")
}
