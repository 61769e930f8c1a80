package basis

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestNormal holds that the short ways give what the long one does.
func TestNormal(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	letters := []string{
		"a", "b", "Z", "0", "-", " ", "\t", "\n", "\v", "\f", "\r", "\x00", "_", "/", "é", "\u00a0", "\xc3", "İ",
	}
	for range 50_000 {
		var text strings.Builder
		for range r.IntN(8) {
			text.WriteString(letters[r.IntN(len(letters)-r.IntN(2)*5)])
		}
		want := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text.String()), "-", " ")), " ")
		if got := Normal(text.String()); got != want {
			t.Fatalf("%q: %q, want %q", text.String(), got, want)
		}
	}
}
