package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file holds what speaks for a demand in running text without a word that asks: a day by which something is done,
// a time in which it comes back, the name of a measure, and the order with which a sentence begins.

// due recognises a number that is to be reached by a day: "income of €1.2m by 2028".
func (c *candidate) due() bool {
	s := c.sentence
	for i := range s.tokens {
		next, then := s.at(i+1), s.at(i+2).word
		end := next.word == "end" || next.word == "the" && then == "end"
		day := end || year(next.text) || months.Has(next.word) || next.word == "fy" || isFiscal(next.word)
		if s.at(i).word == "by" && day && !c.past() && !guessing.Has(s.at(i-1).word) {
			return c.kind != duration || c.comparator != ""
		}
	}
	return false
}

// isFiscal recognises a year or quarter of accounts: FY26, Q3.
func isFiscal(word string) bool {
	year, ok := strings.CutPrefix(word, "fy")
	quarter, isQuarter := strings.CutPrefix(word, "q")
	return ok && year != "" && digitsOnly(year) || isQuarter && quarter != "" && isDigit(quarter[0])
}

// promisedBack recognises what people do in a time, or how right it is: "bloods are back in 60 minutes", "pay slips are
// 99.8 % right", "a review – 4 weeks to deliver", "a pass rate of 90 %".
func (c *candidate) promisedBack() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	before := c.before().word
	switch {
	case c.kind == duration && before == "in" && s.any(from, c.begin, beings.Set()) &&
		!s.any(from, c.begin, cans.Set()) && (participle(s.at(c.begin-2).word) || backAgain.Has(s.at(c.begin-2).word)):
		return true
	case c.kind == duration && s.at(c.stop).word == "to" && makes.Has(s.at(c.stop+1).word):
		return from > 1 && c.begin <= from+1
	case c.kind == share && s.phrase(c.stop, ofTheTime) > 0 && c.begin == from && c.stop+3 == len(s.tokens):
		return true
	case c.kind == share && c.low != "100" && correct.Has(s.at(c.stop).word) && s.any(c.begin-1, c.begin, beings.Set()):
		return true
	}
	if c.kind == share && before == "by" && finishing.Has(s.at(c.begin-2).word) && s.any(from, c.begin, beings.Set()) {
		return true // training is completed by 95 % of staff
	}
	return c.kind == share && before == "of" && measuring.Has(s.at(c.begin-2).word) && !s.ago() &&
		!s.any(0, len(s.tokens), finites.Set()) && !isFiscal(s.at(c.stop+1).word)
}

// contrasted recognises a number behind which stands where it is today, in brackets: "80 % of users trust us (now 71
// %)".
func (c *candidate) contrasted() bool {
	s := c.sentence
	for i := c.stop; i < len(s.tokens); i++ {
		if strings.HasPrefix(s.at(i).open, "(") {
			_, to := s.part(i)
			return (standing.Has(s.at(i).word) || s.any(i, to, presently.Set())) && s.numberFrom(i) && c.comparator == ""
		}
		if s.numberAt(i) {
			return false
		}
	}
	return false
}

var (
	finishing = content.WordSet("completed finished attended signed read passed")
	presently = content.WordSet("today now currently")
)

// ordersFirst reports whether a known verb of work, or one with its object, begins a sentence: "Restock the shelves".
func (s sentence) ordersFirst() bool {
	w := s.at(0)
	if orders()[w.word] || tending.Has(w.word) || acting.Has(w.word) {
		return true
	}
	next := s.at(1).word
	return objectsBegin.Has(next) || s.numberAt(1)
}

var measuresOf = sync.OnceValue(func() map[string]bool {
	return union(scores.Set(), goals.Set(), asked.Set(), obliging.Set(), gained.Set(), measuring.Set())
})

// measured reports whether a number behind a name is one of a measure. On the page of a team that has no heading of
// goals, the name says so, or a comparator.
func (c *candidate) measured(name []token) bool {
	return !c.sentence.plan || c.sentence.in == targets || c.comparator != "" || ofMeasure(name)
}

// ofMeasure reports whether a name before a colon is that of a number which people watch.
func ofMeasure(name []token) bool {
	for _, t := range name {
		if measuresOf()[t.word] || measuresOf()[quantity.Singular(t.word)] {
			return true
		}
	}
	return false
}

var (
	beings    = content.WordSet("is are")
	backAgain = content.WordSet("back ready online done available complete clean")
	correct   = content.WordSet("right correct accurate error-free")
	// objectsBegin are words behind a verb, with which its object begins.
	objectsBegin = content.WordSet(`
a an the all any each every your our their its no at least most up to with for on in off out down over new more`)
	// acting are further verbs with which an order begins.
	acting = content.WordSet(`
comment engage connect
acknowledge catch phone ring restock walk wipe mop unlock escalate observe mow sweep polish wrap greet welcome
assist advise inform notify remind thank chase settle decide rule close open limit restrict confine hold cap put lay
set bring start finish begin stop avoid prevent eliminate remove replace refill rotate swap move carry transfer
forward offer suggest show demonstrate explain read study practise practice rehearse play sing direct control
monitor track watch measure weigh calculate compute estimate spend invest grant award pay reward refund harvest
visit travel drive fly ride distribute spread double triple halve quadruple win beat outperform recycle reuse save
secure defend guard promote advertise earn host lose answer`)
	// measuring words name numbers that people watch.
	measuring = content.WordSet(`
rate share percentage percent ratio utilisation utilization availability uptime accuracy coverage retention
attainment completion adoption compliance conversion abandonment quality occupancy productivity yield growth
attendance turnaround response resolution time utilised vacancy downtime latency efficiency error errors calls
visits demos meetings leads deals customers`)
)
