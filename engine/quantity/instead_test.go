package quantity

import (
	"strings"
	"testing"
)

// TestAdviceIsShort holds that texts of many wrong words are refused at once: proposals are looked for so many times,
// and not for each word of each remainder. Without the limit this does not end.
func TestAdviceIsShort(t *testing.T) {
	for _, part := range []string{
		"foo ", "1.234.567 ", "pro Tag ", "5 m ", "about ", "1 000 ", "5 or ", "p.p. ", "reduce ",
		"5/6 ", "10m ", "12.500 ",
	} {
		for _, end := range []string{"5 #", "5", "12.500 pro Tag", ""} {
			text := strings.Repeat(part, (maxText-len(end))/len(part)) + end
			if _, err := Parse(text); err != nil && len(err.(*Error).Instead) > maxInstead {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}
