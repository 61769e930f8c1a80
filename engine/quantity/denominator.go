package quantity

import (
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// pers reads the denominator: any number of /x, per x, a x, an x, each x, every x, every two x, and daily, weekly.
func (p *parser) pers(e *end) *Error {
	var few [4]string
	atoms := few[:0]
	for {
		and := len(atoms) > 0 && p.takesBefore("and", p.periodNext) // per person and day
		atom, start, err := p.oncePer(e, and)
		if err != nil {
			return err
		}
		if atom == "" {
			break
		}
		if err := checkPer(atoms, atom, start, p.pos); err != nil {
			return err
		}
		atoms = append(atoms, atom)
	}
	switch len(atoms) {
	case 0:
	case 1:
		e.den = atoms[0]
	default:
		e.den = join(atoms, perSign)
	}
	e.value = scaled(e.value, e.per)
	return nil
}

// periodNext reports whether a period or a scope comes next.
func (p *parser) periodNext() bool {
	t, _ := p.time(false)
	return t != nil && t.period != "" || isScope(Singular(strings.ToLower(p.word())))
}

// oncePer reads one part of the denominator, "" for none, and says where it begins. A word for per stands before it
// already where an "and" joins it to the part before.
func (p *parser) oncePer(e *end, and bool) (atom string, start int, err *Error) {
	start = p.pos
	if atom, ok := p.adverb(e); ok {
		return atom, start, nil
	}
	sign := strings.HasPrefix(strings.TrimLeft(p.rest(), " "), perSign)
	if !and && !p.per() {
		return "", start, nil
	}
	start = p.pos
	if sign && isDigit(p.peek()) { // 1/2 is a half, and 24/7 is always
		return "", start, p.fraction(e, start)
	}
	atom, err = p.denominator(e)
	return atom, start, err
}

// per moves past a word or sign for per, and the spaces after it.
func (p *parser) per() bool {
	here := p.pos
	p.space()
	if p.eat(perSign) || p.takes("for each") || p.takes("for every") || isPer(p.nextWord()) {
		p.space()
		return true
	}
	p.pos = here
	return false
}

func checkPer(atoms []string, atom string, start, end int) *Error {
	for _, other := range atoms {
		switch {
		case other == atom:
			return wrong(start, end, wording.IsNamedTwice(atom))
		case isPeriod(other) && isPeriod(atom):
			return wrong(start, end, wording.ARateHasOnePeriod(other, atom))
		case isScope(other) && isScope(atom):
			return wrong(start, end, wording.ARateHasOneScope(other, atom))
		}
	}
	return nil
}

// denominator reads what follows a per and returns its atom.
func (p *parser) denominator(e *end) (string, *Error) {
	start := p.pos
	if many, ok := p.manyThings(e); ok {
		return p.perMany(e, many, start)
	}
	times, err := p.several(e)
	if err != nil {
		return "", err
	}
	if err := p.checkDenominator(e); err != nil {
		return "", err
	}
	if t, n := p.timeOfRate(); t != nil {
		if t.period == "" {
			return "", p.calendarDays(e, start, p.pos+n)
		}
		p.pos += n
		e.per = fraction{e.per.num * t.per, e.per.den * times}
		return t.period, checkSeveral(times, t, start, p.pos)
	}
	if times > 1 {
		return "", p.forOne(e, big.NewRat(times, 1), start, p.pos)
	}
	from := p.pos
	noun, err := p.noun()
	if err != nil {
		return "", err
	}
	atom := atomOf(noun)
	e.as = e.as.counting(atom, p.text[from:p.pos], one)
	return atom, nil
}

// timeOfRate is time, and knows more days on which people work: per school day.
func (p *parser) timeOfRate() (*timeWord, int) {
	word := strings.ToLower(p.word())
	first, last, hyphen := strings.Cut(word, "-")
	if !daysOfWork()[first] {
		return p.time(false)
	}
	here := p.pos
	defer func() { p.pos = here }()
	if p.pos += len(word); !hyphen {
		p.space()
		last = p.nextWord()
	}
	if last == "day" {
		return timeWords()["workday"], p.pos - here
	}
	return nil, 0
}

// daysOfWork stand before days on which somebody works, and counts what is done.
var daysOfWork = setOf("school", "teaching", "trading", "production", "market", "banking", "delivery", "clinic")

// manyThings reads the number of a rate for many things, per 100,000 miles, where it is one: of one thing for several
// others, as of 1 teacher per 6 children, it is the other way round.
func (p *parser) manyThings(e *end) (int64, bool) {
	start := p.pos
	n, ok := p.spelled()
	if !ok && isDigit(p.peek()) {
		var err *Error
		if n, err = p.number(true); err != nil {
			p.pos = start
			return 0, false
		}
		ok = true
	}
	if ok && n.value.IsInt() && n.value.Num().IsInt64() && n.value.Cmp(one) > 0 && p.text[start-1] == ' ' {
		p.space()
		turned := e.digits == "1" && e.num != "" && n.value.Cmp(hundred) <= 0
		word := strings.ToLower(p.word())
		if p.plainWord() && !p.timeNext() && !turned && !unsureScales()[word] || p.hoursWorked() {
			return n.value.Num().Int64(), true
		}
	}
	p.pos = start
	return 0, false
}

// hoursWorked reports whether "hours worked" comes next, which are counted.
func (p *parser) hoursWorked() bool {
	here := p.pos
	defer func() { p.pos = here }()
	return p.takes("hours worked")
}

// perMany reads the things of a rate for many of them.
func (p *parser) perMany(e *end, many int64, start int) (string, *Error) {
	from := p.pos
	noun := hourWorked
	if !p.takes("hours worked") {
		if err := checkHyphens(p.pos, p.word()); err != nil {
			return "", err
		}
		var err *Error
		if noun, err = p.noun(); err != nil {
			return "", err
		}
	}
	atom := atomOf(noun)
	e.as = e.as.counting(atom, p.text[from:p.pos], big.NewRat(many, 1)).forMany(atom, many)
	e.per = fraction{e.per.num, e.per.den * many}
	return atom, nil
}

// hourWorked is an hour that is counted, and not a time.
const hourWorked = "hour-worked"

// several reads the number of "every two weeks" and the word of "every other week"; one without.
func (p *parser) several(e *end) (int64, *Error) {
	if p.takes("other") {
		p.space()
		return 2, nil
	}
	here := p.pos
	n, ok := p.spelled()
	if !ok && isDigit(p.peek()) {
		var err *Error
		if n, err = p.number(false); err != nil {
			return 0, err
		}
		ok = true
	}
	if !ok {
		return 1, nil
	}
	p.space()
	if t, _ := p.time(p.pos == here); t == nil || !n.value.IsInt() || !n.value.Num().IsInt64() || n.value.Sign() <= 0 ||
		n.value.Num().Int64() > 1000 {
		after := p.pos
		p.pos = here
		return 0, p.forOne(e, n.value, here, after)
	}
	return n.value.Num().Int64(), nil
}

// checkSeveral refuses "per 30 days": of the calendar they are a month, of work six weeks.
func checkSeveral(times int64, t *timeWord, start, end int) *Error {
	if times >= 5 && t.period == "day" {
		return wrong(start, end, wording.DaysCouldBeDaysOf(int(times))).put(seldom(times)...).
			general(wording.WritePerWeekOrPer())
	}
	return nil
}

func (p *parser) checkDenominator(e *end) *Error {
	word := p.word()
	start, end, lower := p.pos, p.pos+len(word), strings.ToLower(word)
	switch {
	case word == "" || isReserved(lower):
		return wrong(start, start, wording.SayPerWhatAsIn())
	case lower == "shift" || lower == "shifts":
		return wrong(start, end, wording.AShiftIsNotA()).put("day").
			or(wording.AndTheLengthOfA())
	}
	return checkHyphens(start, word)
}
