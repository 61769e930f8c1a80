package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells which counts of an entry of a list are asked for: people write goals without verbs that ask.

// spread recognises how far something is to reach: "training is launched for 10+ teams", "used by at least 50 people".
func (c *candidate) spread() bool {
	from, _ := c.sentence.clause(c.begin)
	return c.comparator == quantity.AtLeast && spreading.Has(c.before().word) &&
		c.sentence.any(from, c.begin, spreads.Set())
}

// heads recognises the number with which a key result begins: "Community KR: 5 new meetup groups".
func (c *candidate) heads() bool {
	return strings.HasSuffix(c.before().close, ":") && c.sentence.labelledResult() && c.begin <= maxHeading
}

// accompanies recognises with how many a work is to be done: "Start programmes with 3 media sites".
func (c *candidate) accompanies() bool {
	from, _ := c.sentence.clause(c.begin)
	c.claimed = c.before().word == "with" && c.begin-from <= maxNoun && starting.Has(c.sentence.at(from).word) &&
		c.sentence.in != profile
	return c.claimed
}

var (
	spreading = content.WordSet("for by to in across at with")
	spreads   = content.WordSet(`launched adopted deployed live rolled trained onboarded implemented enabled available
added supported`)
	starting = content.WordSet("start launch run host produce create build open publish set")
)

// opensItem recognises a count with which an entry of a list begins, and of which it says what is to become of it: "Two
// case studies published", "5 contributors have merged a change".
func (c *candidate) opensItem() bool {
	s := c.sentence
	if c.titled() {
		return true
	}
	next, then := s.at(c.stop), s.at(c.stop+1)
	begins := c.begin == 0 || strings.HasSuffix(c.before().close, ":") || c.before().word == "have" && c.begin == 1
	if !s.item || s.in == profile || !begins {
		return false
	}
	if s.later && c.begin == 0 && (next.text == "" || next.word == "for") {
		return true // Get listed by partners. 3 public clouds.
	}
	if c.plus && s.in == unnamed {
		return false // 400+ prototypes developed
	}
	auxiliary := next.word == "have" || next.word == "are" || next.word == "has"
	return participle(next.word) || auxiliary && participle(then.word)
}

// titled recognises an entry of a list that gives a count to somebody or something: "Support: 20 changes to the
// handbook".
func (c *candidate) titled() bool {
	s := c.sentence
	from := s.itemStart(c.begin)
	return s.item && s.in != profile && 0 < from && from <= 4 && c.begin == from && c.stop > c.next &&
		!s.any(0, from, describing.Set()) && !s.any(0, from, months.Set())
}

func participle(word string) bool {
	return done.Has(word) || strings.HasSuffix(word, "ed") && len(word) > 4
}

// ofImperative recognises the number of an entry of a list that begins with what is to be done: "Speak at 2
// conferences", "Validate the prototype with 5 customers".
func (c *candidate) ofImperative() bool {
	s := c.sentence
	if !s.item || s.in == profile || !among.Has(c.before().word) || c.before().word == "for" && s.in == work {
		return false
	}
	from := s.itemStart(c.begin)
	verb := s.at(from)
	if len(c.counted) == 0 || !plural(c.counted[len(c.counted)-1]) || c.begin-from < 2 || c.begin-from > maxHeading ||
		!tasks()[verb.word] && !doing.Has(verb.word) || verb.ends() {
		return false
	}
	for i := from; i < c.begin; i++ {
		if s.at(i).ends() {
			return false
		}
	}
	return true
}

// itemStart is where the words of an entry begin, behind its label.
func (s sentence) itemStart(before int) int {
	for i := range min(before, maxNoun) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return i + 1
		}
	}
	return 0
}

var (
	among = content.WordSet("with at into in across to for from")
	// spreadingOut verbs are about places: "Expand into 3 new markets".
	spreadingOut = content.WordSet("expand enter open")
	doing        = content.WordSet("speak expand partner exhibit present pilot give send ask request")
)
