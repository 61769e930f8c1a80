package files_test

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/files"
)

// TestOver holds what a file system says of files that were put over it, and that it is one by all rules.
func TestOver(t *testing.T) {
	below := fstest.MapFS{
		"a/one.yaml": {Data: []byte("one")}, "a/two.yaml": {Data: []byte("two")}, "b/three.yaml": {Data: []byte("three")},
		"link": {Data: []byte("a/one.yaml"), Mode: fs.ModeSymlink},
	}
	var over fs.FS = below
	for _, change := range []struct {
		name     string
		contents []byte
	}{
		{"a/one.yaml", []byte("new one")}, {"a/two.yaml", nil}, {"b/three.yaml", nil}, {"b/three.yaml", []byte("3")},
		{"c/d/four.yaml", []byte("four")}, {"c/e.yaml", []byte{}},
		{"gone/five.yaml", []byte("five")}, {"gone/five.yaml", nil}, {"link", []byte("no link")},
	} {
		over = files.Over(over, change.name, change.contents)
	}
	if err := fstest.TestFS(over, "a/one.yaml", "b/three.yaml", "c/d/four.yaml", "c/e.yaml", "link"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"a/one.yaml": "new one", "b/three.yaml": "3", "c/d/four.yaml": "four", "c/e.yaml": "", "link": "no link",
	} {
		if data, err := files.Read(over, name, files.Max); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v; want %q", name, data, err, want)
		}
	}
	for _, name := range []string{"a/two.yaml", "gone/five.yaml", "gone"} {
		if _, err := fs.Lstat(over, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is there: %v", name, err)
		}
	}
	if entries, err := fs.ReadDir(over, "a"); err != nil || len(entries) != 1 || entries[0].Name() != "one.yaml" {
		t.Errorf("a holds %v, %v", entries, err)
	}
	if data, err := files.Read(below, "a/one.yaml", files.Max); err != nil || string(data) != "one" {
		t.Errorf("below, a/one.yaml is %q, %v", data, err)
	}
}

// sealed is a file system that says that it follows no link.
type sealed struct{ fstest.MapFS }

func (sealed) Sealed() {}

// TestOverStaysSealed holds that what lies over a sealed file system is sealed, and what lies over another one is not.
func TestOverStaysSealed(t *testing.T) {
	for _, below := range []fs.FS{sealed{fstest.MapFS{}}, fstest.MapFS{}} {
		over := files.Over(files.Over(below, "a", []byte("a")), "b", []byte("b"))
		_, want := below.(files.Sealed)
		if _, got := over.(files.Sealed); got != want {
			t.Errorf("over %T: sealed is %t", below, got)
		}
	}
}
