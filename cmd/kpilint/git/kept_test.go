package git

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// keptIn keeps contents in a map, by their parts.
func keptIn(saved map[int][]byte) *Kept {
	return &Kept{
		Load: func(_ string, part int) []byte { return saved[part] },
		Save: func(_ string, part int, data []byte) { saved[part] = data },
	}
}

// TestContentsComeBeside reads files of a repository in several runs: what is new is kept beside the rest, and all
// together once there is much of it. Nothing that is known is read again.
func TestContentsComeBeside(t *testing.T) {
	r := At(t.TempDir())
	git := func(args ...string) {
		t.Helper()
		if said, err := exec.Command("git", append([]string{"-C", r.Dir}, args...)...).CombinedOutput(); err != nil {
			t.Skipf("git: %v: %s", err, said)
		}
	}
	write := func(name string, i int) {
		t.Helper()
		text := bytes.Repeat([]byte(fmt.Sprintf("%s %d\n", name, i)), 20)
		if err := os.WriteFile(filepath.Join(r.Dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	saved := map[int][]byte{}
	read := func() map[string]string {
		t.Helper()
		kept := keptIn(saved)
		ctx := WithKept(context.Background(), kept)
		list, err := r.Index(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		err = r.Contents(ctx, list, 1<<20, func(e Entry, content []byte, _ int64) error {
			all[e.Path] = string(content)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		kept.End()
		return all
	}
	git("init", "-q")
	for i := range 40 {
		write(fmt.Sprintf("%d.yaml", i), 0)
	}
	git("add", "-A")
	read()
	whole := saved[most]
	if len(whole) == 0 || len(saved[since]) != 0 {
		t.Fatalf("%d bytes are kept, and %d beside them", len(whole), len(saved[since]))
	}
	write("3.yaml", 1)
	git("add", "-A")
	want := read()
	if !bytes.Equal(saved[most], whole) || len(saved[since]) == 0 || len(saved[since]) > len(whole)/8 {
		t.Errorf("after a change %d bytes are kept, and %d beside them", len(saved[most]), len(saved[since]))
	}
	if err := os.RemoveAll(filepath.Join(r.Dir, ".git/objects")); err != nil {
		t.Fatal(err)
	}
	git("init", "-q")
	if got := read(); !maps.Equal(got, want) || got["3.yaml"][:9] != "3.yaml 1\n" {
		t.Errorf("what is known is read again, or otherwise: %q", got["3.yaml"])
	}
	for i := range 20 {
		write(fmt.Sprintf("%d.yaml", i), 2)
	}
	git("add", "-A")
	read()
	if bytes.Equal(saved[most], whole) || len(saved[since]) != 0 {
		t.Errorf("after many changes %d bytes are kept, and %d beside them", len(saved[most]), len(saved[since]))
	}
}

// TestContentsAreTorn holds that of bytes which are cut off, no content is read that was not there.
func TestContentsAreTorn(t *testing.T) {
	c := &contents{known: [parts]map[string]*content{{}, {}}}
	for i := range 12 {
		c.keep(fmt.Sprint("id", i), bytes.Repeat([]byte{byte(i)}, i), int64(i))
	}
	data := c.encode(most, since)
	if got := decode(data); len(got) != 12 {
		t.Fatalf("%d of 12 contents are read", len(got))
	}
	for n := range data {
		for id, one := range decode(data[:n]) {
			if !bytes.Equal(one.data, c.of(id).data) {
				t.Errorf("of %d bytes, %s is %v", n, id, one.data)
			}
		}
	}
}
