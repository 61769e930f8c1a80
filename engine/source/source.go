// Package source turns the bytes of YAML, JSON and Markdown files into
// documents whose every value knows where it was written.
//
// Positions are made here, once. Lines and columns start at 1, columns count
// Unicode code points, ends are exclusive, and lines are counted from the top
// of the file. A byte order mark takes no column.
package source

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// The rules a Problem can name.
const (
	NotParsed    = "not-parsed"
	DuplicateKey = "duplicate-key"
)

// A Kind says what a Node holds.
type Kind uint8

// The kinds of nodes. Dates, clock times, `no`, `0o17` and `007` are strings:
// a Number is what JSON calls one.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Map
)

// String returns the kind's name as people say it: "text" for String.
func (k Kind) String() string {
	return [...]string{"null", wording.TrueOrFalse(), "number", "text", "list", "map"}[k]
}

// A Node is one value and its place. Nodes are read-only: an alias shares the
// children of what it names. A value that a Problem refused is Null.
type Node struct {
	Kind       Kind
	Plain      bool // an unquoted YAML scalar, or a JSON number, true, false or null
	Assumed    bool // nobody wrote it: what the words at its place are taken to mean
	form       form
	start, end uint32 // where it stands in the file, in bytes
	shelved    bool   // what is inside is on a shelf; of a map, the keys are known
	remains    uint16 // while its file is put on a shelf, which of the nodes that stay is this one, from 1

	Text   string  // of a scalar: decoded; of a plain one exactly as written ("007", "no", "1.10")
	inside *inside // nil for most
	from   *origin // nil where it was not read from a file
}

// inside is what few nodes have, which are many.
type inside struct {
	fields []Field
	items  []*Node
	index  map[string]int // the place of each key in fields, where there are many
	at     *Span          // of what was not read from a file; nil else
}

// indexFrom is from how many fields on an index is faster than looking through them.
const indexFrom = 32

// A Field is one key of a Map and its value, neither nil.
type Field struct{ Key, Value *Node }

// Get returns the value of key, or nil when n is nil, no map, or has no such key.
func (n *Node) Get(key string) *Node {
	if f := n.Field(key); f != nil {
		return f.Value
	}
	return nil
}

// Field returns the field named key, or nil when n is nil, no map, or has no
// such key. Merged fields are found like written ones.
func (n *Node) Field(key string) *Field {
	if n == nil || n.inside == nil {
		return nil
	}
	f := n.inside.field(key)
	if f == nil || !n.shelved {
		return f
	}
	return n.opened().field(key)
}

func (in *inside) field(key string) *Field {
	if in.index != nil {
		if i, ok := in.index[key]; ok {
			return &in.fields[i]
		}
		return nil
	}
	for i := range in.fields {
		if in.fields[i].Key.Text == key {
			return &in.fields[i]
		}
	}
	return nil
}

// Lookup walks map keys and list indices (from "0") and returns the deepest
// node written on that path, with the part of the path that was not found.
func (n *Node) Lookup(path ...string) (node *Node, rest []string) {
	for i, step := range path {
		next := n.step(step)
		if next == nil {
			return n, path[i:]
		}
		n = next
	}
	return n, nil
}

func (n *Node) step(name string) *Node {
	if n == nil || n.Kind != List {
		return n.Get(name)
	}
	i, err := strconv.Atoi(name)
	if err != nil || i < 0 || i >= len(n.Items()) || strconv.Itoa(i) != name {
		return nil
	}
	return n.Items()[i]
}

// A Document is one value at the top of a file: a YAML document that is not
// empty, a JSON value, or the front matter of a Markdown file.
type Document struct {
	File  string
	Index int // 0-based among the documents that could be read from the file
	Root  *Node
	Prose *Prose // Markdown only, else nil

	Comments []Comment // those of the whole file that speak to us, on its first document
}

// Prose is the text of a Markdown file after its front matter. Its line ends
// are "\n" whatever the file's are; Line is the file's line its first one is.
type Prose struct {
	Text string
	Line int
}

// A Problem is something in a file that could not be read, or not safely.
type Problem struct {
	File    string
	Rule    string // NotParsed or DuplicateKey
	Span    Span   // always set; it may be empty
	Message string
	Was     string // what kpilint 0.2.0 said, for the fingerprints of that time; "" where it is the message
	Related []Related

	Subject string   // what it is about, as written: a key, a word, a part of a line; "" where its place says all
	Path    []string // where that is, from the value that was checked; nil where nobody knows
}

// UnknownField is the rule about keys that are not of the language.
const UnknownField = "unknown-field"

// Language is how a file is written.
type Language uint8

// The languages of files that may hold definitions.
const (
	NoLanguage Language = iota
	YAML
	JSON
	Markdown
)

// LanguageOf is the language that the extension of a name says, in any case.
func LanguageOf(file string) Language {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".yaml", ".yml":
		return YAML
	case ".json":
		return JSON
	case ".md", ".markdown":
		return Markdown
	}
	return NoLanguage
}

// Parse reads the content of one file. The extension of its name says how, in
// any case: .yaml, .yml, .json, .md or .markdown. What can be read is returned
// even when there are problems; an empty file is no problem.
func Parse(file string, data []byte) ([]*Document, []Problem) { return parse(file, data, nil) }

// parse is Parse, with the tree in a room; nil for none.
func parse(file string, data []byte, room *Room) ([]*Document, []Problem) {
	switch LanguageOf(file) {
	case YAML:
		return parseYAML(file, data, room)
	case JSON:
		return parseJSON(file, data)
	case Markdown:
		return parseMarkdown(file, data)
	}
	t := newText(file, data[:0])
	t.problem(0, 0, wording.TheExtensionOfSaysNothing(strconv.Quote(filepath.Base(file))))
	return nil, t.problems
}

// Line returns the nth line of data, from 1, without its line end and without
// a byte order mark; "" when there is none. LF, CRLF and a lone CR end a line.
// Whoever asks for many lines of a file makes Lines of it.
func Line(data []byte, n int) string {
	rest := bytes.TrimPrefix(data, bom)
	for ; n > 1 && len(rest) > 0; n-- {
		rest = rest[afterLine(rest, 0):]
	}
	if n != 1 {
		return ""
	}
	return string(rest[:lineEnd(rest, 0)])
}

// Shown is a line as far as it may be shown: its first n code points, and … where it goes on.
func Shown(line string, n int) string {
	for i := range line {
		if n == 0 {
			return line[:i] + " …"
		}
		n--
	}
	return line
}

// Foreign is how much of each line of a file may be shown, in code points: up to the end of the first key that is not of the language. What
// follows such a key may be anything, also what nobody is to see. problems are what is wrong with the file; lines without such a key are
// not in the map.
func Foreign(problems []Problem) map[int]int {
	until := map[int]int{}
	for _, p := range problems {
		end := p.Span.EndColumn - 1
		if p.Span.EndLine > p.Span.Line {
			end = p.Span.Column - 1
		}
		if n, ok := until[p.Span.Line]; p.Rule == UnknownField && (!ok || end < n) {
			until[p.Span.Line] = end
		}
	}
	return until
}

// TextOf is the text of a node, "" where there is none.
func TextOf(n *Node) string {
	if n == nil {
		return ""
	}
	return n.Text
}
