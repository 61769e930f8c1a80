package serve

import (
	"errors"
	"io"
	"io/fs"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/files"
)

// frozen is a file system that keeps what was read of another one. Once it is closed it reads nothing more: what was
// never asked for does not exist. So the files on disk may change while the page is open, and its copy does not.
type frozen struct {
	below  fs.FS
	mu     sync.Mutex
	closed bool
	opened map[string]heard[*frozenFile]
	lists  map[string]heard[[]fs.DirEntry]
	infos  map[string]heard[fs.FileInfo]
	links  map[string]heard[string]
}

// heard is what the file system below said once.
type heard[T any] struct {
	value T
	err   error
}

type frozenFile struct {
	data []byte
	info fs.FileInfo
}

// freeze keeps what is read of a file system. What results is sealed where that is.
func freeze(below fs.FS) (fs.FS, *frozen) {
	f := &frozen{
		below: below, opened: map[string]heard[*frozenFile]{}, lists: map[string]heard[[]fs.DirEntry]{},
		infos: map[string]heard[fs.FileInfo]{}, links: map[string]heard[string]{},
	}
	if _, ok := below.(files.Sealed); ok {
		return sealedFrozen{f}, f
	}
	return f, f
}

type sealedFrozen struct{ *frozen }

// Sealed says that nothing follows a link.
func (sealedFrozen) Sealed() {}

// close ends the reading.
func (f *frozen) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
}

// once asks the file system below, unless that was done before.
func once[T any](f *frozen, known map[string]heard[T], op, name string, ask func() (T, error)) (T, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a, ok := known[name]; ok {
		return a.value, a.err
	}
	if f.closed {
		var none T
		return none, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	value, err := ask()
	known[name] = heard[T]{value, err}
	return value, err
}

// Open opens a file, which is read whole, as far as anybody reads it.
func (f *frozen) Open(name string) (fs.File, error) {
	file, err := once(f, f.opened, "open", name, func() (*frozenFile, error) { return f.read(name) })
	if err != nil {
		return nil, err
	}
	return files.Held(file.data, file.info), nil
}

func (f *frozen) read(name string) (*frozenFile, error) {
	from, err := f.below.Open(name)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return nil, err
	}
	file := &frozenFile{info: files.Info(info.Name(), int(info.Size()), info.Mode())}
	if info.Mode().IsRegular() {
		file.data, err = io.ReadAll(io.LimitReader(from, content.MaxFile+2))
	}
	return file, err
}

// ReadDir lists a folder, sorted by name.
func (f *frozen) ReadDir(dir string) ([]fs.DirEntry, error) {
	return once(f, f.lists, "readdir", dir, func() ([]fs.DirEntry, error) { return fs.ReadDir(f.below, dir) })
}

// Lstat describes what has a name, a link where it is one.
func (f *frozen) Lstat(name string) (fs.FileInfo, error) {
	return once(f, f.infos, "lstat", name, func() (fs.FileInfo, error) { return fs.Lstat(f.below, name) })
}

// Stat describes a file.
func (f *frozen) Stat(name string) (fs.FileInfo, error) {
	info, err := f.Lstat(name)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: errors.New("it is a link")}
	}
	return info, err
}

// ReadLink is where a link leads.
func (f *frozen) ReadLink(name string) (string, error) {
	return once(f, f.links, "readlink", name, func() (string, error) { return fs.ReadLink(f.below, name) })
}
