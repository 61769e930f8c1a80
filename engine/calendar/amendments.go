package calendar

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
)

// since are holidays that the library does not have, most of them younger than its release of April 2023.
var since = map[string][]*cal.Holiday{
	"BR": {fixed("Dia da Consciência Negra", time.November, 20, 2024)},
	"NZ": {{Name: "Matariki", Type: cal.ObservancePublic, Func: matariki}},
	"PL": {fixed("Wigilia Bożego Narodzenia", time.December, 24, 2025)},
	"RO": {
		fixed("Botezul Domnului", time.January, 6, 2024),
		fixed("Soborul Sfântului Ioan Botezătorul", time.January, 7, 2024),
	},
	"RU": {
		newYearHoliday(2), newYearHoliday(3), newYearHoliday(4),
		newYearHoliday(5), newYearHoliday(6), newYearHoliday(8),
	},
}

// newYearHoliday is one of the days that article 112 of the Russian labour code adds to 1 and 7 January.
func newYearHoliday(day int) *cal.Holiday {
	return fixed("Новогодние каникулы", time.January, day, 2013)
}

// fixed is a holiday on the same day each year from a first year on, weekend or not.
func fixed(name string, month time.Month, day, from int) *cal.Holiday {
	return &cal.Holiday{
		Name: name, Type: cal.ObservancePublic, StartYear: from,
		Month: month, Day: day, Func: cal.CalcDayOfMonth,
	}
}

// matariki follows the stars; its Fridays are those of the Te Kāhui o Matariki Public Holiday Act 2022,
// of which the first years are here.
func matariki(_ *cal.Holiday, year int) time.Time {
	days := map[int]MonthDay{
		2022: {time.June, 24}, 2023: {time.July, 14}, 2024: {time.June, 28}, 2025: {time.June, 20},
		2026: {time.July, 10}, 2027: {time.June, 25}, 2028: {time.July, 14}, 2029: {time.July, 6},
		2030: {time.June, 21}, 2031: {time.July, 11}, 2032: {time.July, 2},
	}
	day, ok := days[year]
	if !ok {
		return time.Time{}
	}
	return Date{year, day.Month, day.Day}.time()
}

// britain has the bank holidays of the countries of the United Kingdom. The library lists those of England and
// Wales; Scotland and Northern Ireland are built from its rules. To compare: https://www.gov.uk/bank-holidays.
var britain = regions{
	"ENG": england,
	"WLS": england,
	"NIR": slices.Concat(england, []*cal.Holiday{
		bankHoliday("St Patrick's Day", time.March, 17),
		bankHoliday("Battle of the Boyne", time.July, 12),
	}),
	"SCT": {
		gb.NewYear, secondOfJanuary, gb.GoodFriday, gb.EarlyMay, gb.VEDay, gb.CoronationDay, gb.SpringHoliday,
		gb.SpringHoliday2022, gb.PlatinumJubilee, gb.SummerHolidayScotland, stateFuneral,
		bankHoliday("St Andrew's Day", time.November, 30), gb.ChristmasDay, gb.BoxingDay,
	},
}

var england = slices.Concat(gb.Holidays, []*cal.Holiday{stateFuneral})

// stateFuneral was proclaimed for 2022 alone.
var stateFuneral = &cal.Holiday{
	Name: "State Funeral of Queen Elizabeth II", Type: cal.ObservanceBank, Month: time.September, Day: 19,
	StartYear: 2022, EndYear: 2022, Func: cal.CalcDayOfMonth,
}

// secondOfJanuary gives way to New Year's Day as Boxing Day does to Christmas.
var secondOfJanuary = &cal.Holiday{
	Name: "2nd January", Type: cal.ObservanceBank, Month: time.January, Day: 2,
	Func: cal.CalcDayOfMonth, Observed: gb.BoxingDay.Observed,
}

// bankHoliday is a British holiday that moves from the weekend to Monday.
func bankHoliday(name string, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{
		Name: name, Type: cal.ObservanceBank, Month: month, Day: day,
		Func: cal.CalcDayOfMonth, Observed: gb.NewYear.Observed,
	}
}
