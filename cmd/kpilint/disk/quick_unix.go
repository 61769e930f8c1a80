//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"github.com/kpilint/kpilint/cmd/kpilint/trail"
)

// quick opens a regular file in an open folder with as few questions to the system as it takes: a run opens each file
// of a tree once, reads it and closes it. It checks what [open] checks. What has the name is asked for before it is
// opened, unless the folder has said that it is a regular file. It is nil where something else lies there, or something
// is wrong: open says what.
func quick(dir *os.File, name string, listed bool) fs.File {
	at := int(dir.Fd())
	var before, now unix.Stat_t
	if !listed && (again(func() error { return unix.Fstatat(at, name, &before, unix.AT_SYMLINK_NOFOLLOW) }) != nil ||
		before.Mode&unix.S_IFMT != unix.S_IFREG) {
		return nil
	}
	f := &quickFile{name: name, fd: -1}
	err := again(func() (err error) {
		f.fd, err = unix.Openat(at, name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_CLOEXEC|withoutWaiting, 0)
		return err
	})
	if err != nil {
		return nil
	}
	if again(func() error { return unix.Fstat(f.fd, &now) }) != nil || now.Mode&unix.S_IFMT != unix.S_IFREG ||
		!listed && (now.Dev != before.Dev || now.Ino != before.Ino) {
		f.Close()
		return nil
	}
	f.size, f.mode, f.modified = now.Size, fs.FileMode(now.Mode&0o777), time.Unix(now.Mtim.Unix())
	f.stat = trail.Stat{
		Device: uint64(now.Dev), Inode: now.Ino, Size: now.Size, Modified: now.Mtim.Nano(), Status: now.Ctim.Nano(),
	}
	return f
}

// again asks once more where a signal came between.
func again(ask func() error) error {
	for {
		if err := ask(); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// quickFile is an open regular file, for one goroutine. It describes itself as it was when it was opened.
type quickFile struct {
	name     string
	fd       int
	size     int64
	read     int64 // bytes so far
	mode     fs.FileMode
	modified time.Time
	stat     trail.Stat
}

// Read reads on. The end of the file is told with its last bytes, where they are as many as it has.
func (f *quickFile) Read(b []byte) (n int, err error) {
	err = again(func() error { n, err = unix.Read(f.fd, b); return err })
	switch {
	case err != nil:
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: err}
	case n == 0 && len(b) > 0:
		return 0, io.EOF
	}
	if f.read += int64(n); n < len(b) && f.read == f.size {
		return n, io.EOF
	}
	return n, nil
}

// Close closes the file.
func (f *quickFile) Close() error {
	if f.fd < 0 {
		return fs.ErrClosed
	}
	err := unix.Close(f.fd)
	f.fd = -1
	return err
}

// Stat is the file itself.
func (f *quickFile) Stat() (fs.FileInfo, error) { return f, nil }

func (f *quickFile) Name() string       { return f.name }
func (f *quickFile) Size() int64        { return f.size }
func (f *quickFile) Mode() fs.FileMode  { return f.mode }
func (f *quickFile) ModTime() time.Time { return f.modified }
func (f *quickFile) IsDir() bool        { return false }
func (f *quickFile) Sys() any           { return f.stat }

// listed are the entries of an open folder, by the types that the folder has of them: the library asks for each again
// where a folder was opened below a root.
func listed(dir *os.File, whole string) ([]fs.DirEntry, error) {
	var fd int
	err := again(func() (err error) { fd, err = unix.FcntlInt(dir.Fd(), unix.F_DUPFD_CLOEXEC, 0); return err })
	if err != nil {
		return nil, err
	}
	same := os.NewFile(uintptr(fd), whole)
	defer same.Close()
	return same.ReadDir(-1)
}
