package quantity

import (
	"math/big"
	"strings"
	"time"
)

// Parse reads one quantity. The error is always an [*Error], which points at
// the part of the text that is wrong and says what to write instead.
func Parse(text string) (Quantity, error) {
	p := parser{scanner: scanner{text: text}}
	if err := p.quantity(); err != nil {
		return Quantity{}, err
	}
	p.q.Text = text
	return p.q, nil
}

type parser struct {
	scanner
	q Quantity
}

func (p *parser) quantity() *Error {
	if err := p.check(); err != nil {
		return err
	}
	if err := p.comparator(); err != nil {
		return err
	}
	if err := p.value(); err != nil {
		return err
	}
	return p.tail()
}

// comparator reads the comparator in front of a quantity, if there is one.
func (p *parser) comparator() *Error {
	p.space()
	start := p.pos
	switch {
	case p.eat(">=") || p.eat("≥"):
		p.q.Comparator = AtLeast
	case p.eat("<=") || p.eat("≤"):
		p.q.Comparator = AtMost
	case p.eat("=>"):
		return wrong(start, p.pos, "write >= for at least")
	case p.eat("=<"):
		return wrong(start, p.pos, "write <= for at most")
	case p.eat("==") || p.eat("<>") || p.eat("!="):
		return wrong(start, p.pos, "write one of >=, <=, >, <, =")
	case p.eat(">"):
		p.q.Comparator = MoreThan
	case p.eat("<"):
		p.q.Comparator = LessThan
	case p.eat("="):
		p.q.Comparator = Exactly
	default:
		return p.wordComparator()
	}
	return nil
}

func (p *parser) wordComparator() *Error {
	start := p.pos
	first := p.nextWord()
	if first == "between" {
		p.q.Comparator = Between
		return nil
	}
	p.space()
	switch second := p.nextWord(); {
	case first == "at" && second == "least":
		p.q.Comparator = AtLeast
	case first == "at" && second == "most":
		p.q.Comparator = AtMost
	case first == "more" && second == "than":
		p.q.Comparator = MoreThan
	case first == "less" && second == "than":
		p.q.Comparator = LessThan
	default:
		p.pos = start
	}
	return nil
}

// nextWord moves past the word that comes next and returns it in lower case.
func (p *parser) nextWord() string {
	word := p.word()
	p.pos += len(word)
	return strings.ToLower(word)
}

// value reads what the comparator compares with: one end, or two.
func (p *parser) value() *Error {
	low, err := p.end()
	if err != nil {
		return err
	}
	p.space()
	switch {
	case p.q.Comparator == Between:
		if and := p.pos; p.nextWord() != "and" {
			return wrong(and, and, `a target with two limits reads "between 10 and 20"`)
		}
	case p.eat(".."):
		if p.peek() == '.' {
			return wrong(p.pos-2, p.pos+1, "write a range with two points, as in 10..20")
		}
	default:
		p.set(&low, &low)
		return nil
	}
	high, err := p.end()
	if err != nil {
		return err
	}
	return p.pair(&low, &high)
}

// pair sets the amount from two ends, after each has lent the other what it
// does not have: one unit serves both.
func (p *parser) pair(low, high *end) *Error {
	if err := p.checkLetters(low, high); err != nil {
		return err
	}
	for _, e := range []*end{low, high} {
		if e.num == "" && low.parts+high.parts > 1 {
			return wrong(e.start, e.stop, "write the unit of time at both ends")
		}
	}
	low.borrow(high)
	high.borrow(low)
	switch a, b := quotient(low.num, low.den), quotient(high.num, high.den); {
	case a != b:
		return wrong(low.start, high.stop, "both ends need the same unit: %s and %s do not fit together", a.Words(), b.Words())
	case low.value.Cmp(high.value) > 0:
		return wrong(low.start, high.stop, "the first number, %s, is above the second, %s: write the lower one first", p.text[low.start:low.stop], p.text[high.start:high.stop])
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
	first := p.text[low.start:low.stop]
	return wrong(low.start, low.stop, "%s could be %s or %s%s: write it with its letter, or both numbers without one", first, first, first, letterOf(high.letter))
}

func (p *parser) set(low, high *end) {
	p.q.Amount = Amount{Low: low.value, High: high.value, Unit: quotient(high.num, high.den)}
	if low.unit == high.unit {
		p.q.TimeUnit = low.unit
	}
}

// tail reads what may follow an amount: a statistic and a due date.
func (p *parser) tail() *Error {
	for p.space(); !p.done(); p.space() {
		start := p.pos
		switch word := strings.ToLower(p.word()); {
		case isStatistic(word) && p.q.Statistic == "":
			p.pos += len(word)
			p.q.Statistic = word
		case isPercentile(word):
			return wrong(start, start+len(word), "one statistic from p50 to p99 may follow, or median, or mean")
		case word == "by" && p.q.By == "":
			p.pos += len(word)
			if err := p.date(); err != nil {
				return err
			}
		default:
			return p.unexpected()
		}
	}
	return nil
}

func (p *parser) date() *Error {
	p.space()
	start := p.pos
	p.pos = p.chunk()
	date := p.text[start:p.pos]
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return wrong(start, p.pos, "write a date of the calendar after by, as in 2026-12-31")
	}
	p.q.By = date
	return nil
}

// unexpected is the error of whatever stands where a quantity should be over.
func (p *parser) unexpected() *Error {
	word, end := p.word(), p.chunk()
	text := p.text[p.pos:end]
	switch hint := hints[strings.ToLower(word)]; {
	case hint != "":
		return wrong(p.pos, end, "%s", hint)
	case p.isDash():
		return wrong(p.pos, end, "%s", hints["to"])
	case strings.HasPrefix(text, "…"):
		return wrong(p.pos, end, "write a range with two points, as in 10..20")
	}
	return wrong(p.pos, end, `%q is not understood here: after a quantity only a statistic such as p90 and a date such as "by 2026-12-31" may follow`, text)
}

// isDash recognises the dash of 10-20 and of 10 – 20.
func (p *parser) isDash() bool {
	for _, dash := range []string{"-", "–", "—", "−"} {
		if after, ok := strings.CutPrefix(p.rest(), dash); ok {
			after = strings.TrimLeft(after, " ")
			return after != "" && isDigit(after[0])
		}
	}
	return false
}

// noNumber is the error of whatever stands where a number should begin.
func (p *parser) noNumber() *Error {
	rest, word := p.rest(), p.word()
	for _, o := range openings {
		if n := len(o.words); len(rest) >= n && strings.EqualFold(rest[:n], o.words) && (n == len(rest) || !isLetter(rest[n])) {
			return wrong(p.pos, p.pos+n, "%s", o.hint)
		}
	}
	end := p.chunk()
	switch {
	case p.done():
		return wrong(p.pos, p.pos, "a number is missing here, as in 50 calls/day")
	case len(rest) > 1 && rest[0] == '.' && isDigit(rest[1]):
		return wrong(p.pos, end, "write 0 before the decimal point")
	case lowerCurrencies[strings.ToLower(word)]:
		return wrong(p.pos, end, "write a currency in capitals: %s", strings.ToUpper(word))
	}
	return wrong(p.pos, end, "a number is expected here, as in 50 calls/day; %q is none", p.text[p.pos:end])
}

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

// time looks at a word for time, without moving, and returns its length. Stuck
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
	return timeWords[lower], len(word)
}

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
// has just been read.
func (p *parser) duration(e *end, t *timeWord) *Error {
	e.num, e.size, e.unit, e.parts = t.atom, t.size, t.name, 1
	e.value = scaled(e.value, t.size)
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
		return nil, wrong(start, stop, "a unit of time is missing after %s", p.text[start:stop])
	case t.atom != before.atom:
		return nil, wrong(start, p.pos+length, "%s and %s do not add up: write one of them", before.name, t.name)
	case t.size.num*before.size.den >= before.size.num*t.size.den:
		return nil, wrong(start, p.pos+length, "write the longer unit of time first")
	}
	p.pos += length
	e.add(n.value, t)
	return t, nil
}

func (e *end) add(value *big.Rat, t *timeWord) {
	e.value = new(big.Rat).Add(e.value, scaled(value, t.size))
	e.parts++
	e.unit = ""
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
		return wrong(e.start, p.chunk(), "this is no ISO duration: write PT1H30M, or 1 h 30 min")
	}
	return nil
}

func (p *parser) isoPart(e *end, letters map[byte]string) *Error {
	start := p.pos
	n, err := p.number(false)
	if err != nil {
		return err
	}
	t := timeWords[letters[p.peek()]]
	if t == nil || e.num != "" && e.num != t.atom {
		return wrong(start, p.chunk(), "this is no ISO duration of one kind: write PT1H30M for clock time, P2D for days, P1M for months")
	}
	p.pos++
	p.bareDay(t)
	e.num = t.atom
	e.add(n.value, t)
	if e.parts == 1 {
		e.unit, e.size = t.name, t.size
	}
	return nil
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
