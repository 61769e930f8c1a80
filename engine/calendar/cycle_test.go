package calendar

import (
	"testing"
	"time"
)

func TestCycle(t *testing.T) {
	july := MonthDay{time.July, 1}
	april := MonthDay{time.April, 6}
	late := MonthDay{time.January, 31}
	tests := []struct {
		start MonthDay
		name  string
		want  string
	}{
		{MonthDay{}, "2026", "2026-01-01..2026-12-31"},
		{MonthDay{}, "2026-Q1", "2026-01-01..2026-03-31"},
		{MonthDay{}, "2026-Q2", "2026-04-01..2026-06-30"},
		{MonthDay{}, "2026-Q4", "2026-10-01..2026-12-31"},
		{MonthDay{}, "2026-H1", "2026-01-01..2026-06-30"},
		{MonthDay{}, "2026-H2", "2026-07-01..2026-12-31"},
		{MonthDay{}, "2024-02", "2024-02-01..2024-02-29"},
		{MonthDay{time.January, 1}, "2026-Q2", "2026-04-01..2026-06-30"},
		{july, "2026", "2025-07-01..2026-06-30"},
		{july, "2026-Q1", "2025-07-01..2025-09-30"},
		{july, "2026-Q4", "2026-04-01..2026-06-30"},
		{july, "2026-H2", "2026-01-01..2026-06-30"},
		{july, "2026-05", "2026-05-01..2026-05-31"},
		{april, "2026", "2025-04-06..2026-04-05"},
		{july, "2025/26", "2025-07-01..2026-06-30"},
		{july, "FY25/26", "2025-07-01..2026-06-30"},
		{july, "Q1 2025/26", "2025-07-01..2025-09-30"},
		{july, "2025/2026-H2", "2026-01-01..2026-06-30"},
		{april, "2026-Q1", "2025-04-06..2025-07-05"},
		{late, "2026-Q1", "2025-01-31..2025-04-29"},
		{late, "2026-Q2", "2025-04-30..2025-07-30"},
	}
	for _, tt := range tests {
		c := &Calendar{FiscalStart: tt.start}
		got, err := c.Cycle(tt.name)
		if got.String() != tt.want || err != nil {
			t.Errorf("%s from %v = %v, %v; want %s", tt.name, tt.start, got, err, tt.want)
		}
	}
}

func TestQuartersFillTheFiscalYear(t *testing.T) {
	for _, start := range []MonthDay{{}, {time.July, 1}, {time.April, 6}, {time.January, 31}, {time.December, 31}, {time.November, 30}} {
		c := &Calendar{FiscalStart: start}
		year, _ := c.Cycle("2026")
		next := year.From
		for _, name := range []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
			quarter, _ := c.Cycle(name)
			if quarter.From != next {
				t.Errorf("%v: %s begins on %v, want %v", start, name, quarter.From, next)
			}
			next = quarter.To.AddDays(1)
		}
		if next != year.To.AddDays(1) {
			t.Errorf("%v: the quarters end before %v, the year on %v", start, next, year.To)
		}
	}
}

func TestOwnCycles(t *testing.T) {
	spring := span(t, "2026-02-02", "2026-05-29")
	own := span(t, "2026-02-01", "2026-04-30")
	c := &Calendar{Cycles: map[string]Span{"spring-2026": spring, "2026-Q1": own}}
	for name, want := range map[string]Span{"spring-2026": spring, "2026-Q1": own} {
		if got, err := c.Cycle(name); got != want || err != nil {
			t.Errorf("%s = %v, %v; want %v", name, got, err, want)
		}
	}
}

// TestCycleAsWritten holds that a cycle may be written in the other ways that people use.
func TestCycleAsWritten(t *testing.T) {
	own := span(t, "2026-02-01", "2026-04-30")
	c := &Calendar{Cycles: map[string]Span{"2026-Q1": own}}
	for name, standard := range map[string]string{
		"2026-q2": "2026-Q2", "Q4 2026": "2026-Q4", "2026 Q4": "2026-Q4", "2026Q4": "2026-Q4", "Q3/2026": "2026-Q3",
		"Q1 2026": "2026-Q1", "H2 2026": "2026-H2", "FY2026": "2026", "FY 2026": "2026", "FY2026 Q2": "2026-Q2",
		"May 2026": "2026-05", "2026 september": "2026-09",
	} {
		want, err := c.Cycle(standard)
		if got, err2 := c.Cycle(name); got != want || err != nil || err2 != nil {
			t.Errorf("%s = %v, %v; want %v", name, got, err2, want)
		}
	}
}

// Cycles of one's own go by their names, too; fiscal years by two digits.
func TestCyclesByName(t *testing.T) {
	spring := Span{Date{2027, 3, 1}, Date{2027, 5, 31}}
	c := &Calendar{FiscalStart: MonthDay{time.April, 1}, Cycles: map[string]Span{"spring-term": spring}}
	c.Name("spring-term", "spring-term")
	c.Name("Spring", "spring-term")
	for _, text := range []string{"spring-term", "Spring term", "the spring term", "spring", "by the end of Spring"} {
		if got, ok := c.Own(text); !ok || got != spring {
			t.Errorf("Own(%q) = %v, %v; want %v", text, got, ok, spring)
		}
	}
	if got, ok := c.Own("summer"); ok {
		t.Errorf("Own(summer) = %v", got)
	}
	half := Span{Date{2026, 4, 1}, Date{2026, 9, 30}}
	for _, name := range []string{"FY27 H1", "H1 FY27", "FY2027-H1", "FY26/27 H1"} {
		if got, err := c.Cycle(name); err != nil || got != half {
			t.Errorf("Cycle(%q) = %v, %v; want %v", name, got, err, half)
		}
	}
}

func TestUnknownCycle(t *testing.T) {
	const forms = "write a year 2026, a quarter 2026-Q2, a half 2026-H1, a month 2026-05, or a cycle of the calendar"
	c := &Calendar{Cycles: map[string]Span{"spring-2026": {}, "summer-2026": {}}}
	tests := []struct{ name, err string }{
		{"sprng-2026", `"sprng-2026" is not a cycle: did you mean spring-2026? (` + forms + `)`},
		{"2026-Q5", `"2026-Q5" is not a cycle: ` + forms},
		{"2026-H3", `"2026-H3" is not a cycle: ` + forms},
		{"2026-13", `"2026-13" is not a cycle: ` + forms},
		{"2026-", `"2026-" is not a cycle: ` + forms},
		{"26-Q2", `"26-Q2" is not a cycle: ` + forms},
		{"Q4", `"Q4" is not a cycle: ` + forms},
		{"05 2026", `"05 2026" is not a cycle: ` + forms},
		{"2026 2027", `"2026 2027" is not a cycle: ` + forms},
		{"spring 2026", `"spring 2026" is not a cycle: did you mean spring-2026? (` + forms + `)`},
		{"1899", `"1899" is not a cycle: ` + forms},
		{"", `"" is not a cycle: ` + forms},
	}
	for _, tt := range tests {
		if got, err := c.Cycle(tt.name); message(err) != tt.err || got != (Span{}) {
			t.Errorf("Cycle(%q) = %v, %q; want %q", tt.name, got, message(err), tt.err)
		}
	}
}

func TestParseFiscalStart(t *testing.T) {
	tests := []struct {
		in   string
		want MonthDay
		err  string
	}{
		{"01-01", MonthDay{time.January, 1}, ""},
		{"07-01", MonthDay{time.July, 1}, ""},
		{"04-06", MonthDay{time.April, 6}, ""},
		{"02-28", MonthDay{time.February, 28}, ""},
		{"02-29", MonthDay{}, "02-29: does not come every year"},
		{"02-30", MonthDay{}, "02-30: February has 28 days"},
		{"04-31", MonthDay{}, "04-31: April has 30 days"},
		{"13-01", MonthDay{}, "13-01: there is no month 13"},
		{"07-00", MonthDay{}, "07-00: there is no day 00"},
		{"7-1", MonthDay{}, `"7-1" is not a day of the year: write MM-DD, such as 07-01`},
		{"July", MonthDay{}, `"July" is not a day of the year: write MM-DD, such as 07-01`},
		{"", MonthDay{}, `"" is not a day of the year: write MM-DD, such as 07-01`},
	}
	for _, tt := range tests {
		got, err := ParseFiscalStart(tt.in)
		if got != tt.want || message(err) != tt.err {
			t.Errorf("ParseFiscalStart(%q) = %v, %q; want %v, %q", tt.in, got, message(err), tt.want, tt.err)
		}
		if err == nil && got.String() != tt.in {
			t.Errorf("%q is written %q", tt.in, got)
		}
	}
}

// TestSmallLetters holds that a standard cycle in small letters is meant before an own one that is merely near.
func TestSmallLetters(t *testing.T) {
	c := Default()
	c.Cycles = map[string]Span{"2026-Q1": {}}
	want, _ := c.Cycle("2026-Q2")
	if got, err := c.Cycle("2026-q2"); err != nil || got != want {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

// TestHoursAreEqualByTime holds that a night is the same however it is written.
func TestHoursAreEqualByTime(t *testing.T) {
	one, err := ParseHours("mon 22:00-06:00")
	if err != nil {
		t.Fatal(err)
	}
	two, err := ParseHours("mon 22:00-24:00, tue 00:00-06:00")
	if err != nil {
		t.Fatal(err)
	}
	if !one.Equal(two) {
		t.Errorf("%s and %s differ", one, two)
	}
}
