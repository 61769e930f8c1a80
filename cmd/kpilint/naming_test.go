package main

import (
	"path/filepath"
	"testing"
)

// TestNaming holds that paths below a root are called as they are seen from a folder, wherever the two lie.
func TestNaming(t *testing.T) {
	base := t.TempDir()
	for _, root := range []string{"", "a", "a/b", "a b", "c"} {
		for _, here := range []string{"", "a", "a/b", "c/d", "a b"} {
			root, here := filepath.Join(base, root), filepath.Join(base, here)
			called := naming(here, root)
			for _, p := range []string{
				".", "k.yaml", "a/k.yaml", "b/c/k.yaml", "../k.yaml", "a/../k.yaml", "./k.yaml", `a\k.yaml`,
			} {
				want := relative(here, filepath.Join(root, filepath.FromSlash(p)))
				if got := called(p); got != want {
					t.Errorf("%s in %s is %s as seen from %s, and not %s", p, root, want, here, got)
				}
			}
		}
	}
}
