package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells by which words a number of running text asks. Below a heading that says what people do, or what they
// are measured by, and in lists, a number asks unless its words say otherwise. Elsewhere something has to ask.

// unasked recognises a number of running text that nothing asks for: "we serve 30 % of the city".
func (c *candidate) unasked() bool {
	s := c.sentence
	if s.plan && s.in == unnamed && s.end > 0 && c.comparator == "" && c.period == "" && !c.behindName() {
		return true // Product: 100 %
	}
	if s.in >= work && !c.recounted() || s.apart || s.end > 0 || c.behindName() {
		return false
	}
	if c.kind == money && c.comparator == quantity.MoreThan && !s.any(0, c.begin, pursuing()) {
		return true // any other expenses over $75
	}
	if s.plan && s.in == unnamed && c.plus && c.kind == count && audience.Has(c.unit) {
		return true // 100+ million visitors a year
	}
	if s.plan && c.kind == money && possessives.Has(c.before().word) && !s.any(c.stop, c.stop+3, goals.Set()) &&
		!s.any(c.stop, c.stop+3, asked.Set()) {
		return true // our $50m from investors
	}
	if s.plan && c.kind == money && c.inBrackets() && c.plus {
		return true // $10k+ opportunities
	}
	if s.plan && c.kind == money && c.period == "" && !c.forbids && !c.toHave() &&
		!s.any(0, c.begin, meant()) && !c.near(goals.Set()) &&
		!c.due() && !s.any(0, c.begin, aiming.Set()) && !makes.Has(s.at(s.itemStart(c.begin)).word) {
		return true // a minimum of $15,000 must be attached
	}
	return !(c.contrasted() || c.times && c.maintains() || c.isLimit() || c.demanded() || c.ordered() ||
		c.addressed() || c.ofEach() || c.due() || c.promisedBack() || c.countsOn())
}

// countsOn recognises a count that goes on with the one before it: "reads 12 pages an hour and 150 pages a day".
func (c *candidate) countsOn() bool {
	s := c.sentence
	w := s.at(c.begin - 1).word
	return c.follows && c.kind == count && c.period != "" && c.previous != nil && c.previous.unit == c.unit &&
		(w == "and" || w == "or") && c.previous.stop == c.begin-1
}

// recounted recognises a number of running text below a heading of goals that stands in a whole sentence: not all that
// is written about goals is one.
func (c *candidate) recounted() bool {
	s := c.sentence
	if !s.plan || s.in < work || s.in == work && s.item && !s.statement() || s.result || s.label > 0 || c.period != "" {
		return false
	}
	for i := range s.tokens {
		if w := s.at(i).word; finites.Has(w) || irregular.Has(w) || s.thingDoes(i) {
			return true
		}
	}
	return false
}

// behindName recognises a number behind its name and a colon: "Utilisation: 75 %", "Daily: 50 calls, 6 visits".
func (c *candidate) behindName() bool {
	s := c.sentence
	for i := range min(maxNoun, c.begin) {
		if strings.HasSuffix(s.at(i).close, ":") {
			if years(s.tokens[:i+1]) || i > 0 && who.Has(s.at(0).word) && s.at(0).word != "you" {
				return false // 2011-2014: 40-54 postings a year; we get: 5,000 requests an hour
			}
			return !s.any(0, i+1, describing.Set()) && !s.any(0, i+1, remarks.Set()) &&
				(c.period != "" || c.stop >= len(s.tokens) && c.measured(s.tokens[:i+1]))
		}
	}
	return false
}

// years reports whether a label is years: "2011-2014:".
func years(label []token) bool {
	from, _, _ := strings.Cut(label[len(label)-1].text, "-")
	return len(label) == 1 && year(from)
}

// isLimit recognises a limit, which needs no other word: "every patient is seen within 30 minutes", "fewer than 2 % are
// returned". "Over" and "up to" also say how much there is.
func (c *candidate) isLimit() bool {
	if c.forbids {
		return true
	}
	if c.sentence.plan && c.happens() && !c.ofMeasure() {
		return false
	}
	switch c.comparator {
	case quantity.AtLeast:
		return c.kind != count || c.period != ""
	case quantity.AtMost:
		if c.kind == count && c.period == "" && c.begin == c.at {
			return false // research with 9 or fewer participants
		}
		return c.sentence.at(c.begin).word != "up" && !strings.HasPrefix(c.unit, "year")
	case quantity.LessThan:
		return !strings.HasPrefix(c.unit, "year")
	case quantity.MoreThan, quantity.Between:
		from, _ := c.sentence.clause(c.begin)
		return c.sign && c.kind != duration && c.kind != money || c.outOf || staying.Has(c.before().word) ||
			c.comparator == quantity.Between && c.sentence.any(from, c.begin, negations.Set())
	}
	return false
}

// ofMeasure reports whether a number is that of a measure: "a coverage of at least 85 %".
func (c *candidate) ofMeasure() bool {
	return c.before().word == "of" && measuredBy.Has(c.sentence.at(c.begin-2).word)
}

// demanded recognises a word that asks, before the number or right behind it: must, should, a target of.
func (c *candidate) demanded() bool {
	s := c.sentence
	if c.begin <= 1 && s.any(c.next, c.stop+maxAway, musts.Set()) {
		return true // 65 % of requests should be answered
	}
	if _, to := s.clause(c.at); c.kind == share && c.begin <= 1 && s.withinTime(c.stop, to) &&
		!s.any(c.stop, to, hasBeen.Set()) {
		return true // 80 % of calls are picked up within 20 seconds
	}
	for i := 0; i+3 < c.begin; i++ {
		if s.at(i).word == "to" && s.at(i+1).word == "be" && (participle(s.at(i+2).word) || irregular.Has(s.at(i+2).word)) {
			return true // travel to be cut by 20 %
		}
	}
	if s.plan && c.kind == share && c.before().word == "in" && s.at(c.stop).word == "of" &&
		ofCases.Has(s.at(c.stop+1).word) && s.any(0, c.begin, beings.Set()) {
		return true // payroll is right the first time in 99.5 % of cases
	}
	if s.plan && c.kind == share && c.low == "100" && c.begin == 0 && c.comparator == "" && s.at(c.stop).word == "of" &&
		s.any(c.stop+2, c.stop+5, allHave.Set()) {
		return true // 100 % of staff have a yearly appraisal
	}
	itIs := c.before().word == "is" && pointing.Has(s.at(c.begin-2).word) && c.period != ""
	meets := s.plan && c.kind == count && c.near(meetings.Set())
	normal := s.at(c.stop).word == "are" && s.any(c.stop, c.stop+4, norms.Set()) ||
		c.begin == 0 && c.kind == count && s.at(c.nounEnd).word == "are" && obliging.Has(s.at(c.nounEnd+1).word)
	return itIs || normal || c.listing() || c.askedBefore() || c.near(asked.Set()) || c.near(kept.Set()) && !meets
}

// withinTime reports whether "within" and a time stand between two places: 40 % come from within 50 km, too.
func (s sentence) withinTime(from, to int) bool {
	for i := from; i < to; i++ {
		if inTime.Has(s.at(i).word) {
			return s.at(i+1).word == "the" || s.any(i+1, i+5, timeWordsOf())
		}
	}
	return false
}

// askedBefore reports whether a word that asks stands before the number. What "you want" is a piece of advice.
func (c *candidate) askedBefore() bool {
	s := c.sentence
	for i := s.claimStart(c.begin); i < c.begin; i++ {
		if s.at(i).word == "like" && s.at(i+1).word == "to" && would.Has(s.at(i-1).word) {
			return true // we'd like to see that at 20 % or below
		}
		if w := s.at(i).word; asking()[w] && !(w == "want" && strings.HasPrefix(s.at(i-1).word, "you")) &&
			!(s.plan && foretelling.Has(w) && !c.adjective && !c.undertaken(i)) {
			return true
		}
	}
	return false
}

// claimStart is where the words begin that can ask for what stands at a place: behind a conjunction after which another
// subject does something else, "you should use it, and it fits 90 % of cases".
func (s sentence) claimStart(at int) int {
	for i := at - 1; i > 0; i-- {
		w, next := s.at(i).word, s.at(i+1).word
		subject := (doers.Has(next) || doers.Has(w)) && next != "you" && w != "you"
		if because.Has(w) || (joining.Has(w) || s.at(i-1).ends()) && subject {
			return i
		}
	}
	return 0
}

// listing recognises a sentence without a verb that begins with a number: "60 sales calls a day, and 12 visits a day".
func (c *candidate) listing() bool {
	s := c.sentence
	_, begins := s.number(0)
	opens := c.begin == 0 || s.at(c.begin-1).ends() || joining.Has(c.before().word)
	alone := s.item && c.begin == 0 && c.stop == len(s.tokens) && !audience.Has(c.unit) // - 20 meetings a day
	return begins && opens && (!s.plan || alone) && c.kind == count && c.period != "" &&
		!s.any(0, len(s.tokens), finites.Set())
}

// ordered recognises an order: "Make 50 calls a day", "…, and answer 45 calls per day".
func (c *candidate) ordered() bool {
	s := c.sentence
	first := s.at(0)
	if s.item && !s.plan && c.begin == 1 && c.period != "" {
		first.text = strings.ToUpper(first.word[:1]) + first.word[1:] // - service 5 buses a day
	}
	if base(first) && c.begin > 0 && !finites.Has(s.at(1).word) && !s.pastAt(1) && !s.at(0).ends() &&
		(!s.plan || s.ordersFirst()) {
		return true
	}
	told := s.third(0) || c.kind == count && c.period != "" && (s.beginsWithVerb() || labelVerbs.Has(s.at(0).word))
	if told && (c.begin == 1 || c.begin == 2 && verbParts.Has(s.at(1).word)) {
		return true // makes 60 calls a day, carries out 15 inspections a week
	}
	for i := 0; i < c.begin; i++ {
		w := s.at(i).word
		begins := i == 0 || s.at(i-1).ends() || joining.Has(s.at(i-1).word) || adverbs.Has(s.at(i-1).word)
		if begins && (orders()[w] || i == 0 && tending.Has(w) && c.period != "") {
			return true
		}
		if begins && i > 0 && s.third(0) && s.third(i) {
			return true // writes 5 articles and answers 50 letters a day
		}
	}
	return false
}

// third reports whether a verb of an order stands at a place in the third person: "makes", "carries".
func (s sentence) third(i int) bool {
	one := quantity.Singular(s.at(i).word)
	return one != s.at(i).word && orders()[one]
}

// beginsWithVerb reports whether the first word looks like a verb in the third person: "Cleans 24 rooms".
func (s sentence) beginsWithVerb() bool {
	w := s.at(0)
	return plural(w.word) && !w.ends() && !crowds.Has(w.word) && !audience.Has(w.word) && !goals.Has(w.word) &&
		!scores.Has(w.word) && !agent(quantity.Singular(w.word))
}

// Orders reports whether a word in small letters is a verb in the form of an order: make, answer.
func Orders(word string) bool { return orders()[word] }

// orders are verbs in the form of an order.
var orders = sync.OnceValue(func() map[string]bool { return union(tasks(), aiming.Set(), doing.Set()) })

// addressed recognises what the reader does, or a team that is named: "you see 24 patients a day", "our team closes 50
// orders a month".
func (c *candidate) addressed() bool {
	s := c.sentence
	if s.at(0).word == "your" && !s.plan || s.any(c.stop, c.stop+4, byYou.Set()) || c.ofWorkers() {
		return true
	}
	from := 0
	if s.plan {
		from = s.claimStart(c.begin)
	}
	for i := from; i < c.begin; i++ {
		switch w := s.at(i).word; {
		case w == "you" || w == "you'll" || w == "you’ll" || w == "we" && s.plan:
			next := s.at(i + 1).word
			if !holding.Has(next) || next == "bring" && s.at(i+2).word == "in" ||
				next == "have" && w != "we" && c.kind == count && c.period != "" && c.begin == i+2 {
				return true
			}
		case (teams.Has(w) || w == "we") && i < 4:
			if next := s.at(i + 1).word; !s.pastAt(i+1) && !holding.Has(strings.TrimSuffix(next, "s")) &&
				!holding.Has(next) && next != "of" {
				return true
			}
			does := makes.Has(strings.TrimSuffix(s.at(i+3).word, "s"))
			if _, sized := s.number(i + 2); sized && s.at(i+1).word == "of" && does {
				return true // the team of five clears 200 claims a week
			}
		}
	}
	return false
}

// ofWorkers recognises what people do who are named by their work: "Form tutors write two reports a year".
func (c *candidate) ofWorkers() bool {
	s := c.sentence
	for i := range min(3, c.begin-1) {
		w, verb := s.at(i), s.at(i+1).word
		if i > 0 && i < 3 && perWords.Has(s.at(0).word) && agent(w.word) && s.third(i+1) && !w.ends() {
			return c.kind == count && c.begin == i+2 // a room attendant cleans 16 rooms a shift
		}
		if plural(w.word) && agent(quantity.Singular(w.word)) && !w.ends() {
			return c.kind == count && c.period != "" && (makes.Has(verb) || verb == "do") && !s.any(0, i, firms.Set()) &&
				!c.near(usual.Set())
		}
	}
	return false
}

// agent reports whether a word in the singular names people by their work.
func agent(word string) bool {
	return len(word) > 4 && (strings.HasSuffix(word, "er") || strings.HasSuffix(word, "or") ||
		strings.HasSuffix(word, "ist")) && !audienceOf.Has(word) || workers.Has(word)
}

var (
	workers    = content.WordSet("nurse clerk rep agent attendant assistant technician physician chef cook guard coach")
	audienceOf = content.WordSet(`customer user visitor number order paper letter member computer center reader viewer
player consumer buyer donor offer dinner answer server`)
)

// ofEach recognises what each of some people or things does: "each agent takes 40 calls a day".
func (c *candidate) ofEach() bool {
	s := c.sentence
	for i := 1; i+1 < c.begin; i++ {
		if s.at(i).word == "of" && (s.at(i+1).word == "whom" || s.at(i+1).word == "them") && s.at(i-1).word == "each" {
			return c.kind == count && c.period != "" // a team of 6, each of whom closes 40 tickets a day
		}
	}
	for i := range min(2, c.begin) {
		switch s.at(i).word {
		case "everyone", "everybody", "everything":
			return c.kind == share || c.kind == count && c.period != ""
		case "each", "every", "all":
			if periods()[quantity.Singular(s.at(i+1).word)] == "" || i == 0 && c.kind == share {
				return true
			}
		}
	}
	return false
}

// intended are words of which each says by itself that a number is meant as a goal. Must and will also stand in guides.
var intended = sync.OnceValue(func() map[string]bool { return union(wishes.Set(), obliging.Set(), asked.Set()) })

// pursuing are words with which more than so much money is a goal.
var pursuing = sync.OnceValue(func() map[string]bool {
	return union(strictly.Set(), aiming.Set(), growing.Set(), asked.Set())
})

// asking are words that ask, before a number.
var asking = sync.OnceValue(func() map[string]bool {
	return union(musts.Set(), wishes.Set(), goals.Set(), obliging.Set())
})

// verbParts are the small words of verbs that consist of two: "carries out".
var verbParts = content.WordSet("out up off on back through")

var (
	strictly = content.WordSet("must should shall")
	musts    = content.WordSet("must should shall will need needs")
	obliging = content.WordSet(`
expected required require requires aims want wants wishes asks asked committed commit commits promise promises
responsible ensure ensures standard objective objectives supposed obliged guarantee guarantees sla slas kpi
expectation`)

	// holding verbs are what the reader has, gets or is, and not what they do.
	holding = content.WordSet(`
get have bring know feel find are earn receive want start join live enjoy choose can may could might like love used had
were did hold`)
	because  = content.WordSet("because since although though whereas")
	meetings = content.WordSet("meet meets meeting meetings")
	remarks  = content.WordSet("note notes nb tip warning correct incorrect example default caution hint fact")
	hasBeen  = content.WordSet("was were had been did")
	pointing = content.WordSet("it that this")
	would    = content.WordSet("would we'd we’d")
	allHave  = content.WordSet("have are has is")
	ofCases  = content.WordSet("cases")
	norms    = content.WordSet("norm standard rule minimum")
	byYou    = content.WordSet("you")
)

// timeWordsOf are the words for units of time, and those before them.
var timeWordsOf = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for w := range timeUnits() {
		all[w] = true
	}
	return all
})
