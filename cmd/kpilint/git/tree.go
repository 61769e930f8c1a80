package git

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/source"
)

// Tree is a state of a repository as a file system: files as git keeps them, byte for byte, whatever attributes and
// filters say of them. It follows no links.
type Tree struct {
	ctx     context.Context
	nodes   map[string]*node
	unknown []string // folders of submodules whose content is not here
	sum     hash.Hash

	mu sync.Mutex // for the contents that are read when they are asked for
}

// node is a file or a folder.
type node struct {
	name     string
	mode     fs.FileMode
	repo     Repo
	id       string
	size     int64
	content  []byte
	loaded   bool
	children []*node
}

// NewTree is a state that a list of files gives, below a folder; "." for none. Contents of files of the kinds that
// are read anyway come at once, those of others when they are asked for.
func (r Repo) NewTree(ctx context.Context, below string, list []Entry) (*Tree, error) {
	t := &Tree{ctx: ctx, sum: sha256.New(), nodes: make(map[string]*node, len(list)+len(list)/8)}
	t.nodes["."] = &node{name: ".", mode: fs.ModeDir | 0o755}
	if err := t.mount(r, below, list); err != nil {
		return nil, err
	}
	for _, n := range t.nodes {
		slices.SortFunc(n.children, func(a, b *node) int { return cmp.Compare(a.name, b.name) })
	}
	return t, nil
}

// Digest is one of the names, kinds and contents of all files.
func (t *Tree) Digest() string {
	return string(t.sum.Sum(nil)) + strings.Join(t.unknown, "\x00")
}

// Unknown are the folders of submodules whose content at this state is not here.
func (t *Tree) Unknown() []string { return t.unknown }

// mount adds a list of files below a folder, its submodules too.
func (t *Tree) mount(r Repo, below string, list []Entry) error {
	var modules []Entry
	wanted := make([]*node, 0, len(list))
	room := make([]node, len(list))
	var line []byte
	for i, e := range list {
		p := e.Path
		if below != "." {
			p = path.Join(below, p)
		}
		switch {
		case e.Stage > 1 || !fs.ValidPath(p) || files.OfGit(e.Path):
			continue // of a file that is not merged, the first version stands for all
		case e.IsSubmodule():
			modules = append(modules, e)
			continue
		}
		line = append(append(append(line[:0], e.Mode...), ' '), e.ID...)
		line = append(append(append(line, ' '), p...), 0)
		_, _ = t.sum.Write(line)
		n := &room[i]
		*n = node{name: path.Base(p), mode: 0o644, repo: r, id: e.ID, size: -1}
		if e.Mode == modeLink {
			n.mode = fs.ModeSymlink | 0o777
		}
		if t.add(p, n); readAnyway(n) {
			wanted = append(wanted, n)
		}
	}
	if err := t.load(r, wanted); err != nil {
		return err
	}
	for _, m := range modules {
		if err := t.module(r, below, m, list); err != nil {
			return err
		}
	}
	return nil
}

// readAnyway reports a file of a kind that every run reads.
func readAnyway(n *node) bool {
	return source.LanguageOf(n.name) != source.NoLanguage || strings.ToLower(path.Ext(n.name)) == ".gitignore" ||
		n.mode&fs.ModeSymlink != 0
}

// add puts a file or folder into the tree, with the folders above it.
func (t *Tree) add(p string, n *node) {
	if _, ok := t.nodes[p]; ok {
		return
	}
	t.nodes[p] = n
	up := path.Dir(p)
	if t.nodes[up] == nil {
		t.add(up, &node{name: path.Base(up), mode: fs.ModeDir | 0o755})
	}
	t.nodes[up].children = append(t.nodes[up].children, n)
}

// load reads contents.
func (t *Tree) load(r Repo, wanted []*node) error {
	ids := make([]string, len(wanted))
	for i, n := range wanted {
		ids[i] = n.id
	}
	return r.blobs(t.ctx, ids, files.Max+1, func(i int, content []byte, size int64) error {
		wanted[i].content, wanted[i].size, wanted[i].loaded = content, size, true
		return nil
	})
}

// module adds a submodule as it was, or notes that what it held is not here.
func (t *Tree) module(r Repo, below string, e Entry, list []Entry) error {
	at := path.Join(below, e.Path)
	t.add(at, &node{name: path.Base(at), mode: fs.ModeDir | 0o755})
	sub, ok := r.submodule(t.ctx, e.Path, list)
	if !ok {
		t.unknown = append(t.unknown, at)
		return nil
	}
	content, err := sub.List(t.ctx, e.ID)
	if err != nil {
		t.unknown = append(t.unknown, at)
		return t.ctx.Err()
	}
	return t.mount(sub, at, content)
}

var _ files.Sealed = (*Tree)(nil)

// Sealed says that no link is followed.
func (t *Tree) Sealed() {}

// find is the file or folder with a name.
func (t *Tree) find(op, name string) (*node, error) {
	n := t.nodes[name]
	if n == nil || !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// Open opens a file or folder.
func (t *Tree) Open(name string) (fs.File, error) {
	n, err := t.find("open", name)
	switch {
	case err != nil:
		return nil, err
	case n.mode.IsDir():
		return &folder{node: n}, nil
	case !n.mode.IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: files.ErrLink}
	}
	if err := t.need(n); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if n.size > int64(len(n.content)) {
		return &file{node: n, Reader: endless{}}, nil
	}
	return &file{node: n, Reader: bytes.NewReader(n.content)}, nil
}

// Held is the content of a file that was read whole.
func (t *Tree) Held(name string) ([]byte, bool) {
	n := t.nodes[name]
	if n == nil || !n.mode.IsRegular() || !fs.ValidPath(name) || t.need(n) != nil || n.size != int64(len(n.content)) {
		return nil, false
	}
	return n.content, true
}

// need reads the content of a file that was not read yet.
func (t *Tree) need(n *node) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n.loaded {
		return nil
	}
	return t.load(n.repo, []*node{n})
}

// Lstat describes what has a name.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) {
	n, err := t.find("lstat", name)
	if err != nil {
		return nil, err
	}
	if n.mode.IsRegular() {
		if err := t.need(n); err != nil {
			return nil, &fs.PathError{Op: "lstat", Path: name, Err: err}
		}
	}
	return n, nil
}

// Stat describes what has a name, a link too.
func (t *Tree) Stat(name string) (fs.FileInfo, error) { return t.Lstat(name) }

// ReadLink returns where a link leads to, as it is written.
func (t *Tree) ReadLink(name string) (string, error) {
	n, err := t.find("readlink", name)
	switch {
	case err != nil:
		return "", err
	case n.mode&fs.ModeSymlink == 0:
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return string(n.content), nil
}

// ReadDir lists a folder.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := t.find("readdir", name)
	switch {
	case err != nil:
		return nil, err
	case !n.mode.IsDir():
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("it is not a folder")}
	}
	all := make([]fs.DirEntry, len(n.children))
	for i, c := range n.children {
		all[i] = c
	}
	return all, nil
}

// ContentID is the id of the content of a regular file; "" for anything else.
func (t *Tree) ContentID(name string) string {
	if n := t.nodes[name]; n != nil && n.mode.IsRegular() {
		return n.id
	}
	return ""
}

// Tracked reports whether a path is that of a file, or of a folder with files.
func (t *Tree) Tracked(name string) bool { return t.nodes[name] != nil }

// Holds reports that every path lies in the repository.
func (t *Tree) Holds(string) bool { return true }

// Submodule reports whether a path is that of a submodule whose content is not here.
func (t *Tree) Submodule(name string) bool { return slices.Contains(t.unknown, name) }

// A node describes itself.

// Name is the last part of the path.
func (n *node) Name() string { return n.name }

// Size is in bytes; of what was not read it is not known.
func (n *node) Size() int64 { return max(0, n.size) }

// Mode tells files, folders and links apart.
func (n *node) Mode() fs.FileMode { return n.mode }

// ModTime is the zero time: git keeps none.
func (n *node) ModTime() time.Time { return time.Time{} }

// IsDir reports a folder.
func (n *node) IsDir() bool { return n.mode.IsDir() }

// Sys is nil.
func (n *node) Sys() any { return nil }

// Type is the type of the mode.
func (n *node) Type() fs.FileMode { return n.mode.Type() }

// Info is the node itself.
func (n *node) Info() (fs.FileInfo, error) { return n, nil }

// file is an open file.
type file struct {
	*node
	io.Reader
}

// Stat describes the file.
func (f *file) Stat() (fs.FileInfo, error) { return f.node, nil }

// Close does nothing.
func (f *file) Close() error { return nil }

// endless stands for a content that is too large to be read: it has no end, so that a reader finds it too
// large.
type endless struct{}

// Read fills all with blanks.
func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// folder is an open folder.
type folder struct {
	*node
	at int
}

// Stat describes the folder.
func (f *folder) Stat() (fs.FileInfo, error) { return f.node, nil }

// Read fails.
func (f *folder) Read([]byte) (int, error) { return 0, errors.New("it is a folder") }

// Close does nothing.
func (f *folder) Close() error { return nil }

// ReadDir lists the next n entries, or with n <= 0 all that are left.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.children[f.at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 {
		rest = rest[:min(n, len(rest))]
	}
	f.at += len(rest)
	all := make([]fs.DirEntry, len(rest))
	for i, c := range rest {
		all[i] = c
	}
	return all, nil
}
