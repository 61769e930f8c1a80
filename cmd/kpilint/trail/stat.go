package trail

import (
	"errors"
	"io/fs"
	"time"
)

// Stat is what tells that a file is still the same, without its content.
type Stat struct {
	Device, Inode    uint64
	Size             int64
	Modified, Status int64 // when its content and its entry were last changed, in nanoseconds
}

// settled is how long a file must have been left alone before its stat is relied on: two changes within a tick of a
// file system have the same time. The coarsest have ticks of two seconds.
const settled = 2 * time.Second

// statOf is the stat of a file that was seen at a time; zero where the file is too new to be relied on, or where the
// system does not say when its entry was changed.
func statOf(info fs.FileInfo, now time.Time) Stat {
	if info == nil {
		return Stat{}
	}
	s, known := info.Sys().(Stat)
	if !known {
		s = statFrom(info)
	}
	latest := time.Unix(0, max(s.Modified, s.Status))
	if s == (Stat{}) || now.Sub(latest) < settled {
		return Stat{}
	}
	return s
}

// StatOf is the stat of a file as it is now; zero where it cannot be relied on.
func StatOf(info fs.FileInfo) Stat { return statOf(info, time.Now()) }

// plain is an error without the path in it.
func plain(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}
