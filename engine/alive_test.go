package engine_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/facts"
)

// mostAlive is how many bytes the facts of one definition may hold, with the whole catalogue.
const mostAlive = 6 << 10

// BenchmarkAlive measures what the facts of the whole catalogue hold in memory, a definition. It fails above the limit.
func BenchmarkAlive(b *testing.B) {
	for _, n := range sizes(1_000, 10_000, 100_000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			o, err := newEngine(b, nil).Read(context.Background(), engine.Input{FS: generate(n)})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				o.Facts = nil
				before := heap()
				computed, err := facts.Compute(context.Background(), o.Model, nil)
				if err != nil {
					b.Fatal(err)
				}
				o.Facts = computed.Facts
				each := float64(heap()-before) / float64(len(o.Resources))
				b.ReportMetric(each, "B/definition")
				if each > mostAlive {
					b.Errorf("the facts of a definition hold %.0f bytes, and may hold %d", each, mostAlive)
				}
			}
			runtime.KeepAlive(o)
		})
	}
}

// heap is how many bytes are in use once memory is collected.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
