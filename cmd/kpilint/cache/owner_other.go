//go:build !unix

package cache

import "io/fs"

const withoutWaiting = 0

// ours takes every folder: the folders of a user are closed to others here by what is above them.
func ours(fs.FileInfo) error { return nil }
