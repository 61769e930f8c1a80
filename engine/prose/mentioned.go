package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells numbers that a text only mentions, whatever the heading they stand under: numbers of an enumeration,
// of code and of settings, of what happens by itself, and of what people claim for money.

// mentioned recognises a number that nobody is to reach, by the words right at it.
func (c *candidate) mentioned() bool {
	return c.enumerates() || c.sentence.isCode() || c.idiom() || c.ofScale() || c.paced() || c.either() ||
		c.byDefault() || c.introduces() || c.legend() || c.titles() || c.versions() || c.narrated() || c.compares() ||
		c.thereAre() || c.called() || c.partOfPart() || c.guessed() || c.wouldBe() || c.untouched() || c.alerts() ||
		c.expensed() || c.multiplied() || c.talked() || c.howLong() || c.nearly() || c.priced() || c.gained() ||
		c.machinePace() || c.standsBeside() || c.unmarked() || c.cited() || c.besideAnother() || c.ofEffect() || c.never() ||
		c.beforeTarget() || c.beyondBase() || c.nameOf() || c.onceReached() || c.noneOf() ||
		c.wrongly() || c.projected() || c.placeholder() || c.wasDone() || c.figures()
}

// howLong recognises how long something takes or took behind a label that says only that: "Time invested: 6 hours",
// "Timeline: 6 weeks".
func (c *candidate) howLong() bool {
	s := c.sentence
	if c.kind != duration || c.comparator != "" || c.period != "" || c.begin == 0 || c.begin > 4 ||
		!strings.Contains(s.at(c.begin-1).close, ":") {
		return false
	}
	named := false
	for i := range c.begin {
		switch w := s.at(i).word; {
		case spentOn.Has(w) || w == "timing" && s.in < work:
			named = true
		case w == "to" && s.in < work && doneInTime.Has(s.at(i+1).word), doneInTime.Has(w) && s.at(i-1).word == "to":
		case !besideSpent.Has(w):
			return false
		}
	}
	return named
}

var (
	doneInTime  = content.WordSet("fix complete implement build set read")
	spentOn     = content.WordSet("time timeline duration effort")
	besideSpent = content.WordSet(`
your our my total estimated est estimate expected approximate invested required needed spent elapsed so far actual
taken`)
)

// enumerates recognises the number of a point: "it does two things: 1) it counts …, and 2) it weighs …".
func (c *candidate) enumerates() bool {
	t := c.sentence.at(c.at)
	return strings.HasPrefix(t.close, ")") && t.open == "" && c.kind != share && c.comparator == "" &&
		digitsOnly(t.text) && len(t.text) <= 2 && !c.inBrackets()
}

// isCode recognises what is left of markup: attributes of a tag, and the brackets of a template.
func (s sentence) isCode() bool {
	for i := range s.tokens {
		t := s.at(i)
		if strings.Contains(t.text, `="`) || strings.Contains(t.text, "<%") || strings.Contains(t.text, "%>") ||
			strings.Contains(t.text, "{{") || strings.Contains(t.text, "}}") {
			return true
		}
	}
	return false
}

// idiom recognises "100 % sure".
func (c *candidate) idiom() bool {
	return c.kind == share && c.low == "100" && wholly.Has(c.sentence.at(c.stop).word)
}

// ofScale recognises the ends of a scale: "rated from 1 to 5".
func (c *candidate) ofScale() bool {
	first := c.sentence.at(c.begin - 2).text
	return c.rises && c.kind != share && c.kind != money && (first == "0" || first == "1") &&
		c.sentence.any(c.begin-5, c.begin-2, rated.Set())
}

// paced recognises how long the steps are in which people work: "the team works in 2 week sprints".
func (c *candidate) paced() bool {
	s := c.sentence
	return c.kind == duration && !s.at(c.stop-1).ends() && !c.of && steady.Has(s.at(c.stop).word)
}

// either recognises times of which it does not matter which: "in 5 days or 5 weeks".
func (c *candidate) either() bool {
	s := c.sentence
	if c.kind != duration || s.at(c.stop).word != "or" {
		return false
	}
	n, ok := s.number(c.stop + 1)
	return ok && n.comparator == "" && timeUnits()[s.at(n.next).word] != ""
}

// byDefault recognises how a thing is set up: "by default, it opens at most 5 requests a day".
func (c *candidate) byDefault() bool {
	return c.sentence.any(0, c.begin, defaults.Set())
}

// introduces recognises a count behind which a list follows: "there are two agencies:", "ask 4 questions:".
func (c *candidate) introduces() bool {
	s := c.sentence
	return c.kind == count && c.period == "" && c.comparator == "" && s.end == 0 && s.in < targets &&
		strings.HasSuffix(s.at(len(s.tokens)-1).close, ":")
}

// legend recognises what a number stands for: "90-100 = A".
func (c *candidate) legend() bool {
	s := c.sentence
	return c.comparator == quantity.Exactly && c.begin == c.at && s.any(c.next, c.stop+1, equals.Set())
}

// titles recognises a share in a name: "the 30 % Ruling Questionnaire".
func (c *candidate) titles() bool {
	s := c.sentence
	return c.kind == share && c.comparator == "" && c.begin > 0 && s.in < work && !s.at(c.stop-1).ends() &&
		isUpper(s.at(c.stop).text) && isUpper(s.at(c.stop+1).text) && s.end == 0
}

// called recognises "zero" in the name of a thing, which stands by itself: "Zero Downtime Deployments".
func (c *candidate) called() bool {
	s := c.sentence
	return c.none && c.begin == 0 && c.stop >= len(s.tokens) && s.in < work && isUpper(s.at(c.stop-1).text)
}

// versions recognises numbers that follow each other and count nothing: "15.5, 15.6, 15.7".
func (c *candidate) versions() bool {
	s := c.sentence
	if c.kind != plain || c.comparator != "" || c.period != "" {
		return false
	}
	in := 0
	for i := c.at - 2; i <= c.at+2; i++ {
		if s.numberAt(i) && i >= 0 && strings.Contains(s.at(i).text, ".") {
			in++
		}
	}
	return in > 2
}

// narrated recognises a time behind which it is told what came: "within four weeks, spend was cut in half".
func (c *candidate) narrated() bool {
	s := c.sentence
	return c.kind == duration && c.begin == 0 && s.at(c.stop-1).ends() && s.any(c.stop, c.stop+maxNoun, hasBeen.Set())
}

// compares recognises a number that another one is held to: "it is better than 100 %", "70 % instead of 90 %", "rather
// than producing one video a week".
func (c *candidate) compares() bool {
	if s := c.sentence; c.begin > 2 && strings.HasSuffix(s.at(c.begin-1).word, "ing") && !s.at(c.begin-2).ends() &&
		(s.at(c.begin-2).word == "than" && s.at(c.begin-3).word == "rather" ||
			s.at(c.begin-2).word == "of" && s.at(c.begin-3).word == "instead") {
		return true
	}
	s := c.sentence
	before, earlier := c.before().word, s.at(c.begin-2).word
	return before == "than" && (earlier == "better" || earlier == "worse" || earlier == "rather") ||
		before == "of" && earlier == "instead" || c.kind == share && c.comparator == "" && chances.Has(s.at(c.stop).word)
}

// thereAre recognises how many there are of something: "there are 2 possible outcomes".
func (c *candidate) thereAre() bool {
	s := c.sentence
	return c.kind == count && c.comparator == "" && s.at(c.begin-2).word == "there" &&
		(beings.Has(s.at(c.begin-1).word) || hasBeen.Has(s.at(c.begin-1).word))
}

// partOfPart recognises a share that is worked out: "6 % of 88 % of them".
func (c *candidate) partOfPart() bool {
	s := c.sentence
	n, ok := s.number(c.stop + 1)
	return c.kind == share && c.comparator == "" && s.at(c.stop).word == "of" && ok && n.percent
}

// alerts recognises from which value on somebody is told: "Alert threshold: > 1 %", "Warning > 70 %",
// "errors > 1 % → alert".
func (c *candidate) alerts() bool {
	s := c.sentence
	label := (strings.HasSuffix(s.at(0).close, ":") || strings.HasSuffix(s.at(1).close, ":")) &&
		s.any(0, 2, alerting.Set())
	for i := range min(maxNoun, c.begin) {
		if alarms.Has(s.at(i).word) && alarmed.Has(s.at(i+1).word) {
			return true // alerts fire when the queue > 500, budget alerts at 80 %
		}
	}
	return c.sign && (label || s.acts || s.any(c.begin-2, c.begin, alerting.Set()) || c.before().word == "fail")
}

var (
	alarms  = content.WordSet("alert alerts alarm alarms")
	alarmed = content.WordSet("fire fires at when if trigger triggers on")
)

// guessed recognises an estimate: "the cost is estimated at 1 % of sales".
func (c *candidate) guessed() bool {
	return c.before().word == "at" && c.sentence.any(c.begin-3, c.begin, guessing.Set())
}

// wouldBe recognises what would be: "it would go from, say, 5 % to 7 %".
func (c *candidate) wouldBe() bool {
	s := c.sentence
	for i := range c.begin {
		if w := s.at(i).word; w == "would" && s.at(i+1).word != "like" && s.in < targets {
			return true
		}
	}
	return false
}

// untouched recognises for how long nothing has happened: "no activity for more than 120 days".
func (c *candidate) untouched() bool {
	s := c.sentence
	if c.kind != duration || c.before().word != "for" && c.before().word != "in" {
		return false
	}
	for i := c.begin - 2; i >= max(0, c.begin-maxNoun); i-- {
		switch w := s.at(i); {
		case w.word == "no" || w.word == "without":
			return true
		case w.ends() || finites.Has(w.word) || boundaries.Has(w.word) || strings.HasSuffix(w.word, "s"):
			return false
		}
	}
	return false
}

// expensed recognises money that people claim: "expense up to $50".
func (c *candidate) expensed() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	if c.kind != money {
		return false
	}
	gifts := !s.any(0, len(s.tokens), donated.Set()) // which others give
	claimed := s.any(from, c.begin, claiming.Set()) || gifts && s.any(0, c.begin, gifted.Set())
	return s.in < targets && claimed || gifts && s.any(c.stop, c.stop+3, gifted.Set())
}

// multiplied recognises a sum that is shown: "100 people * 5 % = 5 leavers", "16 talks = 1 visit".
func (c *candidate) multiplied() bool {
	all := c.sentence.words
	sum := all["*"] || all["×"] || all["x"] || all["+"] || all["÷"] || all["-"] && c.sentence.numberAt(0)
	return all["="] && sum || c.sentence.at(c.stop).word == "=" && c.begin == 0
}

var (
	wholly = content.WordSet(`
safe sure certain correct optional voluntary unique remote
confident right wrong clear free honest true yours secure guaranteed possible`)
	rated  = content.WordSet("rated scored scale ranked range ranges ranging")
	steady = content.WordSet(`
sprint sprints iteration iterations cycle cycles increments blocks chunks intervals batches timebox slots slot
rotation rotations period window windows`)
	claiming = content.WordSet(`
expense expensed reimburse reimbursed reimbursement claim refund refunded charged`)
	// gifted is what people get, behind its price.
	gifted   = content.WordSet("gift gifts prize prizes")
	donated  = content.WordSet("raise raises fundraise donor donors donation donations appeal legacy")
	chances  = content.WordSet("chance probability likelihood odds")
	defaults = content.WordSet("default defaults")
	alerting = content.WordSet("alert alerts threshold thresholds warning critical alarm trigger filter flag")
)
