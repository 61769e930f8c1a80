package quantity

import "strings"

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
var timeWords = spell(map[*timeWord]string{
	{"ms", "min", fraction{1, 60_000}, "hour", 3_600_000}: "ms millisecond milliseconds",
	{"s", "min", fraction{1, 60}, "hour", 3600}:           "s sec secs second seconds",
	{"min", "min", fraction{1, 1}, "hour", 60}:            "min mins minute minutes",
	{"h", "min", fraction{60, 1}, "hour", 1}:              "h hr hrs hour hours",
	{"day", "min", fraction{1440, 1}, "day", 1}:           "d day days",
	{"calendar-day", "min", fraction{1440, 1}, "", 1}:     "calendar-day calendar-days",
	{"week", "min", fraction{10_080, 1}, "week", 1}:       "w wk wks week weeks",
	{"workday", "workday", fraction{1, 1}, "day", 1}:      "workday workdays working-day working-days business-day business-days",
	{"month", "month", fraction{1, 1}, "month", 1}:        "mo month months",
	{"quarter", "month", fraction{3, 1}, "quarter", 1}:    "quarter quarters",
	{"year", "month", fraction{12, 1}, "year", 1}:         "yr yrs year years",
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
	return isPer(lower) || isPercentile(lower) || lower == "median" || lower == "mean" || lower == "by" || lower == "and" ||
		hints[lower] != ""
}

// hints say what to write instead of a word that people write and the grammar
// does not have.
var hints = map[string]string{
	"minimum": `write "at least" before the number`,
	"maximum": `write "at most" before the number`,
	"max":     `write "at most" before the number`,
	"to":      `write 10..20 for a number you are not sure of, or "between 10 and 20" for a target with two limits`,
	"or":      `write "at least" or "at most" before the number`,
	"plus":    `write "at least" before the number`,
	"average": `write "mean" for the average`,
	"avg":     `write "mean" for the average`,
	"hourly":  `write "per hour"`, "daily": `write "per day"`, "weekly": `write "per week"`, "monthly": `write "per month"`,
	"quarterly": `write "per quarter"`, "yearly": `write "per year"`, "annually": `write "per year"`,
	"of": "a unit is a noun, such as 50 calls: leave out what follows it", "on": `write "mean" for the average, "by 2026-12-31" for a date`,
	"in": `write "per day" for a rate, "by 2026-12-31" for a date`, "within": `write "at most" before the number`,
	"until": `write "by" before a date`, "before": `write "by" before a date`,
}

// openings say what to write instead of words that people put before a number.
var openings = []struct{ words, hint string }{
	{"no more than", `write "at most"`}, {"not more than", `write "at most"`}, {"up to", `write "at most"`},
	{"maximum", `write "at most"`}, {"max", `write "at most"`}, {"within", `write "at most"`},
	{"no less than", `write "at least"`}, {"not less than", `write "at least"`}, {"no fewer than", `write "at least"`},
	{"minimum", `write "at least"`}, {"min", `write "at least"`}, {"from", `write "between 10 and 20", or 10..20 for a number you are not sure of`},
	{"over", `write "more than"`}, {"above", `write "more than"`}, {"greater than", `write "more than"`}, {"higher than", `write "more than"`},
	{"under", `write "less than"`}, {"below", `write "less than"`}, {"fewer than", `write "less than"`}, {"lower than", `write "less than"`},
	{"exactly", `write "="`}, {"equals", `write "="`}, {"equal to", `write "="`},
	{"about", "write the number alone, or a range such as 40..60"}, {"around", "write the number alone, or a range such as 40..60"},
	{"approximately", "write the number alone, or a range such as 40..60"}, {"roughly", "write the number alone, or a range such as 40..60"},
	{"median", `write "median" after the quantity`}, {"mean", `write "mean" after the quantity`}, {"average", `write "mean" after the quantity`},
}

// scaleWords are scales that do not stick to their number.
var scaleWords = map[string]string{
	"k": "k", "thousand": "k", "thousands": "k", "m": "M", "mn": "M", "mio": "M", "mm": "M", "million": "M", "millions": "M",
	"b": "bn", "bn": "bn", "bil": "bn", "billion": "bn", "billions": "bn",
}

// lowerCurrencies are codes that people write in small letters and that are no
// English words.
var lowerCurrencies = setOf("usd", "eur", "gbp", "jpy", "chf", "sek", "nok", "dkk")
