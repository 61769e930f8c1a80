package wording_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// TestTextsAreUsed holds that somebody says each text.
func TestTextsAreUsed(t *testing.T) {
	said := map[string]bool{}
	for _, folder := range []string{"engine", "cmd"} {
		collect(t, folder, ".go", regexp.MustCompile(`\bwording\.([A-Z]\w*)`), said)
		collect(t, folder, ".html", regexp.MustCompile(`[{ ]([A-Z][A-Za-z]+)\b`), said)
	}
	written := map[string]bool{}
	collect(t, "engine/wording", ".go", regexp.MustCompile(`(?m)^func ([A-Z]\w*)\(`), written)
	delete(written, "HTML")
	if len(written) < 100 {
		t.Fatalf("%d texts are written", len(written))
	}
	for name := range written {
		if !said[name] {
			t.Errorf("nobody says wording.%s", name)
		}
	}
}

// collect notes what the first group of a pattern finds in the files of a folder.
func collect(t *testing.T, folder, ext string, pattern *regexp.Regexp, found map[string]bool) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("../.."), folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ext || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile("../../" + name)
		for _, m := range pattern.FindAllStringSubmatch(string(data), -1) {
			found[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
