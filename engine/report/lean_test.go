package report

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	bench "github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/rules"
)

// TestLean holds that a run that lets go of what it can find out again, as one over very many files does, reports the
// same in every format.
func TestLean(t *testing.T) {
	flawed := fstest.MapFS{}
	_, err := bench.Write(bench.Options{Definitions: 400, Seed: 3, Flawed: true, PerFile: 7},
		func(name string, data []byte) error {
			flawed[name] = &fstest.MapFile{Data: data}
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	workspaces := map[string]fs.FS{"flawed": flawed}
	for _, name := range []string{"acme", "city", "hospital", "parcel", "posthog", "software", "sourcegraph"} {
		workspaces[name] = os.DirFS("../../testdata/" + name)
	}
	made := func(kept int64) *engine.Engine {
		e, err := engine.New(engine.Options{
			AsOf:  calendar.Date{Year: 2026, Month: 5, Day: 20},
			Packs: []engine.Pack{{FS: rules.FS, Dir: ".", Trusted: true}}, KeptTrees: kept,
		})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	usual, lean := made(0), made(1)
	for name, files := range workspaces {
		for format, writer := range map[string]Writer{
			"json": JSON, "text": Text, "html": HTML, "sarif": SARIF, "csv": CSV, "markdown": Markdown,
		} {
			told := func(e *engine.Engine, carry bool) string {
				r, err := e.Lint(context.Background(), engine.Input{FS: files, AllFacts: format == "html", Carry: carry})
				if err != nil {
					t.Fatal(err)
				}
				return write(t, writer, r, Options{Version: "test"})
			}
			whole := told(usual, true) // what is left for the next run is not let go
			for what, got := range map[string]string{"alone": told(usual, false), "lean": told(lean, false)} {
				if diff := cmp.Diff(whole, got); diff != "" {
					t.Errorf("%s, %s, %s: %s", name, format, what, diff)
				}
			}
		}
	}
}
