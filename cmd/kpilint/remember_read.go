package main

import (
	"bytes"
	"sync"

	"github.com/kpilint/kpilint/cmd/kpilint/cache"
	"github.com/kpilint/kpilint/engine"
)

// What files give is kept by their names and contents, so that a run reads those alone that no earlier one has read:
// nearly all in one entry, and beside it what has come since, as with contents that git keeps.

// readBefore is what earlier runs have read of files, which is loaded while a run begins.
type readBefore struct {
	store       *cache.Store
	most, since keptFiles
}

// keptFiles are those of one entry.
type keptFiles struct {
	key    cache.Key
	data   []byte
	packed *engine.Packed
	loaded sync.WaitGroup
}

// loadRead begins to load what runs have read that have a key in common.
func loadRead(s *cache.Store, key cache.Key) *readBefore {
	b := &readBefore{store: s}
	for part, f := range map[string]*keptFiles{"most": &b.most, "since": &b.since} {
		f.key = cache.KeyOf(key.String(), part)
		f.loaded.Go(func() {
			f.data, _ = s.Get(f.key)
			f.packed = engine.Unpack(f.data) // else the files are read again
		})
	}
	return b
}

// all are the files, those of the latest runs first; none on nil.
func (b *readBefore) all() []*engine.Packed {
	if b == nil {
		return nil
	}
	b.most.loaded.Wait()
	b.since.loaded.Wait()
	return []*engine.Packed{b.since.packed, b.most.packed}
}

// keepRead keeps what a run has read: beside what was kept, or with all of it where that has become much.
func (r *recording) keepRead(read *engine.ReadFiles) {
	if r == nil || r.read == nil || read == nil {
		return
	}
	b := r.read
	b.all()
	data, files := read.Pack(b.most.packed)
	switch {
	case files == 0 || bytes.Equal(data, b.since.data):
		return
	case len(data) < b.most.packed.Size()/8:
		_ = b.store.Put(b.since.key, data) // else the files are read again the next time, as below
		return
	}
	if b.most.packed != nil {
		data, _ = read.Pack(nil)
	}
	_ = b.store.Put(b.most.key, data)
	if len(b.since.data) > 0 {
		_ = b.store.Put(b.since.key, nil)
	}
}
