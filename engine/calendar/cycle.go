package calendar

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/wording"
)

// MonthDay is a day that comes every year, such as the first of the fiscal year. The zero MonthDay is 1 January.
type MonthDay struct {
	Month time.Month
	Day   int
}

// ParseFiscalStart reads the first day of a fiscal year, written MM-DD. 29 February is refused, as it
// does not come every year.
func ParseFiscalStart(s string) (MonthDay, error) {
	// 2001 is a year without 29 February.
	d, ok := cutDate("2001-" + s)
	switch {
	case !ok:
		return MonthDay{}, errors.New(wording.IsNoDayOfThe(strconv.Quote(s)))
	case s == "02-29":
		return MonthDay{}, errors.New(wording.DoesNotComeEveryYear(s))
	case d.Month >= 1 && d.Month <= 12 && d.Day > daysIn(d.Year, d.Month):
		return MonthDay{}, fmt.Errorf("%s: %s has %d days", s, d.Month, daysIn(d.Year, d.Month))
	}
	if err := d.check(); err != nil {
		return MonthDay{}, fmt.Errorf("%s: %w", s, err)
	}
	return MonthDay{d.Month, d.Day}, nil
}

// String writes the day as MM-DD.
func (m MonthDay) String() string {
	m = m.orNewYear()
	return fmt.Sprintf("%02d-%02d", int(m.Month), m.Day)
}

func (m MonthDay) orNewYear() MonthDay {
	if m == (MonthDay{}) {
		return MonthDay{time.January, 1}
	}
	return m
}

// Cycle is the span of a cycle by name: one of the calendar's own first, else 2026, 2026-Q2, 2026-H1
// or 2026-05, also written Q2 2026, H1/2026, FY2026 or May 2026. Years, halves and quarters are fiscal, and a fiscal
// year is named by the year it ends in, or by both: 2026/27; a month is always the calendar month. The error names the
// forms and the nearest name that exists.
func (c *Calendar) Cycle(name string) (Span, error) {
	if span, ok := c.cycle(name); ok {
		return span, nil
	}
	if span, ok := c.cycle(standardName(name)); ok {
		return span, nil
	}
	if span, ok := c.cycle(standardName(c.endingYear(name))); ok {
		return span, nil
	}
	return Span{}, c.unknownCycle(name)
}

// cycle is one by its name as the calendar or the language has it.
func (c *Calendar) cycle(name string) (Span, bool) {
	if span, ok := c.Cycles[name]; ok {
		return span, true
	}
	return c.standardCycle(name)
}

// Name notes what a cycle of the calendar's own is called: its id, or the name that people read.
func (c *Calendar) Name(name, id string) {
	if c.called == nil {
		c.called = map[string]string{}
	}
	c.called[ownName(name)] = id
}

// Own is a cycle of the calendar's own by its id or its name, in any case, with spaces or hyphens, and with or without
// "the" and "by" before it.
func (c *Calendar) Own(text string) (Span, bool) {
	if span, ok := c.Cycles[text]; ok {
		return span, true
	}
	span, ok := c.Cycles[c.called[ownName(text)]]
	return span, ok
}

// NearestOwn is the id of the own cycle whose id is nearest to a text, or "".
func (c *Calendar) NearestOwn(text string) string { return c.nearestCycle(ownName(text)) }

// ownName is a text as the ids of cycles are written.
func ownName(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '-' || r == '_' })
	for len(words) > 1 && (words[0] == "the" || words[0] == "by" || words[0] == "end" || words[0] == "of") {
		words = words[1:]
	}
	return strings.Join(words, "-")
}

// twoYears is a fiscal year by the two in which it lies, 2026/27 or FY26/27.
var twoYears = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:FY ?)?(20)?([0-9]{2})/(?:20)?([0-9]{2})\b`)
})

// endingYear is a cycle with the year in which its fiscal year ends, 2027 for 2026/27; "" where two years are not
// written, do not follow one another, or a fiscal year lies in one.
func (c *Calendar) endingYear(name string) string {
	m := twoYears().FindStringSubmatch(name)
	if m == nil || c.FiscalStart.orNewYear() == (MonthDay{time.January, 1}) {
		return ""
	}
	first, _ := number(m[2], 2)
	last, _ := number(m[3], 2)
	if last != first+1 {
		return ""
	}
	return strings.Replace(name, m[0], "20"+m[3], 1)
}

// standardName is a cycle as the language writes it, 2026-Q2 for Q2 2026; "" for what is no year with a part of it.
func standardName(name string) string {
	words := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return strings.ContainsRune(" -/_", r) })
	if len(words) == 0 || strings.Trim(name, " -/_") != name {
		return ""
	}
	if whole := words[0]; len(words) == 1 && len(whole) == len("2026Q2") && whole[0] != 'F' {
		words = []string{whole[:4], whole[4:]}
	}
	spaced := len(words) > 1 && words[0] == "FY"
	if spaced {
		words = words[1:]
	}
	year, part := "", ""
	for _, word := range words {
		word, fiscal := strings.CutPrefix(word, "FY")
		if _, ok := number(word, 2); ok && (fiscal || spaced) && year == "" {
			word = "20" + word
		}
		if _, ok := number(word, 4); ok && year == "" {
			year = word
		} else if part == "" {
			part = "-" + partName(word)
		} else {
			return ""
		}
	}
	if year == "" {
		return ""
	}
	return year + part
}

// partName is a month by its number; other words stay.
func partName(word string) string {
	for month := time.January; month <= time.December; month++ {
		if name := strings.ToUpper(month.String()); word == name || word == name[:3] {
			return fmt.Sprintf("%02d", int(month))
		}
	}
	if word[0] >= '0' && word[0] <= '9' {
		return "" // 05/2026 is a month, and 05 2026 may be anything
	}
	return word
}

// standardCycle reads the cycles that need no declaration.
func (c *Calendar) standardCycle(name string) (Span, bool) {
	written, part, parted := strings.Cut(name, "-")
	year, ok := number(written, 4)
	if !ok || year < MinYear || year > MaxYear {
		return Span{}, false
	}
	if !parted {
		return c.fiscal(year, 0, 12), true
	}
	if month, ok := number(part, 2); ok {
		return monthOf(year, month), month >= 1 && month <= 12
	}
	return c.partOfYear(year, part)
}

// partOfYear reads Q1 to Q4, H1 and H2.
func (c *Calendar) partOfYear(year int, part string) (Span, bool) {
	switch part {
	case "Q1", "Q2", "Q3", "Q4":
		return c.fiscal(year, 3*int(part[1]-'1'), 3), true
	case "H1", "H2":
		return c.fiscal(year, 6*int(part[1]-'1'), 6), true
	}
	return Span{}, false
}

// fiscal is so many months of the fiscal year that ends in year, after skipping some.
func (c *Calendar) fiscal(year, skip, months int) Span {
	start := c.FiscalStart.orNewYear()
	if start != (MonthDay{time.January, 1}) {
		year--
	}
	first := Date{year, start.Month, min(start.Day, daysIn(year, start.Month))}
	return Span{first.AddMonths(skip), first.AddMonths(skip + months).AddDays(-1)}
}

// FiscalYear is the fiscal year in which a day lies.
func (c *Calendar) FiscalYear(day Date) Span {
	if span := c.fiscal(day.Year, 0, 12); !day.After(span.To) {
		return span
	}
	return c.fiscal(day.Year+1, 0, 12)
}

// MonthsBetween is the time from the end of a day to that of another, in months: from the end of June to that of
// December are six. A part of a month is in thirtieths.
func MonthsBetween(from, to Date) *big.Rat {
	days := func(d Date) int {
		if d.Day == daysIn(d.Year, d.Month) {
			return 30
		}
		return min(d.Day, 29)
	}
	months := 12*(to.Year-from.Year) + int(to.Month) - int(from.Month)
	return big.NewRat(int64(30*months+days(to)-days(from)), 30)
}

func monthOf(year, month int) Span {
	first := Date{year, time.Month(month), 1}
	return Span{first, first.AddMonths(1).AddDays(-1)}
}

func (c *Calendar) unknownCycle(name string) error {
	forms := wording.WriteAYearAQuarter()
	if near := c.nearestCycle(name); near != "" {
		return errors.New(wording.IsNoCycleDidYou(strconv.Quote(name), near, forms))
	}
	return errors.New(wording.IsNoCycle(strconv.Quote(name), forms))
}

// maxNear is how many cycles of its own a calendar may have for the nearest one to be proposed: each is compared with each wrong name.
const maxNear = 200

// nearestCycle is the own cycle nearest to a name, or "".
func (c *Calendar) nearestCycle(name string) string {
	if len(c.Cycles) > maxNear {
		return ""
	}
	return nearest.Word(name, slices.Sorted(maps.Keys(c.Cycles)), nearest.Few)
}

// EndsPeriod reports whether a day is the last of a month, a half, quarter or year, or a cycle of the calendar's own.
func (c *Calendar) EndsPeriod(day Date) bool {
	if day.Day == daysIn(day.Year, day.Month) {
		return true
	}
	for _, span := range c.Cycles {
		if span.To == day {
			return true
		}
	}
	for _, year := range []int{day.Year, day.Year + 1} { // a fiscal year is named by the year it ends in
		for _, part := range []string{"", "-Q1", "-Q2", "-Q3", "-Q4"} { // a half ends with a quarter
			if span, ok := c.standardCycle(fmt.Sprintf("%04d%s", year, part)); ok && span.To == day {
				return true
			}
		}
	}
	return false
}
