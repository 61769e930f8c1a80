package quantity

import (
	"math/big"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// Change is what a target asks of the number of today: reduce by 25 %, +10 %, double.
type Change struct {
	Text   string
	Times  *big.Rat // the number of today times this; nil where an amount is added
	Plus   Amount   // what is added to it, below zero for less; of a share, in percentage points
	Points bool     // Plus is in percentage points
	By     string   // due date, or ""
	At     string   // statistic, or ""
	Note   string   // in brackets
	start  int      // of the share in the text
	stop   int
}

// turns are the words for a change, with the side to which they lead.
var turns = sync.OnceValue(func() phrases {
	return say(map[string]string{
		"+": "up|up by|" +
			"plus|increase by|raise by|grow by|rise by|improve by|lift by|boost by|expand by|increase|grow|an increase " +
			"of|increase of|" +
			"growth of|a growth of|an improvement of",
		"-": "down|down by|" +
			"minus|reduce by|decrease by|lower by|cut by|drop by|shrink by|fall by|reduce|decrease|cut|a reduction of|" +
			"reduction of|" +
			"a decrease of|decrease of|a cut of",
		"2": "double|twice the baseline|a doubling",
		"3": "triple|treble",
		"½": "halve|half the baseline",
	})
})

// turned are the words for a change after its size.
var turned = sync.OnceValue(func() phrases {
	return say(map[string]string{
		"+": "growth|increase|improvement|more|higher|uplift|up|rise|above the baseline|above baseline|over the baseline",
		"-": "reduction|decrease|less|fewer|lower|drop|cut|down|decline|below the baseline|below baseline",
	})
})

// sinceToday are the words that say from which number a change counts, which is that of today.
var sinceToday = sync.OnceValue(func() phrases {
	return say(map[string]string{
		"today": "from today|from today's|from today's level|from today's number|from now|on today|over today|" +
			"against today|compared to today|compared with today|from the baseline|from baseline|on the baseline|" +
			"against the baseline|against baseline|vs baseline|vs today|from the current level|from current levels",
	})
})

// ParseChange reads a change from the number of today. It reports false where the text asks for none; the error says
// what is wrong with one that it does ask for.
func ParseChange(text string) (Change, bool, error) {
	c, found, err := parseChange(text)
	if err != nil {
		return c, found, err.advise(text)
	}
	return c, found, nil
}

// ParseLess reads a number below zero, such as -4 points, as what is taken from today's number. Only that can tell
// whether it is meant so: a score may lie below zero itself.
func ParseLess(text string) (Change, bool, error) {
	p := parser{scanner: scanner{text: text}}
	if p.check() != nil {
		return Change{}, false, nil
	}
	if p.space(); !p.sign() {
		return Change{}, false, nil
	}
	c, found, err := p.changeTo("-")
	c.Text = text
	if found && err != nil {
		return c, true, err.advise(text)
	}
	return c, found, nil
}

// parseChange is ParseChange, with errors that propose nothing yet.
func parseChange(text string) (Change, bool, *Error) {
	p := parser{scanner: scanner{text: text}}
	if p.check() != nil {
		return Change{}, false, nil
	}
	c, found, err := p.change()
	if !found {
		return Change{}, false, nil
	}
	c.Text = text
	return c, true, err
}

func (p *parser) change() (c Change, found bool, err *Error) {
	p.space()
	return p.changeTo(p.says(turns()))
}

// changeTo reads a change after the word for it, which says to which side it leads.
func (p *parser) changeTo(side string) (c Change, found bool, err *Error) {
	switch side {
	case "2":
		c.Times = big.NewRat(2, 1)
	case "3":
		c.Times = big.NewRat(3, 1)
	case "½":
		c.Times = big.NewRat(1, 2)
	case "":
		if times, ok := p.factor(); ok {
			c.Times = times
			break
		}
		fallthrough
	default:
		if found, err = p.size(&c, side); !found || err != nil {
			return c, found, err
		}
	}
	p.saysNext(sinceToday())
	if err := p.tail(); err != nil {
		return c, c.Times != nil, err
	}
	c.By, c.At, c.Note = p.q.By, p.q.Statistic, p.q.Note
	return c, true, nil
}

// factor reads 2x.
func (p *parser) factor() (*big.Rat, bool) {
	start := p.pos
	if isDigit(p.peek()) {
		if n, err := p.number(false); err == nil && (p.eat("x") || p.eat("×")) && p.word() == "" {
			return n.value, true
		}
	}
	p.pos = start
	return nil, false
}

// size reads how much is added or taken away, and the word for it where that follows.
func (p *parser) size(c *Change, side string) (found bool, err *Error) {
	if p.comparator() != nil || strings.EqualFold(p.front, "from") {
		return false, nil // cut from 9 % to 8 %
	}
	if p.space(); side == "" && p.eat("+") {
		side = "+"
	}
	start, signed := p.pos, side == "+"
	e, err := p.changeEnd()
	if err != nil {
		return false, nil // not a change, or one that the reader of quantities explains better
	}
	after := p.pos
	if word := p.saysNext(turned()); word != "" {
		if side != "" && side != word {
			return true, wrong(start, p.pos, wording.ThisSaysMoreAndLess())
		}
		side = word
	}
	switch {
	case side == "":
		return false, nil
	case signed && p.pos == after && e.num == "" && e.den == "" && p.text[max(start-1, 0)] == '+':
		return false, nil // +40 may be a score
	}
	c.start, c.stop = start, after
	if side == "-" {
		e.value = new(big.Rat).Neg(e.value)
	}
	if e.num == percentAtom && e.den == "" {
		c.Times = new(big.Rat).Add(one, scaled(e.value, fraction{1, 100}))
		return true, p.perPeriod(c)
	}
	if c.Points = e.num == "point" || e.num == "percentage-point" || e.num == "pp"; c.Points {
		e.num, e.as = percentAtom, nil
	}
	p.set(&e, &e)
	c.Plus = p.q.Amount
	return true, nil
}

// changeEnd reads an amount whose noun ends where the word for a change begins.
func (p *parser) changeEnd() (end, *Error) {
	p.changing = true
	e, err := p.end()
	return e, err
}

// perPeriod refuses 3 % more a month, which grows on.
func (p *parser) perPeriod(c *Change) *Error {
	start := p.pos
	if p.space(); !p.rhythmNext() && !p.per() {
		p.pos = start
		return nil
	}
	return wrong(c.start, len(p.text), wording.GrowsFromPeriodToPeriod(
		strings.TrimSpace(p.text[c.start:max(start, c.stop)])))
}

// saysNext is says, after spaces.
func (s *scanner) saysNext(of phrases) string {
	start := s.pos
	s.space()
	if word := s.says(of); word != "" {
		return word
	}
	s.pos = start
	return ""
}

// FromBase is From, of a number of today with its statistic, which the result has too where the change names no other.
func (c Change) FromBase(today *Quantity) (Quantity, error) {
	q, err := c.From(today.Amount)
	if err == nil && q.Statistic == "" {
		q.Statistic = today.Statistic
	}
	return q, err
}

// From returns what a change makes of the number of today. Of a share, 10 % more can be points or a part of it, which
// is an error that names both.
func (c Change) From(today Amount) (Quantity, error) {
	to := today
	side := c.Plus.Low
	if c.Times != nil {
		if strings.Contains(today.Unit.num(), percentAtom) && !c.whole() {
			return Quantity{}, c.ask(today)
		}
		to = today.Scale(c.Times)
		side = new(big.Rat).Sub(c.Times, one)
	} else {
		plus := c.Plus
		if plus.Unit.IsZero() {
			plus.Unit = today.Unit
		}
		if c.Points && today.Unit != percent {
			plus.Unit = today.Unit
			plus.as = today.as.whole()
			verb := increaseBy
			if plus.Low.Sign() < 0 {
				verb, plus = reduceBy, plus.Scale(big.NewRat(-1, 1))
			}
			return Quantity{}, wrong(c.start, c.stop, wording.PointsAreAddedToA(today.String())).
				putAt(0, len(c.Text), verb+plus.String()).general(wording.WriteWhatIsAddedIn()).advise(c.Text)
		}
		var err error
		if to, err = today.Add(plus); err != nil || to.Unit != today.Unit {
			return Quantity{}, wrong(c.start, c.stop, wording.CannotBeAddedToThe(c.Plus.String(), today.String()))
		}
	}
	to.as = today.as.whole()
	q := Quantity{Text: c.Text, Comparator: AtLeast, Amount: to, Statistic: c.At, By: c.By, Note: c.Note}
	if side.Sign() < 0 {
		q.Comparator = AtMost
	}
	return q, nil
}

// whole reports whether a change multiplies, as double does, which has one reading for shares too.
func (c Change) whole() bool { return c.start == c.stop }

func (c Change) ask(today Amount) error {
	part := new(big.Rat).Sub(c.Times, one)
	points := Exact(new(big.Rat).Add(today.Low, new(big.Rat).Mul(part, big.NewRat(100, 1))), today.Unit)
	size := Number(new(big.Rat).Abs(new(big.Rat).Mul(part, big.NewRat(100, 1))))
	side := atLeast
	if part.Sign() < 0 {
		side = atMost
	}
	err := wrong(c.start, c.stop, wording.OfAShareCouldBe(size, today.String(), today.Scale(c.Times).String(),
		points.String()))
	rest := ""
	if c.By != "" {
		rest = " by " + c.By
	}
	err.putAt(0, len(c.Text), side+today.Scale(c.Times).String()+rest)
	if points.Low.Sign() >= 0 {
		err.putAt(0, len(c.Text), side+points.String()+rest)
	}
	return err.general(wording.WriteTheOneYouMean()).advise(c.Text)
}
