package report

import "testing"

func TestUnbroken(t *testing.T) {
	for in, want := range map[string]string{
		"64.0 % are answered within 20 s": "64.0\u00a0% are answered within 20\u00a0s",
		"it is USD 20,000 short":          "it is USD\u00a020,000 short",
		"left: USD -80 in 8 h 25 min":     "left: USD\u00a0-80 in 8\u00a0h 25\u00a0min",
		"3 hours, 2 slots and the KPI 4b": "3 hours, 2 slots and the KPI\u00a04b",
		"50 calls a day":                  "50 calls a day",
	} {
		if got := unbroken(in); got != want {
			t.Errorf("%q is set as %q, not as %q", in, got, want)
		}
	}
	if got := typeset("write `80 %` there"); got[1].Text != "80 %" {
		t.Errorf("what is to be copied is changed: %q", got[1].Text)
	}
}
