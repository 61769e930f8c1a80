package calendar

import (
	"testing"
	"time"
)

// TestEndsPeriod holds on which days a month, a fiscal quarter or a cycle of one's own ends.
func TestEndsPeriod(t *testing.T) {
	spring := Span{From: Date{2026, time.March, 1}, To: Date{2026, time.May, 16}}
	c := &Calendar{FiscalStart: MonthDay{time.July, 15}, Cycles: map[string]Span{"spring": spring}}
	for day, want := range map[Date]bool{
		{2026, time.May, 31}: true, {2024, time.February, 29}: true, {2024, time.February, 28}: false,
		{2026, time.May, 16}: true, {2026, time.May, 17}: false, {2026, time.July, 14}: true,
		{2026, time.October, 14}: true, {2026, time.October, 15}: false, {2026, time.December, 31}: true,
	} {
		if got := c.EndsPeriod(day); got != want {
			t.Errorf("%s: %t, want %t", day, got, want)
		}
	}
}

// TestMonthsBetween holds how many months lie between two days, and in which fiscal year a day lies.
func TestMonthsBetween(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2015-06-30", "2015-12-31", "6"}, {"2014-12-31", "2015-06-30", "6"}, {"2015-01-15", "2015-02-28", "3/2"},
		{"2015-01-29", "2015-02-10", "11/30"}, {"2015-01-10", "2015-01-10", "0"},
	} {
		from, _ := ParseDate(c.from)
		to, _ := ParseDate(c.to)
		if got := MonthsBetween(from, to).RatString(); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
	c := &Calendar{FiscalStart: MonthDay{time.July, 1}}
	for text, want := range map[string]string{
		"2026-06-30": "2025-07-01..2026-06-30", "2026-07-01": "2026-07-01..2027-06-30",
	} {
		day, _ := ParseDate(text)
		if got := c.FiscalYear(day).String(); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
