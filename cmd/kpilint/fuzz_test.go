package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/suppress"
)

// FuzzBaseline holds that every file is refused as a baseline in one line, or means the same when it is written anew.
func FuzzBaseline(f *testing.F) {
	for _, seed := range []string{
		"", "null", "[]", "{", `{"version": 1}`, `{"version": 2}`, `{"version": 1, "findings": [{}]}`, `{"version": 1e99}`,
		`{"version": 1, "paths": ["a", "../b"], "findings": [{"fingerprint": "x", "rule": "a/b", "resource": "c"}]}`,
		`{"version": 1, "findings": [{"fingerprint": "\ud800", "rule": "::error::", "fingerprint": "y"}]}`,
	} {
		f.Add([]byte(seed))
	}
	name := filepath.Join(f.TempDir(), "baseline.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		b := readBack(t, name, data)
		if b == nil {
			return
		}
		again, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b, readBack(t, name, again)); diff != "" {
			t.Errorf("(-read +written and read)\n%s", diff)
		}
	})
}

// readBack reads a baseline; nil when it is refused.
func readBack(t *testing.T, name string, data []byte) *suppress.Baseline {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	b, err := readBaseline(name, nil)
	if err == nil && b == nil {
		t.Fatal("neither a baseline nor an error")
	}
	if err != nil && strings.ContainsAny(err.Error(), "\n\r") {
		t.Errorf("says %q", err)
	}
	return b
}

// FuzzLock holds that every file is refused as a lock, or can be asked.
func FuzzLock(f *testing.F) {
	for _, seed := range []string{"", "null", "{}", `{"version": 1, "packs": [{}]}`, `{"version": 1, "packs": [{"source": "a", "digest": "sha256:"}]}`} {
		f.Add([]byte(seed))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, lockName), data, 0o644); err != nil {
			t.Fatal(err)
		}
		lock, err := readLock(dir, nil)
		if err != nil {
			return
		}
		for _, p := range lock.Packs {
			if found := lock.find(p.Source); found == nil {
				t.Errorf("the lock does not find its own %q", p.Source)
			}
			short(p.Digest)
		}
	})
}
