package calendar

import "math/big"

// Workdays is the number of working days in s, both ends counted and holidays taken out.
// It counts weeks and holidays, not days: a span of a century costs little more than one of a year.
func (c *Calendar) Workdays(s Span) int {
	if s.IsEmpty() {
		return 0
	}
	return c.weekDays(s) - c.daysOff(s)
}

// weekDays counts the days of the working week in s, holidays or not.
func (c *Calendar) weekDays(s Span) int {
	week, days := c.week(), s.Days()
	n := days / 7 * c.DaysPerWeek()
	for i := range days % 7 {
		if week[s.From.AddDays(i).Weekday()] {
			n++
		}
	}
	return n
}

// daysOff counts the holidays in s that fall on a day of the working week, each once.
func (c *Calendar) daysOff(s Span) int {
	week, n := c.week(), 0
	for d := range c.Holidays {
		if s.Contains(d) && week[d.Weekday()] {
			n++
		}
	}
	for year := s.From.Year; year <= s.To.Year; year++ {
		for d := range c.countryHolidays(year) {
			if _, own := c.Holidays[d]; !own && s.Contains(d) && week[d.Weekday()] {
				n++
			}
		}
	}
	return n
}

// MeanMonth is the mean number of working days in a month of the calendar year:
// its working days less holidays ÷ 12.
func (c *Calendar) MeanMonth(year int) *big.Rat {
	days := c.Workdays(Span{Date{year, 1, 1}, Date{year, 12, 31}})
	return big.NewRat(int64(days), 12)
}

// PlanningDays is the number of working days that a month counts for: DaysPerMonth where it is declared,
// else the mean month of the year of asOf. It is nil when neither is there: nothing declared and no date.
func (c *Calendar) PlanningDays(asOf Date) (days *big.Rat, declared bool) {
	if c.DaysPerMonth != nil {
		return new(big.Rat).Set(c.DaysPerMonth), true
	}
	if asOf.IsZero() {
		return nil, false
	}
	return c.MeanMonth(asOf.Year), false
}

// AddWorkdays is the nth working day after d, or before it when n is below zero; d itself is not counted,
// so Friday and 2 is Tuesday, and with n = 0 it is d whatever day that is.
// It is not a date where the years MinYear to MaxYear hold no such day.
func (c *Calendar) AddWorkdays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step = -1
	}
	for n != 0 {
		d = d.AddDays(step)
		if d.Year < MinYear || d.Year > MaxYear {
			return Date{}
		}
		if c.IsWorkday(d) {
			n -= step
		}
	}
	return d
}
