package engine_test

import (
	"errors"
	"fmt"
	"math/big"
	gopath "path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/schema/field"
)

// A way is how somebody follows a hint that leaves words, or the choice of a number, to people. Hint is a regular
// expression of what the finding says, its message and its fix, each on a line; $1 in the other fields is its first
// group. In a path ".." is what a field lies in. A way is tried only if all of it can be done.
type way struct {
	Hint   string
	Of     string               // the definition that is written in, by full name; "" for that of the finding
	Top    bool                 // the document of the finding, whatever lies in it
	Write  map[string]yaml.Node // by path from the definition, or with "@" from the field of the finding
	Append map[string]yaml.Node // what a list has at its end
	Remove []string
	New    []yaml.Node // documents that are written beside
	Swap   bool        // the entry of the finding and the one before it
}

// readWays reads the ways to follow hints, by rule.
func readWays(t *testing.T) map[string][]way {
	t.Helper()
	var file struct {
		Rules map[string][]way
	}
	if err := yaml.Unmarshal(readFile(t, "testdata/hints/filled.yaml"), &file); err != nil {
		t.Fatal(err)
	}
	return file.Rules
}

// mostTaken is how often a way is taken: hundreds of examples offer the same.
const mostTaken = 8

// filled makes the edits of each way that a finding can be followed in, counts the ways that were taken, and reports
// whether there is one.
func filled(
	t *testing.T, ways []way, f *engine.Finding, data []byte, o *engine.Organisation, taken []int,
) (all []applied, any bool) {
	t.Helper()
	for i := range ways {
		w := &ways[i]
		says := f.Message + "\n" + f.Fix
		match := regexp.MustCompile(w.Hint).FindStringSubmatchIndex(says)
		if match == nil {
			continue
		}
		text := &filling{says: says, hint: regexp.MustCompile(w.Hint), match: match, worse: worse(resourceOf(o, f, ""))}
		if text.worse == "" && w.worse() {
			continue
		}
		documents, err := w.follow(text, f, documentsOf(t, data), o)
		if err != nil {
			continue
		}
		any = true
		if taken[i]++; taken[i] > mostTaken {
			continue
		}
		name := fmt.Sprintf("%s, way %d", w.Hint, i+1)
		all = append(all, applied{hint: name, data: textOf(t, documents), removes: len(w.Remove) > 0})
	}
	return all, any
}

// filling puts what a hint says into the texts of a way.
type filling struct {
	says  string
	hint  *regexp.Regexp
	match []int
	worse string // a number that the target of the KPI is better than; "" for none
}

func (f *filling) in(text string) string {
	return strings.ReplaceAll(string(f.hint.ExpandString(nil, text, f.says, f.match)), "{worse}", f.worse)
}

// worse is half of what should rise, and twice what should fall.
func worse(kpi *model.Resource) string {
	if kpi == nil || kpi.Quantity(field.Target) == nil || kpi.Quantity(field.Target).Low == nil {
		return ""
	}
	target := kpi.Quantity(field.Target)
	switch half := target.Scale(big.NewRat(1, 2)); {
	case (target.Comparator == ">=" || target.Comparator == ">") && target.Low.Sign() > 0:
		return strings.TrimSpace(half.String() + " " + target.Statistic)
	case target.Comparator != "<=" && target.Comparator != "<" || target.Low.Sign() <= 0:
		return ""
	}
	return strings.TrimSpace(target.ScaleInt(2).String() + " " + target.Statistic)
}

// node is a copy of a value with all its texts filled in.
func (f *filling) node(n *yaml.Node) *yaml.Node {
	if n.Alias != nil {
		n = n.Alias
	}
	c := *n
	c.Anchor = ""
	if c.Kind == yaml.ScalarNode {
		if c.Value = f.in(c.Value); c.Value != n.Value {
			c.Tag, c.Style = "!!str", yaml.DoubleQuotedStyle
		}
	}
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, f.node(child))
	}
	return &c
}

func (w *way) follow(
	text *filling, f *engine.Finding, documents []*yaml.Node, o *engine.Organisation,
) ([]*yaml.Node, error) {
	line, pointer := f.Location.Line, ""
	own := resourceOf(o, f, text.in(w.Of))
	switch {
	case w.Of != "" && own == nil:
		return nil, fmt.Errorf("there is no %s", text.in(w.Of))
	case own != nil && !w.Top:
		line, pointer = own.Node.Span().Line, own.Pointer
	}
	at := slices.IndexFunc(documents, func(d *yaml.Node) bool { return d.Content[0].Line > line }) - 1
	if at < 0 {
		at = len(documents) - 1
	}
	document := documents[at].Content[0]
	path := func(p string) []string {
		full := pointer + "/" + p
		if rest, ok := strings.CutPrefix(p, "@"); ok {
			full = gopath.Join(f.Path, rest)
		}
		return strings.FieldsFunc(full, func(r rune) bool { return r == '/' })
	}
	for _, p := range w.Remove {
		if err := remove(document, path(text.in(p))); err != nil && len(w.Remove) == 1 {
			return nil, err
		}
	}
	for p, value := range w.Write {
		if err := put(document, path(text.in(p)), text.node(&value)); err != nil {
			return nil, err
		}
	}
	for p, value := range w.Append {
		list, err := reached(document, path(text.in(p)))
		if err != nil {
			list = &yaml.Node{Kind: yaml.SequenceNode}
			if err := put(document, path(text.in(p)), list); err != nil {
				return nil, err
			}
		}
		list.Content = append(list.Content, text.node(&value))
	}
	if w.Swap {
		entry := path("@")
		for len(entry) > 0 {
			if i, err := strconv.Atoi(entry[len(entry)-1]); err == nil && i > 0 {
				list, err := reached(document, entry[:len(entry)-1])
				if err != nil {
					return nil, err
				}
				list.Content[i], list.Content[i-1] = list.Content[i-1], list.Content[i]
				break
			}
			entry = entry[:len(entry)-1]
		}
	}
	for _, n := range w.New {
		documents = append(documents, &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{text.node(&n)}})
	}
	return documents, nil
}

// resourceOf is a definition by its full name, else the one that a finding is about; nil for none.
func resourceOf(o *engine.Organisation, f *engine.Finding, name string) *model.Resource {
	for _, r := range o.Model.Resources {
		own := name == "" && r.Kind == f.Resource.Kind && r.Name == f.Resource.ID
		if r.Node != nil && (own || name != "" && r.Name == name) {
			return r
		}
	}
	return nil
}

var errNotWritten = errors.New("it is not written")

// worse reports whether the way needs a number that is worse than the target.
func (w *way) worse() bool {
	for _, value := range w.Write {
		if strings.Contains(value.Value, "{worse}") {
			return true
		}
	}
	return false
}

// reached is the value at a path.
func reached(n *yaml.Node, path []string) (*yaml.Node, error) {
	for _, step := range path {
		i := childAt(n, step)
		if i < 0 {
			return nil, errNotWritten
		}
		n = n.Content[i]
	}
	return n, nil
}

// childAt is where the value of a key, or an entry by its number, lies in a node; -1 for nowhere.
func childAt(n *yaml.Node, step string) int {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return i + 1
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i < len(n.Content) {
			return i
		}
	}
	return -1
}

// put writes a value at a path, and makes the maps on the way to it.
func put(n *yaml.Node, path []string, value *yaml.Node) error {
	for i, step := range path {
		at := childAt(n, step)
		if at < 0 && n.Kind != yaml.MappingNode {
			return errNotWritten
		}
		if at < 0 {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: step}, &yaml.Node{Kind: yaml.MappingNode})
			at = len(n.Content) - 1
		}
		if i == len(path)-1 {
			if n.Content[at].Kind == yaml.MappingNode && len(n.Content[at].Content) > 0 {
				return errNotWritten // a whole group of fields is not what the words are for
			}
			n.Content[at] = value
		}
		n = n.Content[at]
	}
	return nil
}

// remove takes out a field or an entry.
func remove(n *yaml.Node, path []string) error {
	n, err := reached(n, path[:len(path)-1])
	if err != nil {
		return err
	}
	at := childAt(n, path[len(path)-1])
	switch {
	case at < 0:
		return errNotWritten
	case n.Kind == yaml.MappingNode:
		n.Content = slices.Delete(n.Content, at-1, at+1)
	default:
		n.Content = slices.Delete(n.Content, at, at+1)
	}
	return nil
}
