// Package calendar counts working time: dates and spans of days, the working day and week,
// holidays, fiscal cycles, and the opening hours of a service.
//
// It reads no clock, no file and no time zone: the same values give the same answer everywhere.
// Minutes and days are exact rationals; days are counted on the calendar, not estimated.
package calendar

import (
	"math/big"
	"time"
)

// defaultWorkingDay is the working day in minutes where none is declared: 8 hours.
const defaultWorkingDay = 480

// Calendar is the working time of an organisation. Its zero value is the default calendar:
// 8 hours from Monday to Friday, no breaks, no holidays, a fiscal year that is the calendar year.
// Once filled it is only read, by any number of goroutines.
type Calendar struct {
	WorkingDay   *big.Rat          // minutes a day, breaks included; nil: 480
	Breaks       *big.Rat          // minutes a day, inside the working day; nil: 0
	Week         []time.Weekday    // the days worked, in any order; nil: Monday to Friday, empty: none
	DaysPerMonth *big.Rat          // the declared planning figure; nil: computed, see PlanningDays
	Holidays     map[Date]string   // days off and their names, which may be empty
	Country      string            // adds the holidays of CountryHolidays; "": none
	Region       string            // a region of Country; "": its national holidays
	FiscalStart  MonthDay          // first day of the fiscal year; zero: 1 January
	Cycles       map[string]Span   // the organisation's own cycles by id
	called       map[string]string // the ids of those that have a name, by that as ownName writes it
	MaxWeek      *big.Rat          // minutes a week that must not be passed; nil: not declared
}

// Default is a calendar with every default written out.
func Default() *Calendar {
	return &Calendar{
		WorkingDay:  big.NewRat(defaultWorkingDay, 1),
		Breaks:      new(big.Rat),
		Week:        []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		FiscalStart: MonthDay{time.January, 1},
	}
}

// NetDay is the working day less breaks, in minutes; never below zero.
func (c *Calendar) NetDay() *big.Rat {
	net := big.NewRat(defaultWorkingDay, 1)
	if c.WorkingDay != nil {
		net.Set(c.WorkingDay)
	}
	if c.Breaks != nil {
		net.Sub(net, c.Breaks)
	}
	if net.Sign() < 0 {
		return new(big.Rat)
	}
	return net
}

// DaysPerWeek is the number of days in the working week, 0 to 7.
func (c *Calendar) DaysPerWeek() int {
	n := 0
	for _, worked := range c.week() {
		if worked {
			n++
		}
	}
	return n
}

// week says for each time.Weekday whether it is worked.
func (c *Calendar) week() (week [7]bool) {
	if c.Week == nil {
		return [7]bool{false, true, true, true, true, true, false}
	}
	for _, day := range c.Week {
		week[day] = true
	}
	return week
}

// Holiday reports whether d is a holiday, and its name, which may be empty.
// The calendar's own name for a day wins over the country's. A holiday may fall outside the working week.
func (c *Calendar) Holiday(d Date) (name string, ok bool) {
	if name, ok = c.Holidays[d]; ok {
		return name, true
	}
	name, ok = c.countryHolidays(d.Year)[d]
	return name, ok
}

// IsWorkday reports whether d is a day of the working week and no holiday.
func (c *Calendar) IsWorkday(d Date) bool {
	if d.IsZero() || !c.week()[d.Weekday()] {
		return false
	}
	_, holiday := c.Holiday(d)
	return !holiday
}
