package quantity

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"sync"
)

// spelt is how the author of an amount writes its unit: the word for a noun, in their case and with their spaces, and
// the unit of time. It changes nothing in what the amount is. Nil shows the unit in its own words.
type spelt struct {
	atom      string // the noun, "" of a unit of time, decimalsAtom of decimals
	one, many string
	size      fraction // of a unit of time
	decimals  int      // as written, where they are more than are shown of what is worked out
	next      *spelt
}

// decimalsAtom stands for the decimals of a number, among its nouns.
const decimalsAtom = "."

// counting adds a noun as it is written beside a number.
func (s *spelt) counting(atom, word string, n *big.Rat) *spelt {
	if many := pluralAtom(atom); (word == atom || word == many) && !meansMore(atom) && !meansMore(many) {
		return s
	}
	word = strings.Join(strings.Fields(word), " ")
	single, many := inflected(word, n)
	if meansMore(single) || meansMore(many) {
		single, many = word, word
	}
	if single == atom && !meansMore(atom) && many == pluralAtom(atom) || isScope(atom) && atom != "person" {
		return s
	}
	return &spelt{atom: atom, one: single, many: many, next: s}
}

// meansMore reports whether the last part of a noun would not be read as a noun.
func meansMore(noun string) bool {
	last := strings.ToLower(noun[strings.LastIndexByte(noun, ' ')+1:])
	return isReserved(last) || timeWords()[last] != nil || scaleWords()[last] != 0 || rhythms()[last].times != 0 ||
		unsureScales()[last] || numerals()[last] != 0
}

// inflected is a word in the singular and in the plural. What follows another number than one, and is not an English
// plural, is left as it is.
func inflected(word string, n *big.Rat) (single, many string) {
	i := strings.LastIndexAny(word, " -") + 1
	head, last := word[:i], word[i:]
	lower := strings.ToLower(last)
	if len(lower) != len(last) {
		return word, word
	}
	switch s, p := Singular(lower), Plural(lower); {
	case s != lower && strings.HasPrefix(lower, s):
		return head + last[:len(s)], word
	case s != lower:
		return head + s, word
	case last != lower && n.Cmp(one) != 0:
		return word, word
	case strings.HasPrefix(p, lower):
		return word, head + last + p[len(lower):]
	default:
		return word, head + p
	}
}

// timed is how a unit of time is written: in its usual word, or in two of the author's own such as business days.
func timed(t *timeWord, word string) *spelt {
	if !strings.Contains(word, " ") {
		return timesSpelt()[t]
	}
	word = strings.Join(strings.Fields(strings.ToLower(word)), " ")
	single, many := strings.TrimSuffix(word, "s"), word
	switch {
	case strings.HasPrefix(word, "hours of"):
		single = "hour" + word[len("hours"):]
	case single == word:
		many = word + "s"
	}
	return &spelt{one: single, many: many, size: t.size}
}

// timesSpelt are the units of time in their usual words.
var timesSpelt = sync.OnceValue(func() map[*timeWord]*spelt {
	all := map[*timeWord]*spelt{}
	for _, t := range timeWords() {
		as := &spelt{one: t.name, many: t.name, size: t.size}
		if len(t.name) >= len("day") && t.name != "min" {
			as.many += "s"
		}
		all[t] = as
	}
	return all
})

// spelt is how the unit of a range is written, by its ends.
func (e *end) spelt(other *end) *spelt {
	as := cmp.Or(e.as, other.as)
	if other.unit != e.unit {
		as = as.nouns()
	}
	const shown = 2
	if n := max(e.decimals(), other.decimals()); n > shown {
		as = &spelt{atom: decimalsAtom, decimals: n, next: as}
	}
	return as
}

// decimals are how many digits are written behind the point of a number.
func (e *end) decimals() int {
	_, after, _ := strings.Cut(e.digits, ".")
	if e.letter != 1 || e.parts > 1 || e.per != (fraction{1, 1}) {
		return 0
	}
	return len(after)
}

// nouns leaves out the unit of time and the decimals: what is worked out is shown in hours and minutes, and rounded.
func (s *spelt) nouns() *spelt {
	switch {
	case s == nil:
		return nil
	case s.atom != "" && s.atom != decimalsAtom:
		if rest := s.next.nouns(); rest != s.next {
			return &spelt{atom: s.atom, one: s.one, many: s.many, next: rest}
		}
		return s
	}
	return s.next.nouns()
}

// whole leaves out the decimals alone.
func (s *spelt) whole() *spelt {
	if s != nil && s.atom == decimalsAtom {
		return s.next
	}
	return s
}

// with joins the words of two amounts for what is made of both.
func (s *spelt) with(other *spelt) *spelt {
	s, other = s.nouns(), other.nouns()
	switch {
	case other == nil || s == other:
		return s
	case s == nil:
		return other
	}
	for ; other != nil; other = other.next {
		if s.of(other.atom) == nil {
			s = &spelt{atom: other.atom, one: other.one, many: other.many, next: s}
		}
	}
	return s
}

// of finds the words for a noun, nil where they are its own.
func (s *spelt) of(atom string) *spelt {
	for ; s != nil; s = s.next {
		if s.atom == atom {
			return s
		}
	}
	return nil
}

// time finds the unit in which a duration is written.
func (s *spelt) time() *spelt { return s.of("") }

// forMany adds that a rate is written for many of a noun: 1.2 per 100,000 miles.
func (s *spelt) forMany(atom string, many int64) *spelt {
	word := pluralAtom(atom)
	if w := s.of(atom); w != nil {
		word = w.many
	}
	word = Number(big.NewRat(many, 1)) + " " + word
	return &spelt{atom: perSign + atom, one: word, many: word, size: fraction{many, 1}, next: s}
}

// perMany finds the noun of a unit for many of which its rates are written, nil for none.
func (s *spelt) perMany(u Unit) *spelt {
	for ; s != nil; s = s.next {
		if noun, ok := strings.CutPrefix(s.atom, perSign); ok && slices.Contains(split(u.den(), perSign), noun) {
			return s
		}
	}
	return nil
}

// per writes the denominator of a unit with the sign before it. What a rate is written for many of stands last, in
// words.
func (s *spelt) per(u Unit) string {
	if s == nil {
		return perSign + u.den()
	}
	text, last, many := "", "", s.perMany(u)
	for _, atom := range split(u.den(), perSign) {
		switch w := s.of(atom); {
		case many != nil && many.atom == perSign+atom:
			last = " per " + many.many
		case w != nil:
			text += perSign + w.one
		default:
			text += perSign + atom
		}
	}
	return text + last
}
