package calendar

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// day parses a date that a test relies on.
func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func span(t testing.TB, from, to string) Span {
	t.Helper()
	return Span{day(t, from), day(t, to)}
}

// message is the text of an error, "" for none.
func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestParseDate(t *testing.T) {
	tests := []struct {
		in   string
		want Date
		err  string
	}{
		{"2026-05-31", Date{2026, 5, 31}, ""},
		{"2024-02-29", Date{2024, 2, 29}, ""},
		{"2000-02-29", Date{2000, 2, 29}, ""},
		{"1900-01-01", Date{1900, 1, 1}, ""},
		{"2200-12-31", Date{2200, 12, 31}, ""},
		{"2026-02-30", Date{}, "2026-02-30: February 2026 has 28 days"},
		{"1900-02-29", Date{}, "1900-02-29: February 1900 has 28 days"},
		{"2026-04-31", Date{}, "2026-04-31: April 2026 has 30 days"},
		{"2026-13-01", Date{}, "2026-13-01: there is no month 13"},
		{"2026-00-01", Date{}, "2026-00-01: there is no month 00"},
		{"2026-01-00", Date{}, "2026-01-00: there is no day 00"},
		{"1899-12-31", Date{}, "1899-12-31: years run from 1900 to 2200"},
		{"2201-01-01", Date{}, "2201-01-01: years run from 1900 to 2200"},
		{"2026-5-31", Date{}, `"2026-5-31" is not a date: write YYYY-MM-DD, such as 2026-05-31`},
		{"31/05/2026", Date{}, `"31/05/2026" is not a date: write YYYY-MM-DD, such as 2026-05-31`},
		{" 2026-05-31", Date{}, `" 2026-05-31" is not a date: write YYYY-MM-DD, such as 2026-05-31`},
		{"2026-05-31T00:00:00Z", Date{}, `"2026-05-31T00:00:00Z" is not a date: write YYYY-MM-DD, such as 2026-05-31`},
		{"2026-+5-31", Date{}, `"2026-+5-31" is not a date: write YYYY-MM-DD, such as 2026-05-31`},
		{"", Date{}, `"" is not a date: write YYYY-MM-DD, such as 2026-05-31`},
	}
	for _, tt := range tests {
		got, err := ParseDate(tt.in)
		if got != tt.want || message(err) != tt.err {
			t.Errorf("ParseDate(%q) = %v, %q; want %v, %q", tt.in, got, message(err), tt.want, tt.err)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-05-31", "2026-02-30", "24/7", "", "2200-12-31"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		if d.String() != s || d.AddDays(1).AddDays(-1) != d || d.AddMonths(0) != d {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
	})
}

func TestAddMonths(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-01-31", 2, "2026-03-31"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-11-15", 2, "2027-01-15"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-05-31", 0, "2026-05-31"},
		{"2026-05-31", -25, "2024-04-30"},
	}
	for _, tt := range tests {
		if got := day(t, tt.from).AddMonths(tt.n); got != day(t, tt.want) {
			t.Errorf("%s + %d months = %v, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestDateOrder(t *testing.T) {
	a, b := day(t, "2025-12-31"), day(t, "2026-01-01")
	got := []any{a.Before(b), a.After(b), b.After(a), a.Before(a), b.DaysSince(a), a.DaysSince(b), b.Weekday()}
	want := []any{true, false, true, false, 1, -1, time.Thursday}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !(Date{}).IsZero() || (Date{}).String() != "" || a.IsZero() {
		t.Error("the zero Date is not a date")
	}
}

func TestDaysSinceOverCenturies(t *testing.T) {
	// 301 years with 73 leap years: 1900, 2100 and 2200 are none.
	if got := day(t, "2200-12-31").DaysSince(day(t, "1900-01-01")); got != 301*365+73-1 {
		t.Errorf("got %d days", got)
	}
}

func TestSpan(t *testing.T) {
	quarter := span(t, "2026-04-01", "2026-06-30")
	tests := []struct {
		name     string
		other    Span
		overlaps bool
	}{
		{"itself", quarter, true},
		{"last day", span(t, "2026-06-30", "2026-07-31"), true},
		{"first day", span(t, "2026-01-01", "2026-04-01"), true},
		{"inside", span(t, "2026-05-01", "2026-05-01"), true},
		{"around", span(t, "2025-01-01", "2027-01-01"), true},
		{"next", span(t, "2026-07-01", "2026-09-30"), false},
		{"backwards", span(t, "2026-05-31", "2026-05-01"), false},
		{"no dates", Span{}, false},
		{"no end", Span{From: day(t, "2026-05-01")}, false},
	}
	for _, tt := range tests {
		if got, back := quarter.Overlaps(tt.other), tt.other.Overlaps(quarter); got != tt.overlaps || back != got {
			t.Errorf("%s: overlaps %v and %v, want %v", tt.name, got, back, tt.overlaps)
		}
	}
	if quarter.Days() != 91 || quarter.String() != "2026-04-01..2026-06-30" || (Span{}).Days() != 0 {
		t.Errorf("%v has %d days", quarter, quarter.Days())
	}
	if !quarter.Contains(quarter.To) || quarter.Contains(day(t, "2026-07-01")) || quarter.Contains(Date{}) {
		t.Error("a span contains its ends and nothing beyond")
	}
}

func TestMonths(t *testing.T) {
	tests := []struct {
		from, to string
		n        int
		exact    bool
	}{
		{"2026-04-01", "2026-06-30", 3, true},
		{"2026-04-06", "2026-07-05", 3, true},
		{"2025-07-01", "2026-06-30", 12, true},
		{"2026-01-01", "2026-01-31", 1, true},
		{"2026-01-01", "2026-01-30", 0, false},
		{"2026-01-15", "2026-03-20", 2, false},
		{"2026-01-31", "2026-02-27", 1, true},
		{"2026-05-31", "2026-05-01", 0, true},
	}
	for _, tt := range tests {
		if n, exact := span(t, tt.from, tt.to).Months(); n != tt.n || exact != tt.exact {
			t.Errorf("%s..%s: %d months, exact %v; want %d, %v", tt.from, tt.to, n, exact, tt.n, tt.exact)
		}
	}
}

func TestParseWeekday(t *testing.T) {
	tests := []struct {
		in   string
		want time.Weekday
		err  string
	}{
		{"mon", time.Monday, ""},
		{"Monday", time.Monday, ""},
		{"tues", time.Tuesday, ""},
		{"SUN", time.Sunday, ""},
		{"thurs", time.Thursday, ""},
		{"saturday", time.Saturday, ""},
		{"mom", 0, `"mom" is not a weekday: did you mean mon?`},
		{"wendesday", 0, `"wendesday" is not a weekday: did you mean wednesday?`},
		{"mo", 0, `"mo" is not a weekday: did you mean mon?`},
		{"closed", 0, `"closed" is not a weekday: write mon, tue, wed, thu, fri, sat or sun`},
		{"", 0, `"" is not a weekday: write mon, tue, wed, thu, fri, sat or sun`},
	}
	for _, tt := range tests {
		if got, err := ParseWeekday(tt.in); got != tt.want || message(err) != tt.err {
			t.Errorf("ParseWeekday(%q) = %v, %q; want %v, %q", tt.in, got, message(err), tt.want, tt.err)
		}
	}
}
