package work

import (
	"fmt"
	"runtime/debug"

	"github.com/kpilint/kpilint/engine/wording"
)

// Fault is a failure of ours while something was read: one that cost that alone, and not the run.
type Fault struct {
	Doing string // "reading sales.yaml"
	Cause any
	Stack []byte // for those who look for the fault, and for nobody else
}

// Error says what could not be done, and what to do about it.
func (f *Fault) Error() string {
	return wording.InternalErrorPleaseReportIt(f.Doing, fmt.Sprintf("%v", f.Cause))
}

// faultOf is what a panic was about while something was checked, as it was told first.
func faultOf(cause any) *Fault {
	if fault, ok := cause.(*Fault); ok {
		return fault
	}
	return &Fault{Doing: "checking", Cause: cause, Stack: debug.Stack()}
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
