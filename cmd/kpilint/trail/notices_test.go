package trail

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// sightsOf are those of a run that lists a folder and reads the files in it.
func sightsOf(t *testing.T, folder string) []Sight {
	t.Helper()
	trail := Begin()
	defer trail.End()
	info, err := os.Lstat(folder)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	Listed(folder, info, entries, err)
	for _, e := range entries {
		note(Sight{Kind: Type, Name: filepath.Join(folder, e.Name()), Seen: "file"})
	}
	all, _ := trail.Sights()
	return all
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestNotices holds that a change in a folder is told at once, by a name near which something was looked at, and that
// silence is told after the time that was given.
func TestNotices(t *testing.T) {
	n := Listen()
	if n == nil {
		t.Skip("the system gives no notices")
	}
	defer n.Close()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.yaml"), "1")
	all := sightsOf(t, folder)
	if !n.To(all) {
		t.Fatal("a folder is not listened to")
	}
	if names, ok := n.Within(time.Millisecond, nil); len(names) > 0 || !ok {
		t.Errorf("nothing has changed, and it tells of %q, %v", names, ok)
	}
	for _, name := range []string{"a.yaml", "new.yaml"} {
		write(t, filepath.Join(folder, name), "2")
		names, ok := n.Within(time.Minute, nil)
		if want := filepath.Join(folder, name); !slices.Contains(names, want) || !ok {
			t.Errorf("after a change of %s it tells of %q, %v", want, names, ok)
		}
		if len(Near(all, names)) == 0 {
			t.Errorf("nothing that was looked at is near %q", names)
		}
	}
	if n.To(append(all, Sight{Kind: Folder, Name: filepath.Join(folder, "gone")})) {
		t.Error("a folder that is not there is listened to")
	}
	done := make(chan struct{})
	close(done)
	if names, _ := n.Within(time.Hour, done); len(names) > 0 {
		t.Errorf("the run is over, and it tells of %q", names)
	}
}

func TestNear(t *testing.T) {
	var all []Sight
	for _, name := range []string{"/a", "/a-b", "/a/b", "/a/b/c", "/a/b/d", "/a/c"} {
		all = append(all, Sight{Kind: Type, Name: filepath.FromSlash(name)})
	}
	for name, want := range map[string][]string{
		"/a/b/c": {"/a/b", "/a/b/c"}, "/a/b": {"/a", "/a/b", "/a/b/c", "/a/b/d"}, "/a/b/new": {"/a/b"}, "/x/y": nil,
	} {
		var near []string
		for _, s := range Near(all, []string{filepath.FromSlash(name)}) {
			near = append(near, filepath.ToSlash(s.Name))
		}
		if !slices.Equal(near, want) {
			t.Errorf("near %s lie %q, want %q", name, near, want)
		}
	}
}
