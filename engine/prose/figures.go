package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells figures that a page of a team only gives from what it asks: marks of a scale, prices and limits of a
// plan, what is so at present, and what others must not do.

// figures recognises a number that the words right at it give, whatever else the sentence says.
func (c *candidate) figures() bool {
	return c.markOfScale() || c.isSo() || c.moreLikely() || c.shareOfPrice() || c.ofWhat() || c.waits() || c.failsTo() ||
		c.storage() || c.mostTake() || c.estimated() || c.measuresTime() || c.computed() || c.tier() ||
		c.byWhen() || c.tallied() || c.returned() || c.inquires() || c.ofThoseWithin() || c.overTarget() || c.comesTo() ||
		c.ableWithin() || c.holding() || c.fromYours() || c.wholeQuote() ||
		c.scored() || c.howLarge() || c.partsNumbered() || c.canBe() || c.atSuch() || c.interest() ||
		c.whenBeyond() || c.partTime() || c.someNeed() || c.sumInBrackets() || c.doneSoFar()
}

// markOfScale recognises from which value on something counts as high or low: "Green (≥ 95 %): first choice", "a low
// confidence (< 0.5)", "sites with low traffic (under 1,000 visits a day)". Below a heading of goals it is one.
func (c *candidate) markOfScale() bool {
	s := c.sentence
	if s.then && c.sign && c.kind == plain && s.in < work {
		return true // score < 0.3 → answer by hand
	}
	open := c.bracketWord()
	if s.in >= work || c.comparator == "" || open < 1 || open != c.begin {
		return false
	}
	if s.any(0, open, staying.Set()) || s.any(0, open, makesSure.Set()) || s.any(0, open, asking()) {
		return false // keep the parts small (< 400 lines)
	}
	first, before, noun := s.at(0).word, s.at(open-1).word, s.at(open-2).word
	if open <= 3 && (colours.Has(first) || degrees.Has(first)) && !s.any(1, open, meant()) {
		return true
	}
	return degrees.Has(before) || degrees.Has(noun) && c.kind != share && c.kind != duration
}

// isSo recognises a share that a sentence only tells: "the tax is only about 15 %", "food is 50 % deductible".
func (c *candidate) isSo() bool {
	s := c.sentence
	if c.kind != share || c.comparator != "" || !s.plan || s.in >= work || s.any(0, c.begin, asked.Set()) {
		return false
	}
	verb := c.at - 1
	for merely.Has(s.at(verb).word) || hedges.Has(s.at(verb).word) || nearby.Has(s.at(verb).word) {
		verb--
	}
	is := beings.Has(s.at(verb).word) || s.at(verb).word == "it's" || s.at(verb).word == "it’s"
	if is && (verb > 0 && verb < c.at-1 || strings.HasSuffix(s.at(c.stop).word, "ble")) {
		return true
	}
	then := c.stop + 1
	return c.begin == 0 && beings.Has(s.at(c.stop).word) &&
		(s.any(then, then+2, judging.Set()) || s.phrase(then, aLot) > 0)
}

var aLot = []string{"a", "lot"}

// moreLikely recognises by how much something is likelier: "they are 43 % more likely to finish".
func (c *candidate) moreLikely() bool {
	s := c.sentence
	return c.kind == share && better.Has(s.at(c.stop).word) && s.any(c.stop+1, c.stop+2, likelier.Set())
}

// shareOfPrice recognises what something is sold or paid at: "bought at 50 % of the market rate", "a 10 % discount".
func (c *candidate) shareOfPrice() bool {
	s := c.sentence
	if c.kind != share || c.comparator != "" {
		return false
	}
	if c.before().word == "at" && s.at(c.stop).word == "of" && s.any(c.stop+1, c.stop+4, pricesOf.Set()) {
		return true
	}
	article := c.begin > 0 && (c.before().word == "a" || c.before().word == "an")
	return article && discounts.Has(s.at(c.stop).word) && !s.any(0, c.begin, goals.Set())
}

// ofWhat recognises how much of something a thing has: "this page covers 95 % of what you need".
func (c *candidate) ofWhat() bool {
	s := c.sentence
	return c.kind == share && c.comparator == "" && s.in < work && s.phrase(c.stop, []string{"of", "what"}) > 0
}

// waits recognises how long something is not to be done: "do not water the beds within 24 hours".
func (c *candidate) waits() bool {
	s := c.sentence
	if c.kind != duration || s.at(c.begin).word != "within" {
		return false
	}
	from, _ := s.clause(c.begin)
	for i := from; i < c.begin; i++ {
		w := s.at(i).word
		if denials.Has(w) && (obligedTo.Has(s.at(i-1).word) || base(capital(s.at(i+1).word)) && w != "not") {
			return true
		}
	}
	return false
}

// failsTo recognises what happens when somebody does not do something in time: "the client fails to pay within 21
// days".
func (c *candidate) failsTo() bool {
	s := c.sentence
	for i := max(0, c.begin-2*maxNoun); i < c.begin; i++ {
		if failing.Has(s.at(i).word) && s.at(i+1).word == "to" && c.kind == duration && s.in < targets {
			return !s.any(0, c.begin, musts.Set())
		}
	}
	return false
}

// storage recognises what a plan of a service holds: "2 GB a month".
func (c *candidate) storage() bool {
	return c.kind == count && bytesOf.Has(c.unit) && c.comparator == "" && c.sentence.in < targets
}

// mostTake recognises how long things take: "most take < 10 minutes each".
func (c *candidate) mostTake() bool {
	s := c.sentence
	return c.kind == duration && lastingNow.Has(s.at(c.begin-1).word) && quantifiers.Has(s.at(c.begin-2).word)
}

// estimated recognises a number behind a label that says it is an estimate: "Estimated: 1 day".
func (c *candidate) estimated() bool {
	s := c.sentence
	label := s.at(c.begin - 1)
	return c.begin > 0 && strings.HasSuffix(label.close, ":") && estimates.Has(label.word) && c.comparator == "" &&
		s.in < targets
}

// measuresTime recognises the time in the definition of a measure: "percent collected within 30 days".
func (c *candidate) measuresTime() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	for i := c.begin; i > from; i-- {
		if strings.Contains(s.at(i).open, "(") {
			from = i
		}
	}
	return c.kind == duration && totals.Has(s.at(from).word) && from < c.begin && !c.labelled() &&
		(participle(s.at(from+1).word) || s.at(from+1).word == "of") && !s.any(from, c.begin, musts.Set()) &&
		s.in < targets
}

// computed recognises what a number before it comes to: "at 2 listings a month that's under $500".
func (c *candidate) computed() bool {
	s := c.sentence
	before := s.at(c.begin - 1).word
	is := before == "that's" || before == "that’s" || before == "is" && s.at(c.begin-2).word == "that"
	return is && c.previous != nil && (c.kind == money || c.kind == share) && s.in < work
}

// byWhen recognises by when a number is to change, which is no number of its own: "cut the time by 50 % within 3
// months".
func (c *candidate) byWhen() bool {
	s := c.sentence
	p := c.previous
	if p == nil || p.left || c.kind != duration || s.at(c.begin).word != "within" || p.stop != c.begin ||
		p.kind == duration {
		return false
	}
	if p.before().word == "by" {
		return true
	}
	moves := s.any(0, p.begin, growing.Set()) || s.any(0, p.begin, shortening.Set()) || s.any(0, p.begin, aiming.Set())
	return (p.rises || p.before().word == "to" && moves) && longTimes.Has(c.unit)
}

// tallied recognises what was counted, behind a label that says so: "Total documents: 20", "Version: 1.0", "Sales: 14
// (47 %)".
func (c *candidate) tallied() bool {
	s := c.sentence
	if s.at(0).word == "scales" && s.plan && s.in < work {
		return true // scales to: 10,000 queries a day
	}
	if c.comparator != "" || c.period != "" || !s.plan || s.in >= work || !strings.HasSuffix(s.at(c.begin-1).close, ":") ||
		c.begin == 0 || s.end > 0 {
		return false
	}
	if c.kind == plain || c.kind == count {
		next := s.at(c.stop)
		if strings.HasPrefix(next.open, "(") && strings.HasSuffix(next.text, "%") && strings.HasPrefix(next.close, ")") {
			return true
		}
	}
	first := s.at(0).word
	return first == "version" || c.kind != duration && c.kind != money && tallies.Has(first) && !s.any(0, c.begin, meant())
}

// returned recognises what a step of a test is to show: "Expected: should return 1 row".
func (c *candidate) returned() bool {
	s := c.sentence
	return c.kind == count && c.comparator == "" && c.period == "" && outputs.Has(s.at(0).word) && s.at(0).close == ":" &&
		s.in < work
}

// inquires recognises a number of a question that is not marked as one: "what share of them can reach 150 %".
func (c *candidate) inquires() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	for i := c.begin; i > max(from, c.begin-2*maxNoun); i-- {
		if strings.HasPrefix(s.at(i).open, "(") {
			from = i
		}
	}
	w, next := s.at(from).word, s.at(from+1).word
	return from < c.begin && (w == "what" && totals.Has(next) || w == "how" && amountsAsked.Has(next)) && s.in < targets
}

// ofThoseWithin recognises a time that says of whom it is told: "new hires within 90 days may be left out".
func (c *candidate) ofThoseWithin() bool {
	s := c.sentence
	return c.kind == duration && s.at(c.begin).word == "within" && plural(s.at(c.begin-1).word) && c.begin <= 3 &&
		(mays.Has(s.at(c.stop).word) || cans.Has(s.at(c.stop).word))
}

// overTarget recognises how far off something is that is looked at: "stages > 20 % over target".
func (c *candidate) overTarget() bool {
	s := c.sentence
	next := s.at(c.stop + 1).word
	off := s.at(c.stop).word == "over" || s.at(c.stop).word == "above" || s.at(c.stop).word == "below"
	return c.kind == share && c.sign && s.in < work && off && (goals.Has(next) || ofBudgets.Has(next))
}

// comesTo recognises what a share before it comes to: "99.99 % uptime requires no more than 13 minutes of downtime".
func (c *candidate) comesTo() bool {
	s := c.sentence
	p := c.previous
	return c.kind == duration && p != nil && p.kind == share && p.begin <= 1 && s.in < work &&
		comingTo.Has(s.at(c.begin-1).word)
}

// ableWithin recognises when something works: "you should be able to use it within a minute".
func (c *candidate) ableWithin() bool {
	s := c.sentence
	for i := 2; i+1 < c.begin; i++ {
		if s.at(i).word == "able" && s.at(i+1).word == "to" && s.at(i-1).word == "be" {
			return c.kind == duration && s.words["you"] && s.in < targets
		}
	}
	return false
}

// holding recognises of whom a rule tells: "any partner holding less than 10 %".
func (c *candidate) holding() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	return c.comparator != "" && s.in < targets && havingNow.Has(s.at(c.begin-1).word) && s.any(from, from+2, anyOf.Set())
}

// fromYours recognises a number of those of whom some are taken: "call people from your 600 contacts".
func (c *candidate) fromYours() bool {
	s := c.sentence
	return c.kind == count && c.comparator == "" && s.in < work && possessives.Has(s.at(c.begin-1).word) &&
		ofOthers.Has(s.at(c.begin-2).word) && s.at(c.begin-2).word != "to" && c.period == ""
}

// scored recognises a label that says at which score something is done: "Score 7+: go on to a demonstration".
func (c *candidate) scored() bool {
	s := c.sentence
	return c.kind == plain && c.begin > 0 && c.begin <= 2 && scores.Has(s.at(c.begin-1).word) && s.in < targets &&
		strings.HasSuffix(s.at(c.stop-1).close, ":") && c.stop < len(s.tokens)
}

// howLarge recognises whom a text is about by how large they are: "Company size: 1-10 employees".
func (c *candidate) howLarge() bool {
	s := c.sentence
	return s.plan && c.begin > 0 && strings.HasSuffix(s.at(c.begin-1).close, ":") && c.kind == count &&
		s.at(c.begin-1).word == "size" && (c.unit == "people" || sizesOf.Has(quantity.Plural(c.unit)))
}

// partsNumbered recognises the numbers of parts: "Focus on objectives 1-2".
func (c *candidate) partsNumbered() bool {
	before := c.sentence.at(c.begin - 1)
	return (c.kind == plain || c.kind == count) && c.high != "" && c.begin == c.at && before.close == "" &&
		numberedOnes.Has(before.word)
}

// canBe recognises from which value on something counts that may be: "defects (can be > 1 per unit)".
func (c *candidate) canBe() bool {
	s := c.sentence
	more := c.comparator == quantity.MoreThan || c.comparator == quantity.AtLeast
	return more && s.at(c.begin-1).word == "be" && perhaps.Has(s.at(c.begin-2).word)
}

// atSuch recognises a number of a label that says of which case the rest tells: "At 50 leads a month: …".
func (c *candidate) atSuch() bool {
	s := c.sentence
	return s.plan && c.begin == 1 && s.at(0).word == "at" && strings.HasSuffix(s.at(c.stop-1).close, ":") &&
		c.stop < len(s.tokens)
}

// interest recognises what money earns or costs: "savings: 0.50 % APY".
func (c *candidate) interest() bool {
	return c.kind == share && ofInterest.Has(c.sentence.at(c.stop).word) && c.comparator == ""
}

// whenBeyond recognises when something is to be done: "look at the accounts when below 100 %".
func (c *candidate) whenBeyond() bool {
	s := c.sentence
	return c.comparator != "" && c.begin > 0 && s.at(c.begin-1).word == "when" && s.in < targets
}

// partTime recognises how much somebody works who is employed so: "part-time (less than 40 hours a week)".
func (c *candidate) partTime() bool {
	s := c.sentence
	open := c.bracketWord()
	return c.kind == duration && open > 0 && open == c.begin && contract.Has(s.at(open-1).word) && s.in < targets
}

// someNeed recognises how many things need something: "two links need a person who knows them".
func (c *candidate) someNeed() bool {
	s := c.sentence
	return s.plan && c.kind == count && c.begin == 0 && c.comparator == "" && c.period == "" && s.in < work &&
		c.stop > 0 && s.at(c.stop).word == "need"
}

// sumInBrackets recognises a sum that a bracket gives beside its name: "total revenue ($41.2M)".
func (c *candidate) sumInBrackets() bool {
	s := c.sentence
	open := c.bracketWord()
	return s.plan && c.kind == money && c.comparator == "" && c.period == "" && open > 0 && s.in < work &&
		!s.any(open, c.begin, meant())
}

// doneSoFar recognises what was done, behind a label that ends with a word for it: "Files created/changed: 20+".
func (c *candidate) doneSoFar() bool {
	s := c.sentence
	label := s.at(c.begin - 1)
	verb := label.word[strings.LastIndexByte(label.word, '/')+1:]
	return s.plan && c.begin > 1 && strings.HasSuffix(label.close, ":") && doneTo.Has(verb) && s.in < work &&
		c.kind != duration && c.kind != share
}

// wholeQuote recognises what somebody is to say or write: an entry that stands in quotation marks.
func (c *candidate) wholeQuote() bool {
	s := c.sentence
	last := len(s.tokens) - 1
	opens := s.item && last > 2 && strings.ContainsAny(s.at(0).open, quotes)
	return opens && strings.ContainsAny(s.at(last).close, quotes) && s.in < targets
}

// tier recognises a sum that stands alone and names a level of givers or buyers: "$25,000+ annually".
func (c *candidate) tier() bool {
	s := c.sentence
	alone := c.begin == 0 && c.stop >= len(s.tokens) && s.label == 0 && s.end == 0
	return c.kind == money && c.plus && alone && s.in < work
}

var (
	numberedOnes = content.WordSet(`
objectives goals phases steps weeks items parts options levels tiers stages sections`)

	degrees = content.WordSet(`
high higher medium moderate low lower good fair poor weak strong excellent critical small large minor major light heavy
simple complex`)
	merely      = content.WordSet("only just merely")
	likelier    = content.WordSet("likely effective expensive productive")
	pricesOf    = content.WordSet("rate price prices value cost salary list fee retail")
	discounts   = content.WordSet("discount rebate off markup coupon deposit surcharge tip")
	obligedTo   = content.WordSet("should must shall may can do does")
	failing     = content.WordSet("fail fails failed failure")
	bytesOf     = content.WordSet("kb mb gb tb")
	quantifiers = content.WordSet("most some many these they both all")
	tallies     = content.WordSet("total avg average")
	outputs     = content.WordSet("expected output outputs returns actual")
	comingTo    = content.WordSet("requires means allows permits leaves")
	havingNow   = content.WordSet("holding owning having")
	ofInterest  = content.WordSet("apy apr aer interest")
	longTimes   = content.WordSet("weeks months quarters years")
	estimates   = content.WordSet("estimate estimated eta")
)
