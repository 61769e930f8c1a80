package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells numbers that pages of a team only report, from those that ask: minutes of meetings, statistics, what
// a machine can do, and what nobody wants.

// talked recognises a number of a page that reports, whatever the heading it stands under.
func (c *candidate) talked() bool {
	return c.allotted() || c.extreme() || c.throttled() || c.announces() || c.tolerance() || c.unwanted() ||
		c.atPresent() || c.looselyCounted() || c.mayAsk() || c.rated() || c.ofMeans() || c.spent() || c.setBeside() ||
		c.partOfThem() || c.conditional() || c.guided() || c.definedAs() || c.ofThese()
}

// allotted recognises how long a point of an agenda may take: "Annual report [5 mins max]".
func (c *candidate) allotted() bool {
	from, to := c.begin, c.stop
	for to < len(c.sentence.tokens) && (tops.Has(c.sentence.at(to).word) || c.sentence.at(to).word == "max") {
		to++
	}
	return c.kind == duration && strings.Contains(c.sentence.at(from).open, "[") &&
		strings.Contains(c.sentence.at(to-1).close, "]")
}

// extreme recognises the largest and the smallest of what was measured, beside an average: "avg 3 days, max 14 weeks".
func (c *candidate) extreme() bool {
	s := c.sentence
	first := s.at(c.begin).word
	if !extremes.Has(first) || s.in >= work && !s.any(0, c.begin, standing.Set()) && s.labelledResult() {
		return false
	}
	for i := range s.tokens {
		w := s.at(i).word
		if averages.Has(w) && s.numberAt(i+1) || i != c.begin && extremes.Has(w) && w != first && s.numberAt(i+1) {
			return true
		}
	}
	return false
}

// throttled recognises the limit of a machine: "the throughput is capped at 100 pods a second".
func (c *candidate) throttled() bool {
	s := c.sentence
	if w := s.at(c.begin).word; w != "capped" && c.before().word != "limited" && s.at(c.begin-2).word != "limited" {
		return false
	}
	return s.any(0, c.begin, machines.Set()) && s.any(max(0, c.begin-3), c.begin, beings.Set())
}

// announces recognises a count behind which a list follows, in the same paragraph: "it populates two metrics: …".
func (c *candidate) announces() bool {
	s := c.sentence
	if c.kind != count || c.comparator != "" || c.high != "" || c.nounEnd == 0 || s.end > 0 || s.label > 0 ||
		!strings.HasSuffix(s.at(c.nounEnd-1).close, ":") {
		return false
	}
	verb := c.before().word // and not "source 50 candidates: …" in a list of goals
	return s.in < targets || c.nounEnd == len(s.tokens) || strings.HasSuffix(verb, "s") && plural(verb) && c.begin > 1
}

// tolerance recognises how far a number may be off: "75 % +/- 5 %".
func (c *candidate) tolerance() bool {
	before := c.sentence.at(c.at - 1).text
	return before != "" && strings.Contains(before, "+") && strings.Trim(before, "+-/–±") == ""
}

// unwanted recognises what is said not to be asked: "it is not expected to take 100 % of your time", "they don't want
// to run 2 instances".
func (c *candidate) unwanted() bool {
	s := c.sentence
	if c.forbids || c.comparator != "" && s.at(c.begin).word != "within" {
		return false
	}
	for i := max(0, c.begin-2*maxNoun); i+1 < c.begin; i++ {
		if denials.Has(s.at(i).word) && wished.Has(s.at(i+1).word) {
			return true
		}
	}
	return false
}

// atPresent recognises where something stands: "we are at 90 %", "since March, 100 % of builds are now run so".
func (c *candidate) atPresent() bool {
	s := c.sentence
	if c.kind != share || c.comparator != "" || s.in >= targets {
		return false
	}
	if c.before().word == "at" && present.Has(s.at(c.begin-2).word) && !s.any(0, c.begin, asked.Set()) {
		return true
	}
	now := s.any(c.stop, c.stop+2*maxNoun, nowadays.Set())
	return s.at(0).word == "since" && now || s.at(0).word == "expect" && s.any(1, c.begin+1, hedges.Set())
}

// looselyCounted recognises numbers of words that only look like something that is counted: "the one ahead".
func (c *candidate) looselyCounted() bool {
	s := c.sentence
	if c.kind == count && c.low == "1" && len(c.counted) > 0 && noThings.Has(c.counted[len(c.counted)-1]) {
		return true
	}
	if c.kind == count && c.before().word == "of" && oddsOf.Has(s.at(c.begin-2).word) {
		return true // a better chance of at least one person
	}
	if c.kind == plain && c.sign && c.inBrackets() && sizesOfSets.Has(c.before().word) {
		return true // a small number (<4) of groups
	}
	if c.kind == duration && c.sign && !s.at(c.stop-1).ends() && c.low != "1" && !plural(s.at(c.stop-1).word) &&
		isNoun(s.at(c.stop).word) && !boundaries.Has(s.at(c.stop).word) && !turnarounds.Has(s.at(c.stop).word) {
		return true // <12 month contracts
	}
	if c.kind == duration && c.comparator == "" && s.at(c.begin-1).word == "hardly" {
		return true
	}
	return factLabels.Has(s.at(0).word) && strings.HasSuffix(s.at(0).close, ":")
}

// mayAsk recognises what may be asked of somebody at times: "we may ask you to come in within 24 hours".
func (c *candidate) mayAsk() bool {
	s := c.sentence
	for i := 0; i+1 < c.begin; i++ {
		if s.at(i).word == "may" && (s.at(i+1).word == "ask" || s.at(i+1).word == "be" && s.at(i+2).word == "asked") {
			return true
		}
	}
	return false
}

// rated recognises the ends of a scale in words: "rated from one to five".
func (c *candidate) rated() bool {
	s := c.sentence
	from, ok := s.number(c.begin - 2)
	return ok && c.before().word == "to" && (from.low == "1" || from.low == "0") && s.at(c.begin-3).word == "from" &&
		s.any(c.begin-6, c.begin-2, rated.Set())
}

// ofMeans recognises what there is to work with, in a list of goals: "Staff: 9.5 FTE", "Vans in the depot: 64".
func (c *candidate) ofMeans() bool {
	s := c.sentence
	if c.comparator != "" || c.period != "" || c.rises || c.kind == share {
		return false
	}
	label := c.begin - 1
	if !strings.HasSuffix(s.at(label).close, ":") {
		return false
	}
	first := 0
	for first < label && !strings.HasSuffix(s.at(first).close, ":") {
		first++
	}
	return first == label && label < maxNoun && (means.Has(s.at(0).word) ||
		label > 1 && s.any(1, label, insides.Set()) && plural(s.at(0).word) && !ofMeasure(s.tokens[:label+1]))
}

// spent recognises what people may spend once: "we expect new colleagues to spend $2,650 on a desk".
func (c *candidate) spent() bool {
	s := c.sentence
	upTo := c.comparator == quantity.AtMost && s.at(c.begin).word == "up"
	return c.kind == money && s.in != targets && (c.comparator == "" || upTo) && c.period == "" && !c.forbids &&
		c.before().word == "spend" && c.begin > 1
}

// setBeside recognises what a goal is set beside: "$4M against a plan of $3M", "by 20 %, worth about $1M a year",
// "deals under $25K", "when it averaged 22 %".
func (c *candidate) setBeside() bool {
	s := c.sentence
	if c.previous != nil && s.any(max(c.previous.stop, c.begin-4), c.begin, opposing.Set()) {
		return true
	}
	if s.any(c.begin-2, c.begin, worths.Set()) && c.kind == money && c.begin > 1 && c.comparator == "" {
		return true
	}
	if c.kind == money && (c.comparator == quantity.LessThan || c.comparator == quantity.MoreThan) && !c.forbids &&
		plural(c.before().word) && pointsAt.Has(s.at(c.begin-2).word) && c.begin > 1 {
		return true
	}
	return c.kind == share && c.comparator == "" && averagingOnce.Has(c.before().word)
}

// partOfThem recognises a part of what was counted before: "25 customers, 8 of them over $100K", "two of our five
// regions have it".
func (c *candidate) partOfThem() bool {
	s := c.sentence
	if i := c.bracketWord(); i > 0 && including.Has(s.at(i).word) && c.comparator == "" {
		return true // (including 10 accounts)
	}
	if c.kind == money && c.before().word == "them" && s.at(c.begin-2).word == "of" && c.comparator != "" {
		return true
	}
	return c.kind == count && c.comparator == "" && possessives.Has(c.before().word) && s.at(c.begin-2).word == "of" &&
		s.numberAt(c.begin-3) && c.verbFollows()
}

// bracketWord is where the bracket opens in which a number stands; 0 for none.
func (c *candidate) bracketWord() int {
	for i := c.begin; i > max(0, c.begin-maxNoun) && c.inBrackets(); i-- {
		if strings.Contains(c.sentence.at(i).open, "(") {
			return i
		}
	}
	return 0
}

// definedAs recognises how a word is defined: "unchanged is defined as a distance of less than 33 %".
func (c *candidate) definedAs() bool {
	for i := 1; i < c.begin; i++ {
		if c.sentence.at(i).word == "as" && defining.Has(c.sentence.at(i-1).word) {
			return true
		}
	}
	return false
}

// ofThese recognises which of some are meant: "languages that cover 90 % of the market", "any customer whose score is
// below 80 % gets a call".
func (c *candidate) ofThese() bool {
	s := c.sentence
	if s.in >= work {
		return false
	}
	if c.kind == share && c.comparator == "" && which.Has(s.at(c.begin-2).word) && plural(s.at(c.begin-3).word) &&
		(thingsDo.Has(c.before().word) || thingsDo.Has(c.before().word+"s")) {
		return true
	}
	from, _ := s.clause(c.begin)
	return c.comparator != "" && s.any(from+1, c.begin-1, whose.Set()) && s.any(c.begin-1, c.begin, beings.Set()) &&
		anyOf.Has(s.at(from).word)
}

// conditional recognises what would be: "we would count two users".
func (c *candidate) conditional() bool {
	s := c.sentence
	if c.kind != count || c.comparator != "" || c.period != "" {
		return false
	}
	for i := max(0, c.begin-3); i+1 < c.begin; i++ {
		if s.at(i).word == "would" && s.at(i+1).word != "like" && s.at(i+1).word != "love" {
			return true
		}
	}
	return false
}

// guided recognises a number of a guide: "in 2-3 bullets, describe …", "you can only submit 1 photo".
func (c *candidate) guided() bool {
	s := c.sentence
	if !s.plan || c.kind != count || c.comparator != "" {
		return false
	}
	from, _ := s.clause(c.begin)
	if c.before().word == "in" && c.period == "" && c.begin < maxStart && s.at(c.stop-1).close == "," {
		return true
	}
	for i := from; i+2 < c.begin; i++ {
		if s.at(i).word == "you" && s.at(i+1).word == "can" && s.at(i+2).word == "only" {
			return true
		}
	}
	return false
}

// ofEverybody recognises a share in brackets that says that all are meant: "all agents (100 %) are certified".
func (c *candidate) ofEverybody() bool {
	return c.kind == share && c.low == "100" && c.comparator == "" && c.sentence.any(0, c.begin, alls.Set())
}

var (
	including     = content.WordSet("including incl e.g such")
	whose         = content.WordSet("whose")
	anyOf         = content.WordSet("any every each all customers anyone")
	opposing      = content.WordSet("against versus vs compared")
	worths        = content.WordSet("worth")
	averagingOnce = content.WordSet("averaged")
	alls          = content.WordSet("all every each")
	extremes      = content.WordSet("min max minimum maximum")
	averages      = content.WordSet("avg average mean median")
	machines      = content.WordSet("throughput bandwidth traffic memory cpu scheduler server cluster limiter")
	denials       = content.WordSet("not don't don’t doesn't doesn’t didn't didn’t won't won’t")
	wished        = content.WordSet("aim want wants wish expect expected require required requires need intend intended")
	present       = content.WordSet("we're we’re is are it's it’s am they're they’re currently")
	noThings      = content.WordSet("ahead down able behind else left up out off away")
	oddsOf        = content.WordSet("chance chances probability likelihood risk odds")
	sizesOfSets   = content.WordSet("number amount handful set")
	factLabels    = content.WordSet("fact facts estimate")
	means         = content.WordSet("staff staffing headcount budget fte ftes crew personnel")
	insides       = content.WordSet("in on at")
)
