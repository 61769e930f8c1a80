package source

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"
)

// invalid returns what is wrong with the result of a parse, "" for nothing.
func invalid(name string, data []byte, docs []*Document, problems []Problem) string {
	for _, p := range problems {
		if _, ok := cut(data, p.Span); !ok || p.Message == "" || p.Rule == "" {
			return fmt.Sprintf("problem without a place or words: %+v", p)
		}
	}
	for i, d := range docs {
		if d.Index != i || d.Root == nil {
			return fmt.Sprintf("document %d says it is number %d, root %v", i, d.Index, d.Root)
		}
		msg := ""
		walk(d.Root, func(n *Node) {
			if m := invalidNode(name, data, n); m != "" && msg == "" {
				msg = fmt.Sprintf("%s %q at %v: %s", n.Kind, n.Text, n.Span(), m)
			}
		})
		if msg != "" {
			return msg
		}
	}
	return ""
}

func invalidNode(name string, data []byte, n *Node) string {
	text, ok := cut(data, n.Span())
	if !ok {
		return "span outside of the file"
	}
	if strings.HasPrefix(text, "*") && n.form == whole {
		return ""
	}
	if n.Kind == Map || n.Kind == List {
		return invalidCollection(text, n)
	}
	if n.form == whole {
		return "" // null, or refused
	}
	if m := invalidSub(data, n); m != "" {
		return m
	}
	if filepath.Ext(name) == ".json" {
		return invalidJSON(text, n)
	}
	return invalidYAML(text, n)
}

func invalidCollection(text string, n *Node) string {
	children := append([]*Node{}, n.Items()...)
	for _, f := range n.Fields() {
		children = append(children, f.Key, f.Value)
	}
	last := n.Span()
	last.EndLine, last.EndColumn = n.Span().Line, n.Span().Column
	for _, c := range children {
		if before(c.Span().Line, c.Span().Column, n.Span().Line, n.Span().Column) || before(n.Span().EndLine, n.Span().EndColumn, c.Span().EndLine, c.Span().EndColumn) {
			if mayMerge(n) {
				continue
			}
			return fmt.Sprintf("child %q at %v lies outside", c.Text, c.Span())
		}
		if before(c.Span().Line, c.Span().Column, last.EndLine, last.EndColumn) && !mayMerge(n) {
			return fmt.Sprintf("child %q at %v lies before the end of another", c.Text, c.Span())
		}
		last = c.Span()
	}
	// The spaces at the end of a block scalar belong to it, also of one whose key is a duplicate and not kept.
	const spaces = " \t\r\n"
	if strings.Trim(text, spaces) != text && !(strings.TrimLeft(text, spaces) == text && (endsInBlock(n) || strings.ContainsAny(text, "|>"))) {
		return fmt.Sprintf("spaces around %q", text)
	}
	if n.Kind == List && !(text[0] == '-' || text[0] == '[' && text[len(text)-1] == ']') {
		return fmt.Sprintf("%q is no list", text)
	}
	return ""
}

func endsInBlock(n *Node) bool {
	found := false
	walk(n, func(c *Node) { found = found || c.form == block && c.end == n.end })
	return found
}

// mayMerge reports a map whose fields can come from elsewhere.
func mayMerge(n *Node) bool {
	return n.Kind == Map && strings.Contains(string(n.from.data[n.start:n.end]), "<<")
}

func before(line, column, line2, column2 int) bool {
	return line < line2 || line == line2 && column < column2
}

func invalidJSON(text string, n *Node) string {
	if n.Kind != String || n.Plain {
		return differ(text, n.Text)
	}
	var s string
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return fmt.Sprintf("%q is no JSON: %v", text, err)
	}
	return differ(s, n.Text)
}

// invalidYAML lets the YAML library decode a scalar out of its context.
func invalidYAML(text string, n *Node) string {
	if n.form == block {
		_, body, _ := strings.Cut(text, "\n")
		return differ(strings.Join(strings.Fields(body), " "), strings.Join(strings.Fields(n.Text), " "))
	}
	if text == "" {
		return differ(text, n.Text)
	}
	alone := "- " + strings.ReplaceAll(text, "\n", "\n  ")
	if n.form == plain && strings.Contains(text, "\n") {
		return differ(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(n.Text), " "))
	}
	if n.form == plain {
		return differ(text, n.Text)
	}
	var list yaml.Node
	if err := yaml.Load([]byte(alone), &list); err != nil {
		return fmt.Sprintf("%q is no YAML: %v", alone, err)
	}
	return differ(list.Content[0].Content[0].Value, n.Text)
}

func differ(got, want string) string {
	if got == want {
		return ""
	}
	return fmt.Sprintf("the source says %q, the text %q", got, want)
}

// invalidSub asks for each word of a text: in the source stand the same
// letters, unless they are escaped.
func invalidSub(data []byte, n *Node) string {
	from := 0
	for _, word := range strings.Fields(n.Text) {
		from += strings.Index(n.Text[from:], word)
		span := n.Sub(from, from+len(word))
		got, ok := cut(data, span)
		if !ok {
			return fmt.Sprintf("Sub(%q) is %v, outside of the file", word, span)
		}
		if span == n.Span() && n.form != plain {
			return fmt.Sprintf("Sub(%q) is the whole", word)
		}
		if got != word && !strings.ContainsAny(got, `\'`) {
			return fmt.Sprintf("Sub(%q) is %v, %q", word, span, got)
		}
		from += len(word)
	}
	return ""
}
