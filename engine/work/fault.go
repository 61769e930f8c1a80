package work

import (
	"fmt"
	"runtime/debug"
)

// Fault is a failure of ours while something was read: one that cost that alone, and not the run.
type Fault struct {
	Doing string // "reading sales.yaml"
	Cause any
	Stack []byte // for those who look for the fault, and for nobody else
}

// Error says what could not be done, and what to do about it.
func (f *Fault) Error() string {
	return fmt.Sprintf("internal error: %s: %v (please report it; KPILINT_DEBUG=1 shows where)", f.Doing, f.Cause)
}

// Guard does something and returns its panic as a fault.
func Guard(doing string, do func()) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &Fault{doing, cause, debug.Stack()}
		}
	}()
	do()
	return nil
}
