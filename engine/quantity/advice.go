package quantity

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/wording"
)

// betweenOne is the error of "between 10..20" and "between 10 or 20", and of a second limit that is missing.
func (p *parser) betweenOne(at int) *Error {
	err := wrong(at, at, wording.ATargetWithTwoLimits())
	for _, other := range []string{"...", "..", "…", "or", "&", ","} {
		if strings.HasPrefix(p.text[at:], other) {
			err.putAt(len(strings.TrimRight(p.text[:at], " ")), at+len(other), " and")
			break
		}
	}
	return err
}

// twoPoints is the error of three points between two limits.
func (p *parser) twoPoints(from, to int) *Error {
	return wrong(from, to, wording.ARangeHasTwoPoints()).put("..")
}

// turned is the error of 20..10: the lower number stands first.
func (p *parser) turned(low, high *end) *Error {
	from, to := low.stop, high.stop
	if low.full > low.stop { // each has its unit
		from, to = low.full, high.full
	}
	text := p.text
	return wrong(low.start, high.stop, wording.TheFirstNumberIsAbove(text[low.start:low.stop],
		text[high.start:high.stop])).
		putAt(low.start, to, text[high.start:to]+text[from:high.start]+text[low.start:from])
}

// againstVerb is the error of "cut from 8 % to 9 %": it proposes the numbers the other way round, or the other verb.
func (p *parser) againstVerb(from, to *end) *Error {
	err := p.turned(from, to)
	first, second := p.text[from.start:from.stop], p.text[to.start:to.stop]
	verb, _, _ := strings.Cut(strings.TrimSpace(p.text), " ")
	err.Message = wording.ItSaysAndIsBelow(verb, second, first)
	if p.goes == fromAbove {
		err.Message = wording.ItSaysAndIsAbove(verb, second, first)
	}
	return err
}

// instead proposes what a word after a number that is not read there may be meant for.
func (p *parser) instead(word string, err *Error) *Error {
	here := p.pos
	defer func() { p.pos = here }()
	after := here + len(p.word())
	p.pos = after
	p.space()
	from := p.pos
	p.takes("a")
	p.takes("an")
	p.takes("the")
	p.takes("one")
	p.space()
	switch t, _ := p.time(false); {
	case (word == "in" || word == "within") && t != nil && t.period != "":
		err.putAt(here, p.pos, "per ")
	case word == "in" && ofMoney()[strings.ToLower(p.word())]:
		err.putAt(here, p.pos, "")
	case word == "in" || word == "on":
		err.putAt(here, from, "by ")
	case word == "within":
		err.putAt(here, from, "per ")
	case word == "of" && isDigit(p.peek()):
		p.share(err)
	default:
		p.howOften(word, here, after, err)
	}
	return err
}

// share proposes 60 % for 3 of 5.
func (p *parser) share(err *Error) {
	here := p.pos
	n := digitsLen(p.rest())
	scale := p.text[here : here+n]
	whole, ok := new(big.Rat).SetString(strings.ReplaceAll(scale, ",", ""))
	if top := grades[scale]; top != 0 && p.first.value.Cmp(big.NewRat(top, 1)) <= 0 {
		err.putAt(p.first.stop, here+n, "/"+scale)
	}
	if rest := strings.TrimSpace(p.text[here+n:]); rest != "" {
		return // of what is said behind it
	}
	if ok && whole.Sign() > 0 && p.q.Unit.IsZero() {
		part := new(big.Rat).Mul(new(big.Rat).Quo(p.first.value, whole), big.NewRat(100, 1))
		err.putAt(p.first.start, here+n, exactly(part)+" %")
	}
}

// howOften proposes both meanings of biweekly and the like.
func (p *parser) howOften(word string, from, to int, err *Error) {
	means := oftens[word]
	if means == nil || p.first.digits == "" || p.first.letter != 1 {
		return
	}
	twice := new(big.Rat).Mul(decimal(p.first.digits, 0), big.NewRat(2, 1))
	counted := p.text[p.first.stop:from]
	err.putAt(p.first.stop-len(p.first.digits), to, exactly(twice)+counted+"per "+means[0])
	if len(means) > 1 {
		err.putAt(from, to, means[1])
	}
}

// oftens are the words for a rhythm that have two meanings, or count twice.
var oftens = map[string][]string{
	"biweekly": {"week", everyTwoWeeks}, "bimonthly": {"month", everyTwoMonths},
	"semiannual": {"year"}, "semiannually": {"year"}, "biannually": {"year"},
}

// afterwards is the error of what is not understood after a quantity.
func (p *parser) afterwards(end int, text string) *Error {
	err := wrong(p.pos, end, wording.IsNotUnderstoodHere(strconv.Quote(text))).general(
		wording.AfterAQuantityOnlyA())
	rest := p.text[p.pos:]
	lower := strings.ToLower(p.word())
	for sign, value := range vulgar {
		if strings.HasPrefix(rest, sign) && isDigit(p.text[max(p.pos-1, 0)]) {
			err.End = p.pos + len(sign)
			return err.putAt(p.pos, err.End, "."+value)
		}
	}
	switch {
	case strings.Trim(rest, " .,;!") == "":
		return err.putAt(p.pos, len(p.text), "")
	case p.shortened(err, rest):
		return err
	case isPer(lower):
		return err.putAt(len(strings.TrimRight(p.text[:p.pos], ", ")), p.pos, " ")
	case lower == "and" && p.q.Unit.den() != "":
		return err.put("per")
	case lower == "or" && p.q.Comparator == NoComparator:
		return err.put("to")
	case minus()[lower] && p.net(err, rest[len(lower):]):
		return err
	case ofChange()[lower] && p.q.Comparator == NoComparator && p.first.full > 0:
		size := p.text[p.first.start:p.first.full]
		err.Message = wording.MakesThisAChangeFrom(strconv.Quote(text))
		if !falls()[lower] {
			err.putAt(0, end, increaseBy+size)
		}
		if !rises()[lower] {
			err.putAt(0, end, reduceBy+size)
		}
		return err
	case p.text[max(p.pos-1, 0)] == ' ' && p.plainWord() && p.isNote(rest):
		return err.putAt(p.pos, len(p.text), "("+rest+")").or(wording.IfItIsOnlyA())
	}
	return err
}

// minus are words for a time that is taken off another.
var minus = setOf("less", "minus", "without", "excluding")

// breakWords may stand behind the time that is taken off a day.
var breakWords = setOf("break", "breaks", "pause", "pauses", "lunch", "for", "of", "a", "unpaid", "paid")

// net proposes what is left of a time: 7 h 30 min for "8 h less 30 min breaks".
func (p *parser) net(err *Error, rest string) bool {
	var words []string
	for word := range strings.FieldsSeq(rest) {
		if minus()[strings.ToLower(word)] {
			return false // of a chain of them, each would be read in turn
		}
		if !breakWords()[strings.ToLower(word)] {
			words = append(words, word)
		}
	}
	off, failed := Parse(strings.Join(words, " "))
	whole := p.q.Unit.Noun() == "min" && p.q.Unit.String() == "min" && off.Unit == p.q.Unit
	if failed != nil || !whole || p.first.value == nil || off.IsRange() || len(words) == 0 {
		return false
	}
	left := new(big.Rat).Sub(p.first.value, off.Low)
	if left.Sign() <= 0 || !left.IsInt() {
		return false
	}
	err.putAt(p.first.start, len(p.text), Duration(left)).or(
		wording.OrKeepAndWriteThe(strconv.Quote(strings.TrimSpace(p.text[p.first.start:p.pos]))))
	return true
}

// shortened proposes what p.p., p.a. and %-points stand for, of which all behind the first sign is not understood: of
// a share p.p. are points, and of what is counted it is for each person.
func (p *parser) shortened(err *Error, rest string) bool {
	pp := "points"
	if noun := p.q.Unit.Noun(); p.first.as != nil && noun != percentAtom && noun != "p" {
		pp = perPerson
	}
	for written, means := range map[string]string{"p.p.": pp, "p.a.": perYear, "%-points": " points"} {
		behind := written[1:]
		if written[0] == p.text[max(p.pos-1, 0)] && strings.HasPrefix(strings.ToLower(rest), behind) {
			err.putAt(p.pos-1, p.pos+len(behind), means)
			return true
		}
	}
	return false
}

// vulgar are the signs for fractions, and what stands after the point for them.
var vulgar = map[string]string{"½": "5", "¼": "25", "¾": "75"}

// What gets less, and more, by some of the words for a change.
var (
	falls = setOf("faster", "shorter", "cheaper")
	rises = setOf("slower", "longer")
)

// isNote reports whether words can be a note: they say neither a number nor a side of one.
func (p *parser) isNote(words string) bool {
	if strings.ContainsAny(words, "0123456789()") || p.first.full == 0 {
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if word = strings.Trim(word, ".,;:!"); isPer(word) || sideWords()[word] ||
			timeWords()[word] != nil || ofChange()[word] {
			return false
		}
	}
	return true
}

// sideWords are words that say on which side of a number something lies, so that they cannot be left out.
var sideWords = setOf("about", "around", "circa", "approximately", "roughly", "approx", "above", "below", "over",
	"under", "more", "less", "fewer", "least", "leest", "most", "than", "then", "not", "no", "never", "up", "down",
	"to", "by", "from",
	"between", "and", "or", "minimum", "maximum", "max", "min", "within", "until", "before", "better", "worse", "higher",
	"lower", "greater", "exactly", "top", "bottom", "best", "worst")

// uncertain is the error of about 50 calls, and of +40.
func (p *parser) uncertain(end int) *Error {
	text := p.text[p.pos:end]
	if text == "+" {
		return wrong(p.pos, end, wording.APlusSaysThatSomething()).put("").
			putAt(0, end, increaseBy).general(wording.WriteTheNumberAloneOr())
	}
	return wrong(p.pos, end, wording.LeavesOpenWhereTheTarget(strconv.Quote(text))).put("").or(wording.OrTwoLimits()).
		general(wording.WriteTheNumberAloneOrTwo())
}

// uncertainNumber is the error of 5ish.
func (p *parser) uncertainNumber(start, end int) *Error {
	return wrong(start, end, wording.LeavesOpenWhereTheTarget(strconv.Quote(p.text[start:end]))).put("").or(
		wording.OrTwoLimits())
}

// verbsOfChange begin a change or the way to a number: they are not left out.
var verbsOfChange = setOf("reduce", "decrease", "lower", "cut", "drop", "increase", "raise", "grow", "improve",
	"rise", "lift", "shrink", "boost")

// maxFront is longer than any words that say a side of a number.
const maxFront = 40

// before proposes what may be meant where words stand before a number: a comparator that is misspelt, or the number
// without words that say no side of it, such as the name of what is measured.
func (p *parser) before(err *Error) *Error {
	rest := p.text[p.pos:]
	first := strings.ToLower(p.word())
	digit := strings.IndexAny(rest, "0123456789$€£¥<>≤≥")
	if digit <= 0 {
		return err
	}
	switch first {
	case "up":
		return err.put("increase by")
	case "down":
		return err.put("reduce by")
	case "minus":
		return err.putAt(p.pos, p.pos+digit, "-")
	case "circa", "ca", "nearly", "almost":
		return p.uncertain(p.pos + len(first))
	}
	words := strings.TrimSpace(p.text[p.began : p.pos+digit])
	if len(words) > maxFront {
		words = ""
	}
	if i := nearest.Index(strings.ToLower(words), frontWords(), nearest.Few); i >= 0 {
		return err.putAt(p.began, p.pos+digit, frontWords()[i]+" ")
	}
	if p.q.Comparator != NoComparator {
		return err
	}
	p.suffix(err, rest, verbsOfChange()[first])
	return err
}

// suffix proposes the shortest text without the words in front of a number.
func (p *parser) suffix(err *Error, rest string, verb bool) {
	for i := 0; i < len(rest) && len(err.splices) < maxGuesses; i++ {
		if i == 0 || rest[i-1] != ' ' || rest[i] == ' ' {
			continue
		}
		dropped := strings.Fields(strings.ToLower(rest[:i]))
		if len(dropped) == 0 {
			continue // "USD- 5": what is left begins with a blank
		}
		last := dropped[len(dropped)-1]
		switch leads := strings.HasPrefix(rest[i:], "to ") || strings.HasPrefix(rest[i:], "by ") ||
			strings.HasPrefix(rest[i:], "from "); {
		case mattersBefore(last):
			p.behind(err, rest, i)
			return
		case verb && !leads:
		case verb:
			err.putAt(p.pos, p.pos+i, dropped[0]+" ")
			return
		default:
			err.guessAt(p.pos, p.pos+i, "")
		}
	}
}

// mattersBefore reports whether a word before a number says something about it, so that it cannot be left out.
func mattersBefore(word string) bool {
	word = strings.Trim(word, ".,:")
	return strings.ContainsAny(word, "0123456789") || sideWords()[word] || isPer(word) || timeWords()[word] != nil ||
		len(word) == 1 && word != "a" || scaleWords()[word] != 0 || isStatistic(word) ||
		word == "average" || word == "avg" || rhythms()[word].times > 0
}

// behind proposes "5 calls per quarter" for "per quarter 5 calls".
func (p *parser) behind(err *Error, rest string, from int) {
	words := strings.Fields(rest)
	if from == len(words[0])+1 && isPer(strings.ToLower(words[0])) && len(words) > 2 &&
		timeWords()[strings.ToLower(words[1])] != nil {
		err.putAt(p.pos, len(p.text), strings.Join(words[2:], " ")+" "+words[0]+" "+words[1])
	}
}

// frontWords are the words that say a side of a number.
var frontWords = sync.OnceValue(func() []string { return fronts().texts() })

// foreign is the error of "50 Anrufe pro Tag".
func (p *parser) foreign(word string) *Error {
	here := p.pos
	end := here + len(word)
	p.pos = end
	p.space()
	err := wrong(here, end, wording.IsNotReadHere(strconv.Quote(word)))
	defer func() { p.pos = here }()
	words := strings.Fields(p.rest())
	if len(words) == 3 && foreignAnd()[strings.ToLower(words[1])] {
		words = []string{words[0], words[2]}
	}
	if len(words) > 2 {
		return err.general(wording.WritePerInsteadOfIt())
	}
	per := ""
	for _, w := range words {
		if period := foreignPeriods()[strings.ToLower(w)]; period != "" {
			w = period
		}
		per += " per " + w
	}
	return err.putAt(here, len(p.text), per)
}

// foreignAnd are the words of other languages for and.
var foreignAnd = setOf("und", "et", "y", "e", "and")

// foreignPeriods are the words of other languages for a period, and the word that is read.
var foreignPeriods = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"tag": "day", "woche": "week", "monat": "month", "quartal": "quarter", "jahr": "year", "stunde": "hour",
		"jour": "day", "semaine": "week", "mois": "month", "trimestre": "quarter", "année": "year", "heure": "hour",
		"día": "day", "dia": "day", "semana": "week", "mes": "month", "año": "year", "hora": "hour",
	}
})

// ForeignPeriod is the word that is read for a period in German, French or Spanish, "" for any other word.
func ForeignPeriod(word string) string { return foreignPeriods()[word] }

// fraction is the error of 1/2 day, and of 24/7.
func (p *parser) fraction(e *end, start int) *Error {
	err := wrong(start, p.chunk(), wording.AQuantityIsWrittenFor())
	n := digitsLen(p.rest())
	if !plainDigits(e) || !plain(p.rest()[:n]) || e.stop+1 != start || start+n == len(p.text) {
		return err
	}
	if by := decimal(p.rest()[:n], 0); by.Sign() > 0 {
		if part := exactly(new(big.Rat).Quo(decimal(e.digits, 0), by)); part != "" {
			err.putAt(e.stop-len(e.digits), start+n, part)
		}
	}
	return err
}

// plain reports whether a text is digits with at most one point.
func plain(digits string) bool {
	return strings.Trim(digits, "0123456789,.") == "" && strings.Count(digits, ".") <= 1
}

func plainDigits(e *end) bool { return e.digits != "" && e.letter == 1 && plain(e.digits) }

// forOne is the error of 3 defects/1,000 orders, which could be a fraction: it proposes 0.003 defects per order.
func (p *parser) forOne(e *end, n *big.Rat, start, after int) *Error {
	err := wrong(start, max(p.chunk(), start+digitsLen(p.text[start:])), wording.AQuantityIsWrittenFor())
	here := p.pos
	p.pos = after
	word := p.word()
	p.pos = here
	if !plainDigits(e) || n.Sign() <= 0 || word == "" {
		return err
	}
	if e.digits == "1" && e.num != "" && n.IsInt() && n.Cmp(hundred) <= 0 {
		return p.oneForMany(e, n.Num().String(), start, after)
	}
	if one := exactly(new(big.Rat).Quo(decimal(e.digits, 0), n)); one != "" {
		err.putAt(e.stop-len(e.digits), after+len(word), one+p.text[e.stop:start]+Singular(word))
	}
	return err
}

// turnedRatio is the error of 1:6, one teacher for six children: a number counts for one, so it proposes 6:1.
func (p *parser) turnedRatio(e *end) *Error {
	n := digitsLen(p.rest())
	many := p.rest()[:n]
	p.pos += n
	err := wrong(e.start, p.pos, wording.SaysOneForMany(p.text[e.start:p.pos], many))
	return p.otherWay(err, p.pos, many+":1")
}

// oneForMany is the error of 1 teacher per 6 children: it proposes 6 children per teacher.
func (p *parser) oneForMany(e *end, many string, start, after int) *Error {
	p.pos = after
	noun := p.word()
	stop := after + len(noun)
	one := strings.TrimSpace(p.text[e.stop:start])
	for _, per := range []string{"/", "per", "every", "each", "for"} {
		one = strings.TrimSpace(strings.TrimSuffix(one, per))
	}
	err := wrong(e.start, stop, wording.SaysOneForMany(p.text[e.start:stop], many))
	return p.otherWay(err, stop, many+" "+noun+" per "+Singular(one))
}

// otherWay proposes what a ratio is with its sides changed, which turns its comparator too.
func (p *parser) otherWay(err *Error, stop int, text string) *Error {
	from := err.Start
	if p.front != "" {
		from = p.began
	}
	return err.putAt(from, stop, turnedSides[p.q.Comparator]+text)
}

// turnedSides are the words for the other side of a number.
var turnedSides = map[Comparator]string{AtLeast: "at most ", AtMost: "at least ", MoreThan: "less than ",
	LessThan: "more than "}

// calendarDays is the error of 5 calls/calendar-day: seven of them are a week.
func (p *parser) calendarDays(e *end, start, stop int) *Error {
	err := wrong(start, stop, wording.ARateCountsWorkingDays()).general(wording.WritePerDayPerWeek())
	if plainDigits(e) {
		week := new(big.Rat).Mul(decimal(e.digits, 0), big.NewRat(7, 1))
		err.putAt(e.stop-len(e.digits), stop, exactly(week)+p.text[e.stop:start]+"week")
	}
	return err
}

// seldom proposes a period for 30 days: one of the calendar, and one of days of work.
func seldom(days int64) []string {
	calendar := periodOfDays[days]
	if calendar == "" && days%7 == 0 {
		calendar = fmt.Sprintf("%d weeks", days/7)
	}
	switch {
	case calendar == "":
		return nil
	case days%5 == 0:
		return []string{calendar, fmt.Sprintf("%d weeks", days/5)}
	}
	return []string{calendar}
}

var periodOfDays = map[int64]string{7: "week", 28: "4 weeks", 30: "month", 31: "month", 60: "2 months", 90: "quarter",
	180: "6 months", 365: "year"}

// smallerUnit is the unit that follows another one in a duration.
var smallerUnit = map[string]string{"year": "months", "week": "days", "day": "h", "h": "min", "min": "s"}

// twice is the error of 1 h 1 h.
func (p *parser) twice(e *end, t *timeWord, start, stop int, more *big.Rat) *Error {
	err := wrong(start, stop, wording.IsNamedTwice(t.name)).general(wording.AddThemUp())
	if e.parts == 1 && plainDigits(e) {
		err.putAt(e.start, stop, exactly(new(big.Rat).Add(decimal(e.digits, 0), more))+" "+t.name)
	}
	return err
}

// lastOfMonth is the last day of the month of a day that it does not have, such as 2026-02-30; none for anything else.
func lastOfMonth(text string) []string {
	if len(text) != len(time.DateOnly) || text[8:] < "29" || text[8:] > "31" {
		return nil
	}
	first, err := time.Parse(time.DateOnly, text[:8]+"01")
	if err != nil {
		return nil
	}
	return []string{first.AddDate(0, 1, -1).Format(time.DateOnly)}
}
