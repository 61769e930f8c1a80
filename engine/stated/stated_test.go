package stated_test

import (
	"os"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/stated"
)

// TestFaults holds what is found in sentences: behind "= " what is said of them, and nothing of those without it.
func TestFaults(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		text, want, _ := strings.Cut(block, "\n= ")
		var got []string
		for _, f := range stated.Faults(text) {
			got = append(got, f.Says)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, strings.Join(got, "; "), want)
		}
	}
}
