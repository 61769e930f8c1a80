package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
)

// FuzzLint holds that no file makes a run fail, panic or go on for ever, and that every finding stands inside its file.
func FuzzLint(f *testing.F) {
	for _, glob := range []string{"../testdata/*/*.yaml", "../testdata/*/*.md", "../rules/*/*/*.yaml"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	e := newEngine(f, nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		endless := time.AfterFunc(20*time.Second, func() { panic("no file may take so long") })
		defer endless.Stop()
		r, err := e.Lint(context.Background(), engine.Input{FS: fstest.MapFS{"x.yaml": {Data: data}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range r.Errors {
			t.Error(err)
		}
		for _, found := range r.Findings {
			l := found.Location
			if l.Line < 1 || l.Column < 1 || l.EndLine < l.Line || l.EndLine == l.Line && l.EndColumn < l.Column {
				t.Errorf("%s at %+v", found.Name(), l)
			}
			if line := source.Line(data, l.Line); l.Column > len([]rune(line))+1 {
				t.Errorf("%s at column %d of %q", found.Name(), l.Column, line)
			}
		}
		write(t, report.Text, r)
		write(t, report.JSON, r)
	})
}
