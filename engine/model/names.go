package model

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Definitions of a kind mostly have the same fields in the same order, and rules and facts ask for the same fields of
// all of them. So objects that are read share their lists of names, and a list remembers where the names are that it
// was asked for.

// form is a list of names. Many objects share one that is never changed, and is safe for concurrent use; else it is
// that of one object.
type form struct {
	names []string
	asked *[64]atomic.Pointer[asked] // nil for that of one object
}

// asked is a name that was asked for, and its place among the names; -1 where it is not there.
type asked struct {
	name string
	at   int
}

// find is the place of the name of a field, -1 when it is absent. Who asks again has the very same text, which is known
// by where it lies in memory.
func (f *form) find(name string) int {
	lies := unsafe.StringData(name)
	slot := &f.asked[(uintptr(unsafe.Pointer(lies))>>3^uintptr(unsafe.Pointer(lies))>>9)%uintptr(len(f.asked))]
	known := slot.Load()
	if known != nil && unsafe.StringData(known.name) == lies && len(known.name) == len(name) {
		return known.at
	}
	at := slices.Index(f.names, name)
	if known == nil {
		slot.Store(&asked{name, at})
	}
	return at
}

// forms are those that there are, by their names.
type forms struct {
	mu    sync.RWMutex
	seed  maphash.Seed
	known map[uint64][]*form
	count int
}

// maxForms is how many lists of names are shared.
const maxForms = 4096

var sharedForms = sync.OnceValue(func() *forms { return &forms{seed: maphash.MakeSeed(), known: map[uint64][]*form{}} })

// of is the form with these names; nil where there are too many.
func (s *forms) of(names []string) *form {
	sum := uint64(len(names))
	for _, n := range names {
		sum = sum*31 + maphash.String(s.seed, n)
	}
	s.mu.RLock()
	f := s.among(sum, names)
	s.mu.RUnlock()
	if f != nil {
		return f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.among(sum, names); f != nil || s.count == maxForms {
		return f
	}
	f = &form{names: make([]string, len(names)), asked: new([64]atomic.Pointer[asked])}
	for i, n := range names {
		f.names[i] = strings.Clone(n) // it is a part of a file, which is not kept for its sake
	}
	s.known[sum] = append(s.known[sum], f)
	s.count++
	return f
}

func (s *forms) among(sum uint64, names []string) *form {
	for _, f := range s.known[sum] {
		if slices.Equal(f.names, names) {
			return f
		}
	}
	return nil
}
