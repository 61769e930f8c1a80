package goals

import (
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
)

// repeats reports whether every telling word of a reason stands in the titles already.
func repeats(reason, titles string) bool {
	known := basis.Tokens(titles)
	telling := 0
	for _, w := range basis.Tokens(reason) {
		if slices.Contains(basis.Small, w) {
			continue
		}
		if !slices.Contains(known, w) {
			return false
		}
		telling++
	}
	return telling > 0
}
