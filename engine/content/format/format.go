// Package format is a stand-in until the readers are there.
package format

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
)

// Read reads plain text.
func Read(name string, data []byte) (*content.File, error) {
	f := &content.File{Name: name, Format: "txt"}
	for i, line := range strings.Split(string(data), "\n") {
		b := content.Block{Text: content.Text{Bytes: []byte(line), Line: i + 1, Column: 1}}
		if strings.HasPrefix(line, "# ") {
			b.Kind, b.Level = content.Heading, 1
			b.Text.Bytes, b.Text.Column = []byte(line[2:]), 3
		}
		if strings.TrimSpace(line) != "" {
			f.Blocks = append(f.Blocks, b)
		}
	}
	return f, nil
}
