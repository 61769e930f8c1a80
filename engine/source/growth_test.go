package source

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// Shapes of files that are made to keep a reader busy. One twice as long takes twice the work.
var growing = []struct {
	name, file string
	build      func(n int) string
}{
	{"keys", "x.yaml", numbered("k%d: 1\n")},
	{"equal keys", "x.yaml", numbered("k: %d\n")},
	{"keys on one line", "x.yaml", between("{", numbered("é%d: 1, "), "}")},
	{"items on one line", "x.yaml", between("é: [", numbered("é %d, "), "x]\n")},
	{"maps on one line", "x.yaml", between("[", numbered("{a: %d, b: é}, "), "]")},
	{"wrong keys on one line", "x.yaml", between("[", numbered("{[é%d]: 1}, "), "]")},
	{"merges of text on one line", "x.yaml", between("[", numbered("{<<: é%d}, "), "]")},
	{"pairs on one line", "x.yaml", between("[", numbered("é: [a: %d], "), "]")},
	{"JSON maps on one line", "x.json", between("[", numbered(`{"é": [%d, {"a": {}}]}, `), "1]")},
	{"tags on one line", "x.yaml", between("é: [", numbered("!é%d x, "), "x]\n")},
	{"a list", "x.yaml", numbered("- {a: %d, b: [x, é]}\n")},
	{"documents", "x.yaml", numbered("---\na: %d\n")},
	{"failing documents", "x.yaml", numbered("---\na%d: [\n")},
	{"failing documents among others", "x.yaml", numbered("---\na: 1\n---\na%d: [\n---\nb: 1\n")},
	{"texts at the root", "x.yaml", numbered("--- |\nx%d\n")},
	{"markers", "x.yaml", between("a: 1\n", repeated("---\n"), "")},
	{"directives of documents", "x.yaml", between("a: 1\n", repeated("...\n---\n"), "")},
	{"comments", "x.yaml", between("a: 1\n", repeated("# c\n"), "")},
	{"comments that speak", "x.yaml", numbered("# kpilint:ignore x -- y\na%d: 1\n")},
	{"comments that speak above nothing", "x.yaml", between("a: 1\n", repeated("# kpilint:ignore x -- y\n"), "")},
	{"anchors", "x.yaml", numbered("- &a%d x\n")},
	{"aliases", "x.yaml", between("- &a {x: 1}\n", repeated("- *a\n"), "")},
	{"aliases on one line", "x.yaml", between("[&a é, ", repeated("*a , "), "]")},
	{"merges", "x.yaml", between("- &a {x: 1, y: 2}\n", numbered("- {<<: *a, z: %d}\n"), "")},
	{"a merge of many", "x.yaml", func(n int) string {
		return "a:\n" + numbered("- &a%d {k: 1}\n")(n) + "b: {<<: [" + numbered("*a%d , ")(n) + "]}"
	}},
	{"folded lines", "x.yaml", numbered("- é%d\n  b\n  c\n")},
	{"block texts", "x.yaml", numbered("- |\n  é%d\n  b\n")},
	{"JSON members", "x.json", between("{", numbered(`"é%d": 1, `), `"z": 1}`)},
	{"JSON items", "x.json", between("[", numbered(`{"é": "\u00e9 %d"}, `), "1]")},
	{"equal JSON members", "x.json", between("{", repeated(`"é": 1, `), `"z": 1}`)},
	{"front matter", "x.md", between("---\nid: x\n", numbered("k%d: 1\n"), "---\n")},
	{"prose with comments", "x.md", between("---\nid: x\n---\n", numbered("Text %d <!-- kpilint:ignore x -- y -->\n\n"), "")},
	{"prose of comments", "x.md", between("---\nid: x\n---\n", repeated("<!-- kpilint:ignore x -- y -->\n"), "")},
}

func repeated(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n) }
}

func numbered(format string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
}

func between(before string, middle func(int) string, after string) func(int) string {
	return func(n int) string { return before + middle(n) + after }
}

// TestGrowth counts the memory that files take to be read, and the steps to find the places in them.
func TestGrowth(t *testing.T) {
	const n = 2000
	for _, c := range growing {
		t.Run(c.name, func(t *testing.T) {
			one, two := work(c.file, c.build(n)), work(c.file, c.build(2*n))
			if limit := one.bytes*23/10 + 500_000; two.bytes > limit {
				t.Errorf("twice as much takes %d bytes of memory, not %d: more than %d", two.bytes, one.bytes, limit)
			}
			if limit := one.steps*23/10 + 1000; two.steps > limit {
				t.Errorf("twice as much takes %d steps, not %d: more than %d", two.steps, one.steps, limit)
			}
		})
	}
}

type cost struct{ bytes, steps uint64 }

// work reads a file and asks each of its values for its place and its fields.
func work(file, data string) cost {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	docs, _ := Parse(file, []byte(data))
	runtime.ReadMemStats(&after)
	c := cost{bytes: after.TotalAlloc - before.TotalAlloc}
	for _, d := range docs {
		c.steps += looks(d.Root)
	}
	for _, d := range docs {
		c.steps += uint64(d.Root.from.walked.Load()) / uint64(len(docs)) // of the whole file
	}
	return c
}

// looks counts the fields that are passed when each one of a map is looked up by its name.
func looks(n *Node) uint64 {
	n.Span()
	total := uint64(len(n.Fields()))
	if n.inside == nil || n.inside.index == nil {
		total *= total
	}
	for _, f := range n.Fields() {
		total += looks(f.Value)
	}
	for _, item := range n.Items() {
		total += looks(item)
	}
	return total
}
