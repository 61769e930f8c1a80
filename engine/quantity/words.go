package quantity

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// fraction is a conversion factor; a struct, so that tables hold no pointers.
type fraction struct{ num, den int64 }

// timeWord is what a word for time means, in a duration and after a per.
type timeWord struct {
	name   string   // as in Quantity.TimeUnit
	atom   string   // "min", "workday" or "month"
	size   fraction // of it in that atom
	period string   // of a rate; "" where no rate may have it
	per    int64    // how often it fits into that period
}

// timeWords holds every word for time that a quantity may use.
var timeWords = sync.OnceValue(func() map[string]*timeWord {
	return spell(map[*timeWord]string{
		{"ms", "min", fraction{1, 60_000}, "hour", 3_600_000}: "ms millisecond milliseconds",
		{"s", "min", fraction{1, 60}, "hour", 3600}:           "s sec secs second seconds",
		{"min", "min", fraction{1, 1}, "hour", 60}:            "min mins minute minutes",
		{"h", "min", fraction{60, 1}, "hour", 1}:              "h hr hrs hour hours",
		{"day", "min", fraction{1440, 1}, "day", 1}:           "d day days",
		{"calendar-day", "min", fraction{1440, 1}, "", 1}:     "calendar-day calendar-days",
		{"week", "min", fraction{10_080, 1}, "week", 1}:       "w wk wks week weeks",
		{"business-hour", "min", fraction{60, 1}, "hour", 1}: "business-hour business-hours working-hour working-hours " +
			"work-hour work-hours office-hour office-hours opening-hour opening-hours operating-hour operating-hours " +
			"service-hour service-hours",
		{"workday", "workday", fraction{1, 1}, "day",
			1}: "workday workdays working-day working-days business-day business-days " +
			"work-day work-days",
		{"month", "month", fraction{1, 1}, "month", 1}:     "mo month months",
		{"quarter", "month", fraction{3, 1}, "quarter", 1}: "quarter quarters",
		{"year", "month", fraction{12, 1}, "year", 1}:      "yr yrs year years",
	})
})

func spell(spellings map[*timeWord]string) map[string]*timeWord {
	words := map[string]*timeWord{}
	for t, all := range spellings {
		for word := range strings.FieldsSeq(all) {
			words[word] = t
		}
	}
	return words
}

// isoDates and isoTimes are the letters of an ISO 8601 duration before and
// after its T.
var (
	isoDates = map[byte]string{'Y': "year", 'M': "month", 'W': "week", 'D': "day"}
	isoTimes = map[byte]string{'H': "h", 'M': "min", 'S': "s"}
)

// symbols are the signs of currencies that the grammar knows.
var symbols = []struct{ sign, code string }{{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}}

// isPer accepts the words that say per.
func isPer(lower string) bool {
	switch lower {
	case "per", "a", "an", "each", "every":
		return true
	}
	return false
}

// isStatistic accepts median, mean and p50 to p99.
func isStatistic(lower string) bool {
	if lower == "median" || lower == "mean" {
		return true
	}
	return isPercentile(lower) && len(lower) == 3 && lower[1] >= '5'
}

// isPercentile accepts p and a number, in the range of statistics or not.
func isPercentile(lower string) bool {
	if len(lower) < 2 || lower[0] != 'p' {
		return false
	}
	for i := 1; i < len(lower); i++ {
		if !isDigit(lower[i]) {
			return false
		}
	}
	return true
}

// isReserved accepts the words that end a unit, so that no noun is read there.
func isReserved(lower string) bool {
	return isPer(lower) || isPercentile(lower) || stops()[lower] || hints()[lower] != ""
}

// stops are words that no noun has in it, and that may follow one.
var stops = setOf("median", "mean", "average", "avg", "by", "and", "or", "to", "of", "on", "in", "within", "until",
	"before",
	"during", "at", "as", "minimum", "maximum", "max", "plus", "out", "once", "twice", "exactly", "from", "for", "with",
	"the", "that",
	"which", "who", "is", "are", "be", "not", "no", "than", "if", "when", "about", "more", "less", "fewer", "above",
	"below", "over", "under")

// What quantities are written with, in English wherever they stand, since it is read back.
const (
	increaseBy     = "increase by "
	reduceBy       = "reduce by "
	atLeast        = "at least "
	atMost         = "at most "
	outOf          = "out of "
	forOne         = "for one"
	perPerson      = "per person"
	perYear        = "per year"
	byYearEnd      = "by year-end"
	everyTwoWeeks  = "every two weeks"
	everyTwoMonths = "every two months"
)

// hints say what to do about a word that people write and the grammar does not have, where nothing can be proposed.
var hints = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"on":         wording.ADateIsWrittenAs(),
		"in":         wording.ARateIsWrittenAs(),
		"within":     wording.ALimitIsWrittenBefore(),
		"of":         wording.AUnitIsANoun(),
		"biweekly":   wording.WriteTwiceAWeekOr(),
		"bimonthly":  wording.WriteTwiceAMonthOr(),
		"semiannual": `write "twice a year"`, "semiannually": `write "twice a year"`, "biannually": `write "twice a year"`,
	}
})

// openings are words that people put before a number and that say no limit.
var openings = []string{"about", "around", "approximately", "roughly", "approx", "~", "+"}

// foreignPer are words of other languages for per.
var foreignPer = map[string]string{"pro": "per", "par": "per", "por": "per", "je": "per"}

// ofMoney are nouns that may follow an amount of money and say what it is.
var ofMoney = setOf("arr", "mrr", "acv", "tcv", "revenue", "revenues", "sales", "pipeline", "bookings", "profit",
	"savings",
	"turnover", "budget", "gmv", "ebitda")

// ofChange are words after a share that make it a change and not a level.
var ofChange = setOf("yoy", "mom", "qoq", "wow", "year-over-year", "month-over-month", "year-on-year",
	"month-on-month", "change",
	"better", "worse", "faster", "slower", "shorter", "longer", "cheaper")

// lowerCurrencies are codes that people write in small letters and that are no
// English words.
var lowerCurrencies = setOf("usd", "eur", "gbp", "jpy", "chf", "sek", "nok", "dkk")
