package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells numbers of what is, may be or is meant from those that ask for something.

// told recognises a number that a text only tells. In a list of targets the words ask less plainly, and more is asked.
func (c *candidate) told() bool {
	if c.past() || c.received() || c.lawful() || c.ofThing() || c.definition() || c.ofSubject() || c.address() {
		return true
	}
	if c.guides() {
		return true
	}
	return c.sentence.in != targets && (c.described() || c.possible() || c.step() || c.threshold() || c.allowed())
}

// received recognises what somebody gets: "you receive 28 days of leave", "we pay for 4 hours of coaching".
func (c *candidate) received() bool {
	s := c.sentence
	for i := range c.begin {
		switch w := s.at(i).word; {
		case receivers.has(w):
			if c.receives(i + 1) {
				return true
			}
		case w == "we" || w == "company" || w == "employer":
			for k := i + 1; k < min(i+4, c.begin); k++ {
				if v := s.at(k).word; paying.has(v) || giving.has(v) && s.any(k+1, k+5, receivers.all()) {
					return true
				}
			}
		}
	}
	paid := c.before().word == "paid" && c.kind == money ||
		c.before().word == "at" && s.at(c.begin-2).word == "paid" && (c.kind == share || c.kind == money)
	return paid || c.kind != duration && s.any(c.begin, c.stop+maxNoun, vouchers.all())
}

// receives reports whether a verb of getting follows somebody who gets something.
func (c *candidate) receives(from int) bool {
	s := c.sentence
	takes := (c.kind == money || c.kind == duration) && c.comparator != quantity.AtLeast
	for k := from; k < min(from+4, c.begin) && !s.at(k-1).ends(); k++ {
		if v := s.at(k).word; receiving.has(v) || takes && taking.has(v) {
			return true
		}
	}
	return false
}

// lawful recognises what a law sets.
func (c *candidate) lawful() bool {
	s := c.sentence
	for i := range min(c.begin, maxLabel) {
		w := s.at(i)
		if (laws.has(w.word) || w.text == "Act") && s.any(i+1, i+5, ruling.all()) ||
			legal.has(w.word) && limiting.has(s.at(i+1).word) {
			return true
		}
	}
	return false
}

// ofThing recognises the size of a thing: at least 16 characters, up to 25 MB.
func (c *candidate) ofThing() bool {
	if c.kind == count && len(c.counted) > 0 && c.period == "" {
		return measures.has(c.counted[len(c.counted)-1]) || measures.has(c.counted[0])
	}
	return c.kind == plain && measures.has(c.sentence.at(c.stop).word)
}

// address recognises the number of a house: "1-2 Trinity Court".
func (c *candidate) address() bool {
	for i := c.next; i < min(c.next+4, len(c.sentence.tokens)) && isUpper(c.sentence.at(i).text); i++ {
		if streets.has(c.sentence.at(i).word) {
			return true
		}
	}
	return false
}

func isUpper(text string) bool { return text != "" && 'A' <= text[0] && text[0] <= 'Z' }

// threshold recognises from which size on something is meant: "a purchase of under $10,000", "out of office for less
// than 3 weeks", "events that are not cancelled within 2 days".
func (c *candidate) threshold() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	for i := from; i < c.begin; i++ {
		if relatives.has(s.at(i).word) && s.any(i+2, i+4, nots.all()) && c.kind == duration {
			return true
		}
	}
	if c.comparator != quantity.LessThan && c.comparator != quantity.MoreThan || c.sign && !c.inBrackets() ||
		s.any(from, c.begin, bounding()) {
		return false
	}
	if c.inBrackets() && (c.kind == money || strings.HasPrefix(c.unit, "month") || strings.HasPrefix(c.unit, "year")) {
		return true // travel (less than 6 months)
	}
	switch before := c.before(); {
	case before.word == "for" || before.word == "of":
		return c.kind == money || before.word == "for" && c.kind == duration
	case c.kind == money:
		return plural(before.word) && isNoun(before.word) && !goals.has(before.word)
	}
	return false
}

// allowed recognises what somebody may do or have: "you can use 12 weeks", "users can spend up to $500".
func (c *candidate) allowed() bool {
	s := c.sentence
	if c.kind == share && c.comparator == "" || c.comparator == quantity.AtLeast || c.comparator == quantity.MoreThan {
		return false
	}
	from, _ := s.clause(c.begin)
	for i := from; i < c.begin; i++ {
		w := s.at(i).word
		if (w == "can" || w == "may") && !s.any(i+1, i+3, expecting.all()) && s.at(i+1).word != "take" {
			return s.at(i-1).word == "you" || c.kind == count && c.comparator == "" ||
				c.comparator == quantity.AtMost && s.any(c.begin, c.at, tops.all())
		}
	}
	return false
}

// definition recognises how something is counted or worked out: "Percentage of tickets with a first response above 8
// hours", "ARR = $120,000", "the ratio cannot exceed 100 %".
func (c *candidate) definition() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	first, of := s.at(from).word, s.at(from+1).word == "of"
	if totals.has(first) && c.kind != share && c.kind != plain && c.comparator != "" &&
		(of && first != "%" || c.comparator == quantity.MoreThan) {
		return !c.labelled()
	}
	if c.comparator == quantity.Exactly && c.sign && s.in != targets {
		return true
	}
	return c.kind == share && c.low == "100" && c.high == "" && s.any(c.begin, c.at, exceeds.all()) &&
		s.any(c.begin-3, c.at, cans.all())
}

// ofSubject recognises a number that says which cases a sentence is about: "Orders over $5,000 need a signature",
// "teams with 5 or more people can …", "anyone who works fewer than 5 days may …".
func (c *candidate) ofSubject() bool {
	s := c.sentence
	if c.qualifies() {
		return true
	}
	if c.begin == 0 || c.comparator == "" || s.at(c.stop-1).ends() || !c.verbFollows() {
		return false
	}
	from, _ := s.clause(c.begin)
	relative := false
	for i := from; i < c.begin; i++ {
		w := s.at(i).word
		relative = relative || relatives.has(w)
		if finites.has(w) && !relative || makes.has(w) && i == from {
			return false // a verb stands before it: the number is no part of the subject
		}
	}
	return relative || s.any(from, c.begin, carrying.all()) ||
		c.begin-from <= 3 && plural(c.before().word) && (c.kind == money || c.kind == duration)
}

// qualifies recognises the size of those who are counted: "customers with 500+ seats".
func (c *candidate) qualifies() bool {
	more := c.comparator == quantity.AtLeast || c.comparator == quantity.MoreThan
	return more && c.before().word == "with" && len(c.counted) > 0 && sizesOf.has(c.counted[len(c.counted)-1])
}

// verbFollows reports whether a verb of the sentence stands behind the number, in its clause.
func (c *candidate) verbFollows() bool {
	s := c.sentence
	for i := max(c.stop, c.nounEnd); i < min(c.stop+maxAway, len(s.tokens)) && !s.at(i-1).ends(); i++ {
		if finites.has(s.at(i).word) {
			return true
		}
	}
	return false
}

// described recognises what something has or is: "the survey has 12 questions", "with over 200 integrations, …".
func (c *candidate) described() bool {
	s := c.sentence
	if c.period == "" && c.kind != share && s.any(max(1, c.begin-2), c.begin, havings.all()) && !c.everyOne() &&
		!c.forbids {
		return true
	}
	if from, to := s.clause(c.begin); s.at(from).word == "with" && from == 0 && to < len(s.tokens) {
		return true
	}
	if c.before().word == "by" && growsBy.has(s.at(c.begin-2).word) {
		return true
	}
	if c.comparator == "" && c.period == "" && c.kind == count && s.any(c.begin-2, c.begin, receiving.all()) {
		return true // the winner receives 1 pair
	}
	from, _ := s.clause(c.begin)
	return c.kind == money && s.any(from, c.begin, charging.all()) && !s.any(0, c.begin, pricing())
}

// everyOne reports whether each of something has to have so many: "every component has at least two instances".
func (c *candidate) everyOne() bool {
	limit := c.comparator == quantity.AtLeast || c.comparator == quantity.AtMost
	return limit && c.sentence.any(0, c.begin, everyone.all())
}

// possible recognises how long something takes or may take: "it can take up to 8 weeks".
func (c *candidate) possible() bool {
	s := c.sentence
	if from, _ := s.clause(c.begin); s.any(from, c.begin, mights.all()) {
		return true
	}
	for i := max(0, c.begin-4); c.kind == duration && i < c.begin; i++ {
		switch s.at(i).word {
		case "take", "last":
			if s.any(i-3, i, perhaps.all()) || c.comparator == "" && s.any(i-3, i, musts.all()) {
				return true
			}
		case "needs", "requires":
			if c.comparator == "" {
				return true
			}
		case "takes", "lasts":
			if c.comparator == "" || tops.has(s.at(c.begin).word) {
				return true
			}
		}
	}
	return false
}

// guides recognises a count in a guide: "create two entries". A page of a team that has no heading of goals asks by
// rates, shares and limits.
func (c *candidate) guides() bool {
	s := c.sentence
	if !s.plan || s.in != unnamed || s.end > 0 || c.kind != count || c.comparator != "" || c.rises {
		return false
	}
	return c.period == "" && c.each == "" && !s.any(0, c.begin, asking()) && !s.any(0, c.begin, growing.all())
}

// step recognises an entry of a guide: "Enter at least 8 letters", "Identify one or two people to help".
func (c *candidate) step() bool {
	s := c.sentence
	if c.period != "" || c.kind != count || s.in == work {
		return false
	}
	vague := c.high != "" && !isDigit(s.at(c.at).text[0]) && s.at(c.next-2).word == "or" // one or two
	return vague || entering.has(s.at(0).word)
}

// pricing are words with which a cost is a target.
var pricing = sync.OnceValue(func() map[string]bool {
	return union(growing.all(), aiming.all(), musts.all(), asked.all())
})

// bounding are words with which "under" is a limit that is kept.
var bounding = sync.OnceValue(func() map[string]bool { return union(negations.all(), aiming.all(), kept.all()) })

var (
	receivers = wordSet{words: `
you you'll you’ll everyone everybody employee employees staff intern interns colleague colleagues parents member members
apprentices contractors worker workers teammate`}
	receiving = wordSet{words: `
receive receives earn earns enjoy enjoys accrue accrues entitled granted eligible paid awarded allotted
allocated`}
	taking = wordSet{words: "get gets have has take choose"}
	paying = wordSet{words: `
pay pays cover covers match matches reimburse reimburses sponsor contribute contributes offer offers`}
	giving   = wordSet{words: "give gives provide provides grant grants"}
	vouchers = wordSet{words: "voucher vouchers allowance stipend"}

	laws     = wordSet{words: "law laws statute legislation"}
	ruling   = wordSet{words: "limits limit sets set requires require allows allow caps says prescribes"}
	legal    = wordSet{words: "legal statutory federal"}
	limiting = wordSet{words: "limit limits minimum maximum requirement"}

	measures = wordSet{words: `
character characters letter letters digit digits symbol symbols pixel pixels mb gb tb kb mbps kbps ghz mhz byte bytes
bits dpi cm mm inch inches px word words line lines copy copies`}
	streets = wordSet{words: "street road court plaza avenue ave square lane suite boulevard drive building house"}

	nots      = wordSet{words: "not aren't aren’t isn't isn’t"}
	expecting = wordSet{words: "expect only"}
	tops      = wordSet{words: "up maximum"}
	totals    = wordSet{words: "percentage percent % share number count proportion amount total"}
	exceeds   = wordSet{words: "exceed exceeds exceeding"}
	cans      = wordSet{words: "can cannot can't can’t"}

	finites = wordSet{words: `
is are was were need needs must should will shall have has can may get gets require requires count counts do does`}
	relatives = wordSet{words: "that which who whose where"}
	carrying  = wordSet{words: "with of"}

	havings  = wordSet{words: "has have holds contains includes comprises see find"}
	everyone = wordSet{words: "every each all must should"}
	growsBy  = wordSet{words: "grows rises falls shrinks"}
	charging = wordSet{words: "costs cost price fee totaling totalling totals"}
	sizesOf  = wordSet{words: "employees seats licenses licences users stars staff"}
	perhaps  = wordSet{words: "can may might could usually typically often normally generally sometimes"}
	mights   = wordSet{words: "might could"}
	entering = wordSet{words: "enter choose type press click tap select upload divide multiply wait allow scroll"}
)
