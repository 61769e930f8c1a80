//go:build unix

package worker

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Possible reports whether this system can watch over a worker.
const Possible = true

// The file descriptors on which a worker reports, and is told what to do.
const (
	reportFile = 3
	ordersFile = 4
)

// hand gives a process that is to be started the ends of two pipes: on which it reports, and from which it reads its
// orders. It returns the value of the variable by which that process knows that it is a worker.
func hand(cmd *exec.Cmd, report, orders *os.File) (string, error) {
	cmd.ExtraFiles = []*os.File{report, orders}
	return "1", nil
}

// report is where a worker reports to, and where it reads its orders; nil where these are not open. Programs that it
// starts do not have them.
func report(string) (to, told *os.File) {
	var info syscall.Stat_t
	for _, fd := range []int{reportFile, ordersFile} {
		if syscall.Fstat(fd, &info) != nil {
			return nil, nil
		}
		syscall.CloseOnExec(fd)
	}
	return os.NewFile(reportFile, "report"), os.NewFile(ordersFile, "orders")
}

// cpuTime is how much CPU time this process has taken.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// confine takes from this process what it never needs: it writes into pipes, and into no file.
func confine() {
	for _, what := range []int{syscall.RLIMIT_FSIZE, syscall.RLIMIT_CORE} {
		_ = syscall.Setrlimit(what, &syscall.Rlimit{}) // one that is not confined has the other limits
	}
}
