package prose

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// leftAlone reports whether a number asks for nothing.
func leftAlone(c *candidate) bool {
	if c.period == "min" && !(c.kind == count && c.made()) {
		return true // 60 words a minute, 100 requests per minute
	}
	if c.again() {
		return false
	}
	if c.counts || c.takesTime() || c.answer() || c.some() || c.named() || c.mentioned() || c.condition() ||
		c.ofPay() || c.appeals() {
		return true
	}
	if c.targeted() {
		return false
	}
	if c.status() || c.actual() || c.reached() {
		return true
	}
	if c.none {
		return c.past() || c.kind != count || c.sentence.any(c.stop, c.stop+3, hasBeen.Set())
	}
	if c.sentence.result {
		return c.aside() || !c.sentence.labelledResult() && c.past() || c.received() || c.address() || c.qualifies() ||
			c.comparator != "" && c.ofThing() || c.remains() ||
			c.kind == count && c.relative() ||
			(c.comparator == quantity.MoreThan || c.before().word == "with") && c.definition()
	}
	if c.kind == share && c.benchmark() || c.permitted() || c.required() || c.told() || c.unasked() {
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

// takesTime recognises one piece of which the sentence says how long it takes, "one inspection takes a full day", and
// how fast work is done.
func (c *candidate) takesTime() bool {
	if _, ok := c.pace(); ok {
		return true
	}
	return c.kind == count && c.low == "1" && durative.Has(c.sentence.at(c.nounEnd).word)
}

// answer recognises a line that holds no more than a number and what it counts: "less than 3 violations", an answer to
// choose.
func (c *candidate) answer() bool {
	s := c.sentence
	beyond := c.comparator == quantity.LessThan || c.comparator == quantity.MoreThan
	if c.begin > 0 || c.stop < len(s.tokens) || s.in >= work || s.label > 0 || s.end > 0 || s.apart || c.period != "" ||
		s.later {
		return false
	}
	return c.kind == share && c.comparator != "" || c.kind == count && beyond && !c.sign && !s.at(c.stop-1).ends()
}

// appeals recognises how long somebody has to object: "you may appeal within 7 days".
func (c *candidate) appeals() bool {
	s := c.sentence
	for i := range c.begin {
		w := s.at(i).word
		if w == "appeal" && c.kind == duration && !s.any(i+1, c.begin, deciding.Set()) && !s.any(0, i, responding.Set()) ||
			w == "appeals" && s.any(i, c.begin, lodged.Set()) ||
			grievances.Has(w) && c.kind == duration && s.any(i, c.begin, handedIn.Set()) {
			return true
		}
	}
	return false
}

var (
	deciding   = content.WordSet("decided decide heard hear answered answer response reply acknowledged is are")
	responding = content.WordSet("response reply")
	handedIn   = content.WordSet("made lodged submitted raised filed")
	grievances = content.WordSet("grievance grievances complaint complaints objection objections")
	lodged     = content.WordSet("made lodged submitted received raised filed addressed sent")
)

// targeted recognises a number right behind the word for what it is: "Win rate (target: 30 %, now 24 %)", "NPS: target
// 50".
func (c *candidate) targeted() bool {
	w := c.before().word
	return c.kind != duration && c.comparator == "" && (w == "target" || w == "goal" || w == "quota") && c.begin > 1 &&
		(c.sentence.in == targets || c.sentence.item) && c.stop > c.at && !c.inSubject()
}

// inSubject reports whether the word for a target belongs to a sentence, and is no label: "we missed the target 50".
func (c *candidate) inSubject() bool {
	word, before := c.sentence.at(c.begin-1), c.sentence.at(c.begin-2)
	return word.open == "" && !before.breaks() && !before.ends()
}

// aside recognises numbers of a key result that are not the one it asks for. All else in it is asked: that it is a
// result says its label, so its words need not.
func (c *candidate) aside() bool {
	switch c.kind {
	case share:
		return c.comparator == "" && c.inBrackets() && !changes.Has(c.sentence.at(c.stop).word) &&
			!c.ofEverybody() ||
			c.sentence.any(c.stop, c.stop+2, earned.Set())
	case duration:
		return c.timeAtWork()
	case money:
		return c.sized()
	case count:
		if c.comparator == "" && len(c.counted) > 0 && vagueThings.Has(c.counted[len(c.counted)-1]) && !c.made() {
			return true // there are two parts to it
		}
		if c.comparator == "" && c.period == "" && (c.inRelative() || c.checked()) {
			return true
		}
		if c.besideGoal() {
			return true
		}
		staff := c.before().word == "with" && agent(quantity.Singular(c.unit)) // with 40 drivers
		group := staff || c.before().word == "of" && groups.Has(c.sentence.at(c.begin-2).word) ||
			c.before().word == "the" && !c.rewrites() // rewrite the 100 most-read articles
		c.claimed = !(c.inBrackets() || group || c.sentence.any(c.stop, c.stop+maxNoun, unreal.Set()))
		return !c.claimed || c.low != "1" && c.comparator == "" && len(c.counted) > 0 &&
			!plural(c.counted[len(c.counted)-1]) && !makes.Has(c.before().word)
	}
	first := c.sentence.at(0)
	label := c.sentence.labelledResult() || asked.Has(first.word) && strings.HasSuffix(first.close, ":")
	limit := c.comparator != "" && c.comparator != quantity.Exactly && label
	return !limit && c.bare()
}

// besideGoal recognises a count behind a preposition, which says of what, for whom or with what something is done: "a
// plan for the next 6 releases", "notes of 12 customers". What a verb acts upon by its preposition is done, "Speak at 5
// events", and so is what grows to so many.
func (c *candidate) besideGoal() bool {
	s := c.sentence
	if c.comparator != "" || c.period != "" || c.rises || c.each != "" || c.listed != nil && c.listed.claimed {
		return false
	}
	at := c.begin - 1
	for w := s.at(at); determiners.Has(w.word) && w.close == ""; w = s.at(at) {
		at--
	}
	w := s.at(at)
	if !ofOthers.Has(w.word) || w.ends() ||
		w.word == "of" && (at == c.begin-1 && ofAction(s.at(at-1).word) || ofGoals.Has(s.at(at-1).word) ||
			collections.Has(s.at(at-1).word)) {
		return false
	}
	verb := s.itemStart(c.begin)
	grows := w.word == "to" && (s.any(0, at, growing.Set()) || s.any(0, at, changing.Set()))
	return at > verb+1 && !grows && s.at(c.stop).word != "each" && !c.accompanies()
}

// ofAction reports whether a noun is what somebody does: completion of 5 audits.
func ofAction(noun string) bool {
	return done.Has(noun) || launches.Has(noun) || slices.ContainsFunc(actionEndings(), func(end string) bool {
		return strings.HasSuffix(noun, end) && len(noun) > len(end)+2
	})
}

var actionEndings = sync.OnceValue(func() []string { return strings.Fields("tion sion ment ing val ance ery") })

var (
	launches = content.WordSet("launch release hire rollout roll-out handover")
	// collections are what so many make: a series of 5 talks is 5 talks.
	collections = content.WordSet("list series set batch pool library programme program commitment commitments round")
	ofOthers    = content.WordSet("of with for to from between on among")
	determiners = content.WordSet("the our all next last first top other these those both only biggest largest")
)

// rewrites recognises what is to be done to so many: "Rewrite the 100 most-read articles". To look at them is no goal.
func (c *candidate) rewrites() bool {
	verb := c.sentence.at(c.sentence.itemStart(c.begin))
	return c.begin == c.sentence.itemStart(c.begin)+2 && base(verb) && !lookingAt.Has(verb.word)
}

var lookingAt = content.WordSet("review discuss reopen revisit test consider look")

// inRelative recognises what a thing will give, of which a key result only tells: "launch a programme which will offer
// each of us 10 sessions".
func (c *candidate) inRelative() bool {
	s := c.sentence
	for i := max(0, c.begin-2*maxNoun); i < c.begin; i++ {
		if w := s.at(i + 1).word; which.Has(s.at(i).word) && (w == "will" || w == "can" || providing.Has(w)) {
			return s.any(i+1, i+4, providing.Set())
		}
	}
	return false
}

// checked recognises what somebody finds out about so many things: "validate that 4 customers are using it".
func (c *candidate) checked() bool {
	s := c.sentence
	return (s.at(c.stop).word == "are" || s.at(c.stop).word == "have") && s.any(c.begin-3, c.begin, checking.Set())
}

var (
	providing = content.WordSet("offer offers give gives provide provides include includes contain contains allow allows")
	checking  = content.WordSet("validate verify check confirm see whether")
)

// earned is what people are paid.
var earned = content.WordSet("pay salary commission ote oti bonus")

// vagueThings are what a text is counted off by.
var vagueThings = content.WordSet("parts things steps ways reasons tips kinds types sorts")

// some recognises "one or more" and "more than one", which say some, and "one" where it is not a number.
func (c *candidate) some() bool {
	if c.kind == count && c.comparator == quantity.AtLeast && c.begin == c.at && !c.plus && !c.sign && c.period == "" &&
		c.each == "" && c.sentence.in != targets && !isDigit(c.sentence.at(c.at).text[0]) {
		return true // two or more versions
	}
	if c.kind == count && c.low == "1" && c.comparator == "" && c.period == "" && c.inBrackets() && c.sentence.in < work {
		return true // 1 contact in each row
	}
	if c.kind != count && c.kind != plain || c.low != "1" || c.high != "" {
		return false
	}
	if c.sentence.at(c.at).word != "one" {
		return c.comparator == quantity.AtLeast && c.begin == c.at && c.period == "" && !c.plus &&
			!c.sign // 1 or more executives
	}
	switch c.comparator {
	case quantity.MoreThan:
		return true
	case quantity.LessThan:
		return c.kind == count && c.sentence.at(c.begin).word == "under" // merged under one group
	case quantity.AtLeast, quantity.AtMost:
		loose := c.kind == count && c.period == "" && c.each == "" && c.sentence.in < work && !c.forbids
		return c.begin == c.at || loose // reviewed by at least one other person
	}
	return c.comparator == "" && c.period == ""
}

// before returns the word before the comparator.
func (c *candidate) before() token {
	if i := c.begin - 1; roughly.Has(c.sentence.at(i).word) && !c.sentence.at(i-1).ends() && i > 0 {
		return c.sentence.at(i - 1)
	}
	return c.sentence.at(c.begin - 1)
}

var roughly = content.WordSet("approximately roughly nearly almost")

// near reports whether one of the words stands in the clause of the number.
func (c *candidate) near(words map[string]bool) bool {
	from, to := c.sentence.clause(c.at)
	for i := c.at + 1; i < to; i++ {
		if strings.Contains(c.sentence.at(i).open, "(") {
			to = i // a remark in brackets
		}
	}
	return c.sentence.any(from, to, words)
}

// named recognises numbers that are names: Grade 8, SOC 2, 4 March, the first 90 days, phone numbers, years.
func (c *candidate) named() bool {
	_, after, joined := strings.Cut(c.before().word, "/")
	if joined && labels.Has(after) && c.comparator == "" && c.kind != share {
		return true // a severity 1/priority 1 issue
	}
	s := c.sentence
	before, number, beside := c.before(), c.sentence.at(c.at), c.sentence.at(c.at-1).word
	next := c.sentence.at(c.next)
	switch {
	case number.word != "" && strings.HasSuffix(number.word, "s") && c.kind == duration && beyondAge.Has(beside) &&
		next.text != "" && !number.ends() && !boundaries.Has(next.word):
		return true // under 16s pay nothing
	case c.inName():
		return true // the "High 3" ratings
	case strings.Contains(number.open, "{"):
		return true // a placeholder
	case c.times:
		return false
	case clockHalves.Has(next.word) && hourOfDay(number.text):
		return true // between 7 and 10 am
	case s.any(c.begin-1, c.begin, upDown.Set()) && s.at(c.stop).word == "to" && s.numberAt(c.stop+1):
		return true // up 4 points to 19 %
	case before.word == "per" && !before.ends() && c.comparator == "":
		return true // at most 18p per £1
	case c.sign && (c.kind == plain || c.kind == count) && versioned.Has(before.word):
		return true // npm >= 5
	case c.kind == share && c.at == 0 && c.comparator == "" && (next.word == "-" || next.word == "–") &&
		number.close == "" && (c.sentence.in != targets || base(c.sentence.at(c.next+1))):
		return true // 50 % - Agree on priorities
	case c.start:
		return true // 8 % -> 12 %
	case c.arrow:
		return false
	case before.word == "->":
		return true // from stage 2 -> 3
	case before.word == "all" && c.kind == share:
		return false // all 100 % of customers
	case before.close == "" && earlier.Has(before.word) && (before.word != "last" || c.comparator == ""),
		before.close == "" && before.word == "from" && c.baseline():
		return true
	case c.begin == c.at && c.comparator == quantity.AtLeast && !c.sign && labels.Has(before.word) && before.close == "" &&
		c.period == "" && c.kind != share:
		return true // grade 4 or above
	case c.kind == count && c.period != "" && c.begin == 1 && labelVerbs.Has(before.word):
		return false // type 6 letters an hour
	case before.close == "" && (c.comparator == "" || c.plus && labels.Has(before.word)) &&
		(c.kind != share || c.high != "") &&
		(labels.Has(before.word) || acronym(before.text) && c.kind != money):
		return true
	case before.close == "" && planned.Has(before.word) && (c.at == 1 || s.at(c.at-2).ends()) &&
		(c.kind == share || c.comparator == ""):
		return true // Year 3 revenue, Week 2: 5 %
	case (c.kind == count || c.kind == plain) && c.age():
		return true // children under 6
	case c.kind == count && c.high != "" && c.comparator == "" && ofScales.Has(c.unit):
		return true // their 1-4 rating
	case (before.word == "and" || before.word == "or") && c.comparator == "" && c.kind != share &&
		c.sentence.namedAt(c.begin-2):
		return true // priority 1 and 2 incidents
	case spans.Has(before.text) && !perWords.Has(c.sentence.at(c.begin-2).word):
		return true // Day 1, Week 3
	case months.Has(before.word) && strings.HasSuffix(before.close, ":"):
		return true // January: $190k
	case months.Has(before.word) && before.close == "" && c.kind != share, months.Has(next.word) && number.close == "":
		return true
	case strings.HasPrefix(number.text, "#"),
		number.text != "" && c.kind != share && next.text != "" && digitsOnly(number.text) && digitsOnly(next.text):
		return true
	}
	if len(number.text) >= minID && digitsOnly(number.text) && c.kind != money {
		return true // issue 357577
	}
	if c.ofVersion() || c.ofFile() || year(number.text) && c.comparator == "" && often(next.word) != "" {
		return true // the 2021 annual election
	}
	if c.kind == plain && c.sign && c.comparator == quantity.LessThan && !c.labelled() &&
		(c.low == "3" || c.low == "0") {
		return true // <3, the interval <0; 100>
	}
	return c.kind != share && c.kind != money && (c.period == "" || len(c.counted) == 0) &&
		(year(number.text) || year(c.low) && year(c.high)) // 2020–2024
}

// planned are times that plans count.
var planned = content.WordSet("year month week day quarter sprint wave")

// ofVersion recognises the number of a version before what belongs to it: "plan 1.13 enhancements", "the 1.9 release".
func (c *candidate) ofVersion() bool {
	_, decimals, _ := strings.Cut(c.low, ".")
	if c.kind != count || c.comparator != "" && !c.plus || c.high != "" || c.each != "" || decimals == "" ||
		!digitsOnly(decimals) {
		return false
	}
	own := c.sentence.any(c.nounEnd, c.stop, perWords.Set())
	return !own && (len(decimals) > 1 || slices.ContainsFunc(c.counted, versionsOf.Has))
}

var versionsOf = content.WordSet("release releases version versions branch milestone patch")

// ofFile recognises a number with which the name of a file begins: "50 Authorisation Form.pdf".
func (c *candidate) ofFile() bool {
	for i := c.at; i < min(c.at+maxNoun, len(c.sentence.tokens)) && c.kind == count; i++ {
		if at := strings.LastIndexByte(c.sentence.at(i).word, '.'); at > 0 && filesOf.Has(c.sentence.at(i).word[at+1:]) {
			return true
		}
	}
	return false
}

var filesOf = content.WordSet("pdf docx xlsx pptx csv md txt png jpg")

// clockHalves stand behind an hour of the day.
var clockHalves = content.WordSet("am pm a.m p.m")

// labelVerbs are labels that may also be what somebody does.
var labelVerbs = content.WordSet("type grade")

// minID is how many digits a number has at least that nobody groups, and that names something.
const minID = 6

// age recognises how old people are: "children under 6".
func (c *candidate) age() bool {
	before := c.before()
	beyond := c.comparator == quantity.LessThan || c.comparator == quantity.MoreThan ||
		c.comparator == quantity.AtMost && c.sentence.at(c.begin).word == "up"
	return ofAge.Has(before.word) && !before.ends() && beyond && !c.sign &&
		(len(c.counted) == 0 || !plural(c.counted[len(c.counted)-1]))
}

// ofAge are people before a number that is their age.
var ofAge = content.WordSet(`children child kids people adults persons those anyone guests pupils customers men women
aged`)

// namedAt reports whether a number at a place is the name of the word before it.
func (s sentence) namedAt(i int) bool {
	return digitsOnly(s.at(i).text) && s.at(i).text != "" && labels.Has(s.at(i-1).word)
}

// inName reports whether a number stands within a few words in quotation marks.
func (c *candidate) inName() bool {
	s := c.sentence
	for i := c.at; i > c.at-maxName && i >= 0; i-- {
		if strings.ContainsAny(s.at(i).open, quotes) {
			for k := c.at; k < i+maxName; k++ {
				if strings.ContainsAny(s.at(k).close, quotes) {
					return true
				}
			}
			return false
		}
		if i < c.at && strings.ContainsAny(s.at(i).close, quotes) {
			return false
		}
	}
	return false
}

// maxName is how many words in quotation marks a name has at most.
const maxName = 3

var beyondAge = content.WordSet("under over")

var ofScales = content.WordSet("rating ratings scale scales score scores")

var versioned = content.WordSet("version versions release npm node node.js python ruby php java go postgres postgresql")

var spans = content.WordSet("Day Week Month Sprint Milestone")

// baseline recognises the first number of "from 6 courses to 11".
func (c *candidate) baseline() bool {
	for i := c.stop; i < min(c.stop+4, len(c.sentence.tokens)); i++ {
		if c.sentence.at(i).word == "to" {
			return true
		}
	}
	return c.high != ""
}

// hourOfDay reports whether a number may stand before am and pm; "18 PM roles" are of product managers.
func hourOfDay(text string) bool {
	n, err := strconv.Atoi(text)
	return err != nil || n <= 12
}

func acronym(text string) bool {
	return len(text) > 1 && strings.ToUpper(text) == text && isLetter(text[0]) && text != "KR"
}

func digitsOnly(text string) bool { return strings.Trim(text, "0123456789") == "" }

func year(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && len(text) == 4 && 1900 <= n && n < 2100
}

// condition recognises numbers that tell which cases are meant: "if it takes more than 30 days", "tickets open longer
// than a week".
func (c *candidate) condition() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	for i := max(from-1, 0); i < c.begin; i++ {
		w, before := s.at(i).word, s.at(i-1).word
		if conditions.Has(w) && !(w == "until" && i < c.begin-4) || w == "case" && before == "in" ||
			w == "qualify" && before == "to" ||
			w == "long" && s.at(i+1).word == "as" || w == "provided" && subjectOrThat(s.at(i+1).word) {
			return true
		}
		if w == "when" && s.in != targets && (!s.item || i == 0) && !s.any(0, i, succeeds.Set()) {
			return true
		}
	}
	if c.before().word == "for" && c.begin-1 <= from && s.at(c.stop-1).ends() {
		return true // for 2 cases, …
	}
	if meaning.Has(s.at(c.stop).word) && c.comparator != "" && c.kind == share {
		return true // above 100 % warrants a look
	}
	if own, _ := s.clause(c.at); s.any(max(own, c.begin-maxNoun), c.begin, ofUsers.Set()) {
		return true // those who use it 10 times a day
	}
	if s.item && s.at(0).word == "with" && !s.any(0, len(s.tokens), finites.Set()) && c.comparator != "" && s.label == 0 {
		return true // - with a lifespan < 5 min
	}
	if unreal.Has(s.at(c.stop).word) && !s.at(c.stop-1).ends() {
		return true // 2 posts out of 3 would earn a score of 6.7
	}
	if s.any(0, 3, outsiders.Set()) && s.any(1, c.begin, wanting.Set()) && !s.any(0, c.begin, musts.Set()) {
		return true // the tender asks for an answer within 4 hours
	}
	if c.kind == money && c.begin <= 1 && s.at(0).word == "at" && s.in != targets {
		return true // at $10,000 and above, …
	}
	if c.before().word == "consider" || s.any(from, c.begin, possibly.Set()) || c.considered() {
		return true // we consider less than 90 % an incident
	}
	if c.comparator == quantity.MoreThan && (c.kind == duration || c.kind == money) && needing.Has(s.at(c.stop).word) &&
		!s.at(c.stop-1).ends() && c.begin <= maxNoun {
		return true // an outage > 1 hour requires a call
	}
	if c.ifThen() || s.at(0).word == "any" && c.inBrackets() {
		return true // any violations (3 or more a quarter) of these
	}
	if c.kind == share && s.any(0, len(s.tokens), voting.Set()) && !s.any(0, c.begin, musts.Set()) {
		return true // a simple majority of votes (> 50 %) wins
	}
	if s.plan && s.in == unnamed && (c.before().word == "once" || s.any(0, c.begin, untils.Set())) {
		return true // once 30 % are met, …
	}
	if s.any(from, c.begin-1, whichever.Set()) && upDown.Has(c.before().word) && c.comparator == quantity.MoreThan {
		return true // any vendor up > $50k goes to its owner
	}
	if c.opensCase() || c.unlessAllowed() || c.paidByOthers() {
		return true
	}
	if w := s.at(from).word; (w == "or" || w == "and" || w == "but") && from > 0 {
		if earlier, _ := s.clause(from - 1); s.any(max(earlier-1, 0), from, ifs.Set()) {
			return true // if a tool breaks, or stops working for 99 % of users
		}
	}
	if s.at(0).word == "if" && beings.Has(c.before().word) && c.comparator != "" && !s.any(0, c.begin, asked.Set()) {
		return true // if the rate, which …, is less than 1,000, …
	}
	if c.supposed() || c.exemplified() || c.near(usual.Set()) && !(s.plan && s.hearsBack()) || c.viewedAs() {
		return true
	}
	return c.inBrackets() && s.any(0, c.begin, ifs.Set())
}

// subjectOrThat reports whether a word goes on with a condition: "provided it is cured within 30 days".
func subjectOrThat(w string) bool { return w == "that" || subjects.Has(w) }

// considered recognises the second of two numbers that say what counts as something: "we consider less than 90 % an
// incident, less than 97 % a fault".
func (c *candidate) considered() bool {
	return c.previous != nil && c.previous.left && c.sentence.any(0, c.begin, considering.Set()) &&
		c.kind == c.previous.kind && c.comparator == c.previous.comparator
}

var (
	considering = content.WordSet("consider considers considered")
	voting      = content.WordSet("vote votes voting majority quorum")
)

// ifThen recognises a number before the "then" of a condition: "if there is no answer within 30 days, then …".
func (c *candidate) ifThen() bool {
	s := c.sentence
	if s.at(0).word != "if" {
		return false
	}
	for i := c.stop; i < len(s.tokens); i++ {
		if s.at(i).word == "then" && s.at(i-1).ends() {
			return true
		}
	}
	return false
}

// opensCase recognises a number with which a sentence begins, and behind which it says what holds there: "Above 100 %
// of quota the rate doubles", "From 10 to 20 % you need your manager".
func (c *candidate) opensCase() bool {
	s := c.sentence
	if !beyond.Has(s.at(0).word) || c.begin > 3 || s.in == targets || c.begin > 0 && s.at(0).word != "from" {
		return false
	}
	for i := c.stop; i < min(c.stop+maxNoun, len(s.tokens)); i++ {
		if s.at(i-1).ends() || subjects.Has(s.at(i).word) && !boundaries.Has(s.at(i-1).word) {
			return true
		}
		if finites.Has(s.at(i).word) {
			return false
		}
	}
	return false
}

// unlessAllowed recognises what takes a permission: "nobody spends more than $500 without approval".
func (c *candidate) unlessAllowed() bool {
	s := c.sentence
	for i := c.stop; i < min(c.stop+4, len(s.tokens)); i++ {
		if s.at(i).word == "without" && s.any(i, i+5, permissions.Set()) {
			return true
		}
	}
	return false
}

// paidByOthers recognises what customers do: "clients pay within 30 days".
func (c *candidate) paidByOthers() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	return s.in < targets && outsiders.Has(s.at(from).word) && theirs.Has(s.at(from+1).word)
}

var (
	whichever   = content.WordSet("any")
	permissions = content.WordSet("approval vote consent permission asking signature agreement")
	theirs      = content.WordSet("pay return cancel buy spend order")
)

var (
	beyond   = content.WordSet("above below over under beyond from")
	subjects = content.WordSet("the you we they it your our a an this no")
)

// required recognises what somebody brings along or has done before, and how they are hired.
func (c *candidate) required() bool {
	if c.sign {
		return false
	}
	if c.hires() || c.kind != duration && (c.sentence.any(0, len(c.sentence.tokens), examined.Set()) || c.passes()) {
		return true
	}
	from, to := c.sentence.clause(c.at)
	if c.limitsWork() {
		return c.opened() || c.hasDone(from) || c.sentence.any(0, c.begin, licences.Set())
	}
	if to = min(to, c.stop+4); c.kind == share {
		to = c.begin
	}
	needed := requirements.Set()
	if c.period != "" || c.kind == share || c.sentence.in == targets {
		needed = attainments.Set()
	}
	for i := from; i < to; i++ {
		if c.next <= i && i < c.nounEnd-1 && c.made() {
			continue // deliver 10 knowledge sharing sessions
		}
		word := c.sentence.at(i).word
		if !needed[word] && !needed[strings.TrimRight(word, "'’")] {
			continue
		}
		if word == "experience" && experiences.Has(c.sentence.at(i-1).word) ||
			word == "candidate" && c.sentence.at(i+1).word == "experience" {
			continue
		}
		return true
	}
	if c.kind != share && c.hasDone(from) {
		return true
	}
	return c.opened()
}

// passes recognises what applicants have to reach: "applicants must score 70 %", "must pass a test with 80 %".
func (c *candidate) passes() bool {
	s := c.sentence
	test := (s.words["pass"] || s.words["passing"]) && s.any(0, len(s.tokens), tests.Set())
	return c.period == "" && (test || s.any(0, 2, applicants.Set()) && s.any(1, c.begin, musts.Set()))
}

// opened recognises a sentence that begins with what somebody brings along: "Proven ability to …".
func (c *candidate) opened() bool {
	for i := range min(3, c.begin) {
		w, next := c.sentence.at(i).word, c.sentence.at(i+1).word
		if w == "bring" && next != "in" && c.sentence.at(i-1).word == "you" || w == "used" && next == "to" ||
			w == "willing" && i == 0 || w == "track" && next == "record" {
			return true
		}
		if opening.Has(c.sentence.at(i).word) && !experiences.Has(c.sentence.at(i-1).word) {
			return true
		}
	}
	return false
}

// hires recognises how people are hired: "you will be invited to a 30 minute interview". What somebody does for
// applicants is work.
func (c *candidate) hires() bool {
	s := c.sentence
	if c.period != "" || c.kind == share || c.near(scores.Set()) {
		return false
	}
	if s.any(0, len(s.tokens), invitations.Set()) || c.promised() {
		return true
	}
	for i := range min(c.begin, maxNoun) {
		if strings.HasSuffix(s.at(i).close, ":") && s.any(0, i, interviewing.Set()) {
			return true // interview process: 3 rounds in 2 weeks
		}
	}
	from, _ := s.clause(c.begin)
	if (s.any(0, min(c.begin, 4), applicants.Set()) || s.any(from, min(c.begin, from+4), applicants.Set())) &&
		s.any(0, c.begin, steps.Set()) {
		return true
	}
	return c.kind != duration && !s.any(0, c.begin, makes.Set()) && s.any(0, len(s.tokens), interviewing.Set())
}

// promised recognises what applicants are promised: "you hear from us within 10 days", "we reply to every application
// within 5 days".
func (c *candidate) promised() bool {
	s := c.sentence
	for i := range s.tokens {
		switch w, next := s.at(i).word, s.at(i+1).word; {
		case w == "your" && next == "application":
			return true
		case w == "hear" && next == "from" && s.at(i+2).word == "us":
			return s.words["you"] || !s.plan && s.any(0, i, applicants.Set())
		case i == 0 && (w == "we" || w == "we'll" || w == "we’ll"):
			if (s.in < work || s.announced()) && !s.plan && s.any(1, len(s.tokens), hiring.Set()) {
				return true
			}
		}
	}
	return false
}

// limitsWork recognises "within 2 days": what somebody has done before is not said like this.
func (c *candidate) limitsWork() bool {
	return c.kind == duration && (c.comparator == quantity.AtMost || c.comparator == quantity.LessThan) &&
		!strings.HasPrefix(c.unit, "year") && !c.sentence.any(c.begin, c.stop, earlier.Set())
}

var (
	licences = content.WordSet("license licence licensed notary vaccinated possess possession ability certification")
	tests    = content.WordSet("test tests quiz quizzes assessment assessments lesson lessons certification course")
	hiring   = content.WordSet(`
application applications applicant applicants candidate candidates offer offers shortlist`)
	examined     = content.WordSet("exam exams gpa entrance mathematics")
	invitations  = content.WordSet("invited screening intervies interviewed")
	applicants   = content.WordSet("candidate candidates applicant applicants")
	steps        = content.WordSet("schedule meet complete submit have be bring pass interview interviews asked")
	interviewing = content.WordSet("interview interviews candidates applicants recruiter recruiters")
	untils       = content.WordSet("until")
	ifs          = content.WordSet("if")
)

// hasDone recognises what somebody should have done before: "you have led 2 projects".
func (c *candidate) hasDone(from int) bool {
	for i := from; i < c.begin-1; i++ {
		next, have := c.sentence.at(i+1).word, c.sentence.at(i).word
		if (have == "have" || have == "has") && (applicant.Has(c.sentence.at(i-1).word) || c.goesOnHaving(i-1)) &&
			(strings.HasSuffix(next, "ed") || next == "led" || next == "built") {
			return true
		}
	}
	return false
}

// goesOnHaving recognises the second part of "you have worked in sales and have carried a quota".
func (c *candidate) goesOnHaving(and int) bool {
	w := c.sentence.at(and).word
	return (w == "and" || w == "or") && c.sentence.any(0, and, having.Set())
}

var having = content.WordSet("have has")

// ofFirm recognises sentences that describe a company: "Our depots sort 2 million parcels a day".
func (c *candidate) ofFirm() bool {
	s := c.sentence
	first, second := s.at(0).word, s.at(1).word
	named := first == "the" || isUpper(s.at(0).text) && isUpper(s.at(1).text) // Elm Ward
	subject := firms.Has(first) || firms.Has(second) && named ||
		first == "we" && c.comparator == "" && !wishes.Has(second) && !s.plan
	return subject && c.begin > 1 && !s.words["you"] && !s.words["your"] && !s.any(0, 4, teams.Set()) &&
		!s.any(0, 4, asked.Set()) && !s.any(0, 4, aims.Set())
}

// applicant words stand before what somebody should have done.
var applicant = content.WordSet("you should must who")

// wishes make "we …" a demand.
var wishes = content.WordSet("expect ask want aim need require wish look hope target measure intend commit plan")

var teams = content.WordSet("team teams crew squad")

// viewedAs recognises what others think of a number: "80 % is viewed as healthy".
func (c *candidate) viewedAs() bool {
	s := c.sentence
	return slices.ContainsFunc(s.tokens, func(t token) bool { return t.word == "viewed" }) && s.words["as"]
}

// benchmark recognises a sentence that tells how good a share is, or what others have: "Above 10 % is strong".
func (c *candidate) benchmark() bool {
	s := c.sentence
	if elsewhere.Has(s.at(0).word) && s.in < work {
		return true // research by our agency shows that 38 % leave
	}
	if s.any(0, min(c.begin, 5), rivals.Set()) && c.comparator == "" && s.any(0, c.begin, havings.Set()) {
		return true // our rivals hold 61 % of the market
	}
	if s.in >= work || s.words["you"] || s.words["your"] || s.words["our"] {
		return false
	}
	if s.any(0, min(c.begin, 4), elsewhere.Set()) {
		return true
	}
	if s.plan {
		return false
	}
	if vagueSubjects.Has(s.at(0).word) && c.begin <= 2 {
		return true
	}
	next := s.at(c.stop).word
	if next != "is" && next != "are" && next != "can" && next != "needs" && next != "tells" {
		return false
	}
	return next == "tells" || s.any(c.stop+1, c.stop+4, judging.Set())
}

var (
	elsewhere = content.WordSet(`
regulators regulator peers best-in-class competitors basel banks elite industry studies research according`)
	rivals        = content.WordSet("rival rivals competitor competitors")
	vagueSubjects = content.WordSet("anything levels values figures readings results ratios")
	judging       = content.WordSet(`
strong weak healthy good bad poor excellent high low fine normal typical acceptable concerning
warning red risky mean signal indicate suggest closer look attention ok okay problematic unusual common rare`)
)

// permitted recognises what somebody may do: "You can take up to 2 hours a week for training".
func (c *candidate) permitted() bool {
	s := c.sentence
	return c.comparator == quantity.AtMost && s.at(c.begin).word == "up" && s.at(0).word == "you" &&
		(s.at(1).word == "can" || s.at(1).word == "may")
}

// exemplified recognises a number behind "for example", or in a bracket that begins with it.
func (c *candidate) exemplified() bool {
	s := c.sentence
	if s.any(c.begin-4, c.begin, examples.Set()) {
		return true
	}
	for i := range c.begin {
		w := s.at(i)
		one := w.word == "example" || w.word == "instance"
		if one && (strings.ContainsAny(w.close, ":,") || s.at(i-1).word == "for") ||
			w.word == "e.g" && w.open != "" && c.inBrackets() {
			return true
		}
	}
	return false
}

// unreal words follow a number that is made up: "2 posts out of 3 would earn a score of 6.7".
var unreal = content.WordSet("would could might")

// supposed recognises an example: "Imagine a team that …", "With 20 leads a month, you win 2".
func (c *candidate) supposed() bool {
	s := c.sentence
	if s.any(0, 3, examples.Set()) || s.any(0, 2, supposing.Set()) || inverted.Has(s.at(0).word) {
		return true
	}
	for i := max(0, c.begin-maxNoun); i < c.begin; i++ {
		if s.at(i).word == "such" && s.at(i+1).word == "as" {
			return true
		}
	}
	n, ok := s.number(1)
	return s.at(0).word == "with" && ok && n.comparator == "" || s.in != targets && c.quoted()
}

// quoted recognises a number that is only mentioned: a goal like "reply within 2 hours".
func (c *candidate) quoted() bool {
	open := -1
	for i := range c.at + 1 {
		t := c.sentence.at(i)
		if strings.ContainsAny(t.open, quotes) {
			open = i
		}
		if i < c.at && strings.ContainsAny(t.close, quotes) {
			open = -1
		}
	}
	if open == c.at && c.sentence.plan && !c.sentence.any(0, open, asking()) {
		for i := c.stop + 1; i < len(c.sentence.tokens); i++ {
			if strings.ContainsAny(c.sentence.at(i).close, quotes) {
				return true // replace "a strong brand" with "78 % of buyers know it"
			}
		}
	}
	return 0 <= open && open < c.at
}

const quotes = "\"“”„«»"

// inverted verbs at the start of a sentence are an if: "should prices go up by 10 %, …".
var inverted = content.WordSet("should were had")

var supposing = content.WordSet("imagine suppose think picture say let's let’s consider illustrate")

var (
	outsiders = content.WordSet(`tender tenders rfp prospect prospects client clients customer customers guests visitors
shoppers`)
	wanting = content.WordSet("ask asks want wants expect expects demand demands prefer prefers")
)

var possibly = content.WordSet("possible")

var ofUsers = content.WordSet("who")

// meaning verbs say what a number would tell, and do not ask for it.
var meaning = content.WordSet("means mean warrants signals signal indicates indicate suggests suggest implies points")

var examples = content.WordSet("example e.g i.e imagine suppose assume hypothetical somewhere say")

// opening words make all that follows a requirement where one stands at the start of the sentence.
var opening = content.WordSet(`
experience experienced background ability able capable comfortable proven demonstrated familiarity
expertise proficiency possess possesses possession willingness`)
