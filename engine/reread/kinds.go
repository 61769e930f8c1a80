package reread

import (
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// A Kind is a sort of change in what quantities mean, with an example of it. CHANGELOG.md lists each of them.
type Kind struct {
	Name    string // in a few words
	Written string // an example
	Before  string // how 0.2.0 read it
	Now     string // how it is read now

	is func(c *compared) bool
}

// compared is a text with both of its readings.
type compared struct {
	text        string
	before, now *quantity.Quantity // nil: not a number
	refused     bool               // now
	way         bool               // the comparator is that of a written direction
}

var (
	threeDecimals = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^0-9.,])[0-9]{1,3}\.[0-9]{3}(?:$|[^0-9.,])`)
	})
	stuckM = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|[^0-9.,])[0-9.,]+m(?:$|[^a-z0-9])`)
	})
	unsureScale = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)[0-9] *(?:mil|mils|mll|mlls|mills|mln|mlns|bln|mrd)\b`)
	})
	hoursOfWork = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:business|working|work|office|opening|operating|service)-hours?\b`)
	})
	daysOfWork = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\bwork-days?\b`)
	})
)

// Kinds are all the ways in which a quantity of 0.2.0 is read otherwise now. The first that fits is the reason.
func Kinds() []Kind {
	return []Kind{
		{Name: wording.AWrittenDirectionIsA(), Written: "20%", Before: wording.OnNoSideText(),
			Now: wording.AtLeast20(),
			is:  func(c *compared) bool { return c.way }},
		{Name: wording.APointBeforeThreeDigits(), Written: "12.500 calls/month", Before: "12.5 calls/month",
			Now: "refused", is: func(c *compared) bool { return c.refused && threeDecimals().MatchString(c.text) }},
		{Name: wording.MMayBeMinutesOr(), Written: "10m", Before: "10 min", Now: "refused",
			is: func(c *compared) bool { return c.refused && stuckM().MatchString(c.text) }},
		{Name: wording.AWordThatMayBe(), Written: "924,067.67 Mlls",
			Before: "924,067.67 mlls", Now: "refused",
			is: func(c *compared) bool { return c.refused && unsureScale().MatchString(c.text) }},
		{Name: wording.BusinessHoursAreHoursOf(), Written: "4 business-hours", Before: "4 business-hours", Now: "4 h",
			is: func(c *compared) bool { return hoursOfWork().MatchString(c.text) && c.before != nil }},
		{Name: wording.WorkDaysAreDaysOf(), Written: "2 work-days", Before: "2 work-days", Now: "2 workdays",
			is: func(c *compared) bool { return daysOfWork().MatchString(c.text) && c.before != nil }},
		{Name: wording.AWordForSomebodyAt(), Written: wording.CallsPerEmployeePerDay(),
			Before: "500 calls/employee/day", Now: "500 calls/person/day", is: isPerson},
		{Name: wording.WordsThatSayANumber(), Written: "twelve", Before: wording.TextWithoutANumber(), Now: "12",
			is: func(c *compared) bool { return c.before == nil && !c.refused && isText(c.text) }},
		{Name: wording.TargetsAreReadAsPeople(), Written: wording.AtOrAbove84(), Before: "refused",
			Now: wording.AtLeast84(),
			is:  func(c *compared) bool { return c.before == nil && !c.refused }},
	}
}

// isPerson reports whether the two units differ in a word that means a person now.
func isPerson(c *compared) bool {
	if c.before == nil || c.now == nil || c.now.Low == nil {
		return false
	}
	return c.now.Unit.Scope() == "person" && c.before.Unit.Scope() == "" && len(c.before.Unit.PerNouns()) > 0
}

// isText reports whether 0.2.0 took a text for a target without a number.
func isText(text string) bool { return quantity.Placeholder(text) || quantity.Relative(text) }

// why is the kind of a difference, "" for none that is known.
func why(c *compared) string {
	for _, k := range Kinds() {
		if k.is(c) {
			return k.Name
		}
	}
	return ""
}

// inWords is a reading as people read it.
func inWords(q *quantity.Quantity) string {
	if q.Low == nil {
		return q.Text
	}
	words := strings.TrimSpace(sides[q.Comparator]() + " " + q.Amount.Worked().String())
	if q.Statistic != "" {
		words += " " + q.Statistic
	}
	if q.By != "" {
		words += " by " + q.By
	}
	return words
}

// sides are what is said of a number by its comparator.
var sides = map[quantity.Comparator]wording.Text{
	quantity.NoComparator: func() string { return "" }, quantity.AtLeast: wording.AtLeast,
	quantity.AtMost:   wording.AtMost,
	quantity.MoreThan: wording.MoreThanSo, quantity.LessThan: wording.LessThanSo, quantity.Exactly: wording.ExactlySo,
	quantity.Between: wording.BetweenTwo,
}
