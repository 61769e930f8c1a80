package source

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// ordinary is a file that is written in the simplest way.
const ordinary = `# a comment
apiVersion: kpilint/v1
kind: Team
id: sales
kpis:
  - id: calls
    target: ">= 15 calls / person / workday"
    needs: [{item: leads, amount: 2}, {item: hours}]
    note: |
      two
      lines
  - {id: offers, target: 5}
---
kind: KPI
id: other
labels: {}
list: []
`

// shelve parses a file and puts it on a shelf; nil where it stays as it is.
func shelve(t *testing.T, s *Shelf, name string, data []byte) (docs []*Document, keep func(*Node) *Node) {
	t.Helper()
	docs, problems := Parse(name, data)
	if len(problems) > 0 {
		return nil, nil
	}
	return docs, s.Put(nil, docs, nil)
}

// sameNodes compares a tree with what is left of it on a shelf, down to its last value.
func sameNodes(t *testing.T, was, now *Node) {
	t.Helper()
	alike := was.Kind == now.Kind && was.Text == now.Text && was.Plain == now.Plain
	if !alike || was.Span() != now.Span() || !was.Same(now) {
		t.Fatalf("%v %q at %v became %v %q at %v", was.Kind, was.Text, was.Span(), now.Kind, now.Text, now.Span())
	}
	if n := len(was.Text); was.Sub(0, n) != now.Sub(0, n) {
		t.Fatalf("%q stands at %v, and then at %v", was.Text, was.Sub(0, n), now.Sub(0, n))
	}
	fields, items := now.Fields(), now.Items()
	if len(was.Fields()) != len(fields) || len(was.Items()) != len(items) {
		t.Fatalf("%v at %v has %d fields and %d items, and then %d and %d", was.Kind, was.Span(), len(was.Fields()),
			len(was.Items()), len(fields), len(items))
	}
	for i, f := range was.Fields() {
		sameNodes(t, f.Key, fields[i].Key)
		sameNodes(t, f.Value, fields[i].Value)
		sameNodes(t, f.Value, now.Get(f.Key.Text))
		if !now.Has(f.Key.Text) {
			t.Fatalf("%v has no key %q", now.Span(), f.Key.Text)
		}
	}
	for i, item := range was.Items() {
		sameNodes(t, item, items[i])
	}
}

// each calls f for all values of a tree.
func each(n *Node, f func(*Node)) {
	f(n)
	for _, field := range n.Fields() {
		each(field.Value, f)
	}
	for _, item := range n.Items() {
		each(item, f)
	}
}

// TestShelf holds that what is left of any node of any file of the repository gives the same answers.
func TestShelf(t *testing.T) {
	files := map[string][]byte{
		"ordinary.yaml": []byte(ordinary),
		"returns.yaml":  []byte("\ufeff" + strings.ReplaceAll(ordinary, "\n", "\r\n")),
		"long.yaml":     []byte(strings.Repeat(ordinary+"---\n", 1+countedFile/len(ordinary))),
	}
	for _, dir := range []string{"../../testdata", "../../rules"} {
		err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || LanguageOf(p) != YAML {
				return err
			}
			files[p], err = os.ReadFile(p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s, onShelf := &Shelf{}, 0
	for name, data := range files {
		docs, keep := shelve(t, s, name, data)
		if keep == nil {
			continue
		}
		onShelf++
		for _, d := range docs {
			each(d.Root, func(n *Node) {
				left := keep(n)
				if left != keep(n) {
					t.Fatalf("%s: of one node two are left", name)
				}
				sameNodes(t, n, left)
			})
		}
	}
	if onShelf < len(files)/2 {
		t.Errorf("%d of %d files are put on the shelf", onShelf, len(files))
	}
}

// TestShelfOpens holds that a document is not read again for what is known without, and that few stay open.
func TestShelfOpens(t *testing.T) {
	s := &Shelf{}
	var left []*Node
	for i := range 2 * recentTrees {
		docs, keep := shelve(t, s, fmt.Sprintf("%d.yaml", i), []byte(ordinary))
		left = append(left, keep(docs[0].Root), keep(docs[1].Root))
	}
	for _, n := range left {
		if n.Has("target") || n.Get("target") != nil || !n.Has("id") || n.Span().Line < 2 {
			t.Fatal("what is known of a map is something else")
		}
	}
	if s.opened != 0 {
		t.Errorf("%d documents were read again for nothing", s.opened)
	}
	for range 2 {
		for _, n := range left {
			if n.Get("id") == nil {
				t.Fatal("a field is gone")
			}
			n.Fields()
		}
	}
	if s.opened != 2*len(left) || len(s.recent) != recentTrees {
		t.Errorf("%d documents were read again, not %d, and %d are open", s.opened, 2*len(left), len(s.recent))
	}
}

// TestShelfPlaces holds that saying where a value stands takes no memory, and reading its document again no more than
// the document needs, however long the file is.
func TestShelfPlaces(t *testing.T) {
	s := &Shelf{}
	docs, keep := shelve(t, s, "many.yaml", []byte(strings.Repeat(ordinary+"---\n", 100)))
	left := keep(docs[len(docs)-1].Root)
	if n := testing.AllocsPerRun(10, func() { left.Span() }); n > 0 {
		t.Errorf("a place takes %v allocations", n)
	}
	again := func(text string) uint64 {
		docs, keep := shelve(t, &Shelf{}, "a.yaml", []byte(text))
		left := keep(docs[1].Root)
		return allocated(func() { left.Fields() })
	}
	if one, many := again(ordinary), again(strings.Repeat(ordinary+"---\n", 100)); many > one+one/2 {
		t.Errorf("a document of a long file takes %d bytes to read again, and of a short one %d", many, one)
	}
}

// allocated is how many bytes f takes.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestNotOnShelf holds that a file stays as it is that the simplest way does not read.
func TestNotOnShelf(t *testing.T) {
	for name, text := range map[string]string{
		"alias.yaml": "a: &a {b: 1}\nc: *a\n", "in.json": `{"a": 1}`, "indented.yaml": "  a: 1\n",
		"text.md": "---\na: 1\n---\ntext\n",
	} {
		if _, keep := shelve(t, &Shelf{}, name, []byte(text)); keep != nil {
			t.Errorf("%s is put on a shelf", name)
		}
	}
	docs, keep := shelve(t, &Shelf{}, "a.yaml", []byte(strings.Repeat("a: 1\n---\n", 3)))
	made := New(String, "made", Span{})
	if keep(made) != made || keep(nil) != nil || keep(docs[2].Root) == docs[2].Root {
		t.Error("a node that was made is not its own")
	}
}

// TestOneRemainsOfEach holds that what stays of a node is always the same, however many nodes stay.
func TestOneRemainsOfEach(t *testing.T) {
	const many = 70_000
	docs, keep := shelve(t, &Shelf{}, "x.yaml", []byte("all: ["+strings.Repeat("a, ", many-1)+"a]\n"))
	items := docs[0].Root.Get("all").Items()
	if len(items) != many || keep == nil {
		t.Fatalf("%d items, on a shelf: %v", len(items), keep != nil)
	}
	left := make([]*Node, many)
	for i, item := range items {
		left[i] = keep(item)
	}
	for i, item := range items {
		if keep(item) != left[i] || left[i] == item || !left[i].Same(item) {
			t.Fatalf("what stays of item %d is another one", i)
		}
	}
}

// TestFilesInOneRoom holds that files which are read one after the other in a room keep their places, whether the room
// is left between them or not.
func TestFilesInOneRoom(t *testing.T) {
	var room Room
	read := func(lines int) *Node {
		docs, problems := room.Parse("x.yaml", []byte(strings.Repeat("# a comment\n", lines)+"key: value\n"))
		if len(docs) != 1 || len(problems) > 0 {
			t.Fatal(docs, problems)
		}
		return docs[0].Root
	}
	at := func(root *Node, line int) {
		t.Helper()
		if got := root.Get("key").Span(); got.Line != line || got.Column != 6 {
			t.Errorf("the value stands at %v, want line %d", got, line)
		}
	}
	first, second := read(3), read(1)
	at(first, 4)
	at(second, 2)
	room.Keep()
	third := read(7)
	at(second, 2)
	at(third, 8)
	room.Leave()
	at(read(0), 1)
	at(first, 4)
}
