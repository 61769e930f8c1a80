package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// alphabet orders keys of maps at every depth by their first letter, but those under x and in lists in the map m as they are written.
type alphabet struct{}

func (alphabet) Rank(key string) int { return int((key + " ")[0]) }

func (alphabet) Of(key string, _ *Node) Layout {
	if key == "x" {
		return nil
	}
	return alphabet{}
}

// ours formats every document that is a map with a key `a`, and every list.
func ours(root *Node) Layout {
	if root.Kind == List || root.Get("a") != nil {
		return alphabet{}
	}
	return nil
}

func TestFormat(t *testing.T) {
	for name, c := range map[string]struct{ file, in, want string }{
		"keys are sorted":                 {"a.yaml", "b: 1\na: 2\n", "a: 2\nb: 1\n"},
		"unless they have no order":       {"a.yaml", "a: 1\nx:\n  d: 1\n  c: 2\n", "a: 1\nx:\n  d: 1\n  c: 2\n"},
		"also in braces":                  {"a.yaml", "a: { c : 1,b:  2 , 'd':3}\n", "a: {b: 2, c: 1, 'd': 3}\n"},
		"also in lists":                   {"a.yaml", "a:\n- d: 1\n  c: 2\n-   e\n", "a:\n  - c: 2\n    d: 1\n  - e\n"},
		"lists keep their order":          {"a.yaml", "a: [c,b , a]\n", "a: [c, b, a]\n"},
		"lists in lists":                  {"a.yaml", "a:\n-   - 1\n    - 2\n- [ 3 ]\n", "a:\n  - - 1\n    - 2\n  - [3]\n"},
		"comments go with their keys":     {"a.yaml", "# top\n\na: 1\n# of c\nc: 1 # at c\n# of b\n\n# of b too\nb: 2   # at b\n# foot\n", "# top\n\na: 1\n# of b\n\n# of b too\nb: 2 # at b\n# of c\nc: 1 # at c\n# foot\n"},
		"the head stays the head":         {"a.yaml", "# top\nb: 1\na: 2\n", "# top\na: 2\nb: 1\n"},
		"but not what speaks to b":        {"a.yaml", "# top\n# kpilint:ignore r -- why\nb: 1\na: 2\n", "# top\na: 2\n# kpilint:ignore r -- why\nb: 1\n"},
		"comments at the foot":            {"a.yaml", "a:\n  b: 1\n  # of the map under a\n# of c\nc: 1\n", "a:\n  b: 1\n  # of the map under a\n# of c\nc: 1\n"},
		"at the foot of a list":           {"a.yaml", "a:\n- b\n# of c\nc: 1\n", "a:\n  - b\n# of c\nc: 1\n"},
		"behind a dash":                   {"a.yaml", "a:\n  -   # of d\n      d: 1\n      c: 2\n", "a:\n  - c: 2\n    # of d\n    d: 1\n"},
		"behind a key":                    {"a.yaml", "a:    # of a\n    # of b\n    b: 1\n", "a: # of a\n  # of b\n  b: 1\n"},
		"between a key and its text":      {"a.yaml", "a:    # one\n    # two\n    text\n", "# two\na: text # one\n"},
		"empty lines":                     {"a.yaml", "\n\na: 1\n\n\n\nb:\n\n  c: 1\n\n\n", "a: 1\n\nb:\n  c: 1\n"},
		"a text below its key":            {"a.yaml", "a:\n   text\n", "a: text\n"},
		"a text over lines":               {"a.yaml", "a: one\n      two\n\n      three # end\nb: \"x\n\n   y\"\n", "a: one\n  two\n\n  three # end\nb: \"x\n\n  y\"\n"},
		"block scalars":                   {"a.yaml", "b:  |-   # note\n       one\n         two\n\n       three\na:\n    c: >+\n      folded\n\n\nd: 1\n", "a:\n  c: >+\n    folded\n\n\nb: |- # note\n  one\n    two\n\n  three\nd: 1\n"},
		"an indentation that is given":    {"a.yaml", "a:\n    b: |4\n           one\n          two\n", "a:\n  b: |2\n       one\n      two\n"},
		"anchors":                         {"a.yaml", "a:   &x   # note\n    c: 1\n    b: &y !!str  2\nd: *x\ne:\n  -   &z\n      f: 1\n  -  *y\n", "a: &x # note\n  b: &y !!str 2\n  c: 1\nd: *x\ne:\n  - &z\n    f: 1\n  - *y\n"},
		"merges":                          {"a.yaml", "a: &x {c: 1}\nb:\n  d: 1\n  <<:   *x\n", "a: &x {c: 1}\nb:\n  <<: *x\n  d: 1\n"},
		"nothing":                         {"a.yaml", "a:   \nc:   # note\nb:\n- \n-   # note\n- 1\n", "a:\nb:\n  -\n  - # note\n  - 1\nc: # note\n"},
		"brackets over lines":             {"a.yaml", "a: [1,\n 2, {c: 1,\n b: 2}]\n", "a: [\n  1,\n  2,\n  {\n    b: 2,\n    c: 1\n  }\n]\n"},
		"brackets with comments":          {"a.yaml", "a: [1, # one\n     2,\n]\n", "a: [1, # one\n  2,\n]\n"},
		"single pairs":                    {"a.yaml", "a: [ b : 1, c,{d} ]\n", "a: [b: 1, c, {d}]\n"},
		"documents":                       {"a.yaml", "---   # one\nb: 1\na: 1\n\n---\n# none of ours\nc:   1\n\n---\na:   1\n...\n# end\n", "--- # one\na: 1\nb: 1\n---\n# none of ours\nc:   1\n\n---\na: 1\n...\n# end\n"},
		"behind the marker":               {"a.yaml", "--- {b: 1,a: 1}\n--- {c:   1}\n", "---\n{a: 1, b: 1}\n--- {c:   1}\n"},
		"line ends and a byte order mark": {"a.yaml", "\ufeffb: 1\r\na:\r\n    c: |\r\n     x\r\n", "\ufeffa:\r\n  c: |\r\n    x\r\nb: 1\r\n"},
		"no line end at the end":          {"a.yaml", "a: 1", "a: 1\n"},
		"signs that are no comments":      {"a.yaml", "a: 'x # y'\nb: x#y\nc: \"# z\"   # z\n", "a: 'x # y'\nb: x#y\nc: \"# z\" # z\n"},
		"keys in quotes":                  {"a.yaml", "\"b\" :   1\na : 2\n", "a: 2\n\"b\": 1\n"},
		"JSON":                            {"a.json", "{\"b\":1,\n\"a\":[ 1,2 , {} ],\"c\":\"x  y\"}", "{\n  \"a\": [1, 2, {}],\n  \"b\": 1,\n  \"c\": \"x  y\"\n}\n"},
		"JSON on one line":                {"a.json", "{\"b\":1,\"a\":[ 1 ]}", "{\"a\": [1], \"b\": 1}\n"},
		"JSON of others":                  {"a.json", "{\"c\":  1}\n", "{\"c\":  1}\n"},
		"Markdown":                        {"a.md", "---\nb: 1\na: 1\n---\n# Text   \n\n\n* as   it is\n", "---\na: 1\nb: 1\n---\n# Text   \n\n\n* as   it is\n"},
		"Markdown without definition":     {"a.md", "# Text\n\n\nb:   1\n", "# Text\n\n\nb:   1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := Format(c.file, []byte(c.in), ours)
			if string(got) != c.want || len(problems) > 0 {
				t.Errorf("got\n%s\nwant\n%s\n%v", got, c.want, problems)
			}
			again, _ := Format(c.file, got, ours)
			if string(again) != string(got) {
				t.Errorf("once more gives\n%s", again)
			}
		})
	}
}

// What cannot be formatted stays as it is, with a word about it.
func TestFormatRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"a: [1\n":                           "",
		"a: 1\na: 2\n":                      "written twice",
		"? a\n: 1\n":                        "a key that begins with `?`",
		"b: *x\na: &x 1\n":                  "",
		"z: &x 1\na: *x\n":                  "without changing what it says", // the alias would come before what it names
		"a: {\n  # one\n  b: 1, ? c : 2}\n": "-",
	} {
		got, problems := Format("a.yaml", []byte(in), ours)
		switch {
		case want == "-" && (len(problems) > 0 || !strings.Contains(string(got), "? c : 2")):
			t.Errorf("%q: %q %v", in, got, problems)
		case want == "-":
		case string(got) != in || len(problems) == 0 || !strings.Contains(problems[0].Message, want):
			t.Errorf("%q: %q %v", in, got, problems)
		}
	}
}

// formatted holds what must be true of every result: it says the same, with the same comments, and formatting it changes nothing.
func formatted(t *testing.T, file string, data []byte) {
	all := func(root *Node) Layout {
		if root.Kind == Map || root.Kind == List {
			return alphabet{}
		}
		return nil
	}
	out, problems := Format(file, data, all)
	if len(problems) > 0 {
		if string(out) != string(data) {
			t.Fatalf("%q was changed to %q, and there is a problem: %v", data, out, problems)
		}
		return
	}
	before, _ := Parse(file, data)
	after, problems := Parse(file, out)
	if len(problems) > 0 || len(before) != len(after) {
		t.Fatalf("%q became %q: %v", data, out, problems)
	}
	for i := range before {
		if !same(before[i].Root, after[i].Root) {
			t.Fatalf("%q became %q", data, out)
		}
	}
	if again, problems := Format(file, out, all); string(again) != string(out) || len(problems) > 0 {
		t.Fatalf("%q became %q, and then %q %v", data, out, again, problems)
	}
}

func TestFormatExamples(t *testing.T) {
	n := 0
	for _, pattern := range []string{"../../testdata/*/*", "../../rules/*/*/*", "testdata/acme/*"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if ext := filepath.Ext(file); ext != ".yaml" && ext != ".yml" && ext != ".json" && ext != ".md" {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			n++
			formatted(t, file, data)
		}
	}
	if n < 100 {
		t.Errorf("only %d examples", n)
	}
}

func FuzzFormat(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.yaml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("# h\na: 1 # x\n# y\nb:\n- &x\n  c: [1, {d: e}]\n  # z\n- *x\n---\n|2+\n   a\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		formatted(t, "a.yaml", []byte(text))
		formatted(t, "a.json", []byte(text))
	})
}
