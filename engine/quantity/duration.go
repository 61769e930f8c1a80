package quantity

import (
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// time looks at a word for time, or at two such as business days, without moving, and returns their length. Stuck
// to a number it may be followed by the next one, as in 9m36s, and m is minutes.
func (p *parser) time(stuck bool) (*timeWord, int) {
	word := p.word()
	if stuck {
		word = unitOf(word)
	}
	lower := strings.ToLower(word)
	if stuck && lower == "m" {
		lower = "min"
	}
	if kindsOfTime()[lower] || lower == "hours" {
		if t, n := p.twoWords(lower, len(word)); t != nil {
			return t, n
		}
	}
	return timeWords()[lower], len(word)
}

// twoWords looks at business days, calendar days and hours of operation.
func (p *parser) twoWords(first string, length int) (*timeWord, int) {
	start := p.pos
	defer func() { p.pos = start }()
	p.pos += length
	if first == "hours" {
		if p.takes("of operation") || p.takes("of business") || p.takes("of opening") || p.takes("of service") {
			return timeWords()["business-hours"], p.pos - start
		}
		return nil, 0
	}
	p.space()
	second := p.nextWord()
	return timeWords()[first+"-"+second], p.pos - start
}

// kindsOfTime are the words before days and hours that say whose they are.
var kindsOfTime = setOf("business", "working", "work", "office", "opening", "operating", "service", "calendar")

// unitOf cuts the letters from the front of m36s and of USD60k. A word of
// letters alone, or with a hyphen, is all unit.
func unitOf(word string) string {
	i := 0
	for i < len(word) && isLetter(word[i]) {
		i++
	}
	if i < len(word) && isDigit(word[i]) {
		return word[:i]
	}
	return word
}

// duration reads the parts of a duration, the first unit of which is t and
// has just been read as a word.
func (p *parser) duration(e *end, t *timeWord, word string) *Error {
	e.num, e.size, e.unit, e.parts = t.atom, t.size, t.name, 1
	e.as = timed(t, word)
	e.value = scaled(e.value, t.size)
	if part := p.andFraction(); part.num > 0 { // an hour and a half
		e.value = new(big.Rat).Add(e.value, scaled(big.NewRat(part.num, part.den), t.size))
	}
	for {
		p.bareDay(t)
		here := p.pos
		if p.space(); !isDigit(p.peek()) {
			p.pos = here
			return nil
		}
		next, err := p.part(e, t)
		if err != nil {
			return err
		}
		t = next
	}
}

func (p *parser) bareDay(t *timeWord) {
	if t.name == "day" {
		p.q.BareDay = true
	}
}

// part reads a further part of a duration and adds it.
func (p *parser) part(e *end, before *timeWord) (*timeWord, *Error) {
	start := p.pos
	n, err := p.number(false)
	if err != nil {
		return nil, err
	}
	stop := p.pos
	p.space()
	t, length := p.time(p.pos == stop)
	switch {
	case t == nil:
		err := wrong(start, stop, wording.AUnitOfTimeIs(p.text[start:stop]))
		if smaller := smallerUnit[before.name]; smaller != "" {
			err.put(p.text[start:stop] + " " + smaller)
		}
		return nil, err
	case t.atom != before.atom:
		return nil, wrong(start, p.pos+length, wording.AndDoNotAddUp(before.name, t.name))
	case t == before:
		return nil, p.twice(e, t, start, p.pos+length, n.value)
	case t.size.num*before.size.den > before.size.num*t.size.den:
		return nil, wrong(start, p.pos+length, wording.TheLongerUnitOfTime()).
			putAt(e.start, p.pos+length, p.text[start:p.pos+length]+" "+strings.TrimSpace(p.text[e.start:start]))
	}
	p.pos += length
	e.add(n.value, t)
	return t, nil
}

func (e *end) add(value *big.Rat, t *timeWord) {
	e.value = new(big.Rat).Add(e.value, scaled(value, t.size))
	e.parts++
	e.unit, e.as = "", nil
}

// iso reads a duration of ISO 8601, such as PT1H30M.
func (p *parser) iso(e *end) *Error {
	p.pos++
	e.literal, e.size = literal{value: new(big.Rat), letter: 1}, fraction{1, 1}
	letters := isoDates
	for {
		if p.eat("T") {
			letters = isoTimes
		}
		if !isDigit(p.peek()) {
			break
		}
		if err := p.isoPart(e, letters); err != nil {
			return err
		}
	}
	if e.stop = p.pos; e.parts == 0 || p.word() != "" {
		return wrong(e.start, p.chunk(), wording.ThisIsNotAnIso())
	}
	return nil
}

func (p *parser) isoPart(e *end, letters map[byte]string) *Error {
	start := p.pos
	n, err := p.number(false)
	if err != nil {
		return err
	}
	t := timeWords()[letters[p.peek()]]
	if t == nil || e.num != "" && e.num != t.atom {
		return wrong(start, p.chunk(), wording.ThisIsNotAnIsoDuration())
	}
	p.pos++
	p.bareDay(t)
	e.num = t.atom
	e.add(n.value, t)
	if e.parts == 1 {
		e.unit, e.size = t.name, t.size
		e.as = timed(t, t.name)
	}
	return nil
}
