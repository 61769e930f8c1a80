package engine_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
)

// TestAsWritten holds what is found in small organisations as people of different trades write them: "# --" begins one,
// and "# want LEVEL RULE" stands on the line of its one finding. One without such a comment is sound: no error and no
// warning is found in it. A finding that follows from the one that is wanted belongs to its entry. Questions and what a
// number lacks to be complete (information) are compared only where they are wanted.
func TestAsWritten(t *testing.T) {
	e := newEngine(t, nil)
	for _, file := range glob(t, "testdata/as-written/*.yaml") {
		trade := strings.TrimSuffix(filepath.Base(file), ".yaml")
		for part := range strings.SplitSeq(string(readFile(t, file)), "# -- ") {
			if name, text, ok := strings.Cut(part, "\n"); ok && name != "" {
				t.Run(trade+"/"+name, func(t *testing.T) {
					want := wantedIn(text)
					got := entriesOf(t, e, text, want)
					if !slices.Equal(placesOf(got), want) {
						t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
					}
				})
			}
		}
	}
}

// wantedIn are the findings that comments of a file want, each as "line level rule".
func wantedIn(text string) []string {
	var all []string
	line := 0
	for l := range strings.Lines(text) {
		line++
		if _, want, ok := strings.Cut(strings.TrimSpace(l), "# want "); ok {
			all = append(all, fmt.Sprintf("%d %s", line, want))
		}
	}
	return all
}

// entriesOf are the errors and warnings of a file that no other finding caused, and what is wanted of the others, each
// as "line level rule: message".
func entriesOf(t *testing.T, e *engine.Engine, text string, want []string) []string {
	t.Helper()
	r, err := e.Lint(context.Background(), engine.Input{FS: fstest.MapFS{"a.yaml": {Data: []byte(text)}}})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := range r.Findings {
		f := &r.Findings[i]
		_, rule, _ := strings.Cut(f.Name(), "/")
		place := fmt.Sprintf("%d %s %s", f.Location.Line, f.Level, rule)
		asks := f.Level == policy.Info || f.Outcome == engine.NotCheckable
		if f.Cause == "" && (!asks || slices.Contains(want, place)) {
			all = append(all, place+": "+f.Message)
		}
	}
	return all
}

// placesOf leaves the messages of entries out.
func placesOf(entries []string) []string {
	var all []string
	for _, entry := range entries {
		place, _, _ := strings.Cut(entry, ": ")
		all = append(all, place)
	}
	return all
}
