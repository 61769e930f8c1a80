package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
		replace(t, c.name, c.text)
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

// shows waits until the latest round says what a run says: some changes are those of files that nobody reads, and some
// are seen in two rounds.
func (w *watched) shows(what, want string) {
	w.t.Helper()
	const end = "waiting for changes; Ctrl-C ends\n"
	got := ""
	for range 1500 {
		w.mu.Lock()
		said := w.out.String()
		w.mu.Unlock()
		if rounds := strings.SplitAfter(said, end); len(rounds) > 1 && rounds[len(rounds)-1] == "" {
			if got, _, _ = strings.Cut(rounds[len(rounds)-2], "\nchecked in "); got == want {
				return
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.t.Fatalf("after %s the latest round says\n%s\nand a run\n%s", what, got, want)
}

// wide is a workspace in which many numbers hang together: people who are shared, an item that is made and used, a
// goal, and files of other forms.
var wide = map[string]string{
	"people.yaml": `apiVersion: kpilint/v1
kind: Team
id: sales
roles:
  - {id: seller, headcount: 3, workingDay: 8 h/day}
  - {id: trainer, headcount: 1}
`,
	"calls.yaml": `apiVersion: kpilint/v1
kind: KPI
id: calls
team: sales
name: Calls
owner: seller
measure: volume
direction: higher
baseline: 20 calls/person/day
target: ">= 30 calls/person/day"
effort: 20 min/call
`,
	"visits.yaml": `apiVersion: kpilint/v1
kind: KPI
id: visits
team: sales
name: Visits
owner: seller
direction: higher
target: ">= 2 visits/person/day"
effort: 50 min/visit
produces: visits
`,
	"orders.json": `{"apiVersion": "kpilint/v1", "kind": "KPI", "id": "orders", "team": "sales", "owner": "seller",
  "name": "Orders", "direction": "higher", "target": ">= 40 orders/month",
  "needs": [{"kpi": "visits", "takes": "3 visits", "per": "order"}]}
`,
	"goal.yaml": `apiVersion: kpilint/v1
kind: Objective
id: more
team: sales
name: More orders
owner: sales
cycle: 2026-Q2
keyResults:
  - {id: a, kpi: orders, from: 30 orders/month, to: ">= 40 orders/month"}
`,
	"support/team.yaml":       small["more/support.yaml"],
	"except.yaml":             strings.Replace(small["except.yaml"], "sales/offers", "sales/calls", 1),
	"notes.txt":               "Nobody reads this.\n",
	".gitignore":              "draft.yaml\n",
	"draft.yaml":              small["draft.yaml"],
	".kpilint.yaml":           small[".kpilint.yaml"],
	"house/pack.yaml":         small["house/pack.yaml"],
	house:                     small[house],
	"house/definition/x.yaml": "this: is no rule\n",
}

// edits are changes of a workspace by chance: each changes one thing and says what it is. Names are those of the files
// that there are, sorted.
var edits = []func(t *testing.T, r *rand.Rand, names []string) string{
	func(t *testing.T, r *rand.Rand, names []string) string { // a number, such as a headcount that many others read
		name := names[r.Intn(len(names))]
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := regexp.MustCompile(`[0-9]+`).FindAllIndex(data, -1)
		if len(at) == 0 {
			return ""
		}
		of := at[r.Intn(len(at))]
		text := string(data[:of[0]]) + fmt.Sprint(1+r.Intn(40)) + string(data[of[1]:])
		replace(t, name, text)
		return "another number in " + name
	},
	func(t *testing.T, r *rand.Rand, names []string) string {
		name := names[r.Intn(len(names))]
		to := filepath.Join(filepath.Dir(name), "renamed-"+filepath.Base(name))
		if err := os.Rename(name, to); err != nil {
			t.Fatal(err)
		}
		return name + " has another name"
	},
	func(t *testing.T, r *rand.Rand, _ []string) string {
		name := fmt.Sprintf("new-%d.yaml", r.Intn(3))
		replace(t, name, "apiVersion: kpilint/v1\nkind: KPI\nid: new\nteam: sales\nowner: seller\n"+
			fmt.Sprintf("target: \">= %d calls/person/day\"\neffort: 30 min/call\n", 1+r.Intn(9)))
		return "a new " + name
	},
	func(t *testing.T, r *rand.Rand, names []string) string {
		name := names[r.Intn(len(names))]
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		return name + " goes"
	},
	func(t *testing.T, r *rand.Rand, names []string) string { // and the next edit of it may mend it
		name := names[r.Intn(len(names))]
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := r.Intn(1 + len(data))
		replace(t, name, string(data[:at])+"\n\t{"+string(data[at:]))
		return name + " is broken"
	},
	func(t *testing.T, r *rand.Rand, _ []string) string {
		all := []string{"people.yaml", "calls.yaml", "orders.json", "goal.yaml", "except.yaml", house, ".kpilint.yaml"}
		name := all[r.Intn(len(all))]
		replace(t, name, wide[name])
		return name + " is as it was"
	},
	func(t *testing.T, r *rand.Rand, _ []string) string {
		level := []string{"off", "info", "error"}[r.Intn(3)]
		replace(t, ".kpilint.yaml", strings.Replace(wide[".kpilint.yaml"], "warning", level, 1))
		return "another configuration"
	},
	func(t *testing.T, r *rand.Rand, _ []string) string {
		replace(t, house, strings.Replace(wide[house], "has no name", fmt.Sprintf("has no name %d", r.Intn(9)), 1))
		return "another rule"
	},
	func(t *testing.T, r *rand.Rand, _ []string) string {
		replace(t, "notes.txt", fmt.Sprint(r.Int()))
		return "another text that nobody reads"
	},
	func(t *testing.T, r *rand.Rand, _ []string) string {
		replace(t, ".gitignore", []string{"draft.yaml\n", "", "calls.yaml\n"}[r.Intn(3)])
		return "another .gitignore"
	},
}

// definitionFiles are the files of definitions that lie in the working directory, sorted.
func definitionFiles(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"*.yaml", "*.json", "support/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, ".") })
}

// TestWatchIsARun makes changes by chance, and compares each round with a run without a cache, on one goroutine.
func TestWatchIsARun(t *testing.T) {
	r := inWorkspace(t, wide)
	w := startWatch(t, r.runs...)
	w.shows("the start", alone(r.runs...))
	chance := rand.New(rand.NewSource(5))
	for range 24 {
		names := definitionFiles(t)
		if len(names) == 0 {
			t.Fatal("no file is left")
		}
		if what := edits[chance.Intn(len(edits))](t, chance, names); what != "" {
			w.shows(what, alone(r.runs...))
		}
	}
	w.stop(&stopped{os.Interrupt})
	<-w.code
}

// TestWatchSeesAnotherFolder puts another folder in the place of one that is read.
func TestWatchSeesAnotherFolder(t *testing.T) {
	r := inWorkspace(t, small)
	aside := t.TempDir()
	replace(t, filepath.Join(aside, "support.yaml"), strings.Replace(small["more/support.yaml"], "9 comp", "3 comp", 1))
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
		replace(t, c.name, c.text)
		got, _ := w.round()
		if want := alone(r.runs...); got != want || !strings.Contains(got, c.want) {
			t.Errorf("after a change of %s a round says\n%s\nand a run\n%s", c.name, got, want)
		}
	}
	w.end(t)
}

// replace writes a file at once, so that nobody who watches sees half of it.
func replace(t *testing.T, name, text string) {
	t.Helper()
	whole := filepath.Join(t.TempDir(), "whole")
	write(t, whole, text)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(whole, name); err != nil {
		t.Fatal(err)
	}
}
