package report

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// Files with many findings. Twice as many take twice the work in every format.
var growing = []struct {
	name string
	line string // of each finding, or its part of the only line
}{
	{"one a line", "target: é\n"},
	{"all on one line", "{id: é, target: x}, "},
}

// TestGrowth counts the memory that reports take.
func TestGrowth(t *testing.T) {
	for _, c := range growing {
		for name, format := range writers {
			t.Run(c.name+" "+name, func(t *testing.T) {
				const n = 1000
				one, two := written(t, format.write, reportOf(c.line, n)), written(t, format.write, reportOf(c.line, 2*n))
				if limit := one*23/10 + 2_000_000; two > limit {
					t.Errorf("twice as many findings take %d bytes of memory, not %d: more than %d", two, one, limit)
				}
			})
		}
	}
}

// written counts the memory that writing a report takes: the least of some times. Encoders keep buffers from one time
// to the next, and lose them when memory is collected, so it is not collected meanwhile.
func written(t *testing.T, write Writer, r *engine.Report) uint64 {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	least := uint64(math.MaxUint64)
	for range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := write(io.Discard, r, Options{Version: "test", Verbose: true}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

// reportOf has n findings, each with an edit and another place.
func reportOf(line string, n int) *engine.Report {
	r := &engine.Report{Sources: map[string][]byte{"a.yaml": []byte(strings.Repeat(line, n))}}
	lines := source.NewLines(r.Sources["a.yaml"])
	at := func(i int) source.Location {
		s := lines.Span(i*len(line), i*len(line)+4)
		return source.Location{File: "a.yaml", Span: s}
	}
	for i := range n {
		r.Findings = append(r.Findings, engine.Finding{
			Category: "definition", Rule: "x", Level: policy.Warning, Outcome: engine.Violated, Location: at(i), Message: fmt.Sprintf("message %d", i),
			Fix: "Mend it.", Fingerprint: fmt.Sprint(i), Related: []source.Related{{Location: at(n - 1 - i), Message: "there"}},
			Edit: &engine.Edit{File: "a.yaml", Path: "a.yaml", Splice: source.Splice{From: i * len(line), To: i*len(line) + 4, Text: "x"}},
		})
	}
	return r
}
