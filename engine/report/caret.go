package report

import (
	"bufio"
	"strings"

	"github.com/kpilint/kpilint/engine/source"
)

// Caret is a line of a file with a region of it marked below, for errors that are printed beside a report; "" for no line.
func Caret(line string, at source.Span) string {
	var b strings.Builder
	t := &text{Writer: bufio.NewWriter(&b)}
	t.caret(at, line, "")
	t.Flush()
	return b.String()
}
