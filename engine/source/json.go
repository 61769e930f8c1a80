package source

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/wording"
)

// parseJSON reads the JSON value of a file, strictly. What follows it, or the
// first error, is not read.
func parseJSON(file string, data []byte) ([]*Document, []Problem) {
	t := newText(file, data)
	if !t.safe() {
		return nil, t.problems
	}
	j := &jsonReader{text: t, at: int(t.lines[0]), left: maxNodes}
	if j.skip(); j.at == len(j.data) {
		return nil, nil
	}
	root := j.value(1)
	if root == nil {
		return nil, t.problems
	}
	if j.skip(); j.at < len(j.data) {
		j.trailing()
	}
	return []*Document{{File: file, Root: root}}, t.problems
}

// trailing reports what stands after the value of the file.
func (j *jsonReader) trailing() {
	switch j.data[j.at] {
	case '{', '[', '"':
		j.problemAt(j.at, wording.AJSONFileHoldsOne())
	default:
		j.problemAt(j.at, wording.AJSONFileEndsWith(j.see(j.at)))
	}
}

// A jsonReader reads a value. Its methods return nil, or
// false, after they reported a problem that ends the reading.
type jsonReader struct {
	*text
	at   int // next byte
	left int // nodes that may still be made
}

func (j *jsonReader) skip() {
	for j.at < len(j.data) && isSpace(j.data[j.at]) {
		j.at++
	}
}

// next returns the next byte that is no space, 0 at the end.
func (j *jsonReader) next() byte {
	j.skip()
	if j.at == len(j.data) {
		return 0
	}
	return j.data[j.at]
}

func (j *jsonReader) value(depth int) *Node {
	c := j.next()
	if j.left--; j.left < 0 {
		j.problemAt(j.at, wording.TheFileHasMoreThan(maxNodes))
		return nil
	}
	switch {
	case c == '{' || c == '[':
		return j.collection(c, depth)
	case c == '"':
		return j.string()
	case c == '-' || c >= '0' && c <= '9':
		return j.number()
	}
	return j.word()
}

func (j *jsonReader) scalar(start int, kind Kind, form form, s string) *Node {
	if !j.shortEnough(start, j.at, s) {
		kind, s, form = Null, "", whole
	}
	n := j.newNode()
	n.Kind, n.Text, n.Plain, n.form = kind, s, form == plain, form
	n.start, n.end = uint32(start), uint32(j.at)
	return n
}

func (j *jsonReader) collection(open byte, depth int) *Node {
	start := j.at
	if depth > maxDepth {
		j.problemAt(start, wording.NestedMoreThanLevelsDeep(maxDepth))
		return nil
	}
	n := j.newNode()
	n.Kind, n.start = List, uint32(start)
	j.at++
	ok := false
	if open == '{' {
		n.Kind = Map
		ok = j.members(n, depth)
	} else {
		ok = j.items(n, depth)
	}
	if !ok {
		return nil
	}
	n.end = uint32(j.at)
	return n
}

func (j *jsonReader) items(n *Node, depth int) bool {
	if j.next() == ']' {
		j.at++
		return true
	}
	for {
		item := j.value(depth + 1)
		if item == nil {
			return false
		}
		n.AppendItems(item)
		if more, ok := j.more(n, ']'); !more {
			return ok
		}
	}
}

func (j *jsonReader) members(n *Node, depth int) bool {
	if j.next() == '}' {
		j.at++
		return true
	}
	keys := keySet{of: n}
	for {
		if !j.member(&keys, depth) {
			return false
		}
		if more, ok := j.more(n, '}'); !more {
			return ok
		}
	}
}

func (j *jsonReader) member(keys *keySet, depth int) bool {
	if j.next() != '"' {
		j.unexpected(wording.AKeyInDoubleQuotes())
		return false
	}
	key := j.string()
	if key == nil || !j.expect(':', wording.AfterTheKey()) {
		return false
	}
	value := j.value(depth + 1)
	if value == nil {
		return false
	}
	if first := keys.find(key.Text); first != nil {
		j.duplicate(key, first)
	} else {
		keys.add(Field{key, value})
	}
	return true
}

func (j *jsonReader) expect(c byte, what string) bool {
	if j.next() != c {
		j.unexpected(what)
		return false
	}
	j.at++
	return true
}

// more takes the comma between values, or the bracket after the last one.
func (j *jsonReader) more(n *Node, closing byte) (more, ok bool) {
	switch j.next() {
	case closing:
		j.at++
		return false, true
	case ',':
		return j.afterComma(closing)
	}
	j.unexpected(wording.ACommaOrTheThat(strconv.Quote(string(closing)), strconv.Quote(string(j.data[n.start])),
		n.Span().Line))
	return false, false
}

func (j *jsonReader) afterComma(closing byte) (more, ok bool) {
	comma := j.at
	j.at++
	if j.next() == closing {
		j.problemAt(comma, wording.JSONAllowsNoCommaBefore(strconv.Quote(string(closing))))
		return false, false
	}
	return true, true
}

// unexpected reports what stands at the current byte instead of something.
func (j *jsonReader) unexpected(wanted string) {
	rest := j.data[j.at:]
	switch {
	case bytes.HasPrefix(rest, []byte("//")), bytes.HasPrefix(rest, []byte("/*")), bytes.HasPrefix(rest, []byte("#")):
		j.problemAt(j.at, wording.JSONAllowsNoCommentsRemove())
	case bytes.HasPrefix(rest, []byte("'")):
		j.problemAt(j.at, wording.JSONKnowsDoubleQuotesOnly(wanted))
	default:
		j.problemAt(j.at, wording.ExpectedNot(wanted, j.see(j.at)))
	}
}

func (j *jsonReader) word() *Node {
	start, end := j.at, j.at
	for end < len(j.data) && (j.data[end]|0x20 >= 'a' && j.data[end]|0x20 <= 'z') {
		end++
	}
	switch w := string(j.data[start:end]); w {
	case "null", "true", "false":
		j.at = end
		return j.scalar(start, plainKind(w), plain, w)
	}
	j.unexpected(wording.AValueTextInDouble())
	return nil
}

func (j *jsonReader) number() *Node {
	start := j.at
	end := start
	for end < len(j.data) && strings.ContainsRune("+-.0123456789eE", rune(j.data[end])) {
		end++
	}
	s := string(j.data[start:end])
	if n, _ := numberLen(s); n != len(s) {
		j.problem(start, end, wording.IsNoJSONNumberWrite(strconv.Quote(clip(s))))
		return nil
	}
	j.at = end
	return j.scalar(start, plainKind(s), plain, s)
}

func (j *jsonReader) string() *Node {
	start := j.at
	for i := start + 1; i < len(j.data) && j.data[i] >= ' '; i++ {
		switch j.data[i] {
		case '\\':
			return j.escaped(start)
		case '"':
			j.at = i + 1
			return j.scalar(start, String, double, string(j.data[start+1:i]))
		}
	}
	return j.unclosed(start)
}

func (j *jsonReader) unclosed(start int) *Node {
	j.problemAt(start, wording.TheTextThatStartsHere())
	return nil
}

// escaped reads a string in which there are escapes.
func (j *jsonReader) escaped(start int) *Node {
	var s []byte
	for i := start + 1; i < len(j.data) && j.data[i] >= ' '; {
		switch c := j.data[i]; c {
		case '"':
			j.at = i + 1
			return j.scalar(start, String, double, string(s))
		case '\\':
			r, size := jsonEscape(j.data[i:])
			if size == 0 {
				j.problemAt(i, wording.IsNoEscapeThatJSON(j.see(i)))
				return nil
			}
			s = utf8.AppendRune(s, r)
			i += size
		default:
			s = append(s, c)
			i++
		}
	}
	return j.unclosed(start)
}

// jsonEscape decodes the escape that data starts with, or the two that make
// one character. The size is 0 when there is none, or only half of a pair.
func jsonEscape(data []byte) (r rune, size int) {
	if len(data) < 2 {
		return 0, 0
	}
	if i := strings.IndexByte(`"\/bfnrt`, data[1]); i >= 0 {
		return rune("\"\\/\b\f\n\r\t"[i]), 2
	}
	r, ok := hex(data, 2, 4)
	if data[1] != 'u' || !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	low, ok := hex(data, 8, 4)
	if r = utf16.DecodeRune(r, low); !ok || r == utf8.RuneError || string(data[6:8]) != `\u` {
		return 0, 0
	}
	return r, 12
}
