package engine_test

import (
	"context"
	"runtime"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
)

// packedOf is what a run has read of files.
func packedOf(t *testing.T, e *engine.Engine, files fstest.MapFS) (packed *engine.Packed, n int) {
	t.Helper()
	r, err := e.Lint(context.Background(), engine.Input{FS: files, Carry: true})
	if err != nil {
		t.Fatal(err)
	}
	data, n := r.Read.Pack(nil)
	if packed = engine.Unpack(data); packed == nil {
		t.Fatal("what was packed cannot be read")
	}
	if _, more := r.Read.Pack(packed); more != 0 {
		t.Errorf("%d files are packed that were packed before", more)
	}
	return packed, n
}

// TestPackedFiles holds that files are packed which gave definitions and nothing else.
func TestPackedFiles(t *testing.T) {
	const head = "apiVersion: kpilint/v1\nkind: KPI\nid: "
	e := newEngine(t, nil)
	for what, c := range map[string]struct {
		text string
		n    int
	}{
		"a sound file":      {head + "a\nname: A\n", 1},
		"two of them":       {head + "a\n---\n" + head + "b\n", 1},
		"a comment":         {"# a comment\n" + head + "a\n", 1},
		"an unknown field":  {head + "a\nwrong: 1\n", 0},
		"a bad number":      {head + "a\ntarget: 10m\n", 0},
		"an ignore":         {head + "a # kpilint:ignore owner-missing -- nobody knows\n", 0},
		"somebody else's":   {head + "a\n---\nkind: Deployment\n", 0},
		"what is no YAML":   {head + "a\nname: [\n", 0},
		"an alias":          {head + "&a a\nname: *a\n", 0},
		"nothing of us":     {"kind: Deployment\n", 0},
		"an ignore by name": {head + "a\nlabels: {x-kpilint-ignore: owner-missing}\n", 0},
	} {
		if _, n := packedOf(t, e, fstest.MapFS{"a.yaml": {Data: []byte(c.text)}}); n != c.n {
			t.Errorf("%s: %d files are packed, not %d", what, n, c.n)
		}
	}
}

// TestPackedIsTaken holds that a file is not read of which is known what it gave, unless the run has to know more.
func TestPackedIsTaken(t *testing.T) {
	e := newEngine(t, nil)
	files := made(t, organisation.Options{Definitions: 300, PerFile: 1, Flawed: true})
	packed, n := packedOf(t, e, files)
	if n != len(files) {
		t.Errorf("%d of %d files are packed", n, len(files))
	}
	memory := func(in engine.Input) (least uint64) {
		var before, after runtime.MemStats
		for i := range 5 { // others allocate beside it now and then
			runtime.ReadMemStats(&before)
			if _, err := e.Snapshot(context.Background(), in); err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; i == 0 || n < least {
				least = n
			}
		}
		return least
	}
	memory(engine.Input{FS: files, Carry: true}) // the first run makes what all share
	read := memory(engine.Input{FS: files, Carry: true})
	taken := memory(engine.Input{FS: files, Carry: true, Packed: []*engine.Packed{nil, packed}})
	if taken > read*3/4 {
		t.Errorf("reading takes %d bytes, and %d where nothing has to be read", read, taken)
	}
	for what, in := range map[string]engine.Input{
		"a run that notes what is read": {FS: files, Carry: true, Track: true, Packed: []*engine.Packed{packed}},
		"a run by a trusted state": {FS: files, Carry: true, Trusted: &engine.Trusted{},
			Packed: []*engine.Packed{packed}},
	} {
		alone := in
		alone.Packed = nil
		if n, read := memory(in), memory(alone); n < read*3/4 {
			t.Errorf("%s takes what was packed: %d bytes of %d", what, n, read)
		}
	}
}
