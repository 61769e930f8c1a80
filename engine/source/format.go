package source

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// A Layout says in which order the keys of a map are written.
type Layout interface {
	// Rank says where a key stands: those of a lower rank first, those of one rank as they are written.
	Rank(key string) int
	// Of is the layout of the value of a key, or of an entry of a list, whose key is "". Nil leaves keys where they are.
	Of(key string, value *Node) Layout
}

// Format writes a file in the one canonical way: keys in the order of their layout, two spaces for each level, lists indented below their
// key, one space after a colon and before a comment, at most one empty line at a time and none where a block begins. Quotes, line ends,
// numbers, comments and the order of lists stay as they are, and so does whether a
// collection in brackets takes one line, or several and then one for each element.
//
// layout tells the documents to format: those for which it returns nil stay byte for byte, as does the text of a Markdown file. The
// result reads as the file did; it is the file itself, beside a problem, where that cannot be had.
func Format(file string, data []byte, layout func(root *Node) Layout) ([]byte, []Problem) {
	t := newText(file, data)
	t.keeps = true
	if !t.safe() {
		return data, t.problems
	}
	f := &formatter{text: t, eol: "\n", layout: layout, kept: -1}
	if i := lineEnd(data, 0); i < len(data) {
		f.eol = string(data[i:afterLine(data, i)])
	}
	f.out = append(f.out, data[:t.lines[0]]...)
	switch LanguageOf(file) {
	case JSON:
		f.json()
	case Markdown:
		from, to, after := frontMatter(data)
		if from < 0 {
			return data, nil
		}
		if f.old = t.markdown(from, to, after); len(t.problems) == 0 {
			f.out = append(f.out, data[t.lines[0]:from]...)
			f.yaml(from, to)
			f.out = append(f.out, data[to:]...)
		}
	default:
		if f.old = t.yaml(int(t.lines[0]), len(data)); len(t.problems) == 0 {
			f.yaml(int(t.lines[0]), len(data))
		}
	}
	if len(t.problems) > 0 {
		return data, t.problems
	}
	if f.lost() {
		t.problem(int(t.lines[0]), int(t.lines[0]), wording.ThisFileCannotBeFormatted())
		return data, t.problems
	}
	return f.out, nil
}

// A formatter writes what a text holds.
type formatter struct {
	*text
	layout   func(*Node) Layout
	eol      string
	old      []*Document
	comments []interval // of the part that is written, in order
	next     int        // the first that is not placed
	kept     int        // where the last block scalar ends, with the empty lines that belong to it
	out      []byte
}

// lost reports whether the result would read otherwise than the file does, or miss a comment.
func (f *formatter) lost() bool {
	docs, problems := Parse(f.file, f.out)
	if len(problems) > 0 || len(docs) != len(f.old) || !slices.Equal(f.remarks(), remarksOf(f.file, f.out)) {
		return true
	}
	for i, d := range docs {
		if !same(d.Root, f.old[i].Root) {
			return true
		}
	}
	return false
}

// remarks are the texts of all comments, sorted.
func (t *text) remarks() []string {
	var all []string
	for _, c := range t.remarked(int(t.lines[0]), len(t.data)) {
		all = append(all, strings.TrimRight(string(t.data[c.from:c.to]), " \t"))
	}
	slices.Sort(all)
	return all
}

func remarksOf(file string, data []byte) []string {
	if strings.EqualFold(filepath.Ext(file), ".json") {
		return nil
	}
	t := newText(file, data)
	t.keeps = true
	if from, to, after := frontMatter(data); after >= 0 && strings.HasPrefix(strings.ToLower(filepath.Ext(file)), ".m") {
		t.markdown(from, to, after)
		return t.remarks()
	}
	t.yaml(int(t.lines[0]), len(data))
	return t.remarks()
}

// remarked returns the YAML comments between two bytes that start lines.
func (t *text) remarked(from, to int) []interval {
	sort.Slice(t.scalars, func(i, j int) bool { return t.scalars[i].from < t.scalars[j].from })
	var all []interval
	for at := from; at < to; at = afterLine(t.data, at) {
		if end := lineEnd(t.data, at); t.commentStart(at, end) >= 0 {
			all = append(all, interval{t.commentStart(at, end), end})
		}
	}
	return all
}

// same reports whether two values say the same, in whatever order their keys stand.
func same(a, b *Node) bool {
	if a.Kind != b.Kind || a.Text != b.Text || a.Plain != b.Plain || len(a.Fields()) != len(b.Fields()) || len(a.Items()) != len(b.Items()) {
		return false
	}
	for i := range a.Items() {
		if !same(a.Items()[i], b.Items()[i]) {
			return false
		}
	}
	for _, field := range a.Fields() {
		if other := b.Get(field.Key.Text); other == nil || !same(field.Value, other) {
			return false
		}
	}
	return true
}

// yaml writes the documents between two bytes that start lines.
func (f *formatter) yaml(from, to int) {
	f.comments = f.remarked(from, to)
	y := &yamlReader{text: f.text}
	at := from
	for _, d := range f.old {
		layout := f.layout(d.Root)
		begin := f.contentStart(at, int(d.Root.start))
		end := min(y.marker(afterLine(f.data, max(begin, int(d.Root.end)-1))), to)
		if layout == nil {
			begin = int(f.lines[f.lineOf(begin)-1])
			f.between(at, begin)
			f.out = append(f.out, f.data[begin:end]...)
			f.pass(end)
		} else {
			f.between(at, begin)
			f.document(d.Root, layout, begin, end)
		}
		at = end
	}
	f.between(at, to)
}

// contentStart returns where a document begins whose value is given: after its `---`, or where the search begins.
func (f *formatter) contentStart(at, value int) int {
	begin := at
	for i := at; i < len(f.data) && i <= value; i = afterLine(f.data, i) {
		switch end := lineEnd(f.data, i); {
		case isMarker(f.data, i, "---") && value <= end:
			begin = i + len("---")
		case isMarker(f.data, i, "---"), isMarker(f.data, i, "..."), f.data[i] == '%':
			begin = afterLine(f.data, i)
		}
	}
	return begin
}

// between writes what stands around documents: markers, directives and comments.
func (f *formatter) between(from, to int) {
	blank, marked := false, true // whether an empty line waits; whether the line before was a marker, or none was
	for i := from; i < to; i = afterLine(f.data, i) {
		line := bytes.TrimSpace(f.data[i:min(lineEnd(f.data, i), to)])
		if len(line) == 0 {
			blank = true
			continue
		}
		marker := line[0] != '#'
		if blank && !marked && !marker {
			f.out = append(f.out, f.eol...)
		}
		blank, marked = false, marker
		if word, remark, ok := bytes.Cut(line, []byte(" #")); ok && marker {
			line = fmt.Appendf(nil, "%s #%s", bytes.TrimSpace(word), remark)
		}
		f.out = append(append(f.out, line...), f.eol...)
	}
	f.pass(to)
}

// pass leaves comments behind that are written.
func (f *formatter) pass(to int) {
	for f.next < len(f.comments) && f.comments[f.next].from < to {
		f.next++
	}
}
