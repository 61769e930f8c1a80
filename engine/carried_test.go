package engine_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/rules"
)

// earlier is what an earlier run found out, and which definitions it read.
type earlier struct {
	*engine.Carried
	packed []*engine.Packed
}

// after lints files with what an earlier run left, and gives what it says and what it leaves: nil where it found out
// nothing that is kept.
func after(t testing.TB, e *engine.Engine, files fs.FS, was *earlier) (string, *earlier) {
	t.Helper()
	in := engine.Input{FS: files, Carry: true}
	if was != nil {
		in.Carried, in.Packed = was.Carried, was.packed
	}
	r, err := e.Lint(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	said := printed(t, r)
	if r.Carried == nil {
		return said, nil
	}
	kept := &earlier{packed: in.Packed}
	if kept.Carried, err = engine.DecodeCarried(r.Carried.Encode()); err != nil {
		t.Fatal(err)
	}
	var most *engine.Packed
	if len(in.Packed) > 0 {
		most = in.Packed[len(in.Packed)-1]
	}
	data, n := r.Read.Pack(most)
	packed := engine.Unpack(data)
	if packed == nil {
		t.Fatal("what was packed cannot be read")
	}
	if n > 0 && most != nil {
		kept.packed = []*engine.Packed{packed, most}
	} else if n > 0 {
		kept.packed = []*engine.Packed{packed}
	}
	return said, kept
}

// manyOrganisations are files of workspaces, of examples of rules, and of shapes that are hard on a checker.
func manyOrganisations(t testing.TB) map[string]fstest.MapFS {
	t.Helper()
	all := map[string]fstest.MapFS{}
	for _, workspace := range []string{"acme", "hospital", "parcel", "software", "posthog", "sourcegraph"} {
		all[workspace] = tree(t, "../testdata/"+workspace, "")
	}
	examples, err := fs.Glob(rules.FS, "*/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range examples {
		if base := path.Base(name); base == "pass.yaml" || base == "fail.yaml" {
			data, err := fs.ReadFile(rules.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = fstest.MapFS{"all.yaml": {Data: data}}
		}
	}
	for _, shape := range organisation.Shapes {
		all[shape.Name] = made(t, organisation.Options{Definitions: 12, PerFile: 4, Shape: shape.Name})
	}
	all["company"] = made(t, organisation.Options{Definitions: 120, PerFile: 1, Flawed: true})
	return all
}

// made is an organisation in memory.
func made(t testing.TB, o organisation.Options) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	_, err := organisation.Write(o, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: slices.Clone(data)}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// slightly changes one number or word of a line, or leaves the line out; there are so many ways.
func slightly(line string, way int) (string, bool) {
	at := aNumber.FindAllStringIndex(line, -1)
	switch {
	case way == 0:
		return "", true
	case way <= 2*len(at):
		of := at[(way-1)/2]
		with := "0"
		if way%2 == 0 {
			with = "9" + line[of[0]:of[1]]
		}
		return line[:of[0]] + with + line[of[1]:], true
	case way == 2*len(at)+1:
		key, value, ok := strings.Cut(line, ": ")
		return key + ": x" + value, ok
	}
	return "", false
}

// TestCarriedIsAFreshRun makes a small change by chance, and holds that a run that takes over what was found before it
// says what a fresh one says, to the byte. Changes are also made one after the other.
func TestCarriedIsAFreshRun(t *testing.T) {
	e := newEngine(t, func(o *engine.Options) { o.Jobs = 1 })
	all := manyOrganisations(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		carriedIsFresh(t, e, name, all[name])
	}
}

// TestCarriedAwayIsAFreshRun holds the same where rules of strangers are handed what they judge.
func TestCarriedAwayIsAFreshRun(t *testing.T) {
	runner := &here{remote: engine.NewRemote(nil)}
	e := newEngine(t, func(o *engine.Options) {
		o.Packs[0].Trusted, o.Runner = true, runner
		o.Packs = append(o.Packs, engine.Pack{FS: foreign(t), Dir: ".", Name: "pack"})
	})
	all := manyOrganisations(t)
	for _, name := range []string{"acme", "company", "hospital", "software"} {
		carriedIsFresh(t, e, name, all[name])
	}
	if runner.asked < 40 {
		t.Errorf("the runner was asked %d times", runner.asked)
	}
}

func carriedIsFresh(t *testing.T, e *engine.Engine, name string, files fstest.MapFS) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 9))
	_, was := after(t, e, files, nil)
	for n := range 4 {
		file, line, now := otherLine(r, files)
		want, _ := after(t, e, now, nil)
		got, kept := after(t, e, now, was)
		if want != got {
			t.Errorf("%s after change %d, %s:%d (-fresh +carried):\n%s", name, n, file, line,
				cmp.Diff(strings.FieldsFunc(want, ends), strings.FieldsFunc(got, ends)))
		}
		if kept != nil && r.IntN(2) == 0 {
			files, was = now, kept
		}
	}
}

// TestEveryFieldIsSeen changes lines of the fields of each kind of definition, one at a time, and holds that a run that
// goes by what was left before the change says what a fresh one says.
func TestEveryFieldIsSeen(t *testing.T) {
	e := newEngine(t, func(o *engine.Options) { o.Jobs = 1 })
	r := rand.New(rand.NewPCG(4, 2))
	files := tree(t, "../testdata/acme", "")
	_, was := after(t, e, files, nil)
	if was == nil {
		t.Fatal("nothing is kept")
	}
	seen, kind := map[string]bool{}, regexp.MustCompile(`(?m)^kind: (\w+)`)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		lines := strings.SplitAfter(string(files[name].Data), "\n")
		of := kind.FindString(string(files[name].Data))
		for i, line := range lines {
			key, _, ok := strings.Cut(strings.TrimLeft(line, " -"), ":")
			field := of + " " + key
			if !ok || seen[field] || r.IntN(2) == 0 { // mostly there is another one
				continue
			}
			seen[field] = true
			with, ok := slightly(line, 1+r.IntN(3))
			if !ok {
				with, _ = slightly(line, 0)
			}
			now := maps.Clone(files)
			text := strings.Join(slices.Concat(lines[:i], []string{with}, lines[i+1:]), "")
			now[name] = &fstest.MapFile{Data: []byte(text)}
			want, _ := after(t, e, now, nil)
			if got, _ := after(t, e, now, was); want != got {
				t.Errorf("%s:%d with %q (-fresh +carried):\n%s", name, i+1, with,
					cmp.Diff(strings.FieldsFunc(want, ends), strings.FieldsFunc(got, ends)))
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d fields were changed", len(seen))
	}
}

// otherLine are files of which one has another line.
func otherLine(r *rand.Rand, files fstest.MapFS) (name string, line int, now fstest.MapFS) {
	names := slices.Sorted(maps.Keys(files))
	name = names[r.IntN(len(names))]
	lines := strings.SplitAfter(string(files[name].Data), "\n")
	line = r.IntN(len(lines))
	with, ok := slightly(lines[line], 1+r.IntN(4))
	if !ok {
		with, _ = slightly(lines[line], 0)
	}
	text := strings.Join(slices.Concat(lines[:line], []string{with}, lines[line+1:]), "")
	now = maps.Clone(files)
	now[name] = &fstest.MapFile{Data: []byte(text)}
	return name, line + 1, now
}

// TestCarriedLeavesWorkOut holds that a change of a few numbers lets rules run on the KPIs that have them, and no more.
func TestCarriedLeavesWorkOut(t *testing.T) {
	e := newEngine(t, func(o *engine.Options) { o.Clock = func() time.Duration { return 0 } })
	runs := func() int {
		for _, s := range e.Profile().Rules {
			if s.Name == "definition/direction-contradicts" {
				return s.Runs
			}
		}
		return 0
	}
	files := made(t, organisation.Options{Definitions: 200, PerFile: 1})
	_, was := after(t, e, files, nil)
	before := runs()
	const name = "team-0/KPI-calls-0-0.yaml"
	files[name].Data = regexp.MustCompile(`target: ">= \d+`).ReplaceAll(files[name].Data, []byte(`target: ">= 4`))
	after(t, e, files, was)
	if n := runs() - before; before < 100 || n != 1 {
		t.Errorf("a rule ran on %d KPIs, and after a change of one on %d", before, n)
	}
}

// TestCarriedFindings holds that what rules found of other KPIs is told after a change of one, and not found again.
func TestCarriedFindings(t *testing.T) {
	const rule = "definition/direction-contradicts"
	e := newEngine(t, func(o *engine.Options) { o.Clock = func() time.Duration { return 0 } })
	runs := func() int {
		for _, s := range e.Profile().Rules {
			if s.Name == rule {
				return s.Runs
			}
		}
		return 0
	}
	files := made(t, organisation.Options{Definitions: 300, PerFile: 1, Flawed: true})
	said, was := after(t, e, files, nil)
	if n := strings.Count(said, `"rule": "direction-contradicts"`); n < 2 {
		t.Fatalf("the rule finds %d", n)
	}
	const name = "team-0/KPI-calls-0-0.yaml"
	files[name].Data = regexp.MustCompile(`target: ">= \d+`).ReplaceAll(files[name].Data, []byte(`target: ">= 4`))
	for range 2 { // also what was taken is left for the next run
		before := runs()
		if said, was = after(t, e, files, was); runs()-before > 1 {
			t.Errorf("the rule ran on %d KPIs after a change of one", runs()-before)
		}
		if want, _ := after(t, e, files, nil); said != want {
			t.Errorf("(-fresh +carried):\n%s", cmp.Diff(want, said))
		}
		files[name].Data = append(files[name].Data, "# a line more\n"...)
	}
}

// TestCarriedObjectives holds that rules about objectives are run again on those whose key results name a KPI that has
// changed, and on no others.
func TestCarriedObjectives(t *testing.T) {
	const rule, found = "definition/key-result-unclear", `"rule": "key-result-unclear"`
	e := newEngine(t, func(o *engine.Options) { o.Clock = func() time.Duration { return 0 } })
	runs := func() int {
		for _, s := range e.Profile().Rules {
			if s.Name == rule {
				return s.Runs
			}
		}
		return 0
	}
	kpi := func(id, actual string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("apiVersion: kpilint/v1\nkind: KPI\nid: " + id + "\nowner: sales\n" +
			"target: \">= 90 orders/month\"\nactuals: {2026-04: " + actual + "}\n")}
	}
	files := fstest.MapFS{
		"team.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: sales\n")},
		"a.yaml":    kpi("a", "85 orders/month"), "b.yaml": kpi("b", "85 orders/month"),
	}
	for _, id := range []string{"a", "b"} {
		files["more-"+id+".yaml"] = &fstest.MapFile{Data: []byte("apiVersion: kpilint/v1\nkind: Objective\n" +
			"id: more-" + id + "\nname: More\nowner: sales\ncycle: 2026-Q2\nkeyResults:\n" +
			"  - {id: x, kpi: " + id + ", from: 10 orders/month, to: \">= 90 orders/month\"}\n")}
	}
	said, was := after(t, e, files, nil)
	if before := runs(); before != 2 || strings.Contains(said, found) {
		t.Fatalf("the rule ran on %d objectives: %s", before, said)
	}
	files["a.yaml"] = kpi("a", "12 orders/month")
	before := runs()
	said, _ = after(t, e, files, was)
	if n := runs() - before; n != 1 || !strings.Contains(said, found) {
		t.Errorf("after a change of one KPI the rule ran on %d objectives: %s", n, said)
	}
}

// TestCarriedNames holds that what a name says otherwise than its target is told as long as it is so, whichever number
// changes.
func TestCarriedNames(t *testing.T) {
	const found, named = `"rule": "name-contradicts-number"`, "team-0/KPI-quality-0-0.yaml"
	e := newEngine(t, nil)
	files := made(t, organisation.Options{Definitions: 100, PerFile: 1})
	name := regexp.MustCompile(`(?m)^name: .*$`)
	files[named].Data = name.ReplaceAll(files[named].Data, []byte("name: 80 % of calls help"))
	_, was := after(t, e, files, nil)
	for i, step := range []struct {
		id, target string
		found      int
	}{{"quality-0-0", "85%", 1}, {"calls-0-0", "4 calls/person/day", 1}, {"quality-0-1", "99%", 1},
		{"quality-0-0", "80%", 0}, {"calls-0-0", "3 calls/person/day", 0}, {"quality-0-0", "90%", 1}} {
		f := files["team-0/KPI-"+step.id+".yaml"]
		f.Data = regexp.MustCompile(`(?m)^target: .*$`).ReplaceAll(f.Data, []byte(`target: ">= `+step.target+`"`))
		var said string
		if said, was = after(t, e, files, was); strings.Count(said, found) != step.found {
			t.Errorf("step %d: found %d times, want %d", i, strings.Count(said, found), step.found)
		}
	}
}

// TestCarriedIsTorn holds that bytes which are no state are an error, whatever they are, and never one of ours.
func TestCarriedIsTorn(t *testing.T) {
	_, was := after(t, newEngine(t, nil), made(t, organisation.Options{Definitions: 30, PerFile: 1, Flawed: true}), nil)
	data := was.Encode()
	for n := range data {
		if _, err := engine.DecodeCarried(data[:n]); err == nil {
			t.Fatalf("the first %d bytes of %d are taken for a state", n, len(data))
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		torn := bytes.Clone(data)
		torn[r.IntN(len(torn))] ^= byte(1 + r.IntN(255))
		_, _ = engine.DecodeCarried(torn) // it may be another state, and its checksum is held elsewhere
	}
}

// TestCarriedSoundFiles holds that a file in which something is wrong is held to its schema each time, and one in which
// nothing was wrong is not.
func TestCarriedSoundFiles(t *testing.T) {
	e := newEngine(t, nil)
	files := fstest.MapFS{"a.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: a\nwrong: 1\n")}}
	_, was := after(t, e, files, nil)
	if said, _ := after(t, e, files, was); !strings.Contains(said, "unknown-field") {
		t.Errorf("nothing is said of a file in which something is wrong: %s", said)
	}
	was.Files[0].Others[0]++ // as if it were sound
	if said, _ := after(t, e, files, was); strings.Contains(said, "unknown-field") {
		t.Errorf("a sound file is held to its schema again: %s", said)
	}
}
