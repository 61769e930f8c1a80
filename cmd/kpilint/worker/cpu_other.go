//go:build !unix

package worker

import (
	"os"
	"time"
)

// Possible reports whether this system can watch over a worker.
const Possible = false

func report() *os.File { return nil }

func cpuTime() time.Duration { return 0 }
