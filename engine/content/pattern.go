package content

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first asked for: a run that meets no document pays for
// none.
func Pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
