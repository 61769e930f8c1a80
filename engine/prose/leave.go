package prose

import (
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
)

// leftAlone reports whether a number asks for nothing.
func leftAlone(c *candidate) bool {
	if c.some() || c.named() || c.condition() || c.required() {
		return true
	}
	switch c.kind {
	case share:
		return c.shareOfTime()
	case duration:
		return c.timeAtWork()
	case money:
		return c.payment()
	case count:
		return c.description()
	}
	return c.bare()
}

// some recognises "one or more" and "more than one", which say some, and "one" where it is no number.
func (c *candidate) some() bool {
	if c.kind != count && c.kind != plain || c.low != "1" || c.high != "" || c.sentence.at(c.at).word != "one" {
		return false
	}
	return c.comparator == quantity.MoreThan || c.comparator == "" && c.period == "" || c.comparator == quantity.AtLeast && c.begin == c.at
}

// before returns the word before the comparator.
func (c *candidate) before() token { return c.sentence.at(c.begin - 1) }

// near reports whether one of the words stands in the clause of the number.
func (c *candidate) near(words map[string]bool) bool {
	from, to := c.sentence.clause(c.at)
	return c.sentence.any(from, to, words)
}

// named recognises numbers that are names: Grade 8, SOC 2, 4 March, the first 90 days, phone numbers, years.
func (c *candidate) named() bool {
	before, number := c.before(), c.sentence.at(c.at)
	next := c.sentence.at(c.next)
	switch {
	case before.close == "" && earlier[before.word], before.close == "" && before.word == "from" && c.baseline():
		return true
	case before.close == "" && c.comparator == "" && (c.kind != share || c.high != "") && (labels[before.word] || acronym(before.text)):
		return true
	case months[before.word] && before.close == "" && c.kind != share, months[next.word] && number.close == "":
		return true
	case strings.HasPrefix(number.text, "#"), number.text != "" && c.kind != share && next.text != "" && digitsOnly(number.text) && digitsOnly(next.text):
		return true
	}
	return c.kind != share && c.kind != money && c.period == "" && year(number.text)
}

// baseline recognises the first number of "from 6 courses to 11".
func (c *candidate) baseline() bool {
	for i := c.stop; i < min(c.stop+4, len(c.sentence.tokens)); i++ {
		if c.sentence.at(i).word == "to" {
			return true
		}
	}
	return c.high != ""
}

func acronym(text string) bool {
	return len(text) > 1 && strings.ToUpper(text) == text && isLetter(text[0]) && text != "KR"
}

func digitsOnly(text string) bool { return strings.Trim(text, "0123456789") == "" }

func year(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && len(text) == 4 && 1900 <= n && n < 2100
}

// condition recognises numbers that tell which cases are meant: "if it takes more than 30 days", "tickets open longer than a week".
func (c *candidate) condition() bool {
	from, _ := c.sentence.clause(c.begin)
	return c.sentence.any(from-1, c.begin, conditions) || c.sentence.any(0, 2, examples) || c.sentence.any(c.begin-4, c.begin, examples)
}

// required recognises what somebody brings along or has done before, and how they are hired.
func (c *candidate) required() bool {
	if c.sign {
		return false
	}
	if c.period == "" && c.kind != share && c.sentence.any(0, c.begin, hiring) && !c.near(scores) {
		return true
	}
	from, to := c.sentence.clause(c.at)
	if to = min(to, c.stop+4); c.kind == share {
		to = c.begin
	}
	needed := requirements
	if c.period != "" {
		needed = attainments
	}
	for i := from; i < to; i++ {
		word := c.sentence.at(i).word
		if !needed[word] && !needed[strings.TrimRight(word, "'’")] {
			continue
		}
		if word == "experience" && experiences[c.sentence.at(i-1).word] || word == "candidate" && c.sentence.at(i+1).word == "experience" {
			continue
		}
		return true
	}
	if c.kind != share && c.hasDone(from) {
		return true
	}
	return c.sentence.any(0, 3, opening)
}

// hasDone recognises what somebody should have done before: "you have led 2 projects".
func (c *candidate) hasDone(from int) bool {
	for i := from; i < c.begin-1; i++ {
		next := c.sentence.at(i + 1).word
		have := c.sentence.at(i).word
		if (have == "have" || have == "has") && applicant[c.sentence.at(i-1).word] && (strings.HasSuffix(next, "ed") || next == "led" || next == "built") {
			return true
		}
	}
	return false
}

// ofFirm recognises sentences that describe a company: "Our depots sort 2 million parcels a day".
func (c *candidate) ofFirm() bool {
	s := c.sentence
	subject := firms[s.at(0).word] || s.at(0).word == "we" && c.comparator == "" && !wishes[s.at(1).word] || s.at(0).word == "the" && firms[s.at(1).word]
	return subject && !s.words["you"] && !s.words["your"] && !s.any(0, 4, teams)
}

// applicant words stand before what somebody should have done.
var applicant = set("you should must who")

// wishes make "we …" a demand.
var wishes = set("expect ask want aim need require wish look hope target measure")

var teams = set("team teams crew squad")

var examples = set("example e.g i.e")

// opening words make all that follows a requirement where one stands at the start of the sentence.
var opening = set("experience experienced ability proven demonstrated familiarity expertise proficiency")

// shareOfTime recognises shares that are no results: of time, of travel, of pay, and weights in brackets.
func (c *candidate) shareOfTime() bool {
	clause, to := c.sentence.clause(c.at)
	if c.near(wages) || c.sentence.any(clause, c.begin, pasts) {
		return true
	}
	ofTime := c.sentence.at(c.stop).word == "of" && c.sentence.any(c.stop, min(c.stop+4, to), workTime)
	if ofTime && !c.near(kept) || c.sentence.any(clause, c.begin, travels) || c.sentence.any(0, len(c.sentence.tokens), travel) {
		return true
	}
	if c.comparator == "" && c.inBrackets() {
		return true
	}
	first := c.sentence.at(0).word
	return conditionsOfWork[c.sentence.at(c.stop).word] || (first == "the" || first == "this") && posts[c.sentence.at(1).word]
}

var (
	posts            = set("post position job role contract vacancy employment")
	workTime         = set("time week day workload capacity hours")
	travel           = set("travel travelling traveling commute commuting")
	travels          = set("spend spends spent devote dedicate allocate")
	conditionsOfWork = set("remote hybrid full-time part-time fte employment position post job")
	kept             = set("meet meets meeting hit achieve reach keep hold honor honour honoring honouring sla slas target")
)

// timeAtWork recognises times that limit no work: years, working hours, leave, and what is longer than something.
func (c *candidate) timeAtWork() bool {
	if c.sentence.any(c.begin-3, c.begin, late) || c.sentence.any(c.at, c.stop+2, late) {
		return true
	}
	clause, _ := c.sentence.clause(c.begin)
	limit := c.comparator == quantity.AtMost && c.sentence.at(c.begin).word != "up" || c.comparator == quantity.LessThan
	if c.comparator == quantity.MoreThan && c.sentence.any(clause, c.begin, negations) && !c.sign {
		c.comparator, limit = quantity.AtMost, true // "nobody waits more than 2 hours"
	}
	if c.near(offDuty) || !limit && c.near(contract) {
		return true
	}
	long := strings.HasPrefix(c.unit, "year") || strings.HasPrefix(c.unit, "month") || strings.HasPrefix(c.unit, "quarter")
	switch {
	case c.period != "" && !c.of && !limit:
		return c.each == ""
	case long && !limit:
		return true
	case limit, c.sign, c.each != "":
		return false
	case c.of && (c.comparator != "" || c.period != ""):
		return false
	case c.before().word == "in" && !long && c.comparator == "":
		c.comparator, c.begin = quantity.AtMost, c.begin-1 // "closed in 5 business days"
		return c.near(histories)
	}
	return true
}

// payment recognises money that is no goal.
func (c *candidate) payment() bool {
	if c.ofFirm() || c.near(histories) || c.sentence.any(0, len(c.sentence.tokens), pay) {
		return true
	}
	return !c.sentence.any(0, len(c.sentence.tokens), goals)
}

// description recognises counts that tell of a company, a team or a thing, and ask for nothing.
func (c *candidate) description() bool {
	if c.ofFirm() || c.before().word == "of" && groups[c.sentence.at(c.begin-2).word] {
		return true
	}
	last := ""
	if len(c.counted) > 0 {
		last = c.counted[len(c.counted)-1]
	}
	if c.period != "" {
		return crowds[last] && !c.claims() // "hire 3 people a month" asks
	}
	if crowds[last] || c.near(offDuty) || c.near(histories) || c.near(wages) {
		return true
	}
	return !c.claims()
}

// claims reports whether the words at a count ask for it: a comparator, a verb, a quota, or those of the number before it in a list.
func (c *candidate) claims() bool {
	c.claimed = c.comparator != "" && c.comparator != quantity.Between || c.rises || c.made() || c.near(asked) || c.listed != nil && c.listed.claimed
	return c.claimed
}

// made recognises the object of a verb that stands shortly before it: "Publish 2 articles".
func (c *candidate) made() bool {
	return c.sentence.any(c.begin-2, c.begin, makes)
}

// bare recognises numbers without a unit that are none of a score.
func (c *candidate) bare() bool {
	if c.period != "" && c.number.unit != "" {
		return false // 50/day
	}
	if c.comparator == quantity.Exactly && c.inBrackets() {
		return true // a legend: "agree" = 4
	}
	if c.labelled() {
		return false
	}
	from, _ := c.sentence.clause(c.at)
	return !c.sign && !(c.comparator != "" && c.sentence.any(from, len(c.sentence.tokens), scores))
}

// labelled recognises an entry of a list that is a name and a number: "New customers: 8".
func (c *candidate) labelled() bool {
	label := c.begin - 1
	if label < 0 || label > maxNoun || c.comparator != "" || !strings.HasSuffix(c.before().close, ":") {
		return false
	}
	if c.stop < len(c.sentence.tokens) && !strings.Contains(c.sentence.at(c.stop).open, "(") {
		return false
	}
	wanted := c.sentence.any(0, label+1, goals) || c.sentence.any(0, label+1, asked) || c.sentence.any(0, label+1, gains)
	return wanted && !c.sentence.any(0, label+1, describing)
}

// inBrackets reports whether a bracket before the number is open at it.
func (c *candidate) inBrackets() bool {
	depth := 0
	for i := 0; i <= c.at; i++ {
		depth += strings.Count(c.sentence.at(i).open, "(") - strings.Count(c.sentence.at(i-1).close, ")")
	}
	return depth > 0
}

// gains stand in the name of a number that is won.
var gains = set("new closed won sold signed")

// asked words make a count a demand: "a quota of 20 demos", "the cap is 15 accounts".
var asked = set("quota quotas target targets goal goals cap limit")
