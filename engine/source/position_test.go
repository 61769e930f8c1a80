package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// marked are sources in which « and » stand around the value that is found at
// path. The file name says the format.
var marked = []struct{ name, path, source string }{
	{"plain", "a", "a: «50 calls/day»\n"},
	{"plain before a comment", "a", "a: «50»  # calls\n"},
	{"plain with hash and colon", "a", "a: «x#y:z»\n"},
	{"plain at the end of the file", "a", "a: «x»"},
	{"plain on the next line", "a", "a:\n  «x y»\n"},
	{"plain over lines", "a", "a: «one\n  two\n\n  three»   # no more\nb: 1\n"},
	{"plain key", "@a", "«a»: 1\n"},
	{"quoted key", "@a b", "\"x\": 1\n«'a b'» : 2\n"},
	{"equal values", "b", "a: 50\nb: «50»\nc: 50\n"},
	{"equal values in a list", "1", "- x\n- «x»\n- x\n"},
	{"single quotes", "a", "a: «'it''s # [no] comment'» # it's\n"},
	{"double quotes", "a", "a: «\"x \\\" \\\\ y\"» # \"c\"\n"},
	{"double quotes over lines", "a", "a: «\"x\n\n  y \\\n  z\"»\n"},
	{"single quotes over lines", "a", "a: «'x\n  y'»\nb: 'z'\n"},
	{"literal", "a", "a: «|\n  one\n    two\n\n  three»\n\nb: 1\n"},
	{"literal with a header", "a", "a: «|2+ # \"comment\"\n   one\n  two »\n\n\nb: 1\n"},
	{"folded", "a", "a: «>-\n  one\n  two»\nb: 1\n"},
	{"block scalar without text", "a", "a: «|+»\n\n\nb: 1\n"},
	{"block scalar at the end", "0", "- «>\n x»"},
	{"block scalar like a comment", "a", "a: «|\n  # one\n  two»\n# three\n"},
	{"flow list", "a", "a: «[1, \"]\", x]» # ]\n"},
	{"flow list over lines", "a", "a: «[1, # ]\n  2,\n  ]»\nb: 1\n"},
	{"flow map", "a", "a: «{b: {c: 1}, d: '}'}»\n"},
	{"empty flow map", "a", "a: «{ # }\n}»\n"},
	{"in a flow map", "a.b", "a: {b: «x y» , c: 1}\n"},
	{"pair in a list", "0", "[«a: b», c]\n"},
	{"pair with a map for key", "1", "[{}, «? x : y»]\n"},
	{"quoted pair", "0.a", "[\"a\":«1»]\n"},
	{"block map", "a", "a:\n  «b: 1\n  c: 2»\n\n# c\nd: 3\n"},
	{"block list", "a", "a:\n«- 1\n- 2»\nd: 3\n"},
	{"map in a list", "0", "-   «a: 1\n    b: 2»\n- 3\n"},
	{"list in a list", "0", "- «- 1\n  - 2»\n"},
	{"null without text", "a", "a:«»\nb: 1\n"},
	{"null before a comment", "a", "a :«» # c\nb: 1\n"},
	{"null in a list", "1", "- 1\n-«»\n- 2\n"},
	{"null in a flow map", "a", "{a«», b: 1}\n"},
	{"null after a colon in a flow map", "a", "{a:«» , b: 1}\n"},
	{"null of an explicit key", "a", "? a«»\n# c\n? b\n"},
	{"null with a tag", "a", "a: !!str«» # c\nb: 1\n"},
	{"null with an anchor", "a", "a: &x«»\nb: 1\n"},
	{"null with an anchor before a key with one", "a", "a: &x«» \n&x : c\n"},
	{"last null ends its map", "a", "a:\n  «b: 1\n  c:»\nd: 1\n"},
	{"tilde", "a", "a: «~»\n"},
	{"explicit key and value", "a", "? a\n: «b»\n"},
	{"map with explicit keys", "m", "m:\n  «? a\n  : b»\n"},
	{"block scalar key", "@a\n", "? «|\n  a»\n: b\n"},
	{"tag", "a", "a: !!str «5»\n"},
	{"verbatim tag", "a", "a: !<tag:yaml.org,2002:str> «5»\n"},
	{"anchor", "a", "a: &x «5»\n"},
	{"anchor and tag", "a", "a: !!str &x:y «'5'»\n"},
	{"anchored map", "a", "a: &x # c\n  «b: 1»\n"},
	{"anchored list", "a", "a: &x !!seq\n«- 1»\n"},
	{"anchored flow map", "a", "a: &x «{b: 1}»\n"},
	{"anchored map with explicit keys", "a", "a: &x\n  «? b\n  : c»\n"},
	{"anchored map with an anchored key", "a", "a: &x\n  «&y b: c»\n"},
	{"alias", "b", "a: &x 5\nb: «*x» # c\n"},
	{"alias of a map", "b", "a: &x {c: 1}\nb: «*x»\n"},
	{"child of an alias", "b.c", "a: &x {c: «1»}\nb: *x\n"},
	{"alias in a list", "b.0", "a: &x 5\nb: [«*x», 1]\n"},
	{"alias as key", "b.5", "a: &x 5\nb:\n  *x : «1»\n"},
	{"merged value", "b.c", "a: &x {c: «1»}\nb: {<<: *x, d: 1}\n"},
	{"merged key", "b.@c", "a: &x {«c»: 1}\nb:\n  d: 1\n  <<: *x\n"},
	{"written over a merged value", "b.c", "a: &x {c: 1}\nb: {<<: *x, c: «2»}\n"},
	{"first of two merged maps", "c.v", "a: &x {v: «1»}\nb: &y {v: 2, w: 3}\nc: {<<: [*x, *y]}\n"},
	{"merged from an inline map", "a.b", "a:\n  <<: {b: «1»}\n"},
	{"merge through a merge", "c.v", "a: &x {v: «1»}\nb: &y {<<: *x}\nc: {<<: *y}\n"},
	{"map with a merge", "b", "a: &x {c: 1}\nb:\n  «d: 1\n  <<: *x»\n"},
	{"non-ASCII", "é.1", "é: [日本 😀, «é»]\n"},
	{"combining", "a.1", "a: [e\u0301e\u0301, «x»]\n"},
	{"tab before a comment", "a", "a:\t«x»\t# c\n"},
	{"after a directive", "a", "%YAML 1.2\n---\na: «x»\n"},
	{"on the line of the dashes", "", "--- «x» # c\n"},
	{"list over the whole file", "", "# c\n\n«- 1\n- 2»\n\n# d\n"},
}

func TestMarkedPositions(t *testing.T) {
	for _, c := range marked {
		for _, ends := range lineEnds {
			t.Run(c.name+"/"+ends.name, func(t *testing.T) {
				source := ends.apply(c.source)
				data, want := unmark(source)
				docs, problems := Parse("x.yaml", data)
				if len(problems) > 0 || len(docs) != 1 {
					t.Fatalf("%d documents, problems %+v", len(docs), problems)
				}
				n := at(docs[0].Root, c.path)
				if n == nil || n.Span() != want {
					t.Errorf("%q is at %+v, want %+v in\n%s", c.path, n, want, source)
				}
			})
		}
	}
}

var markedJSON = []struct{ path, source string }{
	{"", "«{\"a\": 1}»"},
	{"a", "{\"a\": «1.5e3» }"},
	{"a", "{\"a\":«\"x\\\" \\u00e9 \\ud83d\\ude00\"»,\"b\":2}"},
	{"@b", "{\"é😀\": 1,\n\t«\"b\"»: 2}"},
	{"b", "{\"é😀\": 1, \"b\": «2»}"},
	{"a.1.c", "{\"a\": [{},\n {\"c\": «null»}\n]}"},
	{"a", "{\"a\": «[ 1,\n 2\n ]» }"},
	{"1", "[true, «false»]\n"},
	{"a", "{\"a\": «\"\"»}"},
}

func TestMarkedJSONPositions(t *testing.T) {
	for _, c := range markedJSON {
		for _, ends := range lineEnds {
			data, want := unmark(ends.apply(c.source))
			docs, problems := Parse("x.json", data)
			if len(problems) > 0 || len(docs) != 1 {
				t.Fatalf("%s: %d documents, problems %+v", data, len(docs), problems)
			}
			if n := at(docs[0].Root, c.path); n == nil || n.Span() != want {
				t.Errorf("%q is at %+v, want %+v in %q", c.path, n, want, data)
			}
		}
	}
}

type lineEnding struct {
	name  string
	apply func(string) string
}

var lineEnds = []lineEnding{
	{"LF", func(s string) string { return s }},
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"CR", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }},
	{"BOM", func(s string) string { return "\ufeff" + s }},
}

// unmark removes the marks and says where they were, by counting code points.
func unmark(source string) (data []byte, marked Span) {
	line, column := 1, 1
	runes := []rune(strings.TrimPrefix(source, "\ufeff"))
	for i, r := range runes {
		switch {
		case r == '«':
			marked.Line, marked.Column = line, column
		case r == '»':
			marked.EndLine, marked.EndColumn = line, column
		case r == '\n', r == '\r' && (i+1 == len(runes) || runes[i+1] != '\n'):
			line, column = line+1, 1
		default:
			column++
		}
	}
	return []byte(strings.NewReplacer("«", "", "»", "").Replace(source)), marked
}

// at walks a path of keys and indices; a last step that starts with @ is the
// key itself.
func at(n *Node, path string) *Node {
	if path == "" {
		return n
	}
	steps := strings.Split(path, ".")
	last := steps[len(steps)-1]
	if key, ok := strings.CutPrefix(last, "@"); ok {
		n, _ = n.Lookup(steps[:len(steps)-1]...)
		if f := n.Field(key); f != nil {
			return f.Key
		}
		return nil
	}
	n, rest := n.Lookup(steps...)
	if len(rest) > 0 {
		return nil
	}
	return n
}

// cut returns the text between two positions. It counts for itself.
func cut(data []byte, s Span) (text string, ok bool) {
	lines := splitLines(strings.TrimPrefix(string(data), "\ufeff"))
	if s.Line < 1 || s.EndLine > len(lines) || s.EndLine < s.Line {
		return "", false
	}
	var b strings.Builder
	for i := s.Line; i <= s.EndLine; i++ {
		line := []rune(lines[i-1])
		from, to := 0, len(line)
		if i == s.Line {
			from = s.Column - 1
		}
		if i == s.EndLine {
			to = s.EndColumn - 1
		}
		if from < 0 || to > len(line) || from > to {
			return "", false
		}
		if i > s.Line {
			b.WriteByte('\n')
		}
		b.WriteString(string(line[from:to]))
	}
	return b.String(), true
}

func splitLines(s string) []string {
	return strings.Split(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n")
}

// corpus returns whole files, by name.
func corpus(t testing.TB) map[string][]byte {
	files := map[string][]byte{}
	paths, err := filepath.Glob("testdata/acme/*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = data
	}
	for i, c := range marked {
		data, _ := unmark(c.source)
		files[fmt.Sprintf("marked-%d.yaml", i)] = data
	}
	for i, c := range markedJSON {
		data, _ := unmark(c.source)
		files[fmt.Sprintf("marked-%d.json", i)] = data
	}
	files["many.yaml"] = []byte(manyDocuments)
	files["prose.md"] = []byte("---\nkind: Role # kpilint/v1\n---\n# Title\n\nText.\n")
	return files
}

const manyDocuments = `# first: a comment with "quotes", it's [one] {odd} one
--- # second
a: 1
b: [x, 'y, #', "z"] # "
...
---

--- !!map
c: &c
  - d
  - *c2
`

func TestInvariants(t *testing.T) {
	for name, data := range corpus(t) {
		for _, ends := range lineEnds {
			t.Run(name+"/"+ends.name, func(t *testing.T) {
				changed := []byte(ends.apply(string(data)))
				docs, problems := Parse(name, changed)
				if msg := invalid(name, changed, docs, problems); msg != "" {
					t.Error(msg)
				}
			})
		}
	}
}

// A line end of another kind, or a byte order mark, changes no position.
func TestLineEndsKeepPositions(t *testing.T) {
	for name, data := range corpus(t) {
		want := positions(Parse(name, data))
		for _, ends := range lineEnds {
			got := positions(Parse(name, []byte(ends.apply(string(data)))))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s with %s:\n%s", name, ends.name, diff)
			}
		}
	}
}

func TestCommentsShiftLines(t *testing.T) {
	for name, data := range corpus(t) {
		if filepath.Ext(name) != ".yaml" || strings.HasPrefix(string(data), "%") {
			continue
		}
		const comments = "# one\n\n# \"two\n"
		docs, problems := Parse(name, append([]byte(comments), data...))
		want := positions(Parse(name, data))
		if diff := cmp.Diff(want, positionsUp(3, docs, problems)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func up(s Span, lines int) Span {
	s.Line -= lines
	s.EndLine -= lines
	return s
}

// positions writes down every node and problem.
func positions(docs []*Document, problems []Problem) string { return positionsUp(0, docs, problems) }

// positionsUp writes them down as so many lines further up.
func positionsUp(lines int, docs []*Document, problems []Problem) string {
	var b strings.Builder
	for _, d := range docs {
		fmt.Fprintf(&b, "document %d\n", d.Index)
		if d.Prose != nil {
			fmt.Fprintf(&b, "prose from line %d: %q\n", d.Prose.Line, d.Prose.Text)
		}
		walk(d.Root, func(n *Node) { fmt.Fprintf(&b, "%v %s %v %q\n", up(n.Span(), lines), n.Kind, n.Plain, n.Text) })
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "%v %s\n", up(p.Span, lines), p.Rule)
	}
	return b.String()
}

// walk visits every node once, however often it is used.
func walk(n *Node, visit func(*Node)) {
	seen := map[*Node]bool{}
	var to func(n *Node)
	to = func(n *Node) {
		if seen[n] {
			return
		}
		seen[n] = true
		visit(n)
		for _, f := range n.Fields() {
			to(f.Key)
			to(f.Value)
		}
		for _, item := range n.Items() {
			to(item)
		}
	}
	to(n)
}
