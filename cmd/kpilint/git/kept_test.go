package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
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
	tree, err := r.NewTree(WithKept(context.Background(), keptIn(saved)), ".", indexOf(t, r))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range want {
		if held, ok := tree.Held(name); !ok || string(held) != content || len(held) != cap(held) {
			t.Errorf("%s holds %q, %v", name, held, ok)
		}
	}
	if _, ok := tree.Held("."); ok {
		t.Error("a folder has a content")
	}
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

func indexOf(t *testing.T, r Repo) []Entry {
	t.Helper()
	list, err := r.Index(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return list
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

// TestListingHoldsNothingUp lists a tree, and looks meanwhile for a content and for another tree: neither waits. Who
// wants the same list waits for it, and it is asked for once; after an error it is asked for again.
func TestListingHoldsNothingUp(t *testing.T) {
	kept := keptIn(map[int][]byte{})
	c := kept.of("here")
	c.keep("known", []byte("content"), 7)
	id := strings.Repeat("a", 40)
	asked, answer := make(chan bool, 2), make(chan []Entry)
	ask := func() ([]Entry, error) {
		asked <- true
		return <-answer, nil
	}
	var lists sync.WaitGroup
	for range 2 {
		lists.Go(func() {
			if all, err := c.list(id, ask); err != nil || len(all) != 1 {
				t.Errorf("the tree holds %v, %v", all, err)
			}
		})
	}
	<-asked
	meanwhile := make(chan bool)
	go func() {
		defer close(meanwhile)
		if data, ok := c.content("known", 10); !ok || string(data) != "content" {
			t.Errorf("a content is %q, %v", data, ok)
		}
		wrong := errors.New("no such tree")
		other := strings.Repeat("b", 40)
		if _, err := c.list(other, func() ([]Entry, error) { return nil, wrong }); err != wrong {
			t.Errorf("the error is %v", err)
		}
		two := func() ([]Entry, error) { return []Entry{{}, {}}, nil }
		if all, err := c.list(other, two); err != nil || len(all) != 2 {
			t.Errorf("after an error the tree holds %v, %v", all, err)
		}
	}()
	select {
	case <-meanwhile:
	case <-time.After(time.Minute):
		t.Fatal("a content waits for the list of a tree")
	}
	answer <- []Entry{{}}
	lists.Wait()
	if len(asked) > 0 {
		t.Error("the list was asked for twice")
	}
}

// TestTreesAreKept lists a tree in several runs, where its objects are gone in the end, and holds that a few trees are
// kept, and nothing that is torn.
func TestTreesAreKept(t *testing.T) {
	r := At(t.TempDir())
	git := func(args ...string) string {
		t.Helper()
		said, err := exec.Command("git", append([]string{"-C", r.Dir}, args...)...).Output()
		if err != nil {
			t.Skipf("git: %v", err)
		}
		return strings.TrimSpace(string(said))
	}
	git("init", "-q")
	var ids []string
	for i := range 3 {
		if err := os.WriteFile(filepath.Join(r.Dir, fmt.Sprintf("%d.yaml", i)), []byte("a: 1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		git("add", "-A")
		ids = append(ids, git("write-tree"))
	}
	saved := map[int][]byte{}
	list := func(id string) int {
		t.Helper()
		kept := keptIn(saved)
		defer kept.End()
		all, err := r.List(WithKept(context.Background(), kept), id)
		if err != nil {
			return -1
		}
		return len(all)
	}
	for i, id := range ids {
		if n := list(id); n != i+1 {
			t.Errorf("tree %d has %d files", i, n)
		}
	}
	if err := os.RemoveAll(filepath.Join(r.Dir, ".git/objects")); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{-1, 2, 3} {
		if n := list(ids[i]); n != want {
			t.Errorf("of tree %d, %d files are known, want %d", i, n, want)
		}
	}
	for n := range saved[trees] {
		if all := decodeTrees(saved[trees][:n]); all != nil {
			t.Errorf("of %d bytes, %d trees are read", n, len(all))
		}
	}
}

// TestAnswersAreHandedOver asks git the same as somebody has before, once and again.
func TestAnswersAreHandedOver(t *testing.T) {
	r := At(t.TempDir())
	ctx := WithKept(context.Background(), keptIn(map[int][]byte{}))
	asked := question{r.Dir, r.within, r.module, maxWord, []string{"rev-parse", "HEAD"}}.String()
	keptBy(ctx).answered(asked, []byte("planted\n"), nil)
	if said, err := r.line(ctx, "rev-parse", "HEAD"); said != "planted" || err != nil {
		t.Errorf("git is asked again: %q, %v", said, err)
	}
	if said, err := r.line(ctx, "rev-parse", "HEAD"); said == "planted" || err == nil {
		t.Errorf("an answer is given twice: %q, %v", said, err)
	}
}
