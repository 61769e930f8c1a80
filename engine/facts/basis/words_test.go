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
	var before string
	for range 50_000 {
		var text strings.Builder
		for range r.IntN(8) {
			text.WriteString(letters[r.IntN(len(letters)-r.IntN(2)*5)])
		}
		want := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text.String()), "-", " ")), " ")
		if got := Normal(text.String()); got != want {
			t.Fatalf("%q: %q, want %q", text.String(), got, want)
		}
		if got := string(AppendNormal([]byte("-"), text.String())); got != "-"+want {
			t.Fatalf("%q: %q is appended, want %q", text.String(), got, want)
		}
		if SameNormal(text.String(), before) != (want == Normal(before)) || !SameNormal(text.String(), want) {
			t.Fatalf("%q and %q: one name: %v", text.String(), before, SameNormal(text.String(), before))
		}
		for _, word := range []string{"a", "z", "za", "_"} {
			if in := strings.Contains(strings.ToLower(text.String()), word); ContainsFold(text.String(), word) != in {
				t.Fatalf("%q holds %q: %v", text.String(), word, in)
			}
		}
		before = text.String()
	}
}
