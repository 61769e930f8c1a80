// Package markdown reads Markdown: its headings, paragraphs, entries of lists and tables. Text keeps every byte of the
// file in its place; what is not text, such as code, addresses, tags, comments and marks of emphasis, is painted over.
//
// goldmark finds the blocks. What stands inside of one is painted here, since goldmark takes quadratic time on
// emphasis and links that are made to provoke it, and does not say what became of each byte. Its tables are not used
// either: they leave out the cells of a row beyond those of the header.
package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Read reads a file. Its front matter is a table of keys and values.
func Read(name string, data []byte) (*content.File, error) {
	text, said, err := charset.Decode(data)
	if err != nil {
		return nil, err
	}
	f := &content.File{Name: name, Format: "md", Text: text, Said: said}
	body, line := 0, 1
	if table, end := frontMatter(text); table != nil {
		f.Blocks = append(f.Blocks, content.Block{Kind: content.Grid, Table: table})
		body, line = end, 1+bytes.Count(text[:end], []byte("\n"))
	}
	blocks, unread := Blocks(text[body:], line)
	f.Blocks, f.Unread = append(f.Blocks, blocks...), unread
	return f, nil
}

// Blocks reads a text in UTF-8 whose first line has the given number in its file.
func Blocks(text []byte, line int) ([]content.Block, []content.Note) {
	r := &reader{raw: text, first: line}
	r.at = content.Text{Bytes: text, Line: int32(line), Column: 1}.Places()
	r.shorten()
	r.painted = bytes.Clone(r.raw)
	r.hideComments()
	r.htmlTables()
	r.flatten()
	r.walk(parse(r.painted), 0)
	r.addHTML(len(r.raw) + 1)
	return r.blocks, r.unread
}

// blockParser knows no links, which are painted, and no references to them, whose search is quadratic.
var blockParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...))
})

func parse(painted []byte) ast.Node { return blockParser().Parse(text.NewReader(painted)) }

// reader makes blocks of a tree.
type reader struct {
	raw, painted []byte
	first        int // line, of the first byte
	room         content.Room
	full         bool
	at           *content.Places
	blocks       []content.Block
	unread       []content.Note
	tables       []*htmlTable // of HTML that lie ahead
	spans        int          // columns of their merged cells that were followed
	item         int          // how deep the entry lies that the next paragraph begins; 0 for none
}

// maxLines is how many lines of a text are read. Each may be a block, which takes far more room than its bytes.
const maxLines = 500_000

// shorten leaves out the lines beyond those that are read.
func (r *reader) shorten() {
	at := 0
	for range maxLines {
		n := lineLength(r.raw[at:])
		if at += n; n == 0 {
			return
		}
	}
	if at < len(r.raw) {
		r.note(at, wording.OnlyTheFirstLinesAre(maxLines))
		r.raw = r.raw[:at]
	}
}

var comment = content.Pattern(`(?s)<!--.*?(-->|$)`)

// hideComments paints over comments.
func (r *reader) hideComments() {
	for _, m := range comment.Get().FindAllSubmatchIndex(r.raw, -1) {
		blank(r.painted[m[0]:m[1]])
		if m[2] == m[3] {
			r.note(m[0], wording.ACommentBeginsHereAnd())
		}
	}
}

// note says something of a byte. It counts the lines to there, so few of them are made.
func (r *reader) note(offset int, text string) {
	span := content.Text{Bytes: r.raw, Line: int32(r.first), Column: 1}.Places().Span(offset, offset)
	r.unread = append(r.unread, content.Note{Span: span, Text: text})
}

func blank(text []byte) {
	for i := range text {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
}

// maxNested is how many marks of quotes and lists a line begins with at most.
const maxNested = 16

// mark matches the mark of a quote or an entry of a list at the beginning of a line.
var mark = content.Pattern(`^[ \t]*(?:>|(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$))`)

// flatten paints over lines with more marks at their beginning than somebody writes: a parser takes quadratic time for
// them.
func (r *reader) flatten() {
	first := -1
	for from := 0; from < len(r.painted); {
		to := from + lineLength(r.painted[from:])
		at := from
		for range maxNested {
			m := mark.Get().FindIndex(r.painted[at:to])
			if m == nil {
				break
			}
			at += m[1]
		}
		m := mark.Get().FindIndex(r.painted[at:to])
		if m != nil && !rule.Get().Match(bytes.TrimRight(r.painted[from:to], "\n")) {
			blank(r.painted[from:to])
			if first < 0 {
				first = from
			}
		}
		from = to
	}
	if first >= 0 {
		r.note(first, wording.QuotesAndListsMoreThan(maxNested))
	}
}

var rule = content.Pattern(`^[ \t]*(?:(?:\*[ \t]*)+|(?:-[ \t]*)+)$`)

func lineLength(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// walk reads the blocks below a node that lies in so many lists.
func (r *reader) walk(parent ast.Node, lists int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if lines := n.Lines(); n.Type() == ast.TypeBlock && lines != nil && lines.Len() > 0 {
			r.addHTML(lines.At(0).Start)
		}
		switch n := n.(type) {
		case *ast.Heading:
			r.heading(n)
		case *ast.Paragraph, *ast.TextBlock:
			r.paragraph(linesOf(n))
		case *ast.CodeBlock: // indented text, which in a list is mostly text with too many blanks
			if lists > 0 {
				r.indented(linesOf(n), lists)
			}
		case *ast.HTMLBlock:
			r.html(n)
		case *ast.List:
			r.walk(n, lists+1)
		case *ast.ListItem:
			r.item = lists
			r.walk(n, lists)
			r.item = 0
		case *ast.Blockquote:
			r.walk(n, lists)
		}
	}
}

// extent is where a line of a block stands, without the marks before it.
type extent struct{ from, to int }

func linesOf(n ast.Node) []extent {
	lines := n.Lines()
	all := make([]extent, 0, lines.Len())
	for i := range lines.Len() {
		s := lines.At(i)
		all = append(all, extent{s.Start, s.Stop})
	}
	return all
}

// indented reads lines of a list that are indented too far to be entries or paragraphs of it, as if they were not.
func (r *reader) indented(lines []extent, lists int) {
	for _, line := range lines {
		if m := mark.Get().FindIndex(r.painted[line.from:line.to]); m != nil {
			line.from += m[1]
			r.item = lists
		}
		r.paragraph([]extent{line})
	}
}

func (r *reader) heading(n *ast.Heading) {
	r.item = 0
	if lines := linesOf(n); len(lines) > 0 {
		r.add(content.Block{Kind: content.Heading, Level: n.Level}, lines)
	}
}

// tags are what of HTML is no text with all that is in it.
var tags = content.Pattern(`(?is)^[ \t]*<(?:script|style|\?|!)`)

// html reads the text between tags, a paragraph up to each empty line.
func (r *reader) html(n *ast.HTMLBlock) {
	lines := linesOf(n)
	if n.HasClosure() {
		lines = append(lines, extent{n.ClosureLine.Start, n.ClosureLine.Stop})
	}
	if len(lines) == 0 || tags.Get().Match(r.painted[lines[0].from:lines[0].to]) {
		return
	}
	from := 0
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && len(bytes.TrimSpace(r.painted[lines[i].from:lines[i].to])) > 0 {
			continue
		}
		if from < i {
			r.paragraph(lines[from:i])
		}
		from = i + 1
	}
}

// definition matches a line that says where links lead.
var definition = content.Pattern(`^ {0,3}\[[^\]]+\]:[ \t]*\S`)

// labelled matches a line that begins with a label in bold. Its author sees it as a line of its own: "**Years 2-3:**
// quarterly reports".
var labelled = content.Pattern(`^[ \t]*(?:\*\*[^*\n]{1,80}(?::\*\*|\*\*:)|__[^_\n]{1,80}(?::__|__:))`)

// paragraph reads lines of text, and the tables among them.
func (r *reader) paragraph(lines []extent) {
	from := 0
	end := func(to int) {
		if from < to {
			r.text(lines[from:to])
		}
	}
	for i := 0; i < len(lines); {
		n, header := r.tableAt(lines[i:])
		switch {
		case n > 0:
			end(i)
			r.table(lines[i:i+n], header)
			i += n
			from = i
		case definition.Get().Match(r.painted[lines[i].from:lines[i].to]):
			end(i)
			i++
			from = i
		case from < i && labelled.Get().Match(r.painted[lines[i].from:lines[i].to]):
			end(i)
			from = i
			i++
		default:
			i++
		}
	}
	end(len(lines))
}

// text adds a paragraph or the first text of an entry.
func (r *reader) text(lines []extent) {
	b := content.Block{Kind: content.Paragraph}
	if r.item > 0 {
		b.Kind, b.Level, r.item = content.Item, r.item, 0
		lines[0], b.Ticked = r.pastBox(lines[0])
	}
	r.add(b, lines)
}

var box = content.Pattern(`^\[[ xX]\][ \t]+`)

// pastBox leaves out the box of an entry that can be ticked, and reports whether it is.
func (r *reader) pastBox(line extent) (rest extent, ticked bool) {
	mark := box.Get().Find(r.painted[line.from:line.to])
	line.from += len(mark)
	return line, bytes.ContainsAny(mark, "xX")
}

// add adds a block of text. What lies between its lines, the marks of quotes and lists, is painted over.
func (r *reader) add(b content.Block, lines []extent) {
	for i := 1; i < len(lines); i++ {
		blank(r.painted[lines[i-1].to:lines[i].from])
	}
	from, to := lines[0].from, lines[len(lines)-1].to
	to -= len(r.painted[from:to]) - len(bytes.TrimRight(r.painted[from:to], " \t\r\n"))
	from += len(r.painted[from:max(from, to)]) - len(bytes.TrimLeft(r.painted[from:max(from, to)], " \t\r\n"))
	if from >= to {
		return
	}
	if !r.fits(from, to) {
		return
	}
	b.Strong = bold.Get().Match(r.painted[from:to])
	b.Text = r.paint(from, to)
	r.blocks = append(r.blocks, b)
}

// fits reports whether there is room for one more text, and says so where there is none.
func (r *reader) fits(from, to int) bool {
	if r.full {
		return false
	}
	if r.full = !r.room.Take(to - from); r.full {
		r.unread = append(r.unread, r.room.Note(source.Within{}, r.at.Span(from, from)))
	}
	return !r.full
}

// bold matches a text that is bold from its first to its last word.
var bold = content.Pattern(`^\s*(?:\*\*[^*\n]+\*\*|__[^_\n]+__):?\s*$`)

// paint makes a text of bytes, and paints over what of them is no text.
func (r *reader) paint(from, to int) content.Text {
	at := r.at.Span(from, from)
	if _, cut := content.Cut(r.raw[from:to]); cut {
		short, _ := content.Cut(r.raw[from:to])
		to = from + len(short)
		r.unread = append(r.unread, content.TooLong(source.Within{}, at))
	}
	paint(r.painted[from:to])
	raw := r.raw[from:to:to]
	return content.Text{Bytes: r.painted[from:to:to], Raw: &raw, Line: int32(at.Line), Column: int32(at.Column)}
}
