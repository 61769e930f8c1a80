//go:build unix

package worker

import (
	"os"
	"syscall"
	"time"
)

// Possible reports whether this system can watch over a worker.
const Possible = true

// reportFile is the file descriptor on which a worker reports.
const reportFile = 3

// report is where a worker reports to, nil where that is not open. Programs that it starts do not have it.
func report() *os.File {
	var info syscall.Stat_t
	if syscall.Fstat(reportFile, &info) != nil {
		return nil
	}
	syscall.CloseOnExec(reportFile)
	return os.NewFile(reportFile, "report")
}

// cpuTime is how much CPU time this process has taken.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
