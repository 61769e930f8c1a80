package quantity

import "testing"

// TestChange reads changes and applies them to a number of today.
func TestChange(t *testing.T) {
	for _, test := range []struct{ text, today, want string }{
		{"reduce by 25 %", "40 days", "<= 30 days"},
		{"increase by 10 %", "50 calls/day", ">= 55 calls/day"},
		{"+10 %", "50 calls/day", ">= 55 calls/day"},
		{"at least +10 %", "50 calls/day", ">= 55 calls/day"},
		{"5 % growth", "12,000 students", ">= 12,600 students"},
		{"5% increase by 2026-12-31", "12,000 students", ">= 12,600 students by 2026-12-31"},
		{"50% reduction", "90 min", "<= 45 min"},
		{"25 % fewer", "12 bugs", "<= 9 bugs"},
		{"10 % more (outbound only)", "50 calls/day", ">= 55 calls/day"},
		{"double", "50 calls/day", ">= 100 calls/day"},
		{"halve", "50 calls/day", "<= 25 calls/day"},
		{"2x", "50 calls/day", ">= 100 calls/day"},
		{"1.5x by 2026-12-31", "50 calls/day", ">= 75 calls/day by 2026-12-31"},
		{"double", "20 %", ">= 40 %"},
		{"increase by 10 calls/day", "50 calls/day", ">= 60 calls/day"},
		{"10 more calls/day", "50 calls/day", "not a change"},
		{"reduce by 5", "50 calls/day", "<= 45 calls/day"},
		{"+10 points", "45 %", ">= 55 %"},
		{"reduce by 2 percentage points", "12 %", "<= 10 %"},
		{"+10 points", "45 calls", "points are added to a share, and the baseline is 45 calls: write " +
			`"increase by 10 calls"`},
		{"+10 %", "45 %", "10 % of a share could be a part of it or points: from 45 % it leads to 49.5 % or to 55 %: " +
			`write "at least 49.5 %" or "at least 55 %"`},
		{"reduce by 25 %", "12 %", "25 % of a share could be a part of it or points: from 12 % it leads to 9 % or to -13 " +
			`%: write "at most 9 %"`},
		{"increase by 3 visits", "45 calls", "3 visits cannot be added to the baseline, 45 calls: write what is added in " +
			"its unit"},
		{"3 % more a month", "100 calls/month",
			"3 % more grows from period to period: write the number to reach, and by when"},
		{"increase by 10 % less", "100 calls/month", "this says more and less at once: write one of them"},
		{"+40", "30", "not a change"},
		{"50 calls/day", "30", "not a change"},
		{"10 %", "30", "not a change"},
		{"growth", "30", "not a change"},
		{"TBD", "30", "not a change"},
		{"", "30", "not a change"},
	} {
		if got := changed(t, test.text, test.today); got != test.want {
			t.Errorf("%q from %s: got %s\nwant %s", test.text, test.today, got, test.want)
		}
	}
}

func changed(t *testing.T, text, today string) string {
	t.Helper()
	c, found, err := ParseChange(text)
	switch {
	case !found:
		return "not a change"
	case err != nil:
		return err.Error()
	}
	q, err := c.From(parse(t, today).Amount)
	if err != nil {
		return err.Error()
	}
	return q.String()
}

func FuzzChange(f *testing.F) {
	for _, text := range []string{"reduce by 25 %", "+10 points", "5 % growth", "double", "2x", "3 % more a month",
		"increase by 10 calls/day"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, found, err := ParseChange(text)
		if err != nil {
			checkError(t, text, err)
		}
		if !found || err != nil {
			return
		}
		for _, today := range []string{"50 calls/day", "45 %", "USD 40/lead", "0"} {
			q, err := c.From(parse(t, today).Amount)
			switch {
			case err != nil:
				checkError(t, text, err)
			case q.Low == nil || q.String() == "":
				t.Errorf("%q from %s is nothing", text, today)
			}
		}
	})
}
