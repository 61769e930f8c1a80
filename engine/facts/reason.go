package facts

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
)

// small words say nothing of their own in a reason.
var small = strings.Fields("a an and are as be because by for from helps help in is it its it's more of on our " +
	"supports support that the their them this to us we will with which directly so")

// repeats reports whether every telling word of a reason stands in the titles already.
func repeats(reason, titles string) bool {
	known := tokens(titles)
	telling := 0
	for _, w := range tokens(reason) {
		if slices.Contains(small, w) {
			continue
		}
		if !slices.Contains(known, w) {
			return false
		}
		telling++
	}
	return telling > 0
}

func tokens(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
	for i, w := range words {
		words[i] = quantity.Singular(w)
	}
	return words
}
