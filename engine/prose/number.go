package prose

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// number is a number of a sentence with what stands at it: its comparator before it, and its sign, letter or unit stuck
// to it.
type number struct {
	begin, at, next int // the tokens of the comparator, of the number, and what follows it
	low, high       string
	comparator      quantity.Comparator
	currency        string
	percent         bool
	unit            string // stuck to it: "h" of 36h, "/day" of 50/day
	plus            bool
	outOf           bool // 4.5/5
	sign            bool // the comparator is a sign, as in "> 90%"
	times           bool // twice: it counts what the verb says
	adjective       bool // 24-hour
	added           bool // +2
	around          bool // ±2 %, which is a number only behind "within"
	none            bool // zero complaints
	restated        bool // one (1)
}

var numeral = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\+/?-|[<>≤≥=~+±]{0,2})([$€£¥])?(` + digits + `)` + letter + `?(\+)?` +
		`(?:(?:-|–|—|\.\.)[$€£¥]?(` + digits + `)` + letter + `?)?(\+)?(%)?(\+)?` +
		`(-?[a-zµ]+)?(/[a-zA-Z]+|/(?:5|10|100)|:1)?$`)
})

const letter = `(k|K|M|m|bn|BN|B|b)`

const digits = `\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`

// number reads the number at a token. False when there is none.
func (s sentence) number(i int) (number, bool) {
	n := number{begin: i, at: i, next: i + 1}
	t := s.at(i)
	switch {
	case s.fraction(&n):
		return n, true
	case t.word == "half" && (s.at(i+1).word == "a" || s.at(i+1).word == "an") &&
		(timeUnits()[s.at(i+2).word] != "" || s.at(i+2).word == "percent"):
		n.low, n.next = "0.5", i+2 // half an hour
	case t.word == "halve" && s.halves(i):
		n.low, n.percent = "50", true
	case numberWord(t.word) != "" || t.word == "one" && s.at(i+1).word == "hundred" && !t.ends():
		from := i - 1
		if s.at(from).word == "to" {
			from--
		}
		if s.runsOn(from, i) || s.runsOn(from-1, from) || t.word == "hundred" && numberWord(s.at(i-1).word) != "" {
			return n, false // seven fifty to nine hundred
		}
		n.low, n.next = s.hundreds(i)
	case quantity.Occasions(t.word) > 0:
		n.low, n.times = strconv.FormatInt(quantity.Occasions(t.word), 10), true
		if s.at(i+1).word == "or" && s.at(i+2).word == "twice" {
			n.high, n.next = "2", i+3 // once or twice
		}
	case s.alternate(i) != "":
		n.low = s.alternate(i)
	case s.article(i):
		n.low = "1"
	case s.none(i):
		n.low, n.comparator, n.none = "0", quantity.AtMost, true
	default:
		before := s.at(i - 1).word
		text := t.text
		if label := s.at(i - 1).close; strings.HasSuffix(label, ":") && (t.ends() || i+1 == len(s.tokens)) {
			text = multiple.Get().ReplaceAllString(text, "$1$2") // LTV to CAC: 3x+
		}
		if !n.numeral(text) || n.adjective && !s.any(i+1, i+3, turnarounds.Set()) && !s.longest(i) ||
			n.added && !hires.Has(before) && !scores.Has(before) {
			return n, false
		}
	}
	s.onScale(&n)
	if s.outOfMany(&n) {
		s.comparator(&n)
		return n, true
	}
	s.again(&n)
	s.andHalf(&n, n.next)
	s.dozen(&n)
	s.to(&n)
	s.scale(&n)
	s.comparator(&n)
	return n, !n.around || n.comparator == quantity.AtMost
}

// runsOn reports whether a number word stands right before another one that is no part of it.
func (s sentence) runsOn(i, next int) bool {
	return i+1 == next && numberWord(s.at(i).word) != "" && numberWord(s.at(next).word) != "" && !s.at(i).ends() &&
		s.at(next).word != "dozen" && s.at(next).word != "hundred"
}

// hundreds reads the number words at a place, and says what stands behind them: twelve, twelve hundred, one hundred
// and twenty.
func (s sentence) hundreds(i int) (digits string, next int) {
	digits, next = numberWord(s.at(i).word), i+1
	if s.at(i).word == "one" {
		digits = "1"
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n > 99 || s.at(i).ends() || s.at(next).word != "hundred" {
		return digits, next
	}
	n, next = n*100, next+1
	rest := next
	if s.at(rest).word == "and" {
		rest++
	}
	more, err := strconv.ParseInt(numberWord(s.at(rest).word), 10, 64)
	if ended := s.at(next-1).ends() || s.at(rest-1).ends(); err == nil && more < 100 && !ended &&
		s.at(rest+1).word != "hundred" { // between one hundred and two hundred
		n, next = n+more, rest+1
	}
	return strconv.FormatInt(n, 10), next
}

// halves reports whether a verb at a place asks for half of something: "halve changeover time", "we will halve it".
func (s sentence) halves(i int) bool {
	before := s.at(i - 1).word
	return !s.at(i).ends() && s.at(i+1).word != "" && (i == 0 || before == "will" || before == "to" || before == "and")
}

// fraction reads "a quarter of", "half of" and "two thirds of", which are shares.
func (s sentence) fraction(n *number) bool {
	i, parts := n.at, int64(1)
	switch w := s.at(i).word; {
	case w == "two":
		i, parts = i+1, 2
	case numberWord(w) != "" && len(numberWord(w)) == 1:
		i, parts = i+1, int64(numberWord(w)[0]-'0')
	case w == "a" || w == "one":
		i++
	}
	whole := fractions[s.at(i).word]
	if of := s.at(i + 2).word; whole > parts && s.at(i+1).word == "of" && (of == "a" || of == "an") &&
		timeUnits()[s.at(i+3).word] != "" {
		n.low, n.next = new(big.Rat).SetFrac64(parts, whole).FloatString(2), i+3 // a quarter of an hour
		s.comparator(n)
		return true
	}
	changed := s.any(0, n.at-1, growing.Set()) || s.any(0, n.at-1, shortening.Set())
	last := s.at(i).ends() || s.at(i+1).word == "" || boundaries.Has(s.at(i+1).word)
	if s.at(n.at-1).word == "in" && s.at(n.at).word == "half" && changed && last {
		n.low, n.percent, n.next = "50", true, n.at+1 // cut the time in half
		return true
	}
	if s.at(n.at-1).word == "by" && whole > parts && (s.at(n.at).word == "half" || changed && last) {
		n.low, n.percent, n.next = percentOf(parts, whole), true, i+1 // reduce by half, cut by a third
		return true
	}
	if whole == 0 || i > n.at && s.at(i-1).ends() || s.at(i).ends() || s.at(i+1).word != "of" || parts >= whole {
		return false
	}
	m := *n
	m.low, m.percent, m.next = percentOf(parts, whole), true, i+1
	s.comparator(&m)
	if m.comparator == "" && s.in != targets && s.in != work {
		return false // 4 reviews a quarter of each, half of the team
	}
	*n = m
	return true
}

func percentOf(parts, whole int64) string {
	return new(big.Rat).SetFrac64(100*parts, whole).FloatString(2)
}

// outOfMany reads "three out of four questions" and "3 in 100 books", which are shares.
func (s sentence) outOfMany(n *number) bool {
	at := n.next
	switch {
	case s.at(at).word == "out" && s.at(at+1).word == "of":
		at += 2
	case s.at(at).word == "of" && n.low != "1" && many.Has(s.at(at+1).word) && !pointsOf.Has(s.at(at+2).word):
		at++ // nine of ten guests
	case s.at(at).word == "in" && !s.at(at).ends() && !n.times:
		if at++; s.at(at).word == "a" {
			at++ // one in a hundred
		}
	case s.ofKind(at):
		at += 2
		if s.at(at-1).word == "in" && s.at(at).word == "a" {
			at++ // one bin in a thousand
		} else if s.at(at-1).word == "out" {
			at++
		}
		return s.outOf(n, at, true)
	default:
		return false
	}
	return s.outOf(n, at, false)
}

var pointsOf = content.WordSet("points marks")

var many = content.WordSet("ten twenty hundred 10 20 100")

// ofKind recognises the noun of "one file in five" and "one file out of five".
func (s sentence) ofKind(i int) bool {
	w, in := s.at(i), s.at(i+1).word
	return isNoun(w.word) && !boundaries.Has(w.word) && timeUnits()[w.word] == "" && !weekdays.Has(w.word) &&
		!w.ends() && !turns.Has(w.word) &&
		(in == "in" || in == "out" && s.at(i+2).word == "of")
}

// outOf is the share that a number is of the whole at a place. Behind the whole stands what there are so many of, or
// nothing where that was said before.
func (s sentence) outOf(n *number, at int, said bool) bool {
	all := s.at(at).word
	if w := numberWord(all); w != "" {
		all = w
	}
	whole, part := wholes[all], new(big.Rat)
	next := s.at(at + 1).word
	ends := s.at(at).ends() || next == ""
	limited := s.any(n.at-2, n.at, beyondLimits.Set()) // no more than one in a hundred
	fits := (said || limited) && (ends || boundaries.Has(next) || !plural(next)) ||
		!said && !ends && plural(next) && !scores.Has(next)
	if _, ok := part.SetString(n.low); !ok || whole == 0 || n.high != "" || n.percent || n.currency != "" || !fits ||
		part.Cmp(big.NewRat(whole, 1)) >= 0 {
		return false
	}
	n.low = strings.TrimSuffix(strings.TrimRight(part.Mul(part, big.NewRat(100, whole)).FloatString(2), "0"), ".")
	n.percent, n.next = true, at+1
	return true
}

// turns are times at which people work by turns: one weekend in three.
var turns = content.WordSet("weekend weekends night nights shift shifts evening evenings saturdays sundays")

var beyondLimits = content.WordSet("than below under most")

// onScale reads "4.5 out of 5" as 4.5/5, where nothing is named of which there would be so many.
func (s sentence) onScale(n *number) {
	at := n.next + 2
	whole := strings.TrimSuffix(s.at(at).word, ".0")
	if s.at(n.next).word == "out" && s.at(n.next+1).word == "of" && wholes[whole] > 0 && n.unit == "" && n.high == "" &&
		!n.percent && n.currency == "" && (s.at(at).ends() || s.at(at+1).text == "" || boundaries.Has(s.at(at+1).word)) {
		n.unit, n.outOf, n.next = "/"+whole, true, at+1
	}
}

// wholes are the numbers that people say so many out of.
var wholes = map[string]int64{
	"2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "8": 8, "10": 10, "20": 20, "50": 50, "100": 100, "200": 200,
	"thousand": 1000, "1000": 1000, "1,000": 1000,
}

// fractions are words for parts, by how many make the whole.
var fractions = map[string]int64{
	"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10,
}

// turnarounds are what takes the time that stands before them: "a 24-hour response time".
var turnarounds = content.WordSet("turnaround response sla resolution deadline answer reply")

// longest recognises how long something takes at most: "maximum 15-minute rollback time".
func (s sentence) longest(i int) bool {
	return tops.Has(s.at(i-1).word) && s.any(i+1, i+4, lastingTimes.Set())
}

var lastingTimes = content.WordSet("time times delay delays downtime wait")

// article recognises "an hour" and "a week" where a comparator makes them numbers: "within an hour".
func (s sentence) article(i int) bool {
	if s.at(i).word == "the" && s.at(i-1).word == "within" && wholePeriods.Has(s.at(i+1).word) {
		return true // within the hour
	}
	if w := s.at(i).word; w != "a" && w != "an" && w != "one" || timeUnits()[s.at(i+1).word] == "" {
		return s.at(i).word == "one"
	}
	n := number{begin: i, at: i, next: i + 1}
	s.comparator(&n)
	return n.comparator != "" || s.at(i).word == "one"
}

var wholePeriods = content.WordSet("hour day week")

// alternate reads "every other week" and "every second Friday" as every 2 weeks; "" for all else.
func (s sentence) alternate(i int) string {
	if s.at(i-1).word != "every" || timeUnits()[s.at(i+1).word] == "" && !weekdays.Has(s.at(i+1).word) {
		return ""
	}
	return map[string]string{"other": "2", "second": "2", "third": "3", "fourth": "4"}[s.at(i).word]
}

// numberAt reports whether a number stands at a place.
func (s sentence) numberAt(i int) bool {
	t := s.at(i)
	return t.text != "" && isDigit(t.text[0]) || numberWord(t.word) != "" || quantity.Occasions(t.word) > 0
}

// numberFrom reports whether a number stands at a place or behind it.
func (s sentence) numberFrom(i int) bool {
	for ; i < len(s.tokens); i++ {
		if s.numberAt(i) {
			return true
		}
	}
	return false
}

// numeral reads a token of digits.
func (n *number) numeral(text string) bool {
	m := numeral().FindStringSubmatch(text)
	if m == nil || len(text) > 40 {
		return false
	}
	sign, currency, low, lowScale, high, highScale, unit := m[1], m[2], m[3], m[4], m[6], m[7], m[11]
	n.around = sign == "±" || sign == "+-" || sign == "+/-"
	if high != "" && lowScale == "" && below(low, high) {
		lowScale = highScale // 30-72K, and 500-2K are 500 to 2,000
	}
	if yearAndMonth.Get().MatchString(text) {
		return false
	}
	if joined := lowScale + unit; joined != unit && currency == "" && timeUnits()[joined] != "" {
		lowScale, highScale, unit = "", "", joined // 200ms, 30-45min
	}
	if unit != "" && timeUnits()[strings.TrimPrefix(unit, "-")] == "" {
		return false // 3rd, 24x7
	}
	n.adjective = strings.HasPrefix(unit, "-") && !strings.HasSuffix(unit, "s") // a 30-minute call
	var ok bool
	if n.low, ok = scaled(low, lowScale, currency); !ok {
		return false
	}
	if high != "" {
		n.high, ok = scaled(high, highScale, currency)
	}
	if n.high == n.low && n.high != "" {
		return false // 1-1s
	}
	n.comparator, n.sign = signs()[sign], signs()[sign] != ""
	n.currency, n.percent, n.plus = currency, m[9] != "", m[5]+m[8]+m[10] != ""
	n.unit = strings.TrimPrefix(unit, "-")
	if m[12] == ":1" && low == "1" {
		return false // one to one
	}
	if strings.HasPrefix(m[12], "/") {
		n.unit += strings.ToLower(m[12])
		n.outOf = isDigit(m[12][1])
	}
	n.added = sign == "+"
	return ok
}

// multiple recognises so many times something: 40x, 3x+. The x of 24x7 is another one.
var multiple = content.Pattern(`^([<>≤≥=~]{0,2}\d[\d.]*)[x×](\+?)$`)

// yearAndMonth recognises 2025-12.
var yearAndMonth = content.Pattern(`^(19|20)\d\d-(0[1-9]|1[0-2])\b`)

// inUnitOf gives the digits of a time in another unit. Digits that are no time stay as they are.
func inUnitOf(digits, unit, other string) string {
	a, err := quantity.Parse(digits + " " + timeUnits()[unit])
	b, err2 := quantity.Parse("1 " + timeUnits()[other])
	if err != nil || err2 != nil || a.Low == nil || b.Low == nil || a.Unit.Noun() != b.Unit.Noun() || b.Low.Sign() == 0 {
		return digits
	}
	decimals := new(big.Rat).Quo(a.Low, b.Low).FloatString(6)
	return strings.TrimRight(strings.TrimRight(decimals, "0"), ".")
}

// below reports whether one number in digits is at most another one.
func below(low, high string) bool {
	a, ok := new(big.Rat).SetString(strings.ReplaceAll(low, ",", ""))
	b, ok2 := new(big.Rat).SetString(strings.ReplaceAll(high, ",", ""))
	return ok && ok2 && a.Cmp(b) <= 0
}

// scaled writes a number with its letter as the grammar has it. A small m is a million of money only.
func scaled(digits, letter, currency string) (string, bool) {
	switch letter {
	case "m":
		return digits + "M", currency != ""
	case "b", "B":
		return digits + "bn", currency != ""
	}
	return digits + letter, true
}

// again skips the digits of "one (1) business day".
func (s sentence) again(n *number) {
	if t := s.at(n.next); t.open == "(" && t.close == ")" && t.text == n.low {
		n.next, n.restated = n.next+1, true
	}
}

// andHalf reads "two and a half", and reports whether it did.
func (s sentence) andHalf(n *number, at int) bool {
	if s.phrase(at, []string{"and", "a", "half"}) == 0 || !digitsOnly(n.low) || n.high != "" {
		return false
	}
	n.low += ".5"
	n.next = at + 3
	return true
}

// dozen reads "a dozen", "two dozen" and "a hundred".
func (s sentence) dozen(n *number) {
	if s.at(n.at).word == "dozen" {
		n.low = "12"
		if before := s.at(n.at - 1).word; before == "a" {
			n.begin--
		} else if numberWord(before) == "2" {
			n.low, n.begin = "24", n.begin-1
		}
	}
}

// to reads the second number of "3 to 5", "3 or 4", "10 – 20" and "between 10 and 20".
func (s sentence) to(n *number) {
	if n.high != "" || s.at(n.at).ends() || s.at(n.begin-1).word == "from" {
		return
	}
	at := n.next
	between := s.at(n.begin-1).word == "between"
	if w := s.at(at).word; between != (w == "and") || !between && w != "to" && w != "or" && w != "-" && w != "–" {
		return
	}
	second, next := number{}, at+2
	if w := s.at(at + 1); numberWord(w.word) != "" {
		second.low, next = s.hundreds(at + 1)
	} else if !second.numeral(w.text) || second.high != "" || second.sign || second.percent && n.currency != "" {
		return
	}
	if n.unit != "" && second.unit != "" && n.unit != second.unit {
		n.low = inUnitOf(n.low, n.unit, second.unit) // 500ms - 2s
	}
	n.high, n.next = second.low, next
	n.percent, n.unit, n.plus = second.percent, second.unit, second.plus
	if between {
		n.begin, n.comparator = n.begin-1, quantity.Between
	}
}

// scale reads "2 million".
func (s sentence) scale(n *number) {
	letter := scales[s.at(n.next).word]
	if letter == "" || s.at(n.next-1).ends() {
		return
	}
	n.low, n.next = n.low+letter, n.next+1
	if n.high != "" {
		n.high += letter
	}
}

// comparator reads what stands before a number: "at least", "no more than", ">=". The longest one counts.
func (s sentence) comparator(n *number) {
	if n.comparator != "" {
		return
	}
	before := n.begin
	if last := s.at(before - 1); last.word == "within" && last.close == ":" {
		n.begin, n.comparator = before-1, quantity.AtMost // Send within: 1 hour
		return
	}
	if hedges.Has(s.at(before-1).word) && !s.at(before-1).ends() {
		before--
	}
	switch the := s.at(before-2).word == "the"; {
	case s.at(before-1).word != "first":
	case s.at(before-2).word == "within":
		before-- // within first 5 minutes
	case the && s.at(before-3).word == "within":
		before -= 2
	}
	for _, c := range comparators() {
		last := s.at(before - 1)
		short := last.close == "." && abbreviations.Has(last.word) // max. 2
		if from := before - len(c.words); from >= 0 && s.phrase(from, c.words) > 0 && (short || !last.ends()) {
			if c.words[0] == "over" && phrasal.Has(s.at(from-1).word) {
				return
			}
			n.begin, n.comparator, n.sign = from, c.means, c.sign
			return
		}
	}
}

// after reads a comparator that follows: "or more", "or less", "+".
func (s sentence) after(i int) (quantity.Comparator, int) {
	if w := s.at(i).word; w == "total" || w == "each" {
		if means, k := s.after(i + 1); k > 0 {
			return means, k + 1
		}
		return "", 0
	}
	for _, c := range afterwards() {
		if k := s.phrase(i, c.words); k > 0 && !s.at(i-1).ends() && s.at(i).open == "" {
			if last := s.at(i + k - 1); !last.ends() && c.words[0] != "or" && s.numberAt(i+k) {
				continue // your 40 accounts at least once a quarter
			}
			return c.means, k
		}
	}
	return "", 0
}
