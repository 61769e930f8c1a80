package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// PieceKind is what a piece of a page is.
type PieceKind uint8

// The kinds of pieces.
const (
	Prose PieceKind = iota // a paragraph
	Title                  // a heading
	Entry                  // of a list
	Code
)

// Piece is a block of a page as it is written, for those who lay it out anew. Its lines have no mark of the block: no
// number sign of a heading, no bullet, no fence.
type Piece struct {
	Kind  PieceKind
	Apart bool // an empty line stands before it
	Lines []string
}

// Page takes a page apart, in the order of its blocks.
func Page(page string) []Piece {
	p := pager{source: []byte(page)}
	for n := parse(p.source).FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n, false, Prose)
	}
	return p.pieces
}

type pager struct {
	source []byte
	pieces []Piece
}

// block adds the pieces of a block. The first one in an entry of a list is an entry.
func (p *pager) block(n ast.Node, apart bool, as PieceKind) {
	apart = apart || n.HasBlankPreviousLines()
	switch n.Kind() {
	case ast.KindHeading:
		p.add(Title, apart, n)
	case ast.KindFencedCodeBlock, ast.KindCodeBlock:
		p.add(Code, apart, n)
	case ast.KindParagraph, ast.KindTextBlock, ast.KindHTMLBlock:
		p.add(as, apart, n)
	case ast.KindListItem:
		as = Entry
		fallthrough
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			p.block(c, apart && c == n.FirstChild(), as)
			if as == Entry {
				as = Prose
			}
		}
	}
}

func (p *pager) add(kind PieceKind, apart bool, n ast.Node) {
	piece := Piece{Kind: kind, Apart: apart && len(p.pieces) > 0}
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := strings.TrimRight(string(at.Value(p.source)), "\n")
		if kind != Code {
			line = strings.TrimSpace(line)
		}
		piece.Lines = append(piece.Lines, line)
	}
	p.pieces = append(p.pieces, piece)
}
