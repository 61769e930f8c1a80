// Package work does what there is to do several at a time, stops soon after the end of a context, and keeps what a
// fault of ours costs to the piece that had it.
package work

import (
	"sync"
	"sync/atomic"
)

// Split lets so many goroutines have a part each of 0 … n-1, which f is given. A fault of one of them goes on when all
// have ended.
func Split(parts, n int, f func(part, from, to int)) {
	var wg sync.WaitGroup
	var fault atomic.Pointer[Fault]
	for part := range parts {
		wg.Go(func() {
			defer kept(&fault)
			f(part, part*n/parts, (part+1)*n/parts)
		})
	}
	wg.Wait()
	whole(fault.Load())
}

// kept keeps a panic that goes on here, unless there was one before.
func kept(fault *atomic.Pointer[Fault]) {
	if cause := recover(); cause != nil {
		fault.CompareAndSwap(nil, faultOf(cause))
	}
}

// Each runs f for 0 … n-1 on so many goroutines, in runs of neighbours. A fault of one of them goes on when all have
// ended.
func Each(jobs, n int, f func(i int)) {
	var wg sync.WaitGroup
	var next atomic.Int64
	var fault atomic.Pointer[Fault]
	const run = 16
	for range min(jobs, n) {
		wg.Go(func() {
			defer kept(&fault)
			for {
				from := int(next.Add(run)) - run
				if from >= n {
					return
				}
				for i := from; i < min(from+run, n); i++ {
					f(i)
				}
			}
		})
	}
	wg.Wait()
	whole(fault.Load())
}
