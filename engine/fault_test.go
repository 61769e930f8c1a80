package engine_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/mend"
	"github.com/kpilint/kpilint/engine/report"
)

// faulty are files one of which cannot even be opened.
type faulty struct {
	fstest.MapFS
	name string
}

func (f faulty) Open(name string) (fs.File, error) {
	if name == f.name {
		panic("no such luck")
	}
	return f.MapFS.Open(name)
}

// TestFaultInAFile holds that a fault of ours in one file is told with its name, and that the others are reported.
func TestFaultInAFile(t *testing.T) {
	const text = "apiVersion: kpilint/v1\nkind: KPI\nid: %\nmeasure: volum\n"
	file := func(id string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Replace(text, "%", id, 1))}
	}
	files := faulty{fstest.MapFS{"a.yaml": file("a"), "b.yaml": file("b"), "c.yaml": file("c")}, "b.yaml"}
	e := newEngine(t, func(o *engine.Options) { o.Packs = nil })
	r, err := e.Lint(context.Background(), engine.Input{FS: files})
	if err != nil {
		t.Fatal(err)
	}
	const want = "internal error: reading b.yaml: no such luck (please report it; KPILINT_DEBUG=1 shows where)"
	var fault *engine.Fault
	switch {
	case len(r.Unreadable) != 1 || r.Unreadable[0].Error() != want:
		t.Errorf("told %v", r.Unreadable)
	case !errors.As(r.Unreadable[0], &fault) || !strings.Contains(string(fault.Stack), "faulty.Open"):
		t.Error("the stack does not show where")
	}
	var found []string
	for _, f := range r.Findings {
		found = append(found, f.Location.File)
	}
	if got := strings.Join(found, " "); got != "a.yaml c.yaml" {
		t.Errorf("findings in %q", got)
	}
	if json := string(write(t, report.JSON, r)); !strings.Contains(json, `"complete": false`) || !strings.Contains(json, want) || strings.Contains(json, "goroutine") {
		t.Errorf("the report of a run with a fault:\n%s", json)
	}
	changed, err := mend.Format(engine.Input{FS: files}.Files(&config.Settings{}))
	if err != nil || len(changed.Unreadable) != 1 || !strings.Contains(changed.Unreadable[0].Error(), "formatting b.yaml") {
		t.Errorf("formatting: %v %v", changed.Unreadable, err)
	}
}
