package engine_test

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var shrink = flag.Bool("shrink", false, "write the list of files with long lines anew, where it got shorter")

// longest is the number of code points at which a line of Go ends.
const longest = 120

// longLines is the list of files that had longer lines when the rule came, with how many.
const longLines = "testdata/long_lines.txt"

// TestLongLines holds that lines of Go end at 120 columns. Files that had longer ones are in a list, which only
// shrinks: go test ./engine -run LongLines -shrink.
func TestLongLines(t *testing.T) {
	list, err := os.ReadFile(longLines)
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
	now := countLong(t)
	for name, n := range now {
		if n > most[name] {
			t.Errorf("%s has %d lines of more than %d columns, and may have %d", name, n, longest, most[name])
		}
	}
	if maps.Equal(now, most) || t.Failed() {
		return
	}
	if !*shrink {
		t.Fatalf("%s needs updating: go test ./engine -run LongLines -shrink", longLines)
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(now)) {
		fmt.Fprintln(&b, name, now[name])
	}
	if err := os.WriteFile(longLines, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// countLong counts the long lines of each file that has some.
func countLong(t *testing.T) map[string]int {
	t.Helper()
	found := map[string]int{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" {
			return err
		}
		data, err := os.ReadFile("../" + name)
		for line := range strings.Lines(string(data)) {
			if utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > longest {
				found[name]++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
