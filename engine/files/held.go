package files

import (
	"bytes"
	"io/fs"
	"time"
)

// Held is an open file whose bytes are in memory.
func Held(contents []byte, info fs.FileInfo) fs.File {
	return &held{bytes.NewReader(contents), info}
}

type held struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *held) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *held) Close() error               { return nil }

// Info describes a file or folder in memory: its name without a folder, its size in bytes, its mode. It has no time.
func Info(name string, size int, mode fs.FileMode) fs.FileInfo {
	return info{name, int64(size), mode}
}

type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
