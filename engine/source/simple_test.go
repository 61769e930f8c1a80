package source

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// bothWays reads YAML in the simplest way, where that is possible, and with the library.
func bothWays(data []byte) (simple, library *yamlReader) {
	read := func() *yamlReader {
		t := newText("x.yaml", data)
		if !t.safe() || !t.safeYAML(int(t.lines[0]), len(data)) {
			return nil
		}
		return &yamlReader{text: t, left: maxNodes}
	}
	simple, library = read(), read()
	if simple == nil || !simple.simple(int(simple.lines[0]), len(data)) {
		return nil, nil
	}
	library.withLibrary(int(library.lines[0]), len(data))
	for _, y := range []*yamlReader{simple, library} {
		if len(y.documents) > 0 {
			y.documents[0].Comments = y.comments(int(y.lines[0]), len(data))
		}
	}
	return simple, library
}

// apart tells what differs between the two ways, "" for nothing.
func apart(data []byte) string {
	simple, library := bothWays(data)
	if simple == nil {
		return ""
	}
	if len(library.problems) > 0 {
		return "the library has problems: " + library.problems[0].Message
	}
	options := cmp.Options{cmp.AllowUnexported(Node{}, inside{}), cmpopts.IgnoreFields(Node{}, "from")}
	return cmp.Diff(library.documents, simple.documents, options) + cmp.Diff(library.left, simple.left)
}

// TestSimple holds that what is simple is read so, and that what is not is left to the library.
func TestSimple(t *testing.T) {
	for _, source := range []string{
		"", "# only a comment", "a: 1", "---\na: 1\n---\n---\nb: 2\n", "- a\n- b: 1\n  c: 2\n- [x]\n",
		"a:\n- x\n- y\nb:\n  - z\n", "a: {b: 1, c: [x, 'y', \"z\"], d: {}} # e\n",
		"a: [] # b\n\n  # c\nd: é ü # f\ng: h#i:j\n",
		"# kpilint:ignore x -- y\na: 'b # c' # kpilint:ignore z -- #\n",
		"\ufeffa: é\nb: ~\n", "  a: 1\n  b:\n   - c: 2\n     d:\n     - e\n",
		"a: -5 min\nb: $5/call\nc: 09:00-17:00\nd: [09:00-17:00, a b ]\n",
		"a: 1\r\nb:\r\n  - 'c'\r\n  - {d: e} # f\r\n", "a: |\r\n  b\r\n  c\r\nd: 1\r\n",
		"a: |\n  b\n\n   c \n# d\ne: >-\n  f\n  g\n\n\n  h\n", "- |-\n b # c\n- >\n é\n", "a:\n  - b: >\n      c\n      d\n",
		"a: >\n b\n  c\n", "a: >-\n b\n\n  c\n d\n\n\n  e\n   f\n\n g\n h\n",
		oneDefinition,
	} {
		if simple, _ := bothWays([]byte(source)); simple == nil {
			t.Errorf("the library has to read\n%s", source)
		}
		if diff := apart([]byte(source)); diff != "" {
			t.Errorf("%s\n%s", source, diff)
		}
	}
	for _, source := range []string{
		"a", "a:", "a: &b c", "a: *b", "a: !!str b", "a: |\n b", "a: >-\n b", "a: |+\n b\n",
		"a: |2\n  b\n",
		"a: >\n b \n c\n", "a: | # b\n c\n",
		"a: |\n\n b\n", "a: |\n b\n \n", "a: |\nb: 1\n", "a: [|\n b]", "a: 1\rb: 2\n", "a: b\n c",
		"a: 'b\n c'", "a: [b,\n c]",
		"? a\n: b", "a: b: c", "a: 'it''s'", `a: "\n"`, "a: 1\na: 2", "<<: {a: 1}",
		"\"a\": 1", "a b: 1", "a:\tb", "%YAML 1.2\n---\na: 1", "a: 1\n...\n", "--- a", "- - a", "-",
		"a: [b: c]", "a: {b}", "a: {b: }", "a: [b, ]", "a: [, b]",
		"a: %b", "a: @b", "a: ?b", "a:\n b: 1\n  c: 2", "a: 1\n- b", "a: [b\nc]", "a: [b] c", "a: 'b' c", "a: [b]#c",
		strings.Repeat("- a:\n  ", 40), strings.Repeat("a", 200) + ": 1", "a: " + strings.Repeat("b", maxScalar+1),
	} {
		if simple, _ := bothWays([]byte(source)); simple != nil {
			t.Errorf("read as if it were simple:\n%s", source)
		}
	}
}

// TestSimpleOnCorpus compares both ways on all files that other tests read.
func TestSimpleOnCorpus(t *testing.T) {
	read := 0
	for name, data := range corpus(t) {
		if simple, _ := bothWays(data); simple != nil {
			read++
		}
		if diff := apart(data); diff != "" {
			t.Errorf("%s\n%s", name, diff)
		}
	}
	if read < 5 {
		t.Errorf("only %d files are simple", read)
	}
}

// FuzzSimple holds that what is read in the simplest way is what the library makes of it.
func FuzzSimple(f *testing.F) {
	for _, data := range corpus(f) {
		f.Add(data)
	}
	f.Add([]byte(oneDefinition))
	f.Fuzz(func(t *testing.T, data []byte) {
		if diff := apart(data); diff != "" {
			t.Error(diff)
		}
	})
}

// TestSimpleOnMixtures compares both ways on texts put together at random from what YAML is made of.
func TestSimpleOnMixtures(t *testing.T) {
	parts := strings.Split("a|b: |c:|- |  |   |\n|\n|\n  |\n- |\nd: |\n  e: |"+
		"'|\"|[|]|{|}|, |,|: |:|#| # x|-|---\n|1|~|é|<<|?|.|&|/|=|!|*|%|@|null", "|")
	random := rand.New(rand.NewPCG(1, 2))
	read := 0
	for range mixtures {
		var b strings.Builder
		for range 1 + random.IntN(14) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		if simple, _ := bothWays([]byte(b.String())); simple != nil {
			read++
		}
		if diff := apart([]byte(b.String())); diff != "" {
			t.Fatalf("%q\n%s", b.String(), diff)
		}
	}
	if read < mixtures/100 {
		t.Errorf("only %d of %d texts are simple", read, mixtures)
	}
}

// TestSimpleOnFolded compares both ways on folded lines at random.
func TestSimpleOnFolded(t *testing.T) {
	begin := []string{"a: >\n", "a: >-\n", "- >\n", "b:\n  - c: >-\n"}
	lines := []string{"", "", "x", " x", "  y", "  - y", "   z", "     # z", "      : w", "       v: 1", "\u00e9"}
	random := rand.New(rand.NewPCG(3, 4))
	read := 0
	for range mixtures {
		var b strings.Builder
		b.WriteString(begin[random.IntN(len(begin))])
		for range 1 + random.IntN(6) {
			b.WriteString(lines[random.IntN(len(lines))] + "\n")
		}
		if simple, _ := bothWays([]byte(b.String())); simple != nil {
			read++
		}
		if diff := apart([]byte(b.String())); diff != "" {
			t.Fatalf("%q\n%s", b.String(), diff)
		}
	}
	if read < mixtures/20 {
		t.Errorf("only %d of %d texts are simple", read, mixtures)
	}
}

const mixtures = 20_000
