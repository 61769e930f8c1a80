package worker

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Possible reports whether this system can watch over a worker.
const Possible = true

// hand gives a process that is to be started the ends of two pipes: on which it reports, and from which it reads its
// orders. It returns the value of the variable by which that process knows that it is a worker: the two handles, which
// have the same numbers there.
func hand(cmd *exec.Cmd, report, orders *os.File) (string, error) {
	both := []syscall.Handle{syscall.Handle(report.Fd()), syscall.Handle(orders.Fd())}
	for _, h := range both {
		if err := syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT); err != nil {
			return "", err
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{AdditionalInheritedHandles: both}
	return fmt.Sprintf("%d,%d", both[0], both[1]), nil
}

// report is where a worker reports to, and where it reads its orders; nil where these are no pipes. Programs that it
// starts do not have them.
func report(value string) (to, told *os.File) {
	var both [2]syscall.Handle
	if n, err := fmt.Sscanf(value, "%d,%d", &both[0], &both[1]); n != 2 || err != nil {
		return nil, nil
	}
	for _, h := range both {
		kind, err := syscall.GetFileType(h)
		if err != nil || kind != syscall.FILE_TYPE_PIPE ||
			syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, 0) != nil {
			return nil, nil
		}
	}
	return os.NewFile(uintptr(both[0]), "report"), os.NewFile(uintptr(both[1]), "orders")
}

// confine takes nothing from this process: there are no limits of that kind.
func confine() {}

// cpuTime is how much CPU time this process has taken.
func cpuTime() time.Duration {
	var began, ended, kernel, user syscall.Filetime
	self, err := syscall.GetCurrentProcess()
	if err != nil || syscall.GetProcessTimes(self, &began, &ended, &kernel, &user) != nil {
		return 0
	}
	return ticks(kernel) + ticks(user)
}

// ticks is a time in units of 100 ns, as Windows counts what a process takes. Filetime.Nanoseconds counts from 1970.
func ticks(t syscall.Filetime) time.Duration {
	return time.Duration(int64(t.HighDateTime)<<32|int64(t.LowDateTime)) * 100
}
