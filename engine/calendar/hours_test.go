package calendar

import (
	"errors"
	"testing"
)

func hours(t testing.TB, s string) Hours {
	t.Helper()
	h, err := ParseHours(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return h
}

func TestParseHours(t *testing.T) {
	tests := []struct {
		in      string
		week    int // minutes
		days    int
		perDay  string // minutes
		written string
	}{
		{"mon-fri 08:00-18:00, sat 09:00-12:00", 50*60 + 180, 6, "530", "mon-fri 08:00-18:00, sat 09:00-12:00"},
		{"mon-fri 08:00-18:00", 3000, 5, "600", "mon-fri 08:00-18:00"},
		{"24/7", 7 * 1440, 7, "1440", "24/7"},
		{" 24/7 ", 7 * 1440, 7, "1440", "24/7"},
		{"mon-sun 00:00-24:00", 7 * 1440, 7, "1440", "24/7"},
		{"mon-fri 22:00-06:00", 5 * 480, 5, "480", "mon-fri 22:00-06:00"},
		{"sun 22:00-06:00", 480, 1, "480", "sun 22:00-06:00"},
		{"mon 16:00-00:00", 480, 1, "480", "mon 16:00-24:00"},
		{"mon 22:00-06:00, tue 05:00-10:00", 12 * 60, 2, "360", "mon 22:00-06:00, tue 05:00-10:00"},
		{"sat-mon 10:00-11:00", 180, 3, "60", "mon 10:00-11:00, sat-sun 10:00-11:00"},
		{"mon, wed 8:00-12:00, 13:00-17:00", 960, 2, "480", "mon 08:00-12:00, 13:00-17:00, wed 08:00-12:00, 13:00-17:00"},
		{"Monday – Friday 08:00 – 18:00; Sat 09:00-12:00", 3180, 6, "530", "mon-fri 08:00-18:00, sat 09:00-12:00"},
		{"mon 08:00-12:00, mon 12:00-17:00", 540, 1, "540", "mon 08:00-17:00"},
		{"mon-fri 08:00-18:00, mon 09:00-12:00", 3000, 5, "600", "mon-fri 08:00-18:00"},
		{"mon 00:00-24:00, mon 20:00-19:00", 24*60 + 19*60, 1, "2580", "mon 00:00-24:00, 20:00-19:00"},
		{"mon-fri 08:00-18:00, sat-sun 10:00-11:00, tue 18:00-20:00", 3000 + 120 + 120, 7, "3240/7",
			"mon 08:00-18:00, tue 08:00-20:00, wed-fri 08:00-18:00, sat-sun 10:00-11:00"},
	}
	for _, tt := range tests {
		h := hours(t, tt.in)
		if h.MinutesPerWeek() != tt.week || h.DaysOpen() != tt.days || h.MinutesPerDay().RatString() != tt.perDay {
			t.Errorf("%q: %d minutes on %d days, %s a day", tt.in, h.MinutesPerWeek(), h.DaysOpen(), h.MinutesPerDay().RatString())
		}
		if h.String() != tt.written || !hours(t, h.String()).Equal(h) {
			t.Errorf("%q is written %q, want %q", tt.in, h, tt.written)
		}
	}
}

func TestParseHoursErrors(t *testing.T) {
	tests := []struct{ in, part, reason string }{
		{"", "", "no hours: write mon-fri 08:00-18:00, or 24/7"},
		{" , ", " , ", "no hours: write mon-fri 08:00-18:00, or 24/7"},
		{"mon-fry 08:00-18:00", "fry", `"fry" is not a weekday: did you mean fri?`},
		{"mon-fri 08:00-18:00, sun closed", "closed", `"closed" is not a weekday: write mon, tue, wed, thu, fri, sat or sun`},
		{"mon-fri", "mon-fri", "no times for mon-fri: write mon-fri 08:00-18:00"},
		{"mon 08:00-18:00, sat", "sat", "no times for sat: write sat 08:00-18:00"},
		{"08:00-18:00", "08:00-18:00", "times without days: write mon-sun 08:00-18:00"},
		{"mon 08:00", "08:00", "no end for 08:00: write 08:00-18:00"},
		{"mon 08:00-", "08:00-", "a range needs an end: write mon-fri or 08:00-18:00"},
		{"mon - 08:00-12:00", "mon -", "a range needs an end: write mon-fri or 08:00-18:00"},
		{"-fri 08:00-18:00", "-", "a range needs a start: write mon-fri or 08:00-18:00"},
		{"mon 8-18", "8", `"8" is not a time: write HH:MM, such as 08:00`},
		{"mon 8am-6pm", "8am", `"8am" is not a time: write HH:MM, such as 08:00`},
		{"mon 08.00-18.00", "08.00", `"08.00" is not a time: write HH:MM, such as 08:00`},
		{"mon 008:00-18:00", "008:00", `"008:00" is not a time: write HH:MM, such as 08:00`},
		{"mon 08:00-25:00", "25:00", "25:00 is not a time of day: the day runs from 00:00 to 24:00"},
		{"mon 08:00-24:01", "24:01", "24:01 is not a time of day: the day runs from 00:00 to 24:00"},
		{"mon 08:60-18:00", "08:60", "08:60 is not a time of day: the day runs from 00:00 to 24:00"},
		{"mon 08:00-08:00", "08:00-08:00", "the end is the start: for a whole day write 00:00-24:00"},
		{"mon 24:00-08:00", "24:00", "nothing opens at 24:00: write 00:00 of the next day"},
		{"mån 08:00-18:00", "mån", `"mån" is not a weekday: did you mean mon?`},
		{"mon 24/7", "/", `"/" means nothing in hours: write mon-fri 08:00-18:00, or 24/7 alone`},
	}
	for _, tt := range tests {
		_, err := ParseHours(tt.in)
		var wrong *HoursError
		if !errors.As(err, &wrong) {
			t.Errorf("%q: no *HoursError but %v", tt.in, err)
			continue
		}
		if part := tt.in[wrong.Start:wrong.End]; part != tt.part || err.Error() != tt.reason {
			t.Errorf("%q: %q at %q, want %q at %q", tt.in, err, part, tt.reason, tt.part)
		}
	}
}

func TestHoursContain(t *testing.T) {
	tests := []struct {
		open, wanted string
		want         bool
	}{
		{"mon-fri 08:00-18:00", "mon-fri 09:00-17:00", true},
		{"mon-fri 08:00-18:00", "mon-fri 08:00-18:00", true},
		{"mon-fri 08:00-18:00", "mon-fri 08:00-18:01", false},
		{"mon-fri 08:00-18:00", "sat 09:00-12:00", false},
		{"mon-fri 08:00-18:00", "24/7", false},
		{"24/7", "sun 22:00-06:00", true},
		{"sun 20:00-08:00", "mon 00:00-07:00", true},
		{"mon 00:00-24:00, tue 00:00-24:00", "mon 22:00-06:00", true},
		{"mon 22:00-24:00", "mon 22:00-06:00", false},
		{"mon 08:00-12:00, 13:00-17:00", "mon 11:00-14:00", false},
	}
	for _, tt := range tests {
		if got := hours(t, tt.open).Contains(hours(t, tt.wanted)); got != tt.want {
			t.Errorf("%q contains %q: %v, want %v", tt.open, tt.wanted, got, tt.want)
		}
	}
}

func TestZeroHours(t *testing.T) {
	var never Hours
	open := hours(t, "24/7")
	if !never.IsZero() || never.String() != "" || never.MinutesPerDay().Sign() != 0 || never.MinutesPerWeek() != 0 {
		t.Error("the zero Hours are never open")
	}
	if !open.Contains(never) || never.Contains(open) || !never.Contains(never) || never.Equal(open) {
		t.Error("hours that are never open are within all others")
	}
}

func FuzzParseHours(f *testing.F) {
	for _, seed := range []string{
		"mon-fri 08:00-18:00, sat 09:00-12:00", "24/7", "sun 22:00-06:00", "mon 8am-6pm", "mån–fre 08:00",
		"mon 00:00-24:00, mon 20:00-19:00, mon 19:00-18:59", "sat-mon, wed 8:00-12:00; 13:00-17:00", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		var wrong *HoursError
		if errors.As(err, &wrong) {
			if wrong.Start < 0 || wrong.End < wrong.Start || wrong.End > len(s) {
				t.Errorf("%q: error at %d to %d", s, wrong.Start, wrong.End)
			}
			return
		}
		again, err := ParseHours(h.String())
		if err != nil || again.String() != h.String() || again.MinutesPerWeek() != h.MinutesPerWeek() {
			t.Errorf("%q is written %q, and read as %q, %v", s, h, again, err)
		}
		if n := h.MinutesPerWeek(); n <= 0 || n > minutesPerWeek || !h.Contains(again) || !always().Contains(h) {
			t.Errorf("%q: %d minutes", s, n)
		}
	})
}

func TestHoursWithout(t *testing.T) {
	tests := []struct{ in, out, want string }{
		{"mon-fri 08:00-20:00", "mon-fri 08:00-18:00", "mon-fri 18:00-20:00"},
		{"mon-sun 08:00-20:00", "mon-fri 08:00-18:00", "mon-fri 18:00-20:00, sat-sun 08:00-20:00"},
		{"mon-fri 08:00-18:00", "mon-fri 08:00-18:00", ""},
		{"mon-fri 08:00-18:00", "24/7", ""},
		{"24/7", "mon-fri 08:00-18:00", "mon-fri 00:00-08:00, 18:00-24:00, sat-sun 00:00-24:00"},
		{"mon 08:00-18:00", "mon 12:00-13:00", "mon 08:00-12:00, 13:00-18:00"},
		{"mon-fri 22:00-06:00", "mon-fri 22:00-24:00", "tue-sat 00:00-06:00"},
		{"sun 22:00-06:00", "sun 23:00-05:00", "mon 05:00-06:00, sun 22:00-23:00"},
		{"mon 08:00-18:00", "tue 08:00-18:00", "mon 08:00-18:00"},
	}
	for _, tt := range tests {
		got := hours(t, tt.in).Without(hours(t, tt.out))
		if got.String() != tt.want {
			t.Errorf("%q without %q: %q, want %q", tt.in, tt.out, got, tt.want)
		}
		if got.IsZero() != hours(t, tt.out).Contains(hours(t, tt.in)) {
			t.Errorf("%q without %q: %q, and Contains says otherwise", tt.in, tt.out, got)
		}
	}
	var closed Hours
	if got := hours(t, "mon 08:00-09:00").Without(closed); got.String() != "mon 08:00-09:00" {
		t.Errorf("without nothing: %q", got)
	}
}
