package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
)

// TestProfileTable holds what the table of --profile looks like.
func TestProfileTable(t *testing.T) {
	p := &engine.Profile{
		Stages: []engine.Spent{
			{Name: "read files", Took: 30 * time.Millisecond, Runs: 1},
			{Name: "run rules", Took: 90 * time.Millisecond, Runs: 1},
		},
		Rules: []engine.Spent{{Name: "house/slow", Took: 150 * time.Millisecond, Runs: 12}},
	}
	for i := range 21 {
		p.Rules = append(p.Rules, engine.Spent{Name: fmt.Sprintf("house/rule-%d", i), Took: time.Millisecond, Runs: 3})
	}
	var b strings.Builder
	if err := writeProfile(&b, profileTable, p); err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(b.String(), "   1.0 ms    1 %  house/rule-1, 3\n")
	want := `     time  share  stage
  30.0 ms   25 %  read files
  90.0 ms   75 %  run rules
 120.0 ms  100 %  all stages

     time  share  rule, and how often it ran
 150.0 ms   88 %  house/slow, 12
   1.0 ms    1 %  house/rule-0, 3
`
	if diff := cmp.Diff(want, head); diff != "" {
		t.Error(diff)
	}
	end := "   2.0 ms    1 %  2 more rules\n 171.0 ms  100 %  all rules, on all processors\n"
	if !strings.HasSuffix(b.String(), end) {
		t.Errorf("it does not end with\n%s\nbut is\n%s", end, b.String())
	}
}
