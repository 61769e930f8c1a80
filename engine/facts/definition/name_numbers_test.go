package definition

import "testing"

// TestMaySay holds that what is not searched would not have been found.
func TestMaySay(t *testing.T) {
	numbers := []string{"3", "1.5", "12,000", "x3"}
	units := []string{"%", "percent", "per cent", "seconds", "minute", "min", "hours", "h", "workday", "Working Day",
		"DAYS", "week", "month", "quarter", "year", "\u017fecond", "calls", "team", "", "."}
	for _, n := range numbers {
		for _, between := range []string{"", " ", "-", "\t", "  ", "x"} {
			for _, unit := range units {
				text := "within " + n + between + unit + " of it"
				if inText().MatchString(text) && !maySay(text) {
					t.Errorf("%q is passed by", text)
				}
			}
		}
	}
	if maySay("The measured number 3 of team 17") {
		t.Error("a name without a unit is searched")
	}
}
