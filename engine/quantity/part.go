package quantity

import (
	"math/big"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// parts are the words for a part of a whole.
var parts = sync.OnceValue(func() phrases {
	return say(map[string]string{
		"1/2":  "half|one half|a half",
		"1/3":  "a third|one third|one-third",
		"2/3":  "two thirds|two-thirds",
		"1/4":  "a quarter|one quarter|one-quarter",
		"3/4":  "three quarters|three-quarters",
		"1/5":  "a fifth|one fifth|one-fifth",
		"2/5":  "two fifths|two-fifths",
		"3/5":  "three fifths|three-fifths",
		"4/5":  "four fifths|four-fifths",
		"1/6":  "a sixth|one sixth|one-sixth",
		"1/8":  "an eighth|one eighth|one-eighth",
		"1/10": "a tenth|one tenth|one-tenth",
		"1/20": "a twentieth|one twentieth|one-twentieth",
	})
})

// fractionOf reads a part in words: "half" and "two thirds of orders" are a share, and "half a day" is a time. A
// quarter is a share only where "of" follows, since it is a time too.
func (p *parser) fractionOf(e *end) (found bool, err *Error) {
	start := p.pos
	says := p.says(parts())
	if says == "" {
		return false, nil
	}
	value, _ := new(big.Rat).SetString(says)
	e.literal, e.stop = literal{value: value, letter: 1}, p.pos
	if says == "1/2" && (p.takesBefore("a", p.timeNext) || p.takesBefore("an", p.timeNext)) {
		return true, p.unit(e)
	}
	if before := p.pos; p.takes("of") {
		if p.oneTime(&end{}) {
			return true, p.unit(e) // a quarter of an hour
		}
		p.pos = before
	}
	here := p.pos
	p.space()
	word := p.nextWord()
	ends := word == "by" || word == "or" || word == "" && (p.done() || p.peek() == '(')
	quarters := value.Denom().Cmp(four) == 0
	if says == "1/4" && ends && e.num == "" {
		return true, wrong(start, here, wording.AQuarterCouldBe()).put("25 %", "3 months")
	}
	if word != "of" && (!ends || quarters) || e.num != "" {
		p.pos, e.literal, e.stop = start, literal{}, 0
		return false, nil
	}
	p.pos = here
	e.value, e.num = new(big.Rat).Mul(value, hundred), percentAtom
	return true, nil
}

var four, hundred = big.NewInt(4), big.NewRat(100, 1)

// timeNext reports whether a unit of time comes next.
func (p *parser) timeNext() bool {
	t, _ := p.time(false)
	return t != nil
}
