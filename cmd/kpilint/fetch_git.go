package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/git"
	"github.com/kpilint/kpilint/engine/files"
)

// gitFetcher brings a folder of a git repository at a tag, branch or commit: git+https://host/path.git//folder@v1.2.0.
type gitFetcher struct{}

// gitSource is a pack in a git repository.
type gitSource struct{ url, folder, revision string }

func parseGit(source string) (gitSource, error) {
	rest := strings.TrimPrefix(source, "git+")
	i := strings.LastIndexByte(rest, '@')
	if i < strings.LastIndexByte(rest, '/') || i == len(rest)-1 {
		return gitSource{}, errors.New("which version? write the tag or commit after it: …@v1.2.0")
	}
	g := gitSource{url: rest[:i], revision: rest[i+1:], folder: "."}
	scheme, after, _ := strings.Cut(g.url, "://")
	if j := strings.Index(after, "//"); j >= 0 {
		g.url, g.folder = scheme+"://"+after[:j], path.Clean(after[j+2:])
	}
	u, err := url.Parse(g.url)
	switch {
	case err != nil:
		return g, fmt.Errorf("read the address: %w", errors.Unwrap(err))
	case u.Scheme != "https" && u.Scheme != "ssh" && u.Scheme != "http" && u.Scheme != "file":
		return g, fmt.Errorf("git+%s:// is not taken: write git+https, git+ssh or git+file", u.Scheme)
	case !filepath.IsLocal(filepath.FromSlash(g.folder)):
		return g, fmt.Errorf("the folder `%s` lies outside of the repository", g.folder)
	case strings.HasPrefix(g.revision, "-"):
		return g, errors.New("a version does not begin with a hyphen")
	}
	return g, nil
}

// fetch asks for the revision alone, without history. A commit that the lock names is asked for by itself, since a tag may have moved;
// where the server gives tags only, the digest of the content decides.
func (gitFetcher) fetch(cmd *cobra.Command, source, resolved, into string) (string, error) {
	g, err := parseGit(source)
	if err != nil {
		return "", err
	}
	repo, err := git.Fetch(cmd.Context(), filepath.Join(filepath.Dir(into), "git"), g.url, func(fetch func(revision string) error) error {
		if resolved != "" && fetch(resolved) == nil {
			return nil
		}
		return fetch(g.revision)
	})
	if err != nil {
		return "", err
	}
	commit, ok := repo.Commit(cmd.Context(), "FETCH_HEAD")
	if !ok {
		return "", errors.New("git fetched no commit")
	}
	return commit, unpackCommit(cmd.Context(), repo, commit, g.folder, into)
}

// unpackCommit writes the files of a folder of what was fetched, byte for byte.
func unpackCommit(ctx context.Context, repo git.Repo, commit, folder, into string) error {
	list, err := repo.List(ctx, commit)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(into) // whatever a name says, nothing is written outside
	if err != nil {
		return files.Plain(err)
	}
	defer root.Close()
	var wanted []git.Entry
	for _, e := range list {
		below, ok := e.Path, folder == "."
		if !ok {
			below, ok = strings.CutPrefix(e.Path, folder+"/")
		}
		switch {
		case !ok:
			continue
		case !e.IsFile() || files.OfGit(below):
			return fmt.Errorf("%s is not a regular file", e.Path)
		}
		e.Path = below
		wanted = append(wanted, e)
	}
	if len(wanted) == 0 {
		return fmt.Errorf("there is no folder `%s` in it", folder)
	}
	left := int64(maxPack)
	return repo.Contents(ctx, wanted, maxPack, func(e git.Entry, content []byte, size int64) error {
		if left -= size; left < 0 {
			return fmt.Errorf("the pack is larger than %d MiB", maxPack>>20)
		}
		if err := root.MkdirAll(filepath.FromSlash(path.Dir(e.Path)), 0o755); err != nil {
			return fmt.Errorf("unpack %s: %w", e.Path, files.Plain(err))
		}
		if err := root.WriteFile(filepath.FromSlash(e.Path), content, 0o644); err != nil {
			return fmt.Errorf("unpack %s: %w", e.Path, files.Plain(err))
		}
		return nil
	})
}
