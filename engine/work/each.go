// Package work does what there is to do several at a time, stops soon after the end of a context, and keeps what a
// fault of ours costs to the piece that had it.
package work

import (
	"sync"
	"sync/atomic"
)

// Each runs f for 0 … n-1 on so many goroutines, in runs of neighbours. A fault of one of them goes on when all have
// ended.
func Each(jobs, n int, f func(i int)) {
	var wg sync.WaitGroup
	var next atomic.Int64
	var fault atomic.Pointer[Fault]
	const run = 16
	for range min(jobs, n) {
		wg.Go(func() {
			defer func() {
				if cause := recover(); cause != nil {
					fault.CompareAndSwap(nil, faultOf(cause))
				}
			}()
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
