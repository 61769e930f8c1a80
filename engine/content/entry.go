package content

import (
	"bytes"
	"regexp"
	"sync"
)

// mark matches what people type at the beginning of an entry of a list where nothing else says that it is one.
var mark = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[-–—*•·◦▪▫‣⁃●○■□➢➤►✓✔]|\x{f0b7}|\x{f0a7}|[0-9]{1,3}[.)]|[a-z]\))[ \t\x{a0}]+`)
})

// Entry is how long the mark of an entry is with which a text begins: "• ", "3) "; 0 for none.
func Entry(text []byte) int {
	n := len(mark().Find(text))
	if n == len(bytes.TrimRight(text, " \t\r\n")) {
		return 0 // nothing follows
	}
	return n
}
