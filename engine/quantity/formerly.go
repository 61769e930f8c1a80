package quantity

import (
	"math/big"
	"strings"
	"time"
)

// Formerly reads a text as kpilint 0.2.0 did, and reports false where that refused it. Whoever upgrades sees by it
// which values are read otherwise now. Of the grammar of today it takes the parts that have stayed the same.
func Formerly(text string) (Quantity, bool) {
	p := former{parser{scanner: scanner{text: text}}}
	if p.check() != nil || !p.comparator() || !p.value() || !p.tail() {
		return Quantity{}, false
	}
	p.q.Text = text
	return p.q, true
}

// former reads the grammar of 0.2.0.
type former struct{ parser }

// formerSigns and formerFronts are the comparators of 0.2.0.
var (
	formerSigns = []struct {
		sign string
		is   Comparator
	}{
		{">=", AtLeast}, {"≥", AtLeast}, {"<=", AtMost}, {"≤", AtMost},
		{"=>", ""}, {"=<", ""}, {"==", ""}, {"<>", ""}, {"!=", ""}, {">", MoreThan}, {"<", LessThan}, {"=", Exactly},
	}
	formerFronts = map[string]Comparator{
		"at least": AtLeast, "at most": AtMost, "more than": MoreThan, "less than": LessThan,
	}
)

func (p *former) comparator() bool {
	p.space()
	for _, s := range formerSigns {
		if p.eat(s.sign) {
			p.q.Comparator = s.is
			return s.is != ""
		}
	}
	start := p.pos
	first := p.nextWord()
	if first == "between" {
		p.q.Comparator = Between
		return true
	}
	p.space()
	if is := formerFronts[first+" "+p.nextWord()]; is != "" {
		p.q.Comparator = is
		return true
	}
	p.pos = start
	return true
}

func (p *former) value() bool {
	low, ok := p.end()
	if !ok {
		return false
	}
	p.space()
	switch {
	case p.q.Comparator == Between:
		if p.nextWord() != "and" {
			return false
		}
	case p.eat(".."):
		if p.peek() == '.' {
			return false
		}
	default:
		p.set(&low, &low)
		return true
	}
	high, ok := p.end()
	return ok && p.pair(&low, &high) == nil
}

func (p *former) end() (end, bool) {
	p.space()
	e := end{start: p.pos, size: fraction{1, 1}, per: fraction{1, 1}}
	negative := p.sign()
	p.currency(&e)
	negative = negative || p.sign()
	if !p.amount(&e) || !p.pers(&e) {
		return e, false
	}
	if negative {
		e.value = new(big.Rat).Neg(e.value)
	}
	e.full = p.pos
	return e, true
}

func (p *former) amount(e *end) bool {
	if rest := p.rest(); len(rest) > 1 && rest[0] == 'P' && (isDigit(rest[1]) || rest[1] == 'T') {
		return p.iso(e) == nil
	}
	if !isDigit(p.peek()) {
		return false
	}
	n, ok := p.number(true)
	if !ok {
		return false
	}
	e.literal, e.stop = n, p.pos
	return p.unit(e)
}

// number reads digits and a scale letter that sticks to them. A thousand with a point, 1.000, was refused; 12.500 was a
// decimal.
func (p *former) number(letters bool) (literal, bool) {
	start := p.pos
	p.pos += digitsLen(p.rest())
	digits := p.text[start:p.pos]
	whole, decimals, _ := strings.Cut(digits, ".")
	switch {
	case len(digits) > maxNumber, digits == "0" && isRadix(p.rest()), strings.ContainsAny(digits, "_'"),
		!hasThousands(whole), strings.ContainsAny(decimals, ".,"), decimals == "000" && len(whole) <= 3 && whole != "0",
		len(whole) > 1 && whole[0] == '0':
		return literal{}, false
	}
	exponent, err := p.exponent(start)
	if err != nil {
		return literal{}, false
	}
	n := literal{value: decimal(digits, exponent), letter: 1, digits: digits}
	if letters && isLetter(p.peek()) && p.word() != "B" {
		n.letter = p.scale()
		n.value = scaled(n.value, fraction{n.letter, 1})
	}
	return n, true
}

func (p *former) unit(e *end) bool {
	p.space()
	stuck := p.pos == e.stop
	if p.eat(percentAtom) {
		return p.named(e, percentAtom)
	}
	if code := p.symbol(); code != "" {
		return p.named(e, code)
	}
	if t, n := p.time(stuck); t != nil && e.num == "" {
		p.pos += n
		return p.duration(e, t)
	}
	word := p.word()
	lower := strings.ToLower(word)
	switch {
	case word == "":
		return p.peek() != '+' && (!isDigit(p.peek()) || stuck)
	case formerReserved(lower):
		return true
	case isCurrency(word):
		p.pos += len(word)
		return p.named(e, word)
	case lower == "percent" || lower == "pct":
		p.pos += len(word)
		return p.named(e, percentAtom)
	case lower == "m" && !stuck, formerScales()[lower], lowerCurrencies()[lower], stuck, strings.Contains(word, "_"):
		return false
	}
	p.pos += len(word)
	return p.named(e, atomOf(word)) && !p.moreWords()
}

func (p *former) named(e *end, atom string) bool {
	written := e.num == ""
	e.num = atom
	return written
}

// moreWords reports whether a second word of a noun follows, which 0.2.0 wanted with a hyphen.
func (p *former) moreWords() bool {
	here := p.pos
	defer func() { p.pos = here }()
	p.space()
	word := p.word()
	return word != "" && !formerReserved(strings.ToLower(word))
}

// time is a word for time; business-hours were none.
func (p *former) time(stuck bool) (*timeWord, int) {
	word := p.word()
	if stuck {
		word = unitOf(word)
	}
	lower := strings.ToLower(word)
	if stuck && lower == "m" {
		lower = "min"
	}
	return formerTime(lower), len(word)
}

func formerTime(lower string) *timeWord {
	if t := timeWords()[lower]; t != nil && t.name != "business-hour" && lower != "work-day" && lower != "work-days" {
		return t
	}
	return nil
}

func (p *former) duration(e *end, t *timeWord) bool {
	e.num, e.size, e.unit, e.parts = t.atom, t.size, t.name, 1
	e.value = scaled(e.value, t.size)
	for {
		p.bareDay(t)
		here := p.pos
		if p.space(); !isDigit(p.peek()) {
			p.pos = here
			return true
		}
		n, ok := p.number(false)
		if !ok {
			return false
		}
		stop := p.pos
		p.space()
		next, length := p.time(p.pos == stop)
		if next == nil || next.atom != t.atom || next.size.num*t.size.den >= t.size.num*next.size.den {
			return false
		}
		p.pos += length
		e.add(n.value, next)
		t = next
	}
}

func (p *former) pers(e *end) bool {
	var atoms []string
	for p.per() {
		start, word := p.pos, p.word()
		lower := strings.ToLower(word)
		if word == "" || formerReserved(lower) || strings.Contains(word, "_") || formerlyNoPer()[lower] ||
			lower == "cent" && e.num == "" {
			return false
		}
		p.pos += len(word)
		atom := ""
		if t := formerTime(lower); t != nil {
			e.per, atom = fraction{t.per, 1}, t.period
		} else if atom = atomOf(word); p.moreWords() {
			return false
		}
		if checkPer(atoms, atom, start, p.pos) != nil {
			return false
		}
		atoms = append(atoms, atom)
	}
	if len(atoms) > 0 {
		e.den = join(atoms, perSign)
	}
	e.value = scaled(e.value, e.per)
	return true
}

func (p *former) tail() bool {
	for p.space(); !p.done(); p.space() {
		word := strings.ToLower(p.word())
		p.pos += len(word)
		switch {
		case isStatistic(word) && p.q.Statistic == "":
			p.q.Statistic = word
		case word == "by" && p.q.By == "":
			p.space()
			start := p.pos
			p.pos = p.chunk()
			p.q.By = p.text[start:p.pos]
			if _, err := time.Parse(time.DateOnly, p.q.By); err != nil {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// formerReserved accepts the words that ended a unit.
func formerReserved(lower string) bool {
	return isPer(lower) || isPercentile(lower) || formerStops()[lower]
}

var (
	formerStops = setOf("median", "mean", "by", "and", "minimum", "maximum", "max", "to", "or", "plus", "average", "avg",
		"hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "annually", "of", "on", "in", "within", "until",
		"before")
	formerScales = setOf("k", "thousand", "thousands", "m", "mn", "mio", "mm", "million", "millions", "b", "bn", "bil",
		"billion", "billions")
	formerlyNoPer = setOf("shift", "shifts", "calendar-day", "calendar-days")
)
