package basis

import (
	"reflect"

	"github.com/kpilint/kpilint/engine/model"
)

// Looks are what was looked at to work facts out, by the facts. They are there where the model has a watch.
type Looks map[lookedFor][]*model.Look

// lookedFor is a fact of a definition, or of all of its kind where that is nil.
type lookedFor struct {
	of   *model.Resource
	fact string // KPI.funnel, or items of the whole organisation
}

// look works something out for the facts that want it.
func (b *Basis) look(want Want, of *model.Resource, compute func()) {
	watch := b.Model.Watch
	if watch == nil {
		compute()
		return
	}
	watch.At(func() {
		for _, f := range want.facts {
			key := lookedFor{of, f.String()}
			if f.OfWhole() {
				key.of = nil
			}
			b.looks[key] = append(b.looks[key], watch.Latest())
		}
		compute()
	})
}

// Looks are those of all facts that were worked out.
func (b *Basis) Looks() Looks { return b.looks }

// Read marks as read what was looked at to work out a fact of a definition, or of the whole organisation where that is
// nil: all but quantities, or quantities too. It is safe for concurrent use.
func (l Looks) Read(of *model.Resource, name string, numbers bool) {
	fact := name
	if of != nil {
		fact = of.Kind + "." + name
		for _, look := range l[lookedFor{of, fact}] {
			look.Read(numbers)
		}
	}
	for _, look := range l[lookedFor{nil, fact}] {
		look.Read(numbers)
	}
}

// memo is a value that was worked out once: which of those that are known.
type memo struct{ known, of any }

// Memo works a value out once for each key of a map that keeps it.
func Memo[K comparable, V any](b *Basis, known map[K]V, of K, compute func() V) V {
	watch := b.Model.Watch
	if watch == nil {
		return kept(known, of, compute)
	}
	key := memo{reflect.ValueOf(known).Pointer(), of}
	if f, ok := known[of]; ok {
		watch.Again(b.memos[key])
		return f
	}
	var f V
	b.memos[key] = watch.At(func() { f = kept(known, of, compute) })
	return f
}

func kept[K comparable, V any](known map[K]V, of K, compute func() V) V {
	if f, ok := known[of]; ok {
		return f
	}
	f := compute()
	known[of] = f
	return f
}

// Once works something out the first time that it is called for a key; also while that goes on it does nothing more.
func (b *Basis) Once(key string, do func()) {
	if known, done := b.told[key]; done {
		b.Model.Watch.Again(known)
		return
	}
	b.told[key] = nil
	b.told[key] = b.Model.Watch.At(do)
}
