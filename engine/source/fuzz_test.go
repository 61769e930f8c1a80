package source

import (
	"encoding/json"
	"testing"
)

func FuzzYAML(f *testing.F) { fuzz(f, ".yaml", "x.yaml") }

// FuzzJSON checks besides that we accept nothing that encoding/json refuses.
func FuzzJSON(f *testing.F) { fuzz(f, ".json", "x.json") }

func FuzzMarkdown(f *testing.F) { fuzz(f, ".md", "x.md") }

func fuzz(f *testing.F, ext, name string) {
	for file, data := range corpus(f) {
		if file[len(file)-len(ext):] == ext {
			f.Add(data)
		}
	}
	for _, c := range broken {
		if data, _ := unmark(c.source); c.name == name && len(data) < 1000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, problems := Parse(name, data)
		if msg := invalid(name, data, docs, problems); msg != "" {
			t.Error(msg)
		}
		if ext == ".json" && len(problems) == 0 && len(docs) == 1 && !json.Valid(trimBOM(data)) {
			t.Error("encoding/json refuses this")
		}
	})
}

func trimBOM(data []byte) []byte { return data[newText("", data).lines[0]:] }
