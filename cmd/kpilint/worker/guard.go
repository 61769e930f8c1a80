// Package worker runs the command line in a process of its own where rules of strangers take part, and starts another
// one without the rule that has used that process up. What a rule may use depends on the machine here; the limits that
// do not are those of the languages, and come first.
package worker

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// What a rule may use beyond the limits of its language.
const (
	maxMemory = 768 << 20 // bytes that the process takes more while rules of strangers are at work
	maxStack  = 64 << 20  // bytes of a stack
	patrol    = 5 * time.Millisecond
	beats     = time.Second // between two signs of life
)

// variable is the name of the variable by which a worker knows that it is one.
const variable = "KPILINT_WORKER"

// orders are what a worker is told by the process that starts it.
type orders struct {
	Careful bool
	Stopped map[string]string // rules that are not run any more, and why
	Spent   time.Duration     // CPU time that these took
	Ended   map[string]bool   // where others are not run either: those that are
	Over    string            // why others are not run, "" where they are
	Serves  bool              // it answers requests, and runs no command line
}

// Guard watches over the rules of strangers in a worker. It implements [engine.Guard].
type Guard struct {
	orders orders
	to     *os.File

	turn sync.Mutex // whose rule is at work, where they are taken one at a time

	mu    sync.Mutex
	said  *bufio.Writer
	open  int // how much is watched at a time
	rule  string
	since time.Duration // CPU time of the process when what is watched began
	heap  uint64        // bytes then
	most  time.Duration // CPU time that it may take; 0 where nothing is watched
	used  map[string]time.Duration
	began time.Duration // CPU time of the process when what is watched began, without what its rule took before
	all   time.Duration // CPU time that all rules may take together; 0 where nobody counts
	taken time.Duration // what those took that have come to their end since that is counted
	kept  uint64        // bytes that the collector keeps the process below
}

// Here is the guard of this process; nil where it is no worker.
func Here() *Guard {
	text := os.Getenv(variable)
	if text == "" {
		return nil
	}
	os.Unsetenv(variable)
	g := &Guard{used: map[string]time.Duration{}}
	var told io.ReadCloser
	if g.to, told = report(text); g.to == nil {
		return nil
	}
	defer told.Close()
	if json.NewDecoder(told).Decode(&g.orders) != nil {
		return nil
	}
	g.said = bufio.NewWriter(g.to)
	debug.SetMaxStack(maxStack)
	go g.patrol()
	return g
}

// Careful reports whether rules are taken one at a time.
func (g *Guard) Careful() bool { return g.orders.Careful }

// Stopped says why a rule is not run any more; "" for one that is.
func (g *Guard) Stopped(rule string) string { return g.stopped(rule, rule == together) }

func (g *Guard) stopped(rule string, all bool) string {
	why := g.orders.Stopped[rule]
	if why == "" && !all && !g.orders.Ended[rule] {
		why = g.orders.Over
	}
	return why
}

// together is what the engine calls all rules where they are taken together.
const together = "*"

// Begin comes before something that may take so much CPU time is done for a rule, on a definition or for "" on none.
// Where rules are taken one at a time, it waits for its turn.
func (g *Guard) Begin(rule, on string, most time.Duration) {
	if g.Careful() {
		g.turn.Lock()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open++; g.open > 1 {
		return // several at a time are watched as one
	}
	g.tell("begin", rule, on)
	g.began, g.heap = cpuTime(), heapSize()
	g.rule, g.most, g.since = rule, most, g.began-g.used[rule]
	g.keep()
}

// keep lets the collector run before garbage alone is more than a rule may use.
func (g *Guard) keep() {
	const step = maxMemory / 8
	if size := g.heap + maxMemory*3/4; size > g.kept+step || g.kept > size+step {
		g.kept = size
		debug.SetMemoryLimit(int64(size))
	}
}

// End comes after it.
func (g *Guard) End() {
	g.mu.Lock()
	if g.open--; g.open == 0 {
		now := cpuTime()
		g.used[g.rule] = now - g.since
		g.taken += now - g.began
		g.most = 0
		g.tell("end")
	}
	g.mu.Unlock()
	if g.Careful() {
		g.turn.Unlock()
	}
}

// Fresh begins to count anew what each rule takes, and what all of them take, which may be so much. What took so much
// that it is not run any more is counted with them.
func (g *Guard) Fresh(all time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.used)
	if g.taken = g.orders.Spent; g.orders.Over == "" {
		g.all = all
	}
}

// Ended says that a rule has judged everything.
func (g *Guard) Ended(rule string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tell("ended", rule)
}

// Aside is the same guard for rules that are tried beside others of the same names, by a word before these.
func (g *Guard) Aside(word string) *Aside { return &Aside{g, word} }

// Aside is a guard for some rules apart from others.
type Aside struct {
	*Guard
	word string
}

// Begin is that of the guard.
func (a *Aside) Begin(rule, on string, most time.Duration) { a.Guard.Begin(a.called(rule), on, most) }

// Stopped is that of the guard.
func (a *Aside) Stopped(rule string) string { return a.Guard.stopped(a.called(rule), rule == together) }

// Ended is that of the guard.
func (a *Aside) Ended(rule string) { a.Guard.Ended(a.called(rule)) }

func (a *Aside) called(rule string) string {
	if a.word == "" {
		return rule
	}
	return a.word + " " + rule
}

// Done says that the process ends as it is meant to.
func (g *Guard) Done() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.most = 0
	g.tell("done")
}

// tell writes a line for the process that has started this one.
func (g *Guard) tell(words ...string) {
	line, _ := json.Marshal(words) // texts can be written
	g.said.Write(append(line, '\n'))
	g.said.Flush() // a process that is gone reads nothing, and ends this one as well
}

// patrol ends the process where what is watched takes too much of it.
func (g *Guard) patrol() {
	for n := time.Duration(0); ; n += patrol {
		time.Sleep(patrol)
		g.mu.Lock()
		if n%beats == 0 {
			g.tell("alive", g.takes())
		}
		if why, all := g.tooMuch(); why != "" {
			g.tell("stop", why, g.takes(), all)
			os.Exit(exitStopped)
		}
		g.mu.Unlock()
	}
}

// exitStopped is the exit code of a worker that ended itself.
const exitStopped = 86

// tooMuch says what is used up by the rule at work, and where that is the time of all of them, why the others are not
// run any more.
func (g *Guard) tooMuch() (why, all string) {
	if g.most == 0 {
		return "", ""
	}
	now := cpuTime()
	switch {
	case heapSize() > g.heap+maxMemory:
		return fmt.Sprintf("stopped: it used more than %d MB of memory", maxMemory>>20), ""
	case now-g.since > g.most:
		return fmt.Sprintf("stopped: it used more than %s of CPU time", seconds(g.most)), ""
	case g.all > 0 && g.taken+now-g.began > g.all:
		const text = "%s: the rules that do not come with kpilint used more than %s of CPU time together"
		return fmt.Sprintf(text, "stopped", seconds(g.all)), fmt.Sprintf(text, "not run", seconds(g.all))
	}
	return "", ""
}

// takes is the CPU time that the rule at work has taken.
func (g *Guard) takes() string {
	if g.most == 0 {
		return "0s"
	}
	return (cpuTime() - g.since).String()
}

func seconds(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }

// heapSize is how many bytes of memory are in use.
func heapSize() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
