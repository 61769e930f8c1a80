// Package frontmatter is a block of Markdown that goldmark does not know: what stands at the top of a file between two
// lines of dashes. It is the first block or none, so goldmark stops after it, and the text below is not looked at.
package frontmatter

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Style is how people set front matter apart.
type Style uint8

const (
	// Dashes is as in definitions: `---` above and below.
	Dashes Style = iota
	// Any is as in documents of others: also `+++` above and below, and `...` below.
	Any
)

// Matter is front matter as byte offsets: of its first line and of the line that ends it, and where the text below
// begins. Where no line ends it, both are the length of the file, and Closed is false.
type Matter struct {
	From, To, After int
	Closed          bool
}

// Find finds the front matter of a text whose lines end in "\n" or "\r\n"; nil where it begins with none.
func Find(data []byte, style Style) *Matter {
	node, _ := parsers()[style].Parse(text.NewReader(data)).FirstChild().(*block)
	if node == nil {
		return nil
	}
	return &node.Matter
}

var parsers = sync.OnceValue(func() [2]parser.Parser {
	var all [2]parser.Parser
	for style := range all {
		all[style] = parser.NewParser(parser.WithBlockParsers(util.Prioritized(reader(style), 0)))
	}
	return all
})

// block is front matter as a node.
type block struct {
	ast.BaseBlock
	Matter
	fence []byte
}

var kind = ast.NewNodeKind("FrontMatter")

func (b *block) Kind() ast.NodeKind            { return kind }
func (b *block) IsRaw() bool                   { return true }
func (b *block) Dump(source []byte, level int) { ast.DumpHelper(b, source, level, nil, nil) }

// reader reads front matter in a style.
type reader Style

func (r reader) Trigger() []byte { return []byte("-+") }

func (r reader) Open(_ ast.Node, from text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, at := from.PeekLine()
	fence := bytes.TrimRight(line, blanks)
	if at.Start != 0 || !slices.Contains(r.fences(), string(fence)) {
		return nil, parser.NoChildren
	}
	end := len(from.Source())
	from.AdvanceToEOL()
	return &block{Matter: Matter{From: at.Stop, To: end, After: end}, fence: fence}, parser.NoChildren
}

func (r reader) Continue(node ast.Node, from text.Reader, _ parser.Context) parser.State {
	b := node.(*block)
	if b.Closed {
		return parser.Close
	}
	line, at := from.PeekLine()
	end := bytes.TrimRight(line, blanks)
	if bytes.Equal(end, b.fence) || Style(r) == Any && string(end) == "..." {
		b.To, b.After, b.Closed = at.Start, at.Stop, true
	}
	from.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (r reader) Close(ast.Node, text.Reader, parser.Context) {}
func (r reader) CanInterruptParagraph() bool                 { return false }
func (r reader) CanAcceptIndentedLine() bool                 { return false }

const blanks = " \t\r\n"

func (r reader) fences() []string {
	if Style(r) == Any {
		return []string{"---", "+++"}
	}
	return []string{"---"}
}
