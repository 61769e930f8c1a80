package duration_test

import (
	"math/big"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// read is a quantity as it is written, at a place of its own.
func read(t *testing.T, text string) *model.Quantity {
	t.Helper()
	q, err := quantity.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return &model.Quantity{Quantity: &q, Place: model.Place{Node: &source.Node{}}}
}

// basis plans 20 workdays a month, of 7 h 30 min, with a holiday on 6 April 2026.
func basis(t *testing.T) duration.Basis {
	t.Helper()
	c := calendar.Default()
	c.Holidays = map[calendar.Date]string{{Year: 2026, Month: 4, Day: 6}: ""}
	perMonth := network.Written("days per month", read(t, "20")).In(quantity.FactorUnit(quantity.DaysPerMonth))
	perWeek := network.Written("days per week", read(t, "5")).In(quantity.FactorUnit(quantity.DaysPerWeek))
	return duration.Basis{Calendar: c, DaysPerMonth: perMonth, DaysPerWeek: perWeek, NetDay: network.Written("net day",
		read(t,
			"7 h 30 min"))}
}

// words are a number in words, "none" for none, or what is missing.
func words(n *network.Node) string {
	if n == nil {
		return "none"
	}
	return n.String()
}

// TestConversions brings one duration to every unit.
func TestConversions(t *testing.T) {
	for _, test := range []struct{ text, months, calendarDays, forWeek, forMonth, work string }{
		{"1 month", "1 month", "30 days", "1 month", "1 month", "none"},
		{"1 quarter", "3 months", "90 days", "3 months", "3 months", "none"},
		{"1..2 months", "1 to 2 months", "30 to 60 days", "1 to 2 months", "1 to 2 months", "none"},
		{"10 workdays", "0.5 months", "15 days", "10 days", "10 days", "75 h"},
		{"15 calendar-days", "0.5 months", "15 days", "2.14 weeks", "0.5 months", "360 h"},
		{"15 days", "0.5 months", "15 days", "2.14 weeks", "0.5 months", "360 h"},
		{"3 weeks", "0.7 months", "21 days", "3 weeks", "0.7 months", "504 h"},
		{"75 h", "0.5 months", "3.13 days", "75 hours", "75 hours", "75 h"},
		{"90 min", "0.01 months", "0.06 days", "1.5 hours", "1.5 hours", "1 h 30 min"},
		{"5 calls", "none", "none", "none", "none", "none"},
	} {
		b, q := basis(t), read(t, test.text)
		for _, is := range []struct {
			what string
			got  *network.Node
			want string
		}{
			{"in months", b.Months("takes", q), test.months},
			{"in days of the calendar", b.CalendarDays(network.Written("takes", q)), test.calendarDays},
			{"for a rate a week", duration.ForRate("takes", q, "week"), test.forWeek},
			{"for a rate a month", duration.ForRate("takes", q, "month"), test.forMonth},
			{"as work", b.Work("takes", q), test.work},
		} {
			if got := words(is.got); got != is.want {
				t.Errorf("%s %s: %s, want %s", test.text, is.what, got, is.want)
			}
		}
	}
}

// TestAcross brings workdays to days that pass, and back.
func TestAcross(t *testing.T) {
	for _, test := range []struct{ from, with, want string }{
		{"10 workdays", "30 days", "14 days"},
		{"10 workdays", "3 weeks", "2 weeks"},
		{"2 weeks", "9.5 workdays", "10 workdays"},
		{"14 calendar-days", "5 business days", "10 business days"},
		{"15 business hours", "30 days", "2.8 days"}, // two days of 7 h 30 min
		{"7 days", "4 business hours", "37.5 business hours"},
	} {
		if got := words(basis(t).Across("baseline", read(t, test.from), read(t, test.with))); got != test.want {
			t.Errorf("%s beside %s: %s, want %s", test.from, test.with, got, test.want)
		}
	}
}

// TestNoWorkingTime holds that what cannot be worked out without workdays says so.
func TestNoWorkingTime(t *testing.T) {
	b := basis(t)
	b.DaysPerMonth, b.DaysPerWeek = b.DaysPerMonth.Scaled(new(big.Rat)), b.DaysPerWeek.Scaled(new(big.Rat))
	const none = "a month of the calendar has no workdays"
	for _, test := range []struct {
		got  *network.Node
		want string
	}{
		{b.CalendarDays(network.Written("takes", read(t, "5 workdays"))), none},
		{b.Across("baseline", read(t, "5 workdays"), read(t, "5 days")), "a week of the calendar has no workdays"},
		{b.PerWorkedMonth(), "a week of the calendar has no workdays"},
		{b.Months("takes", read(t, "5 workdays")), "a month of the calendar has no working time"},
		{b.Months("takes", read(t, "5 h")), "a month of the calendar has no working time"},
	} {
		if got := words(test.got); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}

// TestADay divides a month of sales by its days of the calendar.
func TestADay(t *testing.T) {
	got := duration.ADay("sales a day", network.Written("sales", read(t, "USD 60k/month"))).Sum()
	if want := "USD 60,000/month ÷ 30 days/month = USD 2,000/day"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestEnds holds when a duration is over that begins on 1 April 2026, a Wednesday, and how many days pass until then.
func TestEnds(t *testing.T) {
	from := calendar.Date{Year: 2026, Month: 4, Day: 1}
	for _, test := range []struct{ text, last, days string }{
		{"0 days", "2026-04-01", "0 calendar-days"},
		{"36 h", "2026-04-08", "7 calendar-days"}, // four days of 7 h 30 min, and a part of the fifth
		{"3 workdays", "2026-04-07", "6 calendar-days"},
		{"2 weeks", "2026-04-15", "14 calendar-days"},
		{"1.5 months", "2026-05-16", "45 calendar-days"},
		{"1..2 months", "2026-06-01", "30 to 61 calendar-days"},
		{"60,000 workdays", "2200-12-31", "63,826 calendar-days"},
	} {
		b := basis(t)
		length, _ := b.Length("takes", read(t, test.text))
		if _, last := b.Ends(from, length.Amount); last.String() != test.last {
			t.Errorf("%s: ends on %s, want %s", test.text, last, test.last)
		}
		if got := words(b.Days(from, length)); got != test.days {
			t.Errorf("%s: %s, want %s", test.text, got, test.days)
		}
	}
}

// TestWith holds that durations follow the working time that they stand on.
func TestWith(t *testing.T) {
	b := basis(t)
	from := calendar.Date{Year: 2026, Month: 4, Day: 1}
	hours, _ := b.Length("takes", read(t, "36 h"))
	with := func(n, leaf *network.Node, text string) string {
		return words(n.With(network.Overrides{leaf.At.Node: read(t, text).Amount}))
	}
	takes := network.Written("takes", read(t, "10 workdays"))
	for _, test := range []struct{ what, got, want string }{
		{"a month of 15 workdays, in days", with(b.CalendarDays(takes), b.DaysPerMonth, "15"), "20 days"},
		{"fewer workdays, in days", with(b.CalendarDays(takes), takes, "4 workdays"), "6 days"},
		{"a month of 15 workdays, in months", with(b.Months("takes", read(t, "75 h")), b.DaysPerMonth, "15"),
			"0.67 months"},
		{"a day of 9 h, as a date", with(b.Days(from, hours), b.NetDay, "9 h"), "7 calendar-days"},
		{"a day of 12 h, as a date", with(b.Days(from, hours), b.NetDay, "12 h"), "6 calendar-days"},
		{"a day of 12 h, as work", with(b.Work("work", read(t, "10 workdays")), b.NetDay, "12 h"), "120 h"},
		{"no workdays", with(b.CalendarDays(takes), b.DaysPerMonth, "0"),
			"takes cannot be worked out: the formula gives no number"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.what, test.got, test.want)
		}
	}
}
