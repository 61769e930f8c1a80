package report

import "testing"

// TestHasSeconds holds that a text is taken for one without seconds only where no time in it has any.
func TestHasSeconds(t *testing.T) {
	for text, want := range map[string]bool{
		"takes 5 min 30 s": true, "30\u00a0s of each call": true, "`a` takes 12.5 s, and 3 min": true,
		"1 h 2 min 3 s": true, "30 s/call": true, "sums 7 s": true,
		"": false, "s": false, " s": false, "3 shifts": false, "it should rise 5 should": false, "30s": false, "3 min": false,
	} {
		if got := hasSeconds(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
		if !want && roundTimes(text) != text {
			t.Errorf("%q is changed", text)
		}
	}
}

// FuzzRoundTimes holds that what has no seconds by our look at it has none by the expression that finds times.
func FuzzRoundTimes(f *testing.F) {
	f.Add("takes 1 h 5 min 30 s of 3 shifts")
	f.Fuzz(func(t *testing.T, text string) {
		if hasSeconds(text) {
			return
		}
		for _, match := range aTime().FindAllStringSubmatch(text, -1) {
			if match[3] != "" {
				t.Errorf("%q has seconds in %q", text, match[0])
			}
		}
	})
}
