package worker

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"time"
)

// silence is how long a worker may give no sign of life before it is ended. It does so each second, however busy it is.
const silence = 5 * time.Minute

// machine is what is said of every limit that is met here.
const machine = ", which depends on the machine: the limits of the language did not stop it first"

// Run runs a command line in workers until one ends as it is meant to, and returns its exit code. in is what it reads
// on standard input. An error is a process that cannot be started, or that ends before any rule is to blame.
func Run(ctx context.Context, args []string, in []byte, out *os.File, errw io.Writer) (int, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	now := orders{Stopped: map[string]string{}, Ended: map[string]bool{}}
	for {
		w := &process{ctx: ctx, self: self, args: args, in: bytes.NewReader(in), out: out}
		code, err := w.run(now)
		if err != nil {
			return 0, err
		}
		if w.done || ctx.Err() != nil {
			_, err := errw.Write(w.said.Bytes())
			return code, err
		}
		if now, err = now.after(w); err != nil {
			return 0, err
		}
	}
}

// maxStopped is how many rules may use up a process, before those that have not come to their end are not run any more:
// each of them costs a run.
const maxStopped = 20

// after are the orders of the worker that comes after one. An error is an end that no rule is to blame for.
func (o orders) after(w *process) (orders, error) {
	next := o
	next.Careful, next.Stopped, next.Ended = true, maps.Clone(o.Stopped), maps.Clone(o.Ended)
	if !o.Careful {
		return next, nil
	}
	if w.rule == "" || next.Stopped[w.rule] != "" {
		return next, fmt.Errorf("the process that runs the rules ended, and none of them is to blame: %s", w.last())
	}
	next.Stopped[w.rule] = w.why()
	next.Spent += w.took
	for _, rule := range w.ended {
		next.Ended[rule] = true
	}
	switch {
	case next.Over != "":
	case w.over != "":
		next.Over = w.over + machine
	case len(next.Stopped) >= maxStopped:
		next.Over = fmt.Sprintf("not run: %d other rules had to be stopped", maxStopped) + machine
	}
	return next, nil
}

// process is one worker.
type process struct {
	ctx  context.Context
	self string
	args []string
	in   io.Reader
	out  *os.File
	said bytes.Buffer // on standard error

	rule, on string // what it was at
	stopped  string // why it ended itself
	over     string // why no others are run; "" where they are
	took     time.Duration
	ended    []string // rules that have judged everything
	done     bool     // it ended as it is meant to

	cmd  *exec.Cmd
	gone chan struct{} // closed when it has ended
	code int
	err  error // it did not end by itself, and nobody has ended it
}

// run starts the worker, and waits for its end.
func (w *process) run(now orders) (int, error) {
	if err := w.start(now); err != nil {
		return 0, err
	}
	<-w.gone
	return w.code, w.err
}

// start starts the worker. Its channel gone is closed when it has ended.
func (w *process) start(now orders) error {
	told, err := json.Marshal(now)
	if err != nil {
		return err
	}
	from, to, err := os.Pipe()
	if err != nil {
		return err
	}
	its, ours, err := os.Pipe()
	if err != nil {
		from.Close()
		to.Close()
		return err
	}
	w.cmd = &exec.Cmd{Path: w.self, Args: append([]string{os.Args[0]}, w.args...)}
	w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = w.in, w.out, &w.said
	value, err := hand(w.cmd, to, its)
	if err == nil {
		w.cmd.Env = append(environment(os.Environ()), variable+"="+value)
		err = w.cmd.Start()
	}
	to.Close()
	its.Close()
	if err != nil {
		from.Close()
		ours.Close()
		return fmt.Errorf("start a process for the rules: %w", err)
	}
	go func() {
		defer ours.Close()
		_, _ = ours.Write(told) // a worker that ends before it has read this is seen to end
	}()
	w.gone = make(chan struct{})
	go w.follow(from)
	return nil
}

// follow follows the worker to its end.
func (w *process) follow(from *os.File) {
	defer close(w.gone)
	defer from.Close()
	ended := make(chan struct{})
	go w.stopWith(ended)
	w.listen(from)
	err := w.cmd.Wait()
	close(ended)
	w.code = w.cmd.ProcessState.ExitCode()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		w.err = err
	}
}

// farewell is how long a worker that cannot be told of the end of the run has to end by itself: Ctrl-C reaches it, too.
const farewell = 2 * time.Second

// stopWith hands the end of the run on to the worker.
func (w *process) stopWith(ended chan struct{}) {
	select {
	case <-ended:
		return
	case <-w.ctx.Done():
	}
	if w.cmd.Process.Signal(os.Interrupt) == nil {
		return
	}
	select { // it has ended, or the system has no signals
	case <-ended:
	case <-time.After(farewell):
		_ = w.cmd.Process.Kill() // it may have ended
	}
}

// listen follows what the worker reports, and ends it where that gives no sign of life.
func (w *process) listen(from *os.File) {
	watch := time.AfterFunc(silence, func() {
		w.stopped = "stopped: it kept the process from answering for 5 minutes"
		_ = w.cmd.Process.Kill() // it may have ended
	})
	defer watch.Stop()
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		watch.Reset(silence)
		var words []string
		if json.Unmarshal(lines.Bytes(), &words) != nil || len(words) == 0 {
			continue
		}
		switch words[0] {
		case "begin":
			w.rule, w.on = words[1], words[2]
		case "end":
			w.rule, w.on, w.took = "", "", 0
		case "ended":
			w.ended = append(w.ended, words[1])
		case "alive":
			w.took, _ = time.ParseDuration(words[1])
		case "stop":
			w.stopped, w.over = words[1], words[3]
			w.took, _ = time.ParseDuration(words[2])
		case "done":
			w.done = true
		}
	}
}

// why says why the rule at work is not run any more.
func (w *process) why() string {
	why := w.stopped
	if why == "" {
		why = "stopped: it ended the process that it ran in, by its use of the stack or of memory"
	}
	if why += machine; w.on != "" {
		why += fmt.Sprintf(" (on `%s`)", w.on)
	}
	return why
}

// last is the first line of what the worker said at last.
func (w *process) last() string {
	line, _, _ := bytes.Cut(w.said.Bytes(), []byte("\n"))
	return string(bytes.TrimPrefix(line, []byte("kpilint: ")))
}
