package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree writes a value as one line, without its places.
func tree(n *Node) string {
	switch n.Kind {
	case Map:
		var b strings.Builder
		for i, f := range n.Fields() {
			fmt.Fprintf(&b, "%s%s: %s", comma(i), f.Key.Text, tree(f.Value))
		}
		return "{" + b.String() + "}"
	case List:
		var b strings.Builder
		for i, item := range n.Items() {
			b.WriteString(comma(i) + tree(item))
		}
		return "[" + b.String() + "]"
	}
	return fmt.Sprintf("%s %q", n.Kind, n.Text)
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ", "
}

func trees(docs []*Document) string {
	var lines []string
	for _, d := range docs {
		lines = append(lines, tree(d.Root))
	}
	return strings.Join(lines, "\n")
}

func TestPlainScalars(t *testing.T) {
	kinds := map[Kind]string{
		Null:   "~ null Null NULL",
		Bool:   "true True TRUE false False FALSE",
		Number: "0 -0 7 50 1.10 -2.5 1e3 1E-3 0.5e+10 1e100 " + strings.Repeat("1", 64),
		String: "no yes on off No Y n 0o17 0x1F 0b1 1_000 007 010 08 -01 +5 .5 5. 1e 1e+ 1e101 1e-101 1e99999999999999999999 " +
			"2026-01-31 12:30 190:20:30 .nan .inf -.inf nULL tRUE 50% 1,000 <<x << - " + strings.Repeat("1", 65),
	}
	for kind, words := range kinds {
		for _, w := range strings.Fields(words) {
			docs, problems := Parse("x.yaml", []byte("a: ["+w+"]\nb: '"+w+"'\n"))
			if w == "-" || w == "1,000" {
				docs, problems = Parse("x.yaml", []byte("a: [\""+w+"\"]\nb: '"+w+"'\n"))
			}
			if len(problems) > 0 || len(docs) != 1 {
				t.Fatalf("%s: %d documents, %+v", w, len(docs), problems)
			}
			if n := at(docs[0].Root, "a.0"); n.Kind != kind || n.Text != w {
				t.Errorf("%s is %s %q, want %s", w, n.Kind, n.Text, kind)
			}
			if n := at(docs[0].Root, "b"); n.Kind != String || n.Plain || n.Text != w {
				t.Errorf("quoted %s is %s %q", w, n.Kind, n.Text)
			}
		}
	}
}

func TestTrees(t *testing.T) {
	cases := []struct{ source, want string }{
		{"", ""},
		{"# only a comment\n", ""},
		{"---\n---\n# c\n---\na: 1\n---\n...\n", `{a: number "1"}`},
		{"--- ~\n", `null "~"`},
		{"a: 1\n--- # c\nb: 2\n...\n%YAML 1.2\n---\nc: 3\n", "{a: number \"1\"}\n{b: number \"2\"}\n{c: number \"3\"}"},
		{"--- a\n%YAML 1.2\n", `text "a %YAML 1.2"`},
		{"a: !!str 5\nb: !!int '5'\nc: ! 5\nd: !!str\n", `{a: text "5", b: number "5", c: text "5", d: text ""}`},
		{"a: &x {b: 1}\nc: *x\n", `{a: {b: number "1"}, c: {b: number "1"}}`},
		{"a: &x [1]\na2: &x [2]\nc: *x\n", `{a: [number "1"], a2: [number "2"], c: [number "2"]}`},
		{"a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", `{a: {b: number "1", c: number "2"}, d: {c: number "3", b: number "1"}}`},
		{"'<<': 3\n", `{<<: number "3"}`},
		{"x: &x {v: 1}\ny: &y {v: 2, w: 2}\nz: {<<: [*y, *x, {u: 0}]}\n",
			`{x: {v: number "1"}, y: {v: number "2", w: number "2"}, z: {v: number "2", w: number "2", u: number "0"}}`},
		{"a: |\n  x\n   y\n\n  z\n\nb: >-\n  x\n  y\n\n  z\n", `{a: text "x\n y\n\nz\n", b: text "x y\nz"}`},
		{"a: x\n  y\n\n  z\n", `{a: text "x y\nz"}`},
		{"? a\n? b\n: 1\n", `{a: null "", b: number "1"}`},
		{"id: 007\nno: no\nat: 2026-01-31\n", `{id: text "007", no: text "no", at: text "2026-01-31"}`},
	}
	for _, c := range cases {
		docs, problems := Parse("x.yml", []byte(c.source))
		if diff := cmp.Diff(c.want, trees(docs)); diff != "" || len(problems) > 0 {
			t.Errorf("%q: %+v\n%s", c.source, problems, diff)
		}
	}
}

// A YAML text and its JSON twin, and an alias and a copy, mean the same.
func TestTwins(t *testing.T) {
	const (
		yamlText = "a: 50\nb: [x, \"é😀\\n\", ~, true]\nc:\n  d: -1.5e3\n  e: {}\n  f: []\n"
		jsonText = `{"a":50,"b":["x","\u00e9\ud83d\ude00\n",null,true],"c":{"d":-1.5e3,"e":{},"f":[]}}`
		aliased  = "a: &a {b: [1, 'x']}\nc: *a\nd: {<<: *a, e: 2}\n"
		copied   = "a: {b: [1, 'x']}\nc: {b: [1, 'x']}\nd: {e: 2, b: [1, 'x']}\n"
	)
	y, _ := Parse("x.yaml", []byte(yamlText))
	j, _ := Parse("x.json", []byte(jsonText))
	asYAML, _ := Parse("x.yaml", []byte(strings.ReplaceAll(jsonText, `\ud83d\ude00`, "😀")))
	if want := strings.ReplaceAll(trees(y), `"~"`, `"null"`); want != trees(j) || want != trees(asYAML) {
		t.Errorf("three twins differ:\n%s\n%s\n%s", want, trees(j), trees(asYAML))
	}
	a, _ := Parse("x.yaml", []byte(aliased))
	c, _ := Parse("x.yaml", []byte(copied))
	if trees(a) != trees(c) {
		t.Errorf("alias and copy differ:\n%s\n%s", trees(a), trees(c))
	}
}

func TestJSONDocument(t *testing.T) {
	for source, want := range map[string]string{
		"\ufeff[{\"a\": 1}, {\"a\": 2}]\r\n": `[{a: number "1"}, {a: number "2"}]`,
		" \"x\" ":                            `text "x"`,
		"1e999":                              `text "1e999"`,
		" \n":                                "",
	} {
		docs, problems := Parse("X.JSON", []byte(source))
		if diff := cmp.Diff(want, trees(docs)); diff != "" || len(problems) > 0 {
			t.Errorf("%+v\n%s", problems, diff)
		}
	}
}

// The value of a JSON file is read also where something follows it that should not.
func TestJSONBeforeAnother(t *testing.T) {
	docs, problems := Parse("x.json", []byte("{\"a\": 1}\n{\"a\": 2}\n"))
	if diff := cmp.Diff(`{a: number "1"}`, trees(docs)); diff != "" || len(problems) != 1 {
		t.Errorf("%+v\n%s", problems, diff)
	}
}

// A block of text without indentation ends where its document does, and what looks like a directive in it is text (yaml-test-suite W4TN).
func TestTextBetweenMarkers(t *testing.T) {
	for source, want := range map[string]string{
		"%YAML 1.2\n--- |\n%!PS-Adobe-2.0\n...\n---\n# Empty\n...\n":            "text \"%!PS-Adobe-2.0\\n\"",
		"--- |\n%YAML 1.2\n...\n%YAML 1.2\n--- >\n%YAML 1.2\n---\nb\n":          "text \"%YAML 1.2\\n\"\ntext \"%YAML 1.2\\n\"\ntext \"b\"",
		"|\n%YAML 1.2\n...\na: 1\n":                                             "text \"%YAML 1.2\\n\"\n{a: number \"1\"}",
		"a: 1\n--- !!str &x |-\n\n  %YAML 1.2\n\n---\n'%YAML 1.2\n%YAML 1.2'\n": "{a: number \"1\"}\ntext \"\\n%YAML 1.2\"\ntext \"%YAML 1.2 %YAML 1.2\"",
	} {
		docs, problems := Parse("x.yaml", []byte(source))
		if diff := cmp.Diff(want, trees(docs)); diff != "" || len(problems) > 0 {
			t.Errorf("%q: %+v\n%s", source, problems, diff)
		}
	}
}

func TestMarkdown(t *testing.T) {
	const role = "---\napiVersion: kpilint/v1\nid: x\n---\n# Title\r\n\r\nText\rmore"
	docs, problems := Parse("x.MD", []byte(role))
	if len(problems) > 0 || len(docs) != 1 || docs[0].Root.Get("id").Span() != (Span{3, 5, 3, 6, nil}) {
		t.Fatalf("%+v %+v", docs, problems)
	}
	if diff := cmp.Diff(&Prose{Text: "# Title\n\nText\nmore", Line: 5}, docs[0].Prose); diff != "" {
		t.Error(diff)
	}
	for source, want := range map[string]int{
		"# Title\n\n---\n\nText\n":                   0,
		"---\nNever closed [\n":                      0,
		"---\nkind: Role # kpilint/v1\n":             1,
		"---\nA rule: [\n---\n":                      0,
		"---\napiVersion: kpilint/v1\nx: [\n---\n\n": 1,
		"---\n---\nx\n":                              0,
		"---":                                        0,
		"":                                           0,
		"---\ntitle: \xff\n---\n":                    0,
	} {
		docs, problems := Parse("x.markdown", []byte(source))
		if len(docs) != 0 || len(problems) != want {
			t.Errorf("%q: %d documents, problems %+v", source, len(docs), problems)
		}
	}
}

func TestLookup(t *testing.T) {
	docs, _ := Parse("x.yaml", []byte("a: {b: [x, {c: 1}]}\n"))
	root := docs[0].Root
	for _, c := range []struct{ path, found, rest string }{
		{"a b 1 c", `number "1"`, ""},
		{"a b 2 c", `[text "x", {c: number "1"}]`, "2 c"},
		{"a b -1", `[text "x", {c: number "1"}]`, "-1"},
		{"a b 01", `[text "x", {c: number "1"}]`, "01"},
		{"a b 0 x", `text "x"`, "x"},
		{"", tree(root), ""},
	} {
		node, rest := root.Lookup(strings.Fields(c.path)...)
		if tree(node) != c.found || strings.Join(rest, " ") != c.rest {
			t.Errorf("%q finds %s, not %q", c.path, tree(node), rest)
		}
	}
	var none *Node
	if n, rest := none.Lookup("a"); n != nil || len(rest) != 1 || none.Get("a") != nil || none.Field("a") != nil {
		t.Error("nothing is found in nothing")
	}
}

func TestLine(t *testing.T) {
	data := []byte("\ufeffone\ntwo\r\nthree\r\rfive\n")
	for n, want := range []string{"", "one", "two", "three", "", "five", "", "", ""} {
		if got := Line(data, n); got != want {
			t.Errorf("line %d is %q, want %q", n, got, want)
		}
	}
}

// The part between « and » of the text of `a` is the part marked in the source.
func TestSub(t *testing.T) {
	for _, c := range []struct{ text, source string }{
		{"50 «calls»", "a: 50 «calls»\n"},
		{"é «😀»", "a: é «😀»\n"},
		{"one «two» three", "a: one\n   «two»\n   three\n"},
		{"one «two three»", "a: one\n   «two\n \t three»\n"},
		{"it's «it's»", "a: 'it''s «it''s»'\n"},
		{"x \"«y»", "a: \"x \\\"«y»\"\n"},
		{"«\t»x", "a: \"«\\t»x\"\n"},
		{"é «😀 x»", "a: \"\\u00e9 «\\U0001F600 x»\"\n"},
		{"x y «z»", "a: \"x \\\n   y\n   «z»\"\n"},
		{"x\ny «z»", "a: \"x\n\n   y\n   «z»\"\n"},
		{"x\n «z»", "a: \"x\\n\n   «z»\"\n"},
		{"one\n two «three»\nfour\n", "a: |\n  one\n   two «three»\n  four\n"},
		{"one\n« » two\n", "a: |\n  one\n  « » two\n"},
		{"  one «two»\n", "a: |2\n    one «two»\n"},
		{"one two «three»\nfour", "a: >-\n  one\n  two\n  «three»\n\n  four\n"},
		{"one\n«two»\n\n", "a: |+\n  one\n  «two»\n\nb: 1\n"},
		{"«one two»", "a: «one two»"},
		{"x«»y", "a: x«»y"},
		{"one «»two", "a: 'one\n «»two'"},
		{"one two«»", "a: 'one\n two«»'"},
		{"«»", "a: '«»'"},
		{"«»", "a: \"«»\""},
	} {
		for _, ends := range lineEnds {
			data, want := unmark(ends.apply(c.source))
			docs, problems := Parse("x.yaml", data)
			if len(problems) > 0 {
				t.Fatalf("%q: %+v", data, problems)
			}
			checkSub(t, docs[0].Root.Get("a"), c.text, want)
		}
	}
}

func TestSubJSON(t *testing.T) {
	for _, c := range []struct{ text, source string }{
		{"50 «calls»", "{\"a\": \"50 «calls»\"}"},
		{"é😀/ «x»", "{\"a\": \"\\u00e9\\ud83d\\ude00\\/ «x»\"}"},
		{"é«😀»", "{\"a\": \"\\u00e9«\\ud83d\\ude00»\"}"},
		{"«5»0", "{\"a\": «5»0}"},
	} {
		data, want := unmark(c.source)
		docs, problems := Parse("x.json", data)
		if len(problems) > 0 {
			t.Fatalf("%q: %+v", data, problems)
		}
		checkSub(t, docs[0].Root.Get("a"), c.text, want)
	}
}

func checkSub(t *testing.T, n *Node, text string, want Span) {
	t.Helper()
	from := strings.Index(text, "«")
	to := strings.Index(text, "»") - len("«")
	if plain := strings.NewReplacer("«", "", "»", "").Replace(text); n.Text != plain {
		t.Fatalf("text is %q, want %q", n.Text, plain)
	}
	if got := n.Sub(from, to); got != want {
		t.Errorf("Sub of %q is %v, want %v", text, got, want)
	}
}

func TestSubFallsBack(t *testing.T) {
	docs, _ := Parse("x.yaml", []byte("a: &x one two\nb: *x\n"))
	b := docs[0].Root.Get("b")
	if got := b.Sub(0, 3); got != b.Span() || b.Span() != (Span{2, 4, 2, 6, nil}) {
		t.Errorf("in an alias: %v", got)
	}
	a := docs[0].Root.Get("a")
	for _, c := range [][2]int{{-1, 2}, {2, 1}, {0, 99}} {
		if a.Sub(c[0], c[1]) != a.Span() {
			t.Errorf("%v is no part of the text", c)
		}
	}
	if (*Node)(nil).Sub(0, 1) != (Span{}) {
		t.Error("nothing has no place")
	}
}
