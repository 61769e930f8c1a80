package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// broken are files with what is reported about them: the span, and words that
// the message must hold. In the source « and » mark the span.
var broken = []struct{ name, source, words string }{
	{"x.yaml", "a: «\"»x\nb: 1\n", `the quotation that starts here is never closed: add "`},
	{"x.yaml", "a: «'»x\n---\nb: 1\n", `never closed: add '`},
	{"x.yaml", "a: \"«\\»q\"\n", `"\\q\"" is no escape that double quotes know`},
	{"x.yaml", "a: \"\\u«1»2\"\n", "is no escape"},
	{"x.yaml", "a: «@»x\n", `a value cannot start with "@x": quote it`},
	{"x.yaml", "a: «%»x\n", `"%x"`},
	{"x.yaml", "a:\n«\t»b: 1\n", "indented with a tab"},
	{"x.yaml", "a:\n  b: 1\n«\t»c: 2\n", "indented with a tab"},
	{"x.yaml", "a: b«:» c\n", `": " cannot stand here`},
	{"x.yaml", "a: 1\n b«:» 2\n", `": " cannot stand here`},
	{"x.yaml", "a: 1\n«b»\nc: 2\n", `"b" is neither a key nor a part of the line before`},
	{"x.yaml", "a: «-» b\n", "a list cannot start in the middle of a line"},
	{"x.yaml", "- a\n«b»: 1\n", `"b: 1" is no item of it`},
	{"x.yaml", "a: [1, 2\nb«:» 1\n", `the "[" of line 1 is not closed before ": 1"`},
	{"x.yaml", "a:\n  - {b: 1\nc«:»\n  d: [\n", `brackets before it`},
	{"x.yaml", "a: {b: 1\n«»---\nb: 1\n", `the "{" of line 1 is not closed before the end of the document`},
	{"x.yaml", "a: {b: 1\n«»", `is not closed before the end of the file`},
	{"x.yaml", "a: [1,\n«»", "the end of the file comes inside of brackets"},
	{"x.yaml", "a: [«,»]", `a value is expected here, not ",]"`},
	{"x.yaml", "a: \"x\" «y»\n", `"y" is no key of the map above`},
	{"x.yaml", "a: «}»\n", `a value is expected here, not "}"`},
	{"x.yaml", "a: «*»b\n", "*b names no value above it: write &b"},
	{"x.yaml", "«%»YAML 2.0\n---\na: 1\n", "another version of YAML"},
	{"x.yaml", "a: 1\n---\n%x«»\n", "instructs the YAML reader"},
	{"x.yaml", "a: |9 «x»\n", "cannot follow here in a block of text"},
	{"x.md", "\n---\n«apiVersion: kpilint/v1»\nkind: Team\n---\n", "front matter begins with `---` on the first line"},
	{"x.md", "<!-- c -->\r\n---\r\nkind: Team\r\n«'apiVersion': kpilint/v1»\r\n---\r\n", "and nothing stands before it"},
	{"x.md", "# T\n\n«apiVersion: kpilint/v1»\n", "on the first line"},
	{"x.md", "---\na: 1\n---\n# T\n---\n«apiVersion: kpilint/v1»\n---\n", "only the front matter at the top"},
	{"x.yaml", "target: «>»= 50 calls/day\n", `put quotes around it, ">= 50 calls/day"`},
	{"x.yaml", "target: «>»50 calls\n", `put quotes around it, ">50 calls"`},
	{"x.yaml", "a: 1\n... «x»\n", "not expected"},
	{"x.yaml", "a: &«»\n", "an anchor needs a name"},
	{"x.yaml", strings.Repeat("[", 64) + "«[»", "nested more than 64 levels"},
	{"x.yaml", strings.Repeat("[", 64) + "{", "64 levels"},
	{"x.yaml", "a: «!foo» 1\n", `tag "!foo"`},
	{"x.yaml", "a: «!!int» x\n", `tag "!!int"`},
	{"x.yaml", "a: «!!python/object:x» {}\n", `tag "!!python/object:x"`},
	{"x.yaml", "a: &x [«*x»]\n", "stands inside the value it names"},
	{"x.yaml", "a: &x {<<: «*x»}\n", "stands inside the value it names"},
	{"x.yaml", "a: {<<: «5»}\n", "merges a map, or a list of maps, not a number"},
	{"x.yaml", "? «[a]»\n: 1\n", "a key must be text, not a list"},
	{"x.yaml", "a: 1\n«\x00»b: 1\n", "control character U+0000"},
	{"x.yaml", "a: é\u00a0«\u2028»x\n", "U+2028"},
	{"x.yaml", "a: 1\n«\ufeff»b: 1\n", "U+FEFF"},
	{"x.yaml", "a: é«»\xff\n", "byte 0xFF is not UTF-8"},
	{"x.yaml", "«»\xff\xfea\x00", "UTF-16"},
	{"x.yaml", strings.Repeat("%T\n", 8) + "«%»T\n", "more than 8 lines start with %"},
	{"x.yaml", "a: «" + strings.Repeat("x", 64<<10+1) + "»\n", "a value of 65537 bytes is too long"},
	{"x.yaml", "«»" + strings.Repeat("#", 1<<20+1), "split it"},
	{"x.yaml", "a: 1\n«'a'»: 2\n", `key "a" is written twice: it stands on line 1 already`},
	{"x.yaml", "m: {<<: {a: 1}, «<<»: {b: 1}}\n", `key "<<" is written twice`},
	{"x.yaml", "m: {from: 9,000, to: 3,«000»}\n", "the end of a number with a comma, put the whole value before it in quotes"},
	{"x.yaml", "a: 1\n«a»: 2\n", "that value counts; remove or rename one"},
	{"x.json", `{"a": 1, «"a"»: 2}`, "written twice"},
	{"x.json", `{"a": 1«,» }`, `JSON allows no comma before "}"`},
	{"x.json", "[1, 2«,»\n]", `JSON allows no comma before "]"`},
	{"x.json", "{\"a\": 1 «/»/ one\n}", "JSON allows no comments"},
	{"x.json", "«#» one\n{}", "JSON allows no comments"},
	{"x.json", `{«'»a': 1}`, "double quotes only"},
	{"x.json", `{«a»: 1}`, `expected a key in double quotes, not "a: 1}"`},
	{"x.json", `{"a" «1»}`, `expected ":" after the key`},
	{"x.json", `{"a": «T»rue}`, "expected a value"},
	{"x.json", `{"a": «007»}`, "is no JSON number"},
	{"x.json", `[«1.»]`, "is no JSON number"},
	{"x.json", `["«\ud83d»"]`, "is no escape"},
	{"x.json", "[«\"»a\nb\"]", "not closed before a tab or the end of the line"},
	{"x.json", "[«\"»a\tb\"]", "not closed before a tab"},
	{"x.json", "[1 «2»]", `expected a comma, or the "]" that closes the "[" of line 1, not "2]"`},
	{"x.json", "{«»", "not the end of the file"},
	{"x.json", strings.Repeat("[", 64) + "«[»", "64 levels"},
	{"x.json", "{\"a\": \"«\x01»\"}", "control character U+0001"},
	{"x.json", "{}\n«]»", `a .json file ends with its value, and "]" follows: remove it`},
	{"x.json", "{\"a\": 1}«{»\"b\": 1}", "a second one begins here: write a list"},
	{"x.json", "{\"a\": 1}\n«{»\"b\": 1}\n{\"c\": 1}\n", "a second one begins here: write a list"},
	{"x.json", "«]»", "expected a value"},
	{"x.md", "---\nx: kpilint/v1\ny: [1\n«»---\n", `the "[" of line 3 is not closed before the end of the document`},
	{"x.md", "«---»\nx: kpilint/v1\n", "never closed"},
	{"x.txt", "«»", "name it .yaml"},
}

func TestProblems(t *testing.T) {
	for i, c := range broken {
		t.Run(fmt.Sprint(i, " ", c.words), func(t *testing.T) {
			data, want := unmark(c.source)
			docs, problems := Parse(c.name, data)
			if msg := invalid(c.name, data, docs, problems); msg != "" {
				t.Error(msg)
			}
			if len(problems) != 1 {
				t.Fatalf("%d problems in %q: %+v", len(problems), clip(c.source), problems)
			}
			p := problems[0]
			if !strings.Contains(p.Message, c.words) {
				t.Errorf("message is %q, want %q", p.Message, c.words)
			}
			if strings.Contains(c.source, "«") && (p.Span.Line != want.Line || p.Span.Column != want.Column) {
				t.Errorf("%q: %q is at %v, want %v", clip(c.source), p.Message, p.Span, want)
			}
		})
	}
}

// After a document that cannot be parsed the others are still there.
func TestReadsOn(t *testing.T) {
	const source = "%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: [\n--- # c\nc: 1\n---\nd: 'x\n---\ne: *x\n---x: 1\n---\nf: 1\n---\na: 1\na: 2\nb: 3\n" +
		"--- [\n--- [\n...\n]\n---\n[\n---\na: 'the rest'\n"
	docs, problems := Parse("x.yaml", []byte(source))
	want := "{a: number \"1\"}\n{c: number \"1\"}\n{f: number \"1\"}\n{a: number \"1\", b: number \"3\"}\n{a: text \"the rest\"}"
	if diff := cmp.Diff(want, trees(docs)); diff != "" {
		t.Error(diff)
	}
	var lines []int
	for _, p := range problems {
		lines = append(lines, p.Span.Line)
	}
	if diff := cmp.Diff([]int{8, 11, 13, 19, 22, 23, 24, 27}, lines); diff != "" {
		t.Errorf("%+v\n%s", problems, diff)
	}
}

func TestDuplicateNamesTheFirst(t *testing.T) {
	_, problems := Parse("x.yaml", []byte("a: 1\nb: 2\na: 3\n"))
	want := []Related{{Location{"x.yaml", Span{1, 1, 1, 2, nil}}, "the first one"}}
	if diff := cmp.Diff(want, problems[0].Related); diff != "" || problems[0].Rule != DuplicateKey {
		t.Error(problems, diff)
	}
}

func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	docs, problems := Parse("x.yaml", []byte(b.String()))
	if len(docs) != 0 || len(problems) != 1 || problems[0].Span.Line != 6 {
		t.Errorf("%d documents, %+v", len(docs), problems)
	}
}

func TestDeepAlias(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 x\n")
	for i := 1; i < 100; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d]\n", i, i, i-1)
	}
	_, problems := Parse("x.yaml", []byte(b.String()))
	if len(problems) == 0 || !strings.Contains(problems[0].Message, "64 levels") {
		t.Errorf("%+v", problems)
	}
}
