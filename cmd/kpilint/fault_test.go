package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
)

// TestFault holds that a fault of ours in one file ends with exit code 3, and shows where it is to those who ask.
func TestFault(t *testing.T) {
	for debug, shown := range map[string]bool{"": false, "1": true} {
		t.Setenv("KPILINT_DEBUG", debug)
		var told bytes.Buffer
		a := &app{err: &told}
		a.fail(exitUsage, &engine.Fault{Doing: "reading a.yaml", Cause: "oops", Stack: []byte("goroutine 1")})
		if a.code != exitBroken || !strings.Contains(told.String(), "kpilint: internal error: reading a.yaml: oops (please report it") {
			t.Errorf("code %d, told %q", a.code, told.String())
		}
		if strings.Contains(told.String(), "goroutine") != shown {
			t.Errorf("KPILINT_DEBUG=%q: told %q", debug, told.String())
		}
	}
}
