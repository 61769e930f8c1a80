package quantity

import (
	"math/big"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// Parse reads one quantity. The error is always an [*Error], which points at
// the part of the text that is wrong and says what to write instead. A change
// such as "reduce by 25 %" is not a quantity: [ParseChange] reads it.
func Parse(text string) (Quantity, error) {
	q, err := Shared(text)
	if err != nil {
		return Quantity{}, err
	}
	return *q, nil
}

// Shared is Parse for those who keep very many quantities. The same text mostly gives the same one, which is not to be
// changed.
func Shared(text string) (*Quantity, error) {
	q, err := remembered(text)
	if err != nil {
		return nil, err.advise(text)
	}
	return q, nil
}

// ParseCycle is Parse for a text whose due date may be a period that only a calendar knows: 450 households by spring.
// It reports false where there is none.
func ParseCycle(text string) (*Quantity, bool) {
	p := parser{scanner: scanner{text: text}, cycles: true}
	if err := p.quantity(); err != nil || p.q.Cycle == "" {
		return nil, false
	}
	p.q.Text = text
	return &p.q, true
}

// read is Parse, with errors that propose nothing yet.
func read(text string) (Quantity, *Error) {
	p := parser{scanner: scanner{text: text}}
	if err := p.quantity(); err != nil {
		return Quantity{}, err
	}
	p.q.Text = text
	return p.q, nil
}

type parser struct {
	scanner
	q     Quantity
	front string   // the comparator as written before the number
	began int      // where it begins
	goes  string   // the verb before it, as in verbs
	notes []string // in brackets
	first end      // the number, or the lower of two

	changing bool // a noun ends at a word for a change
	cycles   bool // it may be due by a period of a calendar
}

func (p *parser) quantity() *Error {
	if err := p.check(); err != nil {
		return err
	}
	p.space()
	p.goes = p.says(verbs())
	p.space()
	p.average()
	if err := p.comparator(); err != nil {
		return err
	}
	p.space()
	p.average()
	if err := p.value(); err != nil {
		return err
	}
	p.direct()
	return p.tail()
}

// verbs stand before a number that is to be reached or kept. Those that say which way give a bare number its
// comparator.
var verbs = sync.OnceValue(func() phrases {
	return say(map[string]string{
		string(AtLeast): "increase to|raise to|grow to|rise to|lift to|increase it to|raise it to|grow it to",
		string(AtMost): "down to|bring to|get down to|come down to|go down to|reduce to|decrease to|lower to|cut to|" +
			"drop to|fall to|bring down to|shrink to|reduce it to|lower it to",
		"to":      "to|reach|hit|achieve|get to|move to|go to|improve to|be",
		"keep":    "maintain|keep|hold|stay|remain|sustain|keep it",
		"from":    "improve from|move from|go from",
		fromBelow: "up from|increase from|raise from|grow from|rise from|lift from",
		fromAbove: "down from|reduce from|decrease from|lower from|cut from|drop from|fall from|shrink from|bring down from",
	})
})

// What verbs say that stand before the number where something begins, and which way it is to go.
const fromBelow, fromAbove = "rising", "falling"

// isFrom reports whether a verb stands before the number where something begins.
func (p *parser) isFrom() bool { return p.goes == "from" || p.goes == fromBelow || p.goes == fromAbove }

// direct gives a bare number the comparator that its verb says.
func (p *parser) direct() {
	switch is := Comparator(p.goes); {
	case p.goes == "keep":
		p.q.Keep = true
	case p.q.Comparator == NoComparator && (is == AtLeast || is == AtMost):
		p.q.Comparator = is
	}
}

// average reads a statistic that stands before the number.
func (p *parser) average() {
	start := p.pos
	if s := p.says(statistics()); s != "" && p.q.Statistic == "" {
		p.takes("of")
		if p.space(); p.numberNext() {
			p.q.Statistic = s
			return
		}
	}
	p.pos = start
}

// numberNext reports whether a number comes next, or a comparator or currency before one.
func (p *parser) numberNext() bool {
	rest := p.rest()
	if rest == "" {
		return false
	}
	start := p.pos
	defer func() { p.pos = start }()
	return isDigit(rest[0]) || strings.IndexByte(".<>=$", rest[0]) >= 0 || strings.HasPrefix(rest, "≤") ||
		strings.HasPrefix(rest, "≥") ||
		p.symbol() != "" || isCurrency(p.word()) || p.says(fronts()) != ""
}

// statistics are the words for a statistic, before a number or after it.
var statistics = sync.OnceValue(func() phrases {
	return say(map[string]string{
		"mean":   "mean|average|avg|an average|on average|in average|on avg|at the mean|in the mean",
		"median": "median|a median|the median|at the median|in the median|at median",
	})
})

// value reads what the comparator compares with: one end, or two, or a band.
func (p *parser) value() *Error {
	if p.eatBand() {
		return p.bandAlone()
	}
	low, err := p.end()
	if err != nil {
		return err
	}
	here := p.pos
	p.first = low
	p.space()
	switch {
	case p.q.Comparator == Between:
		if and := p.pos; p.nextWord() != "and" && !p.to(and) {
			return p.betweenOne(and)
		}
	case strings.EqualFold(p.front, "within") && p.takesBefore("of", p.numberNext):
		return p.band(&low)
	case p.eatBand():
		return p.bandAround(&low)
	case p.eat(".."):
		if p.peek() == '.' {
			return p.twoPoints(p.pos-2, p.pos+len(p.rest())-len(strings.TrimLeft(p.rest(), ".")))
		}
	case p.to(p.pos):
		return p.limits(&low)
	default:
		p.pos = here
		p.set(&low, &low)
		return nil
	}
	high, err := p.end()
	if err != nil {
		return err
	}
	return p.pair(&low, &high)
}

// to moves past the word or dash between two limits, which begins at from.
func (p *parser) to(from int) bool {
	p.pos = from
	if p.takesBefore("to", func() bool { return p.numberNext() || p.numeralNext() }) {
		return true
	}
	if !p.isDash() {
		return false
	}
	for _, dash := range dashes {
		if p.eat(dash) {
			break
		}
	}
	return true
}

// limits reads the second of two limits, as in 10 to 20, or the number to reach after "improve from".
func (p *parser) limits(low *end) *Error {
	from := p.isFrom() || strings.EqualFold(p.front, "from")
	side := NoComparator
	if from {
		p.space()
		side = Comparator(p.says(fronts()))
	}
	high, err := p.end()
	if err != nil {
		return err
	}
	if from && (p.isFrom() || side != NoComparator || descends(*low, high)) {
		if err := p.way(low, &high); err != nil {
			return err
		}
		if side != NoComparator {
			p.q.Comparator = side
		}
		return nil
	}
	if is := p.q.Comparator; is != NoComparator && !strings.EqualFold(p.front, "from") {
		text := p.text[low.start:p.pos]
		err := wrong(low.start, p.pos, wording.HasTwoLimitsAndSays(text, strconv.Quote(p.front))).
			putAt(p.began, p.pos, "between "+p.text[low.start:low.full]+" and "+p.text[high.start:high.full])
		switch {
		case is == AtMost || is == LessThan:
			return err.putAt(low.start, high.start, "")
		case low.full > low.stop:
			return err.putAt(low.full, high.full, "")
		}
		return err.putAt(low.full, high.stop, "")
	}
	p.q.Comparator, p.q.Limits = NoComparator, true
	return p.pair(low, &high)
}

// descends reports whether the second of two numbers is below the first, in one unit.
func descends(from, to end) bool {
	from.borrow(&to)
	to.borrow(&from)
	return quotient(from.num, from.den) == quotient(to.num, to.den) && to.value.Cmp(from.value) < 0
}

// fromBefore reads where a number begins after the number to reach: to 78 % from 71 %.
func (p *parser) fromBefore() bool {
	start := p.pos
	if p.q.Start != nil || p.q.IsRange() || p.saysNext(starts()) == "" {
		p.pos = start
		return false
	}
	if p.space(); !p.digitNext() {
		p.pos = start
		return false
	}
	to, is := p.first, p.q.Comparator
	from, err := p.end()
	if err == nil && p.way(&from, &to) == nil {
		if is != NoComparator {
			p.q.Comparator = is
		}
		return true
	}
	p.pos = start
	return false
}

// starts are the words before the number where something begins.
var starts = sync.OnceValue(func() phrases { return say(map[string]string{"from": "from|up from|down from"}) })

// digitNext reports whether a digit or a currency comes next.
func (p *parser) digitNext() bool {
	start := p.pos
	defer func() { p.pos = start }()
	return isDigit(p.peek()) || p.symbol() != "" || isCurrency(p.word())
}

// way reads "improve from 45 % to 50 %": the second number is to be reached, and the first says which way.
func (p *parser) way(from, to *end) *Error {
	if from.num == "" {
		from.as = to.as // 52 of "from 52 to 45 days" are days
	}
	from.borrow(to)
	to.borrow(from)
	if a, b := quotient(from.num, from.den), quotient(to.num, to.den); a != b {
		return wrong(from.start, to.stop, wording.BothNumbersNeedTheSame(a.Words(), b.Words()))
	}
	p.set(from, from)
	start := p.q.Amount
	p.q.Start = &start
	p.set(to, to)
	p.q.Comparator = AtLeast
	is := to.value.Cmp(from.value)
	if is < 0 {
		p.q.Comparator = AtMost
	}
	if is < 0 && p.goes == fromBelow || is > 0 && p.goes == fromAbove {
		return p.againstVerb(from, to)
	}
	return nil
}

// pair sets the amount from two ends, after each has lent the other what it
// does not have: one unit serves both.
func (p *parser) pair(low, high *end) *Error {
	if err := p.checkLetters(low, high); err != nil {
		return err
	}
	for _, e := range []*end{low, high} {
		if e.num == "" && low.parts+high.parts > 1 {
			return wrong(e.start, e.stop, wording.ATimeOfSeveralParts())
		}
	}
	low.borrow(high)
	high.borrow(low)
	switch a, b := quotient(low.num, low.den), quotient(high.num, high.den); {
	case a != b:
		return wrong(low.start, high.stop, wording.BothEndsNeedTheSame(a.Words(), b.Words()))
	case low.value.Cmp(high.value) > 0:
		return p.turned(low, high)
	}
	p.set(low, high)
	return nil
}

// checkLetters refuses 40..60k, which could begin at 40 or at 40k.
func (p *parser) checkLetters(low, high *end) *Error {
	if low.letter == high.letter || low.letter != 1 || low.value.Sign() == 0 {
		return nil
	}
	if scaled(low.value, fraction{high.letter, 1}).Cmp(high.value) > 0 {
		return nil
	}
	first, letter := p.text[low.start:low.stop], letterOf(high.letter)
	plain := tidied(scaled(high.value, fraction{1, 1}).FloatString(0))
	err := wrong(low.start, low.stop, wording.CouldBeOrLetter(first, letter)).put(first + letter)
	if high.value.IsInt() && high.parts == 0 {
		err.putAt(p.numberStart(high.stop-1), high.stop, plain)
	}
	return err
}

func (p *parser) set(low, high *end) {
	p.q.Amount = Amount{Low: low.value, High: high.value, Unit: quotient(high.num, high.den), as: high.spelt(low)}
	if p.q.TimeUnit = ""; low.unit == high.unit {
		p.q.TimeUnit = low.unit
	}
}

// tail reads what may follow an amount: a comparator, a statistic, a due date
// and notes in brackets, in any order.
func (p *parser) tail() *Error {
	for p.space(); !p.done(); p.space() {
		start := p.pos
		if found, err := p.back(); err != nil || found {
			if err != nil {
				return err
			}
			continue
		}
		switch word := strings.ToLower(p.word()); {
		case strings.HasPrefix(p.rest(), ", "):
			p.pos++
		case p.peek() == '(':
			if err := p.note(); err != nil {
				return err
			}
		case isStatistic(word) && p.q.Statistic == "":
			p.pos += len(word)
			p.q.Statistic = word
		case isPercentile(word):
			return wrong(start, start+len(word), wording.OneStatisticFromP50To())
		case p.percentile() || p.q.Statistic == "" && p.statistic():
		case p.q.Statistic == "" && p.ofCases():
		case p.fromBefore():
		case p.when():
		case p.base():
		case p.q.By == "" && p.q.Cycle == "" && p.due():
			if err := p.date(start); err != nil {
				return err
			}
		default:
			p.pos = start
			return p.unexpected()
		}
	}
	p.q.Note = strings.Join(p.notes, "; ")
	return p.withinScale()
}

// withinScale refuses a number above the scale that its note names: 5.4 (out of 5).
func (p *parser) withinScale() *Error {
	for _, note := range p.notes {
		text, found := strings.CutPrefix(strings.ToLower(note), "out of ")
		top, ok := new(big.Rat).SetString(strings.TrimSpace(text))
		if found && ok && p.first.value != nil && p.q.High.Cmp(top) > 0 {
			return wrong(p.first.start, p.first.stop, wording.IsBeyondTheScale(p.text[p.first.start:p.first.stop], text)).
				general(wording.WriteANumberUpTo(text))
		}
	}
	return nil
}

// statistic reads a statistic in words after the number.
func (p *parser) statistic() bool {
	p.q.Statistic = p.says(statistics())
	return p.q.Statistic != ""
}

// percentile reads "at the 90th percentile".
func (p *parser) percentile() bool {
	start := p.pos
	if p.q.Statistic != "" {
		return false
	}
	_ = p.takes("at the") || p.takes("in the") || p.takes("at")
	p.space()
	digits, found := p.ordinal()
	if found && isStatistic("p"+digits) {
		p.q.Statistic = "p" + digits
		return true
	}
	p.pos = start
	return false
}

// ordinal reads the number of "90th percentile".
func (p *parser) ordinal() (digits string, found bool) {
	digits = p.rest()[:digitsLen(p.rest())]
	p.pos += len(digits)
	th := p.eat("th") || p.eat("st") || p.eat("nd") || p.eat("rd")
	return digits, digits != "" && th && p.takes("percentile")
}

// ofCases reads for how many cases a time holds, "in 90 % of cases" or "for nine in ten": it is a percentile.
func (p *parser) ofCases() bool {
	start, noted := p.pos, len(p.notes)
	if !isTimeAtom(p.q.Unit.num()) || p.q.Unit.den() != "" || !p.takes("in") && !p.takes("for") {
		return false
	}
	of := false
	percentile, ok := p.percentOfCases()
	if ok {
		of = p.takes("of")
	} else {
		percentile, of = p.casesOfTen()
	}
	if percentile == "" {
		p.pos = start
		return false
	}
	if of {
		for p.space(); p.plainWord() || allowedInBase()[strings.ToLower(p.word())]; p.space() {
			p.pos += len(p.word())
		}
		p.notes = append(p.notes[:noted], strings.TrimSpace(p.text[start:p.pos]))
	}
	p.q.Statistic = "p" + percentile
	return true
}

// percentOfCases reads "90 %".
func (p *parser) percentOfCases() (string, bool) {
	start := p.pos
	p.space()
	n := digitsLen(p.rest())
	digits := p.rest()[:n]
	p.pos += n
	if p.space(); n == 2 && digits[0] >= '5' && (p.eat(percentAtom) || p.takes("percent") || p.takes("per cent")) {
		return digits, true
	}
	p.pos = start
	return "", false
}

// casesOfTen reads "9 of 10", "nine in ten" and "19 out of 20", where that makes whole percents from 50 to 99.
func (p *parser) casesOfTen() (percentile string, found bool) {
	start := p.pos
	part, ok := p.count()
	if ok && (p.takes("out of") || p.takes("of") || p.takes("in") || p.takes("of every") || p.takes("in every")) {
		p.takes("every")
		whole, ok := p.count()
		if ok && whole.Sign() > 0 {
			share := new(big.Rat).Mul(new(big.Rat).Quo(part, whole), big.NewRat(100, 1))
			if share.IsInt() && share.Cmp(big.NewRat(50, 1)) >= 0 && share.Cmp(big.NewRat(100, 1)) < 0 {
				return share.Num().String(), true
			}
		}
	}
	p.pos = start
	return "", false
}

// count reads a whole number in digits or words.
func (p *parser) count() (*big.Rat, bool) {
	p.space()
	if n, ok := p.spelled(); ok {
		return n.value, true
	}
	n := digitsLen(p.rest())
	value, ok := new(big.Rat).SetString(p.rest()[:n])
	if !ok || !value.IsInt() {
		return nil, false
	}
	p.pos += n
	return value, true
}

// base keeps what a share is a share of, "8 % of all MRs", and from when a time counts, "4 h after receipt", as a note.
func (p *parser) base() bool {
	start := p.pos
	of := p.takes("of")
	switch {
	case of && (p.q.Unit == percent || p.q.TimeUnit != "" && p.q.Unit.den() == ""):
	case p.q.Unit == percent && (p.takes("to") || p.takes("for") || p.takes("in")):
	case p.q.TimeUnit != "" && p.q.Unit.den() == "" && (p.takes("after") || p.takes("from")):
	case p.q.Unit == percent && p.kindOfShare():
	default:
		p.pos = start
		return false
	}
	for p.space(); p.plainWord() || allowedInBase()[strings.ToLower(p.word())]; p.space() {
		p.pos += len(p.word())
	}
	text := strings.TrimSpace(p.text[start:p.pos])
	if of && len(strings.Fields(text)) < 2 {
		p.pos = start
		return false
	}
	p.notes = append(p.notes, text)
	return true
}

// kindOfShare reports whether a noun follows that says what a share is, "99.9 % uptime", and not that it is a change.
func (p *parser) kindOfShare() bool {
	word := strings.ToLower(p.word())
	return p.plainWord() && !ofChange()[word] && !p.next(turned()) && timeWords()[word] == nil
}

var allowedInBase = setOf("all", "the", "our", "their", "in", "of", "a", "an", "and", "with")

// note keeps what stands in brackets.
func (p *parser) note() *Error {
	start, depth := p.pos, 0
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
		p.pos++
		if depth == 0 {
			if text := strings.TrimSpace(p.text[start+1 : p.pos-1]); text != "" {
				p.notes = append(p.notes, text)
			}
			return nil
		}
	}
	p.pos = start
	return wrong(start, len(p.text), wording.ThisNoteHasNoClosing()).putAt(len(p.text), len(p.text), ")")
}

// unexpected is the error of whatever stands where a quantity should be over.
func (p *parser) unexpected() *Error {
	word, end := p.word(), p.chunk()
	text := p.text[p.pos:end]
	switch hint := hints()[strings.ToLower(word)]; {
	case p.q.Unit == percent && strings.EqualFold(word, "within"):
		return p.shareWithin()
	case p.unknownPercentile():
		return wrong(p.pos, len(p.text), wording.OneStatisticFromP50To())
	case hint != "":
		err := wrong(p.pos, end, wording.IsNotReadAfterA(strconv.Quote(text))).general(hint)
		return p.instead(strings.ToLower(word), err)
	case strings.HasPrefix(text, "…"):
		return p.twoPoints(p.pos, p.pos+len("…"))
	}
	return p.afterwards(end, text)
}

// unknownPercentile reports whether the rest is a percentile in words that is not among the statistics.
func (p *parser) unknownPercentile() bool {
	here := p.pos
	defer func() { p.pos = here }()
	_ = p.takes("at the") || p.takes("in the") || p.takes("at")
	p.space()
	_, found := p.ordinal()
	return found
}

// shareWithin is the error of "95 % within 4 h", which asks for a time and not for a share.
func (p *parser) shareWithin() *Error {
	start := p.pos
	time, statistic := strings.TrimSpace(p.text[start+len("within"):]), "p"+Number(p.q.Low)
	return wrong(start, len(p.text), "a share that is done within a time is a time with its percentile").
		putAt(0, len(p.text), "<= "+time+" "+statistic)
}

var dashes = []string{"-", "–", "—", "−"}

// isDash recognises the dash of 10-20 and of 10 – 20.
func (p *parser) isDash() bool {
	for _, dash := range dashes {
		if after, ok := strings.CutPrefix(p.rest(), dash); ok {
			after = strings.TrimLeft(after, " ")
			return after != "" && (isDigit(after[0]) || after[0] == '$' || after[0] >= 0x80)
		}
	}
	return false
}

// noNumber is the error of whatever stands where a number should begin.
func (p *parser) noNumber() *Error {
	rest, word := p.rest(), p.word()
	for _, o := range openings {
		if n := len(o); len(rest) >= n && strings.EqualFold(rest[:n], o) && (n == len(rest) ||
			!isLetter(rest[n])) {
			return p.uncertain(p.pos + n)
		}
	}
	end := p.chunk()
	switch {
	case p.done():
		return wrong(p.pos, p.pos, wording.ANumberIsMissingHere())
	case lowerCurrencies()[strings.ToLower(word)]:
		return wrong(p.pos, end, wording.ACurrencyIsWrittenIn()).put(strings.ToUpper(word))
	}
	return p.before(wrong(p.pos, end, wording.ANumberIsExpectedHere(strconv.Quote(p.text[p.pos:end]))))
}
