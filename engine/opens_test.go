package engine_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// opens is what opens a file past the one way to do so.
var opens = regexp.MustCompile(`\b(os\.(ReadFile|Open|OpenFile|OpenRoot|Create|WriteFile|DirFS|CreateTemp)|fs\.ReadFile|ioutil\.\w+|filepath\.EvalSymlinks)\(`)

// openers are the packages that are this way, and what unpacks a pack that was fetched, which stays in its folder
// by os.Root. The cache reads its own folder, and cmd/kpilint/trail the program itself and once more what
// cmd/kpilint/disk has opened, to compare digests: neither shows what is in a file. The generators and the measurements
// are not part of kpilint: they read and write the project itself, and what they made.
var openers = map[string]bool{
	"engine/files": true, "cmd/kpilint/disk": true, "cmd/kpilint/fetch_git.go": true, "engine/view/generate": true,
	"schema/field/generate": true, "engine/wording/generate": true, "bench/generate": true, "bench/compare": true,
	"cmd/kpilint/cache": true, "cmd/kpilint/trail": true,
}

// TestOneWayToOpenFiles holds that files are opened by engine/files and cmd/kpilint/disk alone, which refuse links,
// pipes and what is git's.
func TestOneWayToOpenFiles(t *testing.T) {
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || openers[path.Dir(name)] || openers[name] {
			return err
		}
		data, err := os.ReadFile("../" + name)
		for i, line := range strings.Split(string(data), "\n") {
			if found := opens.FindString(line); found != "" {
				t.Errorf("%s:%d: %s…) opens a file past engine/files and cmd/kpilint/disk", name, i+1, found)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
