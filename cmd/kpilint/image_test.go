package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestImage holds that the hook in a container takes the image of this version, and that the image is made of a base
// that cannot change, and does not run as root.
func TestImage(t *testing.T) {
	for name, pattern := range map[string]string{
		".pre-commit-hooks.yaml":   `^    ghcr\.io/kpilint/kpilint:` + regexp.QuoteMeta(version) + ` lint --staged$`,
		".github/image/Dockerfile": `^FROM [^ ]+@sha256:[0-9a-f]{64}\n(?s:.*)^USER [1-9][0-9]*:[1-9][0-9]*$`,
	} {
		want := regexp.MustCompile("(?m)" + pattern)
		data, err := os.ReadFile(filepath.Join(checkout(t), name))
		if err != nil {
			t.Fatal(err)
		}
		if !want.Match(data) {
			t.Errorf("%s has nothing like %s", name, want)
		}
	}
}
