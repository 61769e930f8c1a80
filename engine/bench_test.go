package engine_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/kpilint/kpilint/engine"
)

// BenchmarkLint checks workspaces of one-definition files, rules compiled, no cache.
func BenchmarkLint(b *testing.B) {
	for _, n := range sizes(10, 1_000, 10_000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			files := generate(n)
			e := newEngine(b, nil)
			b.ReportAllocs()
			for b.Loop() {
				r, err := e.Lint(context.Background(), engine.Input{FS: files})
				if err != nil || r.Summary.Definitions < n {
					b.Fatal(r, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/definition")
		})
	}
}

// sizes are the numbers of definitions of a benchmark: the first one alone where a run is to be short.
func sizes(all ...int) []int {
	if testing.Short() {
		return all[:1]
	}
	return all
}

// BenchmarkNew loads and compiles the catalogue.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		newEngine(b, nil)
	}
}
