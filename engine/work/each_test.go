package work

import (
	"context"
	"strings"
	"testing"
)

// TestFaultsGoOn holds that a fault of one of many reaches whoever waits for all, once and with its stack, when the
// others have ended.
func TestFaultsGoOn(t *testing.T) {
	for name, run := range map[string]func(f func(int)){
		"Each": func(f func(int)) { Each(3, 100, f) },
		"Split": func(f func(int)) {
			Split(3, 100, func(part, from, to int) {
				for i := to - 1; i >= from; i-- { // that of the fault last
					f(i)
				}
			})
		},
		"Gather": func(f func(int)) { Gather(context.Background(), 3, 100, func(i int) int { f(i); return i }) },
	} {
		var done [100]bool
		func() {
			defer func() {
				fault, ok := recover().(*Fault)
				if !ok || fault.Cause != "a fault" || !strings.Contains(string(fault.Stack), "TestFaultsGoOn") {
					t.Errorf("%s ends with %v", name, fault)
				}
			}()
			run(func(i int) {
				if i == 50 {
					panic("a fault")
				}
				done[i] = true
			})
		}()
		if !done[0] || !done[99] {
			t.Errorf("%s leaves out what has no fault", name)
		}
	}
}
