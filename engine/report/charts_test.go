package report

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/quantity"
)

// TestCharts compares the charts of the example company in 40, 80 and 160 columns; -update writes them. No line is
// wider than the canvas.
func TestCharts(t *testing.T) {
	o := acme(t).Model
	miss, err := quantity.Parse("20%")
	if err != nil {
		t.Fatal(err)
	}
	answer, err := impact.Of(context.Background(), o, "marketing/qualified-leads", miss.Amount)
	if err != nil {
		t.Fatal(err)
	}
	needs, err := impact.Needs(context.Background(), o, "sales/orders")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, width := range []int{40, 80, 160} {
		c := Canvas{Width: width}
		fmt.Fprintf(&all, "%d columns\n", width)
		var buf bytes.Buffer
		for _, r := range o.Resources {
			if err := ResourceCharts(&buf, o, r, c); err != nil {
				t.Fatal(err)
			}
		}
		for _, a := range []*impact.Answer{answer, needs} {
			if err := ImpactCharts(&buf, o, a, c); err != nil {
				t.Fatal(err)
			}
		}
		for line := range strings.Lines(buf.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("a line of %d in %d columns: %s", n, width, line)
			}
		}
		all.WriteString(buf.String() + "\n")
	}
	const file = "testdata/charts.txt"
	if *update {
		if err := os.WriteFile(file, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), all.String()); diff != "" {
		t.Errorf("%s is otherwise (-want +got):\n%s", file, diff)
	}
}

// TestBarsAreAsLongAsTheirNumbers holds that a bar of 2,500 of 5,000 is half as long, and that what is not nothing is
// seen.
func TestBarsAreAsLongAsTheirNumbers(t *testing.T) {
	c := Canvas{Width: 80}
	lines := c.lines([]bar{{"a", []stretch{{filled, 5000}}, ""}, {"b", []stretch{{filled, 2500}, {missing, 2500}}, ""},
		{"c", []stretch{{filled, 1}, {missing, 4999}}, ""}})
	a, b, few := strings.Count(lines[0], "█"), strings.Count(lines[1], "█"), strings.Count(lines[2], "█")
	if a != 60 || b != 30 || few != 1 || strings.Count(lines[2], "░") != 59 {
		t.Errorf("%d, %d and %d letters: %q", a, b, few, lines)
	}
}

// TestCashByMonth holds that a month that ends below zero is drawn left of the others, as missing.
func TestCashByMonth(t *testing.T) {
	o := lint(t, fstest.MapFS{"a.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: CashPlan\nid: plan\n" +
		"cycle: 2026-Q2\n" +
		"sales: USD 400k/month\npayroll: USD 460k/month\ncash: USD 120k\n")}}).Model
	var buf bytes.Buffer
	if err := ResourceCharts(&buf, o, o.Of("CashPlan")[0], Canvas{Width: 60}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(buf.String(), "\n")
	if !strings.Contains(buf.String(), "Free cash at the end of each month") || len(lines) < 5 ||
		!strings.Contains(lines[2], "█") || strings.ContainsAny(lines[3], "█░") || !strings.Contains(lines[4], "░") ||
		!strings.Contains(lines[4], "USD -60,000") {
		t.Errorf("%s", buf.String())
	}
}

// TestColours holds that a chart has colours only where they are wanted.
func TestColours(t *testing.T) {
	bars := []bar{{"a", []stretch{{filled, 1}, {shaded, 1}, {missing, 1}}, "x"}}
	if plain := (Canvas{Width: 40}).lines(bars)[0]; strings.Contains(plain, "\x1b") {
		t.Errorf("%q", plain)
	}
	if painted := (Canvas{Width: 40, Color: true}).lines(bars)[0]; strings.Count(painted, "\x1b[0m") != 3 {
		t.Errorf("%q", painted)
	}
}
