package discover

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// TestIgnored holds that looking at few of many patterns gives what looking at all gives.
func TestIgnored(t *testing.T) {
	names := []string{"a", "b", "a.yaml", "x y", "b.tmp"}
	pieces := []string{"a", "b", "*", "**", "?", "[ab]", "a.yaml", "*.yaml", "{a,b}", "x y", `\a`, "a*"}
	var paths, globs []string
	for _, one := range names {
		paths = append(paths, one)
		for _, two := range names {
			paths = append(paths, one+"/"+two, one+"/"+two+"/a.yaml")
		}
	}
	for _, one := range pieces {
		globs = append(globs, one, "**/"+one, one+"/**")
		for _, two := range pieces {
			globs = append(globs, one+"/"+two, one+"/**/"+two)
		}
	}
	for i, pattern := range globs {
		other := func(n int) string { return globs[n%len(globs)] }
		lines := []string{pattern, "!" + other(i*7+3), "/" + other(i*5+1), other(i*3+2) + "/", "#a", ""}
		var all []gitignore.Pattern
		for _, line := range lines[:4] {
			all = append(all, gitignore.ParsePattern(line, nil))
		}
		w := &walker{in: Input{FS: fstest.MapFS{".gitignore": {Data: []byte(strings.Join(lines, "\n"))}}}}
		ignored, err := w.ignoredIn(".", nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			for _, dir := range []bool{false, true} {
				want := gitignore.NewMatcher(all).Match(strings.Split(p, "/"), dir)
				if got := ignored.match(p, dir); got != want {
					t.Errorf("%s and %s (folder: %t): %t, want %t", fmt.Sprintf("%q", lines), p, dir, got, want)
				}
			}
		}
	}
}
