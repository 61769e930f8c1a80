package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kpilint/kpilint/cmd/kpilint/cache"
	"github.com/kpilint/kpilint/cmd/kpilint/worker"
)

// remembered is a workspace in which runs are kept, in a folder of its own.
type remembered struct {
	t     *testing.T
	store string
	runs  []string // the arguments of lint
}

// planted is what an entry says that a test has changed: who says so has used it.
const planted = "PLANTED"

// inWorkspace puts files into a new folder, and makes that the working directory.
func inWorkspace(t *testing.T, all map[string]string) *remembered {
	t.Helper()
	base := t.TempDir()
	t.Chdir(base)
	t.Setenv(cacheVariable, filepath.Join(t.TempDir(), "cache"))
	for name, text := range all {
		write(t, name, text)
	}
	store := filepath.Join(os.Getenv(cacheVariable), "lint")
	return &remembered{t: t, store: store, runs: []string{"--as-of", "2026-05-01"}}
}

// lintSays is all that a run says.
func lintSays(args ...string) string {
	var out, errs bytes.Buffer
	code := Main(context.Background(), append([]string{"lint"}, args...), strings.NewReader(""), &out, &errs)
	return fmt.Sprintf("%s\n%s\nexit code %d", out.String(), errs.String(), code)
}

// eachKept puts back into the cache what a function makes of each entry; nil leaves it as it is.
func (r *remembered) eachKept(change func(data []byte) []byte) {
	r.t.Helper()
	s, err := cache.Open(r.store)
	if err != nil {
		r.t.Fatal(err)
	}
	names, err := os.ReadDir(r.store)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), ".") {
			continue // which counts what was put
		}
		id, err := hex.DecodeString(n.Name())
		if err != nil {
			r.t.Fatalf("%s is in the cache", n.Name())
		}
		key := cache.Key(id)
		data, ok := s.Get(key)
		if !ok {
			r.t.Fatalf("%s cannot be read", n.Name())
		}
		if data = change(data); data == nil {
			continue
		}
		if err := s.Put(key, data); err != nil {
			r.t.Fatal(err)
		}
	}
}

// plant changes what all kept runs say.
func (r *remembered) plant() {
	r.t.Helper()
	r.eachKept(func(data []byte) []byte {
		was, err := decodePast(data)
		if err != nil || len(was.sights) == 0 {
			return nil // of the program
		}
		was.out = longText{[]byte(planted)}
		return was.encode()
	})
}

// keep runs lint and checks that the next run says what it has said.
func (r *remembered) keep(args ...string) {
	r.t.Helper()
	lintSays(args...)
	r.plant()
	if got := lintSays(args...); !strings.Contains(got, planted) {
		r.t.Fatalf("lint %s was not kept: %s", strings.Join(args, " "), got)
	}
}

// anew checks that a run says what one without the cache says, and not what was kept before a change.
func (r *remembered) anew(change string, args ...string) string {
	r.t.Helper()
	got, want := lintSays(args...), lintSays(append(uncached(args), "--no-cache", "--jobs", "1")...)
	if got != want {
		r.t.Errorf("after %s lint says\n%s\nand without the cache\n%s", change, got, want)
	}
	if again := lintSays(args...); again != want {
		r.t.Errorf("after %s the second run of lint says\n%s\nand without the cache\n%s", change, again, want)
	}
	return want
}

// uncached are arguments without the folder of a cache.
func uncached(args []string) []string {
	if i := slices.Index(args, "--cache"); i >= 0 {
		return slices.Concat(args[:i], args[i+2:])
	}
	return slices.Clone(args)
}

// house is the rule of the pack in the workspace.
const house = "house/definition/unit-missing/rule.yaml"

// small is a workspace with one of each input.
var small = map[string]string{
	"sales.yaml": `apiVersion: kpilint/v1
kind: Team
id: sales
kpis:
  - {id: orders, owner: sales, direction: higher, baseline: 60 orders/month, target: ">= 50 orders/month"}
  - {id: offers, owner: sales, target: ">= 150 offers/month"}
`,
	"more/support.yaml": `apiVersion: kpilint/v1
kind: Team
id: support
kpis:
  # kpilint:ignore source-missing -- the tool is being chosen
  - {id: complaints, owner: support, baseline: 9 complaints/month, target: "<= 4 complaints/month"}
`,
	"except.yaml": `apiVersion: kpilint/v1
kind: Exception
id: later
rules: [baseline-missing]
for: [sales/offers]
reason: It is measured from June on.
approvedBy: sales
until: 2026-06-30
`,
	"draft.yaml": "apiVersion: kpilint/v1\nkind: Team\nid: draft\nname: \"\"\n",
	".gitignore": "draft.yaml\n",
	".kpilint.yaml": `apiVersion: kpilint/v1
kind: Config
packs:
  - house
rules:
  source-missing: warning
`,
	"house/pack.yaml": "name: house\nversion: 1.0.0\n",
	house: `id: unit-missing
title: A KPI has no name
level: warning
for: KPI
since: 1.0.0
why: It is not understood.
fix: Write a name.
assert: has(kpi.name)
at: id
message: "'` + "`" + `' + kpi.fullName + '` + "`" + ` has no name'"
`,
	"known.json": "{\"version\": 1, \"findings\": []}\n",
	"form.tmpl":  "{{range .findings}}{{.message}}\n{{end}}",
}

// TestEachInputIsSeen changes each input of a run in turn.
func TestEachInputIsSeen(t *testing.T) {
	r := inWorkspace(t, small)
	replace := func(name, old, now string) func() error {
		return func() error {
			data, err := os.ReadFile(name)
			if err == nil && !bytes.Contains(data, []byte(old)) {
				err = fmt.Errorf("%s has no %q", name, old)
			}
			return errors.Join(err, os.WriteFile(name, bytes.Replace(data, []byte(old), []byte(now), 1), 0o644))
		}
	}
	put := func(name, text string) func() error {
		return func() error { write(t, name, text); return nil }
	}
	before := r.anew("nothing", r.runs...)
	for _, c := range []struct {
		what   string
		change func() error
	}{
		{"a change of a target by one figure", replace("sales.yaml", ">= 50", ">= 70")},
		{"a change of a file in a folder", replace("more/support.yaml", "id: complaints", "id: complaint")},
		{"a change of an ignore", replace("more/support.yaml", "kpilint:ignore", "kpilint ignore")},
		{"a change of an exception", replace("except.yaml", "2026-06-30", "2026-04-30")},
		{"a new file", put("new.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: new\nparent: nobody\n")},
		{"a file that goes", func() error { return os.Remove("new.yaml") }},
		{"a change of .gitignore", put(".gitignore", "\n")},
		{"a .gitignore in a folder", put("more/.gitignore", "support.yaml\n")},
		{"a change of a level", replace(".kpilint.yaml", "warning", "error")},
		{"a change of a rule of a pack", replace(house, "level: warning", "level: error")},
		{"a change of its message", replace(house, "has no name'", "is not named'")},
		{"a new rule", put("house/definition/unit-absent/rule.yaml",
			strings.ReplaceAll(small[house], "unit-missing", "unit-absent"))},
		{"a configuration that goes", func() error { return os.Remove(".kpilint.yaml") }},
		{"one under a wrong name", put(".kpilint.yml", "kind: Config\n")},
	} {
		if c.what != "one under a wrong name" {
			r.keep(r.runs...)
		}
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		after := r.anew(c.what, r.runs...)
		if after == before {
			t.Errorf("%s changes nothing, so this test shows nothing", c.what)
		}
		before = after
	}
}

// TestEachWayToStartIsSeen starts lint in other ways.
func TestEachWayToStartIsSeen(t *testing.T) {
	r := inWorkspace(t, small)
	r.keep(r.runs...)
	for _, other := range [][]string{
		{"--as-of", "2026-07-01"}, append(r.runs, "-q"), append(r.runs, "--level", "source-missing=error"),
		append(r.runs, "--only", "more"), append(r.runs, "more"), append(r.runs, "-f", "json"),
		append(r.runs, "--disable", "baseline-missing"), append(r.runs, "--strict"),
	} {
		if got, want := lintSays(other...), lintSays(append([]string{"--no-cache"}, other...)...); got != want {
			t.Errorf("lint %s says\n%s\nand without the cache\n%s", strings.Join(other, " "), got, want)
		}
	}
	t.Chdir("more")
	r.anew("going to a folder", r.runs...)
}

// TestFilesOfFlagsAreSeen changes what flags name.
func TestFilesOfFlagsAreSeen(t *testing.T) {
	r := inWorkspace(t, small)
	args := append(r.runs, "--baseline", "known.json", "-f", "template=form.tmpl")
	r.keep(args...)
	write(t, "form.tmpl", "{{range .findings}}{{.rule}}\n{{end}}")
	r.anew("a change of a template", args...)
	r.keep(args...)
	write := append(r.runs, "--baseline", "known.json", "--write-baseline", "--force")
	if got := lintSays(write...); !strings.Contains(got, "wrote") {
		t.Fatal(got)
	}
	r.anew("a change of the baseline", args...)
}

// TestEnvironmentIsSeen sets each variable that a run goes by, and takes nothing that was kept without it.
func TestEnvironmentIsSeen(t *testing.T) {
	for _, name := range variables {
		if name == cacheVariable {
			continue // which says where the cache is: see TestFlagsOfTheCache
		}
		t.Run(name, func(t *testing.T) {
			r := inWorkspace(t, small)
			committed(t)
			r.keep(r.runs...)
			t.Setenv(name, t.TempDir())
			if got, want := lintSays(r.runs...), lintSays(append([]string{"--no-cache"}, r.runs...)...); got != want {
				t.Errorf("with %s lint says\n%s\nand without the cache\n%s", name, got, want)
			}
		})
	}
}

// TestNothingCanBeKept puts a file where the cache was, so that nothing is read of it and nothing can be written.
func TestNothingCanBeKept(t *testing.T) {
	r := inWorkspace(t, small)
	git := committed(t)
	staged := append(r.runs, "--staged")
	lintSays(staged...)
	if err := errors.Join(os.RemoveAll(r.store), os.WriteFile(r.store, []byte("full"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		write(t, "sales.yaml", strings.Replace(small["sales.yaml"], ">= 150", fmt.Sprint(">= 17", n), 1))
		git("add", "-A")
		r.anew("the cache is gone", staged...)
		r.anew("the cache is gone", r.runs...)
	}
}

// TestReportsAreWrittenAgain writes the report of a run that was kept to the file that -o names.
func TestReportsAreWrittenAgain(t *testing.T) {
	r := inWorkspace(t, small)
	out := filepath.Join(t.TempDir(), "report.json")
	args := append(r.runs, "-f", "json", "-o", out, "-f", "text")
	lintSays(args...)
	want, err := os.ReadFile(out)
	if err != nil || len(want) == 0 {
		t.Fatal(err)
	}
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	r.plant()
	if got := lintSays(args...); !strings.Contains(got, planted) {
		t.Fatal(got)
	}
	if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the report is %q, %v; it was %q", got, err, want)
	}
}

// TestStagedRunsAreKept goes by what git says.
func TestStagedRunsAreKept(t *testing.T) {
	r := inWorkspace(t, small)
	git := committed(t)
	args := append(r.runs, "--staged")
	write(t, "sales.yaml", strings.Replace(small["sales.yaml"], ">= 150", ">= 160", 1))
	git("add", "-A")
	r.keep(args...)
	write(t, "unstaged.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: \"\"\n")
	if got := lintSays(args...); !strings.Contains(got, planted) {
		t.Errorf("what is not staged is looked at: %s", got)
	}
	git("add", "-A")
	r.anew("staging a file", args...)
	r.keep(args...)
	git("commit", "-qm", "second")
	r.anew("a commit", args...)

	trusted := append(r.runs, "--trusted-ref", "HEAD")
	before, err := os.ReadDir(r.store)
	if err != nil {
		t.Fatal(err)
	}
	lintSays(trusted...)
	if after, err := os.ReadDir(r.store); err != nil || len(after) != len(before) {
		t.Errorf("--trusted-ref writes to the cache: %v", err)
	}
	named := append(trusted, "--cache", filepath.Join(t.TempDir(), "named"))
	r.store = filepath.Join(named[len(named)-1], "lint")
	r.keep(named...)
	write(t, "sales.yaml", small["sales.yaml"])
	r.anew("a change on disk", named...)
}

// running is a team with an objective whose cycle is under way: a target that changes meanwhile is a finding.
const running = `apiVersion: kpilint/v1
kind: Team
id: sales
kpis:
  - {id: orders, name: Orders, owner: sales, direction: higher, baseline: 60 orders/month, target: ">= 80 orders/month"}
  - {id: offers, name: Offers, owner: sales, direction: higher, baseline: 90 offers/month, target: ">= 95 offers/month"}
objectives:
  - id: more
    name: More orders
    cycle: 2026-Q2
    keyResults:
      - {id: a, kpi: orders, from: 60 orders/month, to: ">= 80 orders/month"}
      - {id: b, kpi: offers, from: 90 offers/month, to: ">= 95 offers/month"}
`

// excused is an exception from the rule about such changes.
const excused = `apiVersion: kpilint/v1
kind: Exception
id: agreed
rules: [changed-mid-cycle]
for: [sales/orders]
reason: It was agreed.
approvedBy: sales
until: 2026-06-30
`

// TestOneCommitAfterAnother compares each staged change with what was there before, which an earlier run may have
// kept: as what it checked, or as what it compared with. A second run of the same starts from what the first has kept.
func TestOneCommitAfterAnother(t *testing.T) {
	r := inWorkspace(t, map[string]string{"sales.yaml": running, "support.yaml": small["more/support.yaml"]})
	git := committed(t)
	chance := rand.New(rand.NewSource(3))
	steps := []func(){
		func() { write(t, "sales.yaml", strings.Replace(running, ">= 80", ">= 70", 1)) },
		func() { write(t, "except.yaml", excused) },
		func() { write(t, "sales.yaml", strings.Replace(running, ">= 80", ">= 50", 1)) },
		func() { write(t, "sales.yaml", running) },
		func() { write(t, "more.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: more\nparent: nobody\n") },
		func() { _ = os.Remove("except.yaml") },
		func() {
			write(t, ".kpilint.yaml", "apiVersion: kpilint/v1\nkind: Config\nrules: {source-missing: error}\n")
		},
		func() { write(t, "sales.yaml", strings.Replace(running, ">= 95", ">= 85", 1)) },
	}
	staged, since := append(slices.Clone(r.runs), "--staged"), append(slices.Clone(r.runs), "--since", "HEAD~1")
	changed := false
	for n, step := range steps {
		step()
		git("add", "-A")
		said := r.anew(fmt.Sprintf("step %d", n), staged...)
		changed = changed || strings.Contains(said, "changed-mid-cycle")
		if chance.Intn(3) > 0 {
			git("commit", "-qm", "next")
			r.anew(fmt.Sprintf("the commit of step %d", n), since...)
		}
	}
	if !changed {
		t.Error("nothing is said of a target that changes in its cycle, so this test shows little")
	}
	git("add", "-A")
	lintSays(staged...)
	git("commit", "-qm", "last")
	write(t, "more.yaml", "apiVersion: kpilint/v1\nkind: Team\nid: even-more\n")
	git("add", "-A")
	r.forget()
	if got, want := lintSays(staged...), lintSays(append(staged, "--no-cache")...); got == want {
		t.Errorf("what was checked before the commit is not taken for what was there before: %s", got)
	}
}

// apartFiles is the same team with a file for each definition.
var apartFiles = map[string]string{
	"sales.yaml": "apiVersion: kpilint/v1\nkind: Team\nid: sales\n",
	"orders.yaml": `apiVersion: kpilint/v1
kind: KPI
id: orders
name: Orders
team: sales
owner: sales
direction: higher
baseline: 60 orders/month
target: ">= 80 orders/month"
`,
	"offers.yaml": `apiVersion: kpilint/v1
kind: KPI
id: offers
name: Offers
team: sales
owner: sales
direction: higher
baseline: 90 offers/month
target: ">= 95 offers/month"
`,
	"more.yaml": `apiVersion: kpilint/v1
kind: Objective
id: more
name: More orders
owner: sales
cycle: 2026-Q2
keyResults:
  - {id: a, kpi: sales/orders, from: 60 orders/month, to: ">= 80 orders/month"}
  - {id: b, kpi: sales/offers, from: 90 offers/month, to: ">= 95 offers/month"}
`,
}

// TestFilesThatChangeAlone stages changes of files of KPIs and objectives, of which alone the earlier state is joined,
// and of others. What has changed is said as without the cache.
func TestFilesThatChangeAlone(t *testing.T) {
	r := inWorkspace(t, apartFiles)
	git := committed(t)
	replace := func(name, old, now string) func() {
		return func() { write(t, name, strings.Replace(apartFiles[name], old, now, 1)) }
	}
	staged := append(slices.Clone(r.runs), "--staged")
	for _, c := range []struct {
		what   string
		change func()
		want   string
	}{
		{"a target", replace("orders.yaml", ">= 80", ">= 70"), "The target of “Orders” was changed"},
		{"a key result", replace("more.yaml", ">= 95", ">= 90"), "The end of key result"},
		{"another id", replace("orders.yaml", "id: orders", "id: order"), ""},
		{"the id of another file", replace("orders.yaml", "id: orders", "id: offers"), "is defined twice"},
		{"a file that goes", func() { _ = os.Remove("offers.yaml") }, ""},
		{"another owner, also of a file that is the same", func() {
			write(t, "role.yaml", "apiVersion: kpilint/v1\nkind: Role\nid: sales\nteam: sales\nheadcount: 2\n")
			write(t, "orders.yaml", strings.Replace(apartFiles["orders.yaml"], "owner: sales", "owner: sales/sales", 1))
		}, "The owner of “Offers” was changed"},
	} {
		c.change()
		git("add", "-A")
		if said := r.anew(c.what, staged...); !strings.Contains(said, c.want) {
			t.Errorf("%s: nothing says %q: %s", c.what, c.want, said)
		}
		git("reset", "-q", "--hard", "HEAD")
	}
}

// forget makes what was found in each state nothing, so that it is seen where somebody goes by it.
func (r *remembered) forget() {
	r.t.Helper()
	r.eachKept(func(data []byte) []byte {
		if !bytes.HasPrefix(data, []byte(foundHere)) {
			return nil
		}
		return []byte(foundHere)
	})
}

// TestContentsAreKept reads no blob again whose id is known.
func TestContentsAreKept(t *testing.T) {
	r := inWorkspace(t, small)
	git := committed(t)
	write(t, "sales.yaml", running)
	git("add", "-A")
	staged := append(r.runs, "--staged")
	want := lintSays(staged...)
	if err := os.RemoveAll(".git/objects"); err != nil { // lists are in the index, contents are nowhere else
		t.Fatal(err)
	}
	if got := lintSays(append(staged, "--no-cache")...); got == want {
		t.Fatal("contents are read from elsewhere")
	}
	git("init", "-q")
	git("add", "more") // the tree of HEAD is gone, and most contents
	_ = os.Remove(".git/refs/heads/master")
	_ = os.Remove(".git/refs/heads/main")
	if got := lintSays(staged...); strings.Contains(got, "exit code 2") {
		t.Errorf("contents that were read are read again: %s", got)
	}
}

// gitIn runs git in the working directory.
func gitIn(t *testing.T) func(args ...string) {
	return func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.com"}, args...)...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("git: %v: %s", err, said)
		}
	}
}

// committed is git in this folder, whose files are in a first commit.
func committed(t *testing.T) func(args ...string) {
	git := gitIn(t)
	git("init", "-q")
	git("add", "-A")
	git("commit", "-qm", "first")
	return git
}

// TestDamagedEntriesAreMisses damages all that is kept, and stages a change: a run then says what one without the cache
// says.
func TestDamagedEntriesAreMisses(t *testing.T) {
	r := inWorkspace(t, small)
	git := committed(t)
	staged := append(r.runs, "--staged")
	for n, damage := range []func(data []byte) []byte{
		func(data []byte) []byte { data[len(data)/2] ^= 1; return data },
		func(data []byte) []byte { data[len(data)-1] ^= 0x80; return data },
		func(data []byte) []byte { return data[:len(data)-1] },
		func(data []byte) []byte { return append(data, 0) },
		func([]byte) []byte { return nil },
	} {
		write(t, "sales.yaml", strings.Replace(small["sales.yaml"], ">= 150", fmt.Sprint(">= 16", n), 1))
		git("add", "-A")
		lintSays(staged...)
		entries, err := os.ReadDir(r.store)
		if err != nil || len(entries) < 5 {
			t.Fatal(len(entries), err)
		}
		for _, e := range entries {
			name := filepath.Join(r.store, e.Name())
			data, err := os.ReadFile(name)
			if err == nil {
				err = os.WriteFile(name, damage(data), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		write(t, "sales.yaml", strings.Replace(small["sales.yaml"], ">= 150", fmt.Sprint(">= 17", n), 1))
		git("add", "-A")
		r.anew(fmt.Sprintf("damage %d", n), staged...)
	}
}

// TestSeveralAtATime lets several runs of a staged change share an empty cache, and one that has an earlier state.
func TestSeveralAtATime(t *testing.T) {
	r := inWorkspace(t, small)
	git := committed(t)
	staged := append(r.runs, "--staged")
	for n := range 3 {
		write(t, "sales.yaml", strings.Replace(small["sales.yaml"], ">= 150", fmt.Sprint(">= 17", n), 1))
		git("add", "-A")
		want := lintSays(append(slices.Clone(staged), "--no-cache", "--jobs", "1")...)
		said := make([]string, 6)
		var all sync.WaitGroup
		for i := range said {
			all.Go(func() { said[i] = lintSays(staged...) })
		}
		all.Wait()
		for i, got := range said {
			if got != want {
				t.Errorf("run %d of change %d says\n%s\nand without the cache\n%s", i, n, got, want)
			}
		}
	}
}

// TestOwnRulesRunElsewhere holds that lint has rules of strangers run in another process, and goes on itself.
func TestOwnRulesRunElsewhere(t *testing.T) {
	r := inWorkspace(t, small)
	var said, errs bytes.Buffer
	elsewhere := runsElsewhere(t, func() {
		a := &app{ctx: context.Background(), in: strings.NewReader(""), out: &said, err: &errs,
			elsewhere: func([]byte) int { t.Error("the command line goes on elsewhere"); return exitClean }}
		a.git = newIndexes(a.ctx)
		a.run(append([]string{"lint", "--no-cache"}, r.runs...))
	})
	want := lintSays(append(r.runs, "--no-cache")...)
	if !elsewhere || !strings.HasPrefix(want, said.String()+"\n"+errs.String()) {
		t.Errorf("elsewhere: %v; it says\n%s\nand in this process\n%s", elsewhere, &said, want)
	}
}

// TestElsewhereAtOnce holds that a run in which mappings of strangers take part is handed to another process at once
// where the one before was, whatever has changed, until that process sees that none takes part.
func TestElsewhereAtOnce(t *testing.T) {
	r := inWorkspace(t, small)
	write(t, "people.map.yaml", "apiVersion: kpilint/v1\nkind: Mapping\n")
	write(t, "people.csv", "Role,Headcount\nSales,3\n")
	write(t, ".kpilint.yaml", small[".kpilint.yaml"]+"sources:\n  - {files: people.csv, mapping: people.map.yaml}\n")
	handed := func() bool {
		t.Helper()
		var said bytes.Buffer
		handed := false
		a := &app{ctx: context.Background(), in: strings.NewReader(""), out: &said, err: &said,
			elsewhere: func([]byte) int { handed = true; return exitClean }}
		a.git = newIndexes(a.ctx)
		a.run(append([]string{"lint"}, r.runs...))
		return handed
	}
	if !handed() {
		t.Fatal("mappings of strangers run in this process")
	}
	write(t, ".kpilint.yaml", "this: is no configuration")
	if !handed() {
		t.Error("the configuration is read before the run is handed on")
	}
	s, err := cache.Open(r.store)
	if err != nil {
		t.Fatal(err)
	}
	key := cache.KeyOf("a run")
	(&app{}).noteElsewhere(s, key, true)
	if elsewhereBefore(s, key) != commandElsewhere {
		t.Error("it is not kept that a run was handed on")
	}
	(&app{}).noteElsewhere(s, key, false) // it has not come to the rules
	if elsewhereBefore(s, key) != commandElsewhere {
		t.Error("it is forgotten by a run that was stopped early")
	}
	asked := worker.NewServer()
	(&app{server: asked}).noteElsewhere(s, key, false)
	if elsewhereBefore(s, key) != commandElsewhere {
		t.Error("a process that was asked nothing has run rules")
	}
	asked.Remote("")
	(&app{server: asked}).noteElsewhere(s, key, false)
	if elsewhereBefore(s, key) != rulesElsewhere {
		t.Error("it is not kept that rules ran elsewhere")
	}
	(&app{alone: true}).noteElsewhere(s, key, false)
	if elsewhereBefore(s, key) != "" {
		t.Error("a run without rules of strangers is handed on")
	}
}

// TestWhatFailsIsTriedAgain keeps no run with errors of rules or files.
func TestWhatFailsIsTriedAgain(t *testing.T) {
	r := inWorkspace(t, small)
	lintSays(r.runs...)
	for name, args := range map[string][]string{
		"a path that is missing": append(r.runs, "missing"),
		"a rule that is broken":  append(r.runs, "--rules", "broken"),
	} {
		write(t, "broken/definition/bad/rule.yaml", "id: bad\n")
		if got := lintSays(args...); !strings.HasSuffix(got, "2") && !strings.HasSuffix(got, "3") {
			t.Fatalf("%s: %s", name, got)
		}
		r.plant()
		if got := lintSays(args...); strings.Contains(got, planted) {
			t.Errorf("%s is kept", name)
		}
	}
}

// TestFlagsOfTheCache neither read nor write where they should not.
func TestFlagsOfTheCache(t *testing.T) {
	r := inWorkspace(t, small)
	lintSays(append(r.runs, "--no-cache")...)
	if _, err := os.Stat(r.store); err == nil {
		t.Error("--no-cache makes a cache")
	}
	r.keep(r.runs...)
	if got := lintSays(append(r.runs, "--no-cache")...); strings.Contains(got, planted) {
		t.Error("--no-cache uses the cache")
	}
	if err := os.Mkdir(".git", 0o755); err != nil {
		t.Fatal(err)
	}
	got := lintSays(append(r.runs, "--cache", "here")...)
	if !strings.Contains(got, "--cache here: it lies in a git repository") {
		t.Error(got)
	}
	t.Setenv(cacheVariable, "here")
	lintSays(r.runs...)
	if _, err := os.Stat("here"); err == nil {
		t.Error("a cache is made in a repository")
	}
}

// TestItself is a digest of the program, whatever the cache says of another one.
func TestItself(t *testing.T) {
	s, err := cache.Open(filepath.Join(t.TempDir(), "cache"))
	if err != nil {
		t.Fatal(err)
	}
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want := sha256.Sum256(data)
	for range 2 {
		if got, err := itself(s); err != nil || got != string(want[:]) {
			t.Errorf("the digest of this program is %x, %v; want %x", got, err, want)
		}
	}
}

// TestRandomEdits makes changes by chance, and compares each run with one without the cache. Some go back to what was.
func TestRandomEdits(t *testing.T) {
	r := inWorkspace(t, small)
	chance := rand.New(rand.NewSource(1))
	names := []string{"sales.yaml", "more/support.yaml", "except.yaml", ".kpilint.yaml", ".gitignore", "draft.yaml",
		house}
	for n := range 12 {
		name := names[chance.Intn(len(names))]
		data := []byte(small[name])
		switch chance.Intn(4) {
		case 0:
			at := chance.Intn(len(data))
			data = bytes.Clone(data)
			data[at] = "0123456789-x"[chance.Intn(12)]
		case 1:
			data = append(bytes.Clone(data), "# nothing\n"...)
		case 2:
			if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			r.anew(fmt.Sprintf("edit %d, %s goes", n, name), r.runs...)
			continue
		}
		write(t, name, string(data))
		r.anew(fmt.Sprintf("edit %d of %s", n, name), r.runs...)
	}
}
