package source

import (
	"fmt"

	"go.yaml.in/yaml/v4"
)

// Remarks are what is written beside the values of a document that is written down; each may be nil.
type Remarks struct {
	Top    string                               // above the document
	Above  func(entry *Node) string             // above an entry of a list
	Beside func(key string, value *Node) string // behind a value
}

// WriteYAML writes a value down, with remarks. All scalars are texts.
func WriteYAML(n *Node, r Remarks) ([]byte, error) {
	doc := r.node(n)
	doc.HeadComment = r.Top
	data, err := yaml.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	return data, nil
}

func (r Remarks) node(n *Node) *yaml.Node {
	switch n.Kind {
	case Map:
		m := &yaml.Node{Kind: yaml.MappingNode}
		for _, f := range n.Fields() {
			value := r.node(f.Value)
			if r.Beside != nil {
				value.LineComment = r.Beside(f.Key.Text, f.Value)
			}
			m.Content = append(m.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: f.Key.Text}, value)
		}
		return m
	case List:
		l := &yaml.Node{Kind: yaml.SequenceNode}
		for _, item := range n.Items() {
			entry := r.node(item)
			if r.Above != nil {
				entry.HeadComment = r.Above(item)
			}
			l.Content = append(l.Content, entry)
		}
		return l
	case Bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: n.Text}
	default:
		var text yaml.Node
		text.SetString(n.Text)
		return &text
	}
}
