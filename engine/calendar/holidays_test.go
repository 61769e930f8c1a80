package calendar

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // zones, also where the machine has none

	"github.com/google/go-cmp/cmp"
	"github.com/rickar/cal/v2"
)

func TestCountryHolidays(t *testing.T) {
	tests := []struct {
		country, region string
		year            int
		want            string // the days off that fall on Monday to Friday
	}{
		{"US", "", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"},
		{"US", "", 2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
		{"US", "", 2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
		{"GB", "", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"},
		{"GB", "WLS", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
		{"GB", "SCT", 2027, "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28"},
		{"GB", "SCT", 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"},
		{"GB", "NIR", 2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"},
		{"SE", "", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31"},
		{"DE", "SN", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 11-18 12-25"},
		{"PL", "", 2026, "01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25"},
		{"RU", "", 2026, "01-01 01-02 01-05 01-06 01-07 01-08 02-23 03-09 05-01 05-11 06-12 11-04"},
		{"NZ", "", 2026, "01-01 01-02 02-06 04-03 04-06 04-27 06-01 07-10 10-26 12-25 12-28"},
		{"AU", "VIC", 2025, "01-01 01-27 03-10 04-18 04-21 04-25 06-09 09-26 11-04 12-25 12-26"},
		{"JP", "", 2026, "01-01 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23"},
	}
	for _, tt := range tests {
		days, err := CountryHolidays(tt.country, tt.region, tt.year)
		if diff := cmp.Diff(strings.Fields(tt.want), onWeekdays(days)); diff != "" || err != nil {
			t.Errorf("%s %s %d: %v\n%s", tt.country, tt.region, tt.year, err, diff)
		}
	}
}

func onWeekdays(days map[Date]string) []string {
	var written []string
	for _, d := range slices.SortedFunc(maps.Keys(days), Date.Compare) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			written = append(written, d.String()[len("2026-"):])
		}
	}
	return written
}

func TestHolidayNames(t *testing.T) {
	c := &Calendar{Country: "AR", Holidays: map[Date]string{{2026, 1, 1}: "our own", {2026, 3, 2}: ""}}
	tests := []struct {
		day, name string
		ok        bool
	}{
		{"2026-01-01", "our own", true},
		{"2026-03-02", "", true},
		{"2026-04-02", "Día de los Veteranos de la Guerra de Malvinas, Viernes Santo", true},
		{"2026-03-03", "", false},
	}
	for _, tt := range tests {
		if name, ok := c.Holiday(day(t, tt.day)); name != tt.name || ok != tt.ok {
			t.Errorf("%s is %q, %v; want %q, %v", tt.day, name, ok, tt.name, tt.ok)
		}
	}
}

func TestUnknownCountry(t *testing.T) {
	known := strings.Join(Countries(), ", ")
	tests := []struct{ country, region, err string }{
		{"", "", ""},
		{"se", "", ""},
		{"GB", "GB-SCT", ""},
		{"Sweden", "", `holidays of "Sweden": did you mean SE?`},
		{"swedn", "", `holidays of "swedn": did you mean SE?`},
		{"UK", "", `holidays of "UK": did you mean GB?`},
		{"USA", "", `holidays of "USA": did you mean US?`},
		{"IN", "", `holidays of "IN" are not known: write the dates; countries known are ` + known},
		{"", "BY", "holidays: no country: write a code such as SE, or the dates"},
		{"US", "CA", `holidays of US by region are not known: leave out the region "CA" and write its dates`},
		{"au", "", "holidays of AU differ by region: write one of ACT, NSW, NT, QLD, SA, TAS, VIC, WA"},
		{"AU", "NWS", `holidays of region "NWS" of AU are not known: write the dates, or one of ACT, NSW, NT, QLD, SA, TAS, VIC, WA`},
	}
	for _, tt := range tests {
		if got := message(CheckCountry(tt.country, tt.region)); got != tt.err {
			t.Errorf("CheckCountry(%q, %q): %q, want %q", tt.country, tt.region, got, tt.err)
		}
	}
	_, err := CountryHolidays("SE", "", 2201)
	if want := "holidays of SE in 2201: years run from 1900 to 2200"; message(err) != want {
		t.Errorf("got %q, want %q", message(err), want)
	}
}

// everyRule calls back with the holidays of each country and region.
func everyRule(visit func(place string, rules []*cal.Holiday)) {
	for _, code := range Countries() {
		visit(code, countries()[code].national)
		for _, region := range Regions(code) {
			visit(code+"-"+region, countries()[code].regions[region])
		}
	}
}

func TestObservedAgreesWithTheLibrary(t *testing.T) {
	defer func(was *time.Location) { cal.DefaultLoc = was }(cal.DefaultLoc)
	cal.DefaultLoc = time.UTC
	everyRule(func(place string, rules []*cal.Holiday) {
		for _, rule := range rules {
			for year := 1990; year <= 2060; year++ {
				_, want := rule.Calc(year)
				got, ok := observed(rule, year)
				if ok == want.IsZero() || ok && got != DateOf(want) {
					t.Errorf("%s: %s in %d is %v, %v; want %v", place, rule.Name, year, got, ok, want)
				}
			}
		}
	})
}

// In São Paulo and Beirut summer time began at midnight: some days have none.
func TestHolidaysIgnoreTheTimeZone(t *testing.T) {
	defer func(was *time.Location) { cal.DefaultLoc = was }(cal.DefaultLoc)
	all := func(zone string) map[string]map[Date]string {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		cal.DefaultLoc = location
		found := map[string]map[Date]string{}
		everyRule(func(place string, rules []*cal.Holiday) {
			for year := 2000; year <= 2030; year++ {
				found[place+"-"+Date{year, 1, 1}.String()] = holidaysOf(rules, year)
			}
		})
		return found
	}
	want := all("UTC")
	for _, zone := range []string{"America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Asia/Tokyo"} {
		if diff := cmp.Diff(want, all(zone)); diff != "" {
			t.Errorf("%s: %s", zone, diff)
		}
	}
}

func TestEveryCountryHasSensibleHolidays(t *testing.T) {
	everyRule(func(place string, rules []*cal.Holiday) {
		if days := holidaysOf(rules, 2026); rules != nil && (len(days) < 7 || len(days) > 25) {
			t.Errorf("%s has %d holidays in 2026", place, len(days))
		}
		for _, rule := range rules {
			if rule.Name == "" || rule.Func == nil {
				t.Errorf("%s has a holiday without name or rule: %+v", place, rule)
			}
		}
	})
}

func TestHolidaysAreTheCallersOwn(t *testing.T) {
	days, _ := CountryHolidays("SE", "", 2026)
	clear(days)
	c := &Calendar{Country: "SE"}
	if c.IsWorkday(day(t, "2026-01-06")) {
		t.Error("clearing an answer took the holidays away")
	}
}
