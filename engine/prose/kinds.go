package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells demands of one kind from other numbers: shares, times, money, counts and plain numbers.

// shareOfTime recognises shares that are no results: of time, of travel, of pay, and weights in brackets.
func (c *candidate) shareOfTime() bool {
	clause, to := c.sentence.clause(c.at)
	if c.ofWages() || c.sentence.any(clause, c.begin, pasts.Set()) || c.given() {
		return true
	}
	if w := c.sentence.at(c.stop).word; w == "time" || w == "off" {
		return true // 20 % time, 30 % off
	}
	next := c.sentence.at(c.stop).word
	would := c.sentence.in != targets && c.sentence.any(c.stop, c.stop+maxNoun, unreal.Set())
	if c.gotten() || would || c.low == "100" && c.comparator == "" && strings.HasSuffix(next, "ed") &&
		!c.sentence.at(c.stop-1).ends() && c.sentence.in != targets {
		return true // half of those asked would like it; a 100 % automated system
	}
	if c.before().word == "at" && c.sentence.any(0, c.begin, lent.Set()) {
		return true // we borrow €12M at 3.1 %
	}
	if payers.Has(c.before().word) {
		return true // the county pays 100 % of the contribution
	}
	w, costing := c.before().word, costVerbs.Has(c.sentence.at(c.begin-2).word)
	if c.comparator == "" && costVerbs.Has(w) || objects.Has(w) && costing {
		return true // late departures cost 50 % of the rate
	}
	often := c.sentence.phrase(c.stop, ofTheTime) > 0 && (upAndRunning.Has(c.before().word) ||
		c.comparator == quantity.AtLeast || c.sentence.at(c.begin-1).ends() && c.stop+3 == len(c.sentence.tokens))
	bills := c.sentence.any(0, c.begin, billing.Set()) || c.sentence.any(0, c.begin, staying.Set())
	ofTime := !often && !bills && c.sentence.at(c.stop).word == "of" &&
		c.sentence.any(c.stop, min(c.stop+4, to), workTime.Set())
	if ofTime && !c.near(kept.Set()) || c.sentence.any(clause, c.begin, travels.Set()) ||
		c.sentence.any(0, len(c.sentence.tokens), travel.Set()) && !c.sentence.any(0, c.begin, growing.Set()) {
		return true
	}
	if c.comparator == "" && c.inBrackets() && !changes.Has(c.sentence.at(c.stop).word) && !c.ofEverybody() {
		return true
	}
	first := c.sentence.at(0).word
	if (first == "reports" || first == "report") && c.sentence.at(c.stop).word == "to" || c.ofCompany() ||
		c.sentence.any(c.begin-3, c.begin, effects.Set()) && c.sentence.in < targets {
		return true
	}
	return conditionsOfWork.Has(c.sentence.at(c.stop).word) ||
		(first == "the" || first == "this") && posts.Has(c.sentence.at(1).word)
}

var upAndRunning = content.WordSet("available up online reachable")

// billing verbs are what hours are sold by.
var billing = content.WordSet("bill bills billed billable utilisation utilization")

// appointments are times off when they are one's own, and work when they are offered.
var appointments = content.WordSet("appointment appointments")

var objects = content.WordSet("us you them me")

var costVerbs = content.WordSet("cost costs costing")

var lent = content.WordSet("borrow borrowed loan loans interest assumed")

var payers = content.WordSet("pays contributes matches withhold withholds withheld reimburses deducts")

// ofTheTime follows how often something succeeds: "at least 98 % of the time", "in 60 minutes, 98 % of the time".
var ofTheTime = []string{"of", "the", "time"}

// ofWages recognises a share that stands near a word for what people earn. "Pay" as the first word of a sentence is
// what somebody does.
func (c *candidate) ofWages() bool {
	s := c.sentence
	return c.near(wages.Set()) && !s.words["gap"] && (s.at(0).word != "pay" || s.any(1, len(s.tokens), wages.Set()))
}

// gotten recognises a share that somebody gets: "partners get a margin of 25 %".
func (c *candidate) gotten() bool {
	for i := max(0, c.begin-5); i < c.begin; i++ {
		if w := c.sentence.at(i).word; (w == "get" || w == "gets") && c.sentence.in != targets {
			return !c.sentence.any(i, c.begin, toward.Set())
		}
	}
	return false
}

var toward = content.WordSet("to above below under over")

// ofPay recognises shares of what somebody earns: "up to 3.85 % of basic pay".
func (c *candidate) ofPay() bool {
	return c.kind == share && c.sentence.at(c.stop).word == "of" && c.sentence.any(c.stop, c.stop+5, wages.Set())
}

// ofCompany recognises shares that describe a company: "we hire 70 % of our staff from the community". With a limit of
// time they are a promise: "we answer 90 % within 5 days".
func (c *candidate) ofCompany() bool {
	s := c.sentence
	return c.comparator == "" && s.in < work && c.ofFirm() &&
		!s.any(0, c.begin, intending()) && !s.any(c.stop, len(s.tokens), inTime.Set())
}

// intending are words with which a company says what it wants.
var intending = sync.OnceValue(func() map[string]bool {
	return union(modals.Set(), aiming.Set(), goals.Set(), kept.Set())
})

var inTime = content.WordSet("within")

// effects are verbs of what a thing does: "it gives up to 80 % less".
var effects = content.WordSet(`
causes cause gives give saves save avoid avoids introduces introduce represents represent accounts
resulting yields yielding`)

// changes are what a share in brackets is of: "more leads (a 28 % increase)".
var changes = content.WordSet("increase reduction decrease improvement growth rise drop")

var (
	posts            = content.WordSet("post position job role contract vacancy employment")
	workTime         = content.WordSet("time week day workload capacity hours")
	travel           = content.WordSet("travel travelling traveling commute commuting")
	travels          = content.WordSet("spend spends spent devote dedicate allocate")
	conditionsOfWork = content.WordSet(`remote hybrid full-time part-time fte employment position post job
client-facing customer-facing`)
	kept = content.WordSet(`
meet meets meeting hit achieve reach keep hold honor honour honoring honouring sla slas
target`)
)

// given recognises shares of people, of what somebody gets, and of what was: "40 % women", "a discount of 20 %", "110%
// of quota in your last role".
func (c *candidate) given() bool {
	s := c.sentence
	keeps := c.comparator != "" && staying.Has(s.at(0).word) // keep the average discount below 12 %
	if s.any(c.stop, c.stop+6, people.Set()) && !c.due() || s.any(c.stop, c.stop+2, gifts.Set()) ||
		!keeps && s.any(c.begin-3, c.begin, gifts.Set()) || s.any(c.begin-3, c.begin, receiving.Set()) {
		return true
	}
	for i := c.stop; i < min(c.stop+8, len(s.tokens)); i++ {
		if w := s.at(i).word; (w == "last" || w == "previous" || w == "current" || w == "prior") &&
			roles.Has(s.at(i+1).word) {
			return true
		}
	}
	return s.any(0, len(s.tokens), ramps.Set()) || s.any(c.begin-1, c.begin, starts.Set()) ||
		s.at(c.begin-2).word == "starting"
}

var (
	people = content.WordSet("women men female male disability disabled")
	gifts  = content.WordSet("discount share match matches bonus variable commission confidence")
	roles  = content.WordSet("role job position company employer roles jobs positions year years")
	ramps  = content.WordSet("ramp ramped ramping ramp-up")
	starts = content.WordSet("from currently")
)

// timeAtWork recognises times that limit no work: years, working hours, leave, and what is longer than something.
func (c *candidate) timeAtWork() bool {
	if from, _ := c.sentence.clause(c.begin); c.rises && c.sentence.any(from, c.begin, pasts.Set()) {
		return true // it decreased from 36 minutes to 9
	}
	lateEnd := c.stop + 2
	for i := c.at; i < lateEnd; i++ {
		if c.sentence.at(i).ends() {
			lateEnd = i + 1 // in under 3 days, never later
		}
	}
	if c.sentence.at(c.begin).word == "older" {
		return !c.sentence.any(0, c.begin, nobody.Set()) // none is older than 120 days
	}
	if c.sentence.any(c.begin-3, c.begin, late.Set()) || c.sentence.any(c.at, lateEnd, late.Set()) {
		return true
	}
	upTo := c.sentence.at(c.begin).word == "up" && !c.sentence.any(c.begin-2, c.begin, lasting.Set())
	limit := c.comparator == quantity.AtMost && !upTo || c.comparator == quantity.LessThan
	if c.before().word == "is" && c.sentence.any(c.begin-4, c.begin, asked.Set()) {
		return false // the target is 8.5 days
	}
	if c.comparator == quantity.MoreThan && c.sentence.words["between"] && c.sentence.any(0, c.begin, wishes.Set()) {
		return false // we want the time between failures above 120 hours
	}
	visits := limit && c.sentence.any(0, c.begin, appointments.Set())
	if c.dwells() || c.sentence.any(c.stop, c.stop+2, notices.Set()) ||
		c.near(offDuty.Set()) && !visits && !(limit && makes.Has(c.sentence.at(0).word)) || !limit && c.near(contract.Set()) {
		return true
	}
	if w := c.before().word; w == "use" || w == "consume" || w == "eat" {
		return true // use within 30 days of opening
	}
	if c.ahead() {
		return true
	}
	if c.alone() || c.near(sessions.Set()) {
		return true
	}
	if terms.Has(c.before().word) {
		return true // invoices are payable within 14 days
	}
	long := strings.HasPrefix(c.unit, "year") || strings.HasPrefix(c.unit, "month") || strings.HasPrefix(c.unit, "quarter")
	if strings.HasPrefix(c.unit, "year") && c.comparator == quantity.AtMost && c.sentence.in != targets {
		return true // a term of at most 8 years
	}
	switch {
	case c.period != "" && c.comparator == quantity.AtLeast && c.sentence.any(0, c.begin, wishes.Set()):
		return false // we ask for at least 4 hours a month
	case c.period != "" && !c.of && !limit:
		return c.each == "" && !c.sentence.any(c.begin-2, c.begin, worked.Set())
	case long && c.comparator == quantity.AtLeast && c.sentence.any(0, len(c.sentence.tokens), reserves.Set()):
		return false // reserves should cover at least six months
	case long && !limit:
		return true
	case limit, c.sign, c.each != "", c.adjective, c.rises, c.timed():
		return false
	case c.of && (c.comparator != "" || c.period != "" || c.sentence.result && c.begin == 0):
		return false // - Six months of running costs in reserve
	case c.shortened() && c.comparator == "":
		c.comparator = quantity.AtMost // "reduced to 9 days"
		return false
	case c.before().word == "in" && !long && c.comparator == "" && !c.sentence.any(0, c.begin, nots.Set()):
		c.comparator, c.begin = quantity.AtMost, c.begin-1 // "closed in 5 business days"
		return c.near(histories.Set())
	}
	return true
}

var reserves = content.WordSet("reserve reserves runway liquidity cash")

// dwells recognises how near people live: "you live within 30 minutes of the depot". Adverts are live, too.
func (c *candidate) dwells() bool {
	s := c.sentence
	for i := max(0, c.begin-3); i < c.begin; i++ {
		if dwelling.Has(s.at(i).word) {
			return s.at(i).word != "live" || i == 0 || doers.Has(s.at(i-1).word) || boundaries.Has(s.at(i-1).word)
		}
	}
	return false
}

// ahead recognises how long before something a thing is to be done, which is no limit of a time: "no later than a day
// before it starts".
func (c *candidate) ahead() bool {
	next := c.sentence.at(c.stop).word
	lead := c.comparator == quantity.AtMost || c.comparator == "" && c.before().word == "in"
	if strings.HasSuffix(c.before().close, ":") && c.sentence.any(0, c.begin, timings.Set()) {
		return false // Time in stage: max 7 days before it is closed
	}
	return lead && (next == "before" || next == "prior" || next == "ahead")
}

// alone recognises a sentence that holds no more than times: "1 year to less than 2 years", an answer to choose.
func (c *candidate) alone() bool {
	s := c.sentence
	if s.label > 0 || s.end > 0 || s.apart {
		return false
	}
	for i, t := range s.tokens {
		unit, _, _ := strings.Cut(t.word, "/")
		if !s.numberAt(i) && timeUnits()[unit] == "" && dayKinds[t.word] == "" && !aroundTimes.Has(t.word) {
			return false
		}
	}
	return true
}

var sessions = content.WordSet("inactivity session logged expire expires expired timeout idle")

var aroundTimes = content.WordSet(`
less more than at least most to but and or over under up within of maximum minimum a an some - – half about`)

// timed recognises a time that something may take: "4 weeks to deliver", "the timeframe for an answer is 30 days".
func (c *candidate) timed() bool {
	s := c.sentence
	if s.at(c.stop).word == "to" && makes.Has(s.at(c.stop+1).word) && c.comparator == "" {
		return true
	}
	if strings.HasSuffix(c.before().close, ":") && s.any(0, c.begin, recoveries.Set()) {
		return true // RPO (recovery point objective): 1 hour
	}
	is := c.before().word == "is" || c.before().word == "at" || strings.HasSuffix(c.before().close, ":")
	if c.before().word == "of" && s.in == targets && s.any(0, c.begin, cycles.Set()) {
		return true // a sales cycle of 20 days
	}
	return is && s.any(0, c.begin, timings.Set()) || s.in == targets && c.labelled()
}

var (
	notices  = content.WordSet("notice rest")
	terms    = content.WordSet("payable valid refundable redeemable returnable")
	dwelling = content.WordSet("live reside located")
	worked   = content.WordSet("bill log teach")
	lasting  = content.WordSet("take takes taking")
	timings  = content.WordSet(`timeframe timeframes turnaround deadline sla slas limit time times delay delays wait waits
latency age`)
	cycles     = content.WordSet("cycle time times terms")
	recoveries = content.WordSet("rto rpo mttr mttd mtta objective objectives")
)

// shortened recognises what a time is to be cut to: "close cycle reduced to 9 days".
func (c *candidate) shortened() bool {
	if c.before().word != "to" {
		return false
	}
	from, _ := c.sentence.clause(c.begin)
	return c.sentence.any(from, c.begin, shortening.Set())
}

var shortening = content.WordSet(`reduce reduced cut shorten shortened lower
lowered decrease decreased down bring brought`)

// payment recognises money that is no goal.
func (c *candidate) payment() bool {
	s := c.sentence
	spends := c.comparator == quantity.AtMost && spending.Has(s.at(s.itemStart(c.begin)).word) // no more than £2M on pay
	if c.ofFirm() || c.near(histories.Set()) || !spends && s.any(0, len(s.tokens), pay.Set()) ||
		c.before().word == "your" {
		return true
	}
	free := c.comparator == "" || s.in < work && !s.any(0, c.begin, bounding())
	if w := c.before().word; free && (w == "cost" || w == "costs") {
		return true // each further terabyte will cost $300 a month
	}
	if c.before().word == "is" && c.comparator == "" && !s.any(0, c.begin, asked.Set()) &&
		(s.any(0, 3, costing.Set()) || !s.item && s.any(0, 3, budgeted.Set())) {
		return true // the cost is $130 per GB, our budget is $4M
	}
	if c.rises {
		return false // raise the average deal from $20k to $35k
	}
	if c.sized() {
		return true
	}
	closes := c.begin == 1 && makes.Has(strings.TrimSuffix(s.at(0).word, "s"))
	if c.period != "" && (closes || s.any(0, c.begin, makes.Set()) || s.any(0, c.begin, youWords.Set())) {
		return false
	}
	if c.comparator != "" && c.comparator != quantity.MoreThan && s.at(c.begin).word != "up" {
		return false // an order value of at least 80
	}
	if i := s.itemStart(c.begin); s.at(i).word == "bring" && s.at(i+1).word == "in" || s.at(i).word == "secure" {
		return false // bring in 300k by the end of the year
	}
	if s.plan && c.due() && c.before().word == "of" {
		return false // income of €1.2m by 2028
	}
	priced := strings.HasSuffix(c.before().close, ":") && s.any(0, c.begin, costing.Set()) && s.in != targets
	return !s.any(0, len(s.tokens), goals.Set()) || priced
}

var spending = content.WordSet("spend keep hold limit cap stay")

// sized recognises how large something is: "deals of $50K to $150K", "a budget of $80K".
func (c *candidate) sized() bool {
	s := c.sentence
	if (c.before().word == "at" || c.before().word == "of") && c.comparator == "" && s.at(c.stop).word == "on" &&
		s.at(c.stop+1).word == "average" {
		return true // at £9 a month on average
	}
	beyond := c.comparator == quantity.MoreThan || c.comparator == quantity.LessThan
	if beyond && plural(c.before().word) && (c.sign && s.words["of"] || s.at(c.begin-2).word == "of") {
		return true // 100 % of purchases > $25k
	}
	if c.before().word == "which" && s.at(c.begin-2).word == "of" {
		return true // of which $120K is for contractors
	}
	if w := s.at(c.stop).word; c.comparator == "" && c.period == "" && !s.at(c.stop-1).ends() &&
		(w == "each" || w == "apiece" || w == "on" && s.at(c.stop+1).word == "average") {
		return true // 8 orders a week of 500 EUR each
	}
	if c.comparator != "" && c.comparator != quantity.Between || c.period != "" {
		return false
	}
	if c.comparator == "" && s.any(c.stop, c.stop+4, budgets.Set()) && s.in < work {
		return true // a $3000 development budget
	}
	sizing := sizes.Has(s.at(c.stop).word) || c.inBrackets() || !s.any(0, c.begin, pursuing())
	if c.plus && c.period == "" && s.in < targets && sizing {
		return true // every $50K+ opportunity
	}
	if c.period == "" && s.in < targets && s.any(0, c.begin, ofBudgets.Set()) && s.any(0, c.begin, ranging.Set()) {
		return true // a budget that ranges between $2M and $4M
	}
	if w := c.before().word; c.plus && (w == "of" || w == "for" || w == "with") && s.in < work {
		return true // potential for $100K+
	}
	from, _ := s.clause(c.begin)
	return c.before().word == "of" && sizes.Has(s.at(c.begin-2).word) || sizes.Has(s.at(c.stop).word) ||
		s.any(from, c.begin, sized.Set())
}

var (
	sizes = content.WordSet(`
deal deals account accounts contract contracts budget budgets customer customers partner partners
company companies opportunity opportunities invoice invoices portfolio territory territories project projects`)
	sized     = content.WordSet("size sized worth denomination denominations")
	ofBudgets = content.WordSet("budget budgets")
	budgets   = content.WordSet("budget budgets denomination denominations fee charge fine deposit fare surcharge prize")
	costing   = content.WordSet("cost costs price prices fee fees")
	budgeted  = content.WordSet("budget revenue turnover spend")
	youWords  = content.WordSet("you your")
)

// description recognises counts that tell of a company, a team or a thing, and ask for nothing.
func (c *candidate) description() bool {
	if c.ofFirm() || c.before().word == "of" && groups.Has(c.sentence.at(c.begin-2).word) {
		return true
	}
	before := c.before().word
	of := before == "of" && !ofGoals.Has(c.sentence.at(c.begin-2).word)
	told := c.sentence.in != targets || !c.sentence.item || c.sentence.statement()
	known := (before == "the" || possessives.Has(before)) && told
	if c.period == "" && c.comparator == "" && (of || known) {
		return true // a survey of 12 questions, the 3 posts, your 40 accounts
	}
	if w := c.unit; (w == "cents" || w == "cent" || w == "pence") && c.sentence.in != targets {
		return true
	}
	for _, w := range c.counted {
		if daysOff.Has(w) {
			return true // 12 paid holidays a year
		}
	}
	if c.served() || c.period == "" && c.led() {
		return true
	}
	last := ""
	if len(c.counted) > 0 {
		last = c.counted[len(c.counted)-1]
	}
	next := c.sentence.at(c.stop)
	if asked.Has(last) || next.word == "out" || next.word == "in" && c.sentence.at(c.stop+1).word == "mind" {
		return true // three goals in mind
	}
	if (last == "fte" || last == "ftes") && !c.made() {
		return true // Staff: 9.5 FTE
	}
	if distances.Has(last) && c.sentence.any(c.begin-3, c.begin, moving.Set()) {
		return true // walk 8 to 10 miles a shift
	}
	if timeUnits()[last] != "" && c.comparator == "" && !c.made() {
		return true // 10 remote days a month
	}
	if c.period != "" {
		return crowds.Has(last) && !c.claims() && !c.takesTimeEach() // "hire 3 people a month" asks
	}
	if c.sentence.any(c.begin-6, c.begin, offers.Set()) || c.plus && c.inBrackets() {
		return true
	}
	if c.low != "1" && c.comparator == "" && c.period == "" && !plural(last) && c.listed == nil &&
		!makes.Has(c.before().word) {
		return true // a document for 10k users, a 90 day plan
	}
	if c.before().word == "to" && c.sentence.any(0, c.begin, growing.Set()) || c.spread() || c.heads() || c.accompanies() {
		return false // grow the community to 5,000 members
	}
	if c.sentence.any(c.begin-1, c.begin, writes.Set()) {
		return !c.claims() // publish 6 reports
	}
	goesOn := c.listed != nil && c.listed.claimed || c.sentence.item && spreadingOut.Has(c.sentence.at(0).word) && c.made()
	// No more than 4 people; no meeting has more than 8.
	limited := c.comparator == quantity.AtMost && (c.forbids || negations.Has(c.sentence.at(c.begin).word))
	if crowds.Has(last) && !limited && !goesOn && !c.sentence.any(c.begin-2, c.begin, hires.Set()) ||
		c.near(offDuty.Set()) || c.near(histories.Set()) && !(limited && c.sentence.at(0).word == "there") ||
		c.near(wages.Set()) {
		return true
	}
	return !c.claims()
}

// takesTimeEach recognises a count of which the sentence says how long each takes: "run payroll for 300 employees every
// month, at 15 minutes per employee".
func (c *candidate) takesTimeEach() bool {
	s := c.sentence
	for i := c.stop; i < len(s.tokens); i++ {
		if t, adjective, ok := s.length(i); ok && !adjective {
			if noun, is := s.takesBehind(t.from, t.to); is && (noun == "" || noun == quantity.Singular(c.unit)) ||
				s.perOne(t, quantity.Singular(c.unit)) {
				return true
			}
		}
	}
	return false
}

var (
	distances = content.WordSet("mile miles km kilometres kilometers")
	moving    = content.WordSet("walk walks drive drives travel travels commute cycle")
)

var (
	serving     = content.WordSet("for of to across among with serving serves serve")
	daysOff     = content.WordSet("holiday holidays vacation vacations paid pto")
	supervising = content.WordSet(`supervision supervise supervises supervising manage manages managing lead leads leading
oversee oversees direct directs`)
	subordinates = content.WordSet(`staff employees people reports employee members workers assistants engineers managers
volunteers`)
)

var possessives = content.WordSet("your our their its his her my")

// served recognises how many somebody works for: "scheduling for 39 counties", "elections for more than 1.3 million
// voters", "support for 500+ judges".
func (c *candidate) served() bool {
	s, before := c.sentence, c.before().word
	switch {
	case c.period != "" && c.comparator != quantity.MoreThan:
		return false
	case c.plus:
		return s.in < targets && serving.Has(before)
	case c.comparator == quantity.MoreThan:
		return !c.sign && serving.Has(before)
	case c.comparator == "":
		return s.in == work && before == "for" || before == "serve" || before == "serves" || before == "serving"
	}
	return false
}

// led recognises how many people somebody leads: "supervises up to 6 permanent staff".
func (c *candidate) led() bool {
	upTo := c.comparator == quantity.AtMost && c.sentence.at(c.begin).word == "up"
	limited := c.forbids || negations.Has(c.sentence.at(c.begin).word) // nobody leads more than 8 people
	return !limited && (subordinates.Has(c.unit) || agent(quantity.Singular(c.unit))) &&
		(upTo || c.sentence.any(0, c.begin, supervising.Set()))
}

// ofGoals stand before "of" and a number that is asked for.
var ofGoals = content.WordSet("target goal quota number total minimum maximum limit cap objective kpi average volume")

var growing = content.WordSet("grow increase expand raise reduce cut lower double")

var offers = content.WordSet("offer offers")

// hires are verbs that ask for people: "hire 2 engineers".
var hires = content.WordSet("hire recruit train onboard add retain find")

// claims reports whether the words at a count ask for it: a comparator, a verb, a quota, or those of the number before
// it in a list.
func (c *candidate) claims() bool {
	c.claimed = c.comparator != "" && c.comparator != quantity.Between || c.rises || c.made() ||
		c.keptAt() || c.near(asked.Set()) ||
		c.listed != nil && c.listed.claimed ||
		c.sentence.in == targets && !c.inBrackets() && (c.begin < maxStart || c.sentence.announced())
	return c.claimed
}

// writes are verbs that make even what is counted to describe elsewhere: reports, areas, locations.
var writes = content.WordSet(`write publish produce draft prepare deliver create
submit file complete review build define identify`)

var done = content.WordSet("done held won made sold written built")

// maxStart is how far from its start a line of a list of targets names its number.
const maxStart = 5

// made recognises the object of a verb that stands shortly before it, "Publish 2 articles", or of one with which the
// sentence begins, "Feature and celebrate 5 projects".
func (c *candidate) made() bool {
	s := c.sentence
	for i := max(c.begin-2, 0); i < c.begin; i++ {
		w := s.at(i).word
		promised := s.ahead && foretold.Has(s.at(i-1).word) && i+1 == c.begin // we will buy 26 buses
		if promised || makes.Has(w) || s.at(i-1).word == "help" || makes.Has(strings.TrimSuffix(w, "s")) ||
			makes.Has(strings.TrimSuffix(w, "es")) {
			return true
		}
		if stem, ok := strings.CutSuffix(w, "ing"); ok && gerunds.Has(s.at(i-1).word) && makesStem(stem) {
			return true // by shipping 5 alerts
		}
	}
	if after := s.at(c.stop).word; s.in >= work && c.begin < maxStart &&
		(strings.HasSuffix(after, "ed") || done.Has(after)) {
		return true // 3 audits completed
	}
	if c.opensItem() || c.ofImperative() {
		return true
	}
	from, _ := s.clause(c.begin)
	if s.at(from).open != "" || c.begin-from > 4 || c.begin == from ||
		!base(s.at(from)) && !(from > 0 && makes.Has(s.at(from).word) && s.at(from+1).word == "and") {
		return false
	}
	for i := from + 1; i < c.begin; i++ {
		if w := s.at(i).word; boundaries.Has(w) && w != "and" && w != "or" && w != "the" || w == "/" || w == "&" {
			return false
		}
	}
	return true
}

var gerunds = content.WordSet("by while and")

// makesStem reports whether a verb without its -ing is one whose object is a result: shipp, clos, publish.
func makesStem(stem string) bool {
	n := len(stem)
	return makes.Has(stem) || makes.Has(stem+"e") || n > 2 && stem[n-1] == stem[n-2] && makes.Has(stem[:n-1])
}

// tending are verbs whose object is there already: "Support 12 schools".
var tending = content.WordSet("support cover manage lead join own oversee supervise coordinate know speak")

// base reports whether a word at the start of a sentence may be a verb that asks: one with a capital, and without the
// ending of a plural or a participle.
func base(t token) bool {
	if strings.HasSuffix(t.word, "s") && !strings.HasSuffix(t.word, "ss") {
		return false
	}
	for _, ending := range []string{"ed", "ing", "ly", "er", "or", "ion", "ment", "ity"} {
		if strings.HasSuffix(t.word, ending) && !verbsInEr.Has(t.word) {
			return false
		}
	}
	if t.text == "Do" {
		return true
	}
	return isUpper(t.text) && len(t.word) > 2 && t.text[1:] == t.word[1:] &&
		!boundaries.Has(t.word) && !empty.Has(t.word) && !hedges.Has(t.word) && !labels.Has(t.word) && often(t.word) == "" &&
		!tending.Has(t.word) && isNoun(t.word)
}

// verbsInEr are verbs that end as people do.
var verbsInEr = content.WordSet(`
enter answer deliver offer order cover register transfer monitor administer discover filter render cater gather recover
tutor audition question`)

// bare recognises numbers without a unit that are none of a score.
func (c *candidate) bare() bool {
	s := c.sentence
	if c.period != "" && (c.number.unit != "" || c.comparator != "") {
		return false // 50/day, at least 15 a day
	}
	if c.times && (s.any(0, len(s.tokens), travel.Set()) || s.any(0, c.begin, paidOut.Set())) {
		return true
	}
	if c.anew && c.period != "" {
		return false
	}
	if c.times {
		you := s.at(0).word == "you" && makes.Has(s.at(1).word) && !gatherings.Has(s.at(1).word)
		// You audit the ward once a week; walk the line once every shift.
		if c.period != "" && c.maintains() {
			return false
		}
		// Hold a one-to-one with each person once a month.
		toEach := s.any(1, c.begin, repeating.Set()) && makes.Has(s.at(0).word)
		often := c.every != "" || repeating.Has(s.at(c.next).word)
		once := c.low == "1" && c.high == "" && !you && !((often || toEach) && base(s.at(0)))
		return c.period == "" || c.ofFirm() || c.comparator == "" && s.in < work && (once || c.gathering())
	}
	if c.comparator == quantity.Exactly && c.inBrackets() {
		return true // a legend: "agree" = 4
	}
	if c.labelled() {
		return false
	}
	if c.before().word == "to" && s.in == targets && changing.Has(s.at(c.begin-2).word) {
		return false // the rate increases to 10
	}
	if c.before().word == "is" && s.any(c.begin-maxNoun-1, c.begin, asked.Set()) {
		return false // the target is 180, the goal for this year is 50
	}
	if c.before().word == "to" && s.ahead && s.at(c.begin-2).word == "down" && s.any(0, c.begin, foretold.Set()) {
		return false // we will bring this down to 400
	}
	if own, _ := s.clause(c.at); c.before().word == "to" && s.any(own, c.begin, growing.Set()) &&
		s.any(own, c.begin, scores.Set()) {
		return false // raise the score to 76.2
	}
	if c.before().word == "to" && s.item && growing.Has(s.at(s.itemStart(c.begin)).word) {
		return false // Grow weekly users to 3,000
	}
	if c.before().word == "of" && scores.Has(s.at(c.begin-2).word) && (s.announced() || s.result && c.begin < maxStart) {
		return false // Goal: an NPS of 60
	}
	if c.added && scores.Has(c.before().word) {
		return false // eNPS +35
	}
	if c.outOf && s.any(0, c.begin, scores.Set()) && !s.any(0, c.begin, pasts.Set()) {
		return false // a rating of 4.5/5
	}
	if c.arrow {
		return false // weekly users: 640 -> 1,000
	}
	if c.rises {
		return s.in != targets && !s.any(0, len(s.tokens), scores.Set())
	}
	if c.comparator != "" && c.before().word == "at" && aiming.Has(s.at(0).word) {
		return false // keep RGI at 112 or higher
	}
	from, _ := s.clause(c.at)
	return !c.sign && !(c.comparator != "" && s.any(from, len(s.tokens), scores.Set()))
}

// maintains recognises what people look after so many times in a period: "restores are tested 4 times a year",
// "managers review access rights twice a year".
func (c *candidate) maintains() bool {
	s := c.sentence
	if s.any(c.begin-2, c.begin, beings.Set()) && upkeep.Has(strings.TrimSuffix(c.before().word, "ed")) {
		return true
	}
	for i := 1; i < min(4, c.begin); i++ {
		if upkeep.Has(s.at(i).word) && s.person(i-1) {
			return true
		}
	}
	return false
}

// upkeep are verbs of what keeps things as they should be, without the end of a past.
var upkeep = content.WordSet(`
review test check calibrat calibrate audit inspect clean service updat update rehears rehearse`)

// gathering recognises how often people come together: "the company meets twice a year".
func (c *candidate) gathering() bool {
	return c.sentence.any(0, c.begin, gatherings.Set()) && !base(c.sentence.at(0))
}

var gatherings = content.WordSet("meet meets gather gathers conducted held run")

var changing = content.WordSet(`increases rises grows decreases falls drops
increase decrease reduced increased raised lowered`)

// labelled recognises an entry of a list that is a name and a number: "New customers: 8". Where targets are listed, a
// dash stands for the colon.
func (c *candidate) labelled() bool {
	label := c.begin - 1
	s := c.sentence
	if label < 0 || label > maxLabel {
		return false
	}
	dash := (c.before().word == "-" || c.before().word == "–") && s.in == targets && label > 0 && label <= maxNoun
	if !strings.HasSuffix(c.before().close, ":") && !dash || c.comparator != "" && !c.plus && !c.sign {
		return false
	}
	if c.stop < s.ownEnd() && !strings.Contains(s.at(c.stop).open, "(") && !s.at(c.stop-1).ends() {
		return false
	}
	if s.any(0, label+1, describing.Set()) || s.in != targets && s.any(0, label+1, costing.Set()) {
		return false
	}
	return c.period != "" || periodIn(s.tokens[:label+1]) != "" || s.in == targets || s.any(0, label+1, named())
}

// maxBracket is how many words a bracket before a number is looked for; many are never closed.
const maxBracket = 20

// inBrackets reports whether a bracket before the number is open at it.
func (c *candidate) inBrackets() bool {
	depth := 0
	for i := max(0, c.at-maxBracket); i <= c.at; i++ {
		depth = max(0, depth-strings.Count(c.sentence.at(i-1).close, ")")) + strings.Count(c.sentence.at(i).open, "(")
	}
	return depth > 0
}

// named stand in the name of a number that is asked for, such as what is won.
var gained = content.WordSet("new closed won sold signed")

var named = sync.OnceValue(func() map[string]bool {
	return union(goals.Set(), asked.Set(), scores.Set(), gained.Set())
})

// asked words make a count a demand: "a quota of 20 demos", "the cap is 15 accounts".
var asked = content.WordSet("quota quotas target targets goal goals cap limit ambition ambitions")
