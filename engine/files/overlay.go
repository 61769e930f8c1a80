package files

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Over is a file system in which one file has other contents, or is there beside the others; nil: it is gone. The file
// system below stays as it is. What results is sealed where that is.
func Over(below fs.FS, name string, contents []byte) fs.FS {
	o := &overlay{below: below}
	switch known := below.(type) {
	case *overlay:
		*o = *known
	case sealedOverlay:
		*o = *known.overlay
	}
	o.files = maps.Clone(o.files)
	if o.files == nil {
		o.files = map[string][]byte{}
	}
	o.files[name] = contents
	if _, ok := o.below.(Sealed); ok {
		return sealedOverlay{o}
	}
	return o
}

// overlay is a file system with other files on top of it.
type overlay struct {
	below fs.FS
	files map[string][]byte // by path; nil where a file is gone
}

type sealedOverlay struct{ *overlay }

// Sealed says that nothing follows a link.
func (sealedOverlay) Sealed() {}

// Open opens a file or folder.
func (o *overlay) Open(name string) (fs.File, error) {
	info, err := o.own("open", name)
	if err != nil {
		return nil, err
	}
	if info == nil {
		f, err := o.below.Open(name)
		if err != nil {
			return nil, err
		}
		if info, err = f.Stat(); err != nil || !info.IsDir() {
			return f, nil
		}
		f.Close()
	}
	if !info.IsDir() {
		return Held(o.files[name], info), nil
	}
	entries, err := o.ReadDir(name)
	return &folder{held{bytes.NewReader(nil), info}, entries}, err
}

// own is what the overlay itself says of a path: a file of its own, a folder that is there only for such a file, or
// that it is gone. It says nothing of others.
func (o *overlay) own(op, name string) (fs.FileInfo, error) {
	contents, known := o.files[name]
	switch {
	case !fs.ValidPath(name):
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	case known && contents == nil:
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	case known:
		return Info(path.Base(name), len(contents), 0o444), nil
	case !o.leadsTo(name):
		return nil, nil
	}
	if _, err := fs.Lstat(o.below, name); errors.Is(err, fs.ErrNotExist) {
		return Info(path.Base(name), 0, fs.ModeDir|0o555), nil
	}
	return nil, nil
}

// leadsTo reports whether a file of the overlay lies below a path.
func (o *overlay) leadsTo(dir string) bool {
	for name, contents := range o.files {
		if contents != nil && strings.HasPrefix(name, dir+"/") {
			return true
		}
	}
	return false
}

// Lstat describes what has a name, a link where it is one.
func (o *overlay) Lstat(name string) (fs.FileInfo, error) {
	if info, err := o.own("lstat", name); info != nil || err != nil {
		return info, err
	}
	return fs.Lstat(o.below, name)
}

// Stat describes a file.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if info, err := o.own("stat", name); info != nil || err != nil {
		return info, err
	}
	return fs.Stat(o.below, name)
}

// ReadLink is where a link leads.
func (o *overlay) ReadLink(name string) (string, error) {
	info, err := o.own("readlink", name)
	switch {
	case err != nil:
		return "", err
	case info != nil:
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return fs.ReadLink(o.below, name)
}

// ReadDir lists a folder, sorted by name.
func (o *overlay) ReadDir(dir string) ([]fs.DirEntry, error) {
	own, err := o.own("readdir", dir)
	if err != nil {
		return nil, err
	}
	var entries []fs.DirEntry
	if own == nil {
		if entries, err = fs.ReadDir(o.below, dir); err != nil {
			return nil, err
		}
	}
	there := map[string]bool{}
	entries = slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
		there[e.Name()] = true
		_, over := o.files[path.Join(dir, e.Name())]
		return over
	})
	for name, contents := range o.files {
		rest, inside := name, dir == "."
		if !inside {
			rest, inside = strings.CutPrefix(name, dir+"/")
		}
		first, _, deeper := strings.Cut(rest, "/")
		if !inside || contents == nil || deeper && there[first] {
			continue
		}
		if there[first] = true; deeper {
			entries = append(entries, fs.FileInfoToDirEntry(Info(first, 0, fs.ModeDir|0o555)))
			continue
		}
		entries = append(entries, fs.FileInfoToDirEntry(Info(first, len(contents), 0o444)))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// folder is an open folder with what is left to list.
type folder struct {
	held
	left []fs.DirEntry
}

// Read says that a folder has no bytes.
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: fs.ErrInvalid}
}

// ReadDir lists the next entries, all where n is not above zero.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.left)
	} else if len(f.left) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.left))
	now := f.left[:n:n]
	f.left = f.left[n:]
	return now, nil
}
