package disk

import (
	"io/fs"
	"os"
	"path"
	"sync"

	"github.com/kpilint/kpilint/engine/files"
)

// Folder is a folder of this machine as a file system. It follows no link, opens nothing but regular files and
// folders, without waiting, and nothing below .git.
type Folder struct {
	root    *os.Root
	checked sync.Map // folders below it that are known to lie behind no link
}

// Open opens a folder. One that lies behind a link of a working tree is refused.
func Open(dir string) (*Folder, error) {
	at, err := Straight(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(at)
	if err != nil {
		return nil, files.Plain(err)
	}
	return &Folder{root: root}, nil
}

var _ files.Sealed = (*Folder)(nil)

// Sealed says that no link is followed.
func (f *Folder) Sealed() {}

// Open opens a regular file or a folder.
func (f *Folder) Open(name string) (fs.File, error) {
	if err := f.way("open", name); err != nil {
		return nil, err
	}
	file, err := open(name, f.root.Lstat, f.root.OpenFile)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: files.Plain(err)}
	}
	return file, nil
}

// Lstat describes what has a name.
func (f *Folder) Lstat(name string) (fs.FileInfo, error) {
	if err := f.way("lstat", name); err != nil {
		return nil, err
	}
	return f.root.Lstat(name)
}

// Stat describes what has a name, a link too.
func (f *Folder) Stat(name string) (fs.FileInfo, error) { return f.Lstat(name) }

// ReadLink returns where a link leads to, as it is written.
func (f *Folder) ReadLink(name string) (string, error) {
	if err := f.way("readlink", name); err != nil {
		return "", err
	}
	return f.root.Readlink(name)
}

// way refuses names behind links and those of git.
func (f *Folder) way(op, name string) error {
	refused := func(err error) error { return &fs.PathError{Op: op, Path: name, Err: files.Plain(err)} }
	switch {
	case !fs.ValidPath(name):
		return refused(fs.ErrInvalid)
	case files.OfGit(name):
		return refused(files.ErrGit)
	}
	if _, ok := f.checked.Load(path.Dir(name)); ok {
		return nil
	}
	for i := range len(name) {
		if name[i] != '/' {
			continue
		}
		if _, ok := f.checked.Load(name[:i]); ok {
			continue
		}
		info, err := f.root.Lstat(name[:i])
		switch {
		case err != nil:
			return refused(err)
		case info.Mode()&fs.ModeSymlink != 0:
			return refused(files.ErrLink)
		}
		f.checked.Store(name[:i], true)
	}
	return nil
}

// Close closes the folder. What was opened from it stays open.
func (f *Folder) Close() error { return f.root.Close() }
