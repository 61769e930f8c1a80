package basis

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/kpilint/kpilint/engine/model"
)

// TestLater holds that a part of a fact is worked out once, when the first of many reads it, and at once where all
// facts are asked for.
func TestLater(t *testing.T) {
	if got := (Later[int]{}).Get(); got != nil {
		t.Errorf("an absent part is %d", *got)
	}
	for _, wanted := range []Wanted{nil, {"KPI.time": true}} {
		b, worked := New(t.Context(), &model.Model{}, wanted), new(atomic.Int32)
		part := WhenRead(b, func() *int { n := int(worked.Add(1)); return &n })
		if at := worked.Load() == 1; at != (wanted == nil) {
			t.Errorf("wanted %v: worked out at once: %t", wanted, at)
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if got := part.Get(); *got != 1 {
					t.Errorf("wanted %v: read %d", wanted, *got)
				}
			})
		}
		all.Wait()
	}
}
