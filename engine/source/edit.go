package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// A Splice replaces the bytes [From, To) of a file.
type Splice struct {
	From, To int
	Text     string
}

// Span is the region that the splice replaces in its file.
func (s Splice) Span(data []byte) Span { return newOrigin("", data, nil).span(s.From, s.To) }

// Apply makes splices in a text. They must be in order and not overlap. The result is not nil, also where nothing is
// left.
func Apply(data []byte, splices []Splice) []byte {
	out := make([]byte, 0, len(data))
	at := 0
	for _, s := range splices {
		out = append(append(out, data[at:s.From]...), s.Text...)
		at = s.To
	}
	return append(out, data[at:]...)
}

// What keeps a value from being edited where it stands.
var (
	errShared = errors.New(wording.ItIsWrittenOnceAnd())
	errLines  = errors.New(wording.ItIsWrittenOverSeveral())
	errPlace  = errors.New(wording.ItDoesNotStandOn())
)

// Own walks map keys and list indices to a value that is written inside of this one, and nowhere else. A nil node
// with no error is one that is not written: all before the last step is.
func (n *Node) Own(path ...string) (*Node, error) {
	for i, step := range path {
		next := n.step(step)
		switch {
		case next == nil && i == len(path)-1:
			return nil, nil
		case next == nil:
			return nil, errors.New(wording.TheFieldAroundItIs())
		case n.isAlias() || next.from != n.from || next.start < n.start || next.end > n.end:
			return nil, errShared
		}
		n = next
	}
	return n, nil
}

// Replace writes another text in place of a scalar, in quotes of the kind it has. An alias is refused: what it names
// is used elsewhere too.
func (n *Node) Replace(text string) (Splice, error) {
	s := Splice{int(n.start), int(n.end), ""}
	switch {
	case n.isAlias():
		return s, errShared
	case n.form == block || bytes.ContainsAny(n.from.bytes()[n.start:n.end], "\r\n"):
		return s, errLines
	case n.isJSON():
		s.Text = jsonScalar(n, text)
	case n.form == single:
		s.Text = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case n.form == double || !plainSafe().MatchString(text) || n.Plain && n.Kind == String && plainKind(text) != String:
		s.Text = quoted(text)
	default:
		s.Text = text
	}
	if n.start == n.end { // a value of which nothing is written: after its colon
		s.Text = " " + s.Text
	}
	return s, nil
}

func (n *Node) isAlias() bool {
	return n.form == whole && n.start < n.end && n.from.bytes()[n.start] == '*'
}

func (n *Node) isJSON() bool { return strings.EqualFold(filepath.Ext(n.from.file), ".json") }

func jsonScalar(n *Node, text string) string {
	if n.Kind == Number && json.Valid([]byte(text)) {
		return text
	}
	return quoted(text)
}

// plainSafe is a text that means itself without quotes, in brackets too.
var plainSafe = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9€£$][A-Za-z0-9€£$ ./%-]*[A-Za-z0-9%]$|^[A-Za-z0-9]$`)
})

// quoted writes a text in double quotes, which YAML reads as JSON does.
func quoted(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string always encodes
	return strings.TrimSuffix(b.String(), "\n")
}

// Scalar writes a text as a value: without quotes where that means the same.
func (n *Node) Scalar(text string) string {
	if !n.isJSON() && plainSafe().MatchString(text) {
		return text
	}
	return quoted(text)
}

// Add writes a further field at the end of a map, as the fields before it are written. value is as it is to be
// written, on one line and the same in YAML and JSON. A comment is left out where the language has none.
func (n *Node) Add(key, value, comment string) (Splice, error) {
	switch {
	case n.Kind != Map || len(n.Fields()) == 0:
		return Splice{}, errors.New(wording.ThereIsNoFieldBeside())
	case n.isAlias():
		return Splice{}, errShared
	}
	last := n.lastWritten()
	if last == nil {
		return Splice{}, errShared
	}
	if n.inBraces() {
		return n.addInBraces(last, key, value), nil
	}
	at := lineEnd(n.from.bytes(), max(int(last.Value.end), int(last.Key.end)))
	if last.Value.form == block {
		at = max(int(last.Value.end), int(last.Key.end))
	}
	line := strings.Repeat(" ", n.Fields()[0].Key.Span().Column-1) + key + ": " + value
	if comment != "" {
		line += " # " + comment
	}
	if at > 0 && isBreak(n.from.bytes()[at-1]) { // after a block scalar that ends with its line
		return Splice{at, at, line + n.lineBreak()}, nil
	}
	return Splice{at, at, n.lineBreak() + line}, nil
}

// lastWritten is the field written last within the map itself; nil when all came by a merge.
func (n *Node) lastWritten() *Field {
	var last *Field
	for i := range n.Fields() {
		f := &n.Fields()[i]
		inside := f.Key.from == n.from && f.Key.start >= n.start && f.Key.start < n.end
		if inside && (last == nil || f.Key.start > last.Key.start) {
			last = f
		}
	}
	return last
}

func (n *Node) inBraces() bool { return n.start < n.end && n.from.bytes()[n.start] == '{' }

func (n *Node) addInBraces(last *Field, key, value string) Splice {
	if n.isJSON() {
		key = quoted(key)
	}
	at := max(int(last.Value.end), int(last.Key.end))
	separator := ", "
	start := int(n.from.starts()[last.Key.Span().Line-1])
	if len(bytes.TrimSpace(n.from.bytes()[start:last.Key.start])) == 0 { // a line for each field
		separator = "," + n.lineBreak() + string(n.from.bytes()[start:last.Key.start])
	}
	return Splice{at, at, separator + key + ": " + value}
}

// lineBreak is how lines of the file end.
func (n *Node) lineBreak() string {
	i := lineEnd(n.from.bytes(), 0)
	if i >= len(n.from.bytes()) {
		return "\n"
	}
	return string(n.from.bytes()[i:afterLine(n.from.bytes(), i)])
}

// Remove takes out a field of a map or an entry of a list, with the lines that it fills.
func (n *Node) Remove(token string) (Splice, error) {
	if n.isAlias() {
		return Splice{}, errShared
	}
	start, end, count := n.extent(token)
	switch {
	case start < 0:
		return Splice{}, errors.New(wording.ItIsNotWrittenThere())
	case start < int(n.start) || end > int(n.end):
		return Splice{}, errShared
	case count == 1:
		return Splice{}, errors.New(wording.NothingWouldBeLeftBeside())
	}
	if n.inBraces() || n.start < n.end && n.from.bytes()[n.start] == '[' {
		return n.removeInBraces(start, end), nil
	}
	return n.removeLines(start, end)
}

// extent is where a field or entry begins and ends, and how many there are.
func (n *Node) extent(token string) (start, end, count int) {
	if f := n.Field(token); f != nil {
		return int(f.Key.start), max(int(f.Key.end), int(f.Value.end)), len(n.Fields())
	}
	item := n.step(token)
	if n.Kind != List || item == nil {
		return -1, 0, 0
	}
	start = int(item.start)
	if n.from.bytes()[n.start] != '[' {
		start = bytes.LastIndexByte(n.from.bytes()[:start], '-')
	}
	return start, int(item.end), len(n.Items())
}

func (n *Node) removeInBraces(start, end int) Splice {
	data := n.from.bytes()
	after := skipSpace(data, end)
	if after < len(data) && data[after] == ',' {
		return Splice{start, skipSpace(data, after+1), ""}
	}
	before := bytes.LastIndexByte(data[:start], ',')
	return Splice{before, end, ""}
}

// removeLines takes out whole lines, so it needs them to hold nothing else.
func (n *Node) removeLines(start, end int) (Splice, error) {
	data := n.from.bytes()
	from := start
	for from > 0 && !isBreak(data[from-1]) {
		from--
	}
	to := lineEnd(data, end)
	if end > 0 && isBreak(data[end-1]) {
		to = end
	}
	rest := bytes.TrimLeft(data[end:to], " \t")
	if len(bytes.TrimSpace(data[from:start])) > 0 || len(rest) > 0 && rest[0] != '#' {
		return Splice{}, errPlace
	}
	if to < len(data) && isBreak(data[to]) {
		to = afterLine(data, to)
	}
	return Splice{from, to, ""}, nil
}

// RemoveDocument takes out the document whose root this is, with the `---` before it, or after it when it is the first.
func (n *Node) RemoveDocument() (Splice, error) {
	if n.isJSON() || strings.HasPrefix(strings.ToLower(filepath.Ext(n.from.file)), ".m") {
		return Splice{}, errors.New(wording.RemoveItByHand())
	}
	y := &yamlReader{text: &text{origin: n.from, data: n.from.bytes()}}
	from, to := int(n.from.starts()[0]), y.marker(int(n.end))
	for line := n.from.lineOf(int(n.start)); line > 0; line-- {
		if start := int(n.from.starts()[line-1]); isMarker(n.from.bytes(), start, "---") {
			from = start
			break
		}
	}
	first := from == int(n.from.starts()[0]) && !isMarker(n.from.bytes(), from, "---")
	if first && to < len(n.from.bytes()) && isMarker(n.from.bytes(), to, "---") {
		to = afterLine(n.from.bytes(), to)
	}
	return Splice{from, to, ""}, nil
}
