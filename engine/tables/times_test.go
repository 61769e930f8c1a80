package tables

import "testing"

// TestTitleTime holds which titles say the time of a table, and which the day on which somebody wrote it.
func TestTitleTime(t *testing.T) {
	for title, want := range map[string]string{
		"Targets 2026":                          "2026",
		"Sales plan Q3 2026":                    "2026-Q3",
		"Store performance Mar-26":              "2026-03",
		"Metas del 2do trimestre 2026":          "2026-Q2",
		"Created on May 04, 2026":               "",
		"Printed 31 December 2026 by the board": "",
		"Stand: 12. März 2026":                  "",
		"Ziele bis 31.12.2026":                  "2026",
	} {
		if got := titleTime(title).String(); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}

// TestHorizon holds which headers are times without a calendar.
func TestHorizon(t *testing.T) {
	for text, want := range map[string][2]bool{
		"Year 1": {true, true}, "Y3": {true, true}, "6 months": {true, false}, "in 12 months": {true, false},
		"nach 3 Jahren": {true, false}, "2026": {}, "Month": {}, "30 days past due": {}, "Level 2": {},
	} {
		if is, named := horizon(text); is != want[0] || named != want[1] {
			t.Errorf("%s: %v, %v", text, is, named)
		}
	}
}
