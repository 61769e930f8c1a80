package source

import (
	"bytes"
	"strings"
)

// parseMarkdown reads the front matter of a Markdown file. Without one the
// file is none of ours. Markdown is full of files that are none of ours and
// still start with a rule or somebody else's front matter, so what is wrong
// with it is only reported when it speaks of us.
func parseMarkdown(file string, data []byte) ([]*Document, []Problem) {
	from, to, after := frontMatter(data)
	if from < 0 {
		return nil, nil
	}
	t := newText(file, data)
	documents := t.markdown(from, to, after)
	if !bytes.Contains(data[from:to], []byte("kpilint/")) {
		return documents, nil
	}
	return documents, t.problems
}

// frontMatter returns where the text between the two lines `---` starts and
// ends, and where the text after them starts: negative when the second line
// is missing. from is negative when the first one is.
func frontMatter(data []byte) (from, to, after int) {
	first := 0
	if bytes.HasPrefix(data, bom) {
		first = len(bom)
	}
	if !isFence(data, first) {
		return -1, -1, -1
	}
	from = afterLine(data, first)
	for i := from; i < len(data); i = afterLine(data, i) {
		if isFence(data, i) {
			return from, i, afterLine(data, i)
		}
	}
	return from, len(data), -1
}

func isFence(data []byte, i int) bool {
	return string(bytes.TrimRight(data[i:lineEnd(data, i)], " \t")) == "---"
}

func (t *text) markdown(from, to, after int) []*Document {
	if !t.safe() {
		return nil
	}
	if after < 0 {
		t.problem(int(t.lines[0]), from, "the front matter that starts here is never closed: add a line --- after it")
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
