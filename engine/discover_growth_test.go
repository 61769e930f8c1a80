package engine_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
)

// TestDiscoverGrowth counts the memory that finding files takes: twice as much to look at takes about twice the work.
func TestDiscoverGrowth(t *testing.T) {
	e, err := engine.New(engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		build func(n int) fstest.MapFS
	}{
		{"files below many patterns", func(n int) fstest.MapFS {
			files := fstest.MapFS{".gitignore": {Data: []byte(strings.Repeat("no-such-file\n", 20*n))}}
			for i := range n {
				files[fmt.Sprintf("f%d.yaml", i)] = &fstest.MapFile{Data: []byte("a: b\n")}
			}
			return files
		}},
		{"folders", func(n int) fstest.MapFS {
			files := fstest.MapFS{}
			for i := range n {
				files[fmt.Sprintf("d%d/f.yaml", i)] = &fstest.MapFile{Data: []byte("a: b\n")}
			}
			return files
		}},
		{"links that are not followed", func(n int) fstest.MapFS {
			files := fstest.MapFS{}
			for i := range n {
				files[fmt.Sprintf("l%d.yaml", i)] = &fstest.MapFile{Data: []byte("nothing"), Mode: 0o777 | 1<<27}
			}
			return files
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			work := func(n int) uint64 {
				var before, after runtime.MemStats
				in := engine.Input{FS: c.build(n)}
				runtime.ReadMemStats(&before)
				if _, err := e.Lint(context.Background(), in); err != nil {
					t.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				return after.TotalAlloc - before.TotalAlloc
			}
			one, two := work(400), work(800)
			if limit := one*26/10 + 1_000_000; two > limit {
				t.Errorf("twice as much takes %d bytes of memory, not %d: more than %d", two, one, limit)
			}
		})
	}
}
