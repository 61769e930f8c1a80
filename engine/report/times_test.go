package report

import "testing"

// TestRoundTimes holds that times are said in whole minutes or seconds, unless they would look like another one then.
func TestRoundTimes(t *testing.T) {
	for in, want := range map[string]string{
		"511.54 of 540 min a day (8 h 31 min 32.3 s of 9 h)": "511.54 of 540 min a day (8 h 32 min of 9 h)",
		"at 50 each gets 3 min 50.4 s":                       "at 50 each gets 3 min 50 s",
		"22 min 4.1 s each; it is 3, 20 min each":            "22 min 4 s each; it is 3, 20 min each",
		"276 h 28 min 48 s of 1,024 h 59 min 59 s":           "276 h 29 min of 1,025 h",
		"59 min 59.6 s":                                "1 h",
		"1 h 30 s and 20.5 s":                          "1 h 1 min and 20.5 s",
		"3 h 45 min 20.5 s a day; it has 3 h 45 min":   "3 h 45 min 20.5 s a day; it has 3 h 45 min",
		"2 min 0.4 s of 2 min":                         "2 min 0.4 s of 2 min",
		"write `6 h 22 min 31 s`, not 6 h 22 min 31 s": "write `6 h 22 min 31 s`, not 6 h 23 min",
		"8\u00a0h 31\u00a0min 32.3\u00a0s":             "8\u00a0h\u00a032\u00a0min",
		"3 sales":                                      "3 sales", "p90 s": "p90 s", "5 seconds": "5 seconds", "": "",
	} {
		if got := roundTimes(in); got != want {
			t.Errorf("%q is said %q, want %q", in, got, want)
		}
	}
}
