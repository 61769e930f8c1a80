package work

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestLater holds that what is worked out beside something else is there for whoever asks, and that its fault goes on
// there, each time.
func TestLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := 0
		get := Later(func() int { time.Sleep(time.Second); made++; return 7 })
		begin := time.Now()
		if a, b := get(), get(); a != 7 || b != 7 || made != 1 || time.Since(begin) != time.Second {
			t.Errorf("%d and %d, made %d times after %v", a, b, made, time.Since(begin))
		}
	})
	get := Later(func() int { panic("a fault") })
	for range 2 {
		func() {
			defer func() {
				if fault, ok := recover().(*Fault); !ok || fault.Cause != "a fault" {
					t.Errorf("it ends with %v", fault)
				}
			}()
			get()
		}()
	}
}
