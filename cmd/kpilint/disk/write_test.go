package disk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplace holds that a file is written whole or left as it is, and keeps its mode.
func TestReplace(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(name, []byte("before"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := Replace(name, []byte("another"), []byte("now")); err == nil || !strings.Contains(err.Error(), "changed meanwhile") {
		t.Errorf("a file that changed: %v", err)
	}
	if data, _ := os.ReadFile(name); string(data) != "before" {
		t.Errorf("it was changed to %q", data)
	}
	if err := Replace(name, []byte("before"), []byte("now")); err != nil {
		t.Error(err)
	}
	data, _ := os.ReadFile(name)
	if info, _ := os.Stat(name); string(data) != "now" || info.Mode().Perm() != 0o640 {
		t.Errorf("%q with mode %v", data, info.Mode())
	}
	if err := os.Link(name, name+".link"); err == nil {
		if err := Replace(name, []byte("now"), []byte("later")); err == nil {
			t.Error("a file of two names was replaced")
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(name), ".kpilint-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
