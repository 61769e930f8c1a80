package shape

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/source"
)

// Definitions with many mistakes of one sort. One with twice as many takes twice the work.
var growing = []struct{ name, kind, once, each string }{
	{"unknown fields", "kpi", "id: k\n", "field%d: 1\n"},
	{"unknown fields that are like known ones", "kpi", "id: k\n", "targte%d: 1\n"},
	{"an unknown field in each", "team", "id: t\nkpis:\n", "  - {id: k%d, targte: 1}\n"},
	{"wrong types", "team", "id: t\nkpis:\n", "  - {id: k%d, target: []}\n"},
	{"wrong words", "team", "id: t\nkpis:\n", "  - {id: k%d, measure: volum}\n"},
	{"ids that are none", "team", "id: t\nkpis:\n", "  - {id: K %d}\n"},
	{"missing ids", "team", "id: t\nkpis:\n", "  - {target: 5 calls/day%d}\n"},
	{"missing alternatives", "kpi", "id: k\nneeds:\n", "  - {reuse: %d}\n"},
	{"labels", "kpi", "id: k\nlabels:\n", "  a%d: []\n"},
	{"fields of one's own", "kpi", "id: k\n", "x-%d: 1\n"},
}

// TestGrowth counts the memory that checking takes.
func TestGrowth(t *testing.T) {
	const n = 500
	for _, c := range growing {
		t.Run(c.name, func(t *testing.T) {
			one, two := work(t, c.kind, c.once, c.each, n), work(t, c.kind, c.once, c.each, 2*n)
			if limit := one*23/10 + 200_000; two > limit {
				t.Errorf("twice as much takes %d bytes of memory, not %d: more than %d", two, one, limit)
			}
		})
	}
}

func work(t *testing.T, kind, once, each string, n int) uint64 {
	t.Helper()
	root := mistaken(t, once, each, n)
	Check(kind, "x.yaml", root) // what is made once for all is made
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Check(kind, "x.yaml", root)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func mistaken(t *testing.T, once, each string, n int) *source.Node {
	t.Helper()
	text := "apiVersion: kpilint/v1\n" + once
	for i := range n {
		text += fmt.Sprintf(each, i)
	}
	docs, problems := source.Parse("x.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return docs[0].Root
}

// TestProposalsAreBounded holds that a definition with thousands of unknown fields is told of all of them, and of
// the first what they may mean. The same name is looked for once.
func TestProposalsAreBounded(t *testing.T) {
	count := func(once, each, kind string) (all, proposed int) {
		for _, p := range Check(kind, "x.yaml", mistaken(t, once, each, 2*maxProposed)) {
			if strings.HasPrefix(p.Message, "unknown field") {
				all++
			}
			if strings.Contains(p.Message, "did you mean") {
				proposed++
			}
		}
		return all, proposed
	}
	if all, proposed := count("id: k\n", "counterweights%d: 1\n", "kpi"); all != 2*maxProposed || proposed != maxProposed {
		t.Errorf("%d unknown fields, %d with a name that may be meant", all, proposed)
	}
	if all, proposed := count("id: t\nkpis:\n", "  - {id: k%d, targte: 1}\n", "team"); all != 2*maxProposed || proposed != all {
		t.Errorf("%d times the same unknown field, %d with the name that may be meant", all, proposed)
	}
}
