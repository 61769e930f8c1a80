package draft

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/kpilint/kpilint/engine/source"
)

// YAML writes a drafted definition down, each KPI with the place that it comes from, and with a mark at what nobody
// wrote.
func YAML(file string, root *source.Node) ([]byte, error) {
	w := writer{file: file}
	doc := w.value(root)
	draft := []*yaml.Node{{Kind: yaml.ScalarNode, Value: "draft"}, {Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"}}
	doc.Content = slices.Insert(doc.Content, 2*len(head), draft...)
	doc.HeadComment = "Drafted from " + file + ". Finish it: say what is missing, correct what is assumed, and remove `draft`."
	data, err := yaml.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("write the draft of %s: %w", file, err)
	}
	return data, nil
}

type writer struct{ file string }

func (w writer) value(n *source.Node) *yaml.Node {
	switch n.Kind {
	case source.Map:
		m := &yaml.Node{Kind: yaml.MappingNode}
		for _, f := range n.Fields {
			value := w.value(f.Value)
			if f.Value.Assumed && f.Value.Kind == source.String && !named[f.Key.Text] {
				value.LineComment = "assumed"
			}
			m.Content = append(m.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: f.Key.Text}, value)
		}
		return m
	case source.List:
		l := &yaml.Node{Kind: yaml.SequenceNode}
		for _, item := range n.Items {
			v := w.value(item)
			if item.Get("id") != nil {
				v.HeadComment = source.Location{File: w.file, Span: item.Span}.Start()
			}
			l.Content = append(l.Content, v)
		}
		return l
	default:
		var v yaml.Node
		v.SetString(n.Text)
		return &v
	}
}

// head are the fields that a definition begins with.
var head = []string{"apiVersion", "kind", "id", "name"}

// named are the fields whose values say what a definition is, and are no assumptions.
var named = set("apiVersion kind")
