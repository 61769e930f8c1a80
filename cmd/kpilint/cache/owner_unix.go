//go:build unix

package cache

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// withoutWaiting opens a pipe without waiting for a writer.
const withoutWaiting = syscall.O_NONBLOCK

// ours refuses a folder that is not of this user, or that others may use.
func ours(info fs.FileInfo) error {
	s, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case ok && int(s.Uid) != os.Geteuid():
		return errors.New("it belongs to another user")
	case info.Mode().Perm()&0o077 != 0:
		return errors.New("others may read or write it: chmod 700 closes it")
	}
	return nil
}
