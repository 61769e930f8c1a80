package quantity

import "testing"

func TestTargetsInProse(t *testing.T) {
	for _, test := range []struct {
		text                  string
		relative, placeholder bool
	}{
		{"at least the team average", true, false},
		{"top 10 %", true, false},
		{"in the top-10", true, false},
		{"top quartile", true, false},
		{"better than last year's average", true, false},
		{"best 3 of the region", true, false},
		{"best in class", true, false},
		{"best of the team", true, false},
		{"among the best", true, false},
		{"110 % of the team average", true, false},
		{"above average", true, false},
		{"rank 1", true, false},
		{"be number one", true, false},
		{"#1 in the region", true, false},
		{"better than our competitors", true, false},
		{"bottom third", true, false},

		{"TBD", false, true},
		{"tbd.", false, true},
		{"unknown", false, true},
		{"see dashboard", false, true},
		{"n/a", false, true},
		{"?", false, true},
		{"to be agreed", false, true},
		{"-", false, true},
		{"", false, true},
		{"best effort", false, true},
		{"as many as possible", false, true},
		{"better than last year", false, true},

		{"50 calls, or so", false, false},
		{"4 h on average", false, false},
		{"at least 4 h on average", false, false},
		{"4 h average", false, false},
		{"Q3", false, false},
		{">= 50 calls/person/day", false, false},
		{"50 top-leads/month", false, false},
		{"<= 4 h median", false, false},
	} {
		if got := Relative(test.text); got != test.relative {
			t.Errorf("Relative(%q) = %t", test.text, got)
		}
		if got := Placeholder(test.text); got != test.placeholder {
			t.Errorf("Placeholder(%q) = %t", test.text, got)
		}
	}
}
