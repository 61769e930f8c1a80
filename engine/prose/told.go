package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells numbers of what is, may be or is meant from those that ask for something.

// told recognises a number that a text only tells. In a list of targets the words ask less plainly, and more is asked.
func (c *candidate) told() bool {
	if c.past() || c.received() || c.lawful() || c.ofThing() || c.definition() || c.ofSubject() || c.address() {
		return true
	}
	if c.means() || c.mayTake() || c.listsBelow() || c.remains() || c.ofPeople() {
		return true
	}
	if s := c.sentence; s.at(c.stop).word == "for" && s.at(c.stop+1).word == "free" {
		return true // 2,000 minutes for free
	}
	if c.roughlyNow() || c.unseen() || c.mayReach() {
		return true
	}
	if c.perhapsSo() || c.timeboxed() || c.faster() || c.guides() {
		return true
	}
	if free.Has(c.sentence.at(c.stop).word) && !c.sentence.at(c.stop-1).ends() && c.kind == count {
		return true // only 50 credits a month allowed
	}
	if w := c.sentence.at(c.begin).word; (w == "above" || w == "below") && c.before().word == "the" {
		return true // the above 2 items
	}
	if c.recounted() && !c.sentence.any(0, c.begin, meant()) && (c.step() || c.threshold() || c.allowed()) {
		return true
	}
	return c.sentence.in != targets && (c.described() || c.possible() || c.step() || c.threshold() || c.allowed())
}

// mayTake recognises how long something takes at times, also where standards are listed: "it may take up to 6 weeks".
func (c *candidate) mayTake() bool {
	s := c.sentence
	return c.kind == duration && s.at(c.begin).word == "up" && c.before().word == "take" &&
		(s.at(c.begin-2).word == "may" || s.at(c.begin-2).word == "can")
}

// listsBelow recognises how many entries follow: "the queue has two metrics:".
func (c *candidate) listsBelow() bool {
	return c.kind == count && c.comparator == "" && c.period == "" && c.stop == len(c.sentence.tokens) &&
		strings.HasSuffix(c.sentence.at(c.stop-1).close, ":")
}

// remains recognises how much time is left, or was lost: "less than a week left", "2 hours of work are wasted".
func (c *candidate) remains() bool {
	s := c.sentence
	to := c.kind == duration && s.at(c.stop).word == "to" && (s.at(c.stop+1).word == "go" || s.at(c.stop+1).word == "vote")
	return c.kind == duration && (to || s.any(c.stop, c.stop+maxNoun, leftOver.Set()))
}

var leftOver = content.WordSet("left remaining wasted lost")

// ofPeople recognises a share of all people that a text tells: "roughly 1 in 10 people have dyslexia".
func (c *candidate) ofPeople() bool {
	s := c.sentence
	return c.kind == share && c.comparator == "" && s.in < work &&
		s.any(c.begin-1, c.begin, roughly.Set()) && !s.any(0, c.begin, intended())
}

// means recognises a share of which it is told what it comes to: "an error budget of 0.05 % a month is about 22
// minutes".
func (c *candidate) means() bool {
	s := c.sentence
	for i := c.stop; i < c.stop+3 && c.kind == share && c.comparator == ""; i++ {
		if s.at(i).word == "is" && nearby.Has(s.at(i+1).word) {
			return true
		}
	}
	return false
}

// received recognises what somebody gets: "you receive 28 days of leave", "we pay for 4 hours of coaching".
func (c *candidate) received() bool {
	s := c.sentence
	for i := range c.begin {
		switch w := s.at(i).word; {
		case receivers.Has(w):
			if c.receives(i + 1) {
				return true
			}
		case w == "we" || w == "company" || w == "employer":
			for k := i + 1; k < min(i+4, c.begin); k++ {
				if v := s.at(k).word; !c.ofAnother(k) && paying.Has(v) || giving.Has(v) && s.any(k+1, k+5, receivers.Set()) {
					return true
				}
			}
		}
	}
	paid := c.before().word == "paid" && c.kind == money ||
		c.before().word == "at" && s.at(c.begin-2).word == "paid" && (c.kind == share || c.kind == money)
	return paid || c.kind != duration && s.any(c.begin, c.stop+maxNoun, vouchers.Set())
}

// ofAnother reports whether another subject stands between a place and the number: "we offer 24 courses, and each
// employee takes at least 3 of them".
func (c *candidate) ofAnother(from int) bool {
	s := c.sentence
	for i := from; i < c.begin; i++ {
		if joining.Has(s.at(i).word) && repeating.Has(s.at(i+1).word) {
			return true
		}
	}
	return false
}

// receives reports whether a verb of getting follows somebody who gets something.
func (c *candidate) receives(from int) bool {
	s := c.sentence
	takes := (c.kind == money || c.kind == duration) && c.comparator != quantity.AtLeast
	if c.kind == duration && s.any(c.begin-2, c.begin, paidOut.Set()) {
		return true // employees are paid within 90 days
	}
	if s.any(from, c.begin, replies.Set()) {
		return false // members of the public get a reply within three days
	}
	for k := from; k < min(from+4, c.begin) && !s.at(k-1).ends(); k++ {
		if v := s.at(k).word; receiving.Has(v) || takes && taking.Has(v) {
			return true
		}
	}
	return false
}

// perhapsSo recognises what may be, without a verb that says so: "maybe once a year", "(anything from 2 to 4 nights)".
func (c *candidate) perhapsSo() bool {
	s := c.sentence
	return s.any(c.begin-2, c.begin, maybe.Set()) || s.any(c.begin-4, c.begin, anything.Set())
}

// roughlyNow recognises how much there is: "we bid on about 40 tenders a year".
func (c *candidate) roughlyNow() bool {
	s := c.sentence
	about := s.any(c.begin-1, c.at, nearby.Set())
	present := s.plan || s.any(0, c.begin, nowadays.Set())
	return present && s.in < work && about && c.comparator == "" && c.period != "" && !s.any(0, c.begin, intended()) &&
		!s.any(0, c.begin, musts.Set())
}

var nowadays = content.WordSet("now currently today")

// unseen recognises what readers cannot see: "you won't see an effect under 10 %".
func (c *candidate) unseen() bool {
	s := c.sentence
	return c.forbids && s.any(c.begin-5, c.begin, seeing.Set()) && s.words["you"]
}

// mayReach recognises how far something can go by itself: "fines can reach 4 % of turnover".
func (c *candidate) mayReach() bool {
	s := c.sentence
	return s.plan && s.in < work && s.at(c.begin-2).word == "can" && c.before().word == "reach" && !s.people(c.begin-2)
}

// lawful recognises what a law sets.
func (c *candidate) lawful() bool {
	s := c.sentence
	for i := range min(c.begin, maxLabel) {
		w := s.at(i)
		if (laws.Has(w.word) || w.text == "Act") && s.any(i+1, i+5, ruling.Set()) ||
			legal.Has(w.word) && limiting.Has(s.at(i+1).word) {
			return true
		}
	}
	return false
}

// ofThing recognises the size of a thing: at least 16 characters, up to 25 MB.
func (c *candidate) ofThing() bool {
	if weights.Has(c.unit) && c.sentence.any(0, len(c.sentence.tokens), lifting.Set()) {
		return true
	}
	from, _ := c.sentence.clause(c.begin)
	if c.kind == count && c.period == "" && c.each == "" && weights.Has(c.unit) && c.comparator != "" &&
		c.sentence.in < work &&
		!tasks()[c.sentence.at(from).word] {
		return true // ramps hold at most 12 tonnes
	}
	if c.kind == count && c.unit == "nights" && c.sentence.at(c.begin).word == "up" {
		return true // at the staff rate up to 7 nights a year
	}
	if c.kind == count && c.period == "" && (c.unit == "page" || c.unit == "pages" || c.unit == "sides") &&
		(c.comparator == quantity.AtMost || c.comparator == quantity.LessThan) {
		return true // an essay of no more than 2 pages
	}
	if c.before().word != "" && asked.Has(c.before().word) && strings.HasSuffix(c.before().close, ":") {
		return false // word count target: 800-1000 words
	}
	if c.kind == count && len(c.counted) > 0 && textLengths.Has(c.counted[len(c.counted)-1]) && c.period == "" {
		return true // keep titles under 60 characters
	}
	if c.kind == count && len(c.counted) > 0 && c.period == "" && !c.sentence.any(0, c.begin, staying.Set()) {
		return measures.Has(c.counted[len(c.counted)-1]) || measures.Has(c.counted[0])
	}
	return c.kind == plain && measures.Has(c.sentence.at(c.stop).word)
}

// address recognises the number of a house: "1-2 Trinity Court".
func (c *candidate) address() bool {
	for i := c.next; i < min(c.next+4, len(c.sentence.tokens)) && isUpper(c.sentence.at(i).text); i++ {
		if streets.Has(c.sentence.at(i).word) {
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
		if relatives.Has(s.at(i).word) && s.any(i+2, i+4, nots.Set()) && c.kind == duration {
			return true
		}
	}
	if c.comparator != quantity.LessThan && c.comparator != quantity.MoreThan || c.sign && !c.inBrackets() ||
		s.any(from, c.begin, bounding()) {
		return false
	}
	if k := c.bracket(); k > 0 && c.kind == duration && large.Has(s.at(k-1).word) {
		return true // small tasks (less than 12 hours)
	}
	if c.inBrackets() && (c.kind == money || strings.HasPrefix(c.unit, "month") || strings.HasPrefix(c.unit, "year")) {
		return true // travel (less than 6 months)
	}
	if c.kind == duration && s.any(from, c.begin, awayFromWork.Set()) {
		return true // a leave of less than 2 weeks
	}
	if s.any(c.begin-3, c.begin, carrying.Set()) && c.kind != share && (c.period == "" || c.kind == money) && s.plan &&
		s.in == unnamed {
		return true // those with more than 5 people, deals of under $25,000
	}
	switch before := c.before(); {
	case before.word == "for" || before.word == "of":
		return c.kind == money || c.kind == duration && (before.word == "for" || stretches.Has(s.at(c.begin-2).word))
	case c.kind == money:
		return plural(before.word) && isNoun(before.word) && !goals.Has(before.word)
	}
	return false
}

// bracket is where the bracket opens in which a number stands first; 0 for none. Before it may stand a noun with its
// adjective.
func (c *candidate) bracket() int {
	if !strings.Contains(c.sentence.at(c.begin).open, "(") {
		return 0
	}
	if large.Has(c.sentence.at(c.begin - 2).word) {
		return c.begin - 1
	}
	return c.begin
}

// stretches are times of which it is told how long they are: "a period of less than 6 months".
var stretches = content.WordSet("period periods duration length stay absence absences gap spell")

var large = content.WordSet(`
small smaller short shorter long longer large larger quick minor major brief big bigger fast slow heavy light`)

// allowed recognises what somebody may do or have: "you can use 12 weeks", "users can spend up to $500".
func (c *candidate) allowed() bool {
	s := c.sentence
	if from, _ := s.clause(c.begin); c.canExpect(from) {
		return true
	}
	if c.kind == share && c.comparator == "" || negations.Has(s.at(c.begin).word) ||
		c.comparator == quantity.AtLeast || c.comparator == quantity.MoreThan {
		return false
	}
	from, _ := s.clause(c.begin)
	if s.plan && s.any(from, c.begin, permitting.Set()) && s.at(c.begin).word == "up" {
		return true // we allow up to 20 % over the price
	}
	for i := from; i < c.begin; i++ {
		w := s.at(i).word
		if (w == "can" || w == "may") && !s.any(i+1, i+3, expecting.Set()) && s.at(i+1).word != "take" {
			limit := c.kind == duration && c.comparator == quantity.AtMost && w == "may" && s.at(i+1).word != "not"
			return s.at(i-1).word == "you" || limit || c.kind == count && c.comparator == "" ||
				c.comparator == quantity.AtMost && s.any(c.begin, c.at, tops.Set())
		}
	}
	return false
}

// canExpect recognises what readers can count on: "you can expect to spend 3 hours".
func (c *candidate) canExpect(from int) bool {
	s := c.sentence
	for i := from; i+1 < c.begin; i++ {
		if s.at(i).word == "can" && s.at(i+1).word == "expect" && s.any(i, c.begin, lastingNow.Set()) {
			return true
		}
	}
	return false
}

// definition recognises how something is counted or worked out: "Percentage of tickets with a first response above 8
// hours", "ARR = $120,000", "the ratio cannot exceed 100 %".
func (c *candidate) definition() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	if s.at(from).word == "the" && c.comparator != "" {
		from++
	}
	first, of := s.at(from).word, s.at(from+1).word == "of" || s.at(from).word == "total"
	if totals.Has(first) && c.kind != share && c.kind != plain && c.comparator != "" &&
		(of && first != "%" || c.comparator == quantity.MoreThan) {
		return !c.labelled()
	}
	if c.comparator == quantity.Exactly && c.sign && !s.result && s.label == 0 && (s.in != targets || s.plan) {
		return true
	}
	if s.any(0, len(s.tokens), assigning.Set()) {
		return true // users := those with at least one order
	}
	if c.before().word == "to" && s.at(c.begin-2).word == "equal" ||
		s.in == unnamed && s.any(0, len(s.tokens), products.Set()) {
		return true // 100 people * 5 % = 5 leavers
	}
	if s.in < work && s.any(1, c.begin, denoting.Set()) {
		return true // commit means a probability of 90 % or more
	}
	if s.in != targets && s.any(c.begin-2, c.begin, equals.Set()) {
		return true // 1 point = approx. 4 hours
	}
	if c.before().word == "as" && (defining.Has(s.at(c.begin-2).word) || s.any(from, c.begin, defines.Set())) {
		return true // defined as less than 5 hours a week
	}
	return c.kind == share && c.low == "100" && c.high == "" && s.any(c.begin, c.at, exceeds.Set()) &&
		s.any(c.begin-3, c.at, cans.Set())
}

var assigning = content.WordSet(":=")

// ofSubject recognises a number that says which cases a sentence is about: "Orders over $5,000 need a signature",
// "teams with 5 or more people can …", "anyone who works fewer than 5 days may …".
func (c *candidate) ofSubject() bool {
	s := c.sentence
	if c.qualifies() || c.relative() || c.compared() {
		return true
	}
	if c.begin == 0 || c.comparator == "" || s.at(c.stop-1).ends() || !c.verbFollows() {
		return false
	}
	from, _ := s.clause(c.begin)
	relative := false
	for i := from; i < c.begin; i++ {
		w := s.at(i).word
		relative = relative || relatives.Has(w)
		if finites.Has(w) && !relative || makes.Has(w) && i == from {
			return false // a verb stands before it: the number is no part of the subject
		}
	}
	permit := c.kind == share && s.any(c.stop, c.stop+1, needing.Set()) && plural(c.before().word)
	return relative || permit || s.any(from, c.begin, carrying.Set()) ||
		c.begin-from <= 3 && plural(c.before().word) && (c.kind == money || c.kind == duration)
}

// relative recognises a number in words that tell which of some things are meant: "tickets that take less than an
// hour", "members who have posted at least one message".
func (c *candidate) relative() bool {
	s := c.sentence
	within := s.at(c.begin).word == "within" && !finites.Has(c.before().word)
	if c.comparator == "" || within {
		return false
	}
	from, _ := s.clause(c.begin)
	for i := max(from+1, c.begin-3); i < c.begin; i++ {
		does, who := s.at(i).word, s.at(i-1).word
		if strings.HasSuffix(does, "ing") && len(does) > 5 && plural(who) && isNoun(who) && c.kind != money && s.in < work {
			return true // employees working less than 50 % of the week
		}
	}
	for i := c.begin - 1; i > from; i-- {
		if finites.Has(s.at(i).word) && (musts.Has(s.at(i).word) || negations.Has(s.at(i+1).word)) ||
			doers.Has(s.at(i).word) || negations.Has(s.at(i).word) {
			return false
		}
		if !which.Has(s.at(i).word) {
			continue
		}
		verb := s.at(i + 1).word
		return isNoun(s.at(i-1).word) && !boundaries.Has(s.at(i-1).word) && !obliging.Has(s.at(i-1).word) &&
			!makesSure.Has(s.at(i-1).word) && !musts.Has(verb) && i+1 < c.begin &&
			(finites.Has(verb) || plural(verb) || base(capital(verb)))
	}
	return false
}

// needing verbs say what cases need: discounts above 10 % need an approval.
var needing = content.WordSet("need needs require requires must go goes")

var (
	which     = content.WordSet("that which who")
	makesSure = content.WordSet("sure so ensure ensuring see check guarantee means certain such")
)

// capital is a word as it stands at the start of a sentence.
func capital(word string) token {
	if word == "" {
		return token{}
	}
	return token{text: strings.ToUpper(word[:1]) + word[1:], word: word}
}

// compared recognises a share or a time of which the sentence tells something: "usage above 100 % is no problem".
func (c *candidate) compared() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	beyond := c.comparator == quantity.LessThan || c.comparator == quantity.MoreThan
	if !beyond || c.sign || c.begin == from || c.forbids ||
		s.any(from, c.begin, finites.Set()) || s.any(from, c.begin, bounding()) || tasks()[s.at(from).word] {
		return false
	}
	for i := c.stop; i < min(c.stop+4, len(s.tokens)) && !s.at(i-1).ends(); i++ {
		if w := s.at(i).word; w == "is" || w == "are" || w == "means" || w == "triggers" || w == "counts" {
			return !s.any(i, i+5, obliging.Set()) && !s.any(i, i+5, asked.Set())
		}
	}
	return false
}

// qualifies recognises the size of those who are counted: "customers with 500+ seats".
func (c *candidate) qualifies() bool {
	if c.kind == money && c.sign && c.before().word == "with" {
		return true // renewals with < $5K
	}
	if from, _ := c.sentence.clause(c.begin); c.before().word == "with" && c.kind == count && c.period == "" &&
		c.begin == c.at && c.comparator != "" && !tasks()[c.sentence.at(from).word] && !c.plus {
		return true // databases with 10 or fewer connections
	}
	more := c.comparator == quantity.AtLeast || c.comparator == quantity.MoreThan
	return more && c.before().word == "with" && len(c.counted) > 0 && sizesOf.Has(c.counted[len(c.counted)-1])
}

// verbFollows reports whether a verb of the sentence stands behind the number, in its clause.
func (c *candidate) verbFollows() bool {
	s := c.sentence
	for i := max(c.stop, c.nounEnd); i < min(c.stop+maxAway, len(s.tokens)) && !s.at(i-1).ends(); i++ {
		if finites.Has(s.at(i).word) {
			return true
		}
	}
	return false
}

// described recognises what something has or is: "the survey has 12 questions", "with over 200 integrations, …".
func (c *candidate) described() bool {
	s := c.sentence
	has := !c.everyOne() && !c.forbids && !c.toHave()
	if has && c.period == "" && c.kind != share && s.any(max(1, c.begin-2), c.begin, havings.Set()) {
		return true
	}
	if has && !c.ofMeasure() && c.kind == share && c.comparator != "" && s.any(c.begin-3, c.begin, havings.Set()) &&
		!s.any(0, c.begin, musts.Set()) {
		return true // the customer has less than 75 % of its licences in use
	}
	if from, to := s.clause(c.begin); s.at(from).word == "with" && from == 0 && to < len(s.tokens) {
		return true
	}
	if c.before().word == "by" && growsBy.Has(s.at(c.begin-2).word) {
		return true
	}
	if c.comparator == "" && c.period == "" && c.kind == count && s.any(c.begin-2, c.begin, receiving.Set()) {
		return true // the winner receives 1 pair
	}
	from, _ := s.clause(c.begin)
	if s.plan && c.kind == money && s.any(c.begin-4, c.begin, havings.Set()) && !c.everyOne() {
		return true // the event has a budget of $5k or more
	}
	if s.plan && c.kind == share && c.comparator == "" && s.any(c.begin-3, c.begin, whichOnes.Set()) {
		return true // deals in which 100 % of the price …
	}
	return c.kind == money && s.any(from, c.begin, charging.Set()) &&
		(!s.any(0, c.begin, pricing()) || c.comparator == "" && !s.any(from, c.begin, lowering()))
}

// toHave recognises what is not to be told but done: "has to stay above 99 %", "book goods in and have at least 98 %
// right", "a manager has no more than 8 reports".
func (c *candidate) toHave() bool {
	s := c.sentence
	if negations.Has(s.at(c.begin).word) {
		return true
	}
	for i := max(0, c.begin-3); i < c.begin; i++ {
		if w := s.at(i).word; w == "has" && s.at(i+1).word == "to" || w == "see" && s.at(i+1).word == "that" ||
			w == "have" && (s.at(i+1).word == "to" || joining.Has(s.at(i-1).word) && base(s.at(0))) {
			return true
		}
	}
	return false
}

// everyOne reports whether each of something has to have so many: "every component has at least two instances".
func (c *candidate) everyOne() bool {
	limit := c.comparator == quantity.AtLeast || c.comparator == quantity.AtMost
	return limit && c.sentence.any(0, c.begin, everyone.Set())
}

// possible recognises how long something takes or may take: "it can take up to 8 weeks".
func (c *candidate) possible() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	if s.plan && s.in == unnamed && (c.ableTo() || c.kind == share && s.any(from, c.begin, mays.Set()) &&
		!s.any(from, c.begin+1, negations.Set())) {
		return true // it may leave you with a rate of more than 100 %
	}
	if s.any(from, c.begin, mights.Set()) || s.any(from, c.begin, ranging.Set()) || s.at(0).word == "currently" ||
		doers.Has(s.at(0).word) && guessing.Has(s.at(1).word) ||
		s.at(0).word == "most" && s.words["will"] {
		return true
	}
	if s.plan && c.kind == duration && s.any(from, c.begin, wishes.Set()) && s.any(c.begin-2, c.begin, lastingNow.Set()) &&
		s.at(c.begin-2).word != "not" {
		return true // we expect it to take no more than an hour
	}
	for i := from; i < c.begin && !c.forbids; i++ {
		if s.at(i).word == "may" && mayDo.Has(s.at(i+1).word) {
			return true // people may need to work fewer than 5 days a week
		}
	}
	limit := c.comparator == quantity.AtMost || c.comparator == quantity.LessThan
	if c.kind == duration && limit && (s.able(from, c.begin) || s.plan && s.any(from, c.begin, permitting.Set())) {
		return true // it allows us to sort 3 million samples in less than 20 minutes
	}
	is := c.before().word == "is" || c.before().word == "are"
	if is && c.kind == duration && c.comparator == quantity.LessThan &&
		!s.any(0, c.begin, asked.Set()) && !s.any(0, c.begin, timings.Set()) {
		return true // the beach and the mountains are less than 40 minutes away
	}
	if s.any(c.begin-4, c.begin, enough.Set()) {
		return true // fast enough to serve more than 100 sites
	}
	if c.kind == duration && c.comparator == quantity.LessThan && !c.sign && s.any(0, from, lastingNow.Set()) &&
		!s.any(0, c.begin, musts.Set()) {
		return true // it takes half an hour, and less than 15 minutes for others
	}
	for i := max(0, c.begin-4); c.kind == duration && i < c.begin; i++ {
		switch s.at(i).word {
		case "take", "last":
			about := tops.Has(s.at(c.begin).word) || c.comparator == quantity.LessThan && !c.sign
			must := s.any(i-3, i, musts.Set())
			if about && !must && !s.any(i-3, i, bounding()) || s.any(i-3, i, perhaps.Set()) || c.comparator == "" && must {
				return true
			}
		case "needs", "requires":
			if c.comparator == "" {
				return true
			}
		case "takes", "lasts":
			if memberOf.Has(s.at(i - 1).word) {
				continue // each team member takes 3 days of training
			}
			if c.comparator == "" || tops.Has(s.at(c.begin).word) || c.comparator == quantity.LessThan && !c.sign {
				return true
			}
		}
	}
	return false
}

var memberOf = content.WordSet("member employee colleague everyone everybody person")

// ableTo recognises what people are able to do with a thing: "you should be able to find around 50 % of them".
func (c *candidate) ableTo() bool {
	s := c.sentence
	for i := max(0, c.begin-maxNoun); i < c.begin; i++ {
		if s.at(i).word == "able" && s.at(i+1).word == "to" {
			return c.kind == share && c.comparator == "" && s.at(i-1).word == "be" && s.at(i-3).word == "you"
		}
	}
	return false
}

// able reports whether words say what can be done, or cannot: "it can be reviewed within a day", "consensus cannot be
// reached within 20 minutes".
func (s sentence) able(from, to int) bool {
	for i := from; i < to; i++ {
		w, next := s.at(i).word, s.at(i+1).word
		if (cans.Has(w) || nots.Has(w) && s.plan && s.at(to).word == "within") && !expecting.Has(next) &&
			!musts.Has(s.at(i-1).word) && next != "more" {
			return s.in == unnamed
		}
	}
	return false
}

// guides recognises a count in a guide: "create two entries". A page of a team that has no heading of goals asks by
// rates, shares and limits.
func (c *candidate) guides() bool {
	s := c.sentence
	if !s.plan || s.in != unnamed || s.end > 0 || c.kind != count || c.rises || c.period != "" || c.each != "" {
		return false
	}
	if c.comparator != "" {
		asks := c.forbids || s.any(0, c.begin, meant()) || c.near(asked.Set()) || staying.Has(s.at(0).word) ||
			s.at(c.begin).word == "capped" || s.any(c.stop, c.stop+4, atOnce.Set()) ||
			c.toHave() && (s.person(c.begin-2) || s.item && c.begin == 0)
		return s.at(c.begin).word == "up" || !asks && !c.ofEach() && !c.eachHas() && !c.someoneMust()
	}
	if s.ahead && (c.due() || s.any(0, c.begin, foretold.Set()) || s.at(0).word == "we" && c.made()) {
		return false // we will build 1,200 homes by 2027
	}
	return c.before().word == "on" || !c.keptAt() && !c.intendedBefore() && !s.any(0, c.begin, growing.Set())
}

// intendedBefore reports whether a word before a count says that it is meant as a goal. What the reader wants or needs
// to do is a guide: "if you want to go back, create two entries".
func (c *candidate) intendedBefore() bool {
	s := c.sentence
	for i := range c.begin {
		w, yours := s.at(i).word, strings.HasPrefix(s.at(i-1).word, "you")
		if intended()[w] && !(yours && (w == "want" || w == "need" || w == "require")) && !namedGoal(s, i) {
			return true
		}
	}
	return false
}

// namedGoal recognises a goal that is only named: "goal #2 is done by offering two entry points".
func namedGoal(s sentence, i int) bool {
	return goals.Has(s.at(i).word) && strings.HasPrefix(s.at(i+1).text, "#")
}

// atOnce words say that so many are not to be open together: "at the same time", "at once".
var atOnce = content.WordSet("same once")

// keptAt recognises how many there are to stay: "keep the classes at 8 to 15 learners".
func (c *candidate) keptAt() bool {
	return c.before().word == "at" && staying.Has(c.sentence.at(0).word) && c.begin <= maxNoun
}

// foretold words say in a plan what is to be.
var foretold = content.WordSet("will we'll we’ll")

// timeboxed recognises how long people are to do something in a meeting or a guide: "give participants five minutes".
func (c *candidate) timeboxed() bool {
	s := c.sentence
	return s.plan && s.in == unnamed && c.kind == duration && c.comparator == "" && c.period == "" &&
		s.any(c.begin-3, c.begin, spendingTime.Set())
}

// faster recognises how much better something is said to be: "changes are 50 % faster".
func (c *candidate) faster() bool {
	s := c.sentence
	return s.plan && s.in == unnamed && c.kind == share && better.Has(s.at(c.stop).word) && !s.any(0, c.begin, meant())
}

// step recognises an entry of a guide: "Enter at least 8 letters", "Identify one or two people to help".
func (c *candidate) step() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	picks := picking.Has(s.at(from).word) || joining.Has(s.at(from).word) && picking.Has(s.at(from+1).word)
	if s.plan && s.in == unnamed && c.period == "" && picks {
		return true // choose the languages above 30 %
	}
	if c.period != "" || c.kind != count || s.in == work {
		return false
	}
	vague := c.high != "" && !isDigit(s.at(c.at).text[0]) && s.at(c.next-2).word == "or" // one or two
	return vague || entering.Has(s.at(0).word) || entering.Has(s.at(from).word) || entering.Has(c.before().word)
}

// pricing are words with which a cost is a target.
var pricing = sync.OnceValue(func() map[string]bool {
	return union(growing.Set(), aiming.Set(), musts.Set(), asked.Set())
})

// lowering are words with which a cost without a sign is a target.
var lowering = sync.OnceValue(func() map[string]bool { return union(growing.Set(), aiming.Set(), asked.Set()) })

// bounding are words with which "under" is a limit that is kept.
var bounding = sync.OnceValue(func() map[string]bool { return union(negations.Set(), aiming.Set(), kept.Set()) })

var (
	receivers = content.WordSet(`
you you'll you’ll everyone everybody employee employees staff intern interns colleague colleagues parents member members
apprentices contractors worker workers teammate`)
	receiving = content.WordSet(`
receive receives earn earns enjoy enjoys accrue accrues entitled granted eligible paid awarded allotted
allocated`)
	paidOut = content.WordSet("paid reimbursed compensated")
	replies = content.WordSet("reply replies answer answers response responses decision appointment")
	taking  = content.WordSet("get gets have has take choose")
	paying  = content.WordSet(`
pay pays subsidize subsidizes
subsidise subsidises cover covers match matches reimburse reimburses sponsor contribute contributes offer offers`)
	giving   = content.WordSet("give gives provide provides grant grants")
	vouchers = content.WordSet("voucher vouchers allowance stipend")

	laws     = content.WordSet("law laws statute legislation")
	ruling   = content.WordSet("limits limit sets set requires require allows allow caps says prescribes")
	legal    = content.WordSet("legal statutory federal")
	limiting = content.WordSet("limit limits minimum maximum requirement")

	textLengths = content.WordSet("characters letters digits pixels")

	measures = content.WordSet(`
character characters letter letters digit digits symbol symbols pixel pixels mb gb tb kb mbps kbps ghz mhz db byte bytes
bits dpi cm mm inch inches px x × cent cents pence word words line lines copy copies`)
	lifting = content.WordSet(`
lift lifting lifted carry carrying push pushing pull pulling pushes pulls lifts weighing weigh
exert exerting force`)
	weights = content.WordSet(`pound pounds lb lbs tonne tonnes ton tons kg kilos litre litres liter liters km kilometres
kilometers miles metre metres meter meters degrees volts watts`)
	staying = content.WordSet("stay stays keep keeps kept remain remains")
	streets = content.WordSet("street road court plaza avenue ave square lane suite boulevard drive building house")

	spendingTime = content.WordSet("take takes taking give gives giving allow spend spends spending aside allocate")
	better       = content.WordSet("faster slower cheaper better quicker fewer less more higher lower")
	equals       = content.WordSet("=")
	products     = content.WordSet("* × =")
	defining     = content.WordSet("defined known counted classed treated understood")
	nearby       = content.WordSet("about around some roughly approximately nearly almost")
	seeing       = content.WordSet("see notice find detect")
	denoting     = content.WordSet("means denotes")
	free         = content.WordSet("allowed permitted available included")
	nots         = content.WordSet("not aren't aren’t isn't isn’t")
	expecting    = content.WordSet("expect only")
	tops         = content.WordSet("up maximum")
	totals       = content.WordSet("percentage percent % share number count proportion amount total")
	exceeds      = content.WordSet("exceed exceeds exceeding")
	cans         = content.WordSet("can cannot can't can’t")

	finites = content.WordSet(`
is are was were need needs must should will shall have has can may get gets require requires count counts do does`)
	relatives = content.WordSet("that which who whose where")
	carrying  = content.WordSet("with of")

	havings    = content.WordSet("has have hold holds contains includes comprises see find")
	everyone   = content.WordSet("every each all must should")
	whichOnes  = content.WordSet("which whose")
	growsBy    = content.WordSet("grows rises falls shrinks")
	charging   = content.WordSet("costs cost price prices fee fees rate rates totaling totalling totals")
	sizesOf    = content.WordSet("employees seats licenses licences users stars staff")
	perhaps    = content.WordSet("can may might could usually typically often normally generally sometimes")
	mays       = content.WordSet("may")
	mights     = content.WordSet("might could")
	enough     = content.WordSet("enough possible")
	guessing   = content.WordSet("estimate estimates estimated guess forecast forecasts predict predicts predicted")
	ranging    = content.WordSet("ranges ranging varies varying happen happens occur occurs")
	lastingNow = content.WordSet("takes lasts take last spend")
	permitting = content.WordSet("allow allows permit permits")
	mayDo      = content.WordSet("ask need have be want wish require choose decide work vary range get")
	entering   = content.WordSet("enter choose type press click tap select upload divide multiply wait allow scroll")
)

var defines = content.WordSet("define defines")

var (
	picking      = content.WordSet("choose select click")
	maybe        = content.WordSet("maybe perhaps")
	anything     = content.WordSet("anything anywhere")
	awayFromWork = content.WordSet("leave absence vacation holiday pto sickness")
)
