package quantity

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recorded are the files of texts with the readings that kpilint 0.2.0 wrote, each a text, "=>", and its reading or
// "refused".
func recorded(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	beside, _ := filepath.Glob("testdata/readings/*/*.formerly")
	for _, file := range append(beside, "testdata/formerly/values.txt") {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			if text, reading, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " => "); ok && !strings.HasPrefix(line, "# ") {
				all[text] = reading
			}
		}
	}
	if len(all) < 700 {
		t.Fatalf("%d texts are recorded", len(all))
	}
	return all
}

// TestFormerly compares the reader of 0.2.0 with what 0.2.0 itself read.
func TestFormerly(t *testing.T) {
	for text, want := range recorded(t) {
		got := "refused"
		if q, ok := Formerly(text); ok {
			got = formerReading(q)
		}
		if got != want {
			t.Errorf("%s => %s, and 0.2.0 wrote %s", text, got, want)
		}
	}
}

func formerReading(q Quantity) string {
	parts := []string{string(q.Comparator), endsOf(q), q.Unit.String(), q.Statistic}
	if q.By != "" {
		parts = append(parts, "by "+q.By)
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
