package engine_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
)

// TestProfile holds that stages and rules are measured by the clock that is given: here each look at it takes a
// second, so that a stage takes one more than is looked at the clock in it.
func TestProfile(t *testing.T) {
	files := fstest.MapFS{"x.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: t\n" +
		"kpis:\n  - {id: a}\n  - {id: b}\n")}}
	var now atomic.Int64
	e, err := engine.New(engine.Options{Packs: []engine.Pack{{FS: complains, Dir: "."}}, Jobs: 1,
		Clock: func() time.Duration { return time.Duration(now.Add(1)) * time.Second }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Lint(context.Background(), engine.Input{FS: files}); err != nil {
		t.Fatal(err)
	}
	e.Stage("write")()
	want := &engine.Profile{
		Stages: []engine.Spent{
			{Name: "load rules", Took: time.Second, Runs: 1}, {Name: "compile rules", Took: time.Second, Runs: 1},
			{Name: "find files", Took: time.Second, Runs: 1}, {Name: "read files", Took: time.Second, Runs: 1},
			{Name: "join definitions", Took: time.Second, Runs: 1}, {Name: "work out facts", Took: time.Second, Runs: 1},
			{Name: "run rules", Took: 5 * time.Second, Runs: 1}, {Name: "place findings", Took: time.Second, Runs: 1},
			{Name: "write", Took: time.Second, Runs: 1},
		},
		Rules: []engine.Spent{{Name: "own/complains", Took: 2 * time.Second, Runs: 2}},
	}
	if diff := cmp.Diff(want, e.Profile()); diff != "" {
		t.Error(diff)
	}
}

// TestNoProfile holds that nothing is measured without a clock.
func TestNoProfile(t *testing.T) {
	e := newEngine(t, nil)
	e.Stage("write")()
	if p := e.Profile(); len(slices.Concat(p.Stages, p.Rules)) > 0 {
		t.Errorf("%+v", p)
	}
}
