package engine_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/policy"
)

// TestJobs holds what is found in short job descriptions as people write them. {6|4} is a number that cannot hold, and
// one that can: with the first the worst finding has the level behind "=", with the second there is none above info.
// Those without braces ask for nothing that contradicts.
func TestJobs(t *testing.T) {
	e := documentEngine(t)
	either := regexp.MustCompile(`\{([^|}]+)\|([^}]+)\}`)
	worst := func(text string) (level policy.Level, said string) {
		name := "job.md"
		if strings.HasPrefix(text, "<") {
			name = "job.html"
		}
		for _, f := range lintDocument(t, e, name, []byte(text)).Findings {
			if f.Level > level {
				level, said = f.Level, f.Message
			}
		}
		return level, said
	}
	for block := range strings.SplitSeq(string(readFile(t, "testdata/jobs.txt")), "\n---\n") {
		text, want, flawed := strings.Cut(block, "\n= ")
		if flawed != either.MatchString(text) {
			t.Errorf("%s\nhas either a level or two numbers", text)
		}
		if level, said := worst(either.ReplaceAllString(text, "$2")); level > policy.Info {
			t.Errorf("%s\nis sound: %s: %s", text, level, said)
		}
		if level, said := worst(either.ReplaceAllString(text, "$1")); flawed && level.String() != strings.TrimSpace(want) {
			t.Errorf("%s\ngot %s %q", block, level, said)
		}
	}
}
