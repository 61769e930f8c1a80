package quantity

import (
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"
)

// numerals are the words for numbers.
var numerals = sync.OnceValue(func() map[string]int64 {
	return map[string]int64{
		"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
		"ten":    10,
		"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
		"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
		"eighty": 80, "ninety": 90,
	}
})

// multiples are the words that multiply the number before them.
var multiples = map[string]int64{
	"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9,
}

// Numeral is the number that one word says: 12 for twelve and dozen, 25 for twenty-five, 100 for hundred.
func Numeral(word string) (n int64, ok bool) {
	var t tally
	ok = t.add(word)
	return t.sum + t.part, ok
}

// Numerals are the words for the numbers from one to another that are one word, in the order of the alphabet.
func Numerals(from, to int64) []string {
	var all []string
	for _, w := range slices.Sorted(maps.Keys(numerals())) {
		if n := numerals()[w]; from <= n && n <= to {
			all = append(all, w)
		}
	}
	return all
}

// spelled reads a number in words, "fifty" or "one hundred and twenty", if one comes next.
func (s *scanner) spelled() (literal, bool) {
	if !isLetter(s.peek()) {
		return literal{}, false
	}
	start := s.pos
	var n tally
	for s.numeral(&n) {
		start = s.pos
		s.space()
	}
	if s.pos = start; n.words == 0 {
		return literal{}, false
	}
	return literal{value: new(big.Rat).SetInt64(n.sum + n.part), letter: 1}, true
}

// numeralNext reports whether a number in words comes next.
func (s *scanner) numeralNext() bool {
	start := s.pos
	defer func() { s.pos = start }()
	_, ok := s.spelled()
	return ok
}

// tally adds up the words of a number: 120 thousand and 5.
type tally struct {
	sum, part int64 // what is counted in thousands already, and what is not
	words     int
	tens      bool // the last word was one of twenty to ninety, to which a digit may be added
}

// maxNumeral keeps the words of a number below what 64 bits hold.
const maxNumeral = 1e12

// numeral moves past the next word of a number, such as fifty, twenty-five, hundred, and five.
func (s *scanner) numeral(n *tally) bool {
	start, word := s.pos, s.nextWord()
	if word == "and" && n.words > 0 {
		s.space()
		word = s.nextWord()
		if _, ok := numerals()[word]; !ok || n.part%100 != 0 {
			s.pos = start
			return false
		}
	}
	if (word == "a" || word == "an") && n.words == 0 {
		s.space()
		if word = s.nextWord(); multiples[word] == 0 {
			s.pos = start
			return false
		}
	}
	if n.add(word) {
		return true
	}
	s.pos = start
	return false
}

func (n *tally) add(word string) bool {
	if tens, digit, ok := strings.Cut(word, "-"); ok {
		return numerals()[tens] >= 20 && numerals()[digit] > 0 && numerals()[digit] < 10 && n.add(tens) && n.add(digit)
	}
	if times := multiples[word]; times != 0 {
		return n.times(times)
	}
	value, ok := numerals()[word]
	if !ok || n.part%100 != 0 && !(n.tens && value > 0 && value < 10) {
		return false
	}
	n.part += value
	n.tens, n.words = value >= 20, n.words+1
	return true
}

func (n *tally) times(factor int64) bool {
	part := max(n.part, 1)
	if n.words > 0 && n.part == 0 || part*factor > maxNumeral || factor >= 1e3 && n.sum != 0 && n.sum < factor*part {
		return false
	}
	n.tens, n.words = false, n.words+1
	if n.part = part * factor; factor >= 1e3 {
		n.sum, n.part = n.sum+n.part, 0
	}
	return true
}

// scaleWords are the scales that need not stick to their number.
var scaleWords = sync.OnceValue(func() map[string]int64 {
	return map[string]int64{
		"k": 1e3, "thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6,
		"bn": 1e9, "billion": 1e9, "billions": 1e9,
	}
})

// unsureScales look like a scale, and nobody can be sure of which.
var unsureScales = setOf("mil", "mill", "mills", "mlls", "mls", "mm", "bil", "tn", "trillion", "trillions", "lakh",
	"crore")

// spaced moves past a scale with a space before it, "35 million", and returns what it stands for, 1 without.
func (s *scanner) spaced() int64 {
	start := s.pos
	s.space()
	word := s.word()
	factor := scaleWords()[strings.ToLower(word)]
	switch word {
	case "M":
		factor = 1e6
	case "B":
		factor = 1e9
	}
	if factor == 0 || s.pos == start && len(word) > 2 {
		s.pos = start
		return 1
	}
	s.pos += len(word)
	return factor
}
