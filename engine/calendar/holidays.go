package calendar

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/wording"
)

// CountryHolidays are the days off work of one calendar year, with their local names. Country is an
// ISO 3166-1 code (SE), region the part after it in ISO 3166-2 (BY, or DE-BY), "" for the national holidays;
// neither minds case. The map is the caller's own.
//
// The day off is the day on which a holiday is observed: where a country moves a holiday that falls on a
// weekend, the day it moves to is in the map and the day itself is not, even if that is in the next or the
// last year (1 January 2028 is a Saturday: in the US 31 December 2027 is off). Where nothing is moved the
// holiday stands on its own day, weekend or not.
//
// The dates are those of github.com/rickar/cal with the additions of amendments.go. What it lists is off: in the US
// and Canada the federal holidays, in the Netherlands Good Friday and 5 May too. Days that were proclaimed once, or by
// law after its release of April 2023 and not added, are not there, and the Orthodox Easter is right up to 2099.
//
// It fails for a country or region that is not known, and for years outside MinYear to MaxYear.
func CountryHolidays(country, region string, year int) (map[Date]string, error) {
	rules, err := holidayRules(country, region)
	if err != nil {
		return nil, err
	}
	if year < MinYear || year > MaxYear {
		return nil, errors.New(wording.HolidaysOfInYearsRun(country, year, MinYear, MaxYear))
	}
	return holidaysOf(rules, year), nil
}

// CheckCountry says whether the holidays of a country and region are known; "" for both is fine.
// A Calendar with a country that fails here has no country holidays at all.
func CheckCountry(country, region string) error {
	if country == "" && region == "" {
		return nil
	}
	_, err := holidayRules(country, region)
	return err
}

// Countries are the codes that CountryHolidays knows, sorted.
func Countries() []string { return slices.Sorted(maps.Keys(countries())) }

// Regions are the regions of a country for which holidays are known, sorted; nil where there are none.
func Regions(country string) []string {
	return slices.Sorted(maps.Keys(countries()[strings.ToUpper(country)].regions))
}

type holidaysKey struct {
	country, region string
	year            int
}

// remembered holds the holidays that were computed, by holidaysKey. They depend on the key alone.
var remembered sync.Map

// countryHolidays are the holidays of the calendar's country; the map is shared and only read.
func (c *Calendar) countryHolidays(year int) map[Date]string {
	if c.Country == "" {
		return nil
	}
	key := holidaysKey{c.Country, c.Region, year}
	if days, ok := remembered.Load(key); ok {
		return days.(map[Date]string)
	}
	days, err := CountryHolidays(c.Country, c.Region, year)
	if err != nil {
		return nil
	}
	remembered.Store(key, days)
	return days
}

// holidaysOf are the days observed in a year. The years around it are asked too, as a holiday may be
// observed on the other side of New Year. Two holidays on one day share its name.
func holidaysOf(rules []*cal.Holiday, year int) map[Date]string {
	days := map[Date]string{}
	for y := year - 1; y <= year+1; y++ {
		for _, rule := range rules {
			d, ok := observed(rule, y)
			if !ok || d.Year != year {
				continue
			}
			if name, taken := days[d]; taken && name != rule.Name {
				days[d] = name + ", " + rule.Name
				continue
			}
			days[d] = rule.Name
		}
	}
	return days
}

// observed is the day on which a holiday of the year is taken off. It does what cal.Holiday.Calc does, but on
// dates: Calc works at midnight of the local time zone, which not every day has.
func observed(rule *cal.Holiday, year int) (Date, bool) {
	if year < rule.StartYear || rule.EndYear > 0 && year > rule.EndYear || slices.Contains(rule.Except, year) {
		return Date{}, false
	}
	start := rule.Func(rule, year)
	if start.IsZero() {
		return Date{}, false
	}
	d := DateOf(start.Add(12 * time.Hour)).AddDays(rule.CalcOffset)
	for _, moved := range rule.Observed {
		if moved.Day == d.Weekday() {
			return d.AddDays(moved.Offset), true
		}
	}
	return d, true
}

// holidayRules looks a country and region up.
func holidayRules(country, region string) ([]*cal.Holiday, error) {
	code := strings.ToUpper(country)
	found, ok := countries()[code]
	if !ok {
		return nil, unknownCountry(country)
	}
	part := strings.TrimPrefix(strings.ToUpper(region), code+"-")
	if part == "" && found.national != nil {
		return found.national, nil
	}
	if rules, ok := found.regions[part]; ok {
		return rules, nil
	}
	return nil, unknownRegion(code, region)
}

func unknownCountry(country string) error {
	if country == "" {
		return errors.New(wording.HolidaysNoCountryWriteA())
	}
	if code := codeFor(country); code != "" {
		return errors.New(wording.HolidaysOfDidYouMean(strconv.Quote(country), code))
	}
	return errors.New(wording.HolidaysOfAreNotKnown(strconv.Quote(country), strings.Join(Countries(), ", ")))
}

// codeFor finds the code of a country that was written in another way: its name, or a code of another system.
// Of two codes of two letters none is near the other, so nothing is guessed from a code.
func codeFor(country string) string {
	word, names := strings.ToLower(country), map[string]string{}
	for code, c := range countries() {
		for _, name := range strings.Split(c.names, "|") {
			names[strings.ToLower(name)] = code
		}
	}
	if code, ok := names[word]; ok {
		return code
	}
	if len(word) <= 3 {
		return ""
	}
	return names[nearest.Word(word, slices.Sorted(maps.Keys(names)), nearest.Few)]
}

func unknownRegion(code, region string) error {
	regions := Regions(code)
	list := strings.Join(regions, ", ")
	switch {
	case len(regions) == 0:
		return errors.New(wording.HolidaysOfByRegionAre(code, strconv.Quote(region)))
	case region == "":
		return errors.New(wording.HolidaysOfDifferByRegion(code, list))
	}
	return errors.New(wording.HolidaysOfRegionOfAre(strconv.Quote(region), code, list))
}
