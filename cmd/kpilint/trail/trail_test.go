package trail_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/trail"
	"github.com/kpilint/kpilint/engine/files"
)

// workspace is a folder with files that were left alone for a while.
func workspace(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "a.yaml"), "first")
	write(t, filepath.Join(dir, "sub", "b.yaml"), "second")
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// looked is what reading a workspace looks at: all there is, and that some is not there.
func looked(t *testing.T, dir string) []trail.Sight {
	t.Helper()
	tr := trail.Begin()
	defer tr.End()
	folder, err := disk.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	for _, name := range []string{".", "sub"} {
		if _, err := folder.ReadDir(name); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.yaml", "sub/b.yaml"} {
		if _, err := files.Read(folder, name, files.Max); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := files.Head(folder, "a.yaml", 3); err != nil {
		t.Fatal(err)
	}
	disk.Exists(filepath.Join(dir, "missing"))
	disk.IsFolder(filepath.Join(dir, "sub"))
	trail.Answered("question", []byte("answer"), nil)
	all, whole := tr.Sights()
	if !whole {
		t.Fatal("the trail is torn, and nothing changed")
	}
	return all
}

func ask(string) string { return trail.AnswerOf([]byte("answer"), nil) }

// TestEachChangeIsSeen makes one change after another right after the files were read, when no clock tells them apart.
func TestEachChangeIsSeen(t *testing.T) {
	for name, change := range map[string]func(dir string) error{
		"a content of the same size": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("other"), 0o644)
		},
		"the same size and time": func(dir string) error {
			name := filepath.Join(dir, "a.yaml")
			info, err := os.Stat(name)
			if err != nil {
				return err
			}
			return errors.Join(os.WriteFile(name, []byte("other"), 0o644), os.Chtimes(name, info.ModTime(), info.ModTime()))
		},
		"a longer content": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("first and more"), 0o644)
		},
		"a shorter content": func(dir string) error { return os.Truncate(filepath.Join(dir, "sub", "b.yaml"), 3) },
		"another file in its place": func(dir string) error {
			if err := os.WriteFile(filepath.Join(dir, "new"), []byte("third"), 0o644); err != nil {
				return err
			}
			return os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, "a.yaml"))
		},
		"a new file":       func(dir string) error { return os.WriteFile(filepath.Join(dir, "sub", "c.yaml"), nil, 0o644) },
		"a file that goes": func(dir string) error { return os.Remove(filepath.Join(dir, "sub", "b.yaml")) },
		"a missing file":   func(dir string) error { return os.WriteFile(filepath.Join(dir, "missing"), nil, 0o644) },
		"a link in its place": func(dir string) error {
			name := filepath.Join(dir, "a.yaml")
			return errors.Join(os.Rename(name, filepath.Join(dir, ".a")), os.Symlink(".a", name))
		},
		"a link in place of a folder": func(dir string) error {
			name := filepath.Join(dir, "sub")
			return errors.Join(os.Rename(name, filepath.Join(filepath.Dir(dir), "elsewhere")), os.Symlink("../elsewhere", name))
		},
		"a folder in its place": func(dir string) error {
			name := filepath.Join(dir, "a.yaml")
			return errors.Join(os.Remove(name), os.Mkdir(name, 0o755))
		},
		"no folder at all": os.RemoveAll,
	} {
		dir := workspace(t)
		all := looked(t, dir)
		if same, _ := trail.Same(all, ask); !same {
			t.Fatalf("%s: nothing has changed yet", name)
		}
		if err := change(dir); err != nil {
			t.Fatal(err)
		}
		if same, _ := trail.Same(all, ask); same {
			t.Errorf("%s is not seen", name)
		}
	}
	all := looked(t, workspace(t))
	if same, _ := trail.Same(all, func(string) string { return trail.AnswerOf([]byte("another"), nil) }); same {
		t.Error("another answer is not seen")
	}
}

// TestContentsAreReadAgainOnce relies on the stat of files that were left alone, and not on that of new ones.
func TestContentsAreReadAgainOnce(t *testing.T) {
	dir := workspace(t)
	all := looked(t, dir)
	if same, renewed := trail.Same(all, ask); !same || renewed > 0 {
		t.Errorf("same %v, %d renewed: new files cannot be relied on yet", same, renewed)
	}
	time.Sleep(2100 * time.Millisecond)
	same, renewed := trail.Same(all, ask)
	if !same {
		t.Fatal("nothing has changed")
	}
	if renewed == 0 {
		t.Skip("this system does not say when the entry of a file was changed")
	}
	if same, renewed := trail.Same(all, ask); !same || renewed > 0 {
		t.Errorf("same %v, %d renewed: all can be relied on now", same, renewed)
	}
	name := filepath.Join(dir, "a.yaml")
	if err := os.Chmod(name, 0o600); err != nil { // which changes the time of the entry alone
		t.Fatal(err)
	}
	if same, _ := trail.Same(all, ask); !same {
		t.Error("a file with the same content is another one")
	}
	write(t, name, "other")
	if same, _ := trail.Same(all, ask); same {
		t.Error("a change of a file that was relied on is not seen")
	}
}

// TestWhatChangesMeanwhileTearsATrail reads a file twice, as it is and as it is then.
func TestWhatChangesMeanwhileTearsATrail(t *testing.T) {
	dir := workspace(t)
	tr := trail.Begin()
	defer tr.End()
	name := filepath.Join(dir, "a.yaml")
	for _, text := range []string{"first", "second"} {
		write(t, name, text)
		if data, err := disk.ReadFile(name, 100); err != nil || string(data) != text {
			t.Fatal(string(data), err)
		}
	}
	if _, whole := tr.Sights(); whole {
		t.Error("what was read can be said of no state of the files")
	}
}

func TestOneTrailEndsAndAnotherGoesOn(t *testing.T) {
	dir := workspace(t)
	one, two := trail.Begin(), trail.Begin()
	one.End()
	disk.Exists(filepath.Join(dir, "x"))
	two.End()
	disk.Exists(filepath.Join(dir, "y"))
	if all, _ := one.Sights(); len(all) != 0 {
		t.Errorf("the first has %v", all)
	}
	if all, _ := two.Sights(); len(all) != 1 {
		t.Errorf("the second has %v", all)
	}
	if trail.On() {
		t.Error("a trail goes on")
	}
}

func TestEncodeAndDecode(t *testing.T) {
	all := looked(t, workspace(t))
	again, err := trail.Decode(trail.Encode(all))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all, again); diff != "" {
		t.Error(diff)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(trail.Encode([]trail.Sight{
		{Kind: trail.Type, Name: "/a", Seen: "-"}, {Kind: trail.Content, Name: "/ab", Size: 3, Whole: true, Seen: "x"},
	}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if all, err := trail.Decode(data); err == nil && len(all) > len(data) {
			t.Error("more than there is")
		}
	})
}

// TestReadersReadAll keeps what is read in pieces, and by io.Copy.
func TestReadersReadAll(t *testing.T) {
	dir := workspace(t)
	folder, err := disk.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	tr := trail.Begin()
	defer tr.End()
	f, err := folder.Open("a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	all, _ := tr.Sights()
	for _, s := range all {
		if s.Kind == trail.Content && s.Size == 5 && s.Whole {
			return
		}
	}
	t.Errorf("no content of 5 bytes among %v", all)
}
