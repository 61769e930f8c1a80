package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells by which words a number of running text asks. Below a heading that says what people do, or what they
// are measured by, and in lists, a number asks unless its words say otherwise. Elsewhere something has to ask.

// unasked recognises a number of running text that nothing asks for: "we serve 30 % of the city".
func (c *candidate) unasked() bool {
	s := c.sentence
	if s.in >= work || s.apart || s.end > 0 || c.behindName() {
		return false
	}
	return !(c.isLimit() || c.demanded() || c.ordered() || c.addressed() || c.ofEach())
}

// behindName recognises a number behind its name and a colon: "Utilisation: 75 %", "Daily: 50 calls, 6 visits".
func (c *candidate) behindName() bool {
	s := c.sentence
	for i := range min(maxNoun, c.begin) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return !s.any(0, i+1, describing.all()) && (c.period != "" || c.stop >= len(s.tokens))
		}
	}
	return false
}

// isLimit recognises a limit, which needs no other word: "every patient is seen within 30 minutes", "fewer than 2 % are
// returned". "Over" and "up to" also say how much there is.
func (c *candidate) isLimit() bool {
	if c.forbids {
		return true
	}
	switch c.comparator {
	case quantity.AtLeast:
		return c.kind != count || c.period != ""
	case quantity.AtMost:
		return c.sentence.at(c.begin).word != "up" && !strings.HasPrefix(c.unit, "year")
	case quantity.LessThan:
		return true
	case quantity.MoreThan, quantity.Between:
		from, _ := c.sentence.clause(c.begin)
		return c.sign && c.kind != duration && c.kind != money || c.outOf ||
			c.comparator == quantity.Between && c.sentence.any(from, c.begin, negations.all())
	}
	return false
}

// demanded recognises a word that asks, before the number or right behind it: must, should, a target of.
func (c *candidate) demanded() bool {
	s := c.sentence
	if c.begin <= 1 && s.any(c.stop, c.stop+maxAway, musts.all()) {
		return true // 65 % of requests should be answered
	}
	itIs := c.before().word == "is" && pointing.has(s.at(c.begin-2).word) && c.period != ""
	return itIs || c.listing() || s.any(0, c.begin, asking()) || c.near(asked.all()) || c.near(kept.all())
}

// listing recognises a sentence without a verb that begins with a number: "60 sales calls a day, and 12 visits a day".
func (c *candidate) listing() bool {
	s := c.sentence
	_, begins := s.number(0)
	return begins && c.kind == count && c.period != "" && !s.any(0, len(s.tokens), finites.all())
}

// ordered recognises an order: "Make 50 calls a day", "…, and answer 45 calls per day".
func (c *candidate) ordered() bool {
	s := c.sentence
	if base(s.at(0)) && c.begin > 0 && !finites.has(s.at(1).word) && !s.pastAt(1) && !s.at(0).ends() {
		return true
	}
	if c.begin == 1 && orders()[strings.TrimSuffix(s.at(0).word, "s")] {
		return true // makes 60 calls a day
	}
	for i := 0; i < c.begin; i++ {
		w := s.at(i).word
		begins := i == 0 || s.at(i-1).ends() || joining.has(s.at(i-1).word) || adverbs.has(s.at(i-1).word)
		if begins && (orders()[w] || i == 0 && tending.has(w) && c.period != "") {
			return true
		}
	}
	return false
}

// orders are verbs in the form of an order.
var orders = sync.OnceValue(func() map[string]bool { return union(tasks(), aiming.all(), doing.all()) })

// addressed recognises what the reader does, or a team that is named: "you see 24 patients a day", "our team closes 50
// orders a month".
func (c *candidate) addressed() bool {
	s := c.sentence
	if s.at(0).word == "your" || s.any(c.stop, c.stop+4, byYou.all()) {
		return true
	}
	for i := 0; i < c.begin; i++ {
		switch w := s.at(i).word; {
		case w == "you" || w == "you'll" || w == "you’ll" || w == "we" && s.plan:
			next := s.at(i + 1).word
			if !holding.has(next) || next == "bring" && s.at(i+2).word == "in" ||
				next == "have" && c.kind == count && c.period != "" && c.begin == i+2 {
				return true
			}
		case (teams.has(w) || w == "we") && i < 4:
			if next := s.at(i + 1).word; !s.pastAt(i+1) && !holding.has(strings.TrimSuffix(next, "s")) &&
				!holding.has(next) && next != "of" {
				return true
			}
		}
	}
	return false
}

// ofEach recognises what each of some people or things does: "each agent takes 40 calls a day".
func (c *candidate) ofEach() bool {
	s := c.sentence
	for i := range min(2, c.begin) {
		switch s.at(i).word {
		case "each", "every", "all":
			if periods()[quantity.Singular(s.at(i+1).word)] == "" {
				return true
			}
		}
	}
	return false
}

// asking are words that ask, before a number.
var asking = sync.OnceValue(func() map[string]bool {
	return union(musts.all(), wishes.all(), goals.all(), obliging.all())
})

var (
	musts    = wordSet{words: "must should shall will need needs"}
	obliging = wordSet{words: `
expected required require requires aims want wants wishes asks asked committed commit commits promise promises
responsible ensure ensures standard objective objectives supposed obliged guarantee guarantees sla slas kpi
expectation`}

	// holding verbs are what the reader has, gets or is, and not what they do.
	holding = wordSet{words: `
get have bring know feel find are earn receive want start join live enjoy choose can may could might like love used had
were did hold`}
	pointing = wordSet{words: "it that this"}
	byYou    = wordSet{words: "you"}
)
