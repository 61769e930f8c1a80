package quantity

import (
	"math/big"
	"strings"
	"sync"
)

// manyOf reads a share as so many of so many: 1 in 10, nine out of ten, 3 in 1,000 parcels, two of every five. What
// they are, and a time that follows, is kept as a note. A grade of a scale in digits, such as 4 out of 5, is none.
func (p *parser) manyOf(e *end) bool {
	start := p.pos
	words := isLetter(p.peek())
	if !words && !isDigit(p.peek()) {
		return false
	}
	part, ok := p.wholeCount()
	if !ok {
		return false
	}
	stop := p.pos
	in := p.takes("in every") || p.takes("in") || p.takes("out of every") || p.takes("of every")
	some := in || p.takes("out of") || p.takes("of")
	if !some {
		p.pos = start
		return false
	}
	p.space()
	year := isYear(p.chunkText())
	whole, ok := p.wholeCount()
	least := 0 // "12 of 12 rounds" are 12
	if in || words {
		least = 1
	}
	if !ok || year || whole.Cmp(one) <= 0 || part.Cmp(whole) >= least || p.timesFollow() ||
		!in && !words && !p.thingsNext() {
		p.pos = start
		return false
	}
	e.literal, e.stop = literal{value: part, letter: 1}, stop
	e.value, e.num = new(big.Rat).Mul(new(big.Rat).Quo(part, whole), hundred), percentAtom
	p.ofWhat()
	return true
}

// thingsNext reports whether words come next for what a share is of, and not for a grade: customers, and not stars.
func (p *parser) thingsNext() bool {
	here := p.pos
	defer func() { p.pos = here }()
	p.space()
	word := Singular(strings.ToLower(p.word()))
	return p.plainWord() && !p.backNext() && !gradeWords()[word] && !isStatistic(word)
}

// gradeWords are what a grade is counted in.
var gradeWords = setOf("star", "point", "mark", "score", "grade", "rating")

// wholeCount reads a whole number in digits, with commas or without, or in words.
func (p *parser) wholeCount() (*big.Rat, bool) {
	start := p.pos
	if n, ok := p.spelled(); ok {
		return n.value, true
	}
	n := digitsLen(p.rest())
	digits := p.rest()[:n]
	value, ok := new(big.Rat).SetString(strings.ReplaceAll(digits, ",", ""))
	if !ok || !value.IsInt() || !hasThousands(digits) {
		p.pos = start
		return nil, false
	}
	p.pos += n
	return value, true
}

// timesFollow reports whether what comes next makes another thing of the last number: a unit of time, a percent sign,
// the rest of a number.
func (p *parser) timesFollow() bool {
	start := p.pos
	defer func() { p.pos = start }()
	if c := p.peek(); c == '.' || c == '-' || c == '/' || isLetter(c) {
		return c != '.' || p.pos+1 < len(p.text)
	}
	p.space()
	return p.peek() == '%' || p.timeNext()
}

// ofWhat keeps as a note what a share is of, and in which time: "of visitors", "tickets a year".
func (p *parser) ofWhat() {
	p.space()
	start := p.pos
	p.takes("of")
	for p.space(); p.plainWord() && !p.backNext() && !isStatistic(strings.ToLower(p.word())); p.space() {
		p.pos += len(p.word())
	}
	here := p.pos
	if p.per() && p.timeNext() {
		p.pos += len(p.word())
	} else {
		p.pos = here
	}
	if note := strings.TrimSpace(p.text[start:p.pos]); note != "" {
		p.notes = append(p.notes, note)
	}
}

// andPart reads what follows a whole number in words or digits: two and a half.
func (p *parser) andPart(e *end) {
	if !e.value.IsInt() || e.letter != 1 {
		return
	}
	if part := p.andFraction(); part.num > 0 {
		e.value = new(big.Rat).Add(e.value, big.NewRat(part.num, part.den))
		e.stop = p.pos
	}
}

// andParts are the words for a part that is added to a whole.
var andParts = sync.OnceValue(func() phrases {
	return say(map[string]string{
		"1/2": "and a half", "1/4": "and a quarter", "3/4": "and three quarters|and three-quarters", "1/3": "and a third",
	})
})

// andFraction reads "and a half", of which nothing is a part: one and a half, an hour and a half. It is zero for none.
func (p *parser) andFraction() fraction {
	here := p.pos
	says := p.saysNext(andParts())
	if says == "" || p.takesBefore("of", func() bool { return true }) {
		p.pos = here
		return fraction{}
	}
	return fraction{int64(says[0] - '0'), int64(says[2] - '0')}
}

// oneTime reads "a day" and "an hour" where a number belongs: one of them.
func (p *parser) oneTime(e *end) bool {
	start := p.pos
	if !p.takesBefore("a", p.timeNext) && !p.takesBefore("an", p.timeNext) {
		return false
	}
	e.literal, e.stop = literal{value: one, letter: 1}, p.pos
	return p.pos > start
}

// when reads on which days a number holds, "on Saturdays" or "at weekends", and keeps it as a note.
func (p *parser) when() bool {
	start := p.pos
	if !p.takes("on") && !p.takes("at") && !p.takes("during") {
		return false
	}
	p.space()
	word := strings.ToLower(p.word())
	if !someDays()[word] {
		p.pos = start
		return false
	}
	p.pos += len(word)
	p.notes = append(p.notes, p.text[start:p.pos])
	return true
}

// wordAt is the word at a place, after spaces.
func (p *parser) wordAt(at int) string {
	here := p.pos
	defer func() { p.pos = here }()
	p.pos = at
	p.space()
	return p.word()
}

// backAt reports whether a comparator follows at a place, as in "5 or more".
func (p *parser) backAt(at int) bool {
	here := p.pos
	defer func() { p.pos = here }()
	p.pos = at
	p.space()
	return p.backNext()
}

var someDays = setOf("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "weekdays",
	"weekends", "holidays", "nights", "night", "daytime")
