package basis

import "sync/atomic"

// Later is a part of a fact that mostly nobody reads, such as what a message tells beyond whether a number fits. It is
// worked out when it is read first. The zero Later is an absent part.
type Later[T any] struct{ part *part[T] }

type part[T any] struct {
	basis *Basis
	make  func() *T
	made  *T
	done  atomic.Bool
}

// WhenRead is a part that is worked out when it is read: at once where somebody watches or all facts are asked for.
// What works it out notes no problem, and reads no other part of this sort.
func WhenRead[T any](b *Basis, work func() *T) Later[T] {
	p := &part[T]{basis: b, make: work}
	if b.Model.Watch != nil || b.asked.wanted == nil {
		p.made = work()
		p.basis, p.make = nil, nil
		p.done.Store(true)
	}
	return Later[T]{p}
}

// Get is the part; nil where it is not there. It is safe for concurrent use once all facts were worked out.
func (l Later[T]) Get() *T {
	if l.part == nil {
		return nil
	}
	if !l.part.done.Load() {
		l.part.work()
	}
	return l.part.made
}

func (p *part[T]) work() {
	p.basis.After.Lock()
	defer p.basis.After.Unlock()
	if !p.done.Load() {
		p.made = p.make()
		p.make = nil
		p.done.Store(true)
	}
}

// Made is a part that was worked out already.
func Made[T any](made *T) Later[T] {
	p := &part[T]{made: made}
	p.done.Store(true)
	return Later[T]{p}
}
