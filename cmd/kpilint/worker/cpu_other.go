//go:build !unix

package worker

import (
	"os"
	"time"
)

// Possible reports whether this system can watch over a worker.
const Possible = false

func report() (to, told *os.File) { return nil, nil }

func cpuTime() time.Duration { return 0 }
