//go:build !unix

package disk

// withoutWaiting is nothing where files do not wait.
const withoutWaiting = 0
