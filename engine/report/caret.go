package report

import (
	"bufio"
	"strings"

	"github.com/kpilint/kpilint/engine/source"
)

// Caret is a line of a file with a region of it marked below, for errors that are told apart from a report; "" where there is no such line.
func Caret(data []byte, at source.Span) string {
	var b strings.Builder
	t := &text{Writer: bufio.NewWriter(&b)}
	t.caret(at, source.Line(data, at.Line), "")
	t.Flush()
	return b.String()
}
