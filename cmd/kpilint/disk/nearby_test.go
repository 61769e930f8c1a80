package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/kpilint/kpilint/engine/files"
)

// TestManyFolders opens files of more folders than are kept open, by several goroutines at a time.
func TestManyFolders(t *testing.T) {
	dir := t.TempDir()
	for i := range 3 * mostNear {
		name := filepath.Join(dir, fmt.Sprint("d", i), "deep", "x")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(fmt.Sprint(i)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for from := range 4 {
		all.Go(func() {
			for n := range 6 * mostNear {
				i := (from*17 + n*5) % (3 * mostNear)
				f, err := folder.Open(fmt.Sprintf("d%d/deep/x", i))
				if err != nil {
					t.Error(err)
					continue
				}
				data, err := io.ReadAll(f)
				if string(data) != fmt.Sprint(i) || err != nil {
					t.Errorf("file %d holds %q, %v", i, data, err)
				}
				f.Close()
			}
		})
	}
	all.Wait()
	if err := folder.Close(); err != nil {
		t.Error(err)
	}
	if _, err := folder.Open("d1/deep/x"); err == nil {
		t.Error("a folder that is closed opens files")
	}
}

// TestFolderMadeAnew holds that a folder which is replaced while it is kept open gives what lies there now.
func TestFolderMadeAnew(t *testing.T) {
	dir := t.TempDir()
	write := func(content string) {
		if err := os.MkdirAll(filepath.Join(dir, "d"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "d", "x"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("old")
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	for _, content := range []string{"old", "new"} {
		if data, err := fs.ReadFile(folder, "d/x"); string(data) != content || err != nil {
			t.Errorf("reads %q, %v", data, err)
		}
		if err := os.RemoveAll(filepath.Join(dir, "d")); err != nil {
			t.Fatal(err)
		}
		write("new")
	}
}

// TestListedIsOther holds that a name which a folder has listed as that of a regular file is read as such only while it
// is one.
func TestListedIsOther(t *testing.T) {
	dir := t.TempDir()
	name, secret := filepath.Join(dir, "x"), filepath.Join(t.TempDir(), "secret")
	for _, file := range []string{name, secret} {
		if err := os.WriteFile(file, []byte(filepath.Base(file)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if entries, err := folder.ReadDir("."); len(entries) != 1 || err != nil {
		t.Fatal(entries, err)
	}
	if data, err := fs.ReadFile(folder, "x"); string(data) != "x" || err != nil {
		t.Errorf("reads %q, %v", data, err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if f, err := folder.Open("x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opens what is gone: %v, %v", f, err)
	}
	if err := os.Symlink(secret, name); err != nil {
		t.Skip("no links here:", err)
	}
	if f, err := folder.Open("x"); !errors.Is(err, files.ErrLink) {
		t.Errorf("opens a link: %v, %v", f, err)
	}
}
