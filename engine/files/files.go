// Package files is the one way in which the engine opens a file: a regular file of a bounded size, in the file
// system that it was given, never through a symbolic link and never below .git. What a stranger's tree calls a
// configuration, a rule or a definition may be a link to a secret, a pipe that nobody writes to, or a device that
// never ends; none of these is read.
package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// Max is the size of the largest file that is read whole, in bytes.
const Max = 1 << 20

// Refused is a file that is there and is not opened.
type Refused struct{ Why string }

// Error is the reason. Whoever returns it says which file it is about.
func (r *Refused) Error() string { return r.Why }

// The reasons for which a file is not opened.
var (
	ErrLink       = &Refused{wording.ItIsASymbolicLink()}
	ErrNotRegular = &Refused{wording.ItIsNotARegular()}
	ErrGit        = &Refused{wording.ItBelongsToGitWhich()}
)

// Sealed is a file system that follows no links: what it opens, and what it says of a file, is about the file of
// that very name.
type Sealed interface {
	fs.ReadLinkFS
	// Sealed says so. It does nothing.
	Sealed()
}

// holder is a file system that has contents at hand.
type holder interface {
	// Held is the whole content of a regular file, for reading; false where it is not at hand.
	Held(name string) ([]byte, bool)
}

// Read returns the content of a regular file of at most limit bytes. A longer one is refused.
func Read(fsys fs.FS, name string, limit int64) ([]byte, error) {
	data, err := Head(fsys, name, limit+1)
	if err == nil && int64(len(data)) > limit {
		return nil, &Refused{wording.ItIsLargerThan(size(limit))}
	}
	return data, err
}

// Head returns the content of a regular file, or its first limit bytes.
func Head(fsys fs.FS, name string, limit int64) ([]byte, error) {
	if err := check(fsys, name); err != nil {
		return nil, err
	}
	if has, ok := fsys.(holder); ok {
		if data, ok := has.Held(name); ok {
			return slices.Clip(data[:min(int64(len(data)), limit)]), nil
		}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, Plain(err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, Plain(err)
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	}
	data, err := readAll(f, min(info.Size(), limit), limit)
	if err != nil {
		return nil, Plain(err)
	}
	return data, nil
}

// readAll reads to the end what is probably so many bytes long, up to a limit.
func readAll(r io.Reader, size, limit int64) ([]byte, error) {
	data := make([]byte, 0, size+1) // one more, so that the end is seen without room being made
	for int64(len(data)) < limit {
		n, err := r.Read(data[len(data):min(int64(cap(data)), limit)])
		data = data[:len(data)+n]
		switch {
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, err
		case len(data) == cap(data):
			data = slices.Grow(data, max(len(data), bytes.MinRead))
		}
	}
	return data, nil
}

// check refuses what is not to be opened. A sealed file system has checked the way to the file by itself.
func check(fsys fs.FS, name string) error {
	if OfGit(name) {
		return ErrGit
	}
	if _, ok := fsys.(Sealed); ok {
		return nil
	}
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		info, err := fs.Lstat(fsys, name[:i])
		switch {
		case err != nil:
			return Plain(err)
		case info.Mode()&fs.ModeSymlink != 0:
			return ErrLink
		case i == len(name) && !info.Mode().IsRegular():
			return ErrNotRegular
		}
	}
	return nil
}

// OfGit reports whether a path, with slashes, leads to .git or below. Some file systems make no difference between
// upper and lower case, and some know it under a short name.
func OfGit(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		part = strings.TrimRight(part, ". ")
		if strings.EqualFold(part, ".git") || strings.EqualFold(part, "git~1") {
			return true
		}
	}
	return false
}

// Plain is an error without the path in it: its user is told the path as the user wrote it.
func Plain(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

// Links lists the symbolic links among the entries of a folder, as paths in the file system: what should be in such
// a folder is not read through them. A folder that cannot be listed has none.
func Links(fsys fs.FS, dir string) []string {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil
	}
	var all []string
	for _, e := range entries {
		if e.Type()&fs.ModeSymlink != 0 {
			all = append(all, path.Join(dir, e.Name()))
		}
	}
	return all
}

// size is a number of bytes in words, as KiB or MiB where it is whole.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
