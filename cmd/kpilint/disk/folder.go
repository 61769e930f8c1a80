package disk

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/cmd/kpilint/trail"
	"github.com/kpilint/kpilint/engine/files"
)

// Folder is a folder of this machine as a file system. It follows no link, opens nothing but regular files and
// folders, without waiting, and nothing below .git.
type Folder struct {
	at      string
	root    *os.Root
	checked sync.Map // folders below it that are known to lie behind no link
	regular sync.Map // the names of the regular files in folders that were listed, sorted, by the folders
	near    nearby
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
	return &Folder{at: at, root: root}, nil
}

var _ files.Sealed = (*Folder)(nil)

// Sealed says that no link is followed.
func (f *Folder) Sealed() {}

// Open opens a regular file or a folder.
func (f *Folder) Open(name string) (fs.File, error) {
	if err := f.way("open", name); err != nil {
		return nil, err
	}
	if file := f.quick(name); file != nil {
		return file, nil
	}
	opened, err := f.open(name)
	file, err := trail.Opened(f.whole(name), opened, err)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: files.Plain(err)}
	}
	return file, nil
}

// quick opens a regular file where all is as it mostly is; nil where it is not.
func (f *Folder) quick(name string) fs.File {
	dir, base := path.Dir(name), path.Base(name)
	at, release, err := f.near.in(f.root, dir)
	if err != nil {
		return nil
	}
	defer release()
	file := quick(at.dir, base, f.listedAsRegular(dir, base))
	if file == nil {
		return nil
	}
	return trail.OpenedAlone(f.whole(name), file)
}

// listedAsRegular reports whether a folder was listed, and has said that a name is that of a regular file.
func (f *Folder) listedAsRegular(dir, base string) bool {
	names, ok := f.regular.Load(dir)
	if !ok {
		return false
	}
	_, ok = slices.BinarySearch(names.([]string), base)
	return ok
}

// open opens what lies in a folder from there, and from the top where that folder is no more.
func (f *Folder) open(name string) (*os.File, error) {
	if dir := path.Dir(name); dir != "." {
		if at, release, err := f.near.in(f.root, dir); err == nil {
			lstat := func(base string) (fs.FileInfo, error) {
				info, err := at.root.Lstat(base)
				trail.Typed(f.whole(name), info, err)
				return info, err
			}
			file, err := open(path.Base(name), lstat, at.root.OpenFile)
			release()
			if !errors.Is(err, fs.ErrNotExist) {
				return file, err
			}
		}
	}
	return open(name, f.lstat, f.root.OpenFile)
}

// Lstat describes what has a name.
func (f *Folder) Lstat(name string) (fs.FileInfo, error) {
	if err := f.way("lstat", name); err != nil {
		return nil, err
	}
	return f.lstat(name)
}

// Stat describes what has a name, a link too.
func (f *Folder) Stat(name string) (fs.FileInfo, error) { return f.Lstat(name) }

// ReadLink returns where a link leads to, as it is written.
func (f *Folder) ReadLink(name string) (string, error) {
	if err := f.way("readlink", name); err != nil {
		return "", err
	}
	to, err := f.root.Readlink(name)
	trail.Linked(f.whole(name), to, err)
	return to, err
}

// ReadDir lists a folder, by names.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.way("open", name); err != nil {
		return nil, err
	}
	dir, err := open(name, f.lstat, f.root.OpenFile)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: files.Plain(err)}
	}
	defer dir.Close()
	info, err := dir.Stat()
	if err != nil {
		return nil, err
	}
	entries, err := listed(dir, filepath.Join(f.at, filepath.FromSlash(name)))
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	trail.Listed(f.whole(name), info, entries, err)
	var regular []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			regular = append(regular, e.Name())
		}
	}
	f.regular.Store(name, regular)
	return entries, err
}

// lstat describes what has a name.
func (f *Folder) lstat(name string) (fs.FileInfo, error) {
	info, err := f.root.Lstat(name)
	trail.Typed(f.whole(name), info, err)
	return info, err
}

// whole is the path of a name from the root of the machine on, where somebody asks.
func (f *Folder) whole(name string) string {
	if !trail.On() {
		return name
	}
	return filepath.Join(f.at, filepath.FromSlash(name))
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
		info, err := f.lstat(name[:i])
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
func (f *Folder) Close() error { return errors.Join(f.near.close(), f.root.Close()) }
