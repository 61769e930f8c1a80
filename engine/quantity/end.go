package quantity

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// end is a number with the unit written at it: all of a quantity, or one end
// of a range.
type end struct {
	literal
	start, stop int      // of the number
	num, den    string   // canonical atoms, "" where not written
	size, per   fraction // what the written time and the written period are of these
	unit        string   // as in Quantity.TimeUnit
	full        int      // where all that is written of it stops
	parts       int      // parts of a duration such as 1 h 30 min
	bareM       bool     // its only unit is an m that sticks to the number
	as          *spelt   // how its unit is written
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
	if p.rhythm(&e) {
		return e, nil
	}
	if p.manyOf(&e) {
		e.full = p.pos
		return e, nil
	}
	negative := p.sign()
	p.currency(&e)
	negative = negative || p.sign()
	if err := p.amount(&e); err != nil {
		return e, err
	}
	if err := p.backBeforePer(); err != nil { // 8 lessons or more per teacher
		return e, err
	}
	if err := p.pers(&e); err != nil {
		return e, err
	}
	if err := p.unsure(&e); err != nil {
		return e, err
	}
	if negative {
		e.value.Neg(e.value)
	}
	e.full = len(strings.TrimRight(p.text[:p.pos], " "))
	return e, nil
}

// unsure refuses numbers that can be read in two ways, now that their unit is known: 12.500 and 10m.
func (p *parser) unsure(e *end) *Error {
	if err := checkDecimals(e, e.digits); err != nil {
		return err
	}
	if piece := e.den != "" && rank(e.den) == 0; !e.bareM || e.parts > 1 || piece {
		return nil
	}
	digits := p.text[e.start:e.stop]
	return wrong(e.start, e.stop+1, wording.MCouldBeMinutesOr(digits)).
		put(digits+" min", digits+"M")
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
	rest := p.rest()
	if len(rest) > 1 && rest[0] == 'P' && (isDigit(rest[1]) || rest[1] == 'T') {
		return p.iso(e)
	}
	if isLetter(p.peek()) {
		if found, err := p.fractionOf(e); found || err != nil {
			return err
		}
		if n, ok := p.spelled(); ok {
			e.literal, e.stop = n, p.pos
			p.andPart(e)
			return p.unit(e)
		}
		if p.oneTime(e) {
			return p.unit(e)
		}
	}
	if !isDigit(p.peek()) && !(len(rest) > 1 && rest[0] == '.' && isDigit(rest[1])) {
		return p.noNumber()
	}
	n, err := p.number(true)
	if err != nil {
		return err
	}
	e.literal, e.stop = n, p.pos
	if e.num != "" && e.letter == 1 && p.word() == "m" { // minutes have no price
		p.pos++
		e.letter, e.stop = 1e6, p.pos
		e.value = scaled(e.value, fraction{1e6, 1})
	}
	p.andPart(e)
	if err := p.outOf(e); err != nil {
		return err
	}
	if err := p.plus(); err != nil {
		return err
	}
	if _, err := p.back(); err != nil { // 5 or more calls
		return err
	}
	return p.unit(e)
}

// outOf keeps the scale of a grade, "4.2/5" or "77 out of 100", as a note; and reads 10:1 as ten for one.
func (p *parser) outOf(e *end) *Error {
	here := p.pos
	sign := ""
	switch {
	case p.eat(":1") && !isDigit(p.peek()):
		p.notes = append(p.notes, forOne)
		return nil
	case e.digits == "1" && p.eat(":") && isDigit(p.peek()):
		return p.turnedRatio(e)
	case p.takes("out of"):
		sign = outOf
		p.space()
	case !e.value.IsInt() && p.takes("of"): // 3 of 5 could be 60 %
		sign = outOf
		p.space()
		if after := p.pos + digitsLen(p.rest()); p.wordAt(after) != "" && !p.backAt(after) {
			p.pos = here
			return nil
		}
	case p.eat(perSign):
		sign = outOf
	}
	scale := p.rest()[:digitsLen(p.rest())]
	if top := grades[scale]; sign != "" && top != 0 && e.value.Cmp(big.NewRat(top, 1)) <= 0 && e.letter == 1 {
		p.pos += len(scale)
		p.notes = append(p.notes, sign+scale)
		return p.ofGrade(e, top)
	}
	p.pos = here
	return nil
}

// ofGrade refuses 8.5 out of 10 customers, which is a share, after the scale of what could be a grade.
func (p *parser) ofGrade(e *end, top int64) *Error {
	here := p.pos
	p.space()
	word := strings.ToLower(p.word())
	if p.pos = here; !p.plainWordAfterSpace() || Singular(word) == "star" || Singular(word) == "point" {
		return nil
	}
	share := new(big.Rat).Mul(e.value, big.NewRat(100, top))
	return wrong(e.start, here, wording.IsAShareHere(strings.TrimSpace(p.text[e.start:here]))).
		put(exactly(share) + " % of").general(wording.WriteItInPercent())
}

func (p *parser) plainWordAfterSpace() bool {
	here := p.pos
	defer func() { p.pos = here }()
	p.space()
	return p.plainWord()
}

// grades are the scales on which people grade.
var grades = map[string]int64{"4": 4, "5": 5, "6": 6, "10": 10, "100": 100}

// unit reads the numerator after a number, if there is one.
func (p *parser) unit(e *end) *Error {
	p.space()
	start, stuck := p.pos, p.pos == e.stop && e.digits != ""
	if p.eat(percentAtom) {
		if err := p.name(e, percentAtom, start); err != nil {
			return err
		}
		return p.plus()
	}
	if code := p.symbol(); code != "" {
		return p.name(e, code, start)
	}
	if t, n := p.time(stuck); t != nil && e.num == "" {
		if word := p.word(); e.digits == "" && t.name == "quarter" && e.value.Cmp(big.NewRat(3, 1)) == 0 &&
			!strings.EqualFold(strings.TrimSpace(p.front), "within") {
			return wrong(e.start, p.pos+len(word), wording.ThreeQuartersCouldBeA()).put("75 %", "9 months")
		}
		e.bareM = stuck && p.word() == "m"
		p.pos += n
		return p.duration(e, t, p.text[start:p.pos])
	}
	if word := p.word(); word != "" {
		return p.unitWord(e, word, stuck)
	}
	return p.noUnit(e, stuck)
}

// name gives an end its numerator, written from start to here.
func (p *parser) name(e *end, atom string, start int) *Error {
	if e.num != "" {
		what := Singular(p.text[start:p.pos])
		err := wrong(start, p.pos, wording.IsTheUnitAlready(e.num))
		if isCurrency(e.num) && atom != percentAtom && !isCurrency(atom) {
			err.put(" per " + what).general(wording.ForAPriceWritePer(what))
		}
		return err
	}
	e.num = atom
	return nil
}

func (p *parser) unitWord(e *end, word string, stuck bool) *Error {
	start, lower := p.pos, strings.ToLower(word)
	switch {
	case lower == "x" && stuck && p.timesNext(len(word)):
		p.pos += len(word)
		return p.name(e, Times, start)
	case p.takes("per cent") || p.takes("percent") || p.takes("pct"):
		return p.name(e, percentAtom, start)
	case isReserved(lower) || p.rhythmNext() || p.changing && p.next(turned()):
		return nil
	case isCurrency(word):
		p.pos += len(word)
		return p.name(e, word, start)
	}
	if err := p.checkNoun(word, lower, stuck); err != nil {
		return err
	}
	if isCurrency(e.num) && ofMoney()[lower] {
		p.pos += len(word)
		p.notes = append(p.notes, word)
		return nil
	}
	noun, err := p.noun()
	if err != nil {
		return err
	}
	atom := atomOf(noun)
	if err := p.name(e, atom, start); err != nil {
		return err
	}
	e.as = e.as.counting(atom, p.text[start:p.pos], e.value)
	return nil
}

// checkNoun refuses words that look like a noun and are meant as something else.
func (p *parser) checkNoun(word, lower string, stuck bool) *Error {
	start, end := p.pos, p.pos+len(word)
	switch {
	case lower == "x" && stuck:
		return wrong(start, end, wording.XIsAChangeWrite(p.text[p.numberStart(start):start]))
	case lower == "m" && !stuck:
		return wrong(start, end, wording.MCouldBeMinutesMetres()).put("min", "metres", "million")
	case unsureScales()[lower]:
		return wrong(start, end, wording.CouldBeThousandsMillionsOr(strconv.Quote(word))).put("thousand", "million",
			"billion")
	case (scaleWords()[lower] != 0 || word == "B") && !stuck:
		return wrong(start, end, wording.TheNumberHasAScale(word)).put("")
	case scaleWords()[lower] != 0:
		return wrong(start, end, wording.ASpaceIsMissingBefore(word)).put(" " + word)
	case lowerCurrencies()[lower]:
		return wrong(start, end, wording.ACurrencyIsWrittenIn()).put(strings.ToUpper(word))
	case stuck && lower == "ish":
		return p.uncertainNumber(start, end)
	case stuck:
		return wrong(start, end, wording.ASpaceIsMissingBetween(word)).put(" " + word)
	}
	return checkHyphens(start, word)
}

func (p *parser) numberStart(end int) int {
	i := end
	for i > 0 && (isDigit(p.text[i-1]) || isSeparator(p.text[i-1])) {
		i--
	}
	return i
}

func checkHyphens(start int, word string) *Error {
	if strings.Contains(word, "_") {
		return wrong(start, start+len(word), wording.TheWordsOfANoun()).
			put(strings.ReplaceAll(word, "_", "-"))
	}
	return nil
}

// maxNounWords keeps a sentence from being read as a noun.
const maxNounWords = 4

// noun reads a noun of one word or several, and returns it with hyphens between them. Some of them may be quoted.
func (p *parser) noun() (string, *Error) {
	start, stop := p.pos, p.pos
	var few [maxNounWords]string
	words, title := few[:0], true
	for p.quote(); p.nounGoesOn(title && len(words) > 0); p.quote() {
		word := p.word()
		if err := checkHyphens(p.pos, word); err != nil {
			return "", err
		}
		if lower := strings.ToLower(word); foreignPer[lower] != "" && len(words) > 0 {
			return "", p.foreign(word)
		}
		words = append(words, word)
		title = title && capitalised(word)
		p.pos += len(word)
		p.quote()
		stop = p.pos
		p.space()
	}
	p.pos = stop
	if len(words) > maxNounWords {
		return "", wrong(start, stop, wording.IsNotUnderstoodAsA(strconv.Quote(p.text[start:stop]), maxNounWords))
	}
	if len(words) == 1 {
		return words[0], nil
	}
	return strings.Join(words, "-"), nil
}

func (p *parser) quote() { _ = p.eat(`"`) || p.eat("“") || p.eat("”") }

// nounGoesOn reports whether a further word of a noun comes next. Titles have small words in them: Software Engineers
// in Test.
func (p *parser) nounGoesOn(title bool) bool {
	if p.plainWord() {
		return !p.rhythmNext() && !p.backNext() && !(p.changing && p.next(turned()))
	}
	switch strings.ToLower(p.word()) {
	case "in", "of", "for":
		start := p.pos
		defer func() { p.pos = start }()
		p.nextWord()
		p.space()
		word := p.word()
		return title && capitalised(word) && months()[strings.ToLower(word)] == 0 && !isPart(strings.ToLower(word))
	}
	return false
}

func capitalised(word string) bool { return word != "" && 'A' <= word[0] && word[0] <= 'Z' }

// plainWord reports whether a word comes next that means nothing by itself.
func (p *parser) plainWord() bool {
	word := p.word()
	return word != "" && !isReserved(strings.ToLower(word))
}

// backNext reports whether a comparator follows, as in "5 or more".
func (p *parser) backNext() bool { return p.next(backs()) }

// next reports whether one of the phrases comes next.
func (p *parser) next(of phrases) bool {
	start := p.pos
	defer func() { p.pos = start }()
	return p.says(of) != ""
}

func (p *parser) noUnit(e *end, stuck bool) *Error {
	if isDigit(p.peek()) && !stuck {
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
		return wrong(e.start, stop, wording.TheseAreTwoNumbersWrite())
	}
	return wrong(e.start, stop, wording.ANumberHasCommasBetween()).put(tidied(digits))
}
