package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/cmd/kpilint/git"
)

// noRevision says that a revision is not there, and why it may not be.
func noRevision(ctx context.Context, repo git.Repo, rev string) error {
	if repo.Shallow(ctx) {
		return fmt.Errorf("there is no revision %s: a shallow clone has no history, so fetch it (fetch-depth: 0)", rev)
	}
	return fmt.Errorf("there is no revision %s in this repository", rev)
}

// revision is the workspace with a root as it was at a revision of a repository in it, its submodules too.
func revision(ctx context.Context, root, repo, rev string) (*git.Tree, error) {
	list, err := git.At(repo).List(ctx, rev)
	if err != nil {
		return nil, err
	}
	return listed(ctx, root, repo, list)
}

// listed is the workspace with a root as a list of the files of a repository in it says.
func listed(ctx context.Context, root, repo string, list []git.Entry) (*git.Tree, error) {
	return git.At(repo).NewTree(ctx, relative(root, repo), list)
}

// trees are revisions that were read: several organisations of a run are compared with one.
type trees map[[3]string]func() (*git.Tree, error)

// begin begins to read the workspace at a revision, while something else is done: as a list says that its files are, or
// where that is nil, as git lists them.
func (t trees) begin(ctx context.Context, root, repo, rev string, list []git.Entry) {
	read := sync.OnceValues(func() (*git.Tree, error) {
		if list == nil {
			return revision(ctx, root, repo, rev)
		}
		return listed(ctx, root, repo, list)
	})
	t[[3]string{root, repo, rev}] = read
	go func() { _, _ = read() }() // an error is told where the tree is needed
}

// at is the workspace at a revision, read once.
func (t trees) at(ctx context.Context, root, repo, rev string) (*git.Tree, error) {
	key := [3]string{root, repo, rev}
	if t[key] == nil {
		t[key] = sync.OnceValues(func() (*git.Tree, error) { return revision(ctx, root, repo, rev) })
	}
	tree, err := t[key]()
	if err != nil {
		delete(t, key)
	}
	return tree, err
}

// oneRevision takes REV, and REV... as git writes "since it was left".
func oneRevision(text string) (string, error) {
	if strings.HasPrefix(text, "-") {
		return "", errors.New("a revision does not begin with a hyphen")
	}
	rev, to, dots := strings.Cut(text, "...")
	if !dots {
		rev, to, dots = strings.Cut(text, "..")
		dots = dots && !strings.ContainsAny(text, ":{")
	}
	switch {
	case !dots:
		return text, nil
	case rev == "":
		return "", errors.New("write one revision, such as origin/main")
	case to != "" && to != "HEAD":
		return "", fmt.Errorf("write one revision, --since %s: what is on disk is checked, so check out %s first", rev, to)
	}
	return rev, nil
}
