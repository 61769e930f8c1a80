package main

import (
	"context"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/git"
)

// indexes are what git tracks, by repository. Git is asked about one when somebody needs to know: most runs never do.
type indexes struct {
	ctx context.Context
	mu  sync.Mutex
	of  map[string]*index // by the root of the repository
}

// index is what git tracks in one repository.
type index struct {
	tracked map[string]bool // files, and the folders that hold some
	modules map[string]bool // submodules
}

func newIndexes(ctx context.Context) *indexes { return &indexes{ctx: ctx, of: map[string]*index{}} }

// at is the index of the repository with a root. Where git does not answer, nothing is tracked.
func (x *indexes) at(root string) *index {
	x.mu.Lock()
	defer x.mu.Unlock()
	if known := x.of[root]; known != nil {
		return known
	}
	known := &index{tracked: map[string]bool{}, modules: map[string]bool{}}
	x.of[root] = known
	list, err := git.At(root).Index(x.ctx)
	if err != nil {
		return known
	}
	for _, e := range list {
		if e.IsSubmodule() {
			known.modules[e.Path] = true
			continue
		}
		for p := e.Path; !known.tracked[p]; p = path.Dir(p) { // the folder of all, ".", is its own
			known.tracked[p] = true
		}
	}
	return known
}

// tracked reports whether git tracks a file, or a folder that holds one. held is false outside of every repository.
func (x *indexes) tracked(name string) (tracked, held bool) {
	root := disk.Repository(name)
	if root == "" {
		return false, false
	}
	return x.at(root).tracked[relative(root, name)], true
}

// quotable reports whether a line of a file may be shown in an error: outside of git any, else only those of what
// git tracks, as a working tree may also hold what nobody is to see.
func (x *indexes) quotable(name string) bool {
	straight, err := disk.Straight(name)
	if err != nil {
		return false
	}
	tracked, held := x.tracked(straight)
	return tracked || !held
}

// below is what git knows of the files below a folder, for an engine whose file system shows that folder.
func (x *indexes) below(root string) *gitBelow { return &gitBelow{x, root} }

type gitBelow struct {
	all  *indexes
	root string
}

func (g *gitBelow) on(p string) string { return filepath.Join(g.root, filepath.FromSlash(p)) }

// Tracked reports whether git tracks a file, or a folder that holds one.
func (g *gitBelow) Tracked(p string) bool {
	tracked, _ := g.all.tracked(g.on(p))
	return tracked
}

// Holds reports whether a path lies in a repository.
func (g *gitBelow) Holds(p string) bool { return disk.Repository(g.on(p)) != "" }

// Submodule reports whether a folder is a submodule.
func (g *gitBelow) Submodule(p string) bool {
	root := disk.Repository(filepath.Dir(g.on(p)))
	return root != "" && g.all.at(root).modules[relative(root, g.on(p))]
}

// pack is what git knows of the files of a pack in a folder; nil for a pack outside of git.
func (x *indexes) pack(folder string) func(file string) bool {
	if disk.Repository(folder) == "" {
		return nil
	}
	return func(file string) bool {
		return x.quotable(filepath.Join(folder, filepath.FromSlash(strings.TrimPrefix(file, "./"))))
	}
}
