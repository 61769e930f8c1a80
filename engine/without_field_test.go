package engine_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/kpilint/kpilint/engine"
)

// everyField lets TestWithoutAField leave out each field of every example.
var everyField = flag.Bool("every-field", false,
	"leave out each field of every example of a rule, and not one in forty")

// TestWithoutAField holds that no rule of the catalogue fails where a definition lacks a field, needed or not: that is
// a finding or none, and never an error in a rule. It leaves out fields of the examples of all rules, one at a time.
func TestWithoutAField(t *testing.T) {
	files, err := filepath.Glob("../rules/*/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, n := newEngine(t, nil), 0
	for _, file := range files {
		if base := filepath.Base(file); base != "pass.yaml" && base != "fail.yaml" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		documents := documentsOf(t, data)
		for i, document := range documents {
			forEachField(document, "", func(path string, of *yaml.Node, at int) {
				all := *everyField || drawn(fmt.Sprint(file, i, path), 40)
				if path == "/apiVersion" || path == "/kind" || !all {
					return
				}
				was := of.Content
				of.Content = slices.Delete(slices.Clone(was), at, at+2)
				text := textOf(t, documents)
				of.Content = was
				n++
				in := engine.Input{FS: fstest.MapFS{"a.yaml": {Data: text}}}
				r, err := e.Lint(context.Background(), in)
				if err != nil {
					t.Fatal(err)
				}
				for _, wrong := range r.Errors {
					t.Errorf("%s without %s of document %d: %v", strings.TrimPrefix(file, "../"), path, i+1, wrong)
				}
			})
		}
	}
	if n < 100 {
		t.Fatalf("%d fields were left out", n)
	}
}

// drawn draws one in so many, always the same.
func drawn(name string, of uint32) bool {
	h := fnv.New32a()
	io.WriteString(h, name)
	return h.Sum32()%of == 0
}

func documentsOf(t *testing.T, data []byte) []*yaml.Node {
	t.Helper()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var all []*yaml.Node
	for {
		var n yaml.Node
		switch err := decoder.Decode(&n); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			return nil // an example of what cannot be read
		}
		all = append(all, &n)
	}
}

func textOf(t *testing.T, documents []*yaml.Node) []byte {
	t.Helper()
	var all bytes.Buffer
	for _, d := range documents {
		text, err := yaml.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString("---\n")
		all.Write(text)
	}
	return all.Bytes()
}

// forEachField calls do for each field of each map in a node, with its path and where its key lies in the map.
func forEachField(n *yaml.Node, path string, do func(path string, of *yaml.Node, at int)) {
	for i, c := range n.Content {
		switch {
		case n.Kind == yaml.DocumentNode:
			forEachField(c, path, do)
		case n.Kind == yaml.SequenceNode:
			forEachField(c, fmt.Sprintf("%s/%d", path, i), do)
		case n.Kind == yaml.MappingNode && i%2 == 0:
			at := path + "/" + c.Value
			do(at, n, i)
			forEachField(n.Content[i+1], at, do)
		}
	}
}
