package work

import (
	"context"
	"slices"
	"sync"
	"time"
)

// grace is how long a run that was stopped waits for what it is doing. What does not look at its context until then
// is left behind, such as a rule that runs in circles; what others have found counts.
const grace = 150 * time.Millisecond

// Gather runs f for 0 … n-1 on so many goroutines, and returns what it gave. Of what has not ended soon after the
// context, there is the zero value.
func Gather[T any](ctx context.Context, jobs, n int, f func(i int) T) []T {
	var mu sync.Mutex
	all := make([]T, n)
	Alongside(ctx, func() {
		Each(jobs, n, func(i int) {
			if ctx.Err() != nil {
				return
			}
			one := f(i)
			mu.Lock()
			defer mu.Unlock()
			all[i] = one
		})
	})
	mu.Lock()
	defer mu.Unlock()
	return slices.Clone(all) // what is still running writes to the other
}

// Alongside does something until it ends, or until soon after the end of the context; false in that case, and then
// nothing that it writes to may be read.
func Alongside(ctx context.Context, do func()) bool {
	ended := make(chan *Fault, 1)
	go func() {
		defer func() {
			var fault *Fault
			if cause := recover(); cause != nil {
				fault = faultOf(cause)
			}
			ended <- fault
		}()
		do()
	}()
	select {
	case fault := <-ended:
		return whole(fault)
	case <-ctx.Done():
	}
	select {
	case fault := <-ended:
		return whole(fault)
	case <-time.After(grace):
		return false
	}
}

// whole lets a fault go on where somebody waits for what had it.
func whole(fault *Fault) bool {
	if fault != nil {
		panic(fault)
	}
	return true
}
