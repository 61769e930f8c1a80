package git

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// TestFilesOfTheLastCommit holds that the files of the last commit, as the index and its difference from the commit
// give them, are those that git lists of it, whatever is staged.
func TestFilesOfTheLastCommit(t *testing.T) {
	ctx, r := context.Background(), At(t.TempDir())
	git := func(args ...string) {
		t.Helper()
		who := []string{"-C", r.Dir, "-c", "user.name=n", "-c", "user.email=e@example.org"}
		cmd := exec.Command("git", append(who, args...)...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("git %v: %v: %s", args, err, said)
		}
	}
	git("init", "-q")
	names := []string{"a.yaml", "a b.yaml", "sub/a.yaml", "sub/b.yaml", "sub.yaml", "z/\"q\".yaml", "z/\tt.yaml",
		"é.yaml", "empty"}
	random := rand.New(rand.NewPCG(1, 2))
	change := func() {
		for _, name := range names {
			at := filepath.Join(r.Dir, filepath.FromSlash(name))
			switch random.IntN(6) {
			case 0:
				_ = os.Remove(at) // it may not be there
				git("add", "-A", "--", ".")
			case 1, 2:
				_ = os.Remove(at)
				write(t, at, string(rune('a'+random.IntN(3))))
				git("add", "--", name)
			case 3:
				_ = os.Remove(at)
				write(t, at, "")
				git("add", "--intent-to-add", "--", name)
			case 4:
				_ = os.Remove(at)
				if err := os.Symlink("a.yaml", at); err != nil {
					t.Skip(err)
				}
				git("add", "--", name)
			}
		}
	}
	write(t, filepath.Join(r.Dir, "a.yaml"), "first")
	git("add", "-A")
	git("commit", "-q", "-m", "first")
	different := 0
	for range 25 {
		change()
		index, err := r.Index(ctx)
		if err != nil {
			t.Fatal(err)
		}
		d, err := r.Difference(ctx)
		if err != nil {
			t.Fatal(err)
		}
		want, err := r.List(ctx, "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		got, ok := d.Before(index)
		if !ok || len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("the last commit has\n%v\nnot\n%v (%v)", want, got, ok)
		}
		if different += len(d); len(d) > 0 {
			at := slices.IndexFunc(index, func(e Entry) bool { return e.Path == d[0].is.Path && d[0].is.Mode != "" })
			if at >= 0 {
				index[at].ID = d[0].was.ID + "0"
				if _, ok := d.Before(index); ok {
					t.Fatalf("another index is taken for the one that was compared: %v", index[at])
				}
			}
		}
		git("commit", "-q", "--allow-empty", "-m", "next")
	}
	if different == 0 {
		t.Error("nothing was ever different")
	}
}

func write(t *testing.T, at, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
