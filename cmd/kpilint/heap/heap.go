// Package heap lets a short run end without collecting its memory: it spends about a fifth of its time on that
// otherwise. It does so when the program starts, before most libraries make their tables, which are nearly as large as
// the first collection needs to begin. It imports next to nothing, so Go initialises it before those with large ones.
package heap

import (
	"os"
	"runtime/debug"
)

// First is how much memory is in use when it is collected for the first time, in bytes, unless GOGC is set.
const First = 320 << 20

// Room is how much memory lies in large pages, in bytes: less than First, so that making it collects nothing. See
// InLargePages.
const Room = 256 << 20

// percent is the value of GOGC at which the first collection begins there: at 100 it begins at 4 MB.
const percent = 100 * First / (4 << 20)

// Early reports whether there was room in large pages from the start, as `kpilint lint` has it: what libraries make
// lies in it, too, and there was nothing to collect yet.
var Early bool

func init() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(percent)
	if Early = len(os.Args) > 1 && os.Args[1] == "lint"; Early {
		InLargePages(Room)
	}
}
