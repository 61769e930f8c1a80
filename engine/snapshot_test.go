package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

// tree is a folder of testdata below a name, in memory.
func tree(t testing.TB, dir, below string) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		all[path.Join(below, name)] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// shown is an organisation as `kpilint model` shows it.
func shown(t testing.TB, o *engine.Organisation) []byte {
	t.Helper()
	model, err := json.Marshal(&o.Organisation)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// printed is all that a run shows beside it: the JSON report, and the text with what nobody read.
func printed(t testing.TB, r *engine.Report) string {
	t.Helper()
	var text bytes.Buffer
	if err := report.Text(&text, r, report.Options{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s\n%s\n%v\n%v\n%v\n", write(t, report.JSON, r), &text, r.Skips, r.Unreadable, r.Notices)
}

// An editor makes random edits of files.
type editor struct {
	*rand.Rand
	files fstest.MapFS
	ids   []string // that somebody wrote
}

var (
	aNumber = regexp.MustCompile(`\d+`)
	anID    = regexp.MustCompile(`\bid: ([a-z-]+)`)
	aKind   = regexp.MustCompile(`\bkind: [A-Za-z]+`)
)

// some is one of the definition files, "" where there are none.
func (e *editor) some() string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(e.files)), func(name string) bool { return path.Ext(name) == "" })
	if len(names) == 0 {
		return ""
	}
	return names[e.IntN(len(names))]
}

// edit changes one file, and returns its name and contents, nil where it is gone.
func (e *editor) edit() (name string, contents []byte) {
	name = e.some()
	if name == "" {
		return "new.yaml", []byte("apiVersion: kpilint/v1\nkind: Team\nid: sales\n")
	}
	data := e.files[name].Data
	switch lines := bytes.SplitAfter(data, []byte("\n")); e.IntN(13) {
	case 0: // a line less
		return name, bytes.Join(slices.Delete(lines, 0, 1), nil)
	case 1:
		at := e.IntN(len(lines))
		return name, bytes.Join(slices.Delete(lines, at, at+1), nil)
	case 2, 3:
		return name, e.replace(data, aNumber, fmt.Sprint(e.IntN(100)))
	case 4: // a name that others have, or nobody
		return name, e.replace(data, anID, "id: "+e.ids[e.IntN(len(e.ids))])
	case 5:
		return name, e.replace(data, anID, "id: nobody")
	case 6:
		kinds := []string{"KPI", "Team", "Role", "Objective", "Calendar", "Exception", "Organisation", "Nothing"}
		return name, e.replace(data, aKind, "kind: "+kinds[e.IntN(len(kinds))])
	case 7: // no YAML from here on
		at := e.IntN(len(data) + 1)
		return name, slices.Concat(data[:at], []byte("\n\t{["), data[at:])
	case 8:
		return name, nil
	case 9: // a copy: everything in it is defined twice
		return []string{"copy.yaml", "a/b/copy.yaml", "zz.md", ".hidden.yaml", "copy.txt"}[e.IntN(5)], data
	case 10: // what is found
		hidden := [][]byte{nil, []byte("a/\n"), []byte("*.yaml\n!organisation.yaml\n"), []byte("s*\n")}
		return []string{".gitignore", "a/.gitignore"}[e.IntN(2)], hidden[e.IntN(len(hidden))]
	case 11: // a folder that is a rule, or none
		return []string{"a/rule.yaml", "a/b/rule.yaml"}[e.IntN(2)], []byte("id: " + []string{"a", "b"}[e.IntN(2)] + "\n")
	default: // others' documents, or ours with ignores
		return []string{"others.yaml", "a/pointer.yaml"}[e.IntN(2)], []byte([]string{
			"kind: Deployment\n---\nx: 1\n", "", "version: https://git-lfs.github.com/spec/v1\noid sha256:1\n",
			"apiVersion: kpilint/v1\nkind: KPI # kpilint:ignore source-missing -- because\nid: calls\nowner: sales\n" +
				"target: 5 calls/day # kpilint:ignore nothing -- because\n",
		}[e.IntN(4)])
	}
}

// replace puts a text in the place of one that fits.
func (e *editor) replace(data []byte, what *regexp.Regexp, with string) []byte {
	all := what.FindAllIndex(data, -1)
	if len(all) == 0 {
		return data
	}
	at := all[e.IntN(len(all))]
	return slices.Concat(data[:at[0]], []byte(with), data[at[1]:])
}

// apply does to the files what an edit says.
func (e *editor) apply(name string, contents []byte) {
	if e.files = maps.Clone(e.files); contents == nil {
		delete(e.files, name)
		return
	}
	e.files[name] = &fstest.MapFile{Data: contents}
}

// TestWithIsAFreshRun holds that a snapshot after any edits gives what a new one of the edited files does, to the byte.
func TestWithIsAFreshRun(t *testing.T) {
	e := newEngine(t, nil)
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 7))
		workspace := []string{"acme", "hospital", "parcel", "software", "posthog", "sourcegraph"}[r.IntN(6)]
		ed := &editor{Rand: r, files: tree(t, "../testdata/"+workspace, "")}
		if r.IntN(4) == 0 { // two organisations in one
			maps.Copy(ed.files, tree(t, "../testdata/posthog", "a"))
		}
		for _, name := range slices.Sorted(maps.Keys(ed.files)) { // a part of it is as good, and quicker
			if r.IntN(2) == 0 {
				delete(ed.files, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(ed.files)) {
			for _, id := range anID.FindAllSubmatch(ed.files[name].Data, -1) {
				ed.ids = append(ed.ids, string(id[1]))
			}
		}
		ed.ids = append(ed.ids, "sales")
		in := engine.Input{Track: r.IntN(2) == 0}
		if r.IntN(4) == 0 {
			in.Paths = []string{".", "copy.yaml", ed.some()}
		}
		if r.IntN(4) == 0 {
			in.Only = []string{ed.some(), "copy.yaml"}
		}
		t.Run(fmt.Sprint(workspace, seed), func(t *testing.T) { edited(t, e, in, ed, 5) })
	}
}

// edited compares, after each of some edits, the snapshot with a new one.
func edited(t *testing.T, e *engine.Engine, in engine.Input, ed *editor, edits int) {
	in.FS = ed.files
	s, err := e.Snapshot(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	var done []string
	for range edits {
		name, contents := ed.edit()
		ed.apply(name, contents)
		s = s.With(name, contents)
		done = append(done, fmt.Sprintf("%s: %q", name, contents))
		in.FS = ed.files
		if want, got := ofInput(t, e, in), ofSnapshot(t, e, in, s); got != want {
			t.Fatalf("after %s\n(-fresh +with):\n%s", strings.Join(done, "\n"),
				cmp.Diff(strings.FieldsFunc(want, ends), strings.FieldsFunc(got, ends)))
		}
	}
}

// ends reports where a difference may be cut.
func ends(r rune) bool { return r == '\n' || r == ',' }

func ofInput(t testing.TB, e *engine.Engine, in engine.Input) string {
	t.Helper()
	o, err := e.Read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return allOf(t, e, in, o)
}

func ofSnapshot(t testing.TB, e *engine.Engine, in engine.Input, s *engine.Snapshot) string {
	t.Helper()
	o, err := s.Organisation(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return allOf(t, e, in, o)
}

// allOf is what the model and the report say; judging adds to the facts of exceptions.
func allOf(t testing.TB, e *engine.Engine, in engine.Input, o *engine.Organisation) string {
	t.Helper()
	model := shown(t, o)
	r, err := e.Judge(context.Background(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	return printed(t, r) + string(model)
}

// TestSnapshotIsUnchanged holds that a snapshot gives the same any number of times, also at the same time, and after
// others were made of it.
func TestSnapshotIsUnchanged(t *testing.T) {
	e := newEngine(t, nil)
	for _, workspace := range []string{"acme", "hospital", "software"} {
		s, err := e.Snapshot(t.Context(), engine.Input{FS: tree(t, "../testdata/"+workspace, ""), Track: true})
		if err != nil {
			t.Fatal(err)
		}
		var all [4]string
		var wg sync.WaitGroup
		for i := range all {
			wg.Go(func() {
				s.With("new.yaml", []byte("apiVersion: kpilint/v1\nkind: Team\nid: sales\n"))
				r, err := s.Lint(context.Background())
				if err != nil {
					t.Error(err)
					return
				}
				all[i] = printed(t, r) + string(shown(t, &engine.Organisation{Organisation: *r.Model}))
			})
		}
		wg.Wait()
		for _, again := range all[1:] {
			if again != all[0] {
				t.Errorf("%s, once more: %s", workspace, cmp.Diff(all[0], again))
			}
		}
	}
}

// TestWithWhatSteers holds that files are found anew when what decides on it changes, and that one that is named from
// then on is read as such.
func TestWithWhatSteers(t *testing.T) {
	e := newEngine(t, nil)
	const team = "apiVersion: kpilint/v1\nkind: Team\nid: t\n"
	for _, c := range []struct {
		name, file, before, after string
		paths                     []string
	}{
		{"a folder becomes a rule", "a/rule.yaml", team, "id: a\n", nil},
		{"a folder becomes none", "a/rule.yaml", "id: a\n", team, nil},
		{"a file is left out and named", ".gitignore", "#\n", "broken.yaml\n", []string{".", "broken.yaml"}},
		{"a named .gitignore", ".gitignore", "#\n", "a/\n", []string{".", ".gitignore"}},
		{"a file that was missing", "new.yaml", "", team, []string{"new.yaml"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := fstest.MapFS{"a/team.yaml": {Data: []byte(team)}, "broken.yaml": {Data: []byte("a: {[\n")}}
			if c.before != "" {
				all[c.file] = &fstest.MapFile{Data: []byte(c.before)}
			}
			in := engine.Input{FS: all, Paths: c.paths}
			s, err := e.Snapshot(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			was := ofSnapshot(t, e, in, s)
			s = s.With(c.file, []byte(c.after))
			all[c.file] = &fstest.MapFile{Data: []byte(c.after)}
			want, got := ofInput(t, e, in), ofSnapshot(t, e, in, s)
			if want == was {
				t.Error("nothing changes, so this tests nothing")
			}
			if got != want {
				t.Error(cmp.Diff(want, got))
			}
		})
	}
}

// TestWithGivenFiles holds that what stands in for a file can change too, and takes the file with it when it is gone.
func TestWithGivenFiles(t *testing.T) {
	e := newEngine(t, nil)
	const team = "apiVersion: kpilint/v1\nkind: Team\nid: "
	below := fstest.MapFS{"a.yaml": {Data: []byte(team + "below\n")}, "b.yaml": {Data: []byte(team + "b\n")}}
	given := map[string][]byte{"a.yaml": []byte(team + "given\n")}
	s, err := e.Snapshot(t.Context(), engine.Input{FS: below, Given: given})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ contents, want string }{
		{team + "changed\n", "b changed"}, {"", "b"}, {team + "back\n", "b back"},
	} {
		var contents []byte
		if step.contents != "" {
			contents = []byte(step.contents)
		}
		s = s.With("a.yaml", contents)
		o, err := s.Organisation(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(o.Model.Names("Team"), " "); got != step.want {
			t.Errorf("with %q there are %s, want %s", step.contents, got, step.want)
		}
	}
}

// TestWithFollowsLinks holds that what changes is the file behind a link, which is read by its own name.
func TestWithFollowsLinks(t *testing.T) {
	e := newEngine(t, nil)
	const team = "apiVersion: kpilint/v1\nkind: Team\nid: "
	below := fstest.MapFS{
		"real/a.yaml": {Data: []byte(team + "a\n")}, "folder": {Data: []byte("real"), Mode: fs.ModeSymlink},
		"link.yaml": {Data: []byte("real/a.yaml"), Mode: fs.ModeSymlink},
	}
	for _, name := range []string{"folder/a.yaml", "link.yaml", "./real/../folder/a.yaml"} {
		s, err := e.Snapshot(t.Context(), engine.Input{FS: below, Paths: []string{"real"}})
		if err != nil {
			t.Fatal(err)
		}
		o, err := s.With(name, []byte(team+"b\n")).Organisation(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(o.Model.Names("Team"), " "); got != "b" {
			t.Errorf("%s changed, and there is %s", name, got)
		}
	}
}

// TestWithShares holds that a change of one file costs what this file costs, however many others there are.
func TestWithShares(t *testing.T) {
	cost := func(n int) uint64 {
		all := generate(n)
		s, err := newEngine(t, func(o *engine.Options) { o.Jobs = 1 }).Snapshot(t.Context(), engine.Input{FS: all})
		if err != nil {
			t.Fatal(err)
		}
		data, least := all["kpi-1.yaml"].Data, uint64(math.MaxUint64)
		for range 3 { // a collection may empty what is used again
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s.With("kpi-1.yaml", data)
			runtime.ReadMemStats(&after)
			least = min(least, after.Mallocs-before.Mallocs)
		}
		return least
	}
	if few, many := cost(100), cost(1000); many > few+50 {
		t.Errorf("among 1,000 files a change takes %d allocations, among 100 it takes %d", many, few)
	}
}

// TestPlacesInFiles holds that what is wrong in a file, and an ignore in it, belong to the definition there, by its
// full name.
func TestPlacesInFiles(t *testing.T) {
	const kpi = "apiVersion: kpilint/v1\nkind: Team\nid: %s\nkpis:\n" +
		"  - {id: calls, effort: many} # kpilint:ignore source-missing -- because\n"
	r := lint(t, fstest.MapFS{
		"a.yaml": {Data: fmt.Appendf(nil, kpi, "a")}, "b.yaml": {Data: fmt.Appendf(nil, kpi, "b")},
	}, nil)
	var found []string
	for _, f := range r.Findings {
		if f.Name() == "definition-file/bad-quantity" {
			found = append(found, f.Location.File+" "+f.Resource.ID)
		}
	}
	for _, i := range r.Ignores {
		found = append(found, i.File+" "+i.Resource.ID)
	}
	want := []string{"a.yaml a/calls", "b.yaml b/calls", "a.yaml a/calls", "b.yaml b/calls"}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}
