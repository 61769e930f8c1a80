package glob

import (
	"testing"

	"github.com/bmatcuk/doublestar/v4"
)

// TestPatterns holds that looking at few of many patterns gives what looking at all gives.
func TestPatterns(t *testing.T) {
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
	for _, pattern := range globs {
		g := ListOf([]string{"no-such", pattern, "other/**"})
		for _, p := range paths {
			want, _ := doublestar.Match(pattern, p)
			if got := g.Match(p); got != want {
				t.Errorf("%s and %s: %t, want %t", pattern, p, got, want)
			}
		}
	}
}

// TestNot holds that the last pattern that fits decides, as in .gitignore.
func TestNot(t *testing.T) {
	g := ListOf([]string{"drafts/**", "!drafts/ok/**", "drafts/ok/old/*", `\!x`})
	for p, want := range map[string]bool{
		"drafts/a.yaml": true, "drafts/ok/a.yaml": false, "drafts/ok/old/a.yaml": true, "a.yaml": false, "!x": true,
		"drafts": true,
	} {
		if got := g.Match(p); got != want {
			t.Errorf("%s: %t, want %t", p, got, want)
		}
	}
}
