package frontmatter

import (
	"bytes"
	"strings"
	"testing"
)

// byLines finds front matter line by line, without goldmark.
func byLines(data []byte, style Style) *Matter {
	lines := bytes.SplitAfter(data, []byte("\n"))
	trimmed := func(i int) string { return strings.TrimRight(string(lines[i]), blanks) }
	fence := trimmed(0)
	if fence != "---" && (style == Dashes || fence != "+++") {
		return nil
	}
	m := &Matter{From: len(lines[0]), To: len(data), After: len(data)}
	at := m.From
	for i := 1; i < len(lines); i++ {
		next := at + len(lines[i])
		if len(lines[i]) > 0 && (trimmed(i) == fence || style == Any && trimmed(i) == "...") {
			m.To, m.After, m.Closed = at, next, true
			break
		}
		at = next
	}
	return m
}

func check(t *testing.T, data []byte) {
	t.Helper()
	for _, style := range []Style{Dashes, Any} {
		got, want := Find(data, style), byLines(data, style)
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%q in style %d: %+v, want %+v", data, style, got, want)
		}
	}
}

var seeds = []string{
	"", "-", "---", "---\n", "--- \t\r\n", "---\n---", "---\n---\n", "---\na: 1\n---\ntext\n",
	"---\r\na: 1\r\n---\r\ntext", "\n---\na: 1\n---\n", " ---\na\n---\n", "----\n---\n", "---\n ---\n----\n--- x\n---\n",
	"+++\na = 1\n+++\ntext", "+++\na\n---\n+++\n", "---\na\n...\nb", "---\n\n\n\n---\n---\na\n---\n",
	"---\n# a\n- b\n    c\n> d\n```\n---\n```\n", "---\na\x00b\n\xff\n---\n\x00", "\t---\n", "---\n\t---\n",
	"***\n---\n", "---\n<!--\n---\n-->", "---\n---\n---\n---\n",
	"...\n---\n", "---\n+++\n", "-+-\n---\n",
}

func TestFind(t *testing.T) {
	for _, s := range seeds {
		check(t, []byte(s))
	}
}

// TestStops holds that what stands below front matter costs nothing.
func TestStops(t *testing.T) {
	short := []byte("---\na: 1\n---\n")
	long := append(bytes.Clone(short), strings.Repeat("- a\n> b\n\n", 100_000)...)
	count := func(data []byte) float64 { return testing.AllocsPerRun(10, func() { Find(data, Any) }) }
	if a, b := count(short), count(long); a != b {
		t.Errorf("%.0f allocations without a text below, and %.0f with one", a, b)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data) })
}

func BenchmarkFind(b *testing.B) {
	for name, data := range map[string][]byte{
		"definition": []byte("---\n" + strings.Repeat("key: value\n", 40) + "---\n" +
			strings.Repeat("You make 50 calls a day.\n", 100)),
		"large": []byte("---\n" + strings.Repeat("key: value\n", 40_000) + "---\n"),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Find(data, Dashes)
			}
		})
		b.Run(name+"-by-lines", func(b *testing.B) {
			for b.Loop() {
				byLines(data, Dashes)
			}
		})
	}
}
