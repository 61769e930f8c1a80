package quantity

import "strings"

// end is a number with the unit written at it: all of a quantity, or one end
// of a range.
type end struct {
	literal
	start, stop int      // of the number
	num, den    string   // canonical atoms, "" where not written
	size, per   fraction // what the written time and the written period are of these
	unit        string   // as in Quantity.TimeUnit
	parts       int      // parts of a duration such as 1 h 30 min
}

// borrow takes the unit of the other end where this one has none.
func (e *end) borrow(from *end) {
	if e.num == "" && from.num != "" {
		e.num, e.unit = from.num, from.unit
		e.value = scaled(e.value, from.size)
	}
	if e.den == "" && from.den != "" {
		e.den = from.den
		e.value = scaled(e.value, from.per)
	}
}

func (p *parser) end() (end, *Error) {
	p.space()
	e := end{start: p.pos, size: fraction{1, 1}, per: fraction{1, 1}}
	negative := p.sign()
	p.currency(&e)
	negative = negative || p.sign()
	if err := p.amount(&e); err != nil {
		return e, err
	}
	if err := p.pers(&e); err != nil {
		return e, err
	}
	if negative {
		e.value.Neg(e.value)
	}
	return e, nil
}

func (p *parser) sign() bool { return p.eat("-") || p.eat("−") }

// currency reads a currency in front of a number.
func (p *parser) currency(e *end) {
	if code := p.symbol(); code != "" {
		e.num = code
	} else if word := unitOf(p.word()); isCurrency(word) {
		p.pos += len(word)
		e.num = word
	}
	p.space()
}

func (p *parser) symbol() string {
	if c := p.peek(); c != '$' && c < 0x80 {
		return ""
	}
	for _, s := range symbols {
		if p.eat(s.sign) {
			return s.code
		}
	}
	return ""
}

// amount reads a number and the numerator of its unit.
func (p *parser) amount(e *end) *Error {
	if rest := p.rest(); len(rest) > 1 && rest[0] == 'P' && (isDigit(rest[1]) || rest[1] == 'T') {
		return p.iso(e)
	}
	if !isDigit(p.peek()) {
		return p.noNumber()
	}
	n, err := p.number(true)
	if err != nil {
		return err
	}
	e.literal, e.stop = n, p.pos
	return p.unit(e)
}

// unit reads the numerator after a number, if there is one.
func (p *parser) unit(e *end) *Error {
	p.space()
	start, stuck := p.pos, p.pos == e.stop
	if p.eat(percentAtom) {
		return p.name(e, percentAtom, start)
	}
	if code := p.symbol(); code != "" {
		return p.name(e, code, start)
	}
	if t, n := p.time(stuck); t != nil && e.num == "" {
		p.pos += n
		return p.duration(e, t)
	}
	if word := p.word(); word != "" {
		return p.unitWord(e, word, stuck)
	}
	return p.noUnit(e, stuck)
}

// name gives an end its numerator, written from start to here.
func (p *parser) name(e *end, atom string, start int) *Error {
	if e.num != "" {
		return wrong(start, p.pos, "%s is the unit already: for a price write per %s", e.num, Singular(p.text[start:p.pos]))
	}
	e.num = atom
	return nil
}

func (p *parser) unitWord(e *end, word string, stuck bool) *Error {
	start, lower := p.pos, strings.ToLower(word)
	switch {
	case isReserved(lower):
		return nil
	case isCurrency(word):
		p.pos += len(word)
		return p.name(e, word, start)
	case lower == "percent" || lower == "pct":
		p.pos += len(word)
		return p.name(e, percentAtom, start)
	}
	if err := p.checkNoun(word, lower, stuck); err != nil {
		return err
	}
	p.pos += len(word)
	if err := p.name(e, atomOf(word), start); err != nil {
		return err
	}
	return p.oneWord(start)
}

// checkNoun refuses words that look like a noun and are meant as something else.
func (p *parser) checkNoun(word, lower string, stuck bool) *Error {
	start, end := p.pos, p.pos+len(word)
	switch {
	case lower == "m" && !stuck:
		return wrong(start, end, `"m" could be minutes, metres or millions: write min, metres, or an M that sticks to the number`)
	case scaleWords[lower] != "" && stuck:
		return wrong(start, end, "scale letters are k, M and bn: write %s", scaleWords[lower])
	case scaleWords[lower] != "":
		return wrong(start, end, "write %s, stuck to the number", scaleWords[lower])
	case lowerCurrencies[lower]:
		return wrong(start, end, "write a currency in capitals: %s", strings.ToUpper(word))
	case stuck:
		return wrong(start, end, "put a space between the number and %s", word)
	}
	return checkHyphens(start, word)
}

func checkHyphens(start int, word string) *Error {
	if strings.Contains(word, "_") {
		return wrong(start, start+len(word), "write %s, with a hyphen", strings.ReplaceAll(word, "_", "-"))
	}
	return nil
}

// oneWord refuses more words after the noun that began at start, and proposes
// to join them.
func (p *parser) oneWord(start int) *Error {
	here := p.pos
	end := here
	for p.space(); p.plainWord(); p.space() {
		p.pos += len(p.word())
		end = p.pos
	}
	if p.pos = here; end == here {
		return nil
	}
	words := strings.Fields(p.text[start:end])
	return wrong(start, end, "a noun of several words needs hyphens: write %s", strings.Join(words, "-"))
}

// plainWord reports whether a word comes next that means nothing by itself.
func (p *parser) plainWord() bool {
	word := p.word()
	return word != "" && !isReserved(strings.ToLower(word))
}

func (p *parser) noUnit(e *end, stuck bool) *Error {
	switch {
	case p.peek() == '+':
		return wrong(p.pos, p.pos+1, `write "at least" before the number instead of +`)
	case isDigit(p.peek()) && !stuck:
		return p.spacedNumber(e)
	}
	return nil
}

// spacedNumber is the error of 1 000 000.
func (p *parser) spacedNumber(e *end) *Error {
	digits, stop := p.text[e.start:e.stop], e.stop
	for p.space(); isDigit(p.peek()); p.space() {
		n := digitsLen(p.rest())
		digits += p.rest()[:n]
		p.pos += n
		stop = p.pos
	}
	if strings.Trim(digits, "0123456789") != "" {
		return wrong(e.start, stop, "write one number, without spaces")
	}
	return wrong(e.start, stop, "write %s: a number has commas between thousands, and no spaces", tidied(digits))
}

// pers reads the denominator: any number of /x, per x, a x, an x, each x, every x.
func (p *parser) pers(e *end) *Error {
	var few [4]string
	atoms := few[:0]
	for p.per() {
		start := p.pos
		atom, err := p.denominator(e)
		if err != nil {
			return err
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

// per moves past a word or sign for per, and the spaces after it.
func (p *parser) per() bool {
	here := p.pos
	p.space()
	if p.eat(perSign) || isPer(p.nextWord()) {
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
			return wrong(start, end, "%s is named twice", atom)
		case isPeriod(other) && isPeriod(atom):
			return wrong(start, end, "a rate has one period: per %s and per %s are two", other, atom)
		case isScope(other) && isScope(atom):
			return wrong(start, end, "a rate has one scope: per %s and per %s are two", other, atom)
		}
	}
	return nil
}

// denominator reads what follows a per and returns its atom.
func (p *parser) denominator(e *end) (string, *Error) {
	start, word := p.pos, p.word()
	if err := p.checkDenominator(e, word); err != nil {
		return "", err
	}
	p.pos += len(word)
	lower := strings.ToLower(word)
	if t := timeWords[lower]; t != nil {
		e.per = fraction{t.per, 1}
		return t.period, nil
	}
	if err := p.oneWord(start); err != nil {
		return "", err
	}
	return atomOf(word), nil
}

func (p *parser) checkDenominator(e *end, word string) *Error {
	start, end, lower := p.pos, p.pos+len(word), strings.ToLower(word)
	switch {
	case isDigit(p.peek()):
		return wrong(start, p.chunk(), "write the quantity for one: no number may follow per")
	case word == "" || isReserved(lower):
		return wrong(start, start, "say per what, as in 50 calls/person/day")
	case lower == "shift" || lower == "shifts":
		return wrong(start, end, `a shift is no period: write per day, and the length of a shift as the role's workingDay`)
	case lower == "calendar-day" || lower == "calendar-days":
		return wrong(start, end, "a rate counts working days: write per day, per week or per month")
	case lower == "cent" && e.num == "":
		return wrong(start, end, "write %% instead of per cent")
	}
	return checkHyphens(start, word)
}
