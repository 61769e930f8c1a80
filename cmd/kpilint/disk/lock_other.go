//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package disk

import (
	"os"
	"time"
)

// heldWhileOpen: files cannot be marked, and one that is open may not be renamed.
const heldWhileOpen = false

// hold does nothing where files cannot be marked.
func hold(*os.File) {}

// abandoned reports whether a file is so old that no run can still be writing it.
func abandoned(_ string, info os.FileInfo) bool { return time.Since(info.ModTime()) > time.Hour }
