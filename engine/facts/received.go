package facts

import (
	"cmp"
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/model"
)

// Received are facts that were worked out in another process: none so far, but room for those of each definition of an
// organisation, and of each row. With reads they note what is read of them.
func Received(m *model.Model, reads *Reads) *Facts {
	f := newFacts(m, true)
	for _, row := range m.Rows() {
		f.kpis[row] = &KPI{}
	}
	f.reads = reads
	return f
}

// Sum notes that the targets that a KPI has by dimension add up.
func (f *Facts) Sum(k *model.Resource) { f.summed[k] = true }

// Read is one fact of a definition, or of the whole organisation where that is nil, that somebody has read; with all
// quantities that were looked at to work it out, or without.
type Read struct {
	Of      *model.Resource
	Fact    string
	Numbers bool
}

// Reads are the facts that were read, each once. They are safe for concurrent use.
type Reads struct {
	mu  sync.Mutex
	all map[Read]bool
}

func (r *Reads) add(one Read) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all == nil {
		r.all = map[Read]bool{}
	}
	r.all[one] = true
}

func (r *Reads) sorted(place func(*model.Resource) int) []Read {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]Read, 0, len(r.all))
	for one := range r.all {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Read) int {
		return cmp.Or(cmp.Compare(place(a.Of), place(b.Of)), cmp.Compare(a.Fact, b.Fact), less(a.Numbers, b.Numbers))
	})
	return all
}

func less(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
