package xlsx

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
)

// reference matches what a formula holds: a text or a name in quotation marks, an index of a table in brackets, what
// may be the name of a cell, of columns or of rows, and other words.
var reference = regexp.MustCompile(`"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\[\]]*\]|[$]?[A-Za-z]{1,3}[$]?[0-9]{1,7}|` +
	`[$]?[A-Za-z]{1,3}:[$]?[A-Za-z]{1,3}|[$]?[0-9]{1,7}:[$]?[0-9]{1,7}|[\pL_\\][\pL\pN_.]*|[0-9][\pL\pN_.]*`)

var cellName = regexp.MustCompile(`^([$]?)([A-Za-z]{1,3})([$]?)([0-9]{1,7})$`)

// moved is a formula as it reads so many rows down and columns to the right. Names of cells follow, but for their
// parts behind $.
func moved(formula string, down, right int) string {
	var b strings.Builder
	last := 0
	for _, m := range reference.FindAllStringIndex(formula, -1) {
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

// movedName moves one name of a cell, and leaves other words as they are.
func movedName(word string, down, right int) string {
	m := cellName.FindStringSubmatch(word)
	if m == nil {
		return word
	}
	row, column := cellAt(m[2] + m[4])
	if row == 0 {
		return word
	}
	if m[1] == "" {
		column += right
	}
	if m[3] == "" {
		row += down
	}
	if row < 1 || column < 1 || column > content.MaxColumns {
		return "#REF!"
	}
	letters := strings.TrimRight(source.CellName(1, column), "1")
	return m[1] + letters + m[3] + strconv.Itoa(row)
}
