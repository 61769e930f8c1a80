package cache

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func opened(t *testing.T) (*Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "cache")
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.root.Close() })
	return s, dir
}

func TestGetGivesWhatWasPut(t *testing.T) {
	s, _ := opened(t)
	k := KeyOf("a", "b")
	if _, ok := s.Get(k); ok {
		t.Error("an entry that was never put is there")
	}
	for _, content := range []string{"", "first", "second, which is longer"} {
		if err := s.Put(k, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(k); !ok || string(got) != content {
			t.Errorf("got %q, %v; put %q", got, ok, content)
		}
	}
	if _, ok := s.Get(KeyOf("ab")); ok {
		t.Error("the parts of a key run into one another")
	}
}

// TestDamagedEntriesAreNone cuts an entry at each length, and turns each of its bits.
func TestDamagedEntriesAreNone(t *testing.T) {
	s, dir := opened(t)
	k := KeyOf("k")
	name := filepath.Join(dir, k.String())
	if err := s.Put(k, []byte("some findings")); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, data []byte) {
		t.Helper()
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(k); ok {
			t.Errorf("%s gives %q", what, got)
		}
		if _, err := os.Lstat(name); err == nil {
			t.Errorf("%s is still there", what)
		}
	}
	for n := range sound {
		try(fmt.Sprintf("%d bytes of the entry", n), sound[:n])
	}
	for i := range len(sound) * 8 {
		torn := bytes.Clone(sound)
		torn[i/8] ^= 1 << (i % 8)
		try(fmt.Sprintf("the entry with bit %d turned", i), torn)
	}
	try("the entry with more behind it", append(bytes.Clone(sound), 0))
	other := KeyOf("other")
	if err := s.Put(other, []byte("none")); err != nil {
		t.Fatal(err)
	}
	another, err := os.ReadFile(filepath.Join(dir, other.String()))
	if err != nil {
		t.Fatal(err)
	}
	try("the entry of another key", another)
}

func TestLinksAndFoldersAreNoEntries(t *testing.T) {
	s, dir := opened(t)
	k, elsewhere := KeyOf("k"), filepath.Join(t.TempDir(), "entry")
	if err := s.Put(k, []byte("x")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, k.String())
	if err := os.Rename(name, elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, name); err != nil {
		t.Skip(err)
	}
	if _, ok := s.Get(k); ok {
		t.Error("a link is followed")
	}
	if err := s.Put(k, []byte("y")); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(elsewhere); err != nil || !bytes.HasSuffix(data, []byte("x")) {
		t.Errorf("a link was written through: %q, %v", data, err)
	}
	if got, ok := s.Get(k); !ok || string(got) != "y" {
		t.Errorf("the entry in place of the link is %q, %v", got, ok)
	}
}

func TestFolderOfOthersIsRefused(t *testing.T) {
	for _, mode := range []os.FileMode{0o770, 0o707, 0o777, 0o750, 0o755} {
		dir := filepath.Join(t.TempDir(), "cache")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil {
			t.Errorf("a folder with mode %o is taken", mode)
		}
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Skip(err)
	}
	if _, err := Open(link); err == nil {
		t.Error("a link to a folder is taken")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file); err == nil {
		t.Error("a file is taken")
	}
}

func TestOldestEntriesGo(t *testing.T) {
	s, dir := opened(t)
	s.most = int64(10 * (header + 100))
	key := func(i int) Key { return KeyOf(fmt.Sprint(i)) }
	for i := range 30 {
		if err := s.Put(key(i), make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(time.Duration(i-100) * time.Minute)
		if err := os.Chtimes(filepath.Join(dir, key(i).String()), at, at); err != nil {
			t.Fatal(err)
		}
		if i > 3 {
			s.Get(key(3)) // what is used stays
		}
	}
	if n, size, err := s.Size(); err != nil || size > s.most || n < 9 {
		t.Errorf("%d entries of %d bytes in all, %v; %d bytes are allowed", n, size, err, s.most)
	}
	for i := range 30 {
		if _, ok := s.Get(key(i)); ok != (i > 20 || i == 3) {
			t.Errorf("entry %d: is there %v", i, ok)
		}
	}
}

func TestCleanLeavesNothing(t *testing.T) {
	s, dir := opened(t)
	for i := range 5 {
		if err := s.Put(KeyOf(fmt.Sprint(i)), []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	left := filepath.Join(dir, beginning+"1-1-1")
	foreign := filepath.Join(dir, "notes.txt")
	for _, name := range []string{left, foreign} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n, _, err := s.Clean()
	if err != nil || n != 5 {
		t.Errorf("removed %d, %v", n, err)
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 1 || names[0].Name() != "notes.txt" {
		t.Errorf("left are %v, %v", names, err)
	}
}

func TestLeftOversOfKilledRunsGo(t *testing.T) {
	s, dir := opened(t)
	old, young := filepath.Join(dir, beginning+"1-1-1"), filepath.Join(dir, beginning+"2-1-1")
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	for range seldom {
		if err := s.Put(KeyOf("k"), []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Lstat(old); err == nil {
		t.Error("what a run left that was killed long ago is still there")
	}
	if _, err := os.Lstat(young); err != nil {
		t.Error("what another run may be writing is gone")
	}
}

// TestLookedThroughSeldom holds that runs look through the folder after many entries, or large ones, whichever of them
// put these, and at once where they cannot count.
func TestLookedThroughSeldom(t *testing.T) {
	_, dir := opened(t)
	left := filepath.Join(dir, beginning+"1-1-1")
	looked := func(size int) bool {
		t.Helper()
		if err := os.WriteFile(left, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		long := time.Now().Add(-2 * abandoned)
		if err := os.Chtimes(left, long, long); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir)
		if err == nil {
			err = errors.Join(s.Put(KeyOf("k"), make([]byte, size)), s.root.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err = os.Lstat(left)
		return err != nil
	}
	for range 2 {
		for n := 1; n <= seldom; n++ {
			if looked(1) != (n == seldom) {
				t.Errorf("the folder is looked through after %d entries", n)
			}
		}
	}
	looked(1)
	if looked(seldomFor/2) || !looked(seldomFor/2) {
		t.Error("the folder is not looked through after two large entries, but after one")
	}
	if err := os.Mkdir(filepath.Join(dir, tally), 0o700); err != nil {
		t.Fatal(err)
	}
	if !looked(1) {
		t.Error("the folder is not looked through where nobody can count")
	}
}

// TestTogether lets many write and read the same few entries, and damage and delete them.
func TestTogether(t *testing.T) {
	_, dir := opened(t)
	content := func(i int) []byte { return bytes.Repeat([]byte{byte(i)}, 1000*i) }
	var all sync.WaitGroup
	for who := range 8 {
		all.Go(func() {
			s, err := Open(dir)
			if err != nil {
				t.Error(err)
				return
			}
			defer s.root.Close()
			s.most = 30_000
			for n := range 200 {
				i := (who + n) % 8
				k := KeyOf(fmt.Sprint(i))
				if got, ok := s.Get(k); ok && !bytes.Equal(got, content(i)) {
					t.Errorf("entry %d has something else", i)
				}
				if err := s.Put(k, content(i)); err != nil {
					t.Error(err)
				}
				if n%50 == 49 {
					_ = os.WriteFile(filepath.Join(dir, k.String()), []byte("damaged"), 0o600)
				}
			}
		})
	}
	all.Wait()
}

// TestKilled ends processes at any moment while they write, as kill -9 does: what is there afterwards is whole.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("KPILINT_TEST_CACHE"); dir != "" {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("begun")
		for i := 0; ; i++ {
			if err := s.Put(KeyOf(fmt.Sprint(i%5)), bytes.Repeat([]byte{byte(i)}, 200_000)); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, dir := opened(t)
	for n := range 12 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "KPILINT_TEST_CACHE="+dir)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 5)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(n*3) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 5 {
			if got, ok := s.Get(KeyOf(fmt.Sprint(i))); ok &&
				(len(got) != 200_000 || strings.Trim(string(got), string(got[:1])) != "") {
				t.Errorf("entry %d is of two", i)
			}
		}
		s.root.Close()
	}
}
