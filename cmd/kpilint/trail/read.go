package trail

import (
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"time"
)

// File is an open file of which is kept what is read.
type File struct {
	fs.File
	name string
	info fs.FileInfo // before the first byte was read
	sum  hash.Hash
	n    int64
	end  bool
	err  error
	done bool
}

// Opened returns a file that was opened as one of which is kept what is read. Why one could not be opened is kept,
// too, where the system says it; whether it is there and a file is asked for before, and is a sight of its own.
func Opened(name string, f *os.File, err error) (fs.File, error) {
	if err != nil {
		var refused *fs.PathError
		if On() && errors.As(err, &refused) && !errors.Is(err, fs.ErrNotExist) {
			note(Sight{Kind: Content, Name: name, Seen: textOf("", err)})
		}
		return nil, err
	}
	if !On() {
		return f, nil
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if info.IsDir() {
		again, err := os.ReadDir(name)
		Listed(name, info, again, err)
		return f, nil
	}
	return opened(name, f, info), nil
}

func opened(name string, f fs.File, info fs.FileInfo) *File {
	return &File{File: f, name: name, info: info, sum: sha256.New()}
}

// OpenedAlone is Opened for a regular file of which nothing else is asked before: that there is one, and no link, is
// kept, too.
func OpenedAlone(name string, f fs.File) fs.File {
	info, err := f.Stat()
	if !On() || err != nil {
		return f
	}
	Typed(name, info, nil)
	return opened(name, f, info)
}

// Read reads, and keeps what.
func (f *File) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.sum.Write(p[:n])
	f.n += int64(n)
	if errors.Is(err, io.EOF) {
		f.end = true
	} else if err != nil {
		f.err = err
	}
	return n, err
}

// WriteTo reads all, and keeps what.
func (f *File) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{f})
}

// Close closes the file, and notes what was read of it.
func (f *File) Close() error {
	if !f.done {
		f.done = true
		note(Sight{Kind: Content, Name: f.name, Size: f.n, Whole: f.end, Seen: f.seen(), Stat: statOf(f.info, time.Now())})
	}
	return f.File.Close()
}

func (f *File) seen() string {
	if f.err != nil {
		return textOf("", f.err)
	}
	return string(f.sum.Sum(nil))
}

// contentOf reads a regular file again as it was read then: size bytes, and nothing after them where that was all.
func contentOf(name string, size int64, whole bool) string {
	f, err := os.OpenFile(name, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return textOf("", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || whole && info.Size() != size {
		return "error: it is another file"
	}
	sum := sha256.New()
	if n, err := io.Copy(sum, io.LimitReader(f, size)); err != nil || n < size {
		return "error: it is shorter"
	}
	return string(sum.Sum(nil))
}
