// Package disk is the one way of the command to the files of this machine. What lies in a working tree is a
// stranger's: there, no link is followed, only regular files are read, and nothing of git's own is touched. Outside
// of it, links are the machine's own, and are followed.
package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/kpilint/kpilint/cmd/kpilint/trail"
	"github.com/kpilint/kpilint/engine/files"
)

// maxLinks is how many links may lead to one another: more are a circle.
const maxLinks = 40

// Here is the working directory, by its own name and not by that of a link to it.
func Here() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the working directory: %w", files.Plain(err))
	}
	real, err := straighten(here)
	if err != nil {
		return "", fmt.Errorf("find the working directory: %w", files.Plain(err))
	}
	return real, nil
}

// Repository is the root of the git repository around a folder; "" outside of one.
func Repository(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// WorkTree is the root of the working tree in which a folder lies: that of its git repository, else the working
// directory. "" where it lies in neither.
func WorkTree(dir string) string {
	if root := Repository(dir); root != "" {
		return root
	}
	here, err := Here()
	if err != nil || here == filepath.Dir(here) || !Within(here, dir) {
		return ""
	}
	return here
}

// Within reports whether a path is that of a folder, or lies below it.
func Within(dir, path string) bool {
	const separator = string(filepath.Separator)
	return dir == path || strings.HasPrefix(path, strings.TrimSuffix(dir, separator)+separator)
}

// Locate is where a path leads. Links that lie outside of working trees are followed. The first one that lies in
// one is not: it is returned as the link, with the way beyond it left as it is. What does not exist is left as it
// is, too.
func Locate(name string) (path, link string, err error) {
	path = name
	if !filepath.IsAbs(name) {
		here, err := Here()
		if err != nil {
			return "", "", err
		}
		path = filepath.Join(here, name)
	}
	path = filepath.Clean(path)
	at := filepath.VolumeName(path) + string(filepath.Separator)
	rest := steps(strings.TrimPrefix(path, at))
	for links := 0; len(rest) > 0; {
		step := rest[0]
		if rest = rest[1:]; step == ".." {
			at = filepath.Dir(at)
			continue
		}
		next := filepath.Join(at, step)
		info, err := lstat(next)
		switch {
		case err != nil:
			return filepath.Join(next, filepath.Join(rest...)), "", nil
		case info.Mode()&fs.ModeSymlink == 0:
			at = next
			continue
		case WorkTree(at) != "":
			return filepath.Join(next, filepath.Join(rest...)), next, nil
		}
		to, err := os.Readlink(next)
		trail.Linked(next, to, err)
		if err != nil {
			return "", "", files.Plain(err)
		}
		if links++; links > maxLinks {
			return "", "", errors.New("too many symbolic links lead to one another")
		}
		if filepath.IsAbs(to) {
			at = filepath.VolumeName(to) + string(filepath.Separator)
		}
		rest = append(steps(strings.TrimPrefix(to, at)), rest...)
	}
	return at, "", nil
}

// steps are the names in a relative path.
func steps(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r < 0x80 && os.IsPathSeparator(uint8(r)) })
}

// Straight is where a path leads; one that goes through a link of a working tree, or into what git keeps for
// itself, is refused.
func Straight(name string) (string, error) {
	path, link, err := Locate(name)
	switch {
	case err != nil:
		return "", err
	case ofGit(path):
		return "", files.ErrGit
	case link != "":
		return "", files.ErrLink
	}
	return path, nil
}

// Led is where a path leads by the links of the machine, as far as it is there; what is not there yet stays as it is.
func Led(name string) string {
	for at, rest := name, ""; ; at, rest = filepath.Dir(at), filepath.Join(filepath.Base(at), rest) {
		if real, err := straighten(at); err == nil {
			return filepath.Join(real, rest)
		}
		if at == filepath.Dir(at) {
			return name
		}
	}
}

// ofGit reports whether a path leads to .git of a working tree, or below.
func ofGit(path string) bool {
	root := WorkTree(filepath.Dir(path))
	if root == "" {
		return false
	}
	below, err := filepath.Rel(root, path)
	return err == nil && files.OfGit(filepath.ToSlash(below))
}

// ReadFile returns the content of a file that a flag, the environment or the tool itself names: a regular one of at
// most limit bytes, opened without waiting.
func ReadFile(name string, limit int64) ([]byte, error) {
	path, err := Straight(name)
	if err != nil {
		return nil, err
	}
	return files.Read(single{path}, filepath.Base(path), limit)
}

// Head is ReadFile for the first limit bytes.
func Head(name string, limit int64) ([]byte, error) {
	path, err := Straight(name)
	if err != nil {
		return nil, err
	}
	return files.Head(single{path}, filepath.Base(path), limit)
}

// single is a file system with one file, to which its user has found the way.
type single struct{ path string }

func (s single) Sealed()                           {}
func (s single) Lstat(string) (fs.FileInfo, error) { return lstat(s.path) }
func (s single) ReadLink(string) (string, error)   { return "", fs.ErrInvalid }
func (s single) Open(string) (fs.File, error) {
	f, err := open(s.path, lstat, os.OpenFile)
	return trail.Opened(s.path, f, err)
}

// open opens a regular file or a folder, whatever lies there meanwhile.
func open(
	name string, lstat func(string) (fs.FileInfo, error), openFile func(string, int, fs.FileMode) (*os.File, error),
) (*os.File, error) {
	info, err := lstat(name)
	if err != nil {
		return nil, err
	}
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		return nil, files.ErrLink
	case !mode.IsRegular() && !mode.IsDir():
		return nil, files.ErrNotRegular
	}
	f, err := openFile(name, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	if now, err := f.Stat(); err != nil || !os.SameFile(info, now) {
		return nil, errors.Join(errors.New("it changed while it was opened"), f.Close())
	}
	return f, nil
}

// IsFolder reports whether a path is that of a folder, however many links lead there.
func IsFolder(name string) bool {
	info, err := Stat(name)
	return err == nil && info.IsDir()
}

// Exists reports whether anything has this name, be it a link that leads nowhere.
func Exists(name string) bool {
	_, err := lstat(name)
	return err == nil
}

// Stat describes what a path leads to, by whatever links.
func Stat(name string) (fs.FileInfo, error) {
	info, err := os.Stat(name)
	trail.LedTo(whole(name), info, err)
	return info, err
}

// lstat describes what has a name.
func lstat(name string) (fs.FileInfo, error) {
	info, err := os.Lstat(name)
	trail.Typed(whole(name), info, err)
	return info, err
}

// straighten is a path without links.
func straighten(name string) (string, error) {
	real, err := filepath.EvalSymlinks(name)
	trail.Straightened(whole(name), real, err)
	return real, err
}

// whole is a path from the root on, to look there again from elsewhere.
func whole(name string) string {
	if !trail.On() || filepath.IsAbs(name) {
		return name
	}
	if at, err := filepath.Abs(name); err == nil {
		return at
	}
	return name
}
