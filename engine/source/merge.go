package source

import (
	"bytes"

	"go.yaml.in/yaml/v4"

	"github.com/kpilint/kpilint/engine/wording"
)

// mapping makes a Map: first its written keys, then what `<<` merges into it.
func (y *yamlReader) mapping(made *Node, n *yaml.Node, start, depth int) {
	made.Kind = Map
	y.tagged(made, n)
	if y.tooDeep(start, depth) {
		y.cover(made, start, start+1)
		return
	}
	end, ok := y.fields(made, n, start, depth)
	if !ok {
		return
	}
	if y.hasBraces(n, start) {
		end = bracketEnd(y.data, max(end, start+1))
	}
	y.cover(made, start, end)
}

// hasBraces tells `{a: b}` from the `a: b` in `[a: b]`, which the library
// calls flow style as well. A key in braces never starts with them.
func (y *yamlReader) hasBraces(n *yaml.Node, start int) bool {
	if n.Style&yaml.FlowStyle == 0 || start >= len(y.data) || y.data[start] != '{' {
		return false
	}
	if len(n.Content) == 0 {
		return true
	}
	key := n.Content[0]
	return key.Line != n.Line || key.Column != n.Column
}

// fields makes the fields of a map and returns where the last of them ends.
func (y *yamlReader) fields(made *Node, n *yaml.Node, start, depth int) (end int, ok bool) {
	end = start
	made.inside = &inside{fields: make([]Field, 0, len(n.Content)/2)}
	keys := keySet{of: made}
	var merges []*Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := y.node(n.Content[i], depth+1, y.emptyKey(n.Content[i]))
		value := y.node(n.Content[i+1], depth+1, y.emptyValue(n, n.Content[i+1], int(key.end)))
		if y.spent() {
			return end, false
		}
		end = max(end, int(key.end), int(value.end))
		y.keep(made, key, value)
		if y.take(&keys, n.Content[i], key, value) {
			merges = append(merges, value)
		}
	}
	for _, m := range merges {
		y.merge(&keys, m)
	}
	return end, true
}

// keep remembers a field as it is written.
func (t *text) keep(of, key, value *Node) {
	if !t.keeps {
		return
	}
	if t.written == nil {
		t.written = map[*Node][]Field{}
	}
	t.written[of] = append(t.written[of], Field{key, value})
}

// emptyValue returns where a value of which nothing is written is: after the
// colon when there is one, else after its key, which ends at after. The
// library puts it at the next token, which may be lines away, or at the colon.
// Outside of brackets the next colon may be that of a map around this one.
func (y *yamlReader) emptyValue(n, value *yaml.Node, after int) int {
	if !isEmpty(value) {
		return -1
	}
	at := y.offset(value.Line+y.firstLine, value.Column)
	colon := colonEnd(y.data, after)
	if at == colon || n.Style&yaml.FlowStyle != 0 {
		return colon
	}
	return after
}

// emptyKey returns where a key of which nothing is written is: after its `?`
// when there is one. The library may put it at the next token.
func (y *yamlReader) emptyKey(key *yaml.Node) int {
	if !isEmpty(key) {
		return -1
	}
	at := y.offset(key.Line+y.firstLine, key.Column)
	before := bytes.TrimRight(y.data[:at], " \t\r\n")
	if name, ok := bytes.CutSuffix(before, []byte("?")); ok && !inWord(name) {
		return len(before)
	}
	return at
}

// inWord reports whether what follows belongs to a word: the `?` of an anchor `&a?` is no sign.
func inWord(before []byte) bool {
	return len(before) > 0 && !isSpace(before[len(before)-1]) && !bytes.ContainsRune([]byte("[{,?-:"), rune(before[len(before)-1]))
}

// take adds a written field to its map. It returns true for a merge key
// instead, which counts only when all written fields are known.
func (y *yamlReader) take(keys *keySet, n *yaml.Node, key, value *Node) (merge bool) {
	if key.Kind == Map || key.Kind == List {
		y.problem(int(key.start), int(key.end), wording.AKeyMustBeText(key.Kind.String()))
		return false
	}
	if first := keys.find(key.Text); first != nil {
		y.duplicate(key, first)
		return false
	}
	if n.Tag == "!!merge" {
		if keys.merge != nil {
			y.duplicate(key, keys.merge)
			return false
		}
		keys.merge = key
		return true
	}
	keys.add(Field{key, value})
	return false
}

// merge adds the fields of a map, or of each map of a list, that are not there yet.
func (y *yamlReader) merge(keys *keySet, from *Node) {
	maps := []*Node{from}
	if from.Kind == List {
		maps = from.Items()
	}
	for _, m := range maps {
		if m.Kind == Null && !m.Plain {
			continue // refused where it was made
		}
		if m.Kind != Map {
			y.problem(int(m.start), int(m.end), wording.MergesAMapOrA(m.Kind.String()))
			continue
		}
		for _, f := range m.Fields() {
			if keys.find(f.Key.Text) == nil {
				keys.add(f)
			}
		}
	}
}

// A keySet finds keys of a map that is being made. Most maps are so small that
// looking through them is faster than an index.
type keySet struct {
	of    *Node
	merge *Node // the key `<<`
}

func (k *keySet) find(key string) *Node {
	if f := k.of.Field(key); f != nil {
		return f.Key
	}
	return nil
}

func (k *keySet) add(f Field) { k.of.AppendFields(f) }

// alias makes a node for `*name`: the anchored one, with the place of its use.
// Its children are shared, so what they cost is counted, not copied.
func (y *yamlReader) alias(n *yaml.Node, depth int) *Node {
	start := y.offset(n.Line+y.firstLine, n.Column)
	end := start + 1 + len(n.Value)
	made := y.newNode()
	if target := y.anchors[n.Alias]; target != nil {
		*made = *target
	}
	made.form = whole
	y.cover(made, start, end)
	switch {
	case y.active[n.Alias]:
		y.problem(start, end, wording.StandsInsideTheValueIt(clip(n.Value)))
	case !y.spend(made, depth, start):
		y.problem(start, end, wording.MakesAValueNestedMore(clip(n.Value), maxDepth))
		made.Kind, made.inside = Null, nil
	}
	return made
}

// spend counts a node that is used at a byte, and its children. It returns
// false when they nest too deep there.
func (y *yamlReader) spend(n *Node, depth, at int) bool {
	if !y.afford(at) {
		return true
	}
	if depth > maxDepth && (n.Kind == Map || n.Kind == List) {
		return false
	}
	for _, f := range n.Fields() {
		if !y.spend(f.Key, depth+1, at) || !y.spend(f.Value, depth+1, at) {
			return false
		}
	}
	for _, item := range n.Items() {
		if !y.spend(item, depth+1, at) {
			return false
		}
	}
	return true
}

// afford counts one node. Once there are too many it says so, and it remains
// false: the document is given up.
func (y *yamlReader) afford(at int) bool {
	if y.left--; y.left == -1 {
		y.problemAt(at, wording.TheFileHasMoreThanValues(maxNodes))
	}
	return !y.spent()
}

func (y *yamlReader) spent() bool { return y.left < 0 }
