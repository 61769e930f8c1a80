package organisation_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/rules"
)

func files(t *testing.T, o organisation.Options) (fstest.MapFS, []organisation.Flaw) {
	t.Helper()
	all := fstest.MapFS{}
	flaws, err := organisation.Write(o, func(name string, data []byte) error {
		if all[name] != nil || !fs.ValidPath(name) {
			return fmt.Errorf("a file is called %q, and it may be the second", name)
		}
		all[name] = &fstest.MapFile{Data: slices.Clone(data)}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, flaws
}

func lint(t *testing.T, files fstest.MapFS) *engine.Report {
	t.Helper()
	day, err := calendar.ParseDate("2026-02-20")
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(engine.Options{Packs: []engine.Pack{{FS: rules.FS, Dir: "."}}, AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Lint(context.Background(), engine.Input{FS: files})
	if err != nil || len(r.Errors) > 0 || len(r.Unreadable) > 0 {
		t.Fatal(r, err)
	}
	return r
}

// TestSound holds that a sound organisation has no finding, whatever the size and the form of its files, and as many
// definitions as were asked for.
func TestSound(t *testing.T) {
	for _, o := range []organisation.Options{
		{Definitions: 10, PerFile: 1}, {Definitions: 100, PerFile: 1, JSON: true}, {Definitions: 850, PerFile: 40},
		{Definitions: 1000, PerFile: 7, JSON: true, Seed: 5},
	} {
		all, flaws := files(t, o)
		r := lint(t, all)
		if len(r.Findings) > 0 || len(flaws) > 0 {
			t.Errorf("%+v: %d findings, the first: %v; flaws %v", o, len(r.Findings), r.Findings[:1], flaws)
		}
		if want := (o.Definitions + o.PerFile - 1) / o.PerFile; r.Summary.Definitions != o.Definitions || len(all) != want {
			t.Errorf("%+v: %d definitions in %d files", o, r.Summary.Definitions, len(all))
		}
	}
}

// TestFlawed holds that the list of flaws says, of the rules that it is about, neither more nor less than is found.
func TestFlawed(t *testing.T) {
	all, flaws := files(t, organisation.Options{Definitions: 1000, PerFile: 1, Flawed: true})
	seeded, kinds := map[string]bool{}, map[string]bool{}
	for _, f := range flaws {
		seeded[f.Rule+" "+f.Resource+" "+f.File] = true
		kinds[f.Rule] = true
	}
	if len(kinds) != len(organisation.Comparable) {
		t.Errorf("only %d rules have flaws: %v", len(kinds), kinds)
	}
	found := map[string]bool{}
	for _, f := range lint(t, all).Findings {
		if f.Outcome == engine.Violated && slices.Contains(organisation.Comparable, f.Rule) {
			found[f.Rule+" "+f.Resource.ID+" "+f.Location.File] = true
		}
	}
	if diff := cmp.Diff(seeded, found); diff != "" {
		t.Errorf("seeded, and found:\n%s", diff)
	}
}

// TestSameBytes holds that measurements of one year and another are of the same files. A change of what is made
// changes the sum.
func TestSameBytes(t *testing.T) {
	sum := sha256.New()
	for _, shape := range append([]organisation.Shape{{}}, organisation.Shapes...) {
		for _, json := range []bool{false, true} {
			_, err := organisation.Write(organisation.Options{Definitions: 120, PerFile: 8, Seed: 3, Flawed: true, JSON: json,
				Shape: shape.Name}, func(name string, data []byte) error {
				_, err := fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	const want = "9731ce4d81ade92d7254e339aca15cd0a41f24b8a10dc30e812fe3ff980a5059"
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != want {
		t.Errorf("the files have the sum %s, not %s", got, want)
	}
}

// TestShapes holds that each shape has as many definitions as are asked for, all of which can be read.
func TestShapes(t *testing.T) {
	for _, s := range organisation.Shapes {
		all, _ := files(t, organisation.Options{Definitions: 62, PerFile: 1000, Shape: s.Name})
		r := lint(t, all)
		if r.Summary.Definitions != 62 {
			t.Errorf("%s: %d definitions", s.Name, r.Summary.Definitions)
		}
		for _, f := range r.Findings {
			if f.Category == "definition-file" {
				t.Errorf("%s: %s", s.Name, f.Message)
			}
		}
	}
}

// TestRefused holds what cannot be made.
func TestRefused(t *testing.T) {
	put := func(string, []byte) error { return os.ErrPermission }
	for _, c := range []struct {
		o    organisation.Options
		want string
	}{
		{organisation.Options{PerFile: 1}, "make 0 definitions, 1 in a file: both must be at least 1"},
		{organisation.Options{Definitions: 1}, "make 1 definitions, 0 in a file: both must be at least 1"},
		{organisation.Options{Definitions: 1, PerFile: 1, Shape: "round"}, `make shape "round": there is no such shape`},
	} {
		if _, err := organisation.Write(c.o, put); err == nil || err.Error() != c.want {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
	_, err := organisation.Write(organisation.Options{Definitions: 3, PerFile: 1}, put)
	if !errors.Is(err, os.ErrPermission) {
		t.Error(err)
	}
}
