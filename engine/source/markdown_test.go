package source

import (
	"bytes"
	"testing"
)

// frontMatterByLines finds front matter line by line.
func frontMatterByLines(data []byte) (from, to, after int) {
	isFence := func(i int) bool { return string(bytes.TrimRight(data[i:lineEnd(data, i)], " \t")) == "---" }
	first := 0
	if bytes.HasPrefix(data, bom) {
		first = len(bom)
	}
	if !isFence(first) {
		return -1, -1, -1
	}
	from = afterLine(data, first)
	for i := from; i < len(data); i = afterLine(data, i) {
		if isFence(i) {
			return from, i, afterLine(data, i)
		}
	}
	return from, len(data), -1
}

// FuzzFrontMatter holds that goldmark finds front matter where it stands, whatever the line ends.
func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{
		"", "---", "---\na: 1\n---\ntext", "---\r\na: 1\r\n---\r\ntext", "---\ra: 1\r---\rtext", "---\r\r\n---\n\r",
		"\ufeff---\na\n--- \t\n",
		"\ufeff\ufeff---\n---\n", "---\na\n", "--- x\n---\n", " ---\n---\n", "+++\n+++\n", "---\n...\n",
		"---\r---", "\r---\r---\r", "---\na \r---",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		from, to, after := frontMatter(data)
		if a, b, c := frontMatterByLines(data); from != a || to != b || after != c {
			t.Errorf("%q: %d %d %d, want %d %d %d", data, from, to, after, a, b, c)
		}
	})
}
