package nearest

import (
	"runtime"
	"strings"
	"testing"
)

// TestLetters holds how wrong letters are counted.
func TestLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"target", "target", 0}, {"target", "Target", 1},
		{"target", "tagret", 1}, {"target", "tragte", 4}, {"ab", "ba", 1}, {"abc", "cba", 2}, {"abcd", "badc", 3},
		{"lead", "deal", 2}, {"call", "calls", 1}, {"fär", "frä", 1}, {"mån", "mon", 1}, {"漢字", "字漢", 1},
		{"äb", "éb", 1}, {"a\xff", "\xffa", 1},
	} {
		for _, got := range []int{Letters(c.a, c.b), Letters(c.b, c.a)} {
			if got != c.want {
				t.Errorf("Letters(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
			}
		}
		if Within(c.a, c.b, c.want-1) || !Within(c.a, c.b, c.want) || !Within(c.a, c.b, c.want+1) {
			t.Errorf("Within(%q, %q) does not end at %d", c.a, c.b, c.want)
		}
	}
}

// TestAnagram holds that the order of letters does not count, and their number does.
func TestAnagram(t *testing.T) {
	names := []string{"error", "warning", "info", "off"}
	for word, want := range map[string]string{"wraning": "warning", "info": "info", "foin": "info", "of": "", "": ""} {
		if got := Anagram(word, names); got != want {
			t.Errorf("Anagram(%q) = %q, want %q", word, got, want)
		}
	}
}

// TestLongWordsAreNotCompared holds that a stranger's word which is far too long for the known one costs no more than
// its length: none of the rows in which letters are compared is made for it.
func TestLongWordsAreNotCompared(t *testing.T) {
	known := []string{strings.Repeat("known", 20), "target"}
	long := strings.Repeat("n", 1_000_000)
	for name, compare := range map[string]func(){
		"Within": func() { Within(long, known[0], 2) },
		"Word":   func() { Word(long, known, Few) },
		"Name":   func() { Name(long, []string{strings.Repeat("k", 400_000)}) },
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		compare()
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%s allocated %d bytes for a word of %d", name, n, len(long))
		}
	}
}
