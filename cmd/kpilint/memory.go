package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"

	"github.com/kpilint/kpilint/cmd/kpilint/heap"
)

// How much memory a run may use beyond what is alive before it is collected. A short run collects less often: it spends
// a fifth of its time on collecting otherwise. A long one takes little beyond what it needs.
const (
	mostGarbage = 320 << 20    // bytes, unless a share of what is alive is more
	leastShare  = 20           // percent of what is alive
	mostShare   = heap.Percent // where nothing is alive yet
)

// paceCollector lets the collector run as often as the memory that is alive asks for, unless the environment says how
// often. It is told of the end of each collection by something that nobody needs.
func paceCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	watchCollections()
}

// unneeded is found by each collection.
type unneeded struct{ _ *byte }

func watchCollections() {
	runtime.SetFinalizer(&unneeded{}, func(*unneeded) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		if live[0].Value.Kind() == metrics.KindUint64 {
			debug.SetGCPercent(garbageShare(live[0].Value.Uint64()))
		}
		watchCollections()
	})
}

// garbageShare is how much may be added to what is alive, in percent of that.
func garbageShare(live uint64) int {
	return int(min(max(100*mostGarbage/max(live, 1), leastShare), mostShare))
}
