//go:build !unix

package trail

const withoutWaiting = 0
