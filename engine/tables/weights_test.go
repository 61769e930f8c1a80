package tables

import (
	"slices"
	"testing"

	"github.com/kpilint/kpilint/engine/content/markdown"
)

// TestWeights holds which weights contradict their whole, and of which it is asked whether they are parts of one; and
// which targets contradict the limits beside them.
func TestWeights(t *testing.T) {
	const head = "| Area | Measure | Weight |\n|---|---|---|\n"
	for text, want := range map[string][]string{
		head + "| Sales | Calls | 50% |\n| Sales | Win rate | 60% |\n": {"The 2 weights make 110 %, and not 100 %"},
		head + "| Voice |  | 5% |\n|  | Issues | 100% |\n|  | Alarms | 0% |\n| Calls |  | 95% |\n" +
			"|  | Held | 50% |\n|  | Kept | 50% |\n": nil,
		"| Title | Weighting |\n|---|---|\n| Manager | 100% |\n| Director | 125% |\n| Others | 100% |\n": nil,
		"| Role | Weight |\n|---|---|\n| Head | 0.37 |\n| Lead | 0.27 |\n| Senior | 0.26 |\n": {
			"The 3 weights make 90 %. Are they parts of one whole?"},
		"| Desk | Min | Max | Target queue |\n|---|---|---|---|\n| Front | 1 | 5 | 40 |\n| Back | 0 | 10 | 5 |\n" +
			"| Night | 1 | 5 | 20 |\n": nil,
		"| Desk | Min | Max | Target |\n|---|---|---|---|\n| Front | 1 | 5 | 4 |\n| Back | 2 | 8 | 9 |\n": {
			"The target, 9, is not between 2 and 8"},
	} {
		f, err := markdown.Read("a.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range ReadFile(f) {
			for _, fault := range slices.Concat(r.Contradictions, r.Questions) {
				got = append(got, fault.Says)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}
