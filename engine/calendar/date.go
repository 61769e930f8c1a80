package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/kpilint/kpilint/engine/wording"
)

// The years that a written date or cycle may name. Sums may leave them.
const (
	MinYear = 1900
	MaxYear = 2200
)

// Date is a day of the Gregorian calendar, without time of day or zone.
// It is comparable and serves as a map key; the zero Date is "no date".
// A Date that is no real day (30 February) comes only from a literal, and is the caller's mistake.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a date written YYYY-MM-DD, nothing else around it. The error says what is wrong:
// the form, the year (MinYear to MaxYear), the month, or the length of the month.
func ParseDate(s string) (Date, error) {
	d, ok := cutDate(s)
	if !ok {
		return Date{}, notADate(s)
	}
	if err := d.check(); err != nil {
		return Date{}, fmt.Errorf("%s: %w", s, err)
	}
	return d, nil
}

// notADate is the error of a text that has not the form of a date. Many texts are tried, and few errors are ever told.
type notADate string

// Error says how a date is written.
func (s notADate) Error() string { return wording.IsNotADateWriteYyyy(strconv.Quote(string(s))) }

// DateOf is the day that t shows in its own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// cutDate takes YYYY-MM-DD apart without asking whether that day exists.
func cutDate(s string) (Date, bool) {
	if len(s) != len("YYYY-MM-DD") || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	year, okYear := number(s[:4], 4)
	month, okMonth := number(s[5:7], 2)
	day, okDay := number(s[8:], 2)
	return Date{year, time.Month(month), day}, okYear && okMonth && okDay
}

// check says why d is no real day of the years we know.
func (d Date) check() error {
	switch {
	case d.Year < MinYear || d.Year > MaxYear:
		return errors.New(wording.YearsRunFromTo(MinYear, MaxYear))
	case d.Month < 1 || d.Month > 12:
		return errors.New(wording.ThereIsNoMonth(fmt.Sprintf("%02d", int(d.Month))))
	case d.Day < 1:
		return errors.New(wording.ThereIsNoDay(fmt.Sprintf("%02d", d.Day)))
	case d.Day > daysIn(d.Year, d.Month):
		return fmt.Errorf("%s %d has %d days", d.Month, d.Year, daysIn(d.Year, d.Month))
	}
	return nil
}

// String writes the date as YYYY-MM-DD; the zero Date is empty.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Compare is -1 when d is before o, 0 when they are the same day, and 1 when d is after o.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// Before reports whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d is a later day than o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// DaysSince is the number of days from o to d, below zero when d is before o.
func (d Date) DaysSince(o Date) int {
	return int((d.time().Unix() - o.time().Unix()) / (24 * 60 * 60))
}

// AddDays is the date n days after d, or before it when n is below zero.
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// AddMonths is the same day n months on (or back); where that month is too short, its last day.
func (d Date) AddMonths(n int) Date {
	first := DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	first.Day = min(d.Day, daysIn(first.Year, first.Month))
	return first
}

// time is midnight of d in UTC, where every day has 24 hours.
func (d Date) time() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// daysIn is the length of a month in days.
func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// number reads exactly so many decimal digits, and no sign.
func number(s string, digits int) (int, bool) {
	if len(s) != digits {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
