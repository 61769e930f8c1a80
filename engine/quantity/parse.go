package quantity

import (
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
