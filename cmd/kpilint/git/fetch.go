package git

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"

	"github.com/kpilint/kpilint/engine/files"
)

// Fetch makes a new repository in a folder that is not there yet, and fetches revisions from an address into it,
// each alone and without history: ask is given what fetches one. Only the transport of the address is allowed.
func Fetch(ctx context.Context, dir, address string, ask func(fetch func(revision string) error) error) (Repo, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Repo{}, fmt.Errorf("read the address: it is not one")
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return Repo{}, files.Plain(err)
	}
	r := Nested(dir)
	if _, err := r.run(ctx, maxWord, "init", "--quiet", "--template=", "."); err != nil {
		return r, err
	}
	r.within = slices.Concat(r.within, []string{"-c", "protocol." + u.Scheme + ".allow=always"})
	return r, ask(func(revision string) error {
		_, err := r.run(ctx, maxWord, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules",
			"--no-write-commit-graph", "--end-of-options", address, revision)
		return err
	})
}
