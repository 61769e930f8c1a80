package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/kpilint/kpilint/engine/wording"
)

func parseYAML(file string, data []byte, room *Room) ([]*Document, []Problem) {
	t := room.newText(file, data)
	if !t.safe() {
		return nil, t.problems
	}
	return t.yaml(int(t.lines[0]), len(data)), t.problems
}

// yaml reads the documents between two bytes that start lines.
func (t *text) yaml(from, to int) []*Document {
	if !t.safeYAML(from, to) {
		return nil
	}
	y := t.room.newYAML()
	*y = yamlReader{text: t, left: maxNodes}
	if y.simple(from, to) {
		y.simply = to == len(y.data)
	} else {
		y.withLibrary(from, to)
	}
	if len(y.documents) > 0 {
		y.documents[0].Comments = y.comments(from, to)
	}
	return y.documents
}

// withLibrary reads the documents between two bytes with the YAML library.
func (y *yamlReader) withLibrary(from, to int) {
	y.library = readAs11(y.data, from)
	switch err := y.stream(from, to); err {
	case nil:
	case errRunOver:
		y.oneByOne(from, to)
	default:
		reported := len(y.problems)
		y.oneByOne(from, to)
		if y.end = to; len(y.problems) == reported {
			y.failure(err, y.end)
		}
	}
}

// oneByOne reads the documents from the one that failed on, each by itself:
// the library reads ahead, so its error may be about a later one.
func (y *yamlReader) oneByOne(from, to int) {
	if y.last > 0 {
		from = y.documentEnd(int(y.lines[y.last-1]))
	}
	for from < to && !y.spent() {
		end := min(y.documentEnd(from), to)
		if err := y.stream(from, end); err != nil {
			y.failure(err, from)
		}
		from = end
	}
}

// documentEnd returns the start of the line that ends the document that starts
// at a line, with the directives before it.
func (y *yamlReader) documentEnd(i int) int {
	if isMarker(y.data, i, "...") {
		i = afterLine(y.data, i)
	}
	for i < len(y.data) && isHead(y.data[i:lineEnd(y.data, i)]) {
		i = afterLine(y.data, i)
	}
	if isMarker(y.data, i, "---") {
		i = afterLine(y.data, i)
	}
	return y.marker(i)
}

// marker returns the first line from i on that starts or ends a document. No
// value goes on across such a line, not even in quotes or brackets.
func (y *yamlReader) marker(i int) int {
	for i < len(y.data) && !isMarker(y.data, i, "---") && !isMarker(y.data, i, "...") {
		i = afterLine(y.data, i)
	}
	return i
}

func isMarker(data []byte, i int, marker string) bool {
	return bytes.HasPrefix(data[i:], []byte(marker)) && (i+3 == len(data) || isSpace(data[i+3]))
}

// A yamlReader makes nodes of ours from the nodes of the YAML library.
type yamlReader struct {
	*text
	library   []byte // what the YAML library is given for data
	documents []*Document
	firstLine int // of the stream the library reads, less one
	last      int // the line on which its last good document starts, 0 for none
	left      int // nodes that may still be made
	anchors   map[*yaml.Node]*Node
	active    map[*yaml.Node]bool // anchored nodes that are being made
}

// stream reads the documents between two bytes, until one cannot be parsed.
func (y *yamlReader) stream(from, to int) error {
	y.firstLine, y.end, y.last = y.lineOf(from)-1, to, 0
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	loader, err := yaml.NewLoader(bytes.NewReader(y.library[from:to]), yaml.WithPlugin(limits))
	for err == nil && !y.spent() {
		var document yaml.Node
		if err = load(loader, &document); err == nil {
			if y.runsOver(&document, to) {
				return errRunOver
			}
			y.document(&document)
			y.last = document.Line + y.firstLine
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

var errRunOver = errors.New(wording.ATextGoesOnInto())

// runsOver reports a document that is a block of text without indentation, and
// that the library has read beyond the line that ends it.
func (y *yamlReader) runsOver(document *yaml.Node, to int) bool {
	if len(document.Content) == 0 || document.Content[0].Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return false
	}
	return y.marker(afterLine(y.data, y.start(document.Content[0]))) < to
}

// load guards against the states the library holds for impossible: it panics
// in them, and one file must not end the whole run.
func load(loader *yaml.Loader, document *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New(wording.ParseDocument(fmt.Sprintf("%v", r)))
		}
	}()
	return loader.Load(document)
}

func (y *yamlReader) document(document *yaml.Node) {
	if len(document.Content) == 0 || isEmpty(document.Content[0]) {
		return
	}
	y.anchors, y.active = nil, nil
	root := y.node(document.Content[0], 1, -1)
	if y.spent() {
		return
	}
	y.documents = append(y.documents, &Document{File: y.file, Index: len(y.documents), Root: root})
}

// isEmpty reports a value of which nothing is written, not even a tag.
func isEmpty(n *yaml.Node) bool {
	return isUnwritten(n) && !hasProperties(n)
}

// isUnwritten reports a value of which at most an anchor and a tag are written.
func isUnwritten(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&^yaml.TaggedStyle == 0
}

func hasProperties(n *yaml.Node) bool {
	return n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 || n.Tag == "!"
}

// node makes a node at a depth, from 1. empty is where it is when nothing of
// it is written, or negative when the library knows that.
func (y *yamlReader) node(n *yaml.Node, depth, empty int) *Node {
	if n.Kind == yaml.AliasNode {
		return y.alias(n, depth)
	}
	made := y.newNode()
	if n.Anchor == "" {
		y.fill(made, n, depth, empty)
		return made
	}
	y.begin(n)
	y.fill(made, n, depth, empty)
	delete(y.active, n)
	y.anchors[n] = made
	return made
}

func (y *yamlReader) begin(n *yaml.Node) {
	if y.anchors == nil {
		y.anchors, y.active = map[*yaml.Node]*Node{}, map[*yaml.Node]bool{}
	}
	y.active[n] = true
}

func (y *yamlReader) fill(made *Node, n *yaml.Node, depth, empty int) {
	start := y.start(n)
	if !y.afford(start) {
		return
	}
	switch n.Kind {
	case yaml.MappingNode:
		y.mapping(made, n, start, depth)
	case yaml.SequenceNode:
		y.sequence(made, n, start, depth)
	default:
		y.scalar(made, n, start, empty)
	}
	if made.Kind == Null {
		made.form = whole
	}
}

// start returns where a value starts, after its anchor and tag.
func (y *yamlReader) start(n *yaml.Node) int {
	at := y.offset(n.Line+y.firstLine, n.Column)
	if !hasProperties(n) {
		return at
	}
	end, value := skipProperties(y.data, at, n.Anchor)
	switch {
	case isUnwritten(n):
		return end
	case n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0:
		return y.blockStart(n, at, value)
	}
	return value
}

// blockStart is where a block mapping with an anchor or a tag starts: at the
// properties of its first key, which look like its own, or at a `?`.
func (y *yamlReader) blockStart(n *yaml.Node, at, value int) int {
	if len(n.Content) == 0 {
		return value
	}
	key := y.offset(n.Content[0].Line+y.firstLine, n.Content[0].Column)
	if value < key && y.data[value] == '?' {
		return value
	}
	return key
}

// cover sets the span of a node.
func (y *yamlReader) cover(made *Node, start, end int) {
	end = max(start, end)
	made.start, made.end = uint32(start), uint32(end)
}

func (y *yamlReader) scalar(made *Node, n *yaml.Node, start, empty int) {
	if isEmpty(n) && empty >= 0 {
		start = empty
	}
	end := start
	made.Text, made.Kind = n.Value, String
	switch style := n.Style &^ yaml.TaggedStyle; {
	case style&yaml.DoubleQuotedStyle != 0:
		made.form, end = double, doubleEnd(y.data, start)
	case style&yaml.SingleQuotedStyle != 0:
		made.form, end = single, singleEnd(y.data, start)
	case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		made.form, end = block, blockEnd(y.data, start, n.Value)
	default:
		made.form, end = plain, follow(y.data, start, n.Value)
		made.Plain, made.Kind = true, plainKind(n.Value)
	}
	y.cover(made, start, end)
	y.hold(made)
	y.tagged(made, n)
	if !y.shortEnough(start, end, n.Value) {
		made.Kind, made.Text = Null, ""
	}
}

// tagged applies the tag written before a value.
func (y *yamlReader) tagged(made *Node, n *yaml.Node) {
	if !hasProperties(n) {
		return
	}
	if n.Tag == "!" && made.Kind != List && made.Kind != Map {
		made.Kind = String
	}
	if n.Style&yaml.TaggedStyle == 0 {
		return
	}
	if kind, ok := tagKind(n.Tag, made); ok {
		made.Kind = kind
		return
	}
	at := y.offset(n.Line+y.firstLine, n.Column)
	end, _ := skipProperties(y.data, at, n.Anchor)
	y.problem(at, end, wording.TagDoesNotFitThis(strconv.Quote(clip(n.Tag))))
}

// tagKind returns the kind that a tag of the core schema makes of a value.
func tagKind(tag string, made *Node) (kind Kind, ok bool) {
	switch tag {
	case "!!map":
		return Map, made.Kind == Map
	case "!!seq":
		return List, made.Kind == List
	case "!!merge":
		return made.Kind, made.Text == "<<"
	}
	if made.Kind == Map || made.Kind == List {
		return made.Kind, false
	}
	written := plainKind(made.Text)
	switch tag {
	case "!!str":
		return String, true
	case "!!null":
		return Null, written == Null
	case "!!bool":
		return Bool, written == Bool
	case "!!int":
		return Number, written == Number && !strings.ContainsAny(made.Text, ".eE")
	case "!!float":
		return Number, written == Number
	}
	return made.Kind, false
}

func (y *yamlReader) sequence(made *Node, n *yaml.Node, start, depth int) {
	made.Kind = List
	y.tagged(made, n)
	end := start + 1
	if y.tooDeep(start, depth) {
		y.cover(made, start, end)
		return
	}
	made.inside = &inside{items: make([]*Node, 0, len(n.Content))}
	for _, c := range n.Content {
		item := y.node(c, depth+1, -1)
		if y.spent() {
			return
		}
		made.AppendItems(item)
		end = max(end, int(item.end))
	}
	if n.Style&yaml.FlowStyle != 0 {
		end = bracketEnd(y.data, end)
	}
	y.cover(made, start, end)
}

func (y *yamlReader) tooDeep(start, depth int) bool {
	if depth <= maxDepth {
		return false
	}
	y.problemAt(start, wording.NestedMoreThanLevelsDeep(maxDepth))
	return true
}
