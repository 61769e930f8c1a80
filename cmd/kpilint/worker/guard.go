// Package worker runs the command line in a process of its own where rules of strangers take part, and starts another
// one without the rule that has used that process up. What a rule may use depends on the machine here; the limits that
// do not are those of the languages, and come first.
package worker

import (
	"bufio"
	"encoding/json"
	"fmt"
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
}

// Here is the guard of this process; nil where it is no worker.
func Here() *Guard {
	text := os.Getenv(variable)
	if text == "" {
		return nil
	}
	os.Unsetenv(variable)
	g := &Guard{used: map[string]time.Duration{}}
	if json.Unmarshal([]byte(text), &g.orders) != nil {
		return nil
	}
	if g.to = report(); g.to == nil {
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
func (g *Guard) Stopped(rule string) string { return g.orders.Stopped[rule] }

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
	g.rule, g.most, g.since, g.heap = rule, most, cpuTime()-g.used[rule], heapSize()
}

// End comes after it.
func (g *Guard) End() {
	g.mu.Lock()
	if g.open--; g.open == 0 {
		if g.rule != "" {
			g.used[g.rule] = cpuTime() - g.since
		}
		g.most = 0
		g.tell("end")
	}
	g.mu.Unlock()
	if g.Careful() {
		g.turn.Unlock()
	}
}

// Fresh begins to count anew what each rule takes.
func (g *Guard) Fresh() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.used)
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
func (a *Aside) Stopped(rule string) string { return a.Guard.Stopped(a.called(rule)) }

func (a *Aside) called(rule string) string {
	if rule == "" {
		return ""
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
			g.tell("alive")
		}
		if why := g.tooMuch(); why != "" {
			g.tell("stop", why)
			os.Exit(exitStopped)
		}
		g.mu.Unlock()
	}
}

// exitStopped is the exit code of a worker that ended itself.
const exitStopped = 86

func (g *Guard) tooMuch() string {
	switch {
	case g.most == 0:
	case heapSize() > g.heap+maxMemory:
		return fmt.Sprintf("stopped: it used more than %d MB of memory", maxMemory>>20)
	case cpuTime()-g.since > g.most:
		return fmt.Sprintf("stopped: it used more than %s of CPU time", g.most)
	}
	return ""
}

// heapSize is how many bytes of memory are in use.
func heapSize() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
