package worker

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestAfter holds what a worker is told of the ends of those before it.
func TestAfter(t *testing.T) {
	first := orders{Stopped: map[string]string{}, Ended: map[string]bool{}}
	now, err := first.after(&process{rule: together, stopped: "stopped: it used more than 768 MB of memory"})
	if err != nil || !now.Careful || len(now.Stopped) > 0 {
		t.Fatalf("after rules that ran together: %+v, %v", now, err)
	}
	const took = 20 * time.Second
	now, err = now.after(&process{rule: "own/a", on: "sales/calls", stopped: "stopped: it took 20 s", took: took})
	if why := now.Stopped["own/a"]; err != nil || !strings.Contains(why, "stopped: it took 20 s") ||
		!strings.Contains(why, "depends on the machine") || !strings.Contains(why, "(on `sales/calls`)") {
		t.Errorf("after a rule that was stopped: %+v, %v", now, err)
	}
	now, err = now.after(&process{rule: "own/b", took: took, ended: []string{"own/c"}})
	why := now.Stopped["own/b"]
	if err != nil || !strings.Contains(why, "ended the process") || now.Spent != 2*took {
		t.Errorf("after a rule that ended the process: %+v, %v", now, err)
	}
	if _, err := now.after(&process{}); err == nil {
		t.Error("an end that no rule is to blame for is no error")
	}
	now, err = now.after(&process{rule: "own/d", stopped: "stopped: the rules", over: "not run: the rules"})
	if err != nil || !strings.Contains(now.Over, "not run: the rules") {
		t.Errorf("after the time of all was used up: %+v, %v", now, err)
	}
	g := &Guard{orders: now}
	for rule, want := range map[string]string{"own/a": "stopped", "own/c": "", "own/e": "not run", together: ""} {
		if got := g.Stopped(rule); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}

// TestManyStopped holds that there is an end of rules that use up a process each.
func TestManyStopped(t *testing.T) {
	now, err := orders{Careful: true, Stopped: map[string]string{}, Ended: map[string]bool{}}, error(nil)
	for i := range maxStopped {
		if now.Over != "" {
			t.Fatalf("over after %d rules", i)
		}
		if now, err = now.after(&process{rule: fmt.Sprint("own/", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.HasPrefix(now.Over, "not run: 20 other rules had to be stopped") {
		t.Errorf("after %d rules: %q", maxStopped, now.Over)
	}
}

// TestTooMuch holds that the time of all rules counts what was used up before.
func TestTooMuch(t *testing.T) {
	g := &Guard{orders: orders{Careful: true, Spent: time.Hour}, used: map[string]time.Duration{}}
	g.Fresh(time.Minute)
	g.most, g.since, g.began, g.heap = time.Hour, cpuTime(), cpuTime(), heapSize()
	why, all := g.tooMuch()
	if !strings.Contains(why, "used more than 60 s of CPU time together") || !strings.HasPrefix(all, "not run") {
		t.Errorf("%q, %q", why, all)
	}
	g.orders.Over = "not run"
	g.all = 0
	g.Fresh(time.Minute)
	if why, _ := g.tooMuch(); why != "" {
		t.Errorf("where others are not run: %q", why)
	}
}
