//go:build !linux || !(amd64 || arm64)

package heap

// InLargePages does something on Linux only.
func InLargePages(int) {}
