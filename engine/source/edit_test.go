package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReplace writes a new text where a value stands; all else stays byte for byte, and what is read afterwards is the new text.
func TestReplace(t *testing.T) {
	for _, c := range []struct{ name, file, path, text, want string }{
		{"plain", "a: x # c\n", "a", "at least 5 calls/day", "a: at least 5 calls/day # c\n"},
		{"plain that needs quotes", "a: x # c\n", "a", ">= 5 calls/day", "a: \">= 5 calls/day\" # c\n"},
		{"plain that would be a number", "a: x\n", "a", "7", "a: \"7\"\n"},
		{"number", "a: 20 # c\n", "a", "21.25", "a: 21.25 # c\n"},
		{"single quotes", "a: 'x' # c\n", "a", "it's", "a: 'it''s' # c\n"},
		{"double quotes", "a: \"x\"\n", "a", "a \"b\"\\", "a: \"a \\\"b\\\"\\\\\"\n"},
		{"flow", "{a: x, b: y}\n", "a", "1, 2", "{a: \"1, 2\", b: y}\n"},
		{"CRLF and BOM", "\ufeffa: x\r\nb: é\r\nc: z\r\n", "b", "w", "\ufeffa: x\r\nb: w\r\nc: z\r\n"},
		{"anchor stays", "a: &k x\nb: *k\n", "a", "y", "a: &k y\nb: *k\n"},
		{"nothing written", "a:\nb: 1\n", "a", "y", "a: y\nb: 1\n"},
		{"no line end", "a: x", "a", "y", "a: y"},
		{"in a list", "a:\n  - x\n  - y\n", "a/1", "z", "a:\n  - x\n  - z\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := nodeAt(t, "x.yaml", c.file, c.path)
			s, err := n.Replace(c.text)
			if err != nil {
				t.Fatal(err)
			}
			check(t, "x.yaml", c.file, s, c.want, c.path, c.text)
		})
	}
}

func TestReplaceInJSON(t *testing.T) {
	file := `{"a": "x", "b": 20, "c": [1, "y"]}`
	for path, c := range map[string]struct{ text, want string }{
		"a":   {`q"`, `{"a": "q\"", "b": 20, "c": [1, "y"]}`},
		"b":   {"21.25", `{"a": "x", "b": 21.25, "c": [1, "y"]}`},
		"c/1": {"z", `{"a": "x", "b": 20, "c": [1, "z"]}`},
	} {
		s, err := nodeAt(t, "x.json", file, path).Replace(c.text)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "x.json", file, s, c.want, path, c.text)
	}
}

func TestNotReplaced(t *testing.T) {
	for path, file := range map[string]string{"a": "a: |\n  x\n", "b": "a: &k x\nb: *k\n", "c": "c: \"x\n  y\"\n"} {
		if s, err := nodeAt(t, "x.yaml", file, path).Replace("y"); err == nil {
			t.Errorf("%q: %s is replaced: %v", file, path, s)
		}
	}
}

func TestAdd(t *testing.T) {
	for _, c := range []struct{ name, ext, file, path, want string }{
		{"block", ".yaml", "a:\n  b: 1 # c\n# d\ne: 2\n", "a", "a:\n  b: 1 # c\n  k: [] # note\n# d\ne: 2\n"},
		{"at the end of the file", ".yaml", "a: 1", "", "a: 1\nk: [] # note"},
		{"entry of a list", ".yaml", "- a: 1\n  b: 2\n- c: 3\n", "0", "- a: 1\n  b: 2\n  k: [] # note\n- c: 3\n"},
		{"after a nested map", ".yaml", "a:\n  b:\n    c: 1\nd: 2\n", "a", "a:\n  b:\n    c: 1\n  k: [] # note\nd: 2\n"},
		{"after a block scalar", ".yaml", "a: |\n  x\n  y\n", "", "a: |\n  x\n  y\nk: [] # note\n"},
		{"CRLF", ".yaml", "a: 1\r\n", "", "a: 1\r\nk: [] # note\r\n"},
		{"flow", ".yaml", "a: {b: 1}\n", "a", "a: {b: 1, k: []}\n"},
		{"JSON in one line", ".json", `{"b": 1}`, "", `{"b": 1, "k": []}`},
		{"JSON in lines", ".json", "{\n  \"b\": 1\n}\n", "", "{\n  \"b\": 1,\n  \"k\": []\n}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := nodeAt(t, "x"+c.ext, c.file, c.path).Add("k", "[]", "note")
			if err != nil {
				t.Fatal(err)
			}
			check(t, "x"+c.ext, c.file, s, c.want, strings.TrimPrefix(c.path+"/k", "/"), "")
		})
	}
}

func TestRemove(t *testing.T) {
	for _, c := range []struct{ name, ext, file, path, token, want string }{
		{"line", ".yaml", "a: 1\nb: 2 # c\nc: 3\n", "", "b", "a: 1\nc: 3\n"},
		{"last line", ".yaml", "a: 1\nb: 2", "", "b", "a: 1\n"},
		{"nested", ".yaml", "a:\n  b: 1\n  c: 2\nd: 3\n", "", "a", "d: 3\n"},
		{"entry", ".yaml", "a:\n  - x\n  - y # c\n", "a", "1", "a:\n  - x\n"},
		{"flow list", ".yaml", "a: [x, y, z]\n", "a", "0", "a: [y, z]\n"},
		{"end of a flow list", ".yaml", "a: [x, y]\n", "a", "1", "a: [x]\n"},
		{"flow map", ".yaml", "{a: 1, b: 2}\n", "", "b", "{a: 1}\n"},
		{"JSON", ".json", `{"a": 1, "b": [2, 3]}`, "b", "0", `{"a": 1, "b": [3]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := nodeAt(t, "x"+c.ext, c.file, c.path).Remove(c.token)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(Apply([]byte(c.file), []Splice{s})); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	for file, token := range map[string]string{"a: 1\n": "a", "- a: 1\n  b: 2\n": "0", "a: &k {b: 1}\nc:\n  <<: *k\n  d: 2\n": "x"} {
		if s, err := nodeAt(t, "x.yaml", file, "").Remove(token); err == nil {
			t.Errorf("%q: %s is removed: %v", file, token, s)
		}
	}
}

func TestRemoveDocument(t *testing.T) {
	for _, c := range []struct {
		file string
		n    int
		want string
	}{
		{"a: 1\n---\nb: 2\n---\nc: 3\n", 1, "a: 1\n---\nc: 3\n"},
		{"a: 1\n---\nb: 2\n", 0, "b: 2\n"},
		{"---\na: 1\n---\nb: 2\n", 0, "---\nb: 2\n"},
		{"a: 1\n---\nb: 2 # c\n", 1, "a: 1\n"},
		{"a: 1\n", 0, ""},
	} {
		docs, problems := Parse("x.yaml", []byte(c.file))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		s, err := docs[c.n].Root.RemoveDocument()
		if err != nil {
			t.Fatal(err)
		}
		if got := string(Apply([]byte(c.file), []Splice{s})); got != c.want {
			t.Errorf("%q without document %d: got %q, want %q", c.file, c.n, got, c.want)
		}
	}
}

func nodeAt(t *testing.T, name, file, path string) *Node {
	t.Helper()
	docs, problems := Parse(name, []byte(file))
	if len(docs) == 0 || len(problems) > 0 {
		t.Fatalf("%q: %v", file, problems)
	}
	n := docs[0].Root
	if path != "" {
		n, _ = n.Lookup(strings.Split(path, "/")...)
	}
	return n
}

func check(t *testing.T, name, file string, s Splice, want, path, text string) {
	t.Helper()
	got := string(Apply([]byte(file), []Splice{s}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := nodeAt(t, name, got, path); n.Text != text {
		t.Errorf("%q reads %q at %s, want %q", got, n.Text, path, text)
	}
}

// TestOwn holds that a value is found for editing only where it is written.
func TestOwn(t *testing.T) {
	file := "k: &k {x: 1, y: {z: 2}}\na: *k\nb:\n  <<: *k\n  w: 3\n"
	root := nodeAt(t, "x.yaml", file, "")
	for path, want := range map[string]bool{"k/x": true, "k/y/z": true, "b/w": true, "a/x": false, "b/x": false, "a/y/z": false, "k/none/x": false} {
		n, err := root.Own(strings.Split(path, "/")...)
		if (err == nil && n != nil) != want {
			t.Errorf("%s: %v, %v", path, n, err)
		}
	}
	if n, err := root.Own("k", "none"); n != nil || err != nil {
		t.Errorf("a field that could be added: %v, %v", n, err)
	}
}
