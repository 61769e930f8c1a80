package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells how far a goal has come from the goal itself: "Deprecate TLS 1.0: 100 %", "45 % done".

// status recognises a share that says how much of a task is done. It ends a sentence whose task stands before it.
func (c *candidate) status() bool {
	s := c.sentence
	alone := len(s.tokens) == c.next && (c.at == 0 && s.in != targets || c.at == 1 && s.at(0).word == "-")
	if c.reported() || (alone || s.later && len(s.tokens) == c.next && c.at == 0) && c.kind == share {
		return true
	}
	if c.kind == share && c.comparator == quantity.Exactly && states.Has(s.at(c.stop).word) {
		return true // = 70 % done
	}
	if c.kind != share || c.comparator != "" || c.high != "" || s.label > 0 {
		return false
	}
	if !s.at(c.stop-1).ends() && states.Has(s.at(c.stop).word) || c.last() && states.Has(c.before().word) {
		return true // 45 % done; done, 100 %
	}
	if next := s.at(c.stop); next.word == "of" || next.word == "on" {
		return false
	}
	switch before := c.before(); {
	case c.ofTask():
		return true
	case before.word == "|", c.begin > 2*maxNoun && c.last() && before.close == "" && plainEnd(before.word):
		return true
	case before.word == "-" || before.word == "–":
		return (c.begin-1 > maxNoun || hasDigit(s.tokens[:c.begin])) && c.last()
	case strings.HasSuffix(before.close, ":"):
		from := c.begin - 1
		for from > 0 && !strings.HasSuffix(s.at(from-1).close, ":") {
			from--
		}
		return before.word == "total" || c.begin-from > 2 && tasks()[s.at(from).word] && !aiming.Has(s.at(from).word)
	}
	return false
}

// ofTask recognises how far a task has come, which is no measure: "Ship the new API 80 %". What is to grow, or is kept,
// is one.
func (c *candidate) ofTask() bool {
	s := c.sentence
	before := c.before()
	return s.in == targets && s.item && c.begin > 2 && c.last() && before.close == "" && plainEnd(before.word) &&
		before.open == "" && !scores.Has(before.word) && base(s.at(0)) && makesThings.Has(s.at(0).word) &&
		!s.any(1, c.begin, measuredBy.Set())
}

var (
	// makesThings are verbs of tasks that are done or not.
	makesThings = content.WordSet(`
complete ship launch build create write document migrate deploy implement release publish finish develop design draft
define deliver set prepare introduce install`)
	measuredBy = content.WordSet("rate share percentage coverage uptime availability satisfaction with to of at by")
)

var hiredSo = content.WordSet("hired closed completed done shipped signed delivered released won")

// plainEnd reports whether a share behind a word does not belong to it: "the questionnaire and its distribution 100 %".
func plainEnd(word string) bool {
	return isNoun(word) && !boundaries.Has(word) && !aiming.Has(word) && !makes.Has(word) && !hedges.Has(word)
}

// reported recognises what came of a goal behind it: "hire 2 engineers: 15 sourced (25 %)", "5 runbooks: 5/5, 100 %".
func (c *candidate) reported() bool {
	s := c.sentence
	if s.label > 0 {
		return false
	}
	if c.kind == count && s.in == targets && hiredSo.Has(s.at(c.stop).word) && s.graded(c.stop+1) {
		return true // 10 engineers hired (92 %)
	}
	if c.ofMany && c.begin == 0 && hiredSo.Has(s.at(c.stop).word) {
		return true // 7 of 12 services done
	}
	for i := c.at - 1; i > 0; i-- {
		if outOfAll(s.at(i).text) {
			return true
		}
		if strings.HasSuffix(s.at(i).close, ":") {
			return s.counts(i+1) && (reports.Has(s.at(i+2).word) || outOfAll(s.at(i+1).text) || s.graded(i+2))
		}
	}
	return false
}

// graded reports whether a share in brackets follows within a few words: "6 prospects (60 %)".
func (s sentence) graded(i int) bool {
	for k := i; k < i+3; k++ {
		if t := s.at(k); t.open == "(" && strings.HasPrefix(t.close, ")") && strings.HasSuffix(t.text, "%") {
			return true
		}
	}
	return false
}

// counts reports whether a number written with digits stands at a place: ~50 or X, too.
func (s sentence) counts(i int) bool {
	text := strings.TrimLeft(s.at(i).text, "~<>")
	return text != "" && (isDigit(text[0]) || text == "X")
}

// outOfAll recognises 3/5 as so many of all, and not as a score, a date or a rate.
func outOfAll(text string) bool {
	part, all, ok := strings.Cut(text, "/")
	if !ok || part == "" || all == "" || !digitsOnly(part+all) || len(part) > 3 || len(all) > 3 {
		return false
	}
	return len(part) < len(all) || len(part) == len(all) && part <= all // 80/20 is a rule
}

// last reports whether nothing but a remark in brackets follows in the sentence.
func (c *candidate) last() bool {
	next := c.sentence.at(c.stop)
	return next.text == "" || strings.HasPrefix(next.open, "(") || strings.ContainsAny(c.sentence.at(c.stop-1).close, ".,")
}

// reached recognises a clause about what has been: "Achieved 95 % CSAT", "Delivered on 100 % of goals".
func (c *candidate) reached() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	part := c.begin
	for part > 0 && !strings.HasSuffix(s.at(part-1).close, ":") {
		part--
	}
	if (s.at(0).word == "we've" || s.at(0).word == "we’ve") && s.in != targets && c.period == "" {
		return true
	}
	if second := s.at(1).word; s.at(0).word == "we" && s.in != targets && strings.HasSuffix(second, "ed") &&
		c.kind == share && c.comparator == "" && !wishes.Has(second) {
		return true // We created 100 % of what was asked
	}
	if c.kind != share && c.kind != count {
		return c.comparator != "" && !c.sign && averaging.Has(c.before().word)
	}
	return c.begin-from <= 3 && c.begin > from && results.Has(s.at(from).word) ||
		part > 0 && c.begin > part && results.Has(s.at(part).word) || s.any(from, c.begin, helped.Set()) ||
		c.comparator != "" && !c.sign && averaging.Has(c.before().word)
}

// actual recognises a number that says where another one stands, or how it was graded: "Current: 45", "(now 52)", "up
// from 31", "Score: 0.7", "41 today".
func (c *candidate) actual() bool {
	s := c.sentence
	if c.graded() {
		return true
	}
	from, to := s.part(c.begin)
	if s.any(from, c.begin, asked.Set()) {
		return false
	}
	if c.underStanding() || c.wantsMore() || c.dated() {
		return true
	}
	label := strings.HasSuffix(c.before().close, ":")
	if from < c.begin {
		first, last := s.at(from), c.before().word
		if first.word == "result" && label && from+1 == c.begin {
			return true
		}
		if standing.Has(first.word) || label && standing.Has(last) ||
			(label || first.open != "") && (stages.Has(first.word) || stages.Has(last)) {
			return true
		}
	}
	if c.before().word == "at" && (s.at(0).word == "we" && c.begin <= 3 || s.at(0).word == "finished" ||
		stands.Has(s.at(c.begin-2).word)) {
		return true // we are at 45 %, at the moment it stands at 91 %
	}
	if c.before().word == "from" && s.any(c.begin-2, c.begin-1, upDown.Set()) {
		return true
	}
	if s.in == targets && c.afterwards(from) {
		return true
	}
	for i := c.stop; i < min(c.stop+2, to) && !s.at(i-1).ends(); i++ {
		w, next := s.at(i).word, s.at(i+1).word
		if (w == "today" || w == "now" || w == "currently") && i == to-1 || w == "so" && next == "far" ||
			w == "to" && next == "date" {
			return true
		}
	}
	return false
}

// dated recognises a number behind a year or a month, in brackets or at the start of a sentence: "(2024: €11m)", "2020:
// the warehouse cost us $4,000".
func (c *candidate) dated() bool {
	s := c.sentence
	for i, inside := c.stop, c.inBrackets(); inside && i < c.stop+2 && !strings.Contains(s.at(i-1).close, ")"); i++ {
		if s.at(i).word == "in" && year(s.at(i+1).text) {
			return true // (€31 million in 2023)
		}
	}
	for i := c.begin - 1; i >= 0; i-- {
		if !strings.HasSuffix(s.at(i).close, ":") || s.at(i).open == "" && i > 0 {
			continue
		}
		if s.at(i).open == "" || !c.inBrackets() {
			return year(s.at(i).text) && s.in != targets
		}
		first, _, _ := strings.Cut(s.at(i).text, "/") // 2023/24
		return year(first) || months.Has(s.at(i).word) || isFiscal(s.at(i).word)
	}
	return false
}

// wantsMore recognises where something stands in a sentence that goes on with what is wanted: "we reach 97 % and want
// 99 %".
func (c *candidate) wantsMore() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	if c.comparator != "" || s.result || s.any(0, c.begin, intended()) ||
		from != c.begin && !s.any(c.begin-3, c.begin, reaching.Set()) {
		return false
	}
	for i := c.stop; i < len(s.tokens)-1; i++ {
		if (joining.Has(s.at(i).word) || s.at(i-1).ends()) && s.any(i, i+3, wanted.Set()) {
			return s.numberFrom(i)
		}
	}
	return false
}

// underStanding recognises a number behind a label that says where things stand, or what a colour means: "Baseline: P1:
// 58 min, P2: 4 h". A label between them that says nothing of it is passed over.
func (c *candidate) underStanding() bool {
	s := c.sentence
	for i := c.begin - 1; i >= 0; i-- {
		if !strings.HasSuffix(s.at(i).close, ":") {
			continue
		}
		switch w := s.at(i).word; {
		case asked.Has(w) || goals.Has(w):
			return false
		case standing.Has(w) && i < maxLabel, colours.Has(w) && i == 0, outcomes.Has(w) && s.at(i-1).word != "key":
			return true
		}
	}
	return false
}

// afterwards recognises what came of a number before: "launch in 5 cities – 3 launched", "40 % (38 % in May)".
func (c *candidate) afterwards(from int) bool {
	s := c.sentence
	if from != c.begin || from == 0 || c.comparator != "" || !hasDigit(s.tokens[:from]) {
		return false
	}
	before := s.at(from - 1)
	next, then := s.at(c.stop), s.at(c.stop+1)
	if s.at(from).open == "" && !apart.Has(before.word) && !strings.Contains(before.close, "—") {
		return false
	}
	return participle(next.word) || participle(s.at(c.next).word) || next.word == "in" && months.Has(then.word) ||
		next.word == "as" && then.word == "of"
}

// part is the stretch around a place that no punctuation splits: what stands in a bracket, or behind a colon with the
// name before it.
func (s sentence) part(i int) (from, to int) {
	for from = i; from > 0 && s.at(from).open == "" && !s.at(from-1).breaks() && !s.at(from-1).ends(); from-- {
	}
	if from == i && from > 0 && strings.HasSuffix(s.at(i-1).close, ":") {
		for from = i - 1; from > 0 && s.at(from).open == "" && !s.at(from-1).breaks() && !s.at(from-1).ends(); from-- {
		}
	}
	for to = i; to < len(s.tokens) && !s.at(to).ends() && !s.at(to).breaks(); to++ {
	}
	return from, min(to+1, len(s.tokens))
}

// graded recognises the grade of a key result, from 0 to 1, and how sure somebody is: "— 0.7", "(0.5)", "Confidence:
// 7/10".
func (c *candidate) graded() bool {
	s := c.sentence
	if c.comparator != "" || c.high != "" || c.kind != plain && c.kind != share {
		return false
	}
	from, to := s.part(c.begin)
	named := s.any(from, c.begin, grades.Set())
	if s.any(from, c.begin, sureness.Set()) {
		return true
	}
	if c.outOf {
		return from == c.begin && to == c.next && s.at(from).open != ""
	}
	if c.kind == share {
		return named && c.begin-from <= 2 && strings.HasSuffix(c.before().close, ":")
	}
	if text := s.at(c.at).text; !strings.HasPrefix(text, "0.") && text != "1.0" || c.period != "" {
		return false
	}
	alone := from == c.begin && to == c.next
	dash := c.before().word == "-" || c.before().word == "–" || strings.Contains(c.before().close, "—")
	return named || alone && (s.at(from).open != "" || dash && c.begin > maxNoun/2)
}

var (
	// standing words say that a number is where something stands, or stood.
	standing = content.WordSet("current currently now today actual actuals baseline was were previous previously last")
	colours  = content.WordSet("red amber green yellow orange")
	// stages say the same as a label or in brackets.
	stages = content.WordSet(`progress status start starting done completed weight weighting confidence avg averaging
achieved`)
	grades   = content.WordSet("score scored scores grade graded grading")
	sureness = content.WordSet("confidence confident")
	wanted   = content.WordSet("want wants aim aims goal target")
	stands   = content.WordSet("stand stands stood")
	reaching = content.WordSet("reach reaches are is have has hit get manage do")
	apart    = content.WordSet("- – ::")
	upDown   = content.WordSet("up down")
)

var (
	states = content.WordSet("done complete completed finished implemented achieved draft drafts")

	// aiming verbs stand before a number that is to be reached: "Increase the win rate: 30 %".
	aiming = content.WordSet(`
achieve reach keep maintain increase reduce raise lower improve grow cut decrease hold hit exceed
target aim ensure meet get bring`)

	reports   = content.WordSet("sourced hired merged closed done completed created average delivered")
	results   = content.WordSet("achieved reached delivered completed sourced hired exceeded closed launched")
	helped    = content.WordSet("helped allowed enabled still")
	averaging = content.WordSet("averages")
)

// tasks are verbs of what is done or not: "Complete the work on weekly releases: 50 %".
var tasks = sync.OnceValue(func() map[string]bool { return union(makes.Set(), otherTasks.Set()) })

var otherTasks = content.WordSet(`complete finish deprecate incorporate aggregate establish enable author propose
introduce provide support help drive work preserve remove integrate adopt roll investigate research explore plan`)
