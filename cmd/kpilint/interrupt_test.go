//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// endsWithin is how long a run may take to end after a signal. It takes less than a second where the machine is idle.
const endsWithin = 5 * time.Second

// stuck is a run that does not end by itself, or not soon.
type stuck struct {
	name  string
	files map[string]string
	args  []string
	after time.Duration // when the signal comes
	deaf  bool          // nobody reads standard output
	want  string        // in the report
}

// run sends the tool a signal, and holds that it ends soon, with the right code and a report that is whole. A signal
// that comes before the tool listens ends it as it ends any process: on a slow machine the next one comes later.
func (s stuck) run(t *testing.T, kpilint string, sig syscall.Signal, code int) {
	for !s.stop(t, kpilint, sig, code) {
		if s.after *= 2; s.after > time.Minute {
			t.Fatal("it does not listen to signals")
		}
	}
}

// stop starts the tool in a workspace and stops it; false where it did not listen yet.
func (s stuck) stop(t *testing.T, kpilint string, sig syscall.Signal, code int) bool {
	dir := t.TempDir()
	for name, text := range s.files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(kpilint, s.args...)
	cmd.Dir = dir
	in, err := cmd.StdinPipe() // which never ends
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out, errs bytes.Buffer
	cmd.Stderr = &errs
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		if !s.deaf {
			io.Copy(&out, pipe)
		}
	}()
	time.Sleep(s.after)
	sent := time.Now()
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatalf("it ended by itself: %v, %s", err, &errs)
	}
	late := time.AfterFunc(endsWithin, func() { cmd.Process.Kill() })
	<-read
	cmd.Wait()
	if !late.Stop() {
		t.Fatalf("it was still running after %s", endsWithin)
	}
	t.Logf("ended after %s", time.Since(sent))
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == sig {
		return false
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("exit code %d, want %d; it says %q", got, code, &errs)
	}
	if strings.Contains(errs.String(), "goroutine ") {
		t.Errorf("it shows a trace: %s", &errs)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".kpilint-*")); len(left) > 0 {
		t.Errorf("it leaves %q", left)
	}
	if !s.deaf {
		s.whole(t, out.Bytes())
	}
	return true
}

// whole holds that a report is JSON, says that it is not complete, and has what was found.
func (s stuck) whole(t *testing.T, out []byte) {
	if s.args[0] != "lint" {
		if writes := s.args[0] == "fix" || s.args[0] == "fmt"; len(out) > 0 && !writes { // those say what they have done
			t.Errorf("it writes a part of its output: %.200s", out)
		}
		return
	}
	var report struct {
		Complete *bool
		Errors   []struct{ Message string }
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	if report.Complete == nil || *report.Complete || len(report.Errors) == 0 {
		t.Errorf("the report does not say that it was stopped: %.300s", out)
	}
	if !strings.Contains(string(out), s.want) {
		t.Errorf("%q is not in %.2000s", s.want, out)
	}
}

// TestSignals stops runs that wait for ever.
func TestSignals(t *testing.T) {
	kpilint := ourselves(t)
	small := map[string]string{"a.yaml": "apiVersion: kpilint/v1\nkind: Team\nid: shop\nheadcont: 3\n"}
	waits := []stuck{
		{name: "standard input", files: small, args: []string{"lint", "-", "-f", "json"}, after: 300 * time.Millisecond, want: "stopped by SIG"},
		{name: "standard input of model", files: small, args: []string{"model", "-"}, after: 300 * time.Millisecond},
		{name: "nobody reads", files: map[string]string{"a.yaml": many(2000)}, args: []string{"lint", "-f", "json"}, after: 3 * time.Second, deaf: true},
	}
	for _, s := range waits {
		for sig, code := range map[syscall.Signal]int{syscall.SIGINT: exitInterrupted, syscall.SIGTERM: exitTerminated} {
			t.Run(s.name+" "+sig.String(), func(t *testing.T) {
				t.Parallel()
				s.run(t, kpilint, sig, code)
			})
		}
	}
}

// many is a team with so many KPIs, each of which has a finding.
func many(n int) string {
	var b strings.Builder
	b.WriteString("apiVersion: kpilint/v1\nkind: Team\nid: shop\nheadcont: 3\nkpis:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: k%d, target: 1 orders/month}\n", i)
	}
	return b.String()
}

// ourselves is a path of this test binary by which it is kpilint: TestMain goes by the name.
func ourselves(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	link := filepath.Join(t.TempDir(), "kpilint")
	if err == nil {
		err = os.Symlink(self, link)
	}
	if err != nil {
		t.Fatal(err)
	}
	return link
}
