package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/report"
)

// TestTerminal sets a page for a terminal of a given width.
func TestTerminal(t *testing.T) {
	const page = "# house/rule\n\nA number that is too large, as `most` says so.\n\n## Why\n\nNobody\ncan do it.\n\n- `most` (quantity): The most that a number may ask for.\n- short\n\n```yaml\na: 1\n\n  b: a line of code that is as long as it is\n```\n"
	plain := `house/rule

A number that is too
large, as ` + "`most`" + ` says so.

Why

Nobody can do it.

• ` + "`most`" + ` (quantity): The
  most that a number may
  ask for.
• short

    a: 1

      b: a line of code that is as long as it is
`
	if diff := cmp.Diff(plain, report.Terminal(page, 25, false)); diff != "" {
		t.Error(diff)
	}
	coloured := report.Terminal(page, 25, true)
	for _, want := range []string{"\x1b[1mhouse/rule\x1b[0m\n", "large, as \x1b[36mmost\x1b[0m says so.", "• \x1b[36mmost\x1b[0m (quantity)"} {
		if !strings.Contains(coloured, want) {
			t.Errorf("%q has no %q", coloured, want)
		}
	}
	for _, width := range []int{-1, 0, 3, 1000} {
		for line := range strings.SplitSeq(report.Terminal(page+strings.Repeat("word ", 100), width, false), "\n") {
			if n := len([]rune(line)); n > 100 {
				t.Errorf("width %d gives a line of %d characters", width, n)
			}
		}
	}
	if got := report.Terminal("a \x1b[31mred\x1b[0m `b", 80, true); strings.Contains(got, "\x1b[31m") {
		t.Errorf("%q", got)
	}
}
