package trail

import (
	"io/fs"
	"syscall"
)

func statFrom(info fs.FileInfo) Stat {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return Stat{}
	}
	return Stat{uint64(s.Dev), s.Ino, s.Size, info.ModTime().UnixNano(), s.Ctim.Nano()}
}
