package source

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content/markdown/frontmatter"
	"github.com/kpilint/kpilint/engine/wording"
)

// parseMarkdown reads the front matter of a Markdown file. Without one the
// file is none of ours. Markdown is full of files that are none of ours and
// still start with a rule or somebody else's front matter, so what is wrong
// with it is only reported when it speaks of us.
func parseMarkdown(file string, data []byte) ([]*Document, []Problem) {
	from, to, after := frontMatter(data)
	t := newText(file, data)
	if from < 0 {
		t.misplaced(0)
		return nil, t.problems
	}
	documents := t.markdown(from, to, after)
	if !bytes.Contains(data[from:to], []byte("kpilint/")) {
		t.problems = nil
	}
	if after > 0 {
		t.misplaced(after)
	}
	return documents, t.problems
}

// ourVersion is a line by which a block says that it is ours.
var ourVersion = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^["']?apiVersion["']?[ \t]*:[ \t]*["']?kpilint/`)
})

// misplaced reports the first block of ours from a byte on that stands outside of the front matter, where nobody reads
// it. What is shown as code is an example.
func (t *text) misplaced(from int) {
	if !bytes.Contains(t.data[from:], []byte("kpilint/")) {
		return
	}
	text := withoutCode(string(t.data[from:]))
	blank(text, htmlComment())
	found := ourVersion().FindIndex(text)
	if found == nil || !t.safe() {
		return
	}
	at := from + found[0]
	if from > 0 {
		t.problem(at, lineEnd(t.data, at), wording.OnlyTheFrontMatterAt())
		return
	}
	t.problem(at, lineEnd(t.data, at), wording.ThisIsNotReadFront())
}

// frontMatter returns where the text between the two lines `---` starts and
// ends, and where the text after them starts: negative when the second line
// is missing. from is negative when the first one is.
func frontMatter(data []byte) (from, to, after int) {
	first := 0
	if bytes.HasPrefix(data, bom) {
		first = len(bom)
	}
	m := frontmatter.Find(withUnixBreaks(data[first:]), frontmatter.Dashes)
	switch {
	case m == nil:
		return -1, -1, -1
	case !m.Closed:
		return first + m.From, len(data), -1
	}
	return first + m.From, first + m.To, first + m.After
}

// withUnixBreaks is data in which a "\r" that ends a line by itself is a "\n", as Markdown knows it.
func withUnixBreaks(data []byte) []byte {
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	data = bytes.Clone(data)
	for i, c := range data {
		if c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			data[i] = '\n'
		}
	}
	return data
}

func (t *text) markdown(from, to, after int) []*Document {
	if !t.safe() {
		return nil
	}
	if after < 0 {
		t.problem(int(t.lines[0]), from, wording.TheFrontMatterThatStarts())
		return nil
	}
	documents := t.yaml(from, to)
	if len(documents) > 0 {
		documents[0].Prose = &Prose{Text: unixLines(t.data[after:]), Line: t.lineOf(after)}
		documents[0].Comments = append(documents[0].Comments, documents[0].Prose.Comments()...)
	}
	return documents
}

// unixLines returns data with "\n" for every line end.
func unixLines(data []byte) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
}
