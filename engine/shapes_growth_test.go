package engine_test

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
)

// mostGrowth is how much more a definition may cost among four times as many.
const mostGrowth = 1.5

// TestCostOfADefinition counts the memory that a run allocates for each definition, in an organisation as companies
// have it and in the worst shapes, with all rules: a definition costs the same however many there are. What a run costs
// without any definition is taken off. Time is not looked at, as it depends on the load of the machine.
func TestCostOfADefinition(t *testing.T) {
	if testing.Short() {
		t.Skip("checks 40,000 definitions")
	}
	e := newEngine(t, func(o *engine.Options) { o.Jobs = 1 })
	allocated(t, e, organisation.Options{Definitions: 850, PerFile: 100, Flawed: true}) // what is made once is made now
	empty := allocated(t, e, organisation.Options{Definitions: 3, PerFile: 100})
	for _, shape := range append([]organisation.Shape{{}}, organisation.Shapes...) {
		t.Run(cmp.Or(shape.Name, "company"), func(t *testing.T) {
			var before float64
			numbers := []int{500, 2000}
			if shape.Name == "" {
				numbers = []int{250, 1000, 4000}
			}
			for _, n := range numbers {
				cost := allocated(t, e, organisation.Options{Definitions: n, PerFile: 100, Shape: shape.Name})
				each := (cost - empty) / float64(n)
				if before > 0 && each > before*mostGrowth {
					t.Errorf("among %d definitions one takes %.0f bytes; among %d it took %.0f", n, each, n/4, before)
				}
				t.Logf("%d: %.0f bytes a definition", n, each)
				before = each
			}
		})
	}
}

// allocated is how many bytes a run over an organisation allocates in all, whatever of it was collected.
func allocated(t *testing.T, e *engine.Engine, o organisation.Options) float64 {
	t.Helper()
	files := fstest.MapFS{}
	_, err := organisation.Write(o, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: slices.Clone(data)}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := e.Lint(context.Background(), engine.Input{FS: files})
	runtime.ReadMemStats(&after)
	if err != nil || len(r.Errors) > 0 || len(r.Unreadable) > 0 || r.Summary.Definitions != o.Definitions {
		t.Fatal(err, r.Summary, r.Errors, r.Unreadable)
	}
	return float64(after.TotalAlloc - before.TotalAlloc)
}
