package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
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
	repo, err := os.MkdirTemp("", "kpilint-git-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(repo)
	ctx := cmd.Context()
	if _, err := git(ctx, repo, "init", "--quiet", "."); err != nil {
		return "", err
	}
	fetch := func(revision string) error {
		_, err := git(ctx, repo, "-c", "protocol.ext.allow=never", "fetch", "--quiet", "--depth=1", "--no-tags", g.url, revision)
		return err
	}
	if resolved == "" || fetch(resolved) != nil {
		if err := fetch(g.revision); err != nil {
			return "", err
		}
	}
	commit, err := git(ctx, repo, "rev-parse", "FETCH_HEAD^{commit}")
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(commit)), unpackCommit(ctx, repo, g.folder, into)
}

// unpackCommit writes the files of a folder of what was fetched.
func unpackCommit(ctx context.Context, repo, folder, into string) error {
	tree := "FETCH_HEAD"
	if folder != "." {
		tree += ":" + folder
	}
	archive, err := git(ctx, repo, "archive", "--format=zip", tree)
	if err != nil {
		return err
	}
	files, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return fmt.Errorf("read archive: %w", err)
	}
	root, err := os.OpenRoot(into) // whatever a name says, nothing is written outside
	if err != nil {
		return err
	}
	defer root.Close()
	left := int64(maxPack)
	for _, f := range files.File {
		if f.FileInfo().IsDir() {
			continue
		}
		if !f.Mode().IsRegular() {
			return fmt.Errorf("%s is not a regular file", f.Name)
		}
		if err := unpackFile(root, f, &left); err != nil {
			return fmt.Errorf("unpack %s: %w", f.Name, err)
		}
	}
	return nil
}

func unpackFile(root *os.Root, f *zip.File, left *int64) error {
	if err := root.MkdirAll(filepath.FromSlash(path.Dir(f.Name)), 0o755); err != nil {
		return err
	}
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := root.Create(filepath.FromSlash(f.Name))
	if err != nil {
		return err
	}
	n, err := io.Copy(out, io.LimitReader(in, *left+1))
	if *left -= n; *left < 0 {
		err = fmt.Errorf("the pack is larger than %d MiB", maxPack>>20)
	}
	return errors.Join(err, out.Close())
}
