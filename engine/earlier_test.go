package engine_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/facts/changes"
)

// TestChangesAreThoseOfTheWhole makes small changes by chance, and holds that what has changed is the same whether all
// of the earlier state is joined or as much as is needed.
func TestChangesAreThoseOfTheWhole(t *testing.T) {
	e := newEngine(t, func(o *engine.Options) { o.Jobs = 1 })
	r := rand.New(rand.NewPCG(5, 11))
	ctx, told := context.Background(), 0
	all := manyOrganisations(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		files := all[name]
		then, err := e.Snapshot(ctx, engine.Input{FS: files})
		if err != nil {
			t.Fatal(err)
		}
		whole, err := then.Organisation(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for range 6 {
			now := files
			for range 1 + r.IntN(3) {
				_, _, now = otherLine(r, now)
			}
			changed := func(in engine.Input) []*changes.Change {
				in.FS, in.Like = now, then
				o, err := e.Read(ctx, in)
				if err != nil {
					t.Fatal(err)
				}
				return o.Facts.Changes
			}
			want, got := changed(engine.Input{Before: whole}), changed(engine.Input{Then: then})
			if told += len(want); !cmp.Equal(want, got) {
				t.Errorf("%s (-whole +needed):\n%s", name, cmp.Diff(want, got))
			}
		}
	}
	if told < 20 {
		t.Errorf("only %d changes are told", told)
	}
}
