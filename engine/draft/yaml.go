package draft

import (
	"slices"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// YAML writes a drafted definition down, each KPI with the place that it comes from, and with a mark at what nobody
// wrote.
func YAML(file string, root *source.Node) ([]byte, error) {
	marked := root.Empty()
	marked.AppendFields(slices.Insert(slices.Clone(root.Fields()), len(head), source.Field{
		Key:   &source.Node{Kind: source.String, Text: "draft"},
		Value: &source.Node{Kind: source.Bool, Text: "true"},
	})...)
	return source.WriteYAML(marked, source.Remarks{
		Top: wording.DraftedFromFinishItSay(file),
		Above: func(entry *source.Node) string {
			if entry.Get("id") == nil {
				return ""
			}
			return source.Location{File: file, Span: entry.Span()}.Start()
		},
		Beside: func(key string, value *source.Node) string {
			if value.Assumed && value.Kind == source.String && !slices.Contains(head, key) {
				return "assumed"
			}
			return ""
		},
	})
}

// head are the fields that a definition begins with.
var head = []string{"apiVersion", "kind", "id", "name"}
