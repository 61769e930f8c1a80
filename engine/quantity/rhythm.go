package quantity

import (
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"
)

// one is shared; nobody writes to it.
var one = big.NewRat(1, 1)

// rhythms are the words that say how often, by the period and how many of them pass each time.
var rhythms = sync.OnceValue(func() map[string]struct {
	period string
	times  int64
} {
	return map[string]struct {
		period string
		times  int64
	}{
		"hourly": {"hour", 1}, "daily": {"day", 1}, "weekly": {"week", 1}, "fortnightly": {"week", 2},
		"monthly":   {"month", 1},
		"quarterly": {"quarter", 1}, "yearly": {"year", 1}, "annually": {"year", 1}, "annual": {"year", 1},
	}
})

// Rhythm is the period of a word that says how often, and how many of them pass each time: "fortnightly" is every 2
// weeks. For any other word it is "" and 0.
func Rhythm(word string) (period string, every int64) {
	r := rhythms()[word]
	return r.period, r.times
}

// Rhythms are the words that say how often, in the order of the alphabet.
func Rhythms() []string { return slices.Sorted(maps.Keys(rhythms())) }

// Occasions is how many times a word says: 2 for twice, and 0 for any other.
func Occasions(word string) int64 { return occasions[word] }

// occasions are the words for a number of times.
var occasions = map[string]int64{"once": 1, "twice": 2, "thrice": 3}

// Times is what a quantity counts that says how often: "twice a quarter" is 2 times/quarter.
const Times = "time"

// rhythm reads a quantity that says how often without naming what: twice a quarter, daily, every two weeks.
func (p *parser) rhythm(e *end) bool {
	if !isLetter(p.peek()) {
		return false
	}
	start := p.pos
	word := p.nextWord()
	if n := occasions[word]; n > 0 {
		e.literal, e.stop = literal{value: big.NewRat(n, 1), letter: 1}, p.pos
		e.num = Times
		if err := p.pers(e); err == nil && e.den != "" {
			return true
		}
	} else if rhythms()[word].times > 0 || word == "every" || word == "each" {
		p.pos = start
		e.literal, e.stop = literal{value: big.NewRat(1, 1), letter: 1}, p.pos
		e.num = Times
		if err := p.pers(e); err == nil && isPeriod(e.den) {
			e.stop = p.pos
			return true
		}
	}
	p.pos = start
	*e = end{start: start, size: fraction{1, 1}, per: fraction{1, 1}}
	return false
}

// adverb reads the daily of "2 calls daily" as a part of the denominator.
func (p *parser) adverb(e *end) (string, bool) {
	start := p.pos
	p.space()
	r := rhythms()[p.nextWord()]
	if r.times == 0 {
		p.pos = start
		return "", false
	}
	e.per = fraction{e.per.num, e.per.den * r.times}
	return r.period, true
}

// timesNext reports whether a per follows the x of 3x per week.
func (p *parser) timesNext(length int) bool {
	start := p.pos
	defer func() { p.pos = start }()
	p.pos += length
	return p.per()
}

// rhythmNext reports whether a word for how often comes next.
func (p *parser) rhythmNext() bool { return rhythms()[strings.ToLower(p.word())].times > 0 }
