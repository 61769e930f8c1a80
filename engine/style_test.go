package engine_test

import (
	"flag"
	"fmt"
	"go/scanner"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var shrink = flag.Bool("shrink", false, "write the lists of long lines and odd words anew, where they got shorter")

// longest is the number of code points at which a line of Go ends.
const longest = 120

// longLines is the list of files that had longer lines when the rule came, with how many.
const longLines = "testdata/long_lines.txt"

// TestLongLines holds that lines of Go end at 120 columns. Files that had longer ones are in a list, which only
// shrinks: go test ./engine -run LongLines -shrink.
func TestLongLines(t *testing.T) {
	onlyShrinks(t, longLines, countIn(t, func(name, text string) int {
		n := 0
		for line := range strings.Lines(text) {
			if path.Ext(name) == ".go" && utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > longest {
				n++
			}
		}
		return n
	}), "%s has %d lines of more than 120 columns, and may have %d")
}

// TestPlainWords holds that messages, docs and texts of rules are written in usual words. testdata/plain_words.txt has
// those that are not, with what to write. Files that had some are in a list, which only shrinks: go test ./engine -run
// PlainWords -shrink.
func TestPlainWords(t *testing.T) {
	words := oddWords(t)
	onlyShrinks(t, "testdata/plain_words_left.txt", countIn(t, func(name, text string) int {
		return len(words.FindAllString(shownToUsers(t, name, text), -1))
	}), "%s has %d of the words that testdata/plain_words.txt refuses, and may have %d")
}

// oddWords are the words to refuse.
func oddWords(t *testing.T) *regexp.Regexp {
	t.Helper()
	list, err := os.ReadFile("testdata/plain_words.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(list)) {
		if odd, _, ok := strings.Cut(line, " => "); ok && !strings.HasPrefix(line, "#") {
			all = append(all, odd)
		}
	}
	if len(all) < 20 {
		t.Fatalf("%d words are refused", len(all))
	}
	return regexp.MustCompile("(?i)" + strings.Join(all, "|"))
}

// shownToUsers is what users read of a file: the texts in Go, docs, and rules with their messages.
func shownToUsers(t *testing.T, name, text string) string {
	t.Helper()
	switch {
	case strings.Contains(name, "testdata/") || strings.HasSuffix(name, "_test.go"):
		return ""
	case path.Ext(name) == ".md" && (!strings.Contains(name, "/") || strings.HasPrefix(name, "docs/")):
		return text
	case path.Base(name) == "rule.yaml" || path.Base(name) == "rule.rego":
		return text
	case path.Ext(name) != ".go":
		return ""
	}
	var s scanner.Scanner
	var texts []string
	files := token.NewFileSet()
	s.Init(files.AddFile(name, -1, len(text)), []byte(text), nil, 0)
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			return strings.Join(texts, "\n")
		}
		if tok == token.STRING {
			texts = append(texts, lit)
		}
	}
}

// onlyShrinks holds counts of files to a list of those that had some when the rule came.
func onlyShrinks(t *testing.T, file string, now map[string]int, format string) {
	t.Helper()
	list, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	most := map[string]int{}
	for line := range strings.Lines(string(list)) {
		var name string
		var n int
		if _, err := fmt.Sscan(line, &name, &n); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		most[name] = n
	}
	for name, n := range now {
		if n > most[name] {
			t.Errorf(format, name, n, most[name])
		}
	}
	if maps.Equal(now, most) || t.Failed() {
		return
	}
	if !*shrink {
		t.Fatalf("%s needs updating: go test ./engine -run %s -shrink", file, t.Name()[len("Test"):])
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(now)) {
		fmt.Fprintln(&b, name, now[name])
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// countIn counts something in each file of the project, and leaves out those that have none of it.
func countIn(t *testing.T, count func(name, text string) int) map[string]int {
	t.Helper()
	found := map[string]int{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !slices.Contains([]string{".go", ".md", ".yaml", ".rego"}, path.Ext(name)) {
			return err
		}
		data, err := os.ReadFile("../" + name)
		if n := count(name, string(data)); n > 0 {
			found[name] = n
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
