package quantity_test

import (
	"testing"

	"github.com/kpilint/kpilint/engine/quantity"
)

// TestSlip holds which nouns look like a typo of a period or a unit, and which do not.
func TestSlip(t *testing.T) {
	for _, c := range []struct {
		noun string
		per  bool
		near string
	}{
		{"mnth", true, "month"}, {"dya", true, "day"}, {"quater", true, "quarter"}, {"yaer", true, "year"},
		{"wek", true, "week"}, {"moth", true, "month"}, {"huor", true, "hour"}, {"weak", true, "week"},
		{"call", true, ""}, {"bay", true, ""}, {"ear", true, ""}, {"pear", true, ""}, {"yard", true, ""},
		{"house", true, ""}, {"week", true, ""},
		{"hrou", false, "hour"}, {"mniute", false, "minute"}, {"wek", false, "week"}, {"precent", false, "percent"},
		{"euro", false, ""}, {"eruo", false, "euro"}, {"workdya", false, "workday"}, {"dayy", false, "day"},
		{"call-weekley", false, "weekly"}, {"call-montly", false, "monthly"}, {"bussiness-day", false, "business"},
		{"calender-day", false, "calendar"},
		{"moth", false, ""}, {"tour", false, ""}, {"gear", false, ""}, {"patient-day", false, ""}, {"mint", false, ""},
		{"weed", false, ""}, {"dairy", false, ""}, {"daisy", false, ""}, {"quart", false, ""}, {"house", false, ""},
		{"training-day", false, ""}, {"parking-day", false, ""}, {"litre-dairy", false, ""}, {"mouth", false, ""},
	} {
		if _, near := quantity.Slip(c.noun, c.per); near != c.near {
			t.Errorf("Slip(%q, %v) is %q, want %q", c.noun, c.per, near, c.near)
		}
	}
}

func TestSameBut(t *testing.T) {
	for _, test := range []struct{ noun, other, word, meant string }{
		{"salse-call", "sales-call", "salse", "sales"},
		{"laed", "lead", "laed", "lead"},
		{"sales-call", "sales-call", "", ""},
		{"sales-call", "call", "", ""},
		{"salse-cal", "sales-call", "", ""}, // two typos are another thing
		{"sales-", "sales-call", "", ""},
		{"card", "cart", "", ""},
	} {
		if word, meant := quantity.SameBut(test.noun, test.other); word != test.word || meant != test.meant {
			t.Errorf("%s beside %s: %q for %q, want %q for %q", test.noun, test.other, word, meant, test.word, test.meant)
		}
	}
}
