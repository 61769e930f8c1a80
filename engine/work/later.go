package work

import "sync/atomic"

// Later begins to work something out beside what comes next. Who asks for it waits until it is there, as often as they
// ask; a fault goes on where somebody asks.
func Later[T any](do func() T) func() T {
	var it T
	var fault atomic.Pointer[Fault]
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer kept(&fault)
		it = do()
	}()
	return func() T {
		<-done
		whole(fault.Load())
		return it
	}
}
