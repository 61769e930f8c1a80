package prose

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells numbers that were measured, estimated or charged from those that somebody is to reach.

// nearly recognises an estimate, which no word asks for: "Integration tests: ~70 % coverage".
func (c *candidate) nearly() bool {
	s := c.sentence
	return s.in < work && c.comparator == "" && strings.HasPrefix(s.at(c.at).text, "~") && !s.any(0, c.begin, meant()) &&
		!s.any(c.stop, c.stop+2, aims.Set()) && !s.any(0, c.begin, aims.Set())
}

// priced recognises what is sold or measured of a thing, by the label before the number: "Price: $1,499/month",
// "Includes: up to 25K messages a month", "Healthcare market: $15B", "CVSS score: 6.1".
func (c *candidate) priced() bool {
	s := c.sentence
	if s.in >= work {
		return false
	}
	for i := range min(maxNoun, c.begin) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return priceLabels.Has(s.at(i).word) || s.at(i).word == "size" && s.at(i-1).word == "market" ||
				s.at(0).word == "cvss" || s.at(0).word == "total" && c.kind == share && c.low == "100" ||
				c.kind == money && worthLabels.Has(s.at(i).word)
		}
	}
	return false
}

// gained recognises by how much something was said to change: "99 % cheaper", "Database load: 90 % reduction".
func (c *candidate) gained() bool {
	s := c.sentence
	if c.kind != share || s.in >= work || c.due() || s.any(0, c.begin, meant()) || s.any(0, c.begin, aiming.Set()) ||
		s.at(c.stop-1).ends() {
		return false
	}
	next := s.at(c.stop).word
	return better.Has(next) || c.begin > 0 && (strings.HasSuffix(s.at(c.begin-1).close, ":") || c.inBrackets()) &&
		(changes.Has(next) || gains.Has(next) || s.any(c.stop, c.stop+2, gains.Set()))
}

// machinePace recognises how much a machine does or lets through: "Rate limiting: 100 requests a minute".
func (c *candidate) machinePace() bool {
	s := c.sentence
	return s.in < work && c.kind == count && requestsOf.Has(c.unit) && c.period != "" && c.comparator == "" &&
		!s.any(0, c.begin, meant()) && !s.any(0, c.begin, musts.Set()) && !s.any(0, c.begin, makes.Set()) &&
		!c.addressed()
}

// standsBeside recognises where something stands, beside the target that it misses or exceeds: "resolution is at 78 %,
// exceeding the 75 % target".
func (c *candidate) standsBeside() bool {
	s := c.sentence
	if c.before().word != "at" || c.comparator != "" || c.begin < 2 || s.result && s.labelledResult() ||
		!strings.HasSuffix(s.at(c.stop-1).close, ",") {
		return false
	}
	return s.any(c.stop, c.stop+2, beyondIt.Set())
}

// marksTargets reports whether several entries of a page say of a number that it is a target, behind the one that says
// where things stand: "Retention: 84 % (target: 90 %)".
func marksTargets(all []content.Block) bool {
	n := 0
	for _, b := range all {
		if b.Kind == content.Item && b.Table == nil && markedTarget.Get().Match(b.Text.Bytes) {
			n++
		}
	}
	return n >= leastMarked
}

// leastMarked is how many entries of a page call a number a target at least, so that the others say how things stand.
const leastMarked = 2

var markedTarget = content.Pattern(`(?i)\d[^(:]*\((?:vs\.? )?(?:target|goal)\b`)

// unmarked recognises where something stands on a page that marks its targets: "Accuracy: 85 %".
func (c *candidate) unmarked() bool {
	s := c.sentence
	goesOn := c.kind == duration && c.previous != nil && c.previous.left // 94 % within 24 hours
	if !s.marked || s.end > 0 || c.comparator != "" && !c.plus && !goesOn || c.rises ||
		s.any(0, len(s.tokens), aims.Set()) || s.any(c.stop, len(s.tokens), nowLabels.Set()) ||
		s.any(0, c.begin, intended()) {
		return false
	}
	for i := range min(maxNoun+2, c.begin) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return !c.due()
		}
	}
	return false
}

// beforeTarget recognises where something stands, by the bracket behind it: "89 % (target: 92 %)", "12,500 (-8 % YoY)".
func (c *candidate) beforeTarget() bool {
	s := c.sentence
	if c.inBrackets() || s.any(0, c.begin, aims.Set()) {
		return false
	}
	for i := c.next; i < min(c.next+maxNoun, len(s.tokens)); i++ {
		if !strings.Contains(s.at(i).open, "(") {
			if s.at(i).ends() && strings.ContainsAny(s.at(i).close, ",;") {
				return false
			}
			continue
		}
		for k := i; k < len(s.tokens); k++ {
			w := s.at(k)
			if overTime.Has(w.word) || aims.Has(w.word) && strings.HasSuffix(w.close, ":") {
				return true
			}
			if strings.Contains(w.close, ")") {
				return false
			}
		}
	}
	return false
}

// beyondBase recognises which of some are meant, by how far they are beyond something: "look into delays exceeding 20 %
// of the usual time".
func (c *candidate) beyondBase() bool {
	s := c.sentence
	return s.in < work && s.at(c.begin).word == "exceeding" && c.begin > 1 && plural(c.before().word) &&
		isNoun(c.before().word) && !c.before().ends() && !c.forbids
}

// onceReached recognises when something happens: "the scale changes when 30 % of the goal is reached", "does not mean
// that you must have 100 %".
func (c *candidate) onceReached() bool {
	s := c.sentence
	if c.before().word == "when" && c.comparator == "" && !s.any(0, c.begin, succeeds.Set()) && c.begin > 1 {
		return true
	}
	for i := 0; i+1 < c.begin; i++ {
		if denials.Has(s.at(i).word) && s.at(i+1).word == "mean" {
			return true
		}
	}
	return false
}

// noneOf recognises the "zero" of which something is told: "zero entries is one line".
func (c *candidate) noneOf() bool {
	s := c.sentence
	if !c.none || s.in >= work || s.any(0, len(s.tokens), intended()) || s.at(c.stop-1).ends() {
		return false
	}
	next := s.at(c.stop).word
	return next == "is" || next == "means"
}

// wasDone recognises what is done, by the tick before its entry, or by the word behind it: "✅ 19 forms", "750 lines
// removed". What a tick stands before may also be an order: "✅ Answer within a day".
func (c *candidate) wasDone() bool {
	s := c.sentence
	if s.in >= work || !s.plan || s.any(0, c.begin, intended()) || s.any(0, len(s.tokens), aims.Set()) || c.due() {
		return false
	}
	if s.checked && c.kind != duration && !orders()[s.at(0).word] {
		return true
	}
	if c.kind == share && s.at(c.begin).word == "up" {
		return c.before().word == "by" || changes.Has(s.at(c.stop).word) // cut the calls by up to 90 %
	}
	return c.kind == count && c.period == "" && doneTo.Has(s.at(c.stop).word) && !s.at(c.stop-1).ends()
}

// nameOf recognises a number in the name of something: "the Four Golden Signals".
func (c *candidate) nameOf() bool {
	s := c.sentence
	if c.kind != count || c.comparator != "" || s.in >= work || isDigit(s.at(c.at).text[0]) || c.stop <= c.at+1 ||
		!isUpper(s.at(c.at).text) || !isUpper(s.at(c.stop-1).text) {
		return false
	}
	within := c.at > 0 && isUpper(s.at(c.at-1).text) && !s.at(c.at-1).ends() && !orders()[s.at(c.at-1).word]
	return within || c.stop-c.at > 2 && isUpper(s.at(c.at+1).text)
}

// wrongly recognises what nobody should want, what is an example, and what a picture is scaled to: "100 % is the wrong
// target", "e.g. “99 % within a day” or “95 % within an hour”", "at 200 % zoom".
func (c *candidate) wrongly() bool {
	s := c.sentence
	if s.any(c.stop, c.stop+4, wrong.Set()) && s.any(c.stop, c.stop+1, beings.Set()) {
		return true
	}
	quoted := c.quoted() || strings.ContainsAny(s.at(c.at).open, quotes)
	return quoted && s.any(0, c.begin, exempli.Set()) || c.kind == share && zoomed.Has(s.at(c.stop).word)
}

// projected recognises what is foreseen: "it is projected to save £1.5 million".
func (c *candidate) projected() bool {
	s := c.sentence
	return s.plan && s.in < work && s.any(c.begin-4, c.begin, foreseen.Set()) && !s.any(0, c.begin, musts.Set())
}

// placeholder recognises what a template leaves to be filled in: "within <5 days>".
func (c *candidate) placeholder() bool {
	s := c.sentence
	if !strings.HasPrefix(s.at(c.at).text, "<") && !strings.HasSuffix(s.at(c.at).open, "<") {
		return false
	}
	for i := c.at; i < min(c.at+maxNoun, len(s.tokens)); i++ {
		if strings.HasPrefix(s.at(i).close, ">") || strings.HasSuffix(s.at(i).text, ">") {
			return true
		}
	}
	return false
}

// cited recognises what a study or a survey found: "every survey since 2024 finds that 90 % …", "people are happier by
// 10 % according to a survey", "half of them stop within a year (Clinic Weekly, May 2026)".
func (c *candidate) cited() bool {
	s := c.sentence
	if s.plan && s.in < work && (s.foundBy() || s.source() || s.accordingTo()) {
		return true
	}
	if s.in >= work || !s.plan || s.any(0, c.begin, meant()) || s.any(0, c.begin, musts.Set()) {
		return false
	}
	return s.any(0, c.begin, studies.Set()) && !s.person(c.begin) && c.kind != count ||
		s.any(c.stop, len(s.tokens), papers.Set())
}

// foundBy reports whether a sentence begins with whose finding or forecast it tells: "Gartner predicts …".
func (s sentence) foundBy() bool {
	for i := range min(maxNoun, len(s.tokens)) {
		if s.at(i).ends() && i > 0 {
			return false
		}
		if studies.Has(s.at(i).word) && findings.Has(s.at(i+1).word) {
			return true
		}
	}
	return false
}

// source reports whether a sentence names where it has its figures from, with the month: "(Clinic Weekly, May 2026)".
func (s sentence) source() bool {
	for i := 2; i < len(s.tokens); i++ {
		if !year(s.at(i).text) || !months.Has(s.at(i-1).word) || !strings.Contains(s.at(i).close, ")") {
			continue
		}
		for k := i - 2; k > max(0, i-maxNoun-2); k-- {
			if strings.HasPrefix(s.at(k).open, "(") {
				return isUpper(s.at(k).text) && !months.Has(s.at(k).word) && strings.Contains(s.at(i-2).close, ",")
			}
		}
	}
	return false
}

// accordingTo reports whether a sentence names a study, or whoever else it has its figures from.
func (s sentence) accordingTo() bool {
	for i := range s.tokens {
		if s.at(i).word == "according" && s.at(i+1).word == "to" {
			return isUpper(s.at(i+2).text) || s.any(i+2, i+maxNoun, studies.Set())
		}
	}
	return false
}

// besideAnother recognises a number that is held to another one: "17 s vs 1.4 s".
func (c *candidate) besideAnother() bool {
	s := c.sentence
	next, before := s.at(c.stop).word, c.before().word
	return s.in < work && c.comparator == "" && !s.any(0, c.begin, meant()) &&
		(against.Has(next) && s.numberFrom(c.stop) || against.Has(before) && s.numberAt(c.begin-2))
}

// ofEffect recognises what a thing does to a number: "caching reduces the cost by 40 %", "a headline can shift
// downloads by 20 %".
func (c *candidate) ofEffect() bool {
	s := c.sentence
	if c.canChange() {
		return true
	}
	if !s.plan || s.in >= work || c.kind != share || c.comparator != "" || s.any(0, c.begin, meant()) ||
		s.any(0, c.begin, musts.Set()) || s.any(0, c.begin, everyOnes.Set()) {
		return false
	}
	from, _ := s.clause(c.begin)
	for i := max(from, c.begin-2*maxNoun); i < c.begin; i++ {
		w := s.at(i).word
		if i > 0 && reducing.Has(w) && !s.people(i) || cans.Has(w) && i+1 < c.begin && !s.people(i) ||
			mights.Has(w) && i+1 < c.begin {
			return true
		}
	}
	return false
}

// canChange recognises by how much a thing can change something: "such plans can reduce the cost by 30 %".
func (c *candidate) canChange() bool {
	s := c.sentence
	if !s.plan || s.in >= work || c.kind != share || c.before().word != "by" {
		return false
	}
	from, _ := s.clause(c.begin)
	for i := from + 1; i < c.begin-1; i++ {
		next := s.at(i + 1).word
		if perhaps.Has(s.at(i).word) && (growing.Has(next) || shortening.Has(next)) {
			return !s.people(i)
		}
	}
	return false
}

// never recognises a limit that nothing can pass: a sum that must be >= 0, a p-value.
func (c *candidate) never() bool {
	s := c.sentence
	if c.sign && c.kind == plain && c.before().word == "p" {
		return true
	}
	return c.low == "0" && c.high == "" && c.kind != share && c.comparator == quantity.AtLeast && s.in < targets
}

var (
	wrong    = content.WordSet("wrong")
	exempli  = content.WordSet("e.g example")
	zoomed   = content.WordSet("zoom opacity")
	foreseen = content.WordSet("projected forecasted")
	doneTo   = content.WordSet(`
added removed changed implemented deleted created modified refactored migrated passing passed fixed updated written
documented`)
	overTime  = content.WordSet("yoy qoq mom y/y q/q m/m")
	nowLabels = content.WordSet("current currently now today baseline actual")
	studies   = content.WordSet(`
survey surveys gartner forrester mckinsey idc statista arxiv study studies research researchers benchmark benchmarks
estimates analysts`)
	findings = content.WordSet("predicts predict finds find found reports shows show says estimates expects forecasts")
	papers   = content.WordSet("arxiv gartner forrester mckinsey")
	against  = content.WordSet("vs versus")
	reducing = content.WordSet(`
reduces cuts increases improves boosts saves lowers recovers drops raises shifts eliminates`)
	everyOnes = content.WordSet("each every team teams")
)

var (
	priceLabels = content.WordSet(`
price prices pricing includes included market cagr population`)
	worthLabels = content.WordSet("impact investment investments roi")
	gains       = content.WordSet("savings saving gain gains")
	requestsOf  = content.WordSet("request requests req rps tps qps tokens")
	beyondIt    = content.WordSet("exceeding up down above below")
)
