//go:build unix

package disk

import "syscall"

// withoutWaiting opens a pipe that nobody writes to at once, and makes no terminal the one of this process.
const withoutWaiting = syscall.O_NONBLOCK | syscall.O_NOCTTY
