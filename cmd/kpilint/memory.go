package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/heap"
	"github.com/kpilint/kpilint/engine/source"
)

// How much memory a run may use beyond what is alive before it is collected. A short run ends before that: it spends
// a fifth of its time on collecting otherwise. A long one takes little beyond what it needs. One that reads a large
// workbook collects more often, so that it stays small.
const (
	mostGarbage = heap.First // bytes, unless a share of what is alive is more
	ofWorkbook  = 64 << 20   // bytes, where a large workbook is read
	leastShare  = 30         // percent of what is alive
	ofBeginning = 400        // percent, until a run that reads a large workbook is collected first
)

// enough is how much memory suits all but the largest runs, in bytes. Near it, what is free is given back, and a run is
// collected more often.
const enough = 3600 << 20

// readsWorkbook is set where a workbook or a document is read that takes most of the memory of the run.
var readsWorkbook atomic.Bool

// largeDocument is from which size on a workbook or a document is large, in bytes.
const largeDocument = 2 << 20

// watchSize notes whether one of the named files is a large workbook or document.
func watchSize(paths []string) {
	for _, p := range paths {
		if source.LanguageOf(p) != source.NoLanguage {
			continue
		}
		if info, err := disk.Stat(p); err == nil && info.Mode().IsRegular() && info.Size() > largeDocument {
			if readsWorkbook.Store(true); os.Getenv("GOGC") == "" {
				debug.SetGCPercent(ofBeginning) // the first collection is not to wait
			}
		}
	}
}

// inLargePages lets the memory of a run that reads definitions lie in large pages. It is done once, beside what comes
// before definitions are read, and not where a command only says something.
var inLargePages = sync.OnceFunc(func() {
	if os.Getenv("GOGC") == "" && !heap.Early {
		go heap.InLargePages(heap.Room) // there is little to collect yet
	}
})

// A run over very many files needs more room in large pages. How much it will use is told by what a part of the files
// adds.
const (
	firstPart = 8                   // a share of the files: one of so many
	perFirst  = 18                  // so many times as much as these add is added in the end
	mostRoom  = 1 << 30             // bytes: what is in use beyond that is mostly where something else lay
	leastRoom = heap.Room + 128<<20 // bytes: less is not worth a collection
)

// roomier makes room in large pages when a part of many files is read, and tells how far the run is to another; nil for
// none.
func roomier(also func(stage string, done, total int)) func(stage string, done, total int) {
	var begin, part sync.Once
	var before uint64
	return func(stage string, done, total int) {
		if stage == "read" && total >= firstPart && os.Getenv("GOGC") == "" {
			begin.Do(func() { _, before = inUse() })
			if done >= total/firstPart {
				part.Do(func() {
					_, now := inUse()
					if room := roomFor(now - min(now, before)); room > 0 {
						debug.SetGCPercent(-1) // the room alone is nothing to collect
						heap.InLargePages(room)
						live, _ := inUse()
						debug.SetGCPercent(garbageShare(live))
					}
				})
			}
		}
		if also != nil {
			also(stage, done, total)
		}
	}
}

// roomFor is how much room in large pages a run needs from then on, in bytes, where the first part of its files has
// added so much; 0 where the first room will do.
func roomFor(added uint64) int {
	if room := min(perFirst*int(added), mostRoom); room > leastRoom {
		return room
	}
	return 0
}

// paceCollector lets the collector run as often as the memory that is alive asks for, unless the environment says how
// often. It is told of the end of each collection by something that nobody needs.
func paceCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		limit.Store(enough)
		debug.SetMemoryLimit(enough)
	}
	watchCollections()
}

// limit is the limit of memory that was set here last; 0 for none.
var limit atomic.Int64

// limitMemory lets a run have what it needs, unless somebody else says how much it may have.
func limitMemory(live uint64) {
	was := limit.Load()
	if next := memoryLimit(live); next != was && was != 0 && debug.SetMemoryLimit(-1) == was {
		limit.Store(next)
		debug.SetMemoryLimit(next)
	}
}

// memoryLimit leaves room for a quarter of what is alive, so that a run which needs more is not collected all the time.
func memoryLimit(live uint64) int64 { return max(enough, int64(live/4*5)) }

// unneeded is found by each collection.
type unneeded struct{ _ *byte }

func watchCollections() {
	runtime.SetFinalizer(&unneeded{}, func(*unneeded) {
		if live, _ := inUse(); live > 0 {
			debug.SetGCPercent(garbageShare(live))
			limitMemory(live)
		}
		watchCollections()
	})
}

// inUse is how much memory was alive when it was collected last, and how much is in use now, in bytes; 0 where that is
// not known.
func inUse() (live, now uint64) {
	all := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(all)
	for i, to := range []*uint64{&live, &now} {
		if all[i].Value.Kind() == metrics.KindUint64 {
			*to = all[i].Value.Uint64()
		}
	}
	return live, now
}

// collectWhileIdle collects memory where a good part of what may be used before that is in use: then what is done next
// need not wait for it.
func collectWhileIdle() {
	live, now := inUse()
	if may := live * uint64(garbageShare(live)) / 100; os.Getenv("GOGC") == "" && now > live+may/2 {
		runtime.GC()
	}
}

// garbageShare is how much may be added to what is alive, in percent of that.
func garbageShare(live uint64) int {
	most := uint64(mostGarbage)
	if readsWorkbook.Load() {
		most = ofWorkbook
	}
	return int(max(100*most/max(live, 1), leastShare))
}
