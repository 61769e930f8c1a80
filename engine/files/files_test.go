package files_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/files"
)

// TestRead holds what is read and what is refused, in a file system that would follow links.
func TestRead(t *testing.T) {
	tree := fstest.MapFS{
		"a/file":     {Data: []byte("content")},
		"a/long":     {Data: []byte(strings.Repeat("x", 11))},
		"link":       {Data: []byte("a/file"), Mode: fs.ModeSymlink},
		"folder":     {Data: []byte("a"), Mode: fs.ModeSymlink},
		"pipe":       {Mode: fs.ModeNamedPipe},
		".git/x":     {Data: []byte("secret")},
		"a/.GIT/x":   {Data: []byte("secret")},
		"a/git~1/x":  {Data: []byte("secret")},
		"a/.git./x":  {Data: []byte("secret")},
		"a/.gitters": {Data: []byte("fine")},
	}
	for name, want := range map[string]string{
		"a/file": "", "a/.gitters": "", "a/long": "it is larger than 10 bytes", "link": files.ErrLink.Why, "folder/file": files.ErrLink.Why,
		"pipe": files.ErrNotRegular.Why, "a": files.ErrNotRegular.Why, ".git/x": files.ErrGit.Why, "a/.GIT/x": files.ErrGit.Why,
		"a/git~1/x": files.ErrGit.Why, "a/.git./x": files.ErrGit.Why,
	} {
		_, err := files.Read(tree, name, 10)
		if got := message(err); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if _, err := files.Read(tree, "nothing", 10); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what does not exist: %v", err)
	}
	if data, err := files.Head(tree, "a/long", 3); err != nil || string(data) != "xxx" {
		t.Errorf("the first three bytes: %q, %v", data, err)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// atHand is a file system that has some contents at hand.
type atHand struct {
	fstest.MapFS
	held map[string][]byte
}

func (f atHand) Held(name string) ([]byte, bool) {
	data, ok := f.held[name]
	return data, ok
}

// TestHeld holds that a content at hand is taken as it is, within the limit, and of no file that is not to be opened.
func TestHeld(t *testing.T) {
	onDisk := fstest.MapFS{
		"a": {Data: []byte("from the file")}, "b": {Data: []byte("of b")}, ".git/c": {Data: []byte("c")},
	}
	f := atHand{onDisk, map[string][]byte{"a": []byte("at hand"), ".git/c": []byte("c")}}
	for name, want := range map[string]string{"a": "at h", "b": "of b", ".git/c": ""} {
		data, err := files.Head(f, name, 4)
		if string(data) != want || (err != nil) != (want == "") || len(data) != cap(data) && name == "a" {
			t.Errorf("%s is %q, %v", name, data, err)
		}
	}
	if _, err := files.Read(f, "a", 4); err == nil {
		t.Error("a content at hand may be larger than the limit")
	}
}
