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
