package source

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Files of the largest size that are made to keep a reader busy. Each is read
// in well under a second; the test only fails on what grows quadratically.
func TestHostileFiles(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, (maxSize-100)/len(s)) }
	numbered := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < maxSize-100; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, source := range map[string]string{
		"failing documents":   fill("---\n[\n"),
		"empty documents":     fill("---\n"),
		"one long line":       "é: [" + fill("é, ") + "x]\n",
		"many keys":           numbered("k%d: 1\n"),
		"many flow keys":      "{" + numbered("é%d: 1, ") + "}",
		"equal keys":          fill("k: 1\n"),
		"explicit keys":       fill("? a\n"),
		"comments":            fill("# c\n"),
		"empty items":         fill("-\n"),
		"anchors":             numbered("- &a%d x\n"),
		"aliases":             "- &a x\n" + fill("- *a\n"),
		"merges":              "a: &a {" + numbered("k%d: 1, ")[:400_000] + "k: 1}\nb: [" + strings.Repeat("{<<: *a},\n", 60_000) + "]\n",
		"open quote":          "a: \"" + fill("x\n"),
		"tags":                fill("- !!str x\n"),
		"broken tags":         fill("- !x x\n"),
		"nested and repeated": fill("- [[[[[[[[[]]]]]]]]]\n"),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			Parse("x.yaml", []byte(source))
			took := time.Since(began)
			t.Log(took.Round(time.Millisecond))
			if took > time.Minute {
				t.Errorf("takes %v", took)
			}
		})
	}
}
