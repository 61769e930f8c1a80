package calendar

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// calendars are the shapes that the counting must hold for.
func calendars() map[string]*Calendar {
	return map[string]*Calendar{
		"zero":         {},
		"default":      Default(),
		"US":           {Country: "US"},
		"GB":           {Country: "GB", Region: "ENG"},
		"Sunday week":  {Week: []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday}},
		"Saturday too": {Week: []time.Weekday{6, 1, 2, 3, 4, 5}, Country: "DE", Region: "BY"},
		"twice named":  {Week: []time.Weekday{1, 1, 2}, Country: "SE", Holidays: map[Date]string{{2026, 1, 6}: "own", {2026, 3, 2}: ""}},
		"one day":      {Week: []time.Weekday{time.Wednesday}, Country: "JP"},
	}
}

func TestWeekdaysOf2026(t *testing.T) {
	want := []int{22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23}
	var got []int
	for month := 1; month <= 12; month++ {
		got = append(got, Default().Workdays(monthOf(2026, month)))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWorkdays(t *testing.T) {
	acme := &Calendar{Holidays: map[Date]string{
		{2026, 1, 1}: "New Year", {2026, 4, 3}: "Good Friday", {2026, 4, 6}: "Easter Monday",
		{2026, 5, 1}: "Labour Day", {2026, 12, 24}: "", {2026, 12, 25}: "Christmas", {2026, 12, 26}: "a Saturday",
	}}
	tests := []struct {
		name     string
		calendar *Calendar
		from, to string
		want     int
	}{
		{"2026", Default(), "2026-01-01", "2026-12-31", 261},
		{"acme", acme, "2026-01-01", "2026-12-31", 255},
		{"US, third quarter", &Calendar{Country: "US"}, "2026-07-01", "2026-09-30", 64},
		{"US, New Year's Eve before a Saturday", &Calendar{Country: "us"}, "2027-12-31", "2027-12-31", 0},
		{"England", &Calendar{Country: "GB", Region: "GB-ENG"}, "2026-01-01", "2026-12-31", 253},
		{"Sweden", &Calendar{Country: "SE"}, "2026-01-01", "2026-12-31", 251},
		{"Germany", &Calendar{Country: "DE"}, "2026-01-01", "2026-12-31", 254},
		{"Bavaria", &Calendar{Country: "DE", Region: "by"}, "2026-01-01", "2026-12-31", 252},
		{"unknown country", &Calendar{Country: "XX"}, "2026-01-01", "2026-12-31", 261},
		{"backwards", Default(), "2026-12-31", "2026-01-01", 0},
		{"a Saturday", Default(), "2026-05-02", "2026-05-02", 0},
		{"no working week", &Calendar{Week: []time.Weekday{}}, "2026-01-01", "2026-12-31", 0},
	}
	for _, tt := range tests {
		if got := tt.calendar.Workdays(span(t, tt.from, tt.to)); got != tt.want {
			t.Errorf("%s: %d working days, want %d", tt.name, got, tt.want)
		}
	}
}

func TestWorkdaysAgreesWithCountingDays(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, c := range calendars() {
		for range 100 {
			from := day(t, "1995-01-01").AddDays(random.IntN(365 * 60))
			s := Span{from, from.AddDays(random.IntN(800))}
			want := 0
			for d := s.From; !d.After(s.To); d = d.AddDays(1) {
				if c.IsWorkday(d) {
					want++
				}
			}
			if got := c.Workdays(s); got != want {
				t.Errorf("%s: %v has %d working days, want %d", name, s, got, want)
			}
		}
	}
}

func TestWorkdaysAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name, c := range calendars() {
		for range 100 {
			from := day(t, "1995-01-01").AddDays(random.IntN(365 * 60))
			middle := from.AddDays(random.IntN(4000))
			to := middle.AddDays(1 + random.IntN(4000))
			whole := c.Workdays(Span{from, to})
			parts := c.Workdays(Span{from, middle}) + c.Workdays(Span{middle.AddDays(1), to})
			if whole != parts {
				t.Errorf("%s: %v to %v to %v: %d and %d", name, from, middle, to, whole, parts)
			}
		}
	}
}

func TestAddWorkdaysUndoesCounting(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for name, c := range calendars() {
		for range 100 {
			d, n := day(t, "1995-01-01").AddDays(random.IntN(365*60)), 1+random.IntN(60)
			on, back := c.AddWorkdays(d, n), c.AddWorkdays(d, -n)
			if got := c.Workdays(Span{d.AddDays(1), on}); got != n || !c.IsWorkday(on) {
				t.Errorf("%s: %v + %d = %v, %d working days on", name, d, n, on, got)
			}
			if got := c.Workdays(Span{back, d.AddDays(-1)}); got != n || !c.IsWorkday(back) {
				t.Errorf("%s: %v - %d = %v, %d working days back", name, d, n, back, got)
			}
		}
	}
}

func TestAddWorkdays(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2026-05-01", 2, "2026-05-06"}, // Monday 4 May is a holiday
		{"2026-06-05", 2, "2026-06-09"},
		{"2026-05-02", 0, "2026-05-02"},
		{"2026-05-02", 1, "2026-05-05"},
		{"2026-05-05", -1, "2026-05-01"},
		{"2026-12-24", 1, "2026-12-29"},
	}
	c := &Calendar{Country: "GB"}
	for _, tt := range tests {
		if got := c.AddWorkdays(day(t, tt.from), tt.n); got != day(t, tt.want) {
			t.Errorf("%s + %d working days = %v, want %s", tt.from, tt.n, got, tt.want)
		}
	}
	never := &Calendar{Week: []time.Weekday{}}
	if got := never.AddWorkdays(day(t, "2026-05-01"), 1); !got.IsZero() {
		t.Errorf("a calendar without working days gave %v", got)
	}
}

func BenchmarkWorkdaysOfACentury(b *testing.B) {
	c, s := &Calendar{Country: "US"}, span(b, "1950-01-01", "2049-12-31")
	for b.Loop() {
		c.Workdays(s)
	}
}

func BenchmarkIsWorkday(b *testing.B) {
	c, d := &Calendar{Country: "US"}, day(b, "2026-07-03")
	for b.Loop() {
		c.IsWorkday(d)
	}
}

func TestNetDay(t *testing.T) {
	minutes := func(n int64) *big.Rat { return big.NewRat(n, 1) }
	tests := []struct {
		name     string
		calendar *Calendar
		want     string
	}{
		{"zero", &Calendar{}, "480"},
		{"default", Default(), "480"},
		{"breaks", &Calendar{Breaks: minutes(30)}, "450"},
		{"shorter day", &Calendar{WorkingDay: minutes(450), Breaks: minutes(20)}, "430"},
		{"fraction", &Calendar{WorkingDay: big.NewRat(957, 2)}, "957/2"},
		{"breaks all day", &Calendar{Breaks: minutes(500)}, "0"},
	}
	for _, tt := range tests {
		if got := tt.calendar.NetDay().RatString(); got != tt.want {
			t.Errorf("%s: %s minutes, want %s", tt.name, got, tt.want)
		}
	}
}

func TestPlanningDays(t *testing.T) {
	six := map[Date]string{
		{2026, 1, 1}: "", {2026, 4, 3}: "", {2026, 4, 6}: "", {2026, 5, 1}: "", {2026, 12, 24}: "", {2026, 12, 25}: "",
	}
	tests := []struct {
		name     string
		calendar *Calendar
		want     string
		declared bool
	}{
		{"acme", &Calendar{Holidays: six}, "85/4", false}, // (261 - 6) / 12 = 21.25
		{"default", Default(), "87/4", false},
		{"declared", &Calendar{DaysPerMonth: big.NewRat(20, 1), Holidays: six}, "20", true},
	}
	for _, tt := range tests {
		got, declared := tt.calendar.PlanningDays(day(t, "2026-03-15"))
		if got.RatString() != tt.want || declared != tt.declared {
			t.Errorf("%s: %s, %v; want %s, %v", tt.name, got.RatString(), declared, tt.want, tt.declared)
		}
	}
	if got, _ := Default().PlanningDays(Date{}); got != nil {
		t.Errorf("no date gave %v days", got)
	}
}

func TestAnswersAreCopies(t *testing.T) {
	c := &Calendar{WorkingDay: big.NewRat(450, 1), DaysPerMonth: big.NewRat(20, 1)}
	days, _ := c.PlanningDays(Date{})
	days.SetInt64(1)
	c.NetDay().SetInt64(1)
	if c.DaysPerMonth.RatString() != "20" || c.WorkingDay.RatString() != "450" {
		t.Error("changing an answer changed the calendar")
	}
}

func TestDaysPerWeek(t *testing.T) {
	want := map[string]int{
		"zero": 5, "default": 5, "US": 5, "GB": 5, "Sunday week": 5, "Saturday too": 6, "twice named": 2, "one day": 1,
	}
	got := map[string]int{}
	for name, c := range calendars() {
		got[name] = c.DaysPerWeek()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
