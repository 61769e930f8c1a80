package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// watched is a run of lint --watch.
type watched struct {
	t    *testing.T
	mu   sync.Mutex
	out  bytes.Buffer
	seen int // how much of it the test has seen
	stop context.CancelCauseFunc
	code chan int
}

// Write takes what the run prints.
func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(p)
}

func startWatch(t *testing.T, args ...string) *watched {
	t.Helper()
	ctx, stop := context.WithCancelCause(context.Background())
	w := &watched{t: t, stop: stop, code: make(chan int, 1)}
	go func() { w.code <- Main(ctx, append([]string{"lint", "--watch"}, args...), strings.NewReader(""), w, w) }()
	t.Cleanup(func() { stop(&stopped{os.Interrupt}) })
	return w
}

// round is what the next round says: its report, and what is different.
func (w *watched) round() (report, news string) {
	w.t.Helper()
	const end = "waiting for changes; Ctrl-C ends\n"
	for range 3000 {
		w.mu.Lock()
		said := w.out.String()[w.seen:]
		if at := strings.Index(said, end); at >= 0 {
			w.seen += at + len(end)
			w.mu.Unlock()
			report, news, _ = strings.Cut(said[:at], "\nchecked in ")
			return report, news
		}
		w.mu.Unlock()
		time.Sleep(20 * time.Millisecond)
	}
	w.t.Fatalf("no further round: %s", w.out.String())
	return "", ""
}

func (w *watched) end(t *testing.T) {
	t.Helper()
	w.stop(&stopped{os.Interrupt})
	if code := <-w.code; code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if left := w.out.String()[w.seen:]; left != "" {
		t.Errorf("it says at the end: %s", left)
	}
}

// alone is what a run without --watch and without a cache says.
func alone(args ...string) string {
	var out bytes.Buffer
	args = append([]string{"lint", "--no-cache", "--jobs", "1"}, args...)
	Main(context.Background(), args, strings.NewReader(""), &out, &out)
	return out.String()
}

// TestWatchSaysWhatIsNew follows changes of definitions, of rules and of the configuration.
func TestWatchSaysWhatIsNew(t *testing.T) {
	r := inWorkspace(t, small)
	w := startWatch(t, r.runs...)
	if got, news := w.round(); got != alone(r.runs...) || strings.Contains(news, "new") {
		t.Errorf("the first round says\n%s\n%s", got, news)
	}
	for _, c := range []struct{ name, text, news string }{
		{"sales.yaml", strings.Replace(small["sales.yaml"], ">= 50", ">= 70", 1),
			"after a change of sales.yaml: 0 new, 1 gone\n  gone  sales.yaml:5:86: `sales/orders` should rise"},
		{"sales.yaml", small["sales.yaml"], "1 new, 0 gone\n  new   sales.yaml:5:86: `sales/orders` should rise"},
		{house, strings.Replace(small[house], "level: warning", "level: error", 1), "0 new, 0 gone, 3 of another level"},
		{".kpilint.yaml", "apiVersion: kpilint/v1\nkind: Config\nrules: {nothing-like-it: error}\n", ".kpilint.yaml"},
		{".kpilint.yaml", small[".kpilint.yaml"], ".kpilint.yaml"},
		{"more/new.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: new\nparent: nobody\n", "new   more/new.yaml:4:9:"},
	} {
		write(t, c.name, c.text)
		got, news := w.round()
		if want := alone(r.runs...); got != want {
			t.Errorf("after a change of %s a round says\n%s\nand a run\n%s", c.name, got, want)
		}
		if !strings.Contains(news, c.news) {
			t.Errorf("a change of %s is said as\n%s\nwithout %q", c.name, news, c.news)
		}
	}
	if err := os.Remove("more/new.yaml"); err != nil {
		t.Fatal(err)
	}
	if got, news := w.round(); got != alone(r.runs...) || !strings.Contains(news, "1 gone") {
		t.Errorf("after a file is gone a round says\n%s\n%s", got, news)
	}
	w.end(t)
}

// TestWatchIsARun makes changes by chance, and compares each round with a run.
func TestWatchIsARun(t *testing.T) {
	r := inWorkspace(t, small)
	w := startWatch(t, r.runs...)
	w.round()
	chance := rand.New(rand.NewSource(2))
	names := []string{"sales.yaml", "more/support.yaml", "except.yaml", ".gitignore"}
	for n := range 10 {
		name := names[chance.Intn(len(names))]
		data := []byte(small[name])
		for range 1 + chance.Intn(2) {
			data[chance.Intn(len(data))] = "0123456789-x\n "[chance.Intn(14)]
		}
		if was, err := os.ReadFile(name); err == nil && bytes.Equal(was, data) {
			continue
		}
		write(t, name, string(data))
		got, _ := w.round()
		if want := alone(r.runs...); got != want {
			t.Fatalf("after edit %d of %s a round says\n%s\nand a run\n%s", n, name, got, want)
		}
	}
	w.end(t)
}

// TestWatchSeesAnotherFolder puts another folder in the place of one that is read.
func TestWatchSeesAnotherFolder(t *testing.T) {
	r := inWorkspace(t, small)
	aside := t.TempDir()
	write(t, filepath.Join(aside, "support.yaml"), strings.Replace(small["more/support.yaml"], "9 comp", "3 comp", 1))
	w := startWatch(t, r.runs...)
	first, _ := w.round()
	if err := errors.Join(os.Rename("more", t.TempDir()+"/was"), os.Rename(aside, "more")); err != nil {
		t.Skip(err) // a folder that is open cannot be moved everywhere
	}
	got, _ := w.round()
	if want := alone(r.runs...); got != want || got == first {
		t.Errorf("after another folder is there a round says\n%s\nand a run\n%s", got, want)
	}
	w.end(t)
}

func TestWatchIsForTheDisk(t *testing.T) {
	inWorkspace(t, small)
	for _, args := range [][]string{{"--staged"}, {"--since", "HEAD"}, {"-f", "json"}, {"-"}, {"--write-baseline"}} {
		got := lintSays(append([]string{"--watch"}, args...)...)
		if !strings.Contains(got, "--watch ") || !strings.HasSuffix(got, fmt.Sprint(exitUsage)) {
			t.Errorf("lint --watch %s says %s", strings.Join(args, " "), got)
		}
	}
}

// TestWatchSeesOrganisations follows a configuration that comes and goes in a folder, and changes in both
// organisations.
func TestWatchSeesOrganisations(t *testing.T) {
	r := inWorkspace(t, small)
	w := startWatch(t, r.runs...)
	w.round()
	const config = "more/.kpilint.yaml"
	for _, c := range []struct{ name, text, want string }{
		{config, "apiVersion: kpilint/v1\nkind: Config\nrules: {source-missing: error}\n", "in 2 organisations"},
		{"sales.yaml", strings.Replace(small["sales.yaml"], ">= 50", ">= 70", 1), "in 2 organisations"},
		{"more/support.yaml", strings.Replace(small["more/support.yaml"], "<= 4", "<= 10", 1), "in 2 organisations"},
		{config, "apiVersion: kpilint/v1\nkind: Config\nroot: false\n", " definitions: "},
	} {
		write(t, c.name, c.text)
		got, _ := w.round()
		if want := alone(r.runs...); got != want || !strings.Contains(got, c.want) {
			t.Errorf("after a change of %s a round says\n%s\nand a run\n%s", c.name, got, want)
		}
	}
	w.end(t)
}
