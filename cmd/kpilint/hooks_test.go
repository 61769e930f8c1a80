package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/source"
)

// TestHooksTakeAllFiles holds that the hooks start on every file that kpilint reads: definitions, rules, and what the
// readers take. go test ./cmd/kpilint -run HooksTakeAllFiles -update writes their patterns.
func TestHooksTakeAllFiles(t *testing.T) {
	endings := []string{"ya?ml", "json", "md", "markdown", "rego"}
	for _, e := range format.Extensions() {
		if source.LanguageOf("x."+e) == source.NoLanguage {
			endings = append(endings, e)
		}
	}
	want := `files: '\.(` + strings.Join(endings, "|") + `)$|(^|/)kpilint\.lock$'`
	file := filepath.Join("..", "..", ".pre-commit-hooks.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	patterns := regexp.MustCompile(`files: '.*kpilint\\\.lock\$'`)
	all := patterns.FindAllString(string(text), -1)
	if len(all) != 3 {
		t.Fatalf("%d hooks have a pattern of files, and 3 should", len(all))
	}
	if *updateDocs {
		if err := os.WriteFile(file, patterns.ReplaceAllLiteral(text, []byte(want)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, has := range all {
		if has != want {
			t.Errorf("%s, and not %s", has, want)
		}
	}
}
