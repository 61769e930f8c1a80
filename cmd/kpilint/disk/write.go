package disk

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/files"
)

// Output is where a report goes.
type Output struct {
	Path   string
	Stream bool // no regular file: a pipe, a terminal, /dev/null; it is written to and stays what it is
	New    bool // there is nothing yet
}

// OutputAt finds where a name for an output leads, and refuses one that leads through a link of a working tree,
// into what git keeps for itself, or, written as a relative path, out of the working tree.
func OutputAt(name string) (Output, error) {
	if IsDevice(name) {
		return Output{Path: name, Stream: true}, nil
	}
	if err := stays(name); err != nil {
		return Output{}, err
	}
	path, err := Straight(name)
	if err != nil {
		return Output{}, writing(err)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return Output{}, files.Plain(err)
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Output{Path: path, New: true}, nil
	case err != nil:
		return Output{}, files.Plain(err)
	}
	return Output{Path: path, Stream: !info.Mode().IsRegular()}, nil
}

// FolderAt is where a name for a folder to write leads, with what OutputAt refuses; it need not exist, but the one
// above it must.
func FolderAt(name string) (string, error) {
	if err := stays(name); err != nil {
		return "", err
	}
	path, err := Straight(name)
	if err != nil {
		return "", writing(err)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return "", files.Plain(err)
	}
	if info, err := os.Lstat(path); err == nil && !info.IsDir() {
		return "", errors.New("it is not a folder")
	}
	return path, nil
}

// IsDevice reports a name such as /dev/stdout or /dev/fd/3, which stands for what the process was given.
func IsDevice(name string) bool {
	name = filepath.ToSlash(filepath.Clean(name))
	return strings.HasPrefix(name, "/dev/") || strings.HasPrefix(name, "/proc/self/fd/")
}

// stays refuses a relative path that leads out of the working tree.
func stays(name string) error {
	if filepath.IsAbs(name) {
		return nil
	}
	here, err := Here()
	if err != nil {
		return err
	}
	if root := WorkTree(here); root != "" && !Within(root, filepath.Join(here, name)) {
		return &files.Refused{Why: "it lies outside of the working tree: write its absolute path if it is meant to"}
	}
	return nil
}

// writing says of what is not opened that it is not written.
func writing(err error) error {
	if errors.Is(err, files.ErrLink) {
		return &files.Refused{Why: "it is a symbolic link, or lies behind one, and nothing is written through links"}
	}
	return err
}

// Write writes an output: a regular file whole and in one step, or not at all.
func (o Output) Write(write func(io.Writer) error) error {
	if !o.Stream {
		return replace(o.Path, 0o644, write, nil)
	}
	f, err := os.OpenFile(o.Path, os.O_WRONLY, 0)
	if err != nil {
		return files.Plain(err)
	}
	return files.Plain(errors.Join(write(f), f.Close()))
}

// Replace writes a file in one step, when it still is what was read. What others may share (a link, a file of
// several names, no regular file) is left alone.
func Replace(name string, before, now []byte) error {
	path, err := Straight(name)
	if err != nil {
		return writing(err)
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return files.Plain(err)
	case !info.Mode().IsRegular():
		return files.ErrNotRegular
	case links(info) > 1:
		return errors.New("it has several names (hard links)")
	}
	unchanged := func() error {
		if current, err := ReadFile(path, max(files.Max, int64(len(before)))+1); err != nil || !bytes.Equal(current, before) {
			return errors.New("it changed meanwhile, so it is left as it is; run again")
		}
		return nil
	}
	write := func(w io.Writer) error { _, err := w.Write(now); return err }
	return replace(path, info.Mode().Perm(), write, unchanged)
}

// replace writes a file beside another and puts it in its place, if that is still right then.
func replace(path string, mode fs.FileMode, write func(io.Writer) error, still func() error) error {
	dir := filepath.Dir(path)
	cleanUpOnce(dir)
	tmp, err := os.CreateTemp(dir, ".kpilint-*")
	if err != nil {
		return files.Plain(err)
	}
	defer unfinished.begin(tmp.Name())()
	hold(tmp)
	err = errors.Join(write(tmp), tmp.Chmod(mode), tmp.Sync())
	if err == nil && still != nil {
		err = still()
	}
	if !heldWhileOpen {
		err = errors.Join(err, tmp.Close())
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path) // while it is held, so that no other run takes it for abandoned
	}
	if heldWhileOpen {
		err = errors.Join(err, tmp.Close())
	}
	return plain(err)
}

// unfinished are the temporary files that are being written.
var unfinished = &register{names: map[string]bool{}}

type register struct {
	mu    sync.Mutex
	names map[string]bool
}

// begin notes a file, and returns what removes it.
func (r *register) begin(name string) (end func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names[name] = true
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.names, name)
		os.Remove(name)
	}
}

// Abandon removes what is being written, for a process that ends now. Files that are whole stay.
func Abandon() {
	unfinished.mu.Lock() // for good: nothing else is finished or removed now
	for name := range unfinished.names {
		os.Remove(name)
	}
}

// plain is what is wrong, without the name of a temporary file.
func plain(err error) error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return plain(joined.Unwrap()[0])
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return files.Plain(err)
}

// Create writes a new file, and the folders above it. One that is there is an error, fs.ErrExist.
func Create(name string, data []byte) error {
	path, err := Straight(name)
	if err != nil {
		if errors.Is(err, files.ErrLink) && Exists(name) {
			return fs.ErrExist
		}
		return writing(err)
	}
	if err := MakeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return files.Plain(err)
	}
	_, err = f.Write(data)
	return files.Plain(errors.Join(err, f.Close()))
}

// MakeFolder makes a folder and those above it.
func MakeFolder(name string) error {
	path, err := Straight(name)
	if err != nil {
		return writing(err)
	}
	return files.Plain(os.MkdirAll(path, 0o755))
}

// leftOver is how temporary files are called.
var leftOver = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\.(?:kpilint|fetch)-\d+$`)
})

// IsLeftOver reports a name that a temporary file of a run has.
func IsLeftOver(name string) bool { return leftOver().MatchString(filepath.Base(name)) }

// clean are the folders to which this process has written, and that it has cleaned up before.
var clean sync.Map

// cleanUpOnce cleans a folder up before the first file is written to it.
func cleanUpOnce(dir string) {
	if _, done := clean.LoadOrStore(dir, true); !done {
		CleanUp(dir)
	}
}

// CleanUp removes the temporary files that runs which were killed have left in a folder.
func CleanUp(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !leftOver().MatchString(e.Name()) || e.Type()&fs.ModeSymlink != 0 {
			continue
		}
		name := filepath.Join(dir, e.Name())
		if info, err := e.Info(); err == nil && abandoned(name, info) {
			_ = os.RemoveAll(name) // what cannot be removed does no harm
		}
	}
}

// TemporaryFolder makes a folder in another that CleanUp removes when this process has ended without removing it
// itself.
func TemporaryFolder(in string) (dir string, remove func(), err error) {
	if err := os.MkdirAll(in, 0o755); err != nil {
		return "", nil, files.Plain(err)
	}
	CleanUp(in)
	if dir, err = os.MkdirTemp(in, ".fetch-*"); err != nil {
		return "", nil, files.Plain(err)
	}
	f, err := os.Open(dir)
	if err != nil {
		return "", nil, files.Plain(err)
	}
	hold(f)
	return dir, func() { _, _ = os.RemoveAll(dir), f.Close() }, nil
}
