package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

func parseYAML(file string, data []byte) ([]*Document, []Problem) {
	t := newText(file, data)
	if !t.safe() || !t.safeYAML(int(t.lines[0])) {
		return nil, t.problems
	}
	return t.yaml(int(t.lines[0])), t.problems
}

// yaml reads the documents from a byte on, which starts a line. Where one
// cannot be parsed it goes on with the next.
func (t *text) yaml(from int) []*Document {
	y := &yamlReader{text: t, left: maxNodes, library: readAs11(t.data, from)}
	for from < len(t.data) && !y.spent() {
		failed, ok := y.stream(from)
		if ok {
			break
		}
		from = t.nextDocument(from, failed)
	}
	return y.documents
}

// nextDocument returns the first line after from, and not before the line that
// failed lies in, that only says `---`. No YAML value goes on across such a
// line, so whatever failed ends there.
func (t *text) nextDocument(from, failed int) int {
	for _, start := range t.lines[t.lineOf(failed)-1:] {
		i := int(start)
		if i > from && bytes.HasPrefix(t.data[i:], []byte("---")) && onlyComment(t.data, i+3) {
			return i
		}
	}
	return len(t.data)
}

func onlyComment(data []byte, i int) bool {
	rest := data[i:lineEnd(data, i)]
	trimmed := bytes.TrimLeft(rest, " \t")
	return len(trimmed) == 0 || trimmed[0] == '#' && len(trimmed) < len(rest)
}

// A yamlReader makes nodes of ours from the nodes of the YAML library.
type yamlReader struct {
	*text
	library   []byte // what the YAML library is given for data
	documents []*Document
	firstLine int // of the stream the library reads, less one
	left      int // nodes that may still be made
	anchors   map[*yaml.Node]*Node
	active    map[*yaml.Node]bool // anchored nodes that are being made
}

// stream reads documents until the end, or until one cannot be parsed; then it
// returns where.
func (y *yamlReader) stream(from int) (failed int, ok bool) {
	line, _ := y.place(from)
	y.firstLine = line - 1
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	loader, err := yaml.NewLoader(bytes.NewReader(y.library[from:]), yaml.WithPlugin(limits))
	for err == nil && !y.spent() {
		var document yaml.Node
		if err = load(loader, &document); err == nil {
			y.document(&document)
		}
	}
	if err == nil || errors.Is(err, io.EOF) {
		return 0, true
	}
	return y.failure(err, from), false
}

// load guards against the states the library holds for impossible: it panics
// in them, and one file must not end the whole run.
func load(loader *yaml.Loader, document *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("parse document: %v", r)
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
	made := &Node{text: y.text}
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
	made.Span = y.span(start, end)
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
	y.problem(at, end, "tag %q does not fit this value or is not known: write the value without a tag", clip(n.Tag))
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
	made.Items = make([]*Node, 0, len(n.Content))
	for _, c := range n.Content {
		item := y.node(c, depth+1, -1)
		if y.spent() {
			return
		}
		made.Items = append(made.Items, item)
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
	y.problemAt(start, "nested more than %d levels deep: take it apart", maxDepth)
	return true
}
