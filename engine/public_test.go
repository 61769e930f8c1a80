package engine_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
)

// TestPublicCases holds what is found in numbers that went wrong in public, each written as its organisation had it:
// what stops nobody from reaching the number by doing worse, and the sums that cannot hold. "# =" at the top of a file
// lists its errors and warnings that follow from no other, each as "level rule definition".
func TestPublicCases(t *testing.T) {
	e := newEngine(t, nil)
	for _, file := range glob(t, "testdata/public/*.yaml") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			data := readFile(t, file)
			var want, got []string
			for line := range strings.Lines(string(data)) {
				if entry, ok := strings.CutPrefix(line, "# = "); ok {
					want = append(want, strings.TrimSuffix(entry, "\n"))
				}
			}
			r, err := e.Lint(context.Background(), engine.Input{FS: fstest.MapFS{"a.yaml": {Data: data}}})
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Findings {
				f := &r.Findings[i]
				if f.Cause != "" || f.Outcome == engine.NotCheckable || f.Level.String() == "info" {
					continue
				}
				_, rule, _ := strings.Cut(f.Name(), "/")
				got = append(got, strings.Join([]string{f.Level.String(), rule, f.Resource.ID}, " "))
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
			}
		})
	}
}
