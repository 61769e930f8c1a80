package stated

import (
	"os"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/quantity"
)

// TestTwoNumbers holds that no text is left out in which two numbers would be read.
func TestTwoNumbers(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := strings.Split(string(data), "\n")
	for _, w := range quantity.Numerals(2, 90) {
		texts = append(texts, w+" rooms and half a Million beds", strings.ToUpper(w)+" rooms, a dozen beds")
	}
	for _, text := range texts {
		for _, said := range strings.SplitAfter(text, ". ") {
			if read := numbersOf(said); len(read) >= 2 && !twoNumbers(said) {
				t.Errorf("%q is left out, and holds %d numbers", said, len(read))
			}
		}
	}
	for _, none := range []string{"", "Nobody counts each call.", "One call each.", "Content of 12", "a tennis team"} {
		if twoNumbers(none) {
			t.Errorf("%q is taken for a text with two numbers", none)
		}
	}
}
