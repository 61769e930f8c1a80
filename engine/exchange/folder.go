package exchange

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
)

// Folder is a folder of policies for conftest, as far as these are read of it: what has a name in it, and the contents
// of policies and data. It is a file system that follows no link.
type Folder struct {
	entries map[string]*entry // by path
	inside  map[string][]string
}

// entry is something in a folder. What could not be read has an error in the place of its content.
type entry struct {
	kind    byte
	data    []byte
	wrong   string
	isThere bool // its name leads to something
}

// The kinds of entries.
const (
	isFile = iota
	isFolder
	isLink
	isOther
	kinds
)

// TakeFolder reads of a folder what policies and their data are read from.
func TakeFolder(fsys fs.FS, data []string) *Folder {
	f := &Folder{entries: map[string]*entry{}}
	f.walk(fsys, ".", func(p string, d fs.DirEntry) (take, skip bool) {
		hidden := p != "." && strings.HasPrefix(d.Name(), ".")
		return rego.IsPolicy(p) && !hidden || p == "pack.yaml", hidden
	})
	for _, p := range append(slices.Clone(data), "data") {
		if p = path.Clean(p); !fs.ValidPath(p) {
			continue
		}
		f.list(fsys, path.Dir(p))
		if _, err := fs.Stat(fsys, p); err == nil {
			f.walk(fsys, p, func(p string, _ fs.DirEntry) (take, skip bool) { return rego.IsData(p), false })
			if e := f.entries[p]; e != nil {
				e.isThere = true
			}
		}
	}
	f.arrange()
	return f
}

// walk notes what lies below a path, and reads the files that are to be taken.
func (f *Folder) walk(fsys fs.FS, top string, wanted func(p string, d fs.DirEntry) (take, skip bool)) {
	_ = fs.WalkDir(fsys, top, func(p string, d fs.DirEntry, err error) error {
		if d == nil {
			f.entries[p] = &entry{kind: isFolder, wrong: err.Error()}
			return nil
		}
		e := f.note(p, d.Type())
		if err != nil {
			e.wrong = err.Error()
			return nil
		}
		take, skip := wanted(p, d)
		if skip && d.IsDir() {
			return fs.SkipDir
		}
		if take && d.Type() == 0 && e.data == nil {
			if e.data, err = files.Read(fsys, p, files.Max); err != nil {
				e.wrong = err.Error()
			}
		}
		return nil
	})
}

// list notes what lies in a folder.
func (f *Folder) list(fsys fs.FS, dir string) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return
	}
	for _, d := range entries {
		f.note(path.Join(dir, d.Name()), d.Type())
	}
}

func (f *Folder) note(p string, mode fs.FileMode) *entry {
	e := f.entries[p]
	if e == nil {
		e = &entry{kind: isOther}
		f.entries[p] = e
	}
	switch {
	case mode == 0:
		e.kind = isFile
	case mode.IsDir():
		e.kind = isFolder
	case mode&fs.ModeSymlink != 0:
		e.kind = isLink
	}
	return e
}

// arrange finds what lies in each folder.
func (f *Folder) arrange() {
	f.inside = map[string][]string{}
	for p := range f.entries {
		if p != "." {
			f.inside[path.Dir(p)] = append(f.inside[path.Dir(p)], path.Base(p))
		}
	}
	for _, names := range f.inside {
		slices.Sort(names)
	}
}

func (w *writer) folder(f *Folder) {
	w.Number(len(f.entries))
	for _, dir := range append([]string{""}, sorted(f.inside)...) {
		names := f.inside[dir]
		if dir == "" {
			if names = nil; f.entries["."] != nil {
				names = []string{"."}
			}
		}
		for _, name := range names {
			p := path.Join(dir, name)
			e := f.entries[p]
			w.Text(p)
			w.Raw(e.kind)
			w.Flag(e.isThere)
			w.Text(e.wrong)
			w.Text(string(e.data))
		}
	}
}

func sorted(of map[string][]string) []string {
	all := make([]string, 0, len(of))
	for name := range of {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func (r *reader) folder() *Folder {
	f := &Folder{entries: map[string]*entry{}}
	r.each(objectThings, func(int) {
		p := r.Text()
		e := &entry{kind: r.Byte(), isThere: r.Flag(), wrong: r.Text(), data: []byte(r.Text())}
		if e.kind >= kinds || !fs.ValidPath(p) {
			r.Tear()
			return
		}
		f.entries[p] = e
	})
	f.arrange()
	return f
}

// Sealed says that no name in the folder leads out of it.
func (f *Folder) Sealed() {}

func (f *Folder) info(p string) fs.FileInfo {
	mode := map[byte]fs.FileMode{isFolder: fs.ModeDir, isLink: fs.ModeSymlink, isOther: fs.ModeIrregular}
	e := f.entries[p]
	return files.Info(path.Base(p), len(e.data), mode[e.kind])
}

func missing(op, p string) error { return &fs.PathError{Op: op, Path: p, Err: fs.ErrNotExist} }

// Open opens a file that was read.
func (f *Folder) Open(p string) (fs.File, error) {
	e := f.entries[p]
	switch {
	case e == nil:
		return nil, missing("open", p)
	case e.wrong != "":
		return nil, &fs.PathError{Op: "open", Path: p, Err: errors.New(e.wrong)}
	case e.kind != isFile:
		return nil, &fs.PathError{Op: "open", Path: p, Err: files.ErrNotRegular}
	}
	return files.Held(e.data, f.info(p)), nil
}

// Stat says what a name leads to.
func (f *Folder) Stat(p string) (fs.FileInfo, error) {
	e := f.entries[p]
	if e == nil || e.kind == isLink && !e.isThere {
		return nil, missing("stat", p)
	}
	return f.info(p), nil
}

// ReadDir lists a folder.
func (f *Folder) ReadDir(p string) ([]fs.DirEntry, error) {
	e := f.entries[p]
	switch {
	case e == nil:
		return nil, missing("open", p)
	case e.wrong != "":
		return nil, errors.New(e.wrong)
	}
	var all []fs.DirEntry
	for _, name := range f.inside[p] {
		all = append(all, fs.FileInfoToDirEntry(f.info(path.Join(p, name))))
	}
	return all, nil
}

// modules are the policies in the folder, whose errors begin with a name.
func (f *Folder) modules(name string) []policy.Module {
	var all []policy.Module
	for p, e := range f.entries {
		if e.kind == isFile && e.wrong == "" && rego.IsPolicy(p) {
			all = append(all, policy.Module{File: path.Join(name, p), Source: e.data})
		}
	}
	slices.SortFunc(all, func(a, b policy.Module) int { return strings.Compare(a.File, b.File) })
	return all
}
