package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/worker"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/files"
)

// A run that is stopped by a signal has so long to hand over what it has found. Then the process ends, whatever is
// still running.
const (
	handover = 650 * time.Millisecond // to end by itself, with a report of what was found
	lastCall = 150 * time.Millisecond // to write the report of a run that did not
)

// Exit codes of a run that was stopped, as shells count them: 128 and the number of the signal.
const (
	exitInterrupted = 130 // SIGINT, which is Ctrl-C
	exitTerminated  = 143 // SIGTERM
)

// stopped is why a context ended: somebody sent a signal.
type stopped struct{ signal os.Signal }

// Error says which signal it was.
func (s *stopped) Error() string {
	if s.signal == syscall.SIGTERM {
		return "stopped by SIGTERM"
	}
	return "stopped by SIGINT"
}

func (s *stopped) code() int {
	if s.signal == syscall.SIGTERM {
		return exitTerminated
	}
	return exitInterrupted
}

// whyStopped is why a context has ended, in words, and the exit code for that.
func whyStopped(ctx context.Context) (code int, why error) {
	var s *stopped
	if errors.As(context.Cause(ctx), &s) {
		return s.code(), s
	}
	return exitInterrupted, errors.New("stopped")
}

// untilSignal runs the command line until it ends or is stopped by a signal, and returns the exit code. What goes
// to standard output is held back until the command ends, so that it is whole or not there. A second signal ends
// the process at once.
func untilSignal(args []string, in io.Reader, out, errw *os.File) int {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ctx, stop := context.WithCancelCause(context.Background())
	defer stop(nil)
	held := &spool{to: out}
	ended := make(chan int, 1)
	go func() {
		code := inProcess(ctx, args, in, held, errw)
		if err := held.flush(); err != nil && code < exitBroken {
			code = told(errw, err)
		}
		ended <- code
	}()
	select {
	case code := <-ended:
		return code
	case got := <-signals:
		stop(&stopped{got})
	}
	select {
	case code := <-ended:
		return code
	case <-signals:
	case <-time.After(handover):
		atLast(ctx, args, held, errw)
	}
	disk.Abandon()
	code, _ := whyStopped(ctx)
	return code
}

// inProcess runs the command line: in this process as long as no rule of a stranger takes part, and where one does, in
// workers.
func inProcess(ctx context.Context, args []string, in io.Reader, held *spool, errw *os.File) int {
	a := &app{ctx: ctx, in: in, out: held, err: errw, git: newIndexes(ctx), guard: worker.Here()}
	if a.guard != nil && a.guard.Serves() {
		return a.serveRules()
	} else if a.guard != nil {
		defer a.guard.Done()
		go engine.Warm() // a worker is there for rules of strangers
	} else if worker.Possible {
		a.elsewhere = func(given []byte) int {
			if _, free := held.instead(); !free {
				return exitBroken // the run was stopped
			}
			code, err := worker.Run(ctx, args, given, held.to, errw)
			if err != nil {
				a.fail(exitBroken, err)
				return exitBroken
			}
			return code
		}
	}
	return a.run(args)
}

// told says on standard error that the output could not be written, unless nobody reads it any more, and returns
// the exit code.
func told(errw io.Writer, err error) int {
	if !errors.Is(err, syscall.EPIPE) {
		io.WriteString(errw, "kpilint: write standard output: "+plain(files.Plain(err).Error())+"\n")
	}
	return exitBroken
}

// atLast writes for a run that does not end a report that says so, where programs read standard output and nothing
// has been written yet.
func atLast(ctx context.Context, args []string, held *spool, errw io.Writer) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, why := whyStopped(ctx)
		io.WriteString(errw, "kpilint: "+why.Error()+"\n")
		to, free := held.instead()
		if write := machineReport(args); write != nil && free {
			var report bytes.Buffer
			if writeNotRun(&report, write, why) == nil {
				to.Write(report.Bytes())
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(lastCall): // nobody reads it
	}
}

// spool holds back what a command writes until it has ended.
type spool struct {
	to   *os.File
	mu   sync.Mutex
	held bytes.Buffer
	gone bool // what was held is being written, or another report in its place
}

// Write keeps what is written.
func (s *spool) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held.Write(p)
}

// File is where it goes, for those who ask whether that is a terminal.
func (s *spool) File() *os.File { return s.to }

// flush writes what was held.
func (s *spool) flush() error {
	s.mu.Lock()
	if s.gone {
		s.mu.Unlock()
		return nil
	}
	s.gone = true
	s.mu.Unlock()
	if s.held.Len() == 0 {
		return nil
	}
	_, err := s.to.Write(s.held.Bytes())
	return err
}

// instead lets another report take the place of what is held; false where that is being written already.
func (s *spool) instead() (to io.Writer, free bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gone {
		return nil, false
	}
	s.gone = true
	return s.to, true
}

// fileOf is the file that a stream goes to, nil where it goes to none.
func fileOf(w io.Writer) *os.File {
	switch w := w.(type) {
	case *os.File:
		return w
	case interface{ File() *os.File }:
		return w.File()
	}
	return nil
}
